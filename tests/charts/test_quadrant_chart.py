"""The quadrant chart: names that never touch, signs that are explained, places a hand can find, thousands quickly."""

import time
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import CircleCollection
from matplotlib.text import Text

from exports.charts.data import Bubble, Quadrant
from exports.charts.drawing import draw
from exports.charts.look import Look
from exports.charts.quadrant_plot import places
from exports.charts.saving import rendered
from exports.charts.twin import twin_of
from tests.charts.test_charts import assert_nothing_is_cut, texts

WINDOW = Look("light", "en", 640, 470)


def chart(bubbles: list[Bubble], **more) -> Quadrant:
    return Quadrant(
        tuple(bubbles), "satisfaction", "revenue", 50.0, 1000.0, ("At-Risk", "Model", "Dangling", "Growth"), "revenue",
        (0.0, 100.0), **more,
    )  # fmt: skip


def crowd(n: int) -> list[Bubble]:
    return [
        Bubble(
            f"Customer {i}",
            (i * 37) % 101,
            10.0 ** (2 + (i * 13) % 31 / 10),
            10.0 ** (2 + (i * 13) % 31 / 10),
        )
        for i in range(n)
    ]


@pytest.mark.parametrize("lang", ["en", "fa"])
@pytest.mark.parametrize("n", [1, 7, 140, 1000])
def test_names_touch_neither_each_other_nor_the_edge(n, lang):
    figure = draw(chart(crowd(n), y_log=True, named=7), Look("light", lang, 640, 470))
    assert_nothing_is_cut(figure)
    FigureCanvasAgg(figure).draw()
    boxes = [t.get_window_extent() for t in figure.findobj(Text) if "Customer" in t.get_text()]
    assert boxes
    assert not [
        1 for one, two in combinations(boxes, 2) if one.shrunk(0.98, 0.8).overlaps(two.shrunk(0.98, 0.8))
    ]


def test_the_largest_is_named_even_in_a_crowd():
    largest = Bubble("Niloufar Towers", 50, 1000, 9e6)
    others = [Bubble(f"{i}", 48 + i % 5, 900 + i * 10, 50) for i in range(60)]
    assert "Niloufar Towers" in texts(draw(chart([largest, *others]), WINDOW))


def test_every_sign_in_the_picture_is_explained_and_no_other():
    plain = " ".join(texts(draw(chart([Bubble("A", 60, 2000, 1)]), WINDOW)))
    assert "Hollow" not in plain
    assert "Double ring" not in plain
    assert "Arrow" not in plain
    signs = [
        Bubble("A", 60, 2000, 3, quiet=True),
        Bubble("B", 40, 2000, 2, movable=True),
        Bubble("C", 60, 500, 1, promising=True, was=(20, 500)),
    ]
    said = " ".join(texts(draw(chart(signs, since="September 2025"), WINDOW)))
    for words in (
        "Hollow = fewer than half of those invited answered.",
        "Hollow and dashed = one answer could move it.",
        "Double ring = could buy enough for the quadrant above.",
        "Arrow = moved here since September 2025.",
    ):
        assert words in said


def test_hollow_is_drawn_hollow_and_what_one_answer_moves_is_dashed():
    figure = draw(
        chart([Bubble("A", 60, 2000, 3), Bubble("B", 40, 2000, 2, quiet=True), Bubble("C", 45, 2000, 1, movable=True)]),
        WINDOW,
    )  # fmt: skip
    (spots,) = [c for c in figure.findobj(CircleCollection) if len(c.get_sizes()) == 3]
    fills = [tuple(c) for c in spots.get_facecolor()]
    assert fills[1] == fills[2] == (1.0, 1.0, 1.0, 1.0)
    assert fills[0] != fills[1]
    dashes = [pattern for _offset, pattern in spots.get_linestyle()]
    assert [d is not None for d in dashes] == [False, False, True]


def test_area_is_revenue():
    figure = draw(chart([Bubble("A", 60, 2000, 400), Bubble("B", 40, 2000, 100)]), WINDOW)
    (spots,) = [c for c in figure.findobj(CircleCollection) if len(c.get_sizes()) == 2]
    assert spots.get_sizes()[0] / spots.get_sizes()[1] == pytest.approx(4.0)


@pytest.mark.parametrize("lang", ["en", "fa"])
@pytest.mark.parametrize("y_log", [False, True])
def test_a_hand_finds_what_is_drawn_and_a_cut_is_where_its_value_is(lang, y_log):
    data = chart(crowd(30), y_log=y_log)
    found = places(data, Look("light", lang, 640, 470))
    for bubble, (x, y, radius) in zip(data.bubbles, found.bubbles, strict=True):
        assert x - radius >= 0
        assert x + radius <= 640
        assert found.x_value(x) == pytest.approx(bubble.x, abs=0.2)
        assert found.y_value(y) == pytest.approx(bubble.y, rel=0.01)
    assert found.x_value(found.cut[0]) == pytest.approx(50.0)
    assert found.y_value(found.cut[1]) == pytest.approx(1000.0)
    right = [x for b, (x, _y, _r) in zip(data.bubbles, found.bubbles, strict=True) if b.x > 50]
    assert all((x < found.cut[0]) is (lang == "fa") for x in right)


def test_a_cut_can_not_be_dragged_off_its_scale():
    found = places(chart(crowd(10), y_log=True), WINDOW)
    assert (found.x_value(-500), found.x_value(5000)) == (0.0, 100.0)
    assert found.y_value(-500) > found.y_value(5000) > 0


def test_revenues_of_nothing_and_below_are_drawn_at_the_foot():
    figure = draw(
        chart([Bubble("A", 60, 0, 0), Bubble("B", 40, -5, 0), Bubble("C", 40, 5e6, 5e6)], y_log=True), WINDOW
    )
    assert_nothing_is_cut(figure)


def test_the_list_behind_the_chart_says_why_and_counts_revenue_once():
    twin = twin_of(chart([Bubble("A", 61.25, 2000, 2000, movable=True, quiet=True)]), "en")
    assert twin.head == ("Customer", "satisfaction", "revenue", "Note")
    assert twin.rows == (
        ("A", 61.2, 2000, "one answer could move it, fewer than half of those invited answered"),
    )


def test_five_thousand_customers_are_drawn_in_a_moment():
    data = chart(crowd(5000), y_log=True, named=7)
    draw(chart(crowd(5)), WINDOW)  # fonts are read once
    start = time.process_time()
    rendered(draw(data, WINDOW), "png", 1)
    assert time.process_time() - start < 3.0
