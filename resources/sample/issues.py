"""What hurts Alder Lifts' customers: issues with their evidence, causes and actions."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cxdesk.analysis import scores
from cxdesk.goals import actions as goals
from cxdesk.people.actions import person_named
from cxdesk.planning import actions as planning
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter import Filter
from resources.sample.heroes import HEROES
from resources.sample.names import HARBOUR, NILOUFAR

SPRING, AUTUMN = "March 2026", "September 2025"


@dataclass(frozen=True, slots=True)
class Measure:
    """One action: what, who, by when, why, and how we will know; "draft" and "done" are told by `state`."""

    key: str
    title: str
    owner: str
    due_on: date
    why: str
    kind: str
    measure: str
    baseline: str
    target: str
    state: str = "active"
    moved_to: date | None = None


@dataclass(frozen=True, slots=True)
class Hurt:
    """One issue: `said` names heroes and the person of March whose words are evidence."""

    key: str
    title: str
    statement: str
    touch_point: str
    causes: tuple[str, ...]
    said: tuple[tuple[str, int], ...]
    measures: tuple[Measure, ...]
    round: str = SPRING
    measured: bool = True


_WAIT = ("% satisfied with the time until a fitter arrives", "48% in March 2026", "65% in September 2026")
_HAND = ("% satisfied with the handover of a new lift", "57% in March 2026", "70% in September 2026")
_TOLD = (
    "Comments about the visit report in one round",
    "31 in March 2026",
    "fewer than 10 in September 2026",
)
_BILL = ("% satisfied with the invoice", "61% in September 2025", "70% in March 2026")

HURTS = (
    Hurt(
        "waiting",
        "Waiting for a repair",
        "Customers expect a fitter within 4 hours. More than half say it takes too long, and they score every later "
        "step lower.",
        "waiting",
        ("Calls wait for one dispatcher", "The fitter drives to the depot first for parts", "Routes are planned by hand"),
        ((HARBOUR, 0), (NILOUFAR, 0), (NILOUFAR, 2)),
        (
            Measure(
                "dispatchers", "Two dispatchers at peak hours", "Sanne Visser", date(2026, 6, 1),
                "Dispatch is one person until 10:00. A second shift costs 0.5 FTE. Calls queue 26 minutes on average.",
                "structure", *_WAIT,
            ),
            Measure(
                "text", "Text with the fitter’s name and time of arrival", "Jonas Beck", date(2026, 5, 31),
                "“Morning” is all a customer hears today; not knowing is worse than waiting.",
                "system", *_WAIT, moved_to=date(2026, 6, 30),
            ),
            Measure(
                "van_stock", "Van stock for the ten most used parts", "Willem de Boer", date(2026, 7, 15),
                "Four in ten repairs begin with a drive to the depot.", "process", *_WAIT,
            ),
            Measure(
                "saturdays", "Depot open on Saturdays", "Willem de Boer", date(2026, 6, 5),
                "Breakdowns of Friday evening wait for parts until Monday.", "process", *_WAIT,
            ),
            Measure("routes", "Plan routes on a map", "", date(2026, 9, 30), "", "system", "", "", "", "draft"),
        ),
    ),
    Hurt(
        "handover",
        "After handover, nobody knows whom to call",
        "Building managers call the sales contact, because no other name is in the handover folder.",
        "handover",
        ("The contact card is missing from the handover folder", "Installation and service keep two customer lists"),
        ((HARBOUR, 2), (NILOUFAR, 4)),
        (
            Measure(
                "contact", "One named contact for each lift", "Marta Kowalska", date(2026, 9, 30),
                "Three in ten call the sales contact and wait for a call back.", "structure", *_HAND,
            ),
            Measure(
                "card", "Contact card in the handover folder", "Marta Kowalska", date(2026, 5, 22),
                "The folder is thick, but the one page that is needed is missing.", "message", *_HAND,
            ),
            Measure(
                "checklist", "Read the handover checklist together", "Marta Kowalska", date(2026, 6, 12),
                "Half of the caretakers see the machine room for five minutes.", "process", *_HAND,
            ),
        ),
    ),
    Hurt(
        "report",
        "The visit report comes late and says little",
        "Nobody is asked about it, but 31 people wrote about it: it comes after the invoice and does not say what was "
        "changed.",
        "visit_report",
        ("Reports are typed at home in the evening",),
        ((HARBOUR, 4), (NILOUFAR, 6)),
        (
            Measure(
                "photo", "Photo report on the spot", "Sanne Visser", date(2026, 7, 31),
                "What is typed at night is short; what is photographed at the machine is not.", "system", *_TOLD,
            ),
            Measure(
                "template", "A report that says what was changed", "Sanne Visser", date(2026, 5, 21),
                "“Fault repaired” is the most frequent report.", "message", *_TOLD,
            ),
            Measure(
                "ask", "Ask about the visit report in September", "Ines Duarte", date(2026, 8, 14),
                "We learn of it from comments only.", "process", *_TOLD,
            ),
        ),
        measured=False,
    ),
    Hurt(
        "invoice",
        "Invoices are hard to read",
        "Customers could not tell which visit an amount belongs to.",
        "invoice",
        ("The invoice has one line for each month, not for each visit",),
        (),
        (
            Measure(
                "layout", "New invoice layout: one line for each visit", "Pieter Hoekstra", date(2026, 1, 12),
                "Two calls in three to Finance ask what an amount is for.", "message", *_BILL, state="done",
            ),
            Measure(
                "order_number", "Order number on every invoice", "Pieter Hoekstra", date(2026, 6, 19),
                "Larger customers send invoices back without it.", "system",
                "% satisfied with the invoice", "74% in March 2026", "78% in September 2026",
            ),
        ),
        round=AUTUMN,
    ),
)  # fmt: skip


@dataclass(slots=True)
class Raised:
    """Where issues, causes, actions and quotations are to be found, by their keys."""

    issues: dict[str, int] = field(default_factory=dict)
    actions: dict[str, int] = field(default_factory=dict)
    causes: dict[str, list[int]] = field(default_factory=dict)
    quotations: dict[tuple[str, str], int] = field(default_factory=dict)


def set_goal(session: Any) -> int:
    """What the whole programme is for."""
    return goals.create(
        session,
        "Keep 9 in 10 service contracts",
        "retention",
        "Service contracts renewed",
        "86 in 100 in 2025",
        "90 in 100 in 2026",
        date(2026, 12, 31),
    )


def raise_all(session: Any, goal: int, survey: int, items: dict[str, int], points: dict[str, int]) -> Raised:
    """Every issue with what proves it, why it happens and what we do; `items` are those of the survey."""
    raised = Raised()
    quotable = _quotable(session, survey, items["comment"])
    for hurt in HURTS:
        day = date(2026, 3, 25) if hurt.round == SPRING else date(2025, 10, 1)
        issue = planning.raise_issue(
            session, hurt.title, hurt.statement, points[hurt.touch_point], goal, today=day
        )
        raised.issues[hurt.key] = issue
        if hurt.measured:
            where = Filter(rounds=(hurt.round,))
            found = scores.figure(session, survey, items[hurt.touch_point], where, today=day)
            planning.add_figure(session, issue, found, points[hurt.touch_point], day)
        for name, place in hurt.said:
            words = HEROES[SPRING][name].said[place][0]
            evidence = planning.add_quotation(session, issue, quotable[words], items["comment"], words, day)
            raised.quotations.setdefault((hurt.key, name), evidence)
        causes = [planning.add_cause(session, issue, cause) for cause in hurt.causes]
        raised.causes[hurt.key] = causes
        for place, measure in enumerate(hurt.measures):
            cause = causes[min(max(0, place - 1), len(causes) - 1)]
            raised.actions[measure.key] = _act(session, issue, cause, measure)
    return raised


def _act(session: Any, issue: int, cause: int, measure: Measure) -> int:
    action = planning.add_action(
        session,
        issue,
        measure.title,
        cause,
        why=measure.why,
        owner_id=person_named(session, measure.owner) if measure.owner else None,
        due_on=measure.due_on,
        change_type=measure.kind,
        measure=measure.measure,
        baseline=measure.baseline,
        target=measure.target,
    )
    if measure.state != "draft":
        planning.start_action(session, action)
    if measure.moved_to:
        planning.change_action(session, action, due_on=measure.moved_to)
    if measure.state == "done":
        planning.close_action(session, action, "done", measure.due_on)
    return action


def _quotable(session: Any, survey: int, comment: int) -> dict[str, int]:
    """The numbers of the answers whose speakers agreed to be quoted, by their words."""
    frame = counted(session, survey, (), Filter(rounds=(SPRING,)), ("consent_quote",), (comment,))
    rows = frame.select("response_id", "consent_quote", f"i{comment}").iter_rows()
    return {words: number for number, agreed, words in rows if agreed and words}
