"""What dragging on the map means: how the map would be, whether it may be, and the one step it becomes."""

from typing import TYPE_CHECKING

from cxdesk.i18n import language
from ui.widgets.canvas.dragging import Drag

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap, StageOnMap
    from cxdesk.journeys.rearrange import Move
    from cxdesk.journeys.shapes import MapDrawing
    from ui.journeys.board import Board


class Arranging:
    """Lays the map out as it would be, at most once for each target, and lets go as one undo step."""

    def __init__(self, board: "Board") -> None:
        self._board = board
        self._known: object = None
        view = board.view
        view.map_without = self._without
        view.drag_moved.connect(self._on_drag_moved)
        view.drag_dropped.connect(self._on_drag_dropped)
        view.drag_cancelled.connect(board.show_again)

    def lay_out(self, journey: "JourneyMap") -> "MapDrawing":
        """The map as shapes; lanes that are as they were before are not laid out again."""
        from cxdesk.journeys.layout import KnownRows, lay_out

        if not isinstance(self._known, KnownRows):
            self._known = KnownRows()
        return lay_out(journey, language(), known=self._known)

    def shift(self, across: int, down: int) -> None:
        """Move all chosen cards by steps and lanes, the way the keyboard says."""
        from cxdesk.journeys.kinds import LINES
        from cxdesk.journeys.rearrange import card_moves

        journey, chosen, reach = self._board.journey, self._board.view.chosen, self._board.reach
        if journey is None or chosen is None or reach is None:
            return
        ids = frozenset(self._board.view.chosen_cards)
        grabbed = chosen.card_id if chosen.card_id in ids else min(ids)
        card = next(c for c in journey.cards if c.id == grabbed)
        steps = [s.id for s in journey.steps]
        lanes = [lane.id for lane in journey.lanes if lane.kind not in LINES]
        column, row = steps.index(card.step_id) + across, lanes.index(card.lane_id) + down
        if 0 <= column < len(steps) and 0 <= row < len(lanes):
            moves = card_moves(journey, ids, grabbed, steps[column], lanes[row], 1 << 20)
            if moves:
                reach.many.move(moves)

    def _without(self, cards: frozenset[int]) -> "MapDrawing":
        from dataclasses import replace

        journey = self._board.journey
        assert journey is not None
        return self.lay_out(replace(journey, cards=tuple(c for c in journey.cards if c.id not in cards)))

    def _on_drag_moved(self, drag: Drag) -> None:
        shown = self._changed(drag)
        self._board.view.dragging.show(self.lay_out(shown) if shown is not None else None)

    def _on_drag_dropped(self, drag: Drag) -> None:
        reach, journey = self._board.reach, self._board.journey
        if reach is None or journey is None:
            return
        if self._changed(drag) == journey:
            self._board.show_again()
            return
        if drag.kind == "card":
            reach.many.move(self._moves(journey, drag))
        elif drag.kind == "step":
            stage_id, place = step_target(journey, drag.grabbed, drag.place, drag.later)
            reach.map.move("step", drag.grabbed, place, stage_id)
        else:
            reach.map.move(drag.kind, drag.grabbed, drag.place)
        # A refusal leaves the map as it was, while the canvas still shows the other one.
        self._board.show_again()

    def _changed(self, drag: Drag) -> "JourneyMap | None":
        """The map as it would be; None where it can't be let go."""
        from cxdesk.journeys.rearrange import with_head_moved, with_moves

        journey = self._board.journey
        if journey is None:
            return None
        if drag.kind == "card":
            moves = self._moves(journey, drag)
            return with_moves(journey, moves) if moves else None
        if drag.kind == "step":
            stage_id, place = step_target(journey, drag.grabbed, drag.place, drag.later)
            return with_head_moved(journey, "step", drag.grabbed, stage_id, place)
        return with_head_moved(journey, drag.kind, drag.grabbed, 0, drag.place)

    def _moves(self, journey: "JourneyMap", drag: Drag) -> "tuple[Move, ...]":
        from cxdesk.journeys.rearrange import card_moves

        return card_moves(journey, drag.ids, drag.grabbed, drag.step_id, drag.lane_id, drag.place)


def step_target(journey: "JourneyMap", step_id: int, column: int, later: bool) -> tuple[int, int]:
    """The stage and the place in it of a step that shall fill a column.

    Between the last step of a stage and the first of the next it goes to the stage whose half it is held over.
    """
    from cxdesk.journeys.grid import columns_of

    others: list[tuple[StageOnMap, int | None]] = [
        (c.stage, c.step.id if c.step else None)
        for c in columns_of(journey)
        if c.step is None or c.step.id != step_id
    ]
    if not others:
        return journey.stages[0].id, 0
    column = max(0, min(column, len(others)))
    before = others[column - 1][0] if column else others[0][0]
    after = others[column][0] if column < len(others) else before
    stage = after if later or before.id == after.id else before
    place = sum(1 for one, step in others[:column] if one.id == stage.id and step is not None)
    return stage.id, place
