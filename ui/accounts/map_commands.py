"""`cxdesk accounts quadrants` and `cxdesk accounts retention`: whom to act for and who left, without a window."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.analysis import map_words as said
from cxdesk.analysis import who_left
from cxdesk.analysis.account_map import AccountMap, Placed, account_map
from cxdesk.analysis.cuts import refuse_revenue, refuse_score, set_cuts
from cxdesk.analysis.purchase_words import (
    currency_line,
    less_lines,
    period_line,
    quadrant_cells,
)
from cxdesk.analysis.purchases import MapPurchases, bought_on_map
from cxdesk.analysis.quadrants import TREATMENTS
from cxdesk.errors import UserError
from cxdesk.i18n import _, known_language, language, listed, number, speaking, written_day
from cxdesk.responses.about_data import data_line
from exports.tables.account_map import write_map, write_purchases
from exports.tables.table_file import ENDINGS
from ui.accounts.purchase_commands import print_bought, purchases_json
from ui.console import FileArgument, JsonOption, opened, say, say_json, say_table

app = typer.Typer(help="Customers to act for.")

SHOWN = 20

RoundOption = Annotated[str | None, typer.Option("--round", help="Name of the survey round.")]
LanguageOption = Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")]
TodayOption = Annotated[
    str | None, typer.Option("--today", metavar="DATE", help="Count days from here, as 2026-03-31.")
]


@app.command()
def quadrants(
    file: FileArgument,
    round_name: RoundOption = None,
    segment: Annotated[str, typer.Option("--segment", help="Only customers of this segment.")] = "",
    score_cut: Annotated[
        float | None, typer.Option("--score-cut", help="From here on a score is good, 0 to 100.")
    ] = None,
    revenue_cut: Annotated[
        float | None, typer.Option("--revenue-cut", help="From here on a revenue is good.")
    ] = None,
    save: Annotated[bool, typer.Option("--save", help="Keep the cuts with the round.")] = False,
    bought: Annotated[
        bool, typer.Option("--purchases", help="What each quadrant bought, and who bought how much of what.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="Draw it as OUT.pdf, OUT.png or OUT.svg, or list the customers in OUT.csv or OUT.xlsx.",
        ),
    ] = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show which customers are Model, Growth, At-Risk and Dangling, and what each quadrant brings."""
    lang = known_language(lang) if lang is not None else language()
    if score_cut is not None:
        refuse_score(score_cut)
    if revenue_cut is not None:
        refuse_revenue(revenue_cut)
    with opened(file) as project:
        found = project.read(account_map, round_name, segment, None, (score_cut, revenue_cut))
        if found is None:
            raise UserError(_("There are no answers to place customers by. Import answers first."))
        if save:
            project.run(_("Set the cuts"), set_cuts, found.round.id, score_cut, revenue_cut)
        sold = project.read(bought_on_map, found)
        if output is not None and output.suffix.lower() in ENDINGS:
            with speaking(lang):
                output = write_purchases(found, sold, output) if bought else write_map(found, sold, output)
        elif output is not None:
            output = _drawn(project, found, output, lang)
    if as_json:
        made = {"purchases": purchases_json(sold), "file": str(output) if output else None}
        say_json({**map_json(found), **made})
        return
    _print(found, sold)
    if bought:
        print_bought(sold)
    if output is not None:
        say(_("The map is in {file}.").format(file=output))


def map_json(found: AccountMap) -> dict[str, Any]:
    """The map for a program."""
    return {
        "survey": found.survey.code,
        "round": found.round.name,
        "segment": found.segment,
        "cuts": {"score": found.cuts.score, "revenue": found.cuts.revenue},
        "default_cuts": {"score": found.default.score, "revenue": found.default.revenue},
        "currencies": list(found.currencies),
        "quadrants": [
            {
                "quadrant": t.quadrant,
                "customers": t.customers,
                "share": t.share,
                "revenue": t.revenue,
                "revenue_share": t.revenue_share,
                "hollow": t.hollow,
                "with_potential": t.with_potential,
                "potential_revenue": t.potential,
            }
            for t in found.totals
        ],
        "customers": [_placed_json(p) for p in found.placed],
        "moves": [
            {"from": m.before, "to": m.now, "customers": [p.standing.key for p in m.customers]}
            for m in found.moves
        ],
        "previous_round": found.previous.name if found.previous else None,
        "absent": {why: [s.key for s in rows] for why, rows in found.absent},
    }


