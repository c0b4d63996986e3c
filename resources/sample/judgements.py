"""How Alder Lifts judges its issues: why they happen bone by bone, what to do first, and what was decided."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cxdesk.planning import actions as planning
from cxdesk.programme import actions as programme
from resources.sample.issues import Raised
from resources.sample.names import NILOUFAR

# The bones of the causes that the issues begin with, in their order.
FIRST_BONES = {
    "waiting": ("people", "process", "tools"),
    "handover": ("information", "tools"),
    "report": ("process",),
    "invoice": ("information",),
}
# Below the first cause of the waiting: five times why.
WHYS = (
    "The second shift in dispatch was cut in 2024",
    "Cost per call was the only thing that was measured",
    "Nobody counts what waiting costs us",
    "A customer who leaves shows in nobody’s budget",
)
MORE_CAUSES = (
    ("process", "Parts are ordered only after the first visit", None),
    ("tools", "The van’s stock list is on paper", "It was never part of the service system"),
    ("rules", "A lift that still reaches one floor counts as not urgent", None),
    ("rules", "Overtime needs a signature the day before", None),
    (
        "information",
        "Nobody tells the customer when the fitter comes",
        "Dispatch does not see where the vans are",
    ),
    ("surroundings", "Morning traffic doubles the drive to the north", None),
)
# Likelihood, impact, effort, what customers mean to do, chance that they leave, years they would have stayed.
JUDGED = {
    "waiting": (4, 3, 3, "leave", 15.0, 3.0),
    "handover": (3, 3, 2, "get_help", None, None),
    "report": (3, 2, 2, "get_help", None, None),
    "invoice": (2, 2, 1, "other", 2.0, None),
}
SYMPTOMS = ("text", "saturdays", "template", "ask")
NIGHT_LINE = "Building managers would pay for a line that is answered at night"


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision; `issue` names what it rests on."""

    title: str
    by: str
    on: date
    why: str
    issue: str = ""
    given_up: str = ""
    cost: float | None = None
    forgone: float | None = None


DECISIONS = (
    Decided(
        "Hire a second dispatcher from 1 June", "Ines Duarte", date(2026, 4, 9),
        "Calls queue 26 minutes until ten in the morning.", "waiting", "The new showroom in Zwolle", 31_000.0,
    ),
    Decided(
        "Sell no new service contracts north of Zwolle until September", "Willem de Boer", date(2026, 4, 16),
        "Every new contract makes those wait longer whom we have.", "waiting",
        "Growth in the north for five months", None, 140_000.0,
    ),
    Decided(
        "One named contact for each lift", "Marta Kowalska", date(2026, 4, 16),
        "Three in ten call the sales contact and wait for a call back.", "handover", "", 6_500.0,
    ),
    Decided(
        "The visit report is made on the spot", "Sanne Visser", date(2026, 4, 23),
        "31 people wrote about it although nobody asked.", "report",
    ),
    Decided(
        "Keep the invoice with one line for each visit", "Pieter Hoekstra", date(2026, 4, 7),
        "It became better by 13 points.", "invoice",
    ),
    Decided("Repaint the vans", "Tom Fletcher", date(2026, 4, 20), "They look old.", "", "", 18_000.0),
    Decided("Answer on social media within an hour", "Ines Duarte", date(2026, 4, 21), ""),
    Decided("Move the customer day to October", "Leila Rahimi", date(2026, 5, 6), "The hall is free."),
)  # fmt: skip


def judge_all(session: Any, raised: Raised, goal: int, points: dict[str, int], known: dict[str, int]) -> None:
    """Causes, further evidence, judgements and decisions, on top of the issues as they were raised."""
    for key, (likelihood, impact, effort, intent, chance, years) in JUDGED.items():
        planning.judge_issue(
            session, raised.issues[key], likelihood=likelihood, impact=impact, effort=effort, intent=intent,
            leave_chance=chance, years=years,
        )  # fmt: skip
    _causes(session, raised)
    _evidence(session, raised.issues["waiting"], known)
    for action in raised.actions.items():
        planning.change_action(session, action[1], treats="symptom" if action[0] in SYMPTOMS else "cause")
    _night_line(session, goal, points, known)
    for made in DECISIONS:
        number = programme.decide(
            session, made.title, made.by, made.on, why=made.why, given_up=made.given_up, cost=made.cost,
            revenue_forgone=made.forgone, currency="EUR" if made.cost or made.forgone else "",
        )  # fmt: skip
        if made.issue:
            programme.cite(session, number, raised.issues[made.issue])


def _causes(session: Any, raised: Raised) -> None:
    for key, bones in FIRST_BONES.items():
        for cause, bone in zip(raised.causes[key], bones, strict=True):
            planning.hang_cause(session, cause, bone)
    waiting = raised.issues["waiting"]
    deeper = raised.causes["waiting"][0]
    for words in WHYS:
        deeper = planning.add_cause(session, waiting, words, deeper)
    for bone, words, why in MORE_CAUSES:
        first = planning.add_cause(session, waiting, words, None, bone)
        if why:
            planning.add_cause(session, waiting, why, first)


def _evidence(session: Any, waiting: int, known: dict[str, int]) -> None:
    planning.add_note(
        session, waiting, "account_fact", "Four breakdowns in five weeks; the contract ends in December.",
        "Service system", known[NILOUFAR], on=date(2026, 4, 2),
    )  # fmt: skip
    planning.add_note(
        session, waiting, "observation", "Between 7 and 10 one person took 41 calls; the longest waited 52 minutes.",
        "Ines Duarte, a morning in dispatch", on=date(2026, 4, 8),
    )  # fmt: skip
    planning.add_note(
        session, waiting, "review", "Two hours in a lobby with a pram and no lift. Nobody could say when.",
        "A video of a tenant", reach=18_400, on=date(2026, 3, 29),
    )  # fmt: skip


def _night_line(session: Any, goal: int, points: dict[str, int], known: dict[str, int]) -> None:
    """The opportunity beside the problems."""
    issue = planning.raise_issue(
        session, NIGHT_LINE, "Hotels and hospitals call a neighbour’s fitter at night, and pay for it.",
        points["emergency_call"], goal, date(2026, 4, 10),
    )  # fmt: skip
    planning.judge_issue(
        session,
        issue,
        kind="opportunity",
        likelihood=2,
        impact=3,
        effort=4,
        intent="buy_more",
        leave_chance=40.0,
        own_revenue=120_000.0,
    )
    planning.add_note(
        session, issue, "follow_up", "Asked what a fitter at night would be worth: “A third more, gladly.”",
        "Olena Marchenko, by phone", known[NILOUFAR], on=date(2026, 4, 10),
    )  # fmt: skip
