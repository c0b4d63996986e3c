"""The curve of feelings says by its line what is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.journeys.curve import DASH, Point, curves, cut
from cxdesk.journeys.shapes import Curve


def run(*points: tuple[int, float, str]) -> tuple[Curve, ...]:
    return curves([Point(c, c * 100.0, y, grade) for c, y, grade in points], "accent", 2.5)


def height_at(curve: Curve, t: float) -> float:
    ys = (curve.y0, curve.cy0, curve.cy1, curve.y1)
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return sum(w * y for w, y in zip(weights, ys, strict=True))


def test_the_curve_is_dashed_wherever_an_end_is_opinion():
    pieces = run((0, 5, "measured"), (1, 9, "some"), (2, 3, "opinion"), (3, 4, "measured"))
    assert [piece.dash for piece in pieces] == [(), DASH, DASH]


def test_no_curve_is_drawn_over_a_step_without_a_feeling():
    pieces = run((0, 5, "measured"), (1, 9, "measured"), (3, 3, "measured"), (4, 1, "measured"))
    assert [(p.x0, p.x1) for p in pieces] == [(0, 100), (300, 400)]


def test_one_feeling_alone_has_no_curve():
    assert run((2, 5, "measured")) == ()


@given(ys=st.lists(st.floats(-50, 50), min_size=2, max_size=8))
def test_the_curve_never_goes_beyond_its_two_points(ys):
    for piece in run(*((i, y, "measured") for i, y in enumerate(ys))):
        low, high = sorted((piece.y0, piece.y1))
        assert all(low - 1e-6 <= height_at(piece, t / 20) <= high + 1e-6 for t in range(21))


@given(left=st.floats(10, 45), right=st.floats(55, 90))
def test_a_cut_curve_is_the_same_curve(left, right):
    [piece] = run((0, 5, "measured"), (1, 40, "measured"))
    part = cut(piece, left, right)
    assert part is not None
    assert (part.x0, part.x1) == pytest.approx((left, right))
    assert height_at(part, 0.5) == pytest.approx(height_at(piece, (left + right) / 200))


def test_a_curve_outside_the_sheet_is_left_out():
    [piece] = run((0, 5, "measured"), (1, 40, "measured"))
    assert cut(piece, 200, 400) is None
    assert cut(piece, -300, 0) is None
