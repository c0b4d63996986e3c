"""Texts on the screen that have less room than they need, found by measuring and not by looking."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from ui.widgets.asking.words import Words
from ui.widgets.fields import Choice, LineInput
from ui.widgets.named import NameInput
from ui.widgets.tables import Table
from ui.widgets.text import ElidedLabel

SLACK = 1
READABLE = 160
AROUND_A_HEAD = 16


def cut_texts(root: QWidget) -> list[str]:
    """A line for each visible text below `root` that is cut off, with the room it has and the room it needs."""
    found = [said for widget in root.findChildren(QWidget) if widget.isVisible() for said in _cut(widget)]
    return sorted(set(found))


def _cut(widget: QWidget) -> list[str]:
    if isinstance(widget, ElidedLabel):
        return []
    if isinstance(widget, QLabel):
        lacks = _label(widget)
    elif isinstance(widget, QPushButton | QCheckBox | QRadioButton):
        lacks = _button(widget)
    elif isinstance(widget, QComboBox):
        lacks = _choice(widget)
    elif isinstance(widget, QLineEdit):
        lacks = _placeholder(widget)
    elif isinstance(widget, QHeaderView):
        return _heads(widget)
    else:
        return []
    text = _text_of(widget)
    if not lacks and text and not widget.toolTip():
        lacks = _hidden_by_a_parent(widget)
    return [f"{type(widget).__name__} “{text[:60]}” {lacks}"] if lacks else []


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text().strip()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.placeholderText() if isinstance(widget, QLineEdit) and not widget.text() else ""


def _label(label: QLabel) -> str:
    if not label.text().strip() or isinstance(label, ElidedLabel):
        return ""
    if not label.wordWrap():
        need = label.sizeHint()
        wide, high = need.width() > label.width() + SLACK, need.height() > label.height() + SLACK
        return f"has {_size(label)}, needs {need.width()}x{need.height()}" if wide or high else ""
    need_high = label.heightForWidth(label.width())
    if need_high > label.height() + SLACK:
        return f"has {_size(label)}, needs a height of {need_high}"
    if isinstance(label, Words):
        room = label.contentsRect().width()
        return (
            f"has {room}, its longest word needs {label.longest_word()}"
            if label.longest_word() > room + SLACK
            else ""
        )
    metrics, room = QFontMetrics(label.font()), label.contentsRect().width()
    longest = max(label.text().replace("\u200b", " ").split(), key=metrics.horizontalAdvance)
    need_wide = metrics.horizontalAdvance(longest)
    return f"has {room}, its word “{longest}” needs {need_wide}" if need_wide > room + SLACK else ""


def _button(button: QAbstractButton) -> str:
    if not button.text().strip() or button.toolTip():
        return ""
    need = button.sizeHint()
    if need.width() > button.width() + SLACK or need.height() > button.height() + SLACK + 2:
        return f"has {_size(button)}, needs {need.width()}x{need.height()}"
    return ""


def _choice(choice: QComboBox) -> str:
    """A list may end its choice in “…” with the whole in its tooltip, when most of it is there to read."""
    if choice.isEditable() or choice.toolTip():
        return ""
    option = QStyleOptionComboBox()
    QComboBox.initStyleOption(choice, option)
    room = (
        choice.style()
        .subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, choice
        )
        .width()
    )
    need = QFontMetrics(choice.font()).horizontalAdvance(choice.currentText())
    if isinstance(choice, Choice) and room >= min(need * 0.6, READABLE):
        return ""
    return f"has {room}, needs {need}" if need > room + SLACK else ""


def _placeholder(line: QLineEdit) -> str:
    if line.text() or not line.placeholderText() or line.toolTip():
        return ""
    need = QFontMetrics(line.font()).horizontalAdvance(line.placeholderText())
    room = line.contentsRect().width() - 8
    if (isinstance(line, LineInput) or isinstance(line.parent(), NameInput)) and room >= min(
        need * 0.6, READABLE
    ):
        return ""
    return f"has {room}, needs {need}" if need > room + SLACK else ""


def _heads(header: QHeaderView) -> list[str]:
    model = header.model()
    if header.orientation() != Qt.Orientation.Horizontal or model is None:
        return []
    table, found = header.parent(), list[str]()
    if not isinstance(table, Table):
        return found
    metrics = QFontMetrics(
        table._theme.font("caption")
    )  # the header's own font says nothing of the style sheet
    for at in range(header.count()):
        head = str(model.headerData(at, Qt.Orientation.Horizontal) or "")
        room = QRect(0, 0, header.sectionSize(at) - AROUND_A_HEAD, header.height())
        need = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, head)
        if need.width() > room.width() + SLACK or need.height() > room.height() + SLACK:
            found.append(
                f"head “{head}” has {room.width()}x{room.height()}, needs {need.width()}x{need.height()}"
            )
    if table.horizontalScrollBar().maximum() > SLACK:
        widths = [header.sectionSize(at) for at in range(header.count())]
        place = f"{sum(widths)} of {table.viewport().width()} px: {widths}"
        found.append(f"table “{table.accessibleName()}” is wider than its place, {place}")
    return found + _tags(table)


def _tags(table: Table) -> list[str]:
    """Tags are states: a half of one says something else."""
    metrics, found = QFontMetrics(table._theme.font("caption")), []
    for at, column in enumerate(table.rows_model.columns):
        if column.kind == "tag" and column.value is not None:
            room = table.columnWidth(at) - 32
            for row in table.rows_model.rows[:200]:
                value = column.value(row)
                if value and metrics.horizontalAdvance(value[0]) > room + SLACK:
                    found.append(f"tag “{value[0]}” has {room}")
    return found


def _hidden_by_a_parent(widget: QWidget) -> str:
    """Whether something around it shows only a part; what can be scrolled down to is no part of that."""
    rect, parent = QRect(QPoint(0, 0), widget.size()), widget.parentWidget()
    at: QWidget = widget
    while parent is not None and not at.isWindow():
        rect.translate(at.pos())
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            area = parent.parentWidget()
            if rect.left() < -SLACK or rect.right() > parent.width() + SLACK:
                if area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff or (
                    area.property("scrolls_across") is None
                ):
                    return f"begins or ends outside {type(area).__name__}: {rect.left()}..{rect.right()} of {parent.width()}"
                return ""
            return ""  # what lies below can be scrolled to
        if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(rect):
            return (
                f"is cut by {type(parent).__name__}: {rect.getRect()} in {parent.width()}x{parent.height()}"
            )
        at, parent = parent, parent.parentWidget()
    return ""


def _size(widget: QWidget) -> str:
    return f"{widget.width()}x{widget.height()}"
