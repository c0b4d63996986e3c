"""A row of numbers, stars or faces, with its ends named and its "don't know" below."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxdesk.i18n import _, listed
from cxdesk.surveys.definition import NPS_SCALE, QuestionSpec, ScaleSpec
from cxdesk.surveys.looks import look_of
from ui.widgets.asking.asked import Asked, whole_number
from ui.widgets.asking.even import EvenLayout
from ui.widgets.asking.group import Group
from ui.widgets.asking.marks import Option, Point, Shape
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import Words, end_of

MOST_POINTS = 101
_SHAPES = {"stars": Shape.STAR, "faces": Shape.FACE}
_DEFAULT = {"csat": ScaleSpec(1, 5), "ces": ScaleSpec(1, 7)}


def scale_of(question: QuestionSpec) -> ScaleSpec:
    """The question's numbers; what has none is asked as its look is by custom."""
    if question.scale is not None:
        return question.scale
    look = look_of(question)
    return NPS_SCALE if look == "nps" else _DEFAULT.get(look, ScaleSpec(1, 5))


class ScaleRow(QWidget):
    """The points of a scale and what declines to answer; `group` holds them all in one choice."""

    def __init__(self, asked: Asked, name: str = "", *, labels: bool = True) -> None:
        super().__init__()
        skin, question = asked.skin, asked.question
        scale = scale_of(question)
        last = min(scale.high, scale.low + MOST_POINTS - 1)
        shape = _SHAPES.get(look_of(question), Shape.TILE)
        words = {c.code: asked.said(c.label) for c in question.choices if not c.declared}
        below = words if len(words) <= 7 and shape is not Shape.STAR else {}
        span = max(1, last - scale.low)
        self.points: list[Point] = []
        for number in range(scale.low, last + 1):
            mood = (number - scale.low) / span * 2 - 1
            called = _called(asked, scale, number, words.get(number, ""), name)
            mood = -mood if scale.reversed else mood
            self.points.append(Point(skin, number, called, shape, mood, below.get(number, "")))
        self.declared = [c for c in question.choices if c.declared]
        self.refusals = [Option(skin, asked.said(c.label), square=True, plain=True) for c in self.declared]
        for refusal in self.refusals:
            refusal.setAccessibleName(listed(filter(None, (name, refusal.words)), skin.language))
        self.codes = [p.number for p in self.points] + [c.code for c in self.declared]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(skin.sizes.gap)
        box.addWidget(_line(self.points, skin, shape, bool(below)))
        if labels and not below:
            _ends(box, asked, scale)
        for refusal in self.refusals:
            box.addWidget(refusal)
        numbers = {p.number: n for n, p in enumerate(self.points)}
        self.group = Group(self, skin, [*self.points, *self.refusals], numbers=numbers)
        self.group.chosen.connect(lambda _at: self._fill())

    def code(self) -> int | None:
        """The chosen code."""
        at = self.group.at
        return self.codes[at] if at >= 0 else None

    def show_code(self, value: Any) -> None:
        """Show a code as chosen."""
        number = whole_number(value)
        self.group.show(self.codes.index(number) if number in self.codes else -1)
        self._fill()

    def _fill(self) -> None:
        """Stars up to the chosen one count."""
        at = self.group.at
        for n, point in enumerate(self.points):
            point.filled = n <= at < len(self.points)
            point.update()


class ScaleAsked(Asked):
    """Recommendation, satisfaction, effort, stars, faces, points: one code."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        self.row = ScaleRow(self)
        self.box.addWidget(self.row)
        self.row.group.chosen.connect(lambda _at: self.changed.emit())

    def answer(self) -> Any:
        """The chosen code."""
        return self.row.code()

    def set_answer(self, value: Any) -> None:
        """Show a code."""
        self.row.show_code(value)

    def focus_first(self) -> None:
        """To the chosen point, else the first."""
        self.row.group.focus()


def _line(points: list[Point], skin: Skin, shape: Shape, worded: bool) -> QWidget:
    holder = QWidget()
    gap, tile = skin.sizes.gap, skin.sizes.tile
    narrow = skin.sizes.narrow
    least = tile - 8 if shape is not Shape.TILE else 40 if narrow and len(points) < 8 else 44
    least = max(least, 52) if skin.size == "kiosk" else least
    if skin.size == "desktop" and shape is Shape.TILE and len(points) > 8:
        # 0 to 10 stays one row in the editor's narrow middle: a broken scale reads as two.
        least, gap = 30, 5
    if worded:
        least = 96 if skin.size == "kiosk" else 58 if narrow else 72
    most = 0
    if shape is not Shape.TILE:
        most = max(least, 150) if worded else tile + 14
    line = EvenLayout(holder, least=least, most=most, gap=6 if narrow else gap)
    for point in points:
        line.addWidget(point)
    return holder


def _ends(box: QVBoxLayout, asked: Asked, scale: ScaleSpec) -> None:
    low, high = asked.said(scale.low_label), asked.said(scale.high_label)
    if not low and not high:
        return
    skin, row = asked.skin, QHBoxLayout()
    size = skin.sizes.small
    first = Words(skin, skin.labelled(scale.low, low) if low else "", size, tone="text2")
    last = Words(skin, skin.labelled(scale.high, high) if high else "", size, tone="text2", side=end_of(skin))
    row.addWidget(first, 1)
    row.addWidget(last, 1)
    box.addLayout(row)


def _called(asked: Asked, scale: ScaleSpec, number: int, words: str, name: str) -> str:
    """What a screen reader says of a point: the thing, the number, what it means."""
    if not words:
        ends = {scale.low: asked.said(scale.low_label), scale.high: asked.said(scale.high_label)}
        words = ends.get(number, "")
    with asked.skin.speaking():
        of = _("{number} of {last}").format(
            number=asked.skin.digits(number), last=asked.skin.digits(scale.high)
        )
    return listed(filter(None, (name, of, words)), asked.skin.language)
