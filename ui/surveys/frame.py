"""The frame of the survey page: a bar above, the outline at the start, what is written in the middle, the rest at the end."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from ui.surveys.outline import Outline
from ui.widgets.cards import boxed, empty

WIDTHS = (288, 520, 288)
NARROWEST, WIDEST = 260, 360
# Below this width the margins of the parts are smaller, px.
SMALL, SMALL_MARGIN = 900, 6


class Frame(QSplitter):
    """Three parts side by side; `middle` and `end` each hold one widget that is put in."""

    def __init__(self, outline: Outline) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._outline = outline
        self.middle, self.end = _Room(24, 24, widest=760), _Room(16, 20, "side")
        side = boxed(_alone(outline), "side")
        for part in (side, self.middle, self.end):
            self.addWidget(part)
        for room in (self.middle, self.end):
            room.keyboard_lost.connect(self._to_outline)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for at, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(at, stretch)
        self.setSizes(list(WIDTHS))

    def parts(self) -> Sequence[QWidget]:
        """The parts in the order they are read."""
        return (self._outline, self.middle, self.end)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window what is written has the room of the margins."""
        for room in (self.middle, self.end):
            room.set_small(self.width() < SMALL)
        super().resizeEvent(event)

    def _to_outline(self) -> None:
        self._outline.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the outline from wherever nobody else has a use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self._outline.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)


class _Room(QScrollArea):
    """Scrolls one widget; another one takes its place, and the keyboard stays on what has the same name.

    `keyboard_lost()` comes where nothing has that name any more: Qt would give it to any button.
    """

    keyboard_lost = Signal()

    def __init__(self, across: int, down: int, part: str = "body", widest: int = 0) -> None:
        super().__init__()
        self.held: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QFrame()
        inside.setProperty("part", part)
        column = QWidget()
        line = QHBoxLayout(inside)
        self._line, self._across, self._down = line, across, down
        self.set_small(False)
        line.addWidget(column, 1000)
        if widest:
            column.setMaximumWidth(widest)
            line.addStretch(1)
        self._box = QVBoxLayout(column)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.setWidget(inside)
        self.setMinimumWidth(NARROWEST)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As wide as its words need, for it never scrolls aside; those of a language may be long."""
        done = super().eventFilter(watched, event)
        inside = self.widget()
        if event.type() == QEvent.Type.LayoutRequest and watched is inside and inside is not None:
            needed = inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
            self.setMinimumWidth(max(NARROWEST, min(needed, WIDEST)))
        return done

    def set_small(self, small: bool) -> None:
        """Whether there is little room at the sides."""
        across = SMALL_MARGIN if small else self._across
        self._line.setContentsMargins(across, self._down, across, self._down)

    def put(self, widget: QWidget | None) -> None:
        """Show this widget in place of the one before."""
        at, held = self.verticalScrollBar().value(), _has_keyboard(self.held)

        def change() -> QWidget | None:
            empty(self._box)
            self.held = widget
            if widget is not None:
                self._box.addWidget(widget)
                self._box.addStretch(1)
            return widget

        if keeping_the_keyboard(self.held, change):
            self.verticalScrollBar().setValue(at)
        elif held:
            self.keyboard_lost.emit()


def keeping_the_keyboard(old: QWidget | None, change: Callable[[], QWidget | None]) -> bool:
    """Build something anew; the keyboard goes to what has the name of the widget it was on. Says whether it did."""
    name, said, place = _keyboard(old)
    new = change()
    again = _named(new, name, said) if new is not None and (name or said) else None
    if again is None:
        return False
    again.setFocus()
    if isinstance(again, QLineEdit):
        again.setCursorPosition(place)
    return True


def _keyboard(widget: QWidget | None) -> tuple[str, str, int]:
    focus = widget.window().focusWidget() if widget is not None else None
    if widget is None or focus is None or not widget.isAncestorOf(focus):
        return "", "", 0
    at = focus.cursorPosition() if isinstance(focus, QLineEdit) else 0
    return focus.objectName(), "" if isinstance(focus, QLineEdit) else focus.accessibleName(), at


def _has_keyboard(widget: QWidget | None) -> bool:
    focus = widget.window().focusWidget() if widget is not None else None
    return widget is not None and focus is not None and widget.isAncestorOf(focus)


def _named(inside: QWidget, name: str, said: str) -> QWidget | None:
    """What has the name, or for a button what says the same; of a list's lines the last where that one is gone."""
    found = inside.findChild(QWidget, name) if name else None
    known = inside.findChildren(QWidget)
    if found is not None or said:
        return found or next((w for w in known if w.accessibleName() == said), None)
    kind, _space, which = name.rpartition(" ")
    lines = [w for w in known if isinstance(w, QLineEdit) and w.objectName().rpartition(" ")[0] == kind]
    return lines[-1] if lines and which.isdigit() else None


def _alone(widget: QWidget) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(widget)
    return box
