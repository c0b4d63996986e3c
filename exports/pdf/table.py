"""A small table for internal papers: grey heads, hairlines, the first cell strong, numbers at the end."""

from collections.abc import Sequence

from exports.pdf.grid import Column, Grid, Row, Ruling
from exports.pdf.internal_frame import InternalFrame
from exports.pdf.look import WIDTH, ink
from exports.pdf.tags import Element
from exports.pdf.text import Text

_BETWEEN = 8.0


def table(
    page: InternalFrame,
    starts: Sequence[float],
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int] = (),
    most: int = 3,
) -> Grid:
    """Cells begin at `starts` (points) and hold at most so many lines; heads come again on each page."""
    ends = [*starts[1:], WIDTH]
    columns = [Column(a, b - a - _BETWEEN if b < WIDTH else b - a) for a, b in zip(starts, ends, strict=True)]
    plain = page.small.but(colour=ink("text"))

    def cells(texts: Sequence[str], head: bool) -> Row:
        made = []
        for at, text in enumerate(texts):
            style = page.small if head else plain
            style = style.but(end=True) if at in numbers else style
            style = style.but(strong=True) if at == 0 and not head else style
            made.append((Text(text, style, Element("TH" if head else "TD"), most=most),))
        return Row(tuple(made), Element("TR"))

    ruling = Ruling(2, 2, 0, ink("line"))
    return Grid(columns, [cells(r, False) for r in rows], page.tallest, cells(heads, True), ruling, page.rtl)
