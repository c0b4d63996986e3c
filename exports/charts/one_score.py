"""One score glyph alone, for a page that sets the words around it."""

from matplotlib.figure import Figure as Sheet

from cxdesk.analysis.figure import Figure
from exports.charts.glyph import draw_score
from exports.charts.look import Look
from exports.charts.pen import Pen

HEIGHT = 24.0
INSIDE = 6.0


def one_score(figure: Figure, look: Look, before: Figure | None = None, chosen: bool = False) -> Sheet:
    """Track, margin, bead and last round's tick, as wide as the look."""
    pen = Pen(look, HEIGHT)
    draw_score(
        pen, figure, INSIDE, HEIGHT / 2, look.room - 2 * INSIDE, 0.8, before=before, chosen=chosen
    )  # fmt: skip
    return pen.figure
