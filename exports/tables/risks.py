"""The register of risks as a table for a spreadsheet: a line for each risk, with what its size rests on."""

from collections.abc import Sequence
from pathlib import Path

from cxdesk.i18n import _, listed, pgettext
from cxdesk.planning import judging, priorities, risks
from cxdesk.planning.risks import RiskRow
from exports.tables.cells import Cell
from exports.tables.sheet import write_xlsx


def header() -> list[str]:
    """The heads, in the language in use."""
    return [
        "#", _("Risk"), _("Where it comes from"), _("How likely"), _("Impact"), _("How large"), _("Risk, 1 to 16"),
        _("Since the last review"), pgettext("reach of an issue", "Reach"), _("Value at risk"), _("How it was counted"), _("Owner"), _("By when"),
        _("Days late"), _("What is done"), _("Actions"),
    ]  # fmt: skip


def cells(rows: Sequence[RiskRow]) -> list[list[Cell]]:
    """A line for each risk, in the order given."""
    return [
        [
            r.place, r.issue.title, risks.kinds_words(r),
            judging.likelihood_word(r.risk.likelihood) if r.risk.likelihood else "",
            judging.impact_word(r.risk.impact_now) if r.risk.impact_now else "",
            judging.level_word(r.risk), r.risk.score or None, risks.trend_words(r), listed(risks.reach_lines(r)),
            priorities.values_text(r.worth), priorities.formula(r.worth), r.next.owner if r.next else "",
            r.next.due_on if r.next else None, r.late or None, risks.done_words(r), listed(a.title for a in r.actions),
        ]
        for r in rows
    ]  # fmt: skip


def write_risks(rows: Sequence[RiskRow], path: Path) -> Path:
    """Write the register as a workbook."""
    return write_xlsx(cells(rows), header(), path, _("Register of risks"))
