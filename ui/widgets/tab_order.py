"""The order in which Tab goes through widgets that were built in another order than they stand."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLayout, QScrollArea, QSplitter, QWidget


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
    elif isinstance(widget, QSplitter):
        for part in (widget.widget(place) for place in range(widget.count())):
            if part is not None:
                _gather(part, stops)
    elif not isinstance(widget, QAbstractScrollArea) and (layout := widget.layout()) is not None:
        _through(layout, [child for child in widget.children() if isinstance(child, QWidget)], stops)


def _through(layout: QLayout, inside: Sequence[QWidget], stops: list[QWidget]) -> None:
    """Ask the layout where things are; an item it would hand out is kept by Python, and outlives what it stands for."""
    parts: list[QWidget | QLayout] = [*inside, *(c for c in layout.children() if isinstance(c, QLayout))]
    placed = [(layout.indexOf(part), part) for part in parts]
    for _at, part in sorted((p for p in placed if p[0] >= 0), key=lambda p: p[0]):
        if isinstance(part, QWidget):
            _gather(part, stops)
        else:
            _through(part, inside, stops)
