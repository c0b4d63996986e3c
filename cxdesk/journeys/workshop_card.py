"""One card as a whole room reads it: what it has on the board, in letters for the last row; pure geometry."""

from dataclasses import dataclass, replace

from cxdesk import i18n
from cxdesk.journeys.cards import CHANNEL_ICONS, GROUNDS
from cxdesk.journeys.content import Content, stacked
from cxdesk.journeys.glyph import score_words
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.queries import CardOnMap
from cxdesk.journeys.shapes import Box, Diamond, Icon, Line, Picture, Piece

SMALLEST = 32.0
PAD_X, PAD_Y = 24.0, 16.0
ICON = 36.0
# With less room than this beside them, votes stand below a card's words.
LEAST_BESIDE = 280.0
PICTURE_HEIGHT = 260.0
GAP = 12.0
MARK = 8.0
BODY = Style("ui", 36, 48, "text")
SMALL = Style("ui", SMALLEST, 44, "text2")
TRUTH = Style("strong", SMALLEST, 44, "accent")
VOTES = Style("strong", SMALLEST, 44, "accent")
QUOTED = Style("voice", 36, 48, "text")


@dataclass(frozen=True, slots=True)
class Face:
    """How one card is shown: its width, the language, its dots in the vote that is on, the colour of its meaning."""

    width: float
    language: str
    votes: int = 0
    mark: str | None = None

    @property
    def inner(self) -> float:
        """How wide words can be."""
        return self.width - 2 * PAD_X


def votes_words(votes: int, language: str) -> str:
    """The dots of a card: "12 votes"."""
    told = i18n.words(language).ngettext("{n} vote", "{n} votes", votes)
    return told.format(n=i18n.number(votes, lang=language))


def content(card: CardOnMap, kind: str, face: Face) -> Content:
    """The card of one lane's kind; `draw` takes its left, its top and its height."""
    ground, edge, _role = GROUNDS[kind]
    pill = block(votes_words(face.votes, face.language), VOTES, face.inner, face.language)
    beside = bool(face.votes) and face.inner - pill.width - 48 > LEAST_BESIDE
    room = face.inner - (pill.width + 48 if beside else 0)
    parts = [_words(card, kind, room, face)]
    if card.picture:
        parts.append(_picture(card, room))
    if card.quotation:
        parts.append(_quotation(card, room, face.language))
    told = stacked(parts, GAP)
    below = VOTES.line + 16 if face.votes and not beside else 0.0
    height = 2 * PAD_Y + told.height + below

    def draw(x: float, y: float, full: float) -> Piece:
        stroke, thick = ("accent", 3.0) if card.moment_of_truth else (edge, 2.0)
        piece = Piece(keep=(Box(x, y, face.width, full, ground, stroke, thick, 16),))
        if face.mark:
            # Inside the edge and short of the round corners, so that the card keeps its shape.
            bar = Box(x + 5, y + 18, MARK, full - 36, face.mark, None, 0, MARK / 2)
            piece += Piece(keep=(bar,))
        piece += told.draw(x + PAD_X, y + PAD_Y, room)
        if face.votes:
            wide, high = pill.width + 40, VOTES.line + 8
            at = x + face.width - PAD_X - wide
            level = y + (full - high) / 2 if beside else y + PAD_Y + told.height + 8
            box = Box(at, level, wide, high, "surface", None, 0, high / 2)
            piece += Piece(keep=(box,), text=pill.at(at + 20, level + 4))
        return piece

    return Content(height, draw)


def _words(card: CardOnMap, kind: str, room: float, face: Face) -> Content:
    """What the card says, below its mark of a moment of truth and above its score."""
    lead = ICON + 12 if kind == "touch_point" else 0.0
    truth = None
    if card.moment_of_truth:
        told = i18n.words(face.language).gettext("Moment of truth")
        truth = block(told, TRUTH, room - 40, face.language)
    text = block(card.words, replace(BODY, role=GROUNDS[kind][2]), room - lead, face.language)
    score = _score(card, kind, room, face.language)
    bare = not card.words and bool(card.picture or card.quotation)
    high = 0.0 if bare else max(text.height, BODY.line)
    above = truth.height if truth else 0.0

    def draw(x: float, y: float, _width: float) -> Piece:
        piece, top = Piece(), y
        if truth:
            mark = Diamond(x + 13, top + truth.line / 2, 13, "accent")
            piece += Piece(keep=(mark,), text=truth.at(x + 40, top))
            top += truth.height
        if kind == "touch_point":
            name = CHANNEL_ICONS.get(card.channel, "map-pin")
            piece += Piece(keep=(Icon(name, x, top + (text.line - ICON) / 2, ICON, "text2"),))
        piece += Piece(text=text.at(x + lead, top))
        return piece + Piece(text=score.at(x, top + high)) if score else piece

    return Content(above + high + (score.height if score else 0.0), draw)


def _score(card: CardOnMap, kind: str, room: float, language: str) -> Block | None:
    """The score of a touch point with its margin and its answers."""
    if kind != "touch_point" or card.score is None:
        return None
    value, margin = score_words(card.score, language)
    return block(i18n.listed((value, margin), language), SMALL, room, language)


def _picture(card: CardOnMap, room: float) -> Content:
    def draw(x: float, y: float, _width: float) -> Piece:
        ground = Box(x, y, room, PICTURE_HEIGHT, "sunken", None, 0, 10)
        shown = Picture(x, y, room, PICTURE_HEIGHT, card.picture, card.words or card.quotation)
        return Piece(keep=(ground,), glyph=(shown,))

    return Content(PICTURE_HEIGHT, draw)


def _quotation(card: CardOnMap, room: float, language: str) -> Content:
    said = card.quotation
    if said[0] not in "“”\"«„‘’'":
        said = i18n.words(language).gettext("“{words}”").format(words=said)
    lines = block(said, QUOTED, room - 24, language)
    speaker = block(card.speaker, SMALL, room - 24, language) if card.speaker else None
    high = lines.height + (speaker.height if speaker else 0.0)

    def draw(x: float, y: float, _width: float) -> Piece:
        edge = Line(x + 3, y + 6, x + 3, y + high - 6, "line_strong", 4)
        words = lines.at(x + 24, y) + (speaker.at(x + 24, y + lines.height) if speaker else ())
        return Piece(glyph=(edge,), text=words)

    return Content(high, draw)
