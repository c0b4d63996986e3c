"""What a person without a mouse or without eyes meets: controls without a name, and controls that Tab never comes to."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QWidget,
)

from ui.widgets.asking.marks import Painted
from ui.widgets.nav import NavItem

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractSpinBox, QAbstractItemView)
MOST_STEPS = 400


def controls(root: QWidget) -> list[QWidget]:
    """What can be pressed, chosen, typed into or walked, as far as it is on view and can be used."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root)
        and widget.isEnabled()
        and not isinstance(widget, QScrollBar | QHeaderView)
        and not isinstance(widget, NavItem)  # F6 comes to them, the arrow keys walk them
        and not _is_inside_of(widget)
        and not isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
        and not _in_a_popup(widget, root)
        and (isinstance(widget, CONTROLS) or bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value))
    ]


def nameless(root: QWidget) -> list[str]:
    """Controls that a screen reader could only call “button”."""
    return sorted({_described(w) for w in controls(root) if not _name(w)})


def walk(window: QWidget, start: QWidget) -> set[QWidget]:
    """Every widget that Tab comes to from `start` until it is there again."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    first = window.focusWidget()
    seen: set[QWidget] = set()
    for _step in range(MOST_STEPS):
        focused = window.focusWidget()
        assert focused is not None
        if focused in seen and focused is first:
            return seen
        assert focused not in seen, f"Tab goes round without coming back: {_described(focused)}"
        seen.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert window.focusWidget() is not focused, f"Tab stays in {_described(focused)}"
    raise AssertionError(f"more than {MOST_STEPS} steps")


def unreached(root: QWidget, seen: set[QWidget]) -> list[str]:
    """Controls that Tab did not come to, and no row of tabs or other control that it came to stands for."""
    left = [w for w in controls(root) if not any(w is s or w.isAncestorOf(s) for s in seen)]
    return sorted(
        {
            _described(w)
            for w in left
            if w.property("part") not in ("tab", "segment") and not _answered_for(w, seen)
        }
    )


def _answered_for(widget: QWidget, seen: set[QWidget]) -> bool:
    """A control without Tab of its own that one around it, or its focus proxy, is walked for."""
    if widget.focusProxy() in seen:
        return True
    if isinstance(widget, QRadioButton):  # Tab comes to one of them, the arrow keys walk the others
        group = widget.group()
        others = group.buttons() if group is not None else widget.parentWidget().findChildren(QRadioButton)
        return any(other in seen for other in others)
    if isinstance(
        widget, Painted
    ):  # a cell of a matrix: Tab comes to one of them, the arrow keys walk the others
        return any(other in seen for other in widget.parentWidget().findChildren(type(widget)))
    parent = widget.parentWidget()
    while parent is not None:
        if parent in seen:
            return True
        parent = parent.parentWidget()
    return False


def _is_inside_of(widget: QWidget) -> bool:
    """The viewport or corner of a view: what is walked is the view."""
    return type(widget) is QWidget and isinstance(widget.parentWidget(), QAbstractScrollArea)


def _in_a_popup(widget: QWidget, root: QWidget) -> bool:
    return widget.window() is not root.window()


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return (widget.accessibleName() or text).strip()


def _described(widget: QWidget) -> str:
    about = [type(widget).__name__, _name(widget) or widget.toolTip() or widget.objectName()]
    parent = widget.parentWidget()
    return f"{' '.join(about)} in {type(parent).__name__}"
