"""A chain of whys as finished shapes: why it happens, and why that is, down a line of beads; for paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxdesk import i18n
from cxdesk.i18n import number
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.shapes import Bead, Line, Piece, mirror, moved
from cxdesk.planning.fishbone import BONE_WORDS
from cxdesk.planning.queries import CauseRow

TEXT_LEFT, LINE_LEFT = 34.0, 9.0
AIR, CHAIN_AIR = 8.0, 26.0
ASKED = Style("ui", 8.5, 12, "text2")
WORDS = Style("ui", 10.5, 16, "text")
DEEPEST = Style("strong", 10.5, 16, "text")
BONE = Style("strong", 10.5, 16, "accent")


@dataclass(frozen=True, slots=True)
class _Part:
    """Something with a height that is not cut; `bead` is the grade of its bead, the line comes in and goes on."""

    above: Block | None
    words: Block
    bead: str
    on: bool
    goes_on: bool = False

    @property
    def height(self) -> float:
        return (self.above.height if self.above else 0.0) + self.words.height + AIR


def whys_sheets(
    chains: Sequence[Sequence[CauseRow]], language: str, width: float, height: float
) -> list[Piece]:
    """Every chain below the other, in points, on as many sheets as they need; mirrored where reading is."""
    sheets: list[Piece] = []
    piece, y = Piece(), 0.0
    for chain in chains:
        parts = _parts(chain, language, width, height)
        if y and y + sum(p.height for p in parts) > height:
            sheets.append(piece)
            piece, y = Piece(), 0.0
        for part in parts:
            if y and y + part.height > height:
                sheets.append(piece)
                piece, y = Piece(), 0.0
            piece += moved(_drawn(part), 0, y)
            y += part.height
        y += CHAIN_AIR
    if piece != Piece():
        sheets.append(piece)
    return [_turned(s, width) for s in sheets] if i18n.is_rtl(language) else sheets


def _parts(chain: Sequence[CauseRow], language: str, width: float, height: float) -> list[_Part]:
    words = i18n.words(language)
    room = width - TEXT_LEFT
    parts = [
        _Part(None, block(words.gettext(BONE_WORDS[chain[0].bone]), BONE, room, language), "none", False)
    ]
    for place, cause in enumerate(chain, 1):
        asked = words.gettext("Why is that?") if place > 1 else words.gettext("Why does it happen?")
        asked = f"{number(place, lang=language)}. {asked}"
        last = place == len(chain)
        told = block(cause.text, DEEPEST if last else WORDS, room, language)
        parts.append(
            _Part(
                block(asked, ASKED, room, language),
                told,
                "measured" if last else "opinion",
                not last,
                place > 1,
            )
        )
    return [piece for part in parts for piece in _cut(part, height)]


def _cut(part: _Part, height: float) -> list[_Part]:
    """A text that is longer than a sheet, in pieces that are not."""
    most = max(1, int((height - 40) // part.words.line))
    lines = part.words.lines
    if len(lines) <= most:
        return [part]
    pieces = [lines[n : n + most] for n in range(0, len(lines), most)]
    words = part.words
    return [
        _Part(
            part.above if not place else None,
            Block(tuple(piece), words.style, words.face, words.line, words.rtl),
            part.bead if not place else "none",
            part.on or place < len(pieces) - 1,
            part.goes_on and not place,
        )
        for place, piece in enumerate(pieces)
    ]


def _drawn(part: _Part) -> Piece:
    top = part.above.height if part.above else 0.0
    keep: list[Line | Bead] = []
    middle = top + part.words.line / 2
    if part.goes_on:
        keep.append(Line(LINE_LEFT, -AIR, LINE_LEFT, middle, "line_strong"))
    if part.on:
        keep.append(Line(LINE_LEFT, middle, LINE_LEFT, part.height, "line_strong"))
    if part.bead != "none":
        colour = "accent" if part.bead == "measured" else "text2"
        keep.append(Bead(LINE_LEFT, middle, 4, part.bead, colour, "surface", 1.3))
    above = part.above.at(TEXT_LEFT, 0) if part.above else ()
    return Piece(keep=tuple(keep), text=above + part.words.at(TEXT_LEFT, top))


def _turned(piece: Piece, width: float) -> Piece:
    return Piece(tuple(mirror(s, width) for s in piece.keep), (), tuple(mirror(s, width) for s in piece.text))
