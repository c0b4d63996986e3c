"""Numbers: typed with their unit, moved on a slider, or points shared out."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSlider

from cxdesk.i18n import _, listed, plain_digits
from cxdesk.surveys.definition import QuestionSpec
from ui.widgets.asking.asked import Asked
from ui.widgets.asking.digits_line import DigitsLine
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import Words, end_of
from ui.widgets.text import restyle

MOST_STEPS = 10_000
LONGEST = 40
_POINTS = str.maketrans({"٫": ".", ",": ".", "−": "-", "٬": None, " ": None, "\u00a0": None, "\u200e": None})


def number_in(text: str) -> float | None:
    """A number in the digits of any language, with a point or a comma; None where it is none."""
    plain = plain_digits(text.strip()).translate(_POINTS)
    if not plain or len(plain) > LONGEST or not set(plain) <= set("0123456789.-"):
        return None
    try:
        value = float(plain)
    except ValueError:
        return None
    return int(value) if value.is_integer() else value


def a_number(value: Any) -> float | None:
    """A number as answers hold it; a truth value is none."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


class NumberAsked(Asked):
    """A number with its unit."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        self.line = DigitsLine(skin)
        self.line.setMaxLength(LONGEST)
        self.line.setMaximumWidth(skin.sizes.option * 12)
        self.line.setAlignment(end_of(skin))
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.line.setProperty("no_ring", True)
        unit = question.settings.get("unit")
        words = self.said(unit) if isinstance(unit, dict) else str(unit or "")
        name = self.said(question.text)
        self.line.setAccessibleName(f"{name} ({words})" if words else name)
        row = QHBoxLayout()
        row.setSpacing(skin.sizes.gap)
        row.addWidget(self.line)
        if words:
            row.addWidget(Words(skin, words, skin.sizes.option, tone="text2"))
        row.addStretch(1)
        self.box.addLayout(row)
        self.line.textEdited.connect(self._on_typed)

    def answer(self) -> Any:
        """The number."""
        return number_in(self.line.text())

    def set_answer(self, value: Any) -> None:
        """Show a number."""
        number = a_number(value)
        self.line.setText("" if number is None else self.skin.digits(number))

    def problem(self) -> str:
        """What stands there and is no number."""
        if not self.line.text().strip() or self.answer() is not None:
            return ""
        with self.skin.speaking():
            return _("“{text}” is not a number. Write it in digits.").format(text=self.line.text())

    def focus_first(self) -> None:
        """To the field."""
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_typed(self) -> None:
        restyle(self.line, wrong=bool(self.problem()))
        self.changed.emit()


class Track(QSlider):
    """A line with a bead, hollow until it is moved."""

    def __init__(self, skin: Skin, steps: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.skin, self.touched = skin, False
        self.setRange(0, steps)
        self.setPageStep(max(1, steps // 10))
        self.setProperty("no_ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """As high as a target."""
        return QSize(240, max(48, self.skin.sizes.row))

    def minimumSizeHint(self) -> QSize:
        """Room to move."""
        return QSize(120, max(48, self.skin.sizes.row))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling never changes an answer."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The bead comes to the finger."""
        self._to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """And goes with it."""
        self._to(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It stays where it is let go."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line and bead."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, middle = self._radius, self.height() / 2
        x = self._x(self.value())
        self._line(painter, radius, self.width() - radius, "line_strong")
        if self.touched:
            self._line(painter, min(self._x(0), x), max(self._x(0), x), "accent")
        painter.setBrush(self.skin.colour("accent" if self.touched else "surface"))
        ring = self.hasFocus()
        painter.setPen(QPen(self.skin.colour("accent" if self.touched or ring else "line_strong"), 2))
        painter.drawEllipse(
            QRectF(x - radius, middle - radius, 2 * radius, 2 * radius).adjusted(2, 2, -2, -2)
        )
        if ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    @property
    def _radius(self) -> float:
        return self.skin.sizes.mark / 2 + 4

    def _line(self, painter: QPainter, first: float, last: float, colour: str) -> None:
        pen = QPen(self.skin.colour(colour), 4 if colour == "accent" else 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(round(first), self.height() // 2, round(last), self.height() // 2)

    def _x(self, value: int) -> float:
        share = value / max(1, self.maximum())
        share = 1 - share if self.skin.rtl else share
        return 2 + self._radius + share * (self.width() - 2 * self._radius - 4)

    def _to(self, event: QMouseEvent) -> None:
        share = (event.position().x() - self._radius) / max(1.0, self.width() - 2 * self._radius)
        share = 1 - share if self.skin.rtl else share
        value = round(min(1.0, max(0.0, share)) * self.maximum())
        if value == self.value():
            self.valueChanged.emit(value)
        self.setValue(value)


class SliderAsked(Asked):
    """A number on a line; no answer until the bead is moved."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        low, high = (a_number(question.settings.get(name)) for name in ("min", "max"))
        self._low = low if low is not None else 0
        self._high = high if high is not None and high > self._low else self._low + 100
        step = a_number(question.settings.get("step"))
        self._step = step if step and step > 0 else 1
        steps = round((self._high - self._low) / self._step)
        if steps > MOST_STEPS:
            self._step, steps = (self._high - self._low) / MOST_STEPS, MOST_STEPS
        self.track = Track(skin, max(1, steps))
        self.track.setAccessibleName(self.said(question.text))
        self.shown = Words(skin, "", skin.sizes.tile_text, strong=True, side=Qt.AlignmentFlag.AlignHCenter)
        self.shown.setMinimumHeight(skin.sizes.tile_text * 2)
        self.box.addWidget(self.shown)
        self.box.addWidget(self.track)
        ends = QHBoxLayout()
        scale = question.scale
        words = (self.said(scale.low_label), self.said(scale.high_label)) if scale else ("", "")
        for number, end, side in ((self._low, words[0], None), (self._high, words[1], end_of(skin))):
            text = listed(filter(None, (skin.digits(number), end)), skin.language)
            ends.addWidget(Words(skin, text, skin.sizes.small, tone="text2", side=side), 1)
        self.box.addLayout(ends)
        self.track.valueChanged.connect(self._on_moved)
        self._show()

    def answer(self) -> Any:
        """The number, once it is given."""
        if not self.track.touched:
            return None
        value = round(self._low + self.track.value() * self._step, 6)
        return int(value) if float(value).is_integer() else value

    def set_answer(self, value: Any) -> None:
        """Show a number."""
        number = a_number(value)
        blocked = self.track.blockSignals(True)
        self.track.touched = number is not None
        middle = self.track.maximum() // 2
        self.track.setValue(middle if number is None else round((number - self._low) / self._step))
        self.track.blockSignals(blocked)
        self._show()

    def focus_first(self) -> None:
        """To the bead."""
        self.track.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_moved(self) -> None:
        self.track.touched = True
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        value = self.answer()
        with self.skin.speaking():
            nothing = _("Move the bead")
        self.shown.setText(nothing if value is None else self._with_unit(value))
        self.shown.tone = "text2" if value is None else "text"
        self.track.setAccessibleDescription(self.shown.text())
        self.track.update()

    def _with_unit(self, value: float) -> str:
        unit = self.question.settings.get("unit")
        words = self.said(unit) if isinstance(unit, dict) else str(unit or "")
        return f"{self.skin.digits(value)} {words}".strip()


class SumAsked(Asked):
    """Points shared out over things, with what is left of the total: {item: amount}."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        total = a_number(question.settings.get("total"))
        self._total = total if total and total > 0 else 100
        self.lines: dict[str, QLineEdit] = {}
        for item in question.items:
            words = self.said(item.text) or item.code
            line = DigitsLine(skin)
            line.setMaxLength(12)
            line.setFixedWidth(skin.sizes.option * 5)
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.setAccessibleName(words)
            line.setProperty("no_ring", True)
            line.textEdited.connect(self._on_typed)
            self.lines[item.code] = line
            row = QHBoxLayout()
            row.setSpacing(skin.sizes.gap)
            row.addWidget(Words(skin, words, skin.sizes.option), 1)
            row.addWidget(self._step(line, -1, words))
            row.addWidget(line)
            row.addWidget(self._step(line, 1, words))
            self.box.addLayout(row)
        self.left = Words(skin, "", skin.sizes.option, strong=True, side=end_of(skin))
        self.box.addWidget(self.left)
        self._show()

    def answer(self) -> Any:
        """The amount of each thing that has one."""
        found = {code: number_in(line.text()) for code, line in self.lines.items()}
        return {code: value for code, value in found.items() if value is not None} or None

    def set_answer(self, value: Any) -> None:
        """Show amounts."""
        given = value if isinstance(value, dict) else {}
        for code, line in self.lines.items():
            number = a_number(given.get(code))
            line.setText("" if number is None else self.skin.digits(number))
        self._show()

    def problem(self) -> str:
        """A total that is not met, or what is no number."""
        answer = self.answer()
        wrong = [t for line in self.lines.values() if (t := line.text().strip()) and number_in(t) is None]
        with self.skin.speaking():
            if wrong:
                return _("“{text}” is not a number. Write it in digits.").format(text=wrong[0])
            if answer and abs(sum(answer.values()) - self._total) > 1e-6:
                sentence = _("These are {sum} together. Make them {total}.")
                now = self.skin.digits(round(sum(answer.values()), 6))
                return sentence.format(sum=now, total=self.skin.digits(self._total))
        return ""

    def focus_first(self) -> None:
        """To the first thing."""
        first = next(iter(self.lines.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _step(self, line: QLineEdit, way: int, words: str) -> QPushButton:
        button = QPushButton("+" if way > 0 else "−")
        button.setProperty("part", "step")
        button.setProperty("no_ring", True)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        with self.skin.speaking():
            more, less = _("More for {thing}"), _("Less for {thing}")
        button.setAccessibleName((more if way > 0 else less).format(thing=words))
        by = max(1, round(self._total / 20)) * way

        def move() -> None:
            value = max(0, (number_in(line.text()) or 0) + by)
            line.setText(self.skin.digits(value))
            self._on_typed()

        button.setAutoRepeat(True)
        button.clicked.connect(lambda _on=False: move())
        return button

    def _on_typed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        given = round(sum((self.answer() or {}).values()), 6)
        with self.skin.speaking():
            words = _("{sum} of {total} given").format(
                sum=self.skin.digits(given), total=self.skin.digits(self._total)
            )
        self.left.setText(words)
        self.left.tone = "good" if given == self._total else "text2" if given < self._total else "bad"
        self.left.update()
