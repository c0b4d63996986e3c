"""What changed: last round's tick, this round's bead, and a bar between them only when the change is real."""

from matplotlib.figure import Figure as Sheet

from cxdesk.analysis.compare import Change, compare
from cxdesk.i18n import words
from exports.charts import shown
from exports.charts.data import BeforeAfter, BeforeAfterRow
from exports.charts.glyph import draw_bead, place
from exports.charts.lettering import widest, wrapped
from exports.charts.look import Look, tokens
from exports.charts.pen import Pen
from exports.charts.score_rows import change_colour

GAP = 16.0
TRACK_LEAST = 90.0


def before_after(data: BeforeAfter, look: Look) -> Sheet:
    """Rows in the order given, each with the difference in words."""
    changes = [compare(r.now, r.before, look.language) for r in data.rows]
    label = min(widest([r.label for r in data.rows], look, look.body), look.room * 0.38)
    values = [_values(r, look.language) for r in data.rows]
    said = min(widest([*(c.sentence for c in changes), *values], look, look.caption, True), look.room * 0.36)
    track = max(TRACK_LEAST, look.room - label - said - 2 * GAP)
    label = min(label, look.room - track - said - 2 * GAP)
    broken = [
        (
            wrapped(r.label, look, look.body, label, 3),
            wrapped(v, look, look.caption, said, 1),
            wrapped(c.sentence, look, look.caption, said, 2, c.real),
        )
        for r, v, c in zip(data.rows, values, changes, strict=True)
    ]
    heights = [
        max(look.row, len(a) * look.line(look.body) + 14, len([*b, *c]) * look.line(look.caption) + 14)
        for a, b, c in broken
    ]
    pen = Pen(look, max(sum(heights), look.row))
    top = 0.0
    for row, change, texts, height in zip(data.rows, changes, broken, heights, strict=True):
        y = top + height / 2
        pen.lines(0, y, texts[0], look.body, look.colour("text"))
        _draw_track(pen, row, change, label + GAP, y, track)
        x = label + track + 2 * GAP
        step, above, below = look.line(look.caption), len(texts[1]), len(texts[2])
        pen.lines(x, y - below * step / 2, texts[1], look.caption, look.colour("text2"))
        pen.lines(
            x, y + above * step / 2, texts[2], look.caption, change_colour(look, change), strong=change.real
        )
        top += height
    return pen.figure


def _values(row: BeforeAfterRow, lang: str) -> str:
    """“61%, now 74%”: the tick and the bead in figures."""
    now = shown.value(row.now, lang)
    if row.before is None or row.before.value is None or row.before.scale != row.now.scale:
        return now
    return words(lang).gettext("{before}, now {now}").format(before=shown.value(row.before, lang), now=now)


def _draw_track(pen: Pen, row: BeforeAfterRow, change: Change, x: float, y: float, room: float) -> None:
    look, now, before = pen.look, row.now, row.before
    if now.value is None:
        pen.line([(x, y), (x + room, y)], look.colour("line_strong"), 1, (2, 3))
        return
    pen.line([(x, y), (x + room, y)], look.colour("line"), 2)
    bead = place(now.value, now.scale, x, room)
    if before is not None and before.value is not None and before.scale == now.scale:
        tick = place(before.value, before.scale, x, room)
        width, height = tokens()["score_glyph"]["previous_tick"]
        if change.real:
            pen.line([(tick, y), (bead, y)], change_colour(look, change), 3)
        pen.line([(tick, y - height * 0.4), (tick, y + height * 0.4)], look.colour("text3"), width)
    draw_bead(pen, now, bead, y, 1.15)
