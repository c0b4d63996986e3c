"""The rules of the finished example open what was planted, for whom it was planted, and every state is there."""

from collections import Counter
from datetime import datetime

from cxdesk.planning.follow_up_queries import follow_up_rows, follow_up_whole, times
from cxdesk.planning.queries import issue_rows, issue_whole
from cxdesk.planning.rule_queries import rule_rows
from cxdesk.planning.rule_runs import dry_run
from cxdesk.planning.rule_words import questions_asked, sentence
from cxdesk.project import Project
from cxdesk.responses.filter import Filter
from resources.sample.follow_ups import LARGE, LEAVING, STUCK

MARCH = Filter(rounds=("March 2026",))


def test_the_rules_read_as_sentences(sample: Project) -> None:
    asked = sample.read(questions_asked)
    told = [sentence(r.spec, asked) for r in sample.read(rule_rows)]
    assert told[1] == (
        "When a text has the word “stuck” or “vastgezeten” or “گیر” in it, open a follow-up for Service within 4 hours."
    )
    assert told[2].endswith(
        "is 6 or less and the revenue is over 200,000, open a follow-up for the account’s owner within 48 hours."
    )


def test_each_rule_opened_as_many_as_were_planted_and_for_whom(sample: Project) -> None:
    rows = sample.read(follow_up_rows)
    assert Counter((r.rule, r.level, r.for_whom) for r in rows) == {
        (LEAVING, "manager", "Ines Duarte"): 5,
        (STUCK, "specialist", "Service"): 2,
        (LARGE, "specialist", "Leila Rahimi"): 9,
        (LARGE, "specialist", "Tom Fletcher"): 1,
    }
    assert {r.account for r in rows if r.rule == LARGE} == {
        "Harbour Square",
        "Niloufar Towers",
        "Ziekenhuis Maasoord",
    }


def test_running_them_again_over_that_round_opens_nothing(sample: Project) -> None:
    again = sample.read(dry_run, None, MARCH)
    assert again.opening == 0
    assert [o.fitting for o in again.rules] == [5, 2, 10]


def test_every_state_is_there_and_every_closed_loop_but_one_has_two_sides(sample: Project) -> None:
    rows = sample.read(follow_up_rows)
    assert Counter(r.state for r in rows) == {
        "closed": 10,
        "open": 2,
        "in_progress": 2,
        "waiting": 2,
        "reopened": 1,
    }
    assert [r.customer_word for r in rows if r.state == "closed" and not r.two_ways] == ["not_reached"]
    told = times(rows, datetime(2026, 3, 31))
    assert (told.closed, told.two_ways) == (10, 9)
    assert told.within is not None
    assert 0.5 < told.within < 1
    assert sum(1 for r in rows if r.overdue(datetime(2026, 3, 31))) == 3


def test_one_cause_became_evidence_of_the_issue_about_waiting(sample: Project) -> None:
    issue = next(i for i in sample.read(issue_rows) if i.title == "Waiting for a repair")
    kept = [e for e in sample.read(issue_whole, issue.id).evidence if e.kind == "follow_up"]
    assert len(kept) == 1
    row = next(r for r in sample.read(follow_up_rows) if r.issue_id == issue.id)
    assert sample.read(follow_up_whole, row.id).answers
