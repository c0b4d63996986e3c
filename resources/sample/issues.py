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
class More:
    """What else an action says of itself: what for, with whom, what it takes, what it costs, and how it ended."""

    goal: str = ""
    expected: str = ""
    sponsor: str = ""
    functions: tuple[str, ...] = ()
    champions: tuple[str, ...] = ()
    to_goal: bool = True
    told_inside: str = ""
    job: str = ""
    effort: float | None = None
    unit: str = "hours"
    cost: str = ""
    forgone: str = ""
    duration: str = ""
    asked: str = ""
    started_on: date = date(2026, 4, 1)
    why_moved: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One action: what, who, by when, why, and how we will know; "draft" and "measured" are told by `state`."""

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
    more: More = More()


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
SERVICE, INSTALLATION, FINANCE, SALES = "Service", "Installation", "Finance", "Sales"
_SPONSOR = "Ines Duarte"


def _quick(expected: str, **more: Any) -> More:
    """What all actions against waiting are for."""
    return More("A fitter within 4 hours", expected, _SPONSOR, asked="waiting", **more)


def _known(expected: str, **more: Any) -> More:
    """What all actions about the handover are for."""
    return More("Everybody knows whom to call", expected, asked="handover", **more)


def _read(expected: str, **more: Any) -> More:
    """What all actions about the visit report are for."""
    return More("A report one can use on the same day", expected, **more)


def _clear(expected: str, **more: Any) -> More:
    """What all actions about invoices are for."""
    return More("Nobody has to ask what an amount is for", expected, asked="invoice", **more)


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
                more=_quick(
                    "Calls are answered within two minutes", functions=(SERVICE, "Human resources"),
                    champions=("Jonas Beck",), effort=4, unit="days", cost="€ 24,000 a year",
                    told_inside="Dispatchers and fitters, in the team meeting of 7 April",
                ),
            ),
            Measure(
                "text", "Text with the fitter’s name and time of arrival", "Jonas Beck", date(2026, 5, 31),
                "“Morning” is all a customer hears today; not knowing is worse than waiting.",
                "system", *_WAIT, moved_to=date(2026, 6, 30),
                more=_quick(
                    "Every customer knows who comes, and when", functions=(SERVICE, "IT"), effort=20,
                    job="When the lift stands still, tell me when help comes, so that I can tell my tenants",
                    duration="Three months", why_moved="The text service is delivered a month later.",
                ),
            ),
            Measure(
                "van_stock", "Van stock for the ten most used parts", "Willem de Boer", date(2026, 7, 15),
                "Four in ten repairs begin with a drive to the depot.", "process", *_WAIT,
                more=_quick(
                    "Nine in ten repairs begin with the right part in the van", functions=(SERVICE, "Purchasing"),
                    effort=24, cost="€ 18,000 of stock", forgone="€ 6,000 of interest and unsold parts",
                ),
            ),
            Measure(
                "saturdays", "Depot open on Saturdays", "Willem de Boer", date(2026, 6, 5),
                "Breakdowns of Friday evening wait for parts until Monday.", "process", *_WAIT,
                more=_quick("Weekend repairs are done at the weekend", functions=(SERVICE,), effort=30),
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
                more=_known(
                    "One name and one number for each lift", sponsor=_SPONSOR, functions=(INSTALLATION, SALES),
                    champions=("Sanne Visser",), effort=12,
                ),
            ),
            Measure(
                "card", "Contact card in the handover folder", "Marta Kowalska", date(2026, 5, 22),
                "The folder is thick, but the one page that is needed is missing.", "message", *_HAND,
                more=_known("The card is in every folder", functions=(INSTALLATION,), effort=4),
            ),
            Measure(
                "checklist", "Read the handover checklist together", "Marta Kowalska", date(2026, 6, 12),
                "Half of the caretakers see the machine room for five minutes.", "process", *_HAND,
                more=_known("Every caretaker has read it with us", functions=(INSTALLATION, SERVICE), effort=2, unit="days"),
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
                more=_read("The report is there before the fitter leaves", functions=(SERVICE,), effort=16, to_goal=False),
            ),
            Measure(
                "template", "A report that says what was changed", "Sanne Visser", date(2026, 5, 21),
                "“Fault repaired” is the most frequent report.", "message", *_TOLD,
                more=_read("Each report names the part", functions=(SERVICE,), effort=6),
            ),
            Measure(
                "ask", "Ask about the visit report in September", "Ines Duarte", date(2026, 8, 14),
                "We learn of it from comments only.", "process", *_TOLD,
                more=_read("A score for the visit report", functions=(SERVICE, "Customer experience"), effort=3),
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
                "Two calls in three to Finance ask what an amount is for.", "message", *_BILL, state="measured",
                more=_clear(
                    "Half as many calls about amounts", sponsor=_SPONSOR, functions=(FINANCE, SERVICE),
                    champions=("Marta Kowalska",), started_on=date(2025, 10, 6),
                    result="One line for each visit since January; calls about amounts went from 40 to 17 a week.",
                ),
            ),
            Measure(
                "order_number", "Order number on every invoice", "Pieter Hoekstra", date(2026, 6, 19),
                "Larger customers send invoices back without it.", "system",
                "% satisfied with the invoice", "74% in March 2026", "78% in September 2026",
                more=_clear("No invoice comes back", functions=(FINANCE, SALES), effort=10),
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
            raised.actions[measure.key] = _act(session, issue, cause, goal, items, measure)
    return raised


def _act(session: Any, issue: int, cause: int, goal: int, items: dict[str, int], measure: Measure) -> int:
    more = measure.more
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
        goal=more.goal,
        expected=more.expected,
        sponsor_id=person_named(session, more.sponsor) if more.sponsor else None,
        strategy_id=goal if more.goal and more.to_goal else None,
        told_inside=more.told_inside,
        job=more.job,
        effort=more.effort,
        effort_unit=more.unit,
        cost=more.cost,
        forgone=more.forgone,
        duration=more.duration,
    )
    planning.set_functions(session, action, more.functions)
    planning.set_champions(session, action, more.champions)
    if more.asked:
        planning.tie_measure(session, action, items[more.asked])
    _go_on(session, action, measure)
    return action


def _go_on(session: Any, action: int, measure: Measure) -> None:
    """Bring the action to where it stands, each step on its day."""
    more = measure.more
    if measure.state == "draft":
        return
    planning.start_action(session, action, more.started_on)
    if measure.moved_to:
        planning.move_due(session, action, measure.moved_to, more.why_moved, date(2026, 5, 18))
    if measure.state == "measured":
        planning.close_action(session, action, "done", measure.due_on)
        planning.measure_action(session, action, more.result, today=date(2026, 3, 27))


def _quotable(session: Any, survey: int, comment: int) -> dict[str, int]:
    """The numbers of the answers whose speakers agreed to be quoted, by their words."""
    frame = counted(session, survey, (), Filter(rounds=(SPRING,)), ("consent_quote",), (comment,))
    rows = frame.select("response_id", "consent_quote", f"i{comment}").iter_rows()
    return {words: number for number, agreed, words in rows if agreed and words}
