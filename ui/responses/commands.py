"""`cxdesk responses card`, `staff` and `export`: what is known about answers, who is named in them, and a copy of them."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.responses import data_set, staff
from cxdesk.responses.about_data import about_data, data_line
from cxdesk.responses.actions import change_round
from cxdesk.responses.aggregate import items_of
from cxdesk.responses.filter import Filter
from cxdesk.responses.filter_text import parse
from cxdesk.responses.queries import RoundRow, known_round, round_rows
from cxdesk.surveys.queries import survey_named
from ui.console import FileArgument, JsonOption, SurveyOption, opened, progress_bar, say, say_json

app = typer.Typer()


@app.command()
def card(
    file: FileArgument,
    round_name: Annotated[str, typer.Option("--round", help="Name of the survey round.")],
    survey: SurveyOption = None,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=TEXT", help="Fields: " + ", ".join(data_set.FIELDS) + "."),
    ] = None,
    unfinished: Annotated[
        bool | None,
        typer.Option(
            "--count-unfinished/--only-finished", help="Whether those count who did not come to the end."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show or write the data-set card of a survey round: source, method, lens, known bias."""
    fields = dict(_pair(change) for change in changes or ())
    with opened(file) as project:
        survey_id = project.read(survey_named, survey).id if survey else None
        row = _round(project.read(round_rows, survey_id), round_name)
        if fields:
            label = _("Change what is known about the data")
            project.run(label, data_set.change, row.id, **fields)
        if unfinished is not None:
            project.run(_("Say which answers count"), change_round, row.id, count_unfinished=unfinished)
            row = replace(row, count_unfinished=unfinished)
        found = project.read(data_set.card, row.id)
        about = project.read(about_data, row.survey_id, Filter(rounds=(row.name,)))
    line = data_line(about, i18n.language())
    if as_json:
        say_json(
            {
                "survey": about.survey,
                "round": row.name,
                "answered": about.answered,
                "count_unfinished": row.count_unfinished,
                **asdict(found),
                "line": line,
            }
        )
    else:
        say(line)


@app.command("export")
def export_responses(
    file: FileArgument,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="OUT.csv, OUT.xlsx, OUT.sav or OUT.parquet.")
    ],
    survey: SurveyOption = None,
    round_name: Annotated[str | None, typer.Option("--round", help="Only this survey round.")] = None,
    where: Annotated[str | None, typer.Option(help='For example: segment = "Hospitals" and Q1 <= 6')] = None,
    labels: Annotated[bool, typer.Option("--labels", help="Words instead of numbers.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write answers for another program; what is written imports back equal."""
    from exports.tables.answers import answers_out
    from exports.tables.export import export

    with opened(file) as project, progress_bar() as progress:
        chosen = project.read(survey_named, survey)
        passing = parse(where or "")
        if round_name:
            passing = replace(passing, rounds=(project.read(known_round, chosen.id, round_name),))
        written = export(project.read(answers_out, chosen.id, passing), output, labels, progress)
    if as_json:
        told = {"files": [str(p) for p in written.files], "rows": written.rows, "columns": written.columns}
        say_json(told | {"notes": list(written.notes)})
        return
    rows = ngettext("{n} answer", "{n} answers", written.rows).format(n=number(written.rows))
    say(_("Wrote {rows}: {files}").format(rows=rows, files=listed(str(p) for p in written.files)))
    for note in written.notes:
        say(note)


@app.command("staff")
def staff_names(
    file: FileArgument,
    question: Annotated[str | None, typer.Option("--question", help="The code of the question.")] = None,
    show: Annotated[
        str | None, typer.Option("--show", metavar="REASON", help="Show the names, and why.")
    ] = None,
    hide: Annotated[bool, typer.Option("--hide", help="It names staff: withhold the names.")] = False,
    none: Annotated[bool, typer.Option("--no-staff", help="It names no staff.")] = False,
    survey: SurveyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Columns that name the staff who were measured; their names are withheld until somebody gives a reason."""
    with opened(file) as project:
        survey_id = project.read(survey_named, survey).id
        items = {i.code: i.id for i in project.read(items_of, survey_id)}
        if question is not None:
            if question not in items:
                raise UserError(_("There is no question “{code}” in this survey.").format(code=question))
            if show is not None:
                project.run(_("Show names of staff"), staff.show_names, items[question], show)
            elif hide:
                project.run(_("Withhold names of staff"), staff.withhold_names, items[question])
            elif none:
                project.run(_("Withhold names of staff"), staff.not_staff, items[question])
        named = project.read(staff.staff_items, survey_id)
        hidden = project.read(staff.withheld, survey_id)
    told = [{"question": c, "withheld": i in hidden} for c, i in items.items() if i in named]
    if as_json:
        say_json(told)
        return
    for one in told:
        say(f"{one['question']}: " + (_("name withheld") if one["withheld"] else _("names are shown")))
    if not told:
        say(_("No column of this survey names staff."))


def _pair(change: str) -> tuple[str, str]:
    name, equals, text = change.partition("=")
    if not equals:
        raise UserError(
            _("“{text}” is not a field with its text. Write it as field=text.").format(text=change)
        )
    return name.strip().replace("-", "_"), text.strip()


def _round(rows: list[RoundRow], name: str) -> RoundRow:
    """The one round of that name; two surveys may each have one."""
    found = [r for r in rows if name.strip().casefold() in (r.name.casefold(), r.label.casefold())]
    if len(found) > 1:
        raise UserError(
            _("Several surveys have a round “{name}”. Name the survey with --survey.").format(name=name)
        )
    if not found:
        names = listed(dict.fromkeys(r.name for r in rows)) or "–"
        raise UserError(
            _("There is no survey round “{name}” in this file. There are: {names}.").format(
                name=name, names=names
            )
        )
    return found[0]
