"""`cxdesk responses remap` and `retype`: answers that are there, read anew in another way."""

from pathlib import Path
from typing import Annotated

import typer

from cxdesk.i18n import ngettext, number
from cxdesk.importing import recipe
from cxdesk.importing.plan import ImportPlan
from cxdesk.surveys.queries import survey_named
from ui.console import FileArgument, JsonOption, SurveyOption, opened, progress_bar, say, say_json
from ui.importing.past_commands import ImportNumber
from ui.importing.said_plan import DayFirst, Settings, decided, with_kinds
from ui.importing.saying import imported_json, show_imported

app = typer.Typer()


@app.command("remap")
def remap(
    file: FileArgument,
    number_: ImportNumber,
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="SOURCE", readable=False, help="The imported file, where it was not kept inside."
        ),
    ] = None,
    settings: Settings = None,
    kinds: Annotated[
        list[str] | None, typer.Option("--kind", help="COLUMN=KIND, such as nps, text or leave_out.")
    ] = None,
    day_first: DayFirst = None,
    as_json: JsonOption = False,
) -> None:
    """Read an imported file anew with other settings, from the copy that was kept or from the file itself."""
    from cxdesk.importing.remap import again

    with opened(file) as project:

        def changed(plan: ImportPlan) -> ImportPlan:
            plan = recipe.applied_from(settings, plan) if settings is not None else plan
            return decided(with_kinds(plan, kinds or []), day_first)

        with progress_bar() as progress:
            done = again(project, number_, changed, progress, source=source)
        say_json(imported_json(done)) if as_json else show_imported(done)


@app.command("retype")
def retype_question(
    file: FileArgument,
    question: Annotated[str, typer.Option("--question", help="The code of the question.")],
    kind: Annotated[
        str, typer.Option("--kind", help="nps, scale, single, number, date, text or identifier.")
    ],
    survey: SurveyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read the answers to a question as another kind, without the file they came in."""
    from cxdesk.importing.retype import retype

    with opened(file) as project:
        survey_id = project.read(survey_named, survey).id
        with progress_bar() as progress:
            done = retype(project, survey_id, question, kind, progress)
    if as_json:
        say_json({"question": question, "kind": kind, "read": done.read, "kept_as_text": done.kept_as_text})
        return
    words = ngettext("{n} answer was read anew.", "{n} answers were read anew.", done.read)
    say(words.format(n=number(done.read)))
    if n := done.kept_as_text:
        words = ngettext("{n} cell is kept as text.", "{n} cells are kept as text.", n)
        say(words.format(n=number(n)))
