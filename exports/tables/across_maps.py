"""What lies on all maps as tables for a spreadsheet: patterns that may be one, and systems with their steps."""

from pathlib import Path

from cxdesk.analysis.across_maps import PATTERN_WORDS, Pattern, Spot, System
from cxdesk.i18n import _, listed
from cxdesk.personas.kinds import GRADE_WORDS
from exports.tables.cells import Cell
from exports.tables.table_file import write_table


def write_patterns(found: list[Pattern], path: Path) -> Path:
    """Write unexpected behaviours and latent needs as .csv or .xlsx."""
    header = [_("Kind"), _("Text"), _("Steps"), _("Journeys"), _("Where"), _("How sure are we")]
    cells: list[list[Cell]] = [
        [
            _(PATTERN_WORDS[p.kind]),
            p.text,
            p.steps,
            listed(p.journeys),
            where(p.spots),
            _(GRADE_WORDS[p.grade]),
        ]
        for p in found
    ]
    return write_table(cells, header, path, _("Unexpected behaviour and needs"))


def write_systems(found: list[System], path: Path) -> Path:
    """Write the systems as .csv or .xlsx."""
    header = [
        _("System"),
        _("Steps"),
        _("Journeys"),
        _("Where"),
        _("Last review"),
        _("Months ago"),
        _("To review"),
    ]
    cells: list[list[Cell]] = [
        [
            s.name, s.steps, listed(s.journeys), where(s.spots), s.checked_on, s.stale_months,
            _("yes") if s.to_review else _("no"),
        ]
        for s in found
    ]  # fmt: skip
    return write_table(cells, header, path, _("Systems"))


def where(spots: tuple[Spot, ...]) -> str:
    """Journey: stage, step; once for each step."""
    return "; ".join(dict.fromkeys(f"{spot.journey}: {spot.stage}, {spot.step}" for spot in spots))
