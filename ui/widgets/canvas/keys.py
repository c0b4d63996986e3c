"""What the keyboard does on the canvas."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.widgets.canvas.walk import Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsView

    from ui.widgets.canvas.view import MapView

    Base = QGraphicsView
else:
    Base = object

_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
# Commands that the canvas passes on by a word.
COMMANDS = (
    (QKeySequence.StandardKey.Copy, "copy"),
    (QKeySequence.StandardKey.Cut, "cut"),
    (QKeySequence.StandardKey.Paste, "paste"),
    (QKeySequence.StandardKey.Find, "find"),
)


class Keys(Base):
    """The keyboard's part of the canvas; it only knows where the keyboard is and asks for the rest."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        view: MapView = self  # type: ignore[assignment]
        if not _command(view, event) and not _zoom(view, event) and not _move(view, event):
            grid = view.grid
            if grid is None or grid.is_empty or not _walk(view, event):
                super().keyPressEvent(event)


def _command(view: "MapView", event: QKeyEvent) -> bool:
    if not view.may_arrange:
        return False
    for keys, word in COMMANDS:
        if event.matches(keys):
            view.asked.emit(word)
            return True
    if event.matches(QKeySequence.StandardKey.SelectAll) and view.drawing is not None:
        view.selection.choose(frozenset(c.card_id for c in view.drawing.cards))
    elif event.key() == Qt.Key.Key_Escape and view.dragging.is_on:
        view.dragging.end(drop=False)
    elif event.key() == Qt.Key.Key_Escape and view.selection.cards:
        view.selection.choose(frozenset())
    elif event.key() == Qt.Key.Key_Escape:
        view.asked.emit("back")
    elif event.key() in _OPENS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        view.asked.emit("open_inner")
    elif event.key() == Qt.Key.Key_F3:
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        view.asked.emit("find_before" if back else "find_next")
    elif event.key() == Qt.Key.Key_Space and view.chosen is not None:
        view.selection.toggle(view.chosen.card_id)
    else:
        return False
    return True


def _zoom(view: "MapView", event: QKeyEvent) -> bool:
    key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
    if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        view.zoom_in()
    elif key == Qt.Key.Key_Minus:
        view.zoom_out()
    elif key == Qt.Key.Key_0:
        view.zoom_to(1.0) if control else view.fit()
    else:
        return False
    return True


def _move(view: "MapView", event: QKeyEvent) -> bool:
    """Alt with an arrow moves what is chosen."""
    if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return False
    key, card = event.key(), view.chosen
    if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        if card is not None:
            view.nudged.emit(card.card_id, 1 if key == Qt.Key.Key_Up else -1)
    elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        if card is not None:
            on = -1 if view.rtl else 1
            view.carried.emit(card.card_id, on if key == Qt.Key.Key_Right else -on)
    else:
        return False
    return True


def _walk(view: "MapView", event: QKeyEvent) -> bool:
    grid, key = view.grid, Qt.Key(event.key())
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    more = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    assert grid is not None
    if view.place is None:
        view.go(Place(0, 0))
        if key not in (*_OPENS, Qt.Key.Key_Delete):
            return True
    place = view.place
    assert place is not None
    on = -1 if view.rtl else 1
    moves = {
        Qt.Key.Key_Right: lambda: grid.beside(place, on),
        Qt.Key.Key_Left: lambda: grid.beside(place, -on),
        Qt.Key.Key_Down: lambda: grid.below(place, 1),
        Qt.Key.Key_Up: lambda: grid.below(place, -1),
        Qt.Key.Key_Home: lambda: Place(0, 0) if control else grid.end(place, -1),
        Qt.Key.Key_End: lambda: grid.end(place, 1),
    }
    if key in moves:
        before = {view.chosen.card_id} if view.chosen else set[int]()
        view.go(moves[key]())
        now = {view.chosen.card_id} if view.chosen else set[int]()
        if view.may_arrange:
            view.selection.choose(view.selection.cards | before | now if more else frozenset())
    elif key in _OPENS:
        view.open_place()
    elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and len(view.chosen_cards) > 1:
        view.asked.emit("delete")
    elif key == Qt.Key.Key_Delete and view.chosen is not None:
        view.delete_asked.emit(view.chosen.card_id)
    else:
        return False
    return True
