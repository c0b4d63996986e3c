"""What a map is drawn with: finished shapes in map pixels, colours by their name in tokens.json.

Nothing here wraps, measures or chooses a colour; canvas, PDF and SVG draw the same shapes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with round corners."""

    x: float
    y: float
    w: float
    h: float
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1
    radius: float = 0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """One finished line of text: `x` is its left, centre or right by `align`, `y` its baseline.

    `face` is a file of resources/fonts, `width` the advance measured in it, `rtl` the direction of
    the line as a whole.
    """

    x: float
    y: float
    words: str
    face: str
    size: float
    colour: str
    width: float
    align: Align = "left"
    rtl: bool = False

    @property
    def left(self) -> float:
        """Where the line begins on the left, whatever it is aligned to."""
        return self.x - {"left": 0.0, "center": self.width / 2, "right": self.width}[self.align]


@dataclass(frozen=True, slots=True)
class Icon:
    """A picture from resources/icons in one colour, by its top left corner."""

    name: str
    x: float
    y: float
    size: float
    colour: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A kept picture by the hash of its bytes, whole and unstretched in the middle of its rectangle."""

    x: float
    y: float
    w: float
    h: float
    digest: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Bead:
    """How sure we are: hollow, half or filled, by its centre; `ground` fills what is not inked."""

    x: float
    y: float
    radius: float
    grade: str
    colour: str
    ground: str
    line: float = 1.6
    halo: float = 0
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Diamond:
    """The mark of a moment of truth, by its centre."""

    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True, slots=True)
class Curve:
    """One piece of a curve: start, two control points, end."""

    x0: float
    y0: float
    cx0: float
    cy0: float
    cx1: float
    cy1: float
    x1: float
    y1: float
    colour: str
    width: float
    dash: tuple[float, ...] = ()


Shape = Box | Line | Text | Icon | Picture | Bead | Diamond | Curve


@dataclass(frozen=True, slots=True)
class Piece:
    """Shapes by what goes first when the map is seen from far out: text, then glyph, never keep."""

    keep: tuple[Shape, ...] = ()
    glyph: tuple[Shape, ...] = ()
    text: tuple[Shape, ...] = ()

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """All of them in the order of painting."""
        return self.keep + self.glyph + self.text

    def __add__(self, other: "Piece") -> "Piece":
        return Piece(self.keep + other.keep, self.glyph + other.glyph, self.text + other.text)


class LatePiece:
    """A piece that is drawn when it is first asked for: of a map of thousands, few cards are in sight."""

    __slots__ = ("_draw", "_piece")

    def __init__(self, draw: Callable[[], Piece]) -> None:
        self._draw: Callable[[], Piece] | None = draw
        self._piece = Piece()

    @property
    def piece(self) -> Piece:
        """Its shapes, the same ones each time."""
        if self._draw is not None:
            self._piece, self._draw = self._draw(), None
        return self._piece

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, LatePiece) and self.piece == other.piece)

    def __hash__(self) -> int:
        return hash(self.piece)


@dataclass(frozen=True)
class CardShape:
    """One card where it lies; `own` are its shapes as seen from its top left corner, drawn when they are needed.

    A card that only moves keeps its shapes, so that a map of thousands is laid out again at once.
    """

    card_id: int
    step_id: int
    lane_id: int
    kind: str
    x: float
    y: float
    w: float
    h: float
    drawn: Piece | LatePiece

    @property
    def own(self) -> Piece:
        """Its shapes as seen from its top left corner."""
        return self.drawn if isinstance(self.drawn, Piece) else self.drawn.piece

    @cached_property
    def piece(self) -> Piece:
        """Its shapes where they lie on the map, the same ones each time they are asked for."""
        return moved(self.own, self.x, self.y)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a step meets a lane, with or without cards."""

    step_id: int
    lane_id: int
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Head:
    """Where the name of a stage, step or lane is, to be pointed at."""

    kind: Literal["stage", "step", "lane"]
    id: int
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A whole map: its frame (stages, labels, rules, curve) below its cards."""

    width: float
    height: float
    rtl: bool
    frame: Piece
    cards: tuple[CardShape, ...]
    cells: tuple[Cell, ...]
    heads: tuple[Head, ...] = ()

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Every shape in the order of painting."""
        return self.frame.shapes + tuple(s for card in self.cards for s in card.piece.shapes)


