"""One answer of several, or several: lines to choose from, pictures, a list that opens, with words for "other"."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from cxdesk.i18n import _
from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, QuestionSpec
from cxdesk.surveys.looks import look_of
from ui.widgets.asking.asked import Asked, Pictures, is_exclusive, is_other, whole_number
from ui.widgets.asking.even import EvenLayout
from ui.widgets.asking.group import Group
from ui.widgets.asking.marks import Option, Tick
from ui.widgets.asking.picture import PictureTile
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import start_of

# More than this are a list that scrolls: a widget each would take seconds.
MOST_LINES = 150


class SingleAsked(Asked):
    """Lines, two tiles for yes and no, or pictures: the code of one."""

    def __init__(self, question: QuestionSpec, skin: Skin, pictures: Pictures) -> None:
        super().__init__(question, skin)
        self.choices = _choices(question, skin)
        look = look_of(question)
        shown: Sequence[Option | PictureTile]
        if look == "pictures":
            shown = [PictureTile(skin, self.said(c.label), _picture(c, pictures)) for c in self.choices]
        else:
            shown = [Option(skin, self.said(c.label)) for c in self.choices]
        self.buttons = list(shown)
        self._other: Asked | None = None
        if look in ("pictures", "yes_no"):
            self.box.addWidget(_side_by_side(shown, skin, 150 if look == "pictures" else 120))
        else:
            for button in shown:
                self.box.addWidget(button)
        self.group = Group(self, skin, self.buttons)
        self.group.chosen.connect(self._on_chosen)

    def answer(self) -> Any:
        """The chosen code."""
        return self.choices[self.group.at].code if self.group.at >= 0 else None

    def set_answer(self, value: Any) -> None:
        """Show a code."""
        number = whole_number(value)
        self.group.show(next((n for n, c in enumerate(self.choices) if c.code == number), -1))
        self._show_other()

    def focus_first(self) -> None:
        """To the chosen line, else the first."""
        self.group.focus()

    def attach(self, other: Asked) -> bool:
        """The words go below their line."""
        if not _below_its_line(self, self.buttons, self.choices, other):
            return False
        self._other = other
        self._show_other()
        return True

    def _show_other(self) -> None:
        if self._other is not None:
            at = self.group.at
            self._other.setVisible(at >= 0 and is_other(self.choices[at]))

    def _on_chosen(self, at: int) -> None:
        self._show_other()
        self.changed.emit()


class TicksAsked(Asked):
    """Several lines; what is exclusive takes the others away, and goes when another comes: the items' codes."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        self.items = question.items
        self.buttons = [Tick(skin, item_words(self, item)) for item in self.items]
        self._other: Asked | None = None
        for button in self.buttons:
            self.box.addWidget(button)
        self.group = Group(self, skin, self.buttons, single=False)
        self.group.chosen.connect(self._on_ticked)

    def answer(self) -> Any:
        """The codes of what is ticked; None where nothing is."""
        return [i.code for i, b in zip(self.items, self.buttons, strict=True) if b.isChecked()] or None

    def set_answer(self, value: Any) -> None:
        """Tick these codes."""
        ticked = set(value) if isinstance(value, (list, tuple)) else set()
        for item, button in zip(self.items, self.buttons, strict=True):
            button.setChecked(item.code in ticked)
        self._show_other()

    def focus_first(self) -> None:
        """To the first line."""
        self.group.focus()

    def attach(self, other: Asked) -> bool:
        """The words go below their line."""
        if not _below_its_line(self, self.buttons, self.items, other):
            return False
        self._other = other
        self._show_other()
        return True

    def _on_ticked(self, at: int) -> None:
        if self.buttons[at].isChecked():
            alone = is_exclusive(self.items[at])
            for n, (item, button) in enumerate(zip(self.items, self.buttons, strict=True)):
                if n != at and (alone or is_exclusive(item)):
                    button.setChecked(False)
        self._show_other()
        self.changed.emit()

    def _show_other(self) -> None:
        if self._other is not None:
            pairs = zip(self.items, self.buttons, strict=True)
            self._other.setVisible(any(is_other(i) and b.isChecked() for i, b in pairs))


