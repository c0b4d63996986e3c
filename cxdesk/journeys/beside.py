"""What a touch point's card shows below its score: the change, the gap to what was expected, and the employees."""

from cxdesk.journeys.beside_words import change_words, short_gap
from cxdesk.journeys.content import Content
from cxdesk.journeys.glyph import score_glyph, score_words
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.score import Beside, Gap, Score
from cxdesk.journeys.shapes import Icon, Line, Piece

ICON = 12.0
TEXT_X = 16.0
GLYPH_START = 54.0
AIR = 5.0
# A value has its good side; a plain number such as hours waited has none.
_TONES = {1: "good", -1: "bad"}
_SMALL = 12.0
_LINE = 16.0


def lines(near: Beside, score: Score | None, inner: float, language: str) -> list[Content]:
    """What there is to say, in the order it is read."""
    parts = []
    if score is not None and not score.hidden and (said := change_words(near, score.metric, language)):
        parts.append(_change(near, score, said, inner, language))
    if near.gap is not None:
        parts.append(_gap(near.gap, inner, language))
    if near.employees is not None:
        parts.append(_employees(near.employees, inner, language))
    return parts


def _change(near: Beside, score: Score, said: str, inner: float, language: str) -> Content:
    """An arrow where the change is real; words alone where none is shown."""
    icon = {1: "arrow-up", -1: "arrow-down"}.get(near.direction or 0, "")
    tone = _TONES.get(near.direction or 0, "text2") if score.metric != "mean" else "text2"
    return _sentence(icon, tone, block(said, _style(tone), inner - (TEXT_X if icon else 0), language))


def _gap(gap: Gap, inner: float, language: str) -> Content:
    tone = "text2"
    if gap.real and gap.value is not None:
        tone = "good" if gap.value > 0 else "bad"
    return _sentence("scale", tone, block(short_gap(gap, language), _style(tone), inner - TEXT_X, language))


def _sentence(icon: str, tone: str, words: Block) -> Content:
    def draw(x: float, y: float, width: float) -> Piece:
        marks = (Icon(icon, x, y + (words.line - ICON) / 2, ICON, tone),) if icon else ()
        return Piece(glyph=marks, text=words.at(x + (TEXT_X if icon else 0), y))

    return Content(words.height, draw)


def _employees(score: Score, inner: float, language: str) -> Content:
    """What our own people believe, on the same scale and below the customers' glyph."""
    value, margin = score_words(score, language)
    shown = block(value, Style("strong", _SMALL, _LINE, "text2"), GLYPH_START - TEXT_X, language)
    below = block(margin, _style("text2"), inner, language)

    def draw(x: float, y: float, width: float) -> Piece:
        top = y + 2 * AIR
        middle = top + shown.line / 2 + 0.5
        icon = Icon("users", x, top + (shown.line - ICON) / 2, ICON, "text2")
        glyph = score_glyph(score, x + GLYPH_START, x + width - 5, middle, False)
        parted = Line(x, y + AIR, x + width, y + AIR, "line")
        words = shown.at(x + TEXT_X, top) + below.at(x, top + shown.height)
        return Piece(glyph=(parted, icon, *glyph), text=words)

    return Content(2 * AIR + shown.height + below.height, draw)


def _style(tone: str) -> Style:
    return Style("ui", _SMALL, _LINE, tone)
