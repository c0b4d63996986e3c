"""`cxdesk responses collect`: answer files of the questionnaire in a browser become responses."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cxdesk.errors import UserError
from ui.console import FileArgument, JsonOption, opened, say, say_json

app = typer.Typer()


@app.command()
def collect(
    file: FileArgument,
    answer_files: Annotated[
        list[Path],
        typer.Argument(metavar="ANSWER_FILE...", help="Answer files and PDF forms that people sent back."),
    ],
    round_name: Annotated[
        str | None, typer.Option("--round", help="The survey round; the newest one when left out.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Take in answer files; each counts once, and one that does not fit is refused in a sentence."""
    from cxdesk.responses.collecting import collect as take_in
    from cxdesk.responses.collecting import sentences
    from exports.questionnaire.form_answers import read_form

    with opened(file) as project:
        outcomes = take_in(project, answer_files, round_name, read_form=read_form)
    refused = [o for o in outcomes if o.result == "refused"]
    if as_json:
        say_json([asdict(o) for o in outcomes])
    else:
        for line in sentences([o for o in outcomes if o.result != "refused"]):
            say(line)
    if refused:
        raise UserError("\n".join(o.reason for o in refused))
