"""What a pen marks: boxes, boxes for a number, lines to write on. Each tells where it was drawn."""

from dataclasses import dataclass, field
from typing import Any, Literal

from exports.pdf.lines import measure
from exports.pdf.look import MM, Style
from exports.pdf.placed import Placed
from exports.pdf.tags import artefact
from exports.pdf.text import Text
from exports.questionnaire.options import BOX, OUTLINE, Kit

Kind = Literal["one", "tick", "number", "text", "day", "month", "year"]
_LINE_PITCH, _LINE_PITCH_BIG = 9 * MM, 11 * MM


@dataclass(frozen=True, slots=True)
class Answer:
    """What a mark in a box says: `one` of several, a `tick`, or what is written into it.

    `item` is empty where the question has only one. `says` is read to who fills the form in on a screen.
    """

    question: str
    item: str
    value: int | str | None
    kind: Kind
    says: str = ""


@dataclass(frozen=True, slots=True)
class FormBox:
    """A box on a page (from 1); its upper left corner and its size in mm from the page's upper left corner."""

    page: int
    question: str
    item: str
    value: int | str | None
    kind: Kind
    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class Drawn:
    """Takes note of boxes while pages are drawn; hangs on the canvas as `drawn`. `fields` makes them fillable."""

    page: int = 1
    noting: bool = True
    boxes: list[FormBox] = field(default_factory=list)
    fields: Any = None

    def note(self, canvas: Any, answer: Answer, place: tuple[float, float, float, float]) -> None:
        """A box at left, bottom, width and height in points."""
        left, bottom, width, height = place
        if self.noting:
            top = canvas._pagesize[1] - bottom - height
            x, y, wide, high = (round(v / MM, 3) for v in (left, top, width, height))
            self.boxes.append(
                FormBox(self.page, answer.question, answer.item, answer.value, answer.kind, x, y, wide, high)
            )
        if self.fields is not None:
            self.fields.add(canvas, answer, place)


