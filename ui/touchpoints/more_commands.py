"""`cxdesk touchpoints`: moments of truth, what lies on all maps, systems, and deletion."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.analysis.across_maps import PATTERN_WORDS, Spot, headline, patterns, review_words, systems
from cxdesk.analysis.inventory import inventory
from cxdesk.errors import UserError
from cxdesk.i18n import _, known_language, language, listed, ngettext, number, speaking
from cxdesk.journeys.queries import journey_named, journey_rows
from cxdesk.journeys.truths import VIEWS, cuts_words, how_words, score_words
from cxdesk.journeys.whole_map import map_of
from cxdesk.personas.kinds import GRADE_WORDS
from cxdesk.planning.moments_sheet import MapOfMoments, moments, moments_sheet
from cxdesk.planning.touch_point_uses import remove, uses_of, uses_words
from ui.console import FileArgument, JsonOption, opened, say, say_json, say_table
from ui.touchpoints.commands import LanguageOption, OutputOption, TodayOption
from ui.touchpoints.said import named

app = typer.Typer()

JourneyOption = Annotated[str, typer.Option("--journey", help="Name or number of one journey.")]
TableOption = Annotated[Path | None, typer.Option("-o", "--output", help="Write it as OUT.xlsx or OUT.csv.")]


@app.command("moments")
def list_moments(
    file: FileArgument,
    journey: JourneyOption = "",
    today: TodayOption = None,
    output: OutputOption = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Every step with its three scores, the cuts, and which are moments of truth."""
    lang = known_language(lang) if lang is not None else language()
    now = today.date() if today else date.today()
    with opened(file) as project:
        chosen = (project.read(journey_named, journey).id,) if journey else ()
        found = project.read(moments, chosen, now)
        written = None
        if output is not None and output.suffix.lower() == ".pdf":
            from exports.pdf.moments_page import build

            written = build(project.read(moments_sheet, lang, chosen, now), output)
        elif output is not None:
            from exports.tables.moments import write_moments

            _refuse_ending(output, ".pdf")
            with speaking(lang):
                written = write_moments(found, output)
    if as_json:
        say_json(
            {"journeys": [_moments_json(one) for one in found], "file": str(written) if written else None}
        )
    elif written is not None:
        say(_("Wrote the moments of truth: {file}").format(file=written))
    else:
        for one in found:
            _say_moments(one)


@app.command("findings")
def list_findings(file: FileArgument, output: TableOption = None, as_json: JsonOption = False) -> None:
    """Unexpected behaviours and needs nobody named, on all maps: what may be a pattern, and where it occurs."""
    with opened(file) as project:
        found = patterns(project.read(_maps, date.today()))
    if output is not None:
        from exports.tables.across_maps import write_patterns

        _refuse_ending(output)
        written = write_patterns(found, output)
        say_json({"file": str(written)}) if as_json else say(_("Wrote the list: {file}").format(file=written))
        return
    if as_json:
        say_json(
            [
                {"kind": p.kind, "text": p.text, "steps": p.steps, "grade": p.grade, "where": _spots(p.spots)}
                for p in found
            ]
        )
        return
    if not found:
        say(_("No map holds an unexpected behaviour or a need nobody named."))
        return
    heads = [_("Kind"), _("Text"), _("Steps"), _("Journeys"), _("How sure are we")]
    rows = [
        [_(PATTERN_WORDS[p.kind]), p.text, number(p.steps), listed(p.journeys), _(GRADE_WORDS[p.grade])]
        for p in found
    ]
    say_table(heads, rows, frozenset({2}))


