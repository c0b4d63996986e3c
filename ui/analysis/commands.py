"""`cxdesk scores`: the figures of a survey in the terminal."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.analysis.figure import Figure
from cxdesk.analysis.scores import METRICS, figures, scored_items, segment_note
from cxdesk.i18n import _, known_language, language, number, percent, pgettext, signed
from cxdesk.responses.about_data import about_data, data_line
from cxdesk.responses.filter_text import parse
from cxdesk.surveys.queries import SurveyRow, shown, survey_named, whole
from ui.console import FileArgument, JsonOption, SurveyOption, opened, say, say_json, say_table

app = typer.Typer(help="Scores with their margins of error.")


@app.callback()
def _noun() -> None:
    """Scores with their margins of error."""


@app.command()
def show(
    file: FileArgument,
    survey: SurveyOption = None,
    by: Annotated[str | None, typer.Option(help="round, segment, account, language or channel.")] = None,
    where: Annotated[str | None, typer.Option(help='For example: segment = "Hospitals" and Q1 <= 6')] = None,
    segments_today: Annotated[
        bool, typer.Option("--segments-today", help="Go by today's segments, not those at the round.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write them to OUT.csv or OUT.xlsx instead.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show every score of a survey, for all answers or by a group."""
    chosen = parse(where) if where else parse("")
    if segments_today:
        chosen = replace(chosen, segments_today=True)
    with opened(file) as project:
        row = project.read(survey_named, survey)
        whole_survey = project.read(whole, row.id)
        items = scored_items(whole_survey)
        table = project.read(figures, row.id, [i for _q, i in items], chosen, by)
        about = project.read(about_data, row.id, chosen)
    names = {i.id: (i.code, shown(i.text) or i.code) for q in whole_survey.questions for i in q.items}
    if output is not None:
        written = _write(output, row.name, names, table)
        say_json({"file": str(written)}) if as_json else say(
            _("The scores are in {file}.").format(file=written)
        )
        return
    if as_json:
        say_json([_as_json(names[item], group, f) for (item, group), f in table.items()])
        return
    _print(row, names, table, by)
    if note := segment_note(chosen, by):
        say(_(note))
    if table:
        say(data_line(about, language()))


@app.command()
def page(
    file: FileArgument,
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF to write.")],
    survey: SurveyOption = None,
    where: Annotated[str | None, typer.Option(help='For example: segment = "Hospitals"')] = None,
    lang: Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Write one internal page: at most three things, with what proves them. Not for customers."""
    from cxdesk.planning.assemble_page import internal_page
    from exports.pdf.internal_page import build

    lang = known_language(lang) if lang is not None else None
    with opened(file) as project:
        row = project.read(survey_named, survey)
        made = project.read(internal_page, row.id, parse(where or ""), lang)
    written = build(made, output)
    if as_json:
        say_json(
            {"file": str(written), "survey": row.code, "language": made.language, "things": len(made.things)}
        )
    else:
        say(_("Wrote the internal page: {file}").format(file=written))


def value_text(figure: Figure) -> str:
    """A score as people read it."""
    if figure.value is None:
        return "–"
    if figure.metric == "nps":
        return signed(figure.value)
    return percent(figure.value) if figure.metric == "top2" else number(figure.value, 2)


def _print(
    row: SurveyRow, names: dict[int, tuple[str, str]], table: dict[tuple[int, str], Figure], by: str | None
) -> None:
    say(row.name)
    if not table:
        say(_("No answers yet. Import a file, or look at the finished example."))
        return
    header = [
        _("Code"),
        _("Question"),
        _("Group"),
        _("Score"),
        "",
        _("Margin of error"),
        _("Answers counted"),
        "",
    ]
    lines = []
    for (item, group), f in table.items():
        margin = "" if f.low is None or f.high is None else f"{number(f.low)} – {number(f.high)}"
        note = _("few answers: do not compare") if f.few and f.value is not None else ""
        note = _(f.suppressed_reason) if f.suppressed_reason else note
        if f.invited and f.answered is not None and not note:
            note = _("{n} of {all} answered").format(n=number(f.answered), all=number(f.invited))
        lines.append(
            [
                names[item][0],
                names[item][1],
                group or (pgettext("group", "unknown") if by else pgettext("group", "all")),
                value_text(f),
                _(METRICS[f.metric]),
                margin,
                number(f.n),
                note,
            ]
        )
    say_table(header, lines, frozenset({3, 6}))


def _write(
    path: Path, title: str, names: dict[int, tuple[str, str]], table: dict[tuple[int, str], Figure]
) -> Path:
    """The scores as numbers a spreadsheet can count with; one that may not be shown has its reason instead."""
    from exports.tables.cells import or_why
    from exports.tables.table_file import write_table

    header = [_("Code"), _("Question"), _("Group"), _("Measure"), _("Score"), _("From"), _("To")]
    header += [_("Answers counted"), _("Answered"), _("Invited"), _("Note")]
    rows = []
    for (item, group), f in table.items():
        note = _(f.suppressed_reason) if f.suppressed_reason else ""
        counts = (f.n, f.answered, f.invited, note)
        rows.append([*names[item], group, _(METRICS[f.metric]), f.value, f.low, f.high, *counts])
    none = _("No score can be shown. Import answers to questions on a scale, or take the condition away.")
    lines = or_why(rows, header, none)
    return write_table(lines, header, path, title)


def _as_json(name: tuple[str, str], group: str, figure: Figure) -> dict[str, Any]:
    return {
        "item": name[0],
        "text": name[1],
        "group": group,
        "metric": figure.metric,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "n": figure.n,
        "answered": figure.answered,
        "invited": figure.invited,
        "hidden": figure.suppressed_reason,
        "segments": "today" if figure.filter.segments_today else "at the round",
    }
