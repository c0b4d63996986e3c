"""A day, written in full and chosen from a calendar: Persian months in Persian."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCalendar, QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFocusEvent, QKeyEvent, QMouseEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from cxdesk.i18n import _, day, digits, is_rtl, language
from ui.theme import Theme
from ui.widgets.fields import Field

_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down)
_CALENDAR = """
QCalendarWidget QWidget {{ background: {surface}; alternate-background-color: {surface}; color: {text}; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {accent}; selection-color: {on_accent}; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {text3}; }}
"""
_CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class DayInput(QLineEdit):
    """A day written in full; a click, Enter or the down key opens a calendar, Delete takes the day away.

    A digit begins to type one: 1.2.2027, 2027-02-01. It is read when the field is left; Escape forgets it.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, value: date | None = None, may_be_empty: bool = True) -> None:
        super().__init__()
        self._theme, self._may_be_empty = theme, may_be_empty
        self.may_change = True
        self._calendar: CalendarPopup | None = None
        self.setReadOnly(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setPlaceholderText(_("Choose a day"))
        self._icon = QAction(self)
        self._icon.setText(_("Choose a day"))
        self._icon.triggered.connect(self.open_calendar)
        self.addAction(self._icon, QLineEdit.ActionPosition.TrailingPosition)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(self._icon.text())
        theme.changed.connect(self._show_icon)
        self._show_icon()
        self.show_day(value)

    @property
    def calendar(self) -> "CalendarPopup | None":
        """The calendar while it is open."""
        return self._calendar

    def value(self) -> date | None:
        """The day, or None."""
        return self._value

    def settled(self) -> bool:
        """Whether what is typed was read; where it is no day that is said."""
        self.commit()
        return self.isReadOnly()

    def show_day(self, value: date | None) -> None:
        """Show a day without telling anyone."""
        self._value = value
        if not self.isReadOnly():
            return  # a day is being typed here
        self.setText(day(value) if value else "")
        self.setCursorPosition(0)

    def open_calendar(self) -> None:
        """Open the calendar below the field."""
        if not self.may_change:
            return
        popup = CalendarPopup(self._theme, self._value or date.today(), self)
        popup.picked.connect(self._pick)
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            below.setX(below.x() + self.width() - popup.sizeHint().width())
        popup.move(below)
        popup.show()
        popup.month.setFocus()
        self._calendar = popup

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar, empty the field, or type a day."""
        if not self.isReadOnly():
            self._on_typing(event)
        elif event.text().isdecimal() and self.may_change:
            self.setReadOnly(False)
            self.setText(event.text())
        elif event.key() in _OPENS:
            self.open_calendar()
        elif event.key() in _CLEARS and self._may_be_empty and self.may_change and self._value is not None:
            self._pick(None)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is read on leaving."""
        super().focusOutEvent(event)
        if not self.isReadOnly() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def commit(self) -> None:
        """Take the day that was typed, or say that it is none; what is no day stays to be mended."""
        from ui.widgets.typed_day import day_of

        if self.isReadOnly():
            return
        text = self.text().strip()
        found = day_of(text, date.today())
        if found is None and (text or not self._may_be_empty):
            self._say(_("That is no day. Type it as {example}.").format(example=_example()))
            return
        self._stop_typing()
        self._pick(found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the calendar, unless a day is being typed."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.isReadOnly():
            self.open_calendar()

    def _on_typing(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
        elif event.key() == Qt.Key.Key_Escape:
            self._stop_typing()
        else:
            super().keyPressEvent(event)

    def _stop_typing(self) -> None:
        self.setReadOnly(True)
        self._say("")
        self.show_day(self._value)

    def _say(self, sentence: str) -> None:
        around = self.parentWidget()
        if isinstance(around, Field):
            around.set_wrong(sentence)
        self.setToolTip(sentence)

    def _pick(self, value: date | None) -> None:
        if value != self._value:
            self.show_day(value)
            self.chosen.emit(value)

    def _show_icon(self) -> None:
        self._icon.setIcon(self._theme.icon("calendar", "text2", 16))


def _example() -> str:
    """The last day of a year as it is typed in this language."""
    return digits("29.12.1405" if is_rtl() else "31.12.2026")


class CalendarPopup(QFrame):
    """A month to choose a day from, Persian months in Persian; Escape closes it."""

    picked = Signal(object)

    def __init__(self, theme: Theme, value: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("part", "card")
        self.month = QCalendarWidget()
        self.month.setAccessibleName(_("Calendar"))
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setGridVisible(False)
        # First of all: another language moves the first day of the week, and Qt then mistakes the chosen day.
        self._dress(theme)
        if is_rtl():
            self.month.setCalendar(QCalendar(QCalendar.System.Jalali))
            self.month.setFirstDayOfWeek(Qt.DayOfWeek.Saturday)
        else:
            self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setSelectedDate(QDate(value.year, value.month, value.day))
        self.month.setMinimumSize(280, 240)
        self.month.activated.connect(self._on_picked)
        self.month.clicked.connect(self._on_picked)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.month)
        self.setFocusProxy(self.month)

    def _dress(self, theme: Theme) -> None:
        """Qt's calendar has colours, arrows and a language of its own."""
        self.month.setLocale(QLocale(language()))
        self.month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.recolour(theme.hex)
        for name, icon in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = self.month.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                button.setIcon(theme.icon(icon, "text2", 16))

    def recolour(self, colour: Callable[[str], str]) -> None:
        """Take colours by their names: those of the window, or those of a respondent's screen."""
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(QColor(colour("text")))
        head.setForeground(QColor(colour("text2")))
        for weekday in Qt.DayOfWeek:
            self.month.setWeekdayTextFormat(weekday, plain)
        self.month.setHeaderTextFormat(head)
        names = ("surface", "text", "accent", "on_accent", "text3")
        self.month.setStyleSheet(_CALENDAR.format(**{name: colour(name) for name in names}))

    def _on_picked(self, value: QDate) -> None:
        self.picked.emit(date(value.year(), value.month(), value.day()))
        self.close()