def mirrored(
    drawing: MapDrawing, mirror_card: Callable[[CardShape, float], CardShape] | None = None
) -> MapDrawing:
    """The same map from right to left; mirroring twice gives the first one back."""
    mirror_card = mirror_card or mirrored_card
    width = drawing.width
    turned = replace(
        drawing,
        rtl=not drawing.rtl,
        frame=mirrored_piece(drawing.frame, width),
        cards=tuple(mirror_card(card, width) for card in drawing.cards),
        cells=tuple(replace(c, x=width - c.x - c.w) for c in drawing.cells),
    )
    return with_heads_mirrored(turned)


def with_heads_mirrored(drawing: MapDrawing) -> MapDrawing:
    """The names of a drawing where a mirror shows them; all else stays."""
    width = drawing.width
    return replace(drawing, heads=tuple(replace(h, x=width - h.x - h.w) for h in drawing.heads))


def drawn_card(
    card_id: int, step_id: int, lane_id: int, kind: str, x: float, y: float, w: float, h: float, piece: Piece
) -> CardShape:
    """A card from shapes that were drawn where they lie on the map."""
    return CardShape(card_id, step_id, lane_id, kind, x, y, w, h, moved(piece, -x, -y))


def card_at(card: CardShape, x: float, y: float, drawn: Piece | LatePiece | None = None) -> CardShape:
    """A card at another place, as it is or with other shapes."""
    # Made directly, which is four times as quick as replacing.
    return CardShape(
        card.card_id, card.step_id, card.lane_id, card.kind, x, y, card.w, card.h, drawn or card.drawn
    )


def mirrored_card(card: CardShape, width: float) -> CardShape:
    """A card as seen in a mirror of that width."""
    return card_at(card, width - card.x - card.w, card.y, LatePiece(lambda: mirrored_piece(card.own, card.w)))


def mirrored_piece(piece: Piece, width: float) -> Piece:
    """A piece as seen in a mirror of that width."""
    return Piece(
        tuple(mirror(s, width) for s in piece.keep),
        tuple(mirror(s, width) for s in piece.glyph),
        tuple(mirror(s, width) for s in piece.text),
    )


def mirror(shape: Shape, width: float) -> Shape:
    """One shape as seen in a mirror of that width; letters and icons keep their own direction."""
    match shape:
        case Box() | Picture():
            return replace(shape, x=width - shape.x - shape.w)
        case Line():
            return replace(shape, x1=width - shape.x1, x2=width - shape.x2)
        case Text():
            other: dict[Align, Align] = {"left": "right", "right": "left", "center": "center"}
            return replace(shape, x=width - shape.x, align=other[shape.align])
        case Icon():
            return replace(shape, x=width - shape.x - shape.size)
        case Bead():
            return replace(shape, x=width - shape.x, mirrored=not shape.mirrored)
        case Diamond():
            return replace(shape, x=width - shape.x)
        case Curve():
            return replace(
                shape, x0=width - shape.x0, cx0=width - shape.cx0, cx1=width - shape.cx1, x1=width - shape.x1
            )


def joined(pieces: Sequence[Piece]) -> Piece:
    """Many pieces as one, without copying the shapes again at each of them."""
    return Piece(
        tuple(chain.from_iterable(p.keep for p in pieces)),
        tuple(chain.from_iterable(p.glyph for p in pieces)),
        tuple(chain.from_iterable(p.text for p in pieces)),
    )


def moved(piece: Piece, x: float, y: float) -> Piece:
    """A piece at another place."""
    return Piece(
        tuple(_move(s, x, y) for s in piece.keep),
        tuple(_move(s, x, y) for s in piece.glyph),
        tuple(_move(s, x, y) for s in piece.text),
    )


def _move(shape: Shape, x: float, y: float) -> Shape:
    match shape:
        # The two most frequent ones are made directly, which is three times as quick as replacing.
        case Text(at_x, at_y, words, face, size, colour, width, align, rtl):
            return Text(at_x + x, at_y + y, words, face, size, colour, width, align, rtl)
        case Box(at_x, at_y, w, h, fill, stroke, stroke_width, radius, dash):
            return Box(at_x + x, at_y + y, w, h, fill, stroke, stroke_width, radius, dash)
        case Line():
            return replace(shape, x1=shape.x1 + x, y1=shape.y1 + y, x2=shape.x2 + x, y2=shape.y2 + y)
        case Curve():
            xs = {name: getattr(shape, name) + x for name in ("x0", "cx0", "cx1", "x1")}
            ys = {name: getattr(shape, name) + y for name in ("y0", "cy0", "cy1", "y1")}
            return replace(shape, **xs, **ys)
        case _:
            return replace(shape, x=shape.x + x, y=shape.y + y)
