"""`cxdesk touchpoints`: the inventory, what is missing in it, stages by channel, and who does what."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.analysis import coverage as counted
from cxdesk.analysis import inventory_words as said
from cxdesk.analysis.beliefs import apart_words, beliefs
from cxdesk.analysis.inventory import Inventory, inventory
from cxdesk.analysis.pooled_words import pooled_cell, pooled_note
from cxdesk.analysis.stage_matrix import stage_matrix
from cxdesk.errors import UserError
from cxdesk.i18n import _, known_language, language, listed, number, speaking
from cxdesk.journeys.shares import shares_on
from cxdesk.planning.touch_point_sheet import inventory_sheet
from cxdesk.responses.round_names import round_meant
from cxdesk.touchpoints import actions
from cxdesk.touchpoints.model import CHANNELS
from cxdesk.touchpoints.roles import without_accountable
from cxdesk.touchpoints.words import ASK_WORDS, channel_word, part_word, readiness_word
from ui.console import FileArgument, JsonOption, opened, say, say_json, say_table
from ui.touchpoints.as_json import belief_json, entry_json, figure_json, inventory_json, share_json
from ui.touchpoints.said import beside_facts, checked, figure_cell, journey_meant, named, places, some

app = typer.Typer(help="The inventory of touch points.")

LanguageOption = Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", help="Write it as OUT.xlsx, OUT.csv or OUT.pdf.")
]
TodayOption = Annotated[
    datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="Count ages from here.")
]
RoundOption = Annotated[str, typer.Option("--round", help="Scores of this survey round.")]


@app.command("list")
def list_all(
    file: FileArgument,
    round_name: RoundOption = "",
    today: TodayOption = None,
    output: OutputOption = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Every touch point with its score, its function and where we listen."""
    lang = known_language(lang) if lang is not None else language()
    now = today.date() if today else date.today()
    with opened(file) as project:
        found = project.read(inventory, lang, now, project.read(round_meant, round_name))
        written = _written(project, found, output, lang, now) if output is not None else None
    if as_json:
        say_json({**inventory_json(found), "file": str(written) if written else None})
        return
    if written is not None:
        say(_("Wrote the touch points: {file}").format(file=written))
        return
    say(said.headline(found))
    for line in (said.maps_line(found), said.unheard_line(found)):
        if line:
            say(line)
    heads = [
        _("Touch point"), _("Channel"), _("Function"), _("Answers for it"), _("Score"), _("Questions"),
        _("Stages"), _("Checked"),
    ]  # fmt: skip
    rows = [
        [
            e.row.name, channel_word(e.row.channel), e.row.function, e.row.accountable or "–", said.score_cell(e),
            number(len(e.listening)), listed(e.stages) or "–", checked(e),
        ]
        for e in found.entries
    ]  # fmt: skip
    rows += [
        [stray.name, "–", "–", "–", _("on a map only"), "–", places(stray), "–"] for stray in found.strays
    ]
    say_table(heads, rows, frozenset({5}))


