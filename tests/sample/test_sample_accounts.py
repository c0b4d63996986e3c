"""The quadrants of the finished example: who stands where, who is large, and who could be either."""

from collections import Counter

import pytest

from cxdesk.analysis.account_map import AccountMap, account_map
from cxdesk.analysis.quadrants import AT_RISK, GROWTH, MODEL
from cxdesk.planning.account_review import account_review
from cxdesk.project import Project
from exports.charts.account_map import map_chart
from exports.charts.drawing import draw
from exports.charts.look import Look
from resources.sample.names import HARBOUR, NILOUFAR, SILENT
from tests.charts.test_charts import texts


@pytest.fixture(scope="session")
def found(sample: Project) -> AccountMap:
    made = sample.read(account_map, None, "", None, (60.0, None))
    assert made is not None
    return made


def test_the_largest_customer_sits_at_risk_and_is_named_in_the_chart(found: AccountMap) -> None:
    first = found.placed[0]
    assert (first.standing.name, first.quadrant) == (NILOUFAR, AT_RISK)
    assert NILOUFAR in texts(draw(map_chart(found), Look("light", "en", 640, 470)))


def test_everybody_is_on_the_map_but_those_who_are_silent(found: AccountMap) -> None:
    assert len(found.placed) == 138
    assert [(why, sorted(s.name for s in rows)) for why, rows in found.absent] == [
        ("no_score", sorted(SILENT))
    ]
    assert sum(t.customers for t in found.totals) == 138
    assert sum(t.revenue for t in found.totals) == pytest.approx(sum(p.revenue for p in found.placed))


def test_of_harbour_square_enough_answered_and_of_niloufar_towers_not(found: AccountMap) -> None:
    known = {p.standing.name: p for p in found.placed}
    assert (known[HARBOUR].quadrant, known[HARBOUR].doubts) == (MODEL, ())
    assert known[NILOUFAR].doubts == ("silent_half",)
    assert Counter(bool(p.doubts) for p in found.placed)[False] >= 10


def test_growth_with_potential_is_fewer_than_growth(found: AccountMap) -> None:
    growth = next(t for t in found.totals if t.quadrant == GROWTH)
    assert 0 < growth.with_potential < growth.customers
    assert all(p.standing.potential is not None for p in found.placed if p.potential)


@pytest.mark.slow
def test_the_touch_points_of_a_customer_add_up_to_its_score(sample: Project, found: AccountMap) -> None:
    for placed in found.placed[:12]:
        review = sample.read(account_review, placed.standing.key)
        assert review.total is not None
        assert placed.standing.summary is not None
        assert review.total.answers == placed.standing.summary.answers
        assert review.total.score == pytest.approx(placed.score)
        assert review.total.satisfied == sum(t.satisfied or 0 for t in review.touch_points)


def test_the_page_of_niloufar_knows_its_renewal_its_silence_and_its_open_work(sample: Project) -> None:
    from datetime import date

    review = sample.read(account_review, NILOUFAR, None, date(2026, 5, 1))
    assert review.days_to_go == 152
    assert review.unmentioned == ("Spare part quotation",)
    assert review.silent_rounds == ()
    assert "Waiting for a repair" in {i.title for i in review.issues}
    assert review.actions
    assert [p.figure.n for p in review.trend] == [10, 11]
    assert review.touch_points[0].name == "Time until a fitter arrives"
    assert (review.touch_points[0].satisfied, review.touch_points[0].answers) == (1, 11)


def test_of_a_silent_customer_the_rounds_are_named(sample: Project) -> None:
    review = sample.read(account_review, SILENT[0])
    assert [r.name for r in review.silent_rounds] == ["March 2026", "September 2025"]
    assert (review.touch_points, review.total, review.unmentioned) == ((), None, ())
    assert review.contacts
    assert all(c.answered is not True for c in review.contacts)
