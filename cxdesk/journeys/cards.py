"""What is on one card: its lines, its score, its bead; set once for canvas and paper."""

from cxdesk import i18n
from cxdesk.journeys import beside
from cxdesk.journeys.content import Content
from cxdesk.journeys.extras import extras, stale_words
from cxdesk.journeys.glyph import score_glyph, score_words
from cxdesk.journeys.grid import CARD_WIDTH
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.queries import CardOnMap
from cxdesk.journeys.score import Beside, Score
from cxdesk.journeys.shapes import Bead, Box, Diamond, Icon, Line, Piece

PAD_X, PAD_Y = 11.0, 9.0
BEAD_ROOM = 14.0
BEAD_RADIUS = 5.0
LINE_BOX = 18.0
SMALL_LINE = 16.0
GLYPH_START = 54.0
STALE_DASH = (4.0, 3.0)
MORE_AIR = 6.0
MARK_WIDTH = 3.0

CHANNEL_ICONS = {
    "phone": "phone",
    "visit": "truck",
    "mail": "mail",
    "letter": "mail",
    "web": "globe",
    "app": "laptop",
    "message": "message-circle",
    "paper": "file-text",
    "meeting": "users",
}
# Per kind of lane: ground, edge (None for none), role of the face.
GROUNDS: dict[str, tuple[str, str | None, str]] = {
    "does": ("surface", "line", "ui"),
    "touch_point": ("surface", "line_strong", "strong"),
    "sees": ("surface", "line", "ui"),
    "evidence": ("surface", "line", "ui"),
    "thinking": ("info_soft", None, "voice"),
    "feels": ("info_soft", None, "voice"),
    "state_of_mind": ("info_soft", None, "ui"),
    "need": ("accent_soft", None, "ui"),
    "pain": ("bad_soft", None, "ui"),
    "delight": ("good_soft", "good", "ui"),
    "unexpected": ("warn_soft", None, "ui"),
    "latent_need": ("accent_soft", "accent_line", "ui"),
    "observation": ("surface", "line", "ui"),
    "behind": ("sunken", "line", "ui"),
    "support": ("sunken", "line", "ui"),
    "systems": ("sunken", "line", "ui"),
    "kpi": ("surface", "line", "strong"),
    "opportunity": ("good_soft", None, "ui"),
}


def content(
    card: CardOnMap,
    kind: str,
    language: str,
    decisive: bool = False,
    mark: str | None = None,
    width: float = CARD_WIDTH,
) -> Content:
    """The card of one lane's kind; `draw` takes its left, its top and its height.

    `decisive` says that its step holds a moment of truth: there the score is the one that matters. `mark` is
    the colour of its meaning, shown along its start.
    """
    inner = width - 2 * PAD_X
    if kind == "touch_point":
        told = _touch_point(card, inner, language, decisive)
    else:
        told = _words(card, kind, inner, language)
    more = extras(card, inner, language, with_age=kind != "touch_point")
    height = told.height + (more.height + MORE_AIR if more.height else 0)

    def draw(x: float, y: float, full: float) -> Piece:
        piece = told.draw(x, y, full)
        if mark:
            # Inside the edge and short of the round corners, so that the card keeps its shape.
            piece += Piece(keep=(Box(x + 2, y + 7, MARK_WIDTH, full - 14, mark, None, 0, MARK_WIDTH / 2),))
        return piece + more.draw(x + PAD_X, y + told.height - PAD_Y + MORE_AIR, inner)

    return Content(height, draw)


def body(card: CardOnMap, kind: str, x: float, y: float, width: float, height: float) -> Box:
    """The ground and edge of a card: accent for a moment of truth, dashed when it is stale."""
    ground, edge, _role = GROUNDS[kind]
    if card.moment_of_truth:
        return Box(x, y, width, height, ground, "accent", 2, 8)
    if card.stale_months is not None:
        return Box(x, y, width, height, ground, "line_strong", 1, 8, STALE_DASH)
    return Box(x, y, width, height, ground, edge, 1, 8)


def _words(card: CardOnMap, kind: str, inner: float, language: str) -> Content:
    head = _truth(card, inner - BEAD_ROOM, language) if card.moment_of_truth else None
    first = inner if head else inner - BEAD_ROOM
    text = block(card.words, Style(GROUNDS[kind][2], 13, LINE_BOX, "text"), inner, language, first)
    top = head.height + 1 if head else 0.0
    height = 2 * PAD_Y + top + max(text.height, 0 if head else LINE_BOX)

    def draw(x: float, y: float, full: float) -> Piece:
        piece = Piece(
            keep=(body(card, kind, x, y, inner + 2 * PAD_X, full), _bead(card, x + inner + 2 * PAD_X, y))
        )
        if head:
            piece += _truth_at(head, x + PAD_X, y + PAD_Y)
        return piece + Piece(text=text.at(x + PAD_X, y + PAD_Y + top))

    return Content(height, draw)


