"""The clock of a workshop: counted down, paused, given more, and gone on; no test waits."""

import pytest

from cxdesk.errors import UserError
from cxdesk.i18n import speaking
from cxdesk.journeys.rounds import (
    Round,
    clock_text,
    gone_on,
    paused,
    rounds_in,
    rounds_text,
    started,
    switched,
    timer_of,
    with_more,
)

ROUNDS = rounds_in("silent writing 5 min, grouping 10 min, vote 3")


def test_rounds_are_typed_as_names_and_minutes():
    assert (Round("silent writing", 300), Round("grouping", 600), Round("vote", 180)) == ROUNDS
    assert rounds_in("نوشتن در سکوت ۵ دقیقه، رأی ۲٫۵") == (Round("نوشتن در سکوت", 300), Round("رأی", 150))
    assert rounds_in(rounds_text(ROUNDS)) == ROUNDS
    assert rounds_in("") == ()


@pytest.mark.parametrize("text", ["silent writing", "vote 0", "vote 99999 min", "5 min vote x"])
def test_a_round_without_a_time_is_named(text):
    with pytest.raises(UserError, match="has no time"):
        rounds_in(text)


def test_it_counts_down_stands_while_it_is_paused_and_never_falls_below_none():
    timer = started(timer_of(ROUNDS), 100)
    assert (timer.left(100), timer.left(160), timer.left(9999)) == (300, 240, 0)
    timer = paused(timer, 160)
    assert timer.left(9999) == 240
    assert switched(timer, 500).left(510) == 230


def test_a_minute_more_goes_on_counting_and_brings_a_round_back_that_was_up():
    timer = started(timer_of(ROUNDS), 0)
    assert timer.is_up(300)
    timer = with_more(timer, 400)
    assert (timer.left(400), timer.left(430)) == (60, 30)


def test_the_last_minute_and_the_end_are_seen():
    timer = started(timer_of(ROUNDS), 0)
    assert [timer.is_soon(t) for t in (0, 239, 241, 301)] == [False, False, True, False]
    assert not timer.is_up(299)


def test_the_next_round_runs_when_this_one_ran_and_after_the_last_it_stays():
    timer = gone_on(started(timer_of(ROUNDS), 0), 50)
    assert (timer.round, timer.left(60)) == (Round("grouping", 600), 590)
    last = gone_on(gone_on(timer, 60), 70)
    assert last.place == 2
    assert not gone_on(timer_of(ROUNDS), 50).runs


def test_the_clock_counts_a_second_that_has_begun_and_speaks_the_language():
    assert [clock_text(s) for s in (400, 399.2, 0, 3600)] == ["06:40", "06:40", "00:00", "60:00"]
    with speaking("fa"):
        assert clock_text(400) == "۰۶:۴۰"
