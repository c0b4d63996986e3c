"""What stands on a card below its words: photograph, quotation, where it comes from, its age, small marks."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from cxdesk import i18n
from cxdesk.journeys.content import Content, stacked
from cxdesk.journeys.metrics import Style, block
from cxdesk.journeys.queries import CardOnMap
from cxdesk.journeys.shapes import Bead, Box, Icon, Line, Picture, Piece

PICTURE_HEIGHT = 84.0
GAP = 5.0
TAG_HEIGHT = 18.0
TAG_DASH = (3.0, 2.0)
# So many votes are dots; more are a dot and their number, which is quicker to read.
MOST_DOTS = 5
SMALL = Style("ui", 12, 16, "text2")
QUOTED = Style("voice", 13, 18, "text")
STALE = Style("ui", 12, 16, "warn")


def extras(card: CardOnMap, inner: float, language: str, *, with_age: bool) -> Content:
    """The parts that this card has; none of them makes a height of 0."""
    parts: list[Content] = []
    if card.picture:
        parts.append(_picture(card))
    if card.quotation:
        parts.append(_quotation(card, inner, language))
    if told := source_words(card, language):
        parts.append(_small(told, inner, language))
    if card.continued:
        parts.append(_small(continued_words(card, language), inner, language))
    if with_age and card.stale_months is not None:
        parts.append(_stale(card.stale_months, inner, language))
    if card.is_template or card.votes or card.comments:
        parts.append(_marks(card, inner, language))
    return stacked(parts, GAP)


def source_words(card: CardOnMap, language: str) -> str:
    """How many people are behind a card, of when it is, where it comes from: "n 14, March 2026, interviews"."""
    return _source(card.source_n, card.source_on, card.source, language)


def continued_words(card: CardOnMap, language: str) -> str:
    """Where the whole of a card is that is too long for a map on paper; nothing for one that is whole."""
    if not card.continued:
        return ""
    told = i18n.words(language).gettext("All of it: “Long texts”, no. {n}")
    return told.format(n=i18n.number(card.continued, lang=language))


def stale_words(months: int, language: str) -> str:
    """How long ago it was last checked."""
    told = i18n.words(language).ngettext("checked {n} month ago", "checked {n} months ago", months)
    return told.format(n=i18n.number(months, lang=language))


def age_words(months: int, language: str) -> str:
    """How long ago it was last checked, this month too."""
    if months < 1:
        return i18n.words(language).gettext("checked this month")
    return stale_words(months, language)


def template_tag(x: float, y: float, language: str) -> tuple[Piece, float]:
    """The small dashed tag of a text that came with a template, and how wide it is."""
    words = block(i18n.words(language).gettext("template text"), SMALL, 130, language)
    width = words.width + 12
    edge = Box(x, y, width, TAG_HEIGHT, None, "line_strong", 1, TAG_HEIGHT / 2, TAG_DASH)
    return Piece(glyph=(edge,), text=words.at(x + 6, y + (TAG_HEIGHT - words.height) / 2)), width


@lru_cache(maxsize=2048)
def _source(n: int | None, day: date | None, source: str, language: str) -> str:
    """Most cards of a map come from few sources."""
    told = []
    if n is not None:
        told.append(i18n.words(language).gettext("n {n}").format(n=i18n.number(n, lang=language)))
    if day is not None:
        told.append(i18n.month(day, language))
    return i18n.listed([*told, *([source] if source else [])], language)


def _picture(card: CardOnMap) -> Content:
    def draw(x: float, y: float, width: float) -> Piece:
        ground = Box(x, y, width, PICTURE_HEIGHT, "sunken", None, 0, 4)
        shown = Picture(x, y, width, PICTURE_HEIGHT, card.picture, card.words or card.quotation)
        return Piece(keep=(ground,), glyph=(shown,))

    return Content(PICTURE_HEIGHT, draw)


def _quotation(card: CardOnMap, inner: float, language: str) -> Content:
    words = i18n.words(language)
    said = card.quotation
    if said[0] not in "“”\"«„‘’'":
        said = words.gettext("“{words}”").format(words=said)
    lines = block(said, QUOTED, inner - 10, language)
    speaker = block(card.speaker, SMALL, inner - 10, language)

    def draw(x: float, y: float, width: float) -> Piece:
        edge = Line(x + 1, y + 2, x + 1, y + lines.height + speaker.height - 2, "line_strong", 2)
        return Piece(glyph=(edge,), text=lines.at(x + 10, y) + speaker.at(x + 10, y + lines.height))

    return Content(lines.height + speaker.height, draw)


def _small(told: str, inner: float, language: str) -> Content:
    lines = block(told, SMALL, inner, language)
    return Content(lines.height, lambda x, y, width: Piece(text=lines.at(x, y)))


def _stale(months: int, inner: float, language: str) -> Content:
    lines = block(stale_words(months, language), STALE, inner - 16, language)

    def draw(x: float, y: float, width: float) -> Piece:
        icon = Icon("hourglass", x - 1, y + lines.height / 2 - 6.5, 13, "warn")
        return Piece(keep=(icon,), text=lines.at(x + 16, y))

    return Content(lines.height, draw)


def _marks(card: CardOnMap, inner: float, language: str) -> Content:
    """Template, votes and open comments in one row, which breaks where it has no room."""
    marks: list[tuple[float, Callable[[float, float], Piece]]] = []
    if card.is_template:
        width = template_tag(0, 0, language)[1]
        marks.append((width, lambda x, y: template_tag(x, y, language)[0]))
    if card.votes:
        marks.append(_votes(card.votes, language))
    if card.comments:
        marks.append(_comments(card.comments, language))
    rows: list[list[tuple[float, Callable[[float, float], Piece]]]] = [[]]
    used = 0.0
    for width, paint in marks:
        if rows[-1] and used + width > inner:
            rows.append([])
            used = 0.0
        rows[-1].append((width, paint))
        used += width + 8

    def draw(x: float, y: float, width: float) -> Piece:
        piece = Piece()
        for place, row in enumerate(rows):
            left = x
            for wide, paint in row:
                piece += paint(left, y + place * (TAG_HEIGHT + 3))
                left += wide + 8
        return piece

    return Content(len(rows) * (TAG_HEIGHT + 3) - 3, draw)


def _votes(votes: int, language: str) -> tuple[float, Callable[[float, float], Piece]]:
    dots = votes if votes <= MOST_DOTS else 1
    number = block(i18n.number(votes, lang=language), Style("strong", 12, 16, "accent"), 60, language)

    def draw(x: float, y: float) -> Piece:
        middle = y + TAG_HEIGHT / 2
        beads = tuple(Bead(x + 4 + i * 10, middle, 4, "measured", "accent", "accent", 0) for i in range(dots))
        if votes <= MOST_DOTS:
            return Piece(keep=beads)
        return Piece(keep=beads, text=number.at(x + 12, middle - number.height / 2))

    return (dots * 10 if votes <= MOST_DOTS else 12 + number.width), draw


def _comments(comments: int, language: str) -> tuple[float, Callable[[float, float], Piece]]:
    number = block(i18n.number(comments, lang=language), SMALL, 60, language)

    def draw(x: float, y: float) -> Piece:
        middle = y + TAG_HEIGHT / 2
        icon = Icon("message-square-text", x, middle - 7, 14, "text2")
        return Piece(glyph=(icon,), text=number.at(x + 18, middle - number.height / 2))

    return 18 + number.width, draw
