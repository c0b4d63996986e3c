"""The map of customers as tables for a spreadsheet: who stands where, and who bought how much of what."""

from pathlib import Path

from cxdesk.analysis.account_map import AccountMap
from cxdesk.analysis.account_standings import ABSENT
from cxdesk.analysis.map_words import nobody_line, quadrant_word, short_reason
from cxdesk.analysis.purchases import MapPurchases, QuadrantBought
from cxdesk.i18n import _
from exports.tables.cells import Cell, or_why
from exports.tables.table_file import write_table


def write_map(found: AccountMap, bought: MapPurchases | None, path: Path) -> Path:
    """Every customer with its quadrant, those without a place too; as .csv or .xlsx."""
    header = [
        _("Customer"), _("Key"), _("Segment"), _("Quadrant"), _("Score"), _("Revenue"), _("Currency"), _("Answered"),
        _("Invited"), _("Why it could be either"), _("Purchases, 12 months"),
    ]  # fmt: skip
    sums = {line.key: line.total for q in bought.quadrants for line in q.lines} if bought else {}
    rows: list[list[Cell]] = [
        [
            p.standing.name, p.standing.key, p.standing.segment, quadrant_word(p.quadrant), round(p.score, 1), p.revenue,
            p.standing.currency, p.standing.answered, p.standing.invited, short_reason(p), sums.get(p.standing.key),
        ]
        for p in found.placed
    ]  # fmt: skip
    rows += [
        [
            s.name, s.key, s.segment, "", None, s.revenue, s.currency, s.answered, s.invited,
            _("Not on the map: {why}").format(why=_(ABSENT[why])), None,
        ]
        for why, absent in found.absent
        for s in absent
    ]  # fmt: skip
    return write_table(or_why(rows, header, nobody_line(found)), header, path, _("Map of customers"))


def write_purchases(found: AccountMap, bought: MapPurchases | None, path: Path, quadrant: str = "") -> Path:
    """Who bought how much of what, in all quadrants or in one; as .csv or .xlsx."""
    header = [
        _("Quadrant"), _("Customer"), _("Key"), _("Product or service"), _("Purchases"), _("Quantity"), _("Sales amount"),
        _("Currency"), _("All of the customer"), _("From day"), _("To day"),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for q in bought.quadrants if bought is not None else ():
        if bought is not None and quadrant in ("", q.quadrant):
            rows += _lines(q, bought)
    why = (
        _("No purchase is in this file yet. Import a list of purchases.")
        if bought is None
        else _("No customer stands here in this round, so nobody’s purchases are listed.")
    )
    return write_table(or_why(rows, header, why), header, path, _("Purchases"))


def _lines(one: QuadrantBought, bought: MapPurchases) -> list[list[Cell]]:
    return [
        [
            quadrant_word(one.quadrant), line.name, line.key, line.product, line.purchases, line.quantity, line.amount,
            bought.currency, line.total, bought.period.start, bought.period.end,
        ]
        for line in one.lines
    ]  # fmt: skip