def _touch_point(card: CardOnMap, inner: float, language: str, decisive: bool) -> Content:
    head = _truth(card, inner, language) if card.moment_of_truth else None
    top = head.height + 1 if head else 0.0
    title = block(card.words, Style("strong", 13, LINE_BOX, "text"), inner - 23, language)
    title_height = max(title.height, LINE_BOX)
    told = _told(card, inner, language, decisive)
    stale = _stale(card, inner, language)
    height = 2 * PAD_Y + top + title_height + 12 + told.height + (stale.height + 4 if stale else 0)

    def draw(x: float, y: float, full: float) -> Piece:
        left, at = x + PAD_X, y + PAD_Y + top
        icon = Icon(CHANNEL_ICONS.get(card.channel, "map-pin"), left, at + (title.line - 16) / 2, 16, "text2")
        piece = Piece(
            (body(card, "touch_point", x, y, inner + 2 * PAD_X, full),), (icon,), title.at(left + 22, at)
        )
        if head:
            piece += _truth_at(head, left, y + PAD_Y)
        at += title_height + 6
        piece += Piece(glyph=(Line(left, at, left + inner, at, "line"),))
        piece += told.draw(left, at + 6, inner)
        return piece + _stale_at(stale, left, at + 6 + told.height + 4)

    return Content(height, draw)


def _told(card: CardOnMap, inner: float, language: str, decisive: bool) -> Content:
    """The score of a touch point, or that nobody was asked; below it what stands beside the score."""
    score = card.score
    parts = [
        _not_asked(inner, language)
        if score is None
        else _scored(score, card.beside, inner, language, decisive)
    ]
    if card.beside is not None:
        parts.append(beside.line(card.beside, score, inner, language))
    height = sum(part.height for part in parts)

    def draw(x: float, y: float, width: float) -> Piece:
        piece, at = Piece(), y
        for part in parts:
            piece += part.draw(x, at, width)
            at += part.height
        return piece

    return Content(height, draw)


def _scored(score: Score, near: Beside | None, inner: float, language: str, decisive: bool) -> Content:
    """The value with its glyph, the last round's tick on it, and below it the range with the answers counted."""
    value, margin = score_words(score, language)
    shown = block(value, Style("strong", 13, LINE_BOX, "text"), GLYPH_START, language)
    below = block(margin, Style("ui", 12, SMALL_LINE, "text2"), inner, language)
    before = near.before if near is not None else None

    def draw(x: float, y: float, width: float) -> Piece:
        middle = y + shown.line / 2 + 0.5
        glyph = score_glyph(score, x + GLYPH_START, x + width - 5, middle, decisive, before)
        return Piece(glyph=glyph, text=shown.at(x, y) + below.at(x, y + shown.height))

    return Content(shown.height + below.height, draw)


def _not_asked(inner: float, language: str) -> Content:
    words = block(i18n.words(language).gettext("not asked yet"), _small("text2"), inner - 18, language)

    def draw(x: float, y: float, width: float) -> Piece:
        bead = Bead(x + 6, y + words.line / 2, BEAD_RADIUS, "opinion", "text3", "surface")
        return Piece(keep=(bead,), text=words.at(x + 18, y))

    return Content(max(words.height, LINE_BOX), draw)


def _bead(card: CardOnMap, right: float, y: float) -> Bead:
    return Bead(right - 14, y + 14, BEAD_RADIUS, card.grade, "text2", "surface")


def _truth(card: CardOnMap, inner: float, language: str) -> Block:
    """The mark in words; where a person set it and the scores don't say so, that it is by hand."""
    translate = i18n.words(language).gettext
    by_hand = card.truth_by_hand and not card.truth_by_scores
    words = translate("Moment of truth, by hand") if by_hand else translate("Moment of truth")
    return block(words, Style("strong", 12, LINE_BOX, "accent"), inner - 16, language)


def _truth_at(head: Block, x: float, y: float) -> Piece:
    return Piece(keep=(Diamond(x + 5, y + head.line / 2, 5, "accent"),), text=head.at(x + 16, y))


def _stale(card: CardOnMap, inner: float, language: str) -> Block | None:
    if card.stale_months is None:
        return None
    return block(stale_words(card.stale_months, language), _small("warn"), inner - 16, language)


def _stale_at(stale: Block | None, x: float, y: float) -> Piece:
    if stale is None:
        return Piece()
    icon = Icon("hourglass", x - 1, y + stale.height / 2 - 6.5, 13, "warn")
    return Piece(keep=(icon,), text=stale.at(x + 16, y))


def _small(colour: str) -> Style:
    return Style("ui", 12, SMALL_LINE, colour)