class Dropdown(QComboBox):
    """A list that opens; the wheel stays the page's. Qt's own drawing puts Persian words at the wrong end."""

    def __init__(self, skin: Skin) -> None:
        super().__init__()
        self._skin = skin

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame as the style sheet has it, then the words and an arrow."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        skin, side = self._skin, 18
        arrow = skin.pixmap("chevron-down", "text2", side, self.devicePixelRatioF())
        left = 12 if skin.rtl else self.width() - 12 - side
        painter.drawPixmap(left, (self.height() - side) // 2, arrow)
        room = self.rect().adjusted(*((40, 0, -14, 0) if skin.rtl else (14, 0, -40, 0)))
        font = skin.font(skin.sizes.option)
        painter.setFont(font)
        painter.setPen(skin.colour("text" if self.currentIndex() > 0 else "text2"))
        words = QFontMetrics(font).elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(start_of(skin) | Qt.AlignmentFlag.AlignVCenter), words)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling never changes an answer."""
        event.ignore()


class DropdownAsked(Asked):
    """One answer from a long list, found by typing its first letters: its code."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        self.choices = _choices(question, skin)
        self.list = Dropdown(skin)
        self.list.setView(QListView())
        self.list.setMaxVisibleItems(10)
        self.list.setAccessibleName(self.said(question.text))
        self.list.setProperty("no_ring", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(12)
        with skin.speaking():
            self.list.addItem(_("Choose one"), None)
        for choice in self.choices:
            self.list.addItem(" ".join(self.said(choice.label).split())[:300], choice.code)
        self.box.addWidget(self.list)
        self.list.activated.connect(self._on_chosen)
        self._other: Asked | None = None

    def answer(self) -> Any:
        """The chosen code."""
        return self.list.currentData()

    def set_answer(self, value: Any) -> None:
        """Show a code."""
        number = whole_number(value)
        at = next((n + 1 for n, c in enumerate(self.choices) if c.code == number), 0)
        with QSignalBlocker(self.list):
            self.list.setCurrentIndex(at)
        self._show_other()

    def focus_first(self) -> None:
        """To the list."""
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def attach(self, other: Asked) -> bool:
        """The words go below the list."""
        if not any(is_other(c) for c in self.choices):
            return False
        self._other = other
        self.box.addWidget(other)
        self._show_other()
        return True

    def _on_chosen(self, _at: int) -> None:
        self._show_other()
        self.changed.emit()

    def _show_other(self) -> None:
        if self._other is not None:
            code = self.answer()
            self._other.setVisible(any(is_other(c) and c.code == code for c in self.choices))


def _choices(question: QuestionSpec, skin: Skin) -> tuple[ChoiceSpec, ...]:
    """What can be chosen; yes and no, and a consent, need not say their answers."""
    if question.choices or look_of(question) not in ("yes_no", "consent"):
        return question.choices
    with skin.speaking():
        words = (_("Yes"), _("No"))
    return tuple(ChoiceSpec(code, {skin.language: text}) for code, text in zip((1, 0), words, strict=True))


def item_words(asked: Asked, item: ItemSpec) -> str:
    """An item in words."""
    return asked.said(item.text) or (asked.said(item.option.label) if item.option else "") or item.code


def _picture(choice: ChoiceSpec, pictures: Pictures) -> bytes | None:
    name = choice.settings.get("picture")
    return pictures(name) if isinstance(name, str) and name else None


def _side_by_side(buttons: Sequence[QWidget], skin: Skin, least: int) -> QWidget:
    holder = QWidget()
    if skin.size == "kiosk":
        least = round(least * 1.6)
    layout = EvenLayout(holder, least=least, most=least * 2, gap=skin.sizes.gap)
    for button in buttons:
        layout.addWidget(button)
    return holder


def _below_its_line(
    asked: Asked, buttons: Sequence[QWidget], options: Sequence[ChoiceSpec | ItemSpec], other: Asked
) -> bool:
    """Put the words below the line they belong to, where there is one; of lines side by side, below them all."""
    button = next((b for b, option in zip(buttons, options, strict=True) if is_other(option)), None)
    if button is None:
        return False
    at = asked.box.indexOf(button)
    asked.box.insertWidget(at + 1 if at >= 0 else asked.box.count(), other)
    return True
