"""The hand on the canvas: dragging, choosing several, wheel, pinch, small map."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk.journeys.layout import lay_out
from tests.journeys.journey_examples import PERSIAN, repair_map
from ui.theme import Theme
from ui.widgets.canvas.dragging import Drag
from ui.widgets.canvas.minimap import Minimap
from ui.widgets.canvas.view import MapView

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def theme(qapp):
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def view(qtbot, theme):
    made = MapView(theme)
    made.may_arrange = True
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.show_drawing(lay_out(repair_map()))
    return made


def middle_of(view: MapView, card_id: int) -> QPoint:
    shape = view.shape_of(card_id)
    assert shape is not None
    return view.mapFromScene(QPointF(shape.x + shape.w / 2, shape.y + shape.h / 2))


def drag(view: MapView, start: QPoint, end: QPoint, *, release: bool = True) -> None:
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    for part in (0.2, 0.6, 1.0):
        QTest.mouseMove(view.viewport(), start + (end - start) * part)
        QApplication.processEvents()
    if release:
        QTest.mouseRelease(view.viewport(), LEFT, NONE, end)


def test_a_dragged_card_tells_each_new_target_once_and_is_dropped_there(view):
    told: list[Drag] = []
    view.drag_moved.connect(told.append)
    dropped: list[Drag] = []
    view.drag_dropped.connect(dropped.append)
    first, second = view.drawing.cards[0], view.drawing.cards[1]
    drag(view, middle_of(view, first.card_id), middle_of(view, second.card_id))
    assert [d.step_id for d in told] == [second.step_id]
    assert dropped == told[-1:]
    assert dropped[0].ids == {first.card_id}
    assert (dropped[0].lane_id, dropped[0].grabbed) == (second.lane_id, first.card_id)


def test_escape_gives_a_drag_up_and_nothing_is_dropped(qtbot, view):
    dropped: list[Drag] = []
    view.drag_dropped.connect(dropped.append)
    first, second = view.drawing.cards[0], view.drawing.cards[1]
    drag(view, middle_of(view, first.card_id), middle_of(view, second.card_id), release=False)
    assert view.dragging.is_on
    with qtbot.waitSignal(view.drag_cancelled):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, middle_of(view, second.card_id))
    assert not view.dragging.is_on
    assert dropped == []


def test_what_is_not_allowed_is_not_dropped(qtbot, view):
    view.drag_moved.connect(lambda _drag: view.dragging.show(None))
    dropped: list[Drag] = []
    view.drag_dropped.connect(dropped.append)
    first, second = view.drawing.cards[0], view.drawing.cards[1]
    with qtbot.waitSignal(view.drag_cancelled):
        drag(view, middle_of(view, first.card_id), middle_of(view, second.card_id))
    assert dropped == []


def test_stages_steps_and_lanes_are_dragged_by_their_names(view):
    dropped: list[Drag] = []
    view.drag_dropped.connect(dropped.append)
    for kind, number, to in (("step", 1, (700, 60)), ("stage", 1, (1100, 10)), ("lane", 1, (60, 500))):
        head = next(h for h in view.drawing.heads if (h.kind, h.id) == (kind, number))
        drag(view, view.mapFromScene(QPointF(head.x + 20, head.y + 10)), view.mapFromScene(QPointF(*to)))
    assert [(d.kind, d.grabbed) for d in dropped] == [("step", 1), ("stage", 1), ("lane", 1)]
    assert dropped[0].place == 3
    assert dropped[1].place == 2
    assert dropped[2].place > 1


def test_without_leave_to_arrange_the_left_button_moves_the_map(view):
    view.may_arrange = False
    view.zoom_to(2.0)
    told: list[Drag] = []
    view.drag_moved.connect(told.append)
    before = view.horizontalScrollBar().value()
    drag(view, QPoint(600, 300), QPoint(400, 300))
    assert view.horizontalScrollBar().value() - before == pytest.approx(200, abs=60)
    assert told == []


def test_a_rectangle_and_the_keys_choose_several(qtbot, view):
    cards = view.drawing.cards
    free = view.mapFromScene(QPointF(cards[0].x + 10, cards[0].y - 5))
    drag(view, free, middle_of(view, cards[2].card_id))
    assert view.selection.cards == {c.card_id for c in cards[:3]}
    QTest.mouseClick(
        view.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, middle_of(view, cards[1].card_id)
    )
    assert view.selection.cards == {cards[0].card_id, cards[2].card_id}
    QTest.mouseClick(view.viewport(), LEFT, NONE, middle_of(view, cards[4].card_id))
    assert view.selection.cards == frozenset()
    assert view.chosen_cards == [cards[4].card_id]
    view.choose_card(cards[0].card_id)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.selection.cards == {cards[0].card_id, cards[1].card_id}
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.selection.cards == {cards[0].card_id}
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(view.selection.cards) == len(cards)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.selection.cards == frozenset()


def test_all_chosen_cards_hang_on_the_pointer_together(view):
    view.selection.choose(frozenset({view.drawing.cards[0].card_id, view.drawing.cards[1].card_id}))
    told: list[Drag] = []
    view.drag_moved.connect(told.append)
    drag(view, middle_of(view, view.drawing.cards[0].card_id), middle_of(view, view.drawing.cards[4].card_id))
    assert len(told[-1].ids) == 2


def test_cards_that_are_gone_are_chosen_no_more(view):
    journey = repair_map()
    view.selection.choose(frozenset({1, 2}))
    view.show_drawing(lay_out(replace(journey, cards=tuple(c for c in journey.cards if c.id != 1))))
    assert view.selection.cards == {2}


def wheel(view: MapView, at: QPoint, pixels: QPoint, angle: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    event = QWheelEvent(
        QPointF(at), QPointF(view.viewport().mapToGlobal(at)), pixels, angle, Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_a_touchpads_pixels_move_the_map_by_exactly_so_much(view):
    view.zoom_to(2.0)
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    across.setValue(across.minimum() + 300)
    down.setValue(down.minimum() + 100)
    start = across.value(), down.value()
    wheel(view, QPoint(300, 300), QPoint(-37, -11), QPoint(0, -15))
    assert (across.value() - start[0], down.value() - start[1]) == (37, 11)
    wheel(view, QPoint(300, 300), QPoint(), QPoint(0, -120), Qt.KeyboardModifier.ShiftModifier)
    assert across.value() - start[0] == 37 + 90


@pytest.mark.parametrize("how", ["wheel", "pinch"])
def test_zooming_keeps_what_lies_under_the_pointer(view, how):
    view.zoom_to(1.5)
    at = QPoint(500, 260)
    before = view.mapToScene(at)
    if how == "wheel":
        wheel(view, at, QPoint(), QPoint(0, 120), Qt.KeyboardModifier.ControlModifier)
    else:
        gesture = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, QPointF(at),
            QPointF(at), QPointF(view.viewport().mapToGlobal(at)), 0.2, QPointF(),
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), gesture)
    assert view.zoom > 1.75
    after = view.mapToScene(at)
    assert abs(after.x() - before.x()) < 3
    assert abs(after.y() - before.y()) < 3


def test_two_fingers_zoom_and_one_moves_the_map_and_a_tap_chooses(qtbot, view):
    device = QTest.createTouchDevice()
    view.zoom_to(2.0)
    across = view.horizontalScrollBar()
    across.setValue(across.minimum() + 200)
    start = across.value()
    QTest.touchEvent(view.viewport(), device).press(0, QPoint(500, 300)).commit()
    QTest.touchEvent(view.viewport(), device).move(0, QPoint(440, 300)).commit()
    QTest.touchEvent(view.viewport(), device).release(0, QPoint(440, 300)).commit()
    assert across.value() - start == 60
    QTest.touchEvent(view.viewport(), device).press(0, QPoint(400, 300)).press(1, QPoint(500, 300)).commit()
    QTest.touchEvent(view.viewport(), device).move(0, QPoint(350, 300)).move(1, QPoint(550, 300)).commit()
    QTest.touchEvent(view.viewport(), device).move(0, QPoint(340, 300)).move(1, QPoint(560, 300)).commit()
    assert view.zoom > 2.1
    QTest.touchEvent(view.viewport(), device).release(0, QPoint(340, 300)).release(
        1, QPoint(560, 300)
    ).commit()
    view.zoom_to(1.0)
    view.go_to_start()
    card = view.drawing.cards[1].card_id
    spot = middle_of(view, card)
    QTest.touchEvent(view.viewport(), device).press(0, spot).commit()
    QTest.touchEvent(view.viewport(), device).release(0, spot).commit()
    assert view.chosen is not None
    assert view.chosen.card_id == card


def test_touches_of_a_touchpad_are_left_to_the_system(view):
    device = QTest.createTouchDevice(QInputDevice.DeviceType.TouchPad)
    view.zoom_to(2.0)
    start = view.horizontalScrollBar().value()
    QTest.touchEvent(view.viewport(), device).press(0, QPoint(500, 300)).commit()
    QTest.touchEvent(view.viewport(), device).move(0, QPoint(300, 300)).commit()
    QTest.touchEvent(view.viewport(), device).release(0, QPoint(300, 300)).commit()
    assert view.horizontalScrollBar().value() == start


def test_the_small_map_goes_where_it_is_clicked_and_follows(qtbot, view, theme):
    view.zoom_to(2.0)
    small = Minimap(theme, view)
    small.show_drawing(view.drawing)
    small.show()
    view.go_to_start()
    qtbot.mouseClick(small, LEFT, pos=QPoint(small.width() - 12, small.height() - 12))
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.right() > view.drawing.width - 60
    assert small.rect().width() <= 240
    before = seen.center().x()
    qtbot.keyClick(small, Qt.Key.Key_Left)
    assert view.mapToScene(view.viewport().rect()).boundingRect().center().x() < before


def test_from_right_to_left_things_are_dragged_the_same_way(view):
    view.show_drawing(lay_out(repair_map(PERSIAN), "fa"))
    view.go_to_start()
    dropped: list[Drag] = []
    view.drag_dropped.connect(dropped.append)
    head = next(h for h in view.drawing.heads if (h.kind, h.id) == ("step", 1))
    target = next(h for h in view.drawing.heads if (h.kind, h.id) == ("step", 3))
    start = view.mapFromScene(QPointF(head.x + 20, head.y + 10))
    drag(view, start, view.mapFromScene(QPointF(target.x + target.w - 20, target.y + 10)))
    assert (dropped[0].place, dropped[0].later) == (2, False)
    first, second = view.drawing.cards[0], view.drawing.cards[1]
    drag(view, middle_of(view, first.card_id), middle_of(view, second.card_id))
    assert dropped[1].step_id == second.step_id


def test_leaving_the_window_gives_a_drag_up(view):
    first, second = view.drawing.cards[0], view.drawing.cards[1]
    drag(view, middle_of(view, first.card_id), middle_of(view, second.card_id), release=False)
    QApplication.sendEvent(view, QEvent(QEvent.Type.WindowDeactivate))
    view.clearFocus()
    assert not view.dragging.is_on
    QTest.mouseRelease(view.viewport(), LEFT, NONE, QPoint(5, 5))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_chosen_card_is_brought_into_sight_in_both_directions(qapp, view, language):
    texts, side = (
        (PERSIAN, Qt.LayoutDirection.RightToLeft)
        if language == "fa"
        else (None, Qt.LayoutDirection.LeftToRight)
    )
    view.setLayoutDirection(side)
    view.show_drawing(lay_out(repair_map(texts) if texts else repair_map(), language))
    view.zoom_to(2.0)
    view.go_to_start()
    first, last = view.drawing.cards[0], next(c for c in view.drawing.cards if c.step_id == 8)
    assert view.viewport().rect().contains(middle_of(view, first.card_id))
    view.choose_card(last.card_id)
    assert view.viewport().rect().contains(middle_of(view, last.card_id))
    view.choose_card(first.card_id)
    assert view.viewport().rect().contains(middle_of(view, first.card_id))


def test_a_slow_finger_moves_the_map_as_far_as_a_quick_one(view):
    """A screen tells of parts of a pixel; what is left of one goes into the next move."""
    view.zoom_to(2.0)
    across = view.horizontalScrollBar()
    across.setValue(across.minimum() + 200)
    start = across.value()
    view._fingers._start = view._fingers._last = QPointF(500, 300)
    view._fingers._moved = True
    for part in range(1, 101):
        view._fingers._pan(QPointF(500 - part * 0.4, 300))
    assert across.value() - start == 40
