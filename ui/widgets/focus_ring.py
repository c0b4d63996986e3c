"""The focus ring: 2 px of accent, 2 px outside the widget, drawn by one overlay that visits the dialogs too."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.theme import Theme

NEAR = 24
TYPED = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
FOLLOWED = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
)


class FocusRing(QWidget):
    """Follows `QApplication.focusChanged`. After a click only places to type in show it; after a key everything does.

    Keys and clicks are seen at the native window: a filter on the application would bring every event of every
    widget into Python, which costs 15 ms at start alone.
    """

    def __init__(self, theme: Theme, window: QWidget, app: QApplication) -> None:
        super().__init__(window)
        self._theme, self._home, self._window = theme, window, window
        self._around: QWidget | None = None
        self._by_key = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        window.installEventFilter(self)
        app.focusChanged.connect(self._on_focus_changed)

    def note_input(self, by_key: bool) -> None:
        """Whether the last input came from the keyboard; a click takes the ring off a button."""
        self._by_key = by_key
        if not by_key and self._around is not None and not isinstance(self._around, TYPED):
            self._follow(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the widget and everything it lies in; remember whether the last input was a key or a click."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            self.note_input(by_key=True)
        elif kind == QEvent.Type.MouseButtonPress:
            self.note_input(by_key=False)
        elif kind == QEvent.Type.Hide and watched is self._window and watched is not self._home:
            if not isValid(self._home):
                return False
            self._visit(None)  # a dialog that closes would take the ring with it
        elif kind in FOLLOWED:
            if kind == QEvent.Type.Show and watched is self._window:
                self._watch_input()
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        line = self._theme.tokens["line_px"]
        width = float(line["focus"])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("focus"), width))
        kind = (self._around.property("ring_here") if self._around is not None else "") or "control"
        radius = self._theme.tokens["radius_px"][kind] + line["focus_gap"]
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(box, radius, radius)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        # The application outlives its windows, and says so while they are being taken apart.
        if not (isValid(self) and isValid(self._home)):
            return
        if new is not None and not isValid(new):
            new = None
        self._visit(new)
        around = _outer(new) if new is not None and new.window() is self._window else None
        if new is not None and self._by_key:
            _bring_into_sight(around or new)  # a list has no ring, and has to be seen too
            if isinstance(new, QAbstractItemView):
                _show_row(new)
        self._follow(around if self._by_key or isinstance(new, TYPED) else None)

    def _visit(self, focused: QWidget | None) -> None:
        """Lie over the dialog that has the focus, and come home before it goes away."""
        window = focused.window() if focused is not None else None
        wanted = window if isinstance(window, QDialog) and window.isVisible() else self._home
        if wanted is not self._window:
            self._follow(None)
            if isValid(self._window):
                self._window.removeEventFilter(self)
            self._window = wanted
            self.setParent(wanted)
            wanted.installEventFilter(self)
            self._watch_input()

    def _watch_input(self) -> None:
        if (native := self._window.windowHandle()) is not None:
            native.removeEventFilter(self)
            native.installEventFilter(self)

    def _follow(self, around: QWidget | None) -> None:
        for widget in self._chain():
            widget.removeEventFilter(self)
        self._around = around
        for widget in self._chain():
            widget.installEventFilter(self)
        self._place()

    def _chain(self) -> list[QWidget]:
        """The widget and what it lies in, below the window."""
        chain, widget = [], self._around
        while widget is not None and isValid(widget) and widget is not self._window:
            chain.append(widget)
            widget = widget.parentWidget()
        return chain

    def _place(self) -> None:
        around = self._around
        if around is None or not isValid(around) or not around.isVisible():
            self.hide()
            return
        line = self._theme.tokens["line_px"]
        out = int(line["focus"]) + int(line["focus_gap"])
        box = QRect(around.mapTo(self._window, around.rect().topLeft()), around.size())
        if (inset := around.property("ring_inset")) is not None:
            box.adjust(inset, 0, -inset, 0)
        visible = self._visible_part(around)
        self.setGeometry(box.adjusted(-out, -out, out, out))
        self.setVisible(visible.intersects(box))
        self.raise_()

    def _visible_part(self, widget: QWidget) -> QRect:
        """The window, cut to the scroll areas around the widget."""
        part, parent = self._window.rect(), widget.parentWidget()
        while parent is not None and parent is not self._window:
            if isinstance(parent, QAbstractScrollArea):
                view = parent.viewport()
                part = part.intersected(QRect(view.mapTo(self._window, view.rect().topLeft()), view.size()))
            parent = parent.parentWidget()
        return part


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll to it; Qt does so only for steps inside one scroll area, not for a step into it."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, NEAR)
        parent = parent.parentWidget()


def _show_row(view: QAbstractItemView) -> None:
    """The row that the keys would go on from is chosen: else nobody sees where they are."""
    at = view.currentIndex()
    chosen = view.selectionModel()
    if at.isValid() and chosen is not None and not chosen.hasSelection():
        view.setCurrentIndex(at)


def _outer(widget: QWidget) -> QWidget | None:
    """The whole control that a part belongs to; lists that show their own row and hidden holders have none."""
    parent = widget.parentWidget()
    if isinstance(widget, QLineEdit) and isinstance(parent, QAbstractSpinBox | QComboBox):
        return parent
    if isinstance(widget, QAbstractItemView) or widget.property("no_ring"):
        return None
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
        return None  # a page that holds the keyboard until there is something to press
    if parent is not None and parent.property("ring_here"):
        return parent
    return widget