class Tick(Placed):
    """A box to cross, as high as a line beside it; in the middle of its room, or where that begins."""

    def __init__(self, kit: Kit, answer: Answer, *, centred: bool = False) -> None:
        super().__init__()
        self.kit, self.answer, self.centred = kit, answer, centred

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """A line or the box."""
        self.width, self.height = width, max(BOX + OUTLINE, self.kit.body.line)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """A box can't be cut."""
        return []

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw the box."""
        if self.centred:
            left = x + (self.width - BOX) / 2
        else:
            left = x + self.width - BOX if self.kit.rtl else x
        _draw_box(canvas, self.answer, (left, y + (self.height - BOX) / 2, BOX, BOX))


class Room(Placed):
    """A box to write a number or a few letters into."""

    def __init__(self, kit: Kit, answer: Answer, wide: float, high: float = 8 * MM) -> None:
        super().__init__()
        self.kit, self.answer = kit, answer
        self.wide, self.high = wide, high + (2 * MM if kit.big else 0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The box with a little air."""
        self.width, self.height = width, self.high + OUTLINE
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """A box can't be cut."""
        return []

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw the box where its room begins."""
        wide = min(self.wide, self.width)
        left = x + self.width - wide if self.kit.rtl else x
        _draw_box(canvas, self.answer, (left, y, wide, self.high))


class Lines(Placed):
    """Lines to write on; on a screen a frame."""

    def __init__(self, kit: Kit, answer: Answer, count: int) -> None:
        super().__init__()
        self.kit, self.answer, self.count = kit, answer, count
        self.pitch = _LINE_PITCH_BIG if kit.big else _LINE_PITCH

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as its lines."""
        self.width, self.height = width, self.count * self.pitch
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """Room to write in stays together."""
        return []

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw the lines, or the frame."""
        if self.kit.fillable:
            _draw_box(canvas, self.answer, (x, y + 1, self.width, self.height - 4))
            return
        with artefact(canvas, "Rule"):
            for at in range(self.count):
                up = y + at * self.pitch + 0.5
                canvas._code.append(
                    f"q 0 0 0 RG 0.5 w {x:.2f} {up:.2f} m {x + self.width:.2f} {up:.2f} l S Q"
                )
        canvas.drawn.note(canvas, self.answer, (x, y, self.width, self.height))


class Sign(Placed):
    """A face or a star above a point of a scale: `share` goes from 0 (worst) to 1 (best)."""

    def __init__(self, look: str, share: float, size: float) -> None:
        super().__init__()
        self.look, self.share, self.size = look, share, size

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its size with air below."""
        self.width, self.height = width, self.size + 2
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """One drawing."""
        return []

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw it in the middle; the number beneath says the same."""
        middle, up, r = x + self.width / 2, y + 2 + self.size / 2, self.size / 2 - 0.5
        with artefact(canvas, "Rule"):
            canvas.saveState()
            canvas.setStrokeColorRGB(0, 0, 0)
            canvas.setLineWidth(0.8)
            canvas.setLineCap(1)
            (_draw_face if self.look == "faces" else _draw_star)(canvas, middle, up, r, self.share)
            canvas.restoreState()


class Centred(Text):
    """A paragraph with each of its lines in the middle."""

    def _left(self, line: Any) -> float:
        return max(0.0, float(self.width - line.width) / 2)


class Inset(Placed):
    """What begins further in, from the side where reading begins."""

    def __init__(self, part: Any, by: float, rtl: bool) -> None:
        super().__init__()
        self.part, self.by, self.rtl = part, by, rtl

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as what is in it."""
        self.width, self.height = width, self.part.wrap(width - self.by, height)[1]
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """Its parts, as far in as it."""
        return [Inset(part, self.by, self.rtl) for part in self.part.split(width - self.by, height)]

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw what is in it."""
        self.part.wrap(self.width - self.by, 1e6)
        self.part.drawOn(canvas, x if self.rtl else x + self.by, y)


class Aligned(Placed):
    """A drawing narrower than its room, where reading begins."""

    def __init__(self, part: Any, rtl: bool) -> None:
        super().__init__()
        self.part, self.rtl = part, rtl

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the drawing."""
        self.width, self.height = width, self.part.wrap(width, height)[1]
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """One drawing."""
        return []

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw it."""
        wide = self.part.wrap(self.width, 1e6)[0]
        self.part.drawOn(canvas, x + self.width - wide if self.rtl else x, y)


def natural(text: str, style: Style) -> float:
    """How wide a text is that is not broken, in points."""
    return float(measure(text[:400], style))


def _draw_box(canvas: Any, answer: Answer, place: tuple[float, float, float, float]) -> None:
    with artefact(canvas, "Rule"):
        canvas._code.append(f"q 0 0 0 RG {OUTLINE} w {' '.join(f'{v:.2f}' for v in place)} re S Q")
    canvas.drawn.note(canvas, answer, place)


def _draw_face(canvas: Any, x: float, y: float, r: float, share: float) -> None:
    canvas.circle(x, y, r, stroke=1, fill=0)
    for side in (-1, 1):
        canvas.circle(x + side * r * 0.35, y + r * 0.25, 0.5, stroke=1, fill=1)
    bend = (share - 0.5) * r * 1.1
    mouth = canvas.beginPath()
    low = y - r * 0.35 + bend * 0.3
    mouth.moveTo(x - r * 0.5, low)
    mouth.curveTo(x - r * 0.25, low - bend, x + r * 0.25, low - bend, x + r * 0.5, low)
    canvas.drawPath(mouth, stroke=1, fill=0)


def _draw_star(canvas: Any, x: float, y: float, r: float, _share: float) -> None:
    from math import cos, pi, sin

    path = canvas.beginPath()
    for at in range(10):
        far = r if at % 2 == 0 else r * 0.42
        place = (x + far * sin(at * pi / 5), y + far * cos(at * pi / 5))
        path.lineTo(*place) if at else path.moveTo(*place)
    path.close()
    canvas.drawPath(path, stroke=1, fill=0)
