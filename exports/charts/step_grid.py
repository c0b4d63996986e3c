"""Things in the cells of two scales of steps, told by their numbers: the risks by likelihood and impact, the issues by impact and effort."""

from matplotlib.figure import Figure as Sheet

from cxdesk import i18n
from exports.charts.data import StepGrid
from exports.charts.lettering import shortened, widest, width, wrapped
from exports.charts.look import Look
from exports.charts.pen import Pen

GAP = 2.0
LABEL_MOST, LOW_LABEL_MOST = 0.24, 0.32
CELL_HEIGHT, DENSE_HEIGHT, LOW_HEIGHT = 52.0, 36.0, 22.0
MOST_LINES = 2
CORNER_TOP = 5.0  # air above the name of a corner
# From "not judged" to "very high": places in the row of seven amounts.
SHADES = (0, 0, 2, 3, 5)


def step_grid(data: StepGrid, look: Look) -> Sheet:
    """The grid with its steps beside and below, its cuts dashed, and what has no place in words underneath."""
    most = LOW_LABEL_MOST if look.low else LABEL_MOST  # low cells have no second line for their name
    label = min(widest(list(data.rows), look, look.caption) + 14, look.room * most)
    wide = (look.room - label) / len(data.columns)
    line = look.line(look.caption)
    height = LOW_HEIGHT if look.low else DENSE_HEIGHT if look.dense else CELL_HEIGHT
    high = height + (10 if data.cuts else 0) + (line - 17)
    foot_lines = [wrapped(c, look, look.caption, wide - 8, 2) for c in data.columns]
    notes = wrapped(data.rest, look, look.caption, look.room, 3) if data.rest else []
    head = line + 6
    tops = _tops(data, look, head, wide, high)
    bottom = tops[-1]
    steps = max(len(lines) for lines in foot_lines) * line + 6
    pen = Pen(look, bottom + steps + line + 4 + (len(notes) * line + 8 if notes else 0))
    pen.text(0, line / 2, data.row_head, look.caption, look.colour("text2"))
    for row, name in enumerate(data.rows):
        y, tall = tops[row], tops[row + 1] - tops[row]
        lines = wrapped(name, look, look.caption, label - 10, 3)
        pen.lines(0, y + tall / 2, lines, look.caption, look.colour("text"))
        for column in range(len(data.columns)):
            _draw_cell(pen, data, row, column, (label + column * wide, y, wide, tall))
    for column, lines in enumerate(foot_lines):
        middle = label + (column + 0.5) * wide
        pen.lines(middle, bottom + 3 + steps / 2, lines, look.caption, look.colour("text"), "middle")
    pen.text(
        look.room, bottom + steps + line / 2, data.column_head, look.caption, look.colour("text2"), "end"
    )
    if data.cuts:
        _draw_cuts(pen, data, label, tops, wide)
    if notes:
        y = bottom + steps + line + 8 + len(notes) * line / 2
        pen.lines(0, y, notes, look.caption, look.colour("text2"))
    return pen.figure


def _draw_cell(
    pen: Pen, data: StepGrid, row: int, column: int, place: tuple[float, float, float, float]
) -> None:
    look = pen.look
    x, y, wide, high = place
    shade = SHADES[data.shades[row][column]] if data.shades else None
    corner = corner_of(data, row, column)
    if shade is None:
        soft = bool(data.cuts) and corner == data.corners[0]
        fill = look.colour("accent_soft") if soft else look.colour("sunken")
        ink = look.colour("text")
    else:
        fill, ink = look.palette("sequential")[shade], look.ink_on("seq")[shade]
    pen.box(x + GAP / 2, y + GAP / 2, wide - GAP, high - GAP, fill)
    lines = numbers(data.cells[row][column], look, wide - 12)
    # Where corners are named, numbers stand below their line.
    middle = y + high / 2
    if data.cuts and row in (0, data.cuts[0]):
        middle = max(
            middle + 7, y + CORNER_TOP + look.line(look.caption) + len(lines) * look.line(look.body) / 2
        )
    pen.lines(x + wide / 2, middle, lines, look.body, ink, "middle", strong=True)


def numbers(found: tuple[str, ...], look: Look, room: float) -> list[str]:
    """The numbers of one cell in at most two lines, one where cells are low; what is too much is counted."""
    comma = "، " if look.rtl else ", "
    most = 1 if look.low else MOST_LINES
    for shown in range(len(found), 0, -1):
        rest = len(found) - shown
        more = f"+{i18n.number(rest, lang=look.language)}" if rest else ""
        lines = _in_lines([*found[:shown], *([more] if more else [])], comma, look, room)
        if len(lines) <= most:
            return lines
    return [shortened(comma.join(found), look, look.body, room, True)]


def _in_lines(parts: list[str], comma: str, look: Look, room: float) -> list[str]:
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{comma}{part}" if lines else part
        if lines and width(longer, look, look.body, True) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def corner_of(data: StepGrid, row: int, column: int) -> str:
    """The word of the corner a cell lies in: large and little work, large and much, small and little, small and much."""
    if not data.cuts:
        return ""
    large, hard = row < data.cuts[0], column >= data.cuts[1]
    return data.corners[(0 if large else 2) + int(hard)]


def _tops(data: StepGrid, look: Look, head: float, wide: float, high: float) -> list[float]:
    """Where each row begins and the last ends; a row that a corner is named in has room for that line above its numbers."""
    named = {0, data.cuts[0]} if data.cuts else set()
    tops = [head]
    for row, cells in enumerate(data.cells):
        lines = max(1, *(len(numbers(cell, look, wide - 12)) for cell in cells))
        least = CORNER_TOP + look.line(look.caption) + lines * look.line(look.body)
        tops.append(tops[-1] + (max(high, least) if row in named else high))
    return tops


def _draw_cuts(pen: Pen, data: StepGrid, label: float, tops: list[float], wide: float) -> None:
    look = pen.look
    assert data.cuts is not None
    rows, columns = data.cuts
    head, y, bottom = tops[0], tops[rows], tops[-1]
    x, end = label + columns * wide, label + wide * len(data.columns)
    pen.line([(label, y), (end, y)], look.colour("text2"), 1.5, (5, 4))
    pen.line([(x, head), (x, bottom)], look.colour("text2"), 1.5, (5, 4))
    line = look.line(look.caption)
    for word, left, top, room in (
        (data.corners[0], label, head, columns * wide),
        (data.corners[1], x, head, end - x),
        (data.corners[2], label, y, columns * wide),
        (data.corners[3], x, y, end - x),
    ):
        said = shortened(word, look, look.caption, room - 16, True)
        pen.text(
            left + 8, top + CORNER_TOP + line / 2, said, look.caption, look.colour("accent"), strong=True
        )
