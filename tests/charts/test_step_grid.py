"""The grid of two scales of steps: what stands in a cell, what has no place, and the same as a table and in sentences."""

from dataclasses import replace

import pytest

from cxdesk.planning.judging import Risk
from cxdesk.planning.priorities import Cuts
from exports.charts.data import StepGrid
from exports.charts.drawing import draw
from exports.charts.look import Look
from exports.charts.step_grid import corner_of, numbers
from exports.charts.step_grids import priority_grid, risk_grid
from exports.charts.twin import described, twin_of
from tests.pdf.test_pdf_issue_sheets import priority_sheet, risk_sheet


def words(data: StepGrid, look: Look) -> list[str]:
    return [t.get_text() for t in draw(data, look).findobj(match=lambda a: hasattr(a, "get_text"))]


def test_each_risk_stands_in_the_cell_of_its_steps_coloured_by_its_level() -> None:
    data = risk_grid(risk_sheet(4).rows)
    assert data.cells[0][3] == ("3",)  # likelihood 4, impact 3 raised to 4
    assert data.shades[0][3] == Risk(4, 4).level == 4
    assert data.shades[3][0] == 1
    assert words(data, Look("light")).count("3") == 1


def test_the_cuts_part_the_corners() -> None:
    data = priority_grid(priority_sheet(2).rows, Cuts(impact=2, effort=4))
    assert data.cuts == (3, 3)
    assert [corner_of(data, row, column) for row, column in ((0, 0), (2, 2), (0, 3), (3, 0), (3, 3))] == [
        "do first", "do first", "plan well", "along the way", "leave for now"
    ]  # fmt: skip
    assert "do first" in words(data, Look("paper", width=300))


def test_a_full_cell_counts_what_does_not_fit() -> None:
    lines = numbers(tuple(str(n) for n in range(1, 60)), Look("light"), 80)
    assert len(lines) == 2
    shown = [part for line in lines for part in line.split(", ")]
    assert shown[-1] == f"+{59 - (len(shown) - 1)}"


def test_the_table_and_the_sentences_say_the_same_as_the_picture() -> None:
    data = risk_grid(risk_sheet(4).rows)
    twin = twin_of(data)
    assert twin.head == ("#", "Issue", "How likely", "Impact")
    assert [row[0] for row in twin.rows] == ["1", "2", "3", "4"]
    assert twin.rows[2][2:] == ("almost certain", "very serious")
    assert "almost certain, very serious: 3 Issue 3" in described(data)


def test_what_is_not_judged_is_named_below() -> None:
    from dataclasses import replace

    rows = risk_sheet(2).rows
    data = risk_grid((replace(rows[0], risk=Risk(None, 3)), rows[1]))
    assert data.rest == "Not judged yet: 1."
    assert any("Not judged yet" in t for t in words(data, Look("light")))


@pytest.mark.parametrize("low", [True, False])
def test_the_name_of_a_corner_and_the_numbers_below_it_never_meet(low: bool) -> None:
    """On paper the 2 stood in the words "plan well"."""
    data = priority_grid(priority_sheet(2).rows, Cuts(impact=2, effort=4))
    crowded = replace(data, cells=tuple(tuple(("1", "2", "3") for _ in row) for row in data.cells))
    sheet = draw(crowded, Look("paper", width=460, low=low))
    drawn = [t for t in sheet.findobj(match=lambda a: hasattr(a, "get_text")) if t.get_text()]
    renderer = sheet.canvas.get_renderer()
    corners = [t.get_window_extent(renderer) for t in drawn if t.get_text() in set(data.corners)]
    counts = [t.get_window_extent(renderer) for t in drawn if t.get_text()[0].isdigit()]
    assert len(corners) == 4
    assert len(counts) >= len(data.rows) * len(data.columns)
    # Boxes of text have a little air of their own.
    assert not [1 for a in corners for b in counts if min(a.y1, b.y1) - max(a.y0, b.y0) > 2 and a.overlaps(b)]
