"""`cxdesk responses collect`, `store` and `close`: answers that come in one by one, until their round is over."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, ngettext, number
from cxdesk.project import Project
from cxdesk.responses.folding import fold, waiting
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.surveys.queries import survey_named
from ui.console import FileArgument, JsonOption, SurveyOption, opened, progress_bar, say, say_json

RoundOption = Annotated[str | None, typer.Option("--round", help="Name of the survey round.")]

app = typer.Typer()


@app.command()
def collect(
    file: FileArgument,
    answer_files: Annotated[
        list[Path],
        typer.Argument(
            metavar="ANSWER_FILE...", readable=False, help="Answer files and PDF forms that people sent back."
        ),
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

    with opened(file) as project, progress_bar() as progress:
        outcomes = take_in(project, answer_files, round_name, progress, read_form)
    refused = [o for o in outcomes if o.result == "refused"]
    if as_json:
        say_json([asdict(o) for o in outcomes])
    else:
        for line in sentences([o for o in outcomes if o.result != "refused"]):
            say(line)
    if refused:
        raise UserError("\n".join(o.reason for o in refused))


@app.command()
def store(
    file: FileArgument,
    round_name: RoundOption = None,
    survey: SurveyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put answers together that came in one by one, as one import; scores stay as they are. Closing does it too."""
    with opened(file) as project:
        wait = project.read(waiting)
        rows = _rounds(project, survey, round_name) if survey or round_name else project.read(round_rows)
        stored = [(row, fold(project, row.id)) for row in rows if row.id in wait]
    if as_json:
        say_json([{"round": row.name, "answers": n} for row, n in stored])
        return
    for row, n in stored:
        words = ngettext(
            "{round}: {n} answer was put together.", "{round}: {n} answers were put together.", n
        )
        say(words.format(round=row.label, n=number(n)))
    if not stored:
        say(_("No answers that came in one by one are waiting."))


@app.command()
def close(
    file: FileArgument,
    round_name: Annotated[str, typer.Option("--round", help="Name of the survey round.")],
    survey: SurveyOption = None,
    reopen: Annotated[bool, typer.Option("--reopen", help="Open it again instead.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Close a survey round: kiosk and desk take no more answers for it, and those there are are put together."""
    from cxdesk.responses.rounds_of import close_round, open_round

    with opened(file) as project:
        row = _rounds(project, survey, round_name)[0]
        if reopen:
            project.run(_("Open a survey round again"), open_round, row.id)
        else:
            close_round(project, row.id, date.today())
    if as_json:
        say_json({"round": row.name, "closed_on": None if reopen else date.today().isoformat()})
    elif reopen:
        say(_("“{round}” is open again.").format(round=row.label))
    else:
        say(_("“{round}” is closed since {day}.").format(round=row.label, day=day(date.today())))


def _rounds(project: Project, survey: str | None, name: str | None) -> list[RoundRow]:
    from cxdesk.responses.queries import known_round

    survey_id = project.read(survey_named, survey).id
    wanted = project.read(known_round, survey_id, name) if name is not None else None
    return [r for r in project.read(round_rows, survey_id) if wanted in (None, r.name)]