def _placed_json(p: Placed) -> dict[str, Any]:
    s = p.standing
    return {
        "key": s.key,
        "name": s.name,
        "segment": s.segment,
        "quadrant": p.quadrant,
        "before": p.before or None,
        "score": p.score,
        "revenue": p.revenue,
        "potential_revenue": s.potential,
        "currency": s.currency,
        "answered": s.answered,
        "invited": s.invited,
        "doubts": list(p.doubts),
        "growth_with_potential": p.potential,
    }


def _drawn(project: Any, found: AccountMap, output: Path, lang: str) -> Path:
    if output.suffix.lower() == ".pdf":
        from cxdesk.planning.account_sheets import map_sheet
        from exports.pdf.account_map_page import build

        return build(project.read(map_sheet, found, lang), output)
    from exports.charts.account_map import map_chart
    from exports.charts.drawing import draw
    from exports.charts.look import Look
    from exports.charts.saving import save

    return save(draw(map_chart(found, lang), Look("light", lang, 960, 600)), output)


def _print(found: AccountMap, sold: MapPurchases | None) -> None:
    say(listed((found.survey.name, found.round.label)))
    say(said.cuts_line(found))
    header = ["", _("Customers"), _("Share"), _("Revenue"), _("Share"), _("Could be either")]
    rows = [[said.quadrant_word(t.quadrant), *said.total_cells(t, found)] for t in found.totals]
    if sold is not None:
        header += [_("Purchases"), _("Per customer")]
        rows = [[*r, *quadrant_cells(sold, t.quadrant)] for r, t in zip(rows, found.totals, strict=True)]
    rows = [[*r, _(TREATMENTS[t.quadrant])] for r, t in zip(rows, found.totals, strict=True)]
    say_table([*header, ""], rows, frozenset(range(1, len(header))))
    lines = [said.currency_line(found), said.growth_line(found)]
    lines += [period_line(sold.period), *less_lines(sold), currency_line(sold)] if sold is not None else []
    lines += [said.moves_head(found) + ":"] if found.moves else []
    lines += [said.move_line(move) for move in found.moves]
    for line in filter(None, lines):
        say(line)
    if found.placed:
        header = [_("Customer"), _("Key"), "", _("Score"), _("Revenue"), ""]
        table = [
            [
                p.standing.name, p.standing.key, said.quadrant_word(p.quadrant), said.score_text(round(p.score)),
                said.amount(p.revenue, p.standing.currency), said.reason(p),
            ]
            for p in found.placed[:SHOWN]
        ]  # fmt: skip
        say_table(header, table, frozenset({3, 4}))
    if len(found.placed) > SHOWN:
        say(_("  and {n} more.").format(n=number(len(found.placed) - SHOWN)))
    for why, absent in found.absent:
        say(said.absent_line(why, [s.name for s in absent]))
    say(data_line(found.about, language()))


@app.command()
def retention(
    file: FileArgument,
    on: Annotated[
        str | None,
        typer.Option("--day", metavar="DATE", help="Compare before and after this day; else the round's."),
    ] = None,
    round_name: RoundOption = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show who left: by segment before and after a day, and by quadrant since the survey round."""
    with opened(file) as project:
        found = project.read(account_map, round_name)
        if found is None:
            raise UserError(_("There are no answers to place customers by. Import answers first."))
        left = project.read(
            who_left.who_left, found, written_day(today) if today else None, written_day(on) if on else None
        )
    if as_json:
        say_json(_left_json(left))
        return
    if left is None:
        say(_("Nobody is noted as having left."))
        return
    say(who_left.periods_line(left))
    header = [_("Segment"), _("Left before"), _("Left after"), _("Points"), _("Percent")]
    rows = [[d.segment or "–", *who_left.defection_cells(d)] for d in left.segments]
    say_table(header, rows, frozenset({1, 2, 3, 4}))
    for line in (who_left.mean_line(left), *(who_left.cohort_line(c) for c in left.cohorts)):
        if line:
            say(line)


def _left_json(left: who_left.WhoLeft | None) -> dict[str, Any] | None:
    if left is None:
        return None
    return {
        "before": [left.start, left.pivot],
        "after": [left.pivot, left.end],
        "segments": [
            {
                "segment": d.segment,
                "before": {"customers": d.before.customers, "left": d.before.left, "rate": d.before.rate},
                "after": {"customers": d.after.customers, "left": d.after.left, "rate": d.after.rate},
                "points": d.absolute,
                "percent": d.relative,
            }
            for d in left.segments
        ],
        "mean_percent": left.mean,
        "cohorts": [
            {"quadrant": c.group, "customers": c.customers, "kept": c.kept, "rate": c.rate}
            for c in left.cohorts
        ],
        "left_without_a_day": left.undated,
    }
