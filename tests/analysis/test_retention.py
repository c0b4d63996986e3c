"""Who left and who stayed, by hand calculation."""

from datetime import date

import pytest

from cxdesk.accounts.queries import AccountRow
from cxdesk.analysis.retention import Span, defections, equal_spans, mean_relative, retained
from cxdesk.analysis.who_left import WhoLeft, mean_line

PIVOT, TODAY = date(2025, 9, 20), date(2026, 9, 20)


def customer(key: str, segment: str, left: date | None = None, relation: str = "") -> AccountRow:
    kind = relation or ("former" if left else "customer")
    return AccountRow(0, key, key, segment, "", None, "", "", "en", None, 0, None, kind, left)


def customers() -> list[AccountRow]:
    """Offices: of 10, 2 left before and then 1 of 8. Hotels: of 5, 1 and then 1 of 4. Housing: nobody left."""
    before, after, long_ago = date(2025, 3, 1), date(2026, 3, 1), date(2020, 1, 1)
    rows = [customer(f"O{n}", "Offices") for n in range(7)]
    rows += [
        customer("O7", "Offices", before),
        customer("O8", "Offices", before),
        customer("O9", "Offices", after),
    ]
    rows += [customer(f"H{n}", "Hotels") for n in range(3)]
    rows += [customer("H3", "Hotels", before), customer("H4", "Hotels", after)]
    rows += [customer(f"W{n}", "Housing") for n in range(4)]
    rows += [customer("X", "Offices", long_ago), customer("P", "Offices", relation="prospect")]
    return [*rows, customer("U", "Offices", relation="former")]


def test_defections_are_counted_before_and_after_by_segment() -> None:
    found = {d.segment: d for d in defections(customers(), PIVOT, TODAY)}
    assert (found["Offices"].before, found["Offices"].after) == (Span(10, 2), Span(8, 1))
    assert (found["Hotels"].before, found["Hotels"].after) == (Span(5, 1), Span(4, 1))
    assert (found["Housing"].before, found["Housing"].after) == (Span(4, 0), Span(4, 0))


def test_the_change_is_told_in_points_and_in_percent() -> None:
    found = {d.segment: d for d in defections(customers(), PIVOT, TODAY)}
    offices, hotels = found["Offices"], found["Hotels"]
    assert offices.absolute == pytest.approx(12.5 - 20)
    assert offices.relative == pytest.approx(-37.5)
    assert hotels.absolute == pytest.approx(25 - 20)
    assert hotels.relative == pytest.approx(25)
    assert found["Housing"].absolute == 0
    assert found["Housing"].relative is None


def test_the_mean_over_segments_counts_each_once() -> None:
    assert mean_relative(defections(customers(), PIVOT, TODAY)) == pytest.approx((-37.5 + 25) / 2)
    assert mean_relative([]) is None


def told(rows: list[AccountRow]) -> str:
    segments = defections(rows, PIVOT, TODAY)
    return mean_line(WhoLeft(PIVOT, PIVOT, TODAY, tuple(segments), mean_relative(segments), (), 0))


def test_a_mean_says_over_how_many_segments_and_one_segment_makes_none() -> None:
    assert told(customers()) == (
        "Mean change over 2 of 3 segments, each counting once: −6 percent. In the others nobody had left before."
    )
    two = [r for r in customers() if r.segment in ("Offices", "Hotels")]
    assert told(two) == "Mean change over the 2 segments, each counting once: −6 percent."
    one = [r for r in customers() if r.segment == "Offices"]
    assert mean_relative(defections(one, PIVOT, TODAY)) is None
    assert told(one) == "There is one segment only, so there is no mean over segments."
    with_housing = [r for r in customers() if r.segment in ("Offices", "Housing")]
    assert told(with_housing) == (
        "Only in “Offices” had anybody left before, so there is no mean over segments."
    )
    quiet = [r for r in customers() if r.segment == "Housing"]
    assert told(quiet) == "Nobody had left before, so no change in percent can be told."


def test_both_periods_are_equally_long_when_less_than_a_year_has_passed() -> None:
    assert equal_spans(PIVOT, date(2025, 10, 20)) == (date(2025, 8, 21), date(2025, 10, 20))
    found = {d.segment: d for d in defections(customers(), PIVOT, date(2025, 10, 20))}
    assert (found["Offices"].before, found["Offices"].after) == (Span(8, 0), Span(8, 0))


def test_retention_is_who_is_left_of_those_who_were_there() -> None:
    groups = [("model" if r.segment == "Offices" else "at_risk", r) for r in customers()]
    found = {r.group: r for r in retained(groups, PIVOT, TODAY)}
    assert (found["model"].customers, found["model"].kept) == (8, 7)
    assert found["model"].rate == pytest.approx(87.5)
    assert (found["at_risk"].customers, found["at_risk"].kept) == (8, 7)
    assert retained([], PIVOT, TODAY) == []


def test_who_leaves_on_the_day_itself_has_left() -> None:
    rows = [customer("A", "Offices", PIVOT), customer("B", "Offices")]
    assert defections(rows, PIVOT, TODAY)[0].before == Span(2, 1)
    assert defections(rows, PIVOT, TODAY)[0].after == Span(1, 0)
