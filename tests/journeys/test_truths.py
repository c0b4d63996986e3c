"""Moments of truth: only steps over all three cuts, what a person sets says so, and the legend tells the cuts."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.analysis.truth_scores import weight_of, weight_words, weights
from cxdesk.errors import UserError
from cxdesk.journeys import actions, details
from cxdesk.journeys.layout import lay_out
from cxdesk.journeys.legend import legend
from cxdesk.journeys.metrics import Style
from cxdesk.journeys.queries import (
    CardOnMap,
    JourneyMap,
    LaneOnMap,
    StageOnMap,
    StepOnMap,
    reaches,
    with_truths,
)
from cxdesk.journeys.shapes import Diamond, Text
from cxdesk.journeys.truths import how_words, truth_rows
from cxdesk.journeys.whole_map import map_of
from tests.touchpoints.inventory_examples import TODAY, built, mapped

SCORES = st.one_of(st.none(), st.floats(0, 10))
STYLE = Style("ui", 12, 16, "text2")


def a_map(scores: tuple[float | None, float | None, float | None], *, by_hand: bool = False) -> JourneyMap:
    step = StepOnMap(1, "Waits", None, "", None, "", *scores)
    cards = (
        CardOnMap(1, 1, 2, touch_point="Waiting", touch_point_id=5),
        CardOnMap(2, 1, 1, "Waits", moment_of_truth=by_hand, truth_by_hand=by_hand),
    )
    lanes = (LaneOnMap(1, "does"), LaneOnMap(2, "touch_point"))
    return with_truths(
        JourneyMap(1, "Map", stages=(StageOnMap(1, "One", steps=(step,)),), lanes=lanes, cards=cards)
    )


def texts(journey: JourneyMap) -> list[str]:
    return [s.words for s in lay_out(journey, "en").shapes if isinstance(s, Text)]


@given(scores=st.tuples(SCORES, SCORES, SCORES), cuts=st.tuples(*[st.floats(0, 10)] * 3))
def test_only_all_three_at_or_over_their_cuts_make_one(
    scores: tuple[float | None, float | None, float | None], cuts: tuple[float, float, float]
) -> None:
    step = StepOnMap(1, "a", None, "", None, "", *scores)
    wanted = all(score is not None and score >= cut for score, cut in zip(scores, cuts, strict=True))
    assert reaches(step, cuts) == wanted


def test_the_mark_lies_on_what_is_done_there_once() -> None:
    marked = [c.id for c in a_map((7, 8, 9.5)).cards if c.moment_of_truth]
    assert marked == [2]
    assert [c.id for c in a_map((7, 8, 6.9)).cards if c.moment_of_truth] == []


def test_a_mark_by_hand_says_so_and_one_by_scores_does_not() -> None:
    assert "Moment of truth, by hand" in " ".join(texts(a_map((1, None, 2), by_hand=True)))
    both = a_map((7, 8, 9), by_hand=True)
    assert "Moment of truth" in texts(both)
    assert how_words(truth_rows(both)[0]) == "moment of truth, by its scores and by hand"
    assert how_words(truth_rows(a_map((1, None, 2), by_hand=True))[0]) == "moment of truth, by hand"
    assert how_words(truth_rows(a_map((1, 9, 2)))[0]) == "below a cut"
    assert how_words(truth_rows(a_map((9, 9, None)))[0]) == "not judged by all three yet"
    assert how_words(truth_rows(a_map((None, None, None)))[0]) == "not judged yet"


def test_the_legend_tells_the_cuts_to_us_and_never_to_a_customer() -> None:
    journey = replace(a_map((7, 8, 9)), cuts=(7.0, 6.5, 8.0))
    told = [s.words for s in legend(journey, "en", STYLE).piece.text if isinstance(s, Text)]
    assert told[0] == "moment of truth: customer from 7, employee from 6.5, business from 8"
    for_customer = legend(journey, "en", STYLE, for_customer=True).piece
    assert next(s.words for s in for_customer.text if isinstance(s, Text)) == "moment of truth"
    plain = legend(a_map((None, None, None), by_hand=True), "en", STYLE).piece
    assert next(s.words for s in plain.text if isinstance(s, Text)) == "moment of truth"
    assert any(isinstance(s, Diamond) for s in plain.shapes)


def test_a_legend_names_no_mark_that_its_map_does_not_show() -> None:
    journey = a_map((1, 2, 3))
    told = [s.words for s in legend(journey, "en", STYLE).piece.text if isinstance(s, Text)]
    assert "check again" not in told
    assert not any(words.startswith("moment of truth") for words in told)
    old = replace(journey, cards=(replace(journey.cards[0], stale_months=14), *journey.cards[1:]))
    whole = legend(old, "en", STYLE)
    assert "check again" in [s.words for s in whole.piece.text if isinstance(s, Text)]
    # What is a little too wide comes nearer; a bar that is too narrow for that shows whole entries only.
    nearer = whole.within(whole.width - 1)
    assert [s.words for s in nearer.piece.text] == [s.words for s in whole.piece.text]
    short = whole.within(whole.entries[-2][1] + 1)
    assert len(short.entries) == 0
    assert short.width < whole.width
    assert [s.words for s in short.piece.text] == [s.words for s in whole.piece.text][:-1]


def test_scores_and_cuts_are_kept_and_undone_and_refused_beyond_ten(tmp_path: Path) -> None:
    project = built(tmp_path / "a.cxdesk")
    number = mapped(project)
    step = project.read(map_of, number, {}, TODAY).steps[0].id
    project.run("Judge", details.set_step_scores, step, customer_score=9, employee_score=8, business_score=7)
    assert truth_rows(project.read(map_of, number, {}, TODAY))[0].by_scores
    project.run("Cut", details.set_cuts, number, business_cut=7.5)
    assert not truth_rows(project.read(map_of, number, {}, TODAY))[0].by_scores
    project.undo()
    assert truth_rows(project.read(map_of, number, {}, TODAY))[0].by_scores
    with pytest.raises(UserError, match="runs from 0 to 10"):
        project.run("Judge", details.set_step_scores, step, customer_score=10.5)
    card = next(c.id for c in project.read(map_of, number, {}, TODAY).cards if c.moment_of_truth)
    project.run("Mark", actions.set_moment_of_truth, card, True)
    assert truth_rows(project.read(map_of, number, {}, TODAY))[0].by_hand
    project.close()


def test_the_proposal_is_the_mean_of_what_moves_and_what_hurts_and_says_so(tmp_path: Path) -> None:
    project = built(tmp_path / "a.cxdesk")
    number = mapped(project)
    found = project.read(weights)
    row = truth_rows(project.read(map_of, number, {}, TODAY))[0]
    weight = weight_of(row, found)
    assert weight is not None
    # Recommending and the wait go hand in hand in these answers: 1.0 of 1.0; 55 of 100 are not satisfied; 7.75 is
    # shown to the next half point.
    assert weight.strength == pytest.approx(1.0)
    assert weight.unhappy == pytest.approx(55.0)
    assert weight.score == 8.0
    assert weight_words(weight) == (
        "8 proposed: the mean of how it moves with “would recommend us” (1.00, where the strongest has 1.00) and of "
        "the 55% who are not satisfied (100 answers), both from 0 to 10."
    )
    project.close()
