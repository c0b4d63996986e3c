"""Where one is in a workshop: the line, the map or what lies beside it; one stage or all of them."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cxdesk.journeys.capture import Place

if TYPE_CHECKING:
    from ui.journeys.workshop_window import RoomWindow


class Walk:
    """What keys change of what one room sees."""

    def __init__(self, room: "RoomWindow") -> None:
        self.room = room

    def areas(self) -> None:
        """From the line to the map, what lies beside it, and back."""
        room = self.room
        areas: list[QWidget] = [room.line.field, room.view]
        if room.panel is not None:
            areas.append(room.panel.focusProxy() or room.panel)
        at = next(
            (i for i, a in enumerate(areas) if a.hasFocus() or a.isAncestorOf(room.focusWidget() or a)), 0
        )
        areas[(at + 1) % len(areas)].setFocus(Qt.FocusReason.ShortcutFocusReason)
        if room.view.hasFocus() and room.view.place is None:
            self.go_to_place()

    def switch_whole(self) -> None:
        """One stage, or all."""
        self.room.whole = not self.room.whole
        self.room.show_head()
        self.room.show_map()

    def next_stage(self) -> None:
        """The stage after this one."""
        self._step_stage(1)

    def stage_before(self) -> None:
        """The stage before this one."""
        self._step_stage(-1)

    def starting_place(self) -> Place:
        """Where a line without a place goes: where the last one went, else in the shown stage."""
        room = self.room
        if room.place.step_id is not None:
            return room.place
        first = room.stage.steps[0].id if room.stage and room.stage.steps else None
        return replace(room.place, step_id=first)

    def go_to_place(self) -> None:
        """Bring into sight where the last card went."""
        room, at = self.room, self.starting_place()
        if at.step_id is None or room.journey is None:
            return
        stage = next((s for s in room.journey.stages if at.step_id in [x.id for x in s.steps]), None)
        if stage is not None and not room.whole and stage.id != room.stage_id:
            room.stage_id = stage.id
            room.show_head()
            room.show_map()
        if room.view.grid is not None and at.lane_id is not None:
            last = [c.id for c in room.journey.cards if (c.step_id, c.lane_id) == (at.step_id, at.lane_id)]
            room.view.go(room.view.grid.place_of(at.step_id, at.lane_id, last[-1] if last else None))

    def takes(self, watched: QObject, event: QKeyEvent) -> bool:
        """Dots on the map, and Alt with a key for the photograph while somebody types; False for other keys."""
        room, key = self.room, Qt.Key(event.key())
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if watched is room.view and not alt and not control:
            if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
                room.context.bridge.act(partial(room.voting.give, -1 if key == Qt.Key.Key_Minus else 1))
                return True
            return key == Qt.Key.Key_0  # the room's map is never made smaller
        return bool(watched is room.line.field and alt and room.panel is room.photo and room.photo.takes(key))

    def _step_stage(self, by: int) -> None:
        room = self.room
        stages = room.journey.stages if room.journey else ()
        if not stages:
            return
        at = next((i for i, s in enumerate(stages) if s.id == room.stage_id), 0)
        stage = stages[min(max(at + by, 0), len(stages) - 1)]
        room.whole, room.stage_id = False, stage.id
        if room.place.step_id not in [s.id for s in stage.steps]:
            room.place = replace(room.place, step_id=stage.steps[0].id if stage.steps else None)
        room.show_head()
        room.show_map()
        room.view.go_to_start()
        room.notes.show_hint()
