"""The example's inventory shows something real in every view."""

from cxdesk.analysis.coverage import point_shares, slogan_check, to_check_again
from cxdesk.analysis.inventory import inventory
from cxdesk.analysis.round_scores import round_scores
from cxdesk.analysis.stage_matrix import stage_matrix
from cxdesk.journeys.truths import truth_rows
from cxdesk.planning.journey_map import journey_map
from cxdesk.project import Project
from cxdesk.touchpoints.names import meant_by
from cxdesk.touchpoints.roles import without_accountable
from tests.touchpoints.inventory_examples import TODAY


def test_every_record_is_filled_and_some_things_are_missing_to_be_found(sample: Project) -> None:
    found = sample.read(inventory, "en", TODAY)
    rows = [e.row for e in found.entries]
    assert (found.count, found.on_maps, len(found.strays)) == (31, 15, 0)
    assert [row.name for row in without_accountable(rows)] == ["Newsletter", "Handover folder"]
    assert {s.check: s.have for s in point_shares(found)} == {
        "survey": 18, "owner": 31, "function": 31, "accountable": 29, "feeling": 15, "expectation": 21,
        "readiness": 25, "place": 15,
    }  # fmt: skip
    assert [s.step for s in slogan_check(found.journeys, found)] == ["Lift stops", "Gets the report"]
    assert [a.name for a in to_check_again(found)] == [
        "Visit report", "Safety inspection", "Approval by the authority", "Handover folder",
    ]  # fmt: skip
    hotline = meant_by("Contact point: hotline", rows)
    assert hotline is not None
    assert hotline.name == "Emergency call"


def test_stages_channels_and_rounds_have_filled_cells_and_empty_ones(sample: Project) -> None:
    matrix = stage_matrix(sample.read(inventory, "en", TODAY))
    assert (len(matrix.rows), matrix.count) == (10, 31)
    scores = sample.read(round_scores, "en")
    assert len(scores.names) == 18
    assert len(scores.rounds) == 4
    cells = [cell is None for row in scores.cells for cell in row]
    assert any(cells)
    assert not all(cells)


def test_the_repair_map_carries_change_gap_employees_and_one_moment_of_truth(sample: Project) -> None:
    journey = sample.read(journey_map, 1, "en", today=TODAY)
    near = {c.words: c.beside for c in journey.cards if c.beside}
    gap = near["Time until a fitter arrives"].gap
    assert gap is not None
    assert gap.real
    assert gap.value is not None
    assert gap.value < 0
    assert near["Invoice"].direction == 1
    assert near["Emergency call"].direction == 0
    employees = near["Time until a fitter arrives"].employees
    assert employees is not None
    assert round(employees.value or 0) == 66
    assert [r.step for r in truth_rows(journey) if r.by_scores] == ["Waits for the fitter"]
