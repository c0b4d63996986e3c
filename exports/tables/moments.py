"""Moments of truth as a table for a spreadsheet: a line for each step with its scores, the cuts and what follows."""

from pathlib import Path

from cxdesk.i18n import _
from cxdesk.journeys.truths import how_words
from cxdesk.planning.moments_sheet import MapOfMoments
from exports.tables.cells import Cell
from exports.tables.table_file import write_table


def write_moments(maps: list[MapOfMoments], path: Path) -> Path:
    """Write the grid as .csv or .xlsx."""
    header = [
        _("Journey"), _("Stage"), _("Step"), _("Customer"), _("Employee"), _("Business"), _("Customer from"),
        _("Employee from"), _("Business from"), _("Proposed"), _("What follows"),
    ]  # fmt: skip
    cells: list[list[Cell]] = [
        [
            one.name, step.row.stage, step.row.step, *step.row.scores, *one.cuts,
            step.weight.score if step.weight else None, how_words(step.row),
        ]
        for one in maps
        for step in one.steps
    ]  # fmt: skip
    return write_table(cells, header, path, _("Moments of truth"))
