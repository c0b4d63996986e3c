"""`cxdesk survey templates` and `new`: a survey begun from a template or from nothing."""

from typing import Annotated

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, known_language, language, listed, ngettext, number
from cxdesk.project import Project
from cxdesk.surveys import actions
from cxdesk.surveys.queries import survey_rows
from cxdesk.surveys.templates import begin, templates
from cxdesk.touchpoints.names import meant_by
from cxdesk.touchpoints.queries import touch_point_rows
from ui.console import FileArgument, JsonOption, opened, say, say_json, say_table

app = typer.Typer()

LanguageOption = Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")]


@app.command("templates")
def list_templates(lang: LanguageOption = None, as_json: JsonOption = False) -> None:
    """List the templates a survey can begin with."""
    from dataclasses import asdict

    rows = templates(known_language(lang) if lang else language())
    if as_json:
        say_json([asdict(r) for r in rows])
        return
    header = [_("Template"), _("Name"), _("Questions"), _("Minutes")]
    cells = [[r.key, r.name, number(r.questions), number(r.minutes)] for r in rows]
    say_table(header, cells, frozenset({2, 3}))


@app.command()
def new(
    file: FileArgument,
    template: Annotated[
        str, typer.Option("--template", help="The template to begin with; see cxdesk survey templates.")
    ] = "",
    touch_point: Annotated[
        str, typer.Option("--touch-point", help="Where it asks: a touch point’s name, number or other name.")
    ] = "",
    name: Annotated[str, typer.Option("--name", help="The name of the survey.")] = "",
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Begin a survey from a template, or an empty one; a template's words are marked until they are one's own."""
    code = known_language(lang) if lang else language()
    with opened(file) as project:
        if template:
            point = _touch_point(project, touch_point) if touch_point else None
            made = project.run(_("Begin from a template"), begin, template, code, point, name)
        else:
            made = project.run(_("Create survey"), actions.create, name.strip() or _("New survey"), code)
        row = next(r for r in project.read(survey_rows) if r.id == made)
    if as_json:
        say_json({"survey": row.code, "name": row.name, "questions": row.questions})
        return
    told = ngettext(
        "Began the survey “{name}” with {n} question.",
        "Began the survey “{name}” with {n} questions.",
        row.questions,
    )
    say(told.format(name=row.name, n=number(row.questions)))


def _touch_point(project: Project, text: str) -> int:
    rows = project.read(touch_point_rows)
    found = next((r for r in rows if str(r.id) == text.strip()), None) or meant_by(text, rows)
    if found is None:
        none = _("There is no touch point in this file yet.")
        some = _("There is no touch point “{name}” in this file. There are: {names}.").format(
            name=text, names=listed(r.name for r in rows)
        )
        how = _("It is added with: {command}").format(command=f'cxdesk touchpoints add FILE "{text.strip()}"')
        raise UserError(f"{some if rows else none} {how}")
    return found.id