@app.command("add")
def add_one(
    file: FileArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the touch point is called.")],
    channel: Annotated[
        str,
        typer.Option(
            "--channel", help="phone, visit, mail, letter, web, app, message, paper, meeting, other."
        ),
    ] = "other",
    function: Annotated[str, typer.Option("--function", help="The function that answers for it.")] = "",
    volume: Annotated[str | None, typer.Option("--volume", help="Contacts a year, as a number.")] = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a touch point to the inventory; a name that is there already is refused."""
    if channel not in CHANNELS:
        raise UserError(
            _("There is no channel “{channel}”. There are: {names}.").format(
                channel=channel, names=listed(CHANNELS)
            )
        )
    from ui.touchpoints.change_commands import described

    fields = described(None, None, volume)
    with opened(file) as project:
        made = project.run(_("Add a touch point"), actions.add, name, channel, function, **fields)
        found = project.read(inventory, language(), today.date() if today else None)
    entry = next(e for e in found.entries if e.row.id == made)
    if as_json:
        say_json(entry_json(entry))
        return
    said_so = _("“{name}” is a touch point now, by this channel: {channel}.")
    say(said_so.format(name=entry.row.name, channel=channel_word(entry.row.channel)))


@app.command()
def show(
    file: FileArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A touch point’s name, number or other name.")],
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """One touch point with all that is known of it."""
    with opened(file) as project:
        found = project.read(inventory, language(), today.date() if today else None)
    entry = named(found, name)
    if as_json:
        say_json(entry_json(entry))
        return
    row, none = entry.row, "–"
    facts = [
        (_("Touch point"), row.name),
        (_("Other names"), listed(row.synonyms)),
        (
            _("Channel"),
            listed([channel_word(row.channel), _("digital") if row.digital else _("not digital")]),
        ),
        (_("Function"), row.function),
        (_("Owner"), row.owner),
        (_("Who does what"), said.roles_cell(entry)),
        (_("Contacts a year"), number(row.volume) if row.volume is not None else ""),
        (_("What customers expect"), row.expectation),
        *((part_word(part), readiness_word(getattr(row, part))) for part in ("process", "skill", "practice")),
        (_("Score"), said.score_cell(entry)),
        *beside_facts(entry),
        (_("Last checked"), checked(entry)),
    ]
    say_table([_("What"), _("Known")], [[head, text or none] for head, text in facts])
    for one in entry.listening:
        asks = _(ASK_WORDS[one.asks])
        say(_("Question: {survey}, {code}: {text} ({asks})").format(
            survey=one.survey, code=one.code, text=one.text, asks=asks
        ))  # fmt: skip
    for place in entry.places:
        say(_("On the map “{journey}”: {stage}, {step}").format(
            journey=place.journey, stage=place.stage, step=place.step
        ))  # fmt: skip


@app.command()
def coverage(file: FileArgument, today: TodayOption = None, as_json: JsonOption = False) -> None:
    """What touch points and steps lack: counts, the slogan check, what has to be looked at again."""
    with opened(file) as project:
        found = project.read(inventory, language(), today.date() if today else None)
    points, steps = counted.point_shares(found), counted.step_shares(found.journeys, found)
    both = beliefs(found)
    slogans, aged = counted.slogan_check(found.journeys, found), counted.to_check_again(found)
    if as_json:
        say_json(
            {
                "touch_points": [share_json(s) for s in points],
                "steps": [share_json(s) for s in steps],
                "slogan_check": [
                    {"journey": s.journey, "stage": s.stage, "step": s.step, "missing": list(s.missing)}
                    for s in slogans
                ],
                "to_check_again": [
                    {"kind": a.kind, "name": a.name, "journey": a.where, "months": a.months} for a in aged
                ],
                "busy_without_questions": [
                    {"name": row.name, "volume": row.volume} for row in counted.busy_unheard(found)
                ],
                "employees": [belief_json(b) for b in both],
                "how_sure": [
                    {"journey": j.name, **{g: shares_on(j).count(g) for g in ("opinion", "some", "measured")}}
                    for j in found.journeys
                ],
            }
        )
        return
    for heading, shares, of_step in (
        (_("Touch points that have …"), points, False), (_("Steps that have …"), steps, True),
    ):  # fmt: skip
        rows = [
            [counted.check_word(s.check, of_step=of_step), counted.share_words(s), some(s.missing)]
            for s in shares
        ]
        say_table([heading, _("Share"), _("Without it")], rows)
    if both:
        heads = [_("Touch point"), _("Customers"), _("Employees"), _("Employees believe")]
        values = [
            [b.entry.row.name, figure_cell(b.customers), figure_cell(b.employees), apart_words(b)]
            for b in both
        ]
        say_table(heads, values, frozenset({1, 2}))
    if line := said.unheard_line(found):
        say(line)
    for s in slogans:
        say(_("Slogan check: {journey}, {stage}, {step}: {missing}").format(
            journey=s.journey, stage=s.stage, step=s.step, missing=counted.missing_words(s)
        ))  # fmt: skip
    if aged:
        say(_("To look at again: {names}").format(names=listed(a.name for a in aged)))


@app.command()
def matrix(
    file: FileArgument,
    journey: Annotated[str | None, typer.Option("--journey", help="Name or number of one journey.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Stages down, channels across: which touch points a customer meets where."""
    with opened(file) as project:
        found = project.read(inventory, language())
    chosen = journey_meant(found, journey)
    made = stage_matrix(found, chosen)
    if as_json:
        say_json(
            {
                "channels": list(made.channels),
                "count": made.count,
                "stages": [
                    {
                        "journey": r.journey,
                        "stage": r.stage or None,
                        "segment": r.segment or None,
                        "customers": figure_json(r.customers),
                        "employees": figure_json(r.employees),
                        "cells": {
                            c: [e.row.name for e in cell]
                            for c, cell in zip(made.channels, r.cells, strict=True)
                            if cell
                        },
                    }
                    for r in made.rows
                ],
            }
        )
        return
    heads = [
        _("Journey"), _("Stage"), _("Customers"), _("Employees"), *(channel_word(c) for c in made.channels)
    ]  # fmt: skip
    rows = [
        [
            r.journey, r.stage or _("On no map"), pooled_cell(r.customers), pooled_cell(r.employees),
            *(listed(e.row.name for e in cell) or "–" for cell in r.cells),
        ]
        for r in made.rows
    ]  # fmt: skip
    say_table(heads, rows)
    if any(r.customers or r.employees for r in made.rows):
        say(pooled_note())


@app.command()
def raci(file: FileArgument, as_json: JsonOption = False) -> None:
    """Who does what at each touch point, and those that nobody answers for."""
    with opened(file) as project:
        found = project.read(inventory, language())
    missing = without_accountable(e.row for e in found.entries)
    there = {function for e in found.entries for function, _letters in e.row.roles}
    functions = [f for f in found.functions if f in there]
    if as_json:
        say_json(
            {
                "functions": functions,
                "touch_points": [{"name": e.row.name, "parts": dict(e.row.roles)} for e in found.entries],
                "without_accountable": [row.name for row in missing],
            }
        )
        return
    rows = [[e.row.name, *(e.row.letters(f) or "–" for f in functions)] for e in found.entries]
    say_table([_("Touch point"), *functions], rows)
    if missing:
        say(_("Nobody answers for: {names}.").format(names=listed(row.name for row in missing)))


def _written(project: Any, found: Inventory, output: Path, lang: str, now: date) -> Path:
    if output.suffix.lower() == ".pdf":
        from exports.pdf.touch_points_page import build

        return build(project.read(inventory_sheet, lang, now), output)
    from exports.tables.touch_points import write_touch_points

    if output.suffix.lower() not in (".csv", ".xlsx"):
        raise UserError(_("“{name}” should end in .xlsx, .csv or .pdf.").format(name=output.name))
    with speaking(lang):
        return write_touch_points(found, output)
