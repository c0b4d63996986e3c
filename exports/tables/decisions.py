"""The log of decisions as a table for a spreadsheet: every decision, with what it rests on and what was given up."""

from collections.abc import Sequence
from pathlib import Path

from cxdesk.i18n import _, listed
from cxdesk.programme.queries import DecisionRow
from exports.tables.cells import Cell, or_why
from exports.tables.table_file import write_table


def header() -> list[str]:
    """The heads, in the language in use."""
    return [
        _("Decision"), _("Decided on"), _("Decided by"), _("Why"), _("Issues"), _("Pieces of evidence"),
        _("Cites evidence"), _("What was given up"), _("Cost"), _("Revenue forgone"), _("Currency"),
    ]  # fmt: skip


def cells(rows: Sequence[DecisionRow]) -> list[list[Cell]]:
    """A line for each decision, in the order given."""
    return [
        [
            r.title, r.decided_on, r.by, r.why, listed(r.issues), r.evidence,
            _("yes") if r.cites_evidence else _("no"), r.given_up, r.cost, r.revenue_forgone, r.currency,
        ]
        for r in rows
    ]  # fmt: skip


def write_decisions(rows: Sequence[DecisionRow], path: Path) -> Path:
    """Write the log as .csv or .xlsx."""
    none = _("No decision is written down yet. Log one from an issue.")
    lines = or_why(cells(rows), header(), none)
    return write_table(lines, header(), path, _("Log of decisions"))
