"""Rows and columns of flowables: tables, and blocks side by side; mirrored when right to left.

ReportLab's own Table never ends with a cell longer than a page and knows only one direction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exports.pdf.look import up
from exports.pdf.placed import Placed, draw_rule
from exports.pdf.tags import Element, artefact, enter, is_drawn

Cell = tuple[Any, ...]
_LEAST = 48.0  # a row is not begun at the foot of a page with less than this


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column begins and how wide it is, from the side where reading begins."""

    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells; `key` names the element it is."""

    cells: tuple[Cell, ...]
    key: Element | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """Air and lines of a grid: padding in a row, gap between rows, a hairline between rows."""

    pad_top: float = 0.0
    pad_bottom: float = 0.0
    gap: float = 0.0
    line: str = ""
    thick: float = 0.5


def stack_height(cell: Cell, width: float) -> float:
    """The height of flowables below each other."""
    return float(sum(part.wrap(width, 1e6)[1] for part in cell))


def take(cell: Cell, width: float, height: float) -> tuple[Cell, Cell]:
    """What of a cell fits into a height, and what is left."""
    used = 0.0
    for at, part in enumerate(cell):
        tall = part.wrap(width, 1e6)[1]
        if used + tall > height + 0.01:
            pieces = part.split(width, height - used)
            if len(pieces) > 1:
                return (*cell[:at], pieces[0]), (*pieces[1:], *cell[at + 1 :])
            return _without_end(cell[:at], cell[at:])
        used += tall
    return cell, ()


def _without_end(first: Cell, rest: Cell) -> tuple[Cell, Cell]:
    """Both parts again, with a heading that would end the first one where its text is."""
    keep = len(first)
    while keep and getattr(first[keep - 1], "leads", False):
        keep -= 1
    return first[:keep], (*first[keep:], *rest)


def draw_stack(canvas: Any, cell: Cell, x: float, top: float, width: float) -> None:
    """Draw flowables below each other from the top."""
    for part in cell:
        height = part.wrap(width, 1e6)[1]
        part.drawOn(canvas, x, top - height)
        top -= height


@dataclass(eq=False)
class _Measured:
    row: Row
    height: float


class Grid(Placed):
    """Rows under an optional head that is repeated on every page.

    `tallest` is the height no part may pass on a page of its own: a longer row is cut inside its cells.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        tallest: float,
        head: Row | None = None,
        ruling: Ruling | None = None,
        rtl: bool = False,
        numbered: bool = False,
        key: Element | None = None,
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.key = key or _whole(rows, numbered)
        self.rows = tuple(_keyed(row, self.key) for row in rows)
        self.head = _keyed(head, self.key) if head is not None else None
        self.ruling = ruling or Ruling()
        self.tallest = tallest
        self.rtl = rtl
        self._measured: list[_Measured] | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size of the whole grid."""
        self.width = width
        self.height = self._sum(self._rows())
        return self.width, self.height

    def split(self, width: float, height: float) -> list["Grid"]:
        """The rows that fit, and the rest under the same head."""
        self.wrap(width, height)
        if self.height <= height + 0.01:
            return [self]
        body = list(self.rows)
        fit = self._fitting(height)
        parts = self._cut_row(body[fit], height, fit)
        if parts is not None:
            return [self._with([*body[:fit], parts[0]]), self._with([parts[1], *body[fit + 1 :]])]
        return [self._with(body[:fit]), self._with(body[fit:])] if fit else []

    def part(self, first: int, end: int) -> "Grid":
        """Some of its rows under the same head, for a place further down; both are one table to those who hear it."""
        return self._with(self.rows[first:end])

    def row_heights(self, width: float) -> list[float]:
        """How high each row is, without the gaps between them."""
        self.wrap(width, 1e6)
        return [m.height for m in self._rows() if m.row is not self.head]

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw with the lower left corner of the grid at a place of the canvas."""
        entered = enter(canvas, self.key, self.width, self.height, "", (x, y))
        self._draw_rows(canvas, x, y)
        if entered:
            canvas.tagger.leave()

    def _draw_rows(self, canvas: Any, x: float, y: float) -> None:
        top, rows, ruling = y + self.height, self._rows(), self.ruling
        for at, measured in enumerate(rows):
            foot = top - measured.height
            if measured.row is self.head and is_drawn(canvas, self.head.key):
                with artefact(canvas, "Again"):
                    self._draw_cells(canvas, measured, x, foot)
            else:
                entered = enter(canvas, measured.row.key, self.width, measured.height, "", (x, foot))
                self._draw_cells(canvas, measured, x, foot)
                if entered:
                    canvas.tagger.leave()
            if ruling.line and at < len(rows) - 1:
                with artefact(canvas, "Rule"):
                    draw_rule(canvas, ruling.line, ruling.thick, x, foot, self.width)
            top = foot - ruling.gap

    def _draw_cells(self, canvas: Any, measured: _Measured, x: float, foot: float) -> None:
        top = foot + measured.height - self.ruling.pad_top
        for at, (column, cell) in enumerate(zip(self.columns, measured.row.cells, strict=False)):
            start = x + (self.width - column.start - column.width if self.rtl else column.start)
            key = self._cell_key(measured.row, at)
            entered = enter(canvas, key, column.width, measured.height, "", (start, foot))
            draw_stack(canvas, cell, start, top, column.width)
            if entered:
                canvas.tagger.leave()

    def _cell_key(self, row: Row, at: int) -> Element | None:
        """What a cell is: head or data of a table, label or body of a list; nothing in a plain layout."""
        if row.key is None:
            return None
        if row.key.role == "LI":
            return row.key.inner(min(at, 1), "LBody" if at else "Lbl")
        if row.key.role != "TR":
            return None
        if row is self.head:
            return row.key.inner(at, "TH", "Column")
        said = {key.role for part in row.cells[at] if (key := getattr(part, "key", None)) is not None}
        heads = "TH" in said or (at == 0 and row.key.scope == "Row")
        return row.key.inner(at, "TH", "Row") if heads else row.key.inner(at, "TD")

    def _rows(self) -> list[_Measured]:
        if self._measured is None:
            shown = [self.head, *self.rows] if self.head else list(self.rows)
            self._measured = [_Measured(row, self._height(row)) for row in shown]
        return self._measured

    def _height(self, row: Row) -> float:
        cells = zip(self.columns, row.cells, strict=False)
        inner = max((stack_height(cell, column.width) for column, cell in cells), default=0.0)
        tall = inner + self.ruling.pad_top + self.ruling.pad_bottom
        # Rows that are told apart begin on the grid; a layout inside one of them costs no room.
        return up(tall) if self.ruling.line or self.ruling.gap else tall

    def _sum(self, rows: list[_Measured]) -> float:
        return sum(m.height for m in rows) + self.ruling.gap * max(0, len(rows) - 1)

    def _fitting(self, height: float) -> int:
        rows, heads = self._rows(), int(self.head is not None)
        count = 0
        while heads + count < len(rows) and self._sum(rows[: heads + count + 1]) <= height + 0.01:
            count += 1
        return count

    def _cut_row(self, row: Row, height: float, before: int) -> tuple[Row, Row] | None:
        """A row that fits on no page, cut at this height; None where it should wait for the next page."""
        rows, heads = self._rows(), int(self.head is not None)
        head = self._sum(rows[:heads])
        if rows[heads + before].height + head <= self.tallest:
            return None
        ruling = self.ruling
        above = self._sum(rows[: heads + before]) + (ruling.gap if heads + before else 0.0)
        room = height - above - ruling.pad_top - ruling.pad_bottom
        fresh = before == 0 and height >= self.tallest
        if room < _LEAST and not fresh:
            return None
        pairs = [take(c, col.width, room) for col, c in zip(self.columns, row.cells, strict=False)]
        if not any(first for first, _ in pairs):
            if not fresh:
                return None
            # Nothing can be cut smaller: let it pass the edge rather than go round for ever.
            pairs = [(cell[:1], cell[1:]) for cell in row.cells]
        return (
            Row(tuple(first for first, _ in pairs), row.key),
            Row(tuple(rest for _, rest in pairs), row.key),
        )

    def _with(self, rows: Sequence[Row]) -> "Grid":
        tall_head = self.head is not None and self._height(self.head) > self.tallest / 3
        head = None if tall_head and rows and rows[0] is not self.rows[0] else self.head
        return type(self)(self.columns, rows, self.tallest, head, self.ruling, self.rtl, key=self.key)


def _keyed(row: Row, whole: Element | None) -> Row:
    """A row of a table or list is one, whether or not anybody said so."""
    if row.key is not None or whole is None or whole.role not in ("Table", "L"):
        return row
    return Row(row.cells, Element("TR" if whole.role == "Table" else "LI"))


def _whole(rows: Sequence[Row], numbered: bool) -> Element | None:
    """The table or the list that rows make, told by what they are."""
    roles = {row.key.role for row in rows if row.key is not None}
    if "TR" in roles:
        return Element("Table")
    return Element("L", numbered=numbered) if "LI" in roles else None
