"""Words and days: a line, some lines, a date, and a statement that takes no answer."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolButton

from cxdesk.i18n import _, ngettext
from cxdesk.surveys.definition import QuestionSpec
from ui.theme import Theme
from ui.widgets.asking.asked import Asked, whole_number
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import start_of
from ui.widgets.day_input import DayInput

LONGEST = 20_000
# The least a finger hits surely, in px.
FINGER = 46


class LineAsked(Asked):
    """A short text."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        self.line = QLineEdit()
        self.line.setMaxLength(_longest(question))
        self.line.setAlignment(start_of(skin))
        self.line.setAccessibleName(self.said(question.text) or _("Text"))
        self.line.setProperty("no_ring", True)
        self.box.addWidget(self.line)
        self.line.textEdited.connect(lambda _text: self.changed.emit())

    def answer(self) -> Any:
        """The words."""
        return self.line.text().strip() or None

    def set_answer(self, value: Any) -> None:
        """Show words."""
        self.line.setText(value if isinstance(value, str) else "")

    def focus_first(self) -> None:
        """To the line."""
        self.line.setFocus(Qt.FocusReason.TabFocusReason)


class Lines(QPlainTextEdit):
    """Several lines; Tab moves on."""

    def __init__(self, skin: Skin, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setProperty("no_ring", True)
        option = QTextOption(start_of(skin))
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.setFixedHeight(round(skin.sizes.option * 1.55 * lines) + 24)


class TextAsked(Asked):
    """A long text, with what is left of its length where that is short."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        self.lines = Lines(skin, 4)
        self.lines.setAccessibleName(self.said(question.text) or _("Text"))
        self._most = _longest(question)
        self.left = self.caption("")
        self.box.addWidget(self.lines)
        self.box.addWidget(self.left)
        self.left.hide()
        self._quiet = False
        self.lines.textChanged.connect(self._on_typed)

    def answer(self) -> Any:
        """The words."""
        return self.lines.toPlainText().strip() or None

    def set_answer(self, value: Any) -> None:
        """Show words."""
        self._quiet = True
        self.lines.setPlainText(value if isinstance(value, str) else "")
        self._quiet = False
        self._show()

    def problem(self) -> str:
        """Too many letters."""
        over = len(self.lines.toPlainText()) - self._most
        if over <= 0:
            return ""
        with self.skin.speaking():
            return ngettext(
                "This is too long by {n} character. Make it shorter.",
                "This is too long by {n} characters. Make it shorter.",
                over,
            ).format(n=self.skin.digits(over))

    def focus_first(self) -> None:
        """To the text."""
        self.lines.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_typed(self) -> None:
        if not self._quiet:
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        left = self._most - len(self.lines.toPlainText())
        self.left.setVisible(self._most < LONGEST)
        with self.skin.speaking():
            words = ngettext(
                "Room for {n} more character", "Room for {n} more characters", max(0, left)
            ).format(n=self.skin.digits(max(0, left)))
        self.left.setText(words if left >= 0 else self.problem())
        self.left.tone = "text2" if left >= 0 else "bad"


class RespondentDay(DayInput):
    """A day in the respondent's language and calendar."""

    def __init__(self, theme: Theme, skin: Skin) -> None:
        self._skin = skin
        with skin.speaking():
            super().__init__(theme)

    def show_day(self, value: date | None) -> None:
        """Written as the respondent writes it."""
        with self._skin.speaking():
            super().show_day(value)

    def open_calendar(self) -> None:
        """With the respondent's months; where it is touched, as large as fingers are."""
        with self._skin.speaking():
            super().open_calendar()
        popup = self.calendar
        if popup is None or self._skin.size != "kiosk":
            return
        finger, px = self._skin.px(FINGER), self._skin.px(18)
        month, skin = popup.month, self._skin
        popup.recolour(skin.hex)
        popup.setStyleSheet(
            f"CalendarPopup {{ background: {skin.hex('surface')}; border: 1px solid {skin.hex('line_strong')}; }}"
        )
        for name, icon in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = month.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                button.setIcon(QIcon(skin.pixmap(icon, "text2", skin.px(22), 2.0)))
        month.setStyleSheet(
            f"{month.styleSheet()} QToolButton {{ min-width: {finger}px; min-height: {finger}px; font-size: {px}px; }}"
            f" QAbstractItemView {{ font-size: {px}px; }}"
        )
        month.setMinimumSize(7 * finger + 20, 9 * finger)
        popup.adjustSize()
        room = self.screen().availableGeometry()
        popup.move(
            max(room.left(), min(popup.x(), room.right() - popup.width())),
            max(room.top(), min(popup.y(), room.bottom() - popup.height())),
        )


class DateAsked(Asked):
    """A day, as "2026-11-26"."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        self.day = RespondentDay(skin.theme, skin)
        self.day.setMaximumWidth(skin.sizes.option * 18)
        self.day.setAlignment(start_of(skin))
        self.day.setAccessibleName(self.said(question.text) or _("Date"))
        self.day.setProperty("no_ring", True)
        self.box.addWidget(self.day)
        self.day.chosen.connect(lambda _value: self.changed.emit())

    def answer(self) -> Any:
        """The day."""
        value = self.day.value()
        return value.isoformat() if value else None

    def set_answer(self, value: Any) -> None:
        """Show a day."""
        try:
            self.day.show_day(date.fromisoformat(value) if isinstance(value, str) and value else None)
        except ValueError:
            self.day.show_day(None)

    def focus_first(self) -> None:
        """To the field."""
        self.day.setFocus(Qt.FocusReason.TabFocusReason)


def _longest(question: QuestionSpec) -> int:
    most = whole_number(question.settings.get("characters"))
    return most if most and 0 < most < LONGEST else LONGEST
