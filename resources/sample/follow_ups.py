"""Three rules of Alder Lifts, what they opened in March 2026, and how far each follow-up is."""

from datetime import datetime, timedelta
from typing import Any

from cxdesk.planning import follow_up_actions as deeds
from cxdesk.planning.rule_actions import add_rule
from cxdesk.planning.rule_runs import run
from cxdesk.planning.rules import RuleSpec, RuleTest
from cxdesk.responses.filter import Filter

OPENED_AT = datetime(2026, 3, 20, 9, 30)
ROUND = "March 2026"

LEAVING, STUCK, LARGE = "Looks at other firms", "Stuck in the lift", "Critics among our largest customers"


def rules(survey: int) -> tuple[RuleSpec, ...]:
    """In the order in which they are tried; the first that fits wins."""
    return (
        RuleSpec(
            LEAVING,
            (RuleTest("text", "", "contains", ("other firms", "andere bedrijven", "más cég", "інші фірми", "شرکت‌های دیگر")),),
            survey_id=survey, level="manager", goes_to="person", person="Ines Duarte", within=1, unit="days",
            priority="high", note="Ask before anything else what would make them stay.",
        ),
        RuleSpec(
            STUCK,
            (RuleTest("text", "", "has_word", ("stuck", "vastgezeten", "گیر")),),
            survey_id=survey, goes_to="function", function="Service", within=4, priority="high",
        ),
        RuleSpec(
            LARGE,
            (RuleTest("answer", "recommend", "at_most", ("6",)), RuleTest("account", "revenue", "above", ("200000",))),
            survey_id=survey,
        ),
    )  # fmt: skip


# What was said, by whom and how many hours after the opening; then the cause and what was done about it.
_HEARD = (
    (
        "phone",
        3,
        "We are sorry that you waited. May we come by this week?",
        "Come on Thursday, and bring the planner.",
    ),
    (
        "phone",
        6,
        "We asked what would make the service better for you.",
        "One name to call, that is all we ask.",
    ),
    ("mail", 20, "Sent the corrected report and an apology.", "Thank you, this one we can use."),
    ("visit", 26, "Looked at the lift together with the caretaker.", "At last somebody who came and looked."),
    ("phone", 30, "Called twice, then spoke to the manager of the building.", "We will see in September."),
)
_CAUSES = (
    ("Calls wait for one dispatcher", "Gave them the direct number of the planner"),
    ("The contact card was missing from the handover folder", "Sent the card and named one contact"),
    ("Reports are typed at home in the evening", "Wrote the report anew with photos"),
    ("The fitter had to drive to the depot for the part", "Put the part into the van for this building"),
)
# By the order in which they were opened; those that are not named are closed, the customer satisfied.
_UNTOUCHED = (3, 9)
_IN_PROGRESS, _WAITING = (6, 12), (8, 14)
_NOT_REACHED, _UNHAPPY = (5,), (10,)


def follow_up(session: Any, survey: int, issue: int) -> None:
    """Write the rules, run them over one round, and do what Alder Lifts did; one cause goes on to an issue."""
    for spec in rules(survey):
        add_rule(session, spec)
    opened = run(session, Filter(rounds=(ROUND,)), survey, OPENED_AT).opening
    for number in range(1, opened + 1):
        if number not in _UNTOUCHED:
            _work_on(session, number)
    deeds.add_to_issue(session, 1, issue, datetime(2026, 3, 25).date())


def _work_on(session: Any, number: int) -> None:
    channel, hours, ours, theirs = _HEARD[number % len(_HEARD)]
    cause, done = _CAUSES[number % len(_CAUSES)]
    at = OPENED_AT + timedelta(hours=hours)
    deeds.note_contact(session, number, "us", channel, ours, at)
    if number in _NOT_REACHED:
        word = "not_reached"
    else:
        deeds.note_contact(session, number, "them", channel, theirs, at + timedelta(minutes=20))
        word = "unhappy" if number in _UNHAPPY else "satisfied"
    if number in _IN_PROGRESS:
        note = "The planner looks for a day."
        deeds.change_state(session, number, "in_progress", note, at + timedelta(hours=1))
    elif number in _WAITING:
        note = "The customer asks the caretaker and calls back."
        deeds.change_state(session, number, "waiting", note, at + timedelta(hours=1))
    else:
        deeds.close(session, number, cause, done, word, now=at + timedelta(days=2 + number % 3))
