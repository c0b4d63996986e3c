"""The order in which Tab goes through widgets that were built in another order than they stand."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLayout, QScrollArea, QWidget


def tab_as_they_stand(root: QWidget) -> list[QWidget]:
    """Let Tab go through what is in a widget as its layouts have it: down, and across from the side of reading.

    Returns where it stops, in this order, hidden ones too.
    """
    stops: list[QWidget] = []
    _gather(root, stops)
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
    return stops


def _gather(widget: QWidget, stops: list[QWidget]) -> None:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        stops.append(widget)
    if isinstance(widget, QScrollArea):
        if (inside := widget.widget()) is not None:
            _gather(inside, stops)
    elif not isinstance(widget, QAbstractScrollArea) and (layout := widget.layout()) is not None:
        _through(layout, stops)


def _through(layout: QLayout, stops: list[QWidget]) -> None:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            _gather(widget, stops)
        elif (inner := item.layout()) is not None:
            _through(inner, stops)
