"""Options one below the other, each behind its box; short ones in several columns."""

from collections.abc import Sequence
from typing import Any

from exports.pdf.grid import Cell, Column, Grid, Row, Ruling
from exports.pdf.look import up
from exports.pdf.tags import Element
from exports.pdf.text import Text
from exports.questionnaire.boxes import Answer, Tick, natural
from exports.questionnaire.options import BOX, GAP, OUTLINE, Kit

Option = tuple[Answer, str, str, Any]
_AIR = 6.0
_BETWEEN = 12.0
_MANY = 8


def option_list(kit: Kit, options: Sequence[Option], width: float, across: int = 0) -> Any:
    """Each option is its answer, its words, to whom it is open, and room for its own words or None."""
    columns = across or _columns_for(kit, options, width)
    columns = max(1, min(columns, len(options) or 1))
    if columns == 1:
        return _one(kit, options, width)
    wide = (width - _BETWEEN * (columns - 1)) / columns
    each = -(-len(options) // columns)
    cells = tuple(
        (_one(kit, options[at * each : (at + 1) * each], wide),)
        for at in range(columns)
        if options[at * each : (at + 1) * each]
    )
    places = [Column(at * (wide + _BETWEEN), wide) for at in range(len(cells))]
    return Grid(places, [Row(cells)], kit.height, rtl=kit.rtl)


def _columns_for(kit: Kit, options: Sequence[Option], width: float) -> int:
    """As many columns as the longest words allow, where a list is long."""
    if len(options) < _MANY or any(room is not None or only for _answer, _label, only, room in options):
        return 1
    longest = max(natural(label, kit.body) for _answer, label, _only, _room in options)
    return max(
        1, min(3, int((width + _BETWEEN) / (longest + BOX + _AIR + _BETWEEN + 2)), -(-len(options) // 30))
    )


def _one(kit: Kit, options: Sequence[Option], width: float) -> Grid:
    start = BOX + _AIR
    rows = []
    for answer, label, only, room in options:
        beside: list[Any] = [Text(label, kit.body, most=12)]
        if only:
            beside.append(Text(only, kit.small, most=4))
        if room is not None:
            beside.append(room)
        cells: tuple[Cell, ...] = ((Tick(kit, answer),), tuple(beside))
        rows.append(Row(cells, Element("LI")))
    return Grid(
        (Column(0, start), Column(start, width - start)),
        rows,
        kit.height,
        ruling=Ruling(gap=row_gap(kit)),
        rtl=kit.rtl,
    )


def row_gap(kit: Kit) -> float:
    """Between two rows, so that their boxes are far enough from each other; on the grid."""
    return max(4.0, up(BOX + OUTLINE + GAP - up(kit.body.line)))