@app.command("systems")
def list_systems(
    file: FileArgument, today: TodayOption = None, output: TableOption = None, as_json: JsonOption = False
) -> None:
    """The systems on all maps with the steps they carry, and those to review."""
    now = today.date() if today else date.today()
    with opened(file) as project:
        found = systems(project.read(_maps, now), now)
    if output is not None:
        from exports.tables.across_maps import write_systems

        _refuse_ending(output)
        written = write_systems(found, output)
        say_json({"file": str(written)}) if as_json else say(_("Wrote the list: {file}").format(file=written))
        return
    if as_json:
        say_json(
            [
                {
                    "system": s.name,
                    "steps": s.steps,
                    "reviewed_on": s.checked_on,
                    "stale_months": s.stale_months,
                    "to_review": s.to_review,
                    "where": _spots(s.spots),
                }
                for s in found
            ]
        )
        return
    if not found:
        say(_("No map names a system."))
        return
    say(headline(found))
    heads = [_("System"), _("Steps"), _("Journeys"), _("Last review")]
    rows = [[s.name, number(s.steps), listed(s.journeys), review_words(s)] for s in found]
    say_table(heads, rows, frozenset({1}))


@app.command()
def delete(
    file: FileArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A touch point’s name, number or other name.")],
    yes: Annotated[bool, typer.Option("--yes", help="Delete it although something uses it.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Take a touch point out of the inventory; what uses it is named first and stays, without it."""
    with opened(file) as project:
        entry = named(project.read(inventory, language()), name)
        uses = project.read(uses_of, entry.row.id)
        if uses.any and not yes:
            sentence = _("“{name}” is used by: {uses}. They would stay, without it.").format(
                name=entry.row.name, uses=uses_words(uses)
            )
            if as_json:
                raise UserError(sentence + " " + _("Say --yes to delete it."))
            say(sentence)
            if not typer.confirm(_("Delete it?"), default=False):
                raise UserError(_("Nothing was deleted."))
        project.back_up("before-delete")
        project.run(_("Delete a touch point"), remove, entry.row.id)
    if as_json:
        say_json({"deleted": entry.row.name, "was_used_by": uses_words(uses) or None})
    else:
        say(_("Deleted: {name}").format(name=entry.row.name))


def _maps(session: Any, today: date) -> list[Any]:
    return [map_of(session, row.id, {}, today) for row in journey_rows(session)]


def _refuse_ending(output: Path, *more: str) -> None:
    if output.suffix.lower() not in (".csv", ".xlsx", *more):
        sentence = (
            _("“{name}” should end in .xlsx, .csv or .pdf.")
            if more
            else _("“{name}” should end in .xlsx or .csv.")
        )
        raise UserError(sentence.format(name=output.name))


def _say_moments(one: MapOfMoments) -> None:
    found = len(one.moments)
    text = ngettext("{n} moment of truth", "{n} moments of truth", found).format(n=number(found))
    say(_("{journey}: {moments}. Cuts: {cuts}.").format(
        journey=one.name, moments=text, cuts=cuts_words(one.cuts)
    ))  # fmt: skip
    heads = [
        _("Stage"), _("Step"), _("Customer"), _("Employee"), _("Business"), _("Proposed"), _("What follows")
    ]  # fmt: skip
    rows = [
        [
            s.row.stage, s.row.step, *(score_words(score) for score in s.row.scores),
            score_words(s.weight.score if s.weight else None), how_words(s.row),
        ]
        for s in one.steps
    ]  # fmt: skip
    if rows:
        say_table(heads, rows, frozenset({2, 3, 4, 5}))


def _moments_json(one: MapOfMoments) -> dict[str, Any]:
    return {
        "journey": one.name,
        "segment": one.segment or None,
        "cuts": dict(zip(VIEWS, one.cuts, strict=True)),
        "steps": [
            {
                "stage": s.row.stage,
                "step": s.row.step,
                **dict(zip(VIEWS, s.row.scores, strict=True)),
                "over": dict(zip(VIEWS, s.row.over, strict=True)),
                "moment_of_truth": s.row.by_scores or s.row.by_hand,
                "by_scores": s.row.by_scores,
                "by_hand": s.row.by_hand,
                "proposed": s.weight.score if s.weight else None,
            }
            for s in one.steps
        ],
    }


def _spots(spots: tuple[Spot, ...]) -> list[dict[str, Any]]:
    return [
        {"journey": s.journey, "stage": s.stage, "step": s.step, "grade": s.grade, "n": s.source_n}
        for s in spots
    ]
