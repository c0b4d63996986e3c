"""The start of each lane: icon, name, "internal", and the legend of the curve."""

from collections.abc import Callable
from dataclasses import dataclass

from cxdesk import i18n
from cxdesk.i18n import N_
from cxdesk.journeys.kinds import CURVES, INTERACTION, LINE
from cxdesk.journeys.metrics import Block, Style, block, face_for, width_of, words_of
from cxdesk.journeys.queries import LANE_WORDS, LaneOnMap
from cxdesk.journeys.shapes import Bead, Icon, Line, Piece
from cxdesk.personas.kinds import GRADE_WORDS, GRADES

TEXT_X = 26.0
ROOM = 102.0
TOP = 15.0
NAME = Style("ui", 13, 18, "text2")
# For a name with a word that would be broken inside at the usual size; a hair more room, too.
NARROW_NAME = Style("ui", 12, 18, "text2")
NARROW_ROOM = 104.0
SMALL = Style("ui", 12, 16, "text2")
# Whose feelings a curve shows is told by its colour too.
INKS = {"feeling": "accent", "employee": "data"}
PALE = "accent_line"
ICONS = {
    "does": "footprints",
    "touch_point": "map-pin",
    "sees": "eye",
    "evidence": "file-text",
    "feeling": "smile",
    "thinking": "message-circle",
    "feels": "message-square-quote",
    "state_of_mind": "circle-dot",
    "need": "target",
    "pain": "triangle-alert",
    "delight": "star",
    "unexpected": "split",
    "latent_need": "sparkles",
    "observation": "image",
    INTERACTION: "handshake",
    LINE: "eye-off",
    "behind": "cog",
    "support": "wrench",
    "systems": "monitor",
    "employee": "users",
    "kpi": "hash",
    "opportunity": "lightbulb",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A label that knows how high it is."""

    height: float
    draw: Callable[[float, float], Piece]


def lane_words(lane: LaneOnMap, language: str, persona: str = "") -> str:
    """The name of a lane: its own, else the word for its kind; a curve says whose feelings it shows."""
    words = i18n.words(language)
    if lane.title:
        return lane.title
    if lane.kind in CURVES and (who := lane.whose or (persona if lane.kind == "feeling" else "")):
        return words.gettext("How it feels: {who}").format(who=who)
    if lane.kind == "feeling":
        return words.gettext("How customers feel")
    return words.gettext(LANE_WORDS[lane.kind])


def whose_words(lane: LaneOnMap, language: str, persona: str) -> str:
    """Whose feelings a lane of customers shows, in a word or two."""
    return lane.whose or persona or i18n.words(language).gettext("customers")


def lane_label(lane: LaneOnMap, language: str, persona: str = "", beside: str = "") -> Label:
    """Icon and name, below them what else must be known of the lane; `beside` names the pale curve in it."""
    words = i18n.words(language)
    name = _name(lane_words(lane, language, persona), language)
    flags = [(icon, block(words.gettext(told), SMALL, ROOM - 17, language)) for icon, told in _flags(lane)]
    legend = _legend(language) if lane.kind in CURVES else []
    whose = block(lane.whose if lane.kind in CURVES and lane.title else "", SMALL, ROOM, language)
    other = block(beside, SMALL, ROOM - 17, language)
    small = [whose, *(flag for _icon, flag in flags), *legend, other]

    def draw(x: float, y: float) -> Piece:
        top = y + TOP
        piece = Piece((_icon(lane, x, top, name.line),), (), name.at(x + TEXT_X, top))
        top += name.height + 1
        piece += Piece(text=whose.at(x + TEXT_X, top))
        top += whose.height
        for icon, flag in flags:
            sign = Icon(icon, x + TEXT_X, top + (flag.line - 12) / 2, 12, "text2")
            piece += Piece((sign,), (), flag.at(x + TEXT_X + 17, top))
            top += flag.height
        for grade, line in zip(reversed(GRADES), legend, strict=False):
            piece += _legend_line(grade, line, x + TEXT_X, top, INKS[lane.kind])
            top += line.height
        if other.lines:
            middle = top + other.line / 2
            sample = Line(x + TEXT_X, middle, x + TEXT_X + 11, middle, PALE, 1.75)
            piece += Piece((), (sample,), other.at(x + TEXT_X + 17, top))
        return piece

    return Label(TOP + name.height + 1 + sum(b.height for b in small), draw)


def line_label(lane: LaneOnMap, language: str) -> Label:
    """The label of a line: one row, without air above."""
    name = block(lane_words(lane, language), SMALL, ROOM + 8, language)
    height = max(28.0, name.height)

    def draw(x: float, y: float) -> Piece:
        middle = y + height / 2
        icon = Icon(ICONS[lane.kind], x, middle - 9, 18, "text2")
        return Piece((icon,), (), name.at(x + TEXT_X, middle - name.height / 2))

    return Label(height, draw)


def _name(told: str, language: str) -> Block:
    face = face_for(NAME.role, told, language)
    whole = all(width_of(word, face, NAME.size) <= ROOM for word in words_of(told))
    return block(told, NAME, ROOM, language) if whole else block(told, NARROW_NAME, NARROW_ROOM, language)


def _flags(lane: LaneOnMap) -> list[tuple[str, str]]:
    """What must be known of a lane, with its icon."""
    internal = [("eye-off", N_("internal"))] if lane.internal else []
    return internal + ([("lock", N_("locked"))] if lane.locked else [])


def _icon(lane: LaneOnMap, x: float, top: float, line: float) -> Icon:
    return Icon(ICONS[lane.kind], x, top + (line - 18) / 2, 18, "text2")


def _legend(language: str) -> list[Block]:
    words = i18n.words(language)
    return [block(words.gettext(GRADE_WORDS[g]), SMALL, ROOM - 17, language) for g in reversed(GRADES)]


def _legend_line(grade: str, line: Block, x: float, y: float, ink: str) -> Piece:
    bead = Bead(x + 5, y + line.line / 2, 4.5, grade, ink, "surface")
    return Piece((), (bead,), line.at(x + 17, y))
