"""Options one below the other, each behind its box; short ones in several columns, long lists on several pages."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from cxdesk.i18n import digits
from exports.pdf.grid import Cell, Column, Grid, Row, Ruling
from exports.pdf.look import ink, up
from exports.pdf.placed import Placed
from exports.pdf.tags import Element, artefact
from exports.pdf.text import Text
from exports.questionnaire.boxes import Answer, Tick, natural
from exports.questionnaire.options import BOX, GAP, OUTLINE, Kit

_AIR = 6.0
_BETWEEN = 12.0
_MANY = 8
_IN_A_COLUMN = 15
_MOST_COLUMNS, _MOST_OF_LONG = 3, 4
# Options are not begun at the foot of a page with fewer than so many rows.
_LEAST_ROWS = 3


class Option(NamedTuple):
    """Its answer, its words, to whom it is open, room for its own words or None.

    `key` is what is typed for it at the desk, where the list is too long for the desk to say it.
    """

    answer: Answer
    label: str
    only: str = ""
    room: Any = None
    key: str = ""


def option_list(kit: Kit, options: Sequence[Option], width: float, across: int = 0, again: str = "") -> Any:
    """The options of a question; `again` stands above those that go on on another page."""
    columns = across or _columns_for(kit, options, width)
    columns = max(1, min(columns, len(options) or 1))
    each = -(-len(options) // columns) if options else 1
    split = tuple(tuple(options[at : at + each]) for at in range(0, len(options), each))
    return OptionColumns(kit, split, columns, Element("L"), again)


class OptionColumns(Placed):
    """Columns of options, read down one and then the next; where a page ends they go on below `again`."""

    def __init__(
        self,
        kit: Kit,
        split: Sequence[Sequence[Option]],
        columns: int,
        key: Element,
        again: str,
        continues: bool = False,
    ) -> None:
        super().__init__()
        self.kit, self.split_up, self.columns, self.key = kit, split, columns, key
        self.again = again
        self.head = Text(again, kit.guide) if again and continues else None
        self._made: tuple[float, list[tuple[float, float, Grid]]] | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the tallest column."""
        self.width = width
        tallest = max((grid.wrap(wide, 1e6)[1] for _x, wide, grid in self._placed(width)), default=0.0)
        self.height = tallest + self._head_height(width)
        return width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """What fits, column after column, and the rest; nothing where too little would stand there."""
        room = height - self._head_height(width)
        wide = self._wide(width)
        rest = [option for column in self.split_up for option in column]
        filled: list[list[Option]] = []
        for _column in range(self.columns):
            count = self._fitting(rest, wide, room)
            if not count:
                break
            filled.append(rest[:count])
            rest = rest[count:]
        if not filled or len(filled[0]) < min(_LEAST_ROWS, len(self.split_up[0])):
            return []
        if not rest:
            return [self]
        each = -(-len(rest) // self.columns)
        left = [rest[at : at + each] for at in range(0, len(rest), each)]
        continues = self.head is not None
        return [
            OptionColumns(self.kit, filled, self.columns, self.key, self.again, continues),
            OptionColumns(self.kit, left, self.columns, self.key, self.again, continues=True),
        ]

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw from the top; all columns are one list to those who hear it."""
        top = y + self.height
        if self.head is not None:
            tall = self.head.wrap(self.width, 1e6)[1]
            with artefact(canvas, "Again"):
                self.head.drawOn(canvas, x, top - tall)
        top -= self._head_height(self.width)
        for start, wide, grid in self._placed(self.width):
            left = x + (self.width - start - wide if self.kit.rtl else start)
            grid.drawOn(canvas, left, top - grid.wrap(wide, 1e6)[1])

    def _wide(self, width: float) -> float:
        return (width - _BETWEEN * (self.columns - 1)) / self.columns

    def _placed(self, width: float) -> list[tuple[float, float, Grid]]:
        """Where each column begins, how wide it is, and its options; made once, for they are measured often."""
        if self._made is None or self._made[0] != width:
            wide = self._wide(width)
            grids = [_one(self.kit, options, wide, self.key) for options in self.split_up]
            self._made = (width, [(at * (wide + _BETWEEN), wide, grid) for at, grid in enumerate(grids)])
        return self._made[1]

    def _head_height(self, width: float) -> float:
        return up(self.head.wrap(width, 1e6)[1] + 4) if self.head is not None else 0.0

    def _fitting(self, options: Sequence[Option], wide: float, room: float) -> int:
        """How many of them a column of this height holds."""
        grid, used = _one(self.kit, options, wide, self.key), 0.0
        for count, tall in enumerate(grid.row_heights(wide)):
            used += tall + (grid.ruling.gap if count else 0.0)
            if used > room + 0.01:
                return count
        return len(options)


def _columns_for(kit: Kit, options: Sequence[Option], width: float) -> int:
    """As many columns as the longest words allow, where a list is long."""
    long = len(options) > 2 * _IN_A_COLUMN
    if len(options) < _MANY or (not long and any(o.room is not None or o.only for o in options)):
        return 1
    longest = max(natural(option.label, kit.body) for option in options) + _start(kit, options)
    most = _MOST_OF_LONG if long else _MOST_COLUMNS
    fitting = int((width + _BETWEEN) / (longest + _BETWEEN + 2))
    return max(1, min(most, fitting, -(-len(options) // _IN_A_COLUMN)))


def _start(kit: Kit, options: Sequence[Option]) -> float:
    """Where the words begin behind box and key."""
    keys = max((natural(digits(o.key), kit.body) for o in options), default=0.0)
    return BOX + _AIR + (keys + _AIR if keys else 0.0)


def _one(kit: Kit, options: Sequence[Option], width: float, key: Element) -> Grid:
    start = _start(kit, options)
    rows = []
    for option in options:
        beside: list[Any] = [Text(option.label, kit.body, most=12)]
        if option.only:
            beside.append(Text(option.only, kit.small, most=4))
        if option.room is not None:
            beside.append(option.room)
        cells: tuple[Cell, ...] = ((Tick(kit, option.answer),), tuple(beside))
        if option.key:
            cells = (cells[0], (Text(digits(option.key), kit.body.but(colour=ink("text2"))),), cells[1])
        rows.append(Row(cells, Element("LI")))
    columns = [Column(0, BOX + _AIR), Column(start, width - start)]
    if any(option.key for option in options):
        columns.insert(1, Column(BOX + _AIR, start - BOX - _AIR))
    return Grid(columns, rows, kit.height, ruling=Ruling(gap=row_gap(kit)), rtl=kit.rtl, key=key)


def row_gap(kit: Kit) -> float:
    """Between two rows, so that their boxes are far enough from each other; on the grid."""
    return max(4.0, up(BOX + OUTLINE + GAP - up(kit.body.line)))
