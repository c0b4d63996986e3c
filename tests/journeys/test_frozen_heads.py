"""The names of stages, steps and lanes stay in view on a wide map, and the hand finds them there."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt

from cxdesk.journeys.layout import lay_out
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, StageOnMap, StepOnMap
from ui.theme import Theme
from ui.widgets.canvas.view import MapView

KINDS = ("does", "touch_point", "thinking", "pain", "behind", "support", "opportunity", "kpi")


@pytest.fixture
def view(qtbot, qapp):
    theme = Theme(qapp, "light")
    made = MapView(theme)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.may_arrange = True
    made.show()
    yield made
    theme.deleteLater()


def wide_map() -> JourneyMap:
    steps = tuple(StepOnMap(i, f"Step {i}") for i in range(1, 41))
    stages = tuple(StageOnMap(i, f"Stage {i}", steps=steps[i * 5 - 5 : i * 5]) for i in range(1, 9))
    lanes = tuple(LaneOnMap(i, kind) for i, kind in enumerate(KINDS, 1))
    cards = tuple(CardOnMap(s.id * 100 + n.id, s.id, n.id, "Waits") for s in steps for n in lanes)
    return JourneyMap(1, "Wide", stages=stages, lanes=lanes, cards=cards)


def far_into(view: MapView, language: str, column: int = 20) -> None:
    view.show_drawing(lay_out(wide_map(), language))
    view.go_to_start()
    cell = next(c for c in view.drawing.cells if (c.step_id, c.lane_id) == (column, 6))
    view.centerOn(QPointF(cell.x + cell.w / 2, cell.y))


def middle(view: MapView, kind: str, number: int) -> QPoint:
    place = view.place_in_sight(kind, number)
    assert place is not None
    return (place & QRectF(view.viewport().rect())).center().toPoint()


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("zoom", [0.8, 1.0, 1.2])
def test_names_stay_in_view_and_are_found_under_the_hand(view, language, zoom):
    view.zoom_to(zoom)
    far_into(view, language)
    for kind, number in (("step", 20), ("stage", 4), ("lane", 6)):
        at = middle(view, kind, number)
        assert view.viewport().rect().contains(at), kind
        head = view.head_at(at)
        assert head is not None, kind
        assert (head.kind, head.id) == (kind, number)
        assert view.card_at(at) is None
        assert view.place_at(at) is None


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_names_are_painted_where_they_are_found(view, language):
    far_into(view, language)
    ground = view.viewport().grab().toImage()
    for kind, number in (("step", 20), ("lane", 6)):
        rect = view.place_in_sight(kind, number).toRect().adjusted(2, 2, -2, -2)
        colours = {ground.pixelColor(x, y).lightness() < 140 for x in range(rect.left(), rect.right())
                   for y in range(rect.top(), rect.bottom())}  # fmt: skip
        assert colours == {True, False}, kind


def test_at_the_start_of_the_map_nothing_lies_over_it(view):
    view.show_drawing(lay_out(wide_map()))
    view.go_to_start()
    assert view.frozen.to_map(QPoint(5, 5)) is None
    assert view.frozen.to_map(QPoint(5, 300)) is None


def test_a_card_that_is_walked_to_is_never_under_the_names(qtbot, view):
    far_into(view, "en")
    view.choose_card(2006)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up) * 6:
        qtbot.keyClick(view, key)
        card = view.chosen
        at = view.mapFromScene(QPointF(card.x + 2, card.y + 2))
        assert view.card_at(at) == card


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_step_is_dragged_by_its_name_that_stayed_in_view(qtbot, view, language):
    far_into(view, language)
    start, end = middle(view, "step", 20), middle(view, "step", 22)
    dropped = []
    view.drag_moved.connect(lambda _drag: view.dragging.show(None))
    view.drag_moved.connect(dropped.append)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for part in (0.3, 0.6, 1.0):
        qtbot.mouseMove(view.viewport(), start + (end - start) * part)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert dropped
    assert (dropped[-1].kind, dropped[-1].grabbed, dropped[-1].place) == ("step", 20, 21)


def test_a_name_is_opened_where_it_stays(qtbot, view):
    far_into(view, "en")
    with qtbot.waitSignal(view.head_opened) as opened:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, "step", 20))
    assert opened.args == ["step", 20]
