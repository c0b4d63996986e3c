"""The canvas: walked by keyboard in reading direction, opened, zoomed, quick with thousands of cards."""

from dataclasses import fields, replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsTextItem

from cxdesk.journeys.known_rows import KnownRows
from cxdesk.journeys.layout import lay_out
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, StageOnMap, StepOnMap
from cxdesk.journeys.shapes import MapDrawing, Text
from tests.journeys.journey_examples import ENGLISH, PERSIAN, repair_map
from ui.theme import Theme
from ui.widgets.canvas import items
from ui.widgets.canvas.ink import Ink
from ui.widgets.canvas.items import GLYPH_FROM, TEXT_FROM, CardItem, paint_piece
from ui.widgets.canvas.view import MapView
from ui.widgets.canvas.walk import Grid, Place


@pytest.fixture
def theme(qapp):
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def view(qtbot, theme):
    made = MapView(theme)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    return made


def chosen_text(view: MapView, drawing: MapDrawing) -> str:
    assert view.chosen is not None
    return " ".join(s.words for s in view.chosen.piece.text if isinstance(s, Text))


def press(qtbot, view: MapView, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(view, key)


def test_arrows_walk_between_cards_and_lanes(qtbot, view):
    drawing = lay_out(repair_map())
    view.show_drawing(drawing)
    press(qtbot, view, Qt.Key.Key_Right)
    assert "puts up a" in chosen_text(view, drawing)
    press(qtbot, view, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert "Emergency call" in chosen_text(view, drawing)
    press(qtbot, view, Qt.Key.Key_Up, Qt.Key.Key_End)
    assert "Checks the amount" in chosen_text(view, drawing)
    press(qtbot, view, Qt.Key.Key_Home)
    assert "puts up a" in chosen_text(view, drawing)


def test_from_right_to_left_the_left_arrow_goes_on(qtbot, view):
    drawing = lay_out(repair_map(PERSIAN), "fa")
    view.show_drawing(drawing)
    press(qtbot, view, Qt.Key.Key_Left)
    first = view.chosen
    press(qtbot, view, Qt.Key.Key_Left)
    assert first is not None
    assert view.chosen is not None
    assert view.chosen.step_id == first.step_id + 1
    assert view.chosen.x < first.x


def test_enter_opens_a_card_and_a_free_cell(qtbot, view):
    view.show_drawing(lay_out(repair_map()))
    press(qtbot, view, Qt.Key.Key_Right)
    with qtbot.waitSignal(view.card_opened) as opened:
        press(qtbot, view, Qt.Key.Key_Return)
    assert opened.args == [1]
    press(qtbot, view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.cell_opened) as free:
        press(qtbot, view, Qt.Key.Key_Return)
    assert free.args == [1, 2]


def test_several_cards_of_a_cell_are_walked_one_after_the_other():
    steps = (StepOnMap(1, "a"), StepOnMap(2, "b"))
    lanes = (LaneOnMap(1, "does"), LaneOnMap(2, "pain"))
    found = tuple(CardOnMap(i, 1, 1, f"Card {i}") for i in (1, 2, 3))
    journey = JourneyMap(1, "x", stages=(StageOnMap(1, "s", steps=steps),), lanes=lanes, cards=found)
    grid = Grid(lay_out(journey))
    place = Place(0, 0)
    ids = []
    for _step in range(3):
        card = grid.card(place)
        ids.append(card.card_id if card else None)
        place = grid.below(place, 1)
    assert ids == [1, 2, 3]
    assert place == Place(0, 1)
    assert grid.below(place, -1) == Place(0, 0, 2)
    assert grid.below(Place(0, 1), 1) == Place(0, 1)


def test_delete_and_nudge_are_asked_for_and_nothing_is_changed_by_the_view(qtbot, view):
    view.show_drawing(lay_out(repair_map()))
    view.choose_card(1)
    with qtbot.waitSignal(view.delete_asked) as asked:
        press(qtbot, view, Qt.Key.Key_Delete)
    assert asked.args == [1]
    with qtbot.waitSignal(view.nudged) as nudged:
        qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert nudged.args == [1, 1]
    assert len([i for i in view.scene().items() if isinstance(i, CardItem)]) == len(repair_map().cards)


def test_a_click_chooses_and_a_double_click_opens_card_and_name(qtbot, view):
    drawing = lay_out(repair_map())
    view.show_drawing(drawing)
    card = drawing.cards[0]
    at = view.mapFromScene(QPointF(card.x + 20, card.y + 20))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.chosen == card
    with qtbot.waitSignal(view.card_opened):
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    head = next(h for h in drawing.heads if h.kind == "step")
    there: QPoint = view.mapFromScene(QPointF(head.x + 5, head.y + 5))
    with qtbot.waitSignal(view.head_opened) as opened:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=there)
    assert opened.args == ["step", 1]


def test_keys_zoom_and_fit_shows_the_whole_map(qtbot, view):
    view.show_drawing(lay_out(repair_map()))
    press(qtbot, view, Qt.Key.Key_Plus)
    assert view.zoom == pytest.approx(1.2)
    press(qtbot, view, Qt.Key.Key_Minus, Qt.Key.Key_Minus)
    assert view.zoom == pytest.approx(1 / 1.2)
    press(qtbot, view, Qt.Key.Key_0)
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(view.sceneRect().adjusted(2, 2, -2, -2))


def test_the_chosen_card_stays_chosen_when_the_map_is_drawn_again(qtbot, view):
    journey = repair_map()
    view.show_drawing(lay_out(journey))
    view.choose_card(6)
    less = replace(journey, cards=tuple(c for c in journey.cards if c.id != 1))
    view.show_drawing(lay_out(less))
    assert view.chosen is not None
    assert view.chosen.card_id == 6
    gone = replace(journey, lanes=journey.lanes[:1], cards=())
    view.show_drawing(lay_out(gone))
    assert view.chosen is None
    press(qtbot, view, Qt.Key.Key_Right)


def test_far_out_text_goes_first_then_glyphs_and_beads_stay(theme):
    card = next(c for c in lay_out(repair_map()).cards if c.kind == "touch_point")
    painted = []

    class Watched(Ink):
        def draw(self, painter, shape):
            painted.append(shape)

    def seen_at(scale: float) -> set[str]:
        painted.clear()
        paint_piece(QPainter(), Watched(theme), card.piece, scale)
        parts = {"text": card.piece.text, "glyph": card.piece.glyph, "keep": card.piece.keep}
        return {name for name, shapes in parts.items() if shapes and shapes[0] in painted}

    assert seen_at(1) == {"text", "glyph", "keep"}
    assert seen_at(TEXT_FROM * 0.9) == {"glyph", "keep"}
    assert seen_at(GLYPH_FROM * 0.9) == {"keep"}


@pytest.mark.parametrize(("texts", "language"), [(ENGLISH, "en"), (PERSIAN, "fa")])
def test_qt_draws_each_line_as_wide_as_it_was_measured(theme, texts, language):
    from PySide6.QtGui import QFontMetricsF

    ink = Ink(theme)
    for shape in lay_out(repair_map(texts), language).shapes:
        if isinstance(shape, Text) and not set(shape.words) & set("\u061c\u200e"):
            wide = QFontMetricsF(ink.font(shape.face, shape.size)).horizontalAdvance(shape.words)
            assert wide == pytest.approx(shape.width, rel=0.02, abs=1.0), shape.words


def test_there_are_no_text_items_and_no_effects(view):
    view.show_drawing(lay_out(repair_map()))
    items = view.scene().items()
    assert not any(isinstance(item, QGraphicsTextItem) for item in items)
    assert all(item.graphicsEffect() is None and not item.childItems() for item in items)


def test_of_two_thousand_cards_only_those_in_sight_are_painted_and_far_out_without_words(
    view, theme, monkeypatch
):
    steps = tuple(StepOnMap(i, f"Step {i}") for i in range(1, 401))
    lanes = tuple(
        LaneOnMap(i, kind) for i, kind in enumerate(("does", "thinking", "pain", "behind", "opportunity"), 1)
    )
    found = tuple(
        CardOnMap(s * 10 + lane.id, s, lane.id, "Waits, answers tenants, calls again")
        for s in range(1, 401)
        for lane in lanes
    )
    view.show_drawing(
        lay_out(JourneyMap(1, "x", stages=(StageOnMap(1, "s", steps=steps),), lanes=lanes, cards=found))
    )
    image = QImage(1200, 700, QImage.Format.Format_ARGB32_Premultiplied)
    painted = []
    near = items.paint_piece
    monkeypatch.setattr(items, "paint_piece", lambda *args: (painted.append(1), near(*args)))
    for zoom, most in ((1.0, 200), (0.5, 600), (0.1, 0)):
        painted.clear()
        view.zoom_to(zoom)
        painter = QPainter(image)
        view.render(painter)
        painter.end()
        assert len(painted) <= most, zoom
    view.go_to_start()
    shown = view.viewport().grab().toImage()
    pains = [c for c in view.drawing.cards if c.kind == "pain"][:40]
    spots = [view.mapFromScene(QPointF(c.x + 60, c.y + c.h / 2)) for c in pains]
    assert {shown.pixelColor(spot).name() for spot in spots} == {theme.colour("bad_soft").name()}


def rounded(drawing: MapDrawing) -> list[tuple[object, ...]]:
    values = ([getattr(s, f.name) for f in fields(s)] for s in drawing.shapes)
    return [tuple(round(v, 6) if isinstance(v, float) else v for v in row) for row in values]


def test_a_map_laid_out_again_is_as_one_laid_out_anew(qapp):
    known, journey = KnownRows(), repair_map()
    lay_out(journey, known=known)
    first = journey.cards[0]
    longer = replace(journey, cards=(replace(first, text=f"{first.text} and waits" * 4), *journey.cards[1:]))
    stages = (journey.stages[1], journey.stages[0], *journey.stages[2:])
    for changed in (
        longer,
        replace(longer, stages=stages),
        journey,
        replace(journey, cards=journey.cards[3:]),
    ):
        for rtl in (False, True):
            again, anew = lay_out(changed, known=known, rtl=rtl), lay_out(changed, rtl=rtl)
            assert (again.width, again.height) == (anew.width, anew.height)
            assert again.cells == anew.cells
            assert again.heads == anew.heads
            assert rounded(again) == rounded(anew)


def test_a_card_that_only_moves_is_not_drawn_anew():
    known, journey = KnownRows(), repair_map()
    before = {c.card_id: c.own for c in lay_out(journey, known=known).cards if c.kind != "feeling"}
    turned = replace(journey, stages=journey.stages[::-1])
    after = {c.card_id: c.own for c in lay_out(turned, known=known).cards if c.kind != "feeling"}
    assert before.keys() == after.keys()
    assert all(after[n] is own for n, own in before.items())


def test_dark_and_light_differ_and_the_view_follows(view, theme):
    view.show_drawing(lay_out(repair_map()))
    light = view.grab().toImage().pixelColor(3, 3)
    theme.choose("dark")
    dark = view.grab().toImage().pixelColor(3, 3)
    assert light.lightness() > 200
    assert dark.lightness() < 60
