"""Two journeys as they are now: a repair after a breakdown, and a new lift."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cxdesk.journeys import actions as journeys
from cxdesk.journeys import details, snapshots
from resources.sample.inventory import STEP_FUNCTIONS, STEP_SCORES

CHECKED, LONG_AGO = date(2026, 5, 12), date(2025, 3, 12)
# The map as the first workshop left it: nothing on it was measured yet.
FIRST_KEPT = datetime(2025, 9, 30, 16, 30)
_KINDS = tuple(kind for kind, _internal in journeys.FIRST_LANES)


@dataclass(frozen=True, slots=True)
class Step:
    """One column: what is on its cards, by kind of lane; `how_sure` grades them all unless they say their own.

    A text that begins with "*" was checked long ago, one that begins with "!" is a moment of truth.
    """

    name: str
    touch_point: str
    feeling: float
    felt: str
    does: str
    how_sure: str = "some"
    thinking: str = ""
    pain: str = ""
    behind: str = ""
    opportunity: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """One journey; a stage is its name, its duration and its steps."""

    name: str
    persona: str
    about: str
    takeaway: str
    feeling_title: str
    in_focus: str
    stages: tuple[tuple[str, str, tuple[Step, ...]], ...]


REPAIR = Map(
    "Repair after a breakdown",
    "Building manager",
    "Seen by a building manager in an office building with two lifts.",
    "Half wait longer than they accept, and score every later step lower.",
    "How the building manager feels",
    "Waiting",
    (
        ("Something breaks", "8 min", (
            Step("Lift stops", "", -0.2, "some", "Sees the lift has stopped, puts up a sign", "measured"),
            Step(
                "Calls us", "emergency_call", -1.2, "measured", "Calls the emergency number from the hall", "some",
                "“Is anyone stuck inside?”", "No time is promised", "One dispatcher until 10:00",
                "Second dispatcher at peak hours",
            ),
        )),
        ("Waiting", "about 3 h 10 min", (
            Step(
                "Hears when we come", "arrival_message", -1.6, "some", "Asks when somebody comes; tells the tenants",
                "some", "“Morning is not a time.”", "“Morning” is all one hears", "Route is planned by hand",
                "Text with the fitter’s name and time",
            ),
            Step(
                "Waits for the fitter", "waiting", -3.1, "measured", "!Waits, answers tenants, calls again after two hours",
                "measured", "“My tenants are asking me every five minutes.”", "Nobody calls back; the tenants ask",
                "*Fitter drives to the depot first for parts", "Van stock for the ten most used parts",
            ),
        )),
        ("Repair", "1 h 20 min", (
            Step(
                "Fitter arrives", "skill", 2.1, "measured", "Shows the fitter the machine room", "some",
                "“They know what they are doing.”", behind="Reads the fault log on site",
            ),
            Step(
                "Lift runs again", "repair_visit", 4.0, "measured", "Tries the lift with the fitter",
                behind="Closes the order by phone",
            ),
        )),
        ("After", "4 days", (
            Step(
                "Gets the report", "visit_report", 1.2, "opinion", "Looks for what was done and whether it will hold",
                "measured", "“What did they change?”", "Does not say what was replaced", "*Report typed in at night",
                "Photo report on the spot",
            ),
            Step(
                "Gets the invoice", "invoice", 1.9, "measured", "Checks the amount against the contract",
                behind="Invoice run on Friday",
            ),
        )),
    ),
)  # fmt: skip

NEW_LIFT = Map(
    "A new lift",
    "Facility manager",
    "Seen by a facility manager who replaces a lift in a building that stays in use.",
    "The works go well; what hurts is not knowing what comes next, and whom to call afterwards.",
    "How the facility manager feels",
    "Handover",
    (
        ("Deciding", "2 months", (
            Step(
                "Shows the building", "site_visit", 2.2, "measured", "Walks through the shaft with our surveyor", "some",
                "“They looked at everything.”", behind="Surveyor writes by hand, Sales types it in",
            ),
            Step(
                "Compares offers", "quotation", 1.1, "some", "Compares three offers line by line", "some",
                "“What is not in the price?”", "Options stand on four pages", "Prices come from three lists",
                "One page of options",
            ),
        )),
        ("Preparing", "10 weeks", (
            Step(
                "Plans the works", "planning", -0.8, "measured", "Tells the tenants which weeks the lift is out", "measured",
                "“Will the date hold?”", "The first date moves in one of three orders", "Factory date is known only to Sales",
                "Show the factory date to the customer",
            ),
        )),
        ("Building", "5 weeks", (
            Step(
                "Works begin", "works", 1.6, "measured", "Opens the shaft, meets the crew", "some",
                "“Good people.”", behind="Crew leader speaks with the customer once a week",
            ),
            Step(
                "Lives with the works", "tidiness", -1.5, "measured", "Answers complaints about noise and dust", "some",
                "“Again on a Monday morning.”", "Noisy work is not announced", "Noisy hours are set by the crew",
                "Announce noisy hours a week before",
            ),
        )),
        ("Handover", "1 day", (
            Step(
                "Takes over the lift", "handover", -2.4, "measured", "!Signs, gets a folder, asks whom to call", "measured",
                "“And who is my contact now?”", "The sales contact is the only name", "*Contact card is missing from the folder",
                "One named contact for each lift",
            ),
            Step(
                "Own people learn it", "training", -0.6, "some", "Caretaker sees the machine room", "some",
                "“Five minutes, that was all?”", "No time is set aside for it", "Fitter has the next job at noon",
                "Read the checklist together",
            ),
        )),
        ("Later", "4 weeks", (
            Step(
                "Lift is checked", "first_check", 2.6, "measured", "Hears that all is well", "some",
                "“They thought of it themselves.”", behind="Service takes the lift over from Installation",
            ),
        )),
    ),
)  # fmt: skip


def draw(session: Any, drawn: Map, points: dict[str, int]) -> int:
    """One journey with its stages, steps, lanes and cards."""
    journey = journeys.create(session, drawn.name, drawn.persona, today=CHECKED)
    journeys.change(session, journey, about=drawn.about, takeaway=drawn.takeaway)
    lanes = _lanes(session, journey)
    journeys.change_lane(session, lanes["feeling"], title=drawn.feeling_title)
    grades: dict[int, str] = {}
    for name, duration, steps in drawn.stages:
        stage = journeys.add_stage(session, journey, name, duration)
        if name == drawn.in_focus:
            journeys.focus_stage(session, stage, journey)
        for step in steps:
            column = journeys.add_step(session, stage, step.name)
            _weigh(session, column, step.name)
            grades |= _cards(session, column, step, lanes, points)
    for card in grades:
        journeys.set_grade(session, card, "opinion")
    snapshots.take(session, journey, "First workshop", FIRST_KEPT)
    for card, grade in grades.items():
        journeys.set_grade(session, card, grade)
    return journey


def _lanes(session: Any, journey: int) -> dict[str, int]:
    """The numbers of the lanes a new journey comes with: those just before the next one, which goes again."""
    after = journeys.add_lane(session, journey, "pain")
    journeys.delete_lane(session, after)
    return dict(zip(_KINDS, range(after - len(_KINDS), after), strict=True))


def _weigh(session: Any, column: int, name: str) -> None:
    """Who owns a step, and how much it weighs."""
    customer, employee, business = STEP_SCORES[name]
    details.set_step_scores(
        session, column, customer_score=customer, employee_score=employee, business_score=business
    )
    if name in STEP_FUNCTIONS:
        details.set_function(session, column, STEP_FUNCTIONS[name])


def _cards(
    session: Any, column: int, step: Step, lanes: dict[str, int], points: dict[str, int]
) -> dict[int, str]:
    """The cards of one step; returns how sure we are of each."""
    felt = journeys.add_card(
        session, column, lanes["feeling"], grade=step.felt, feeling=step.feeling, checked_on=CHECKED
    )
    grades = {felt: step.felt}
    if step.touch_point:
        point = points[step.touch_point]
        asked = journeys.add_card(
            session, column, lanes["touch_point"], grade="measured", touch_point_id=point
        )
        grades[asked] = "measured"
    for kind in ("does", "thinking", "pain", "behind", "opportunity"):
        text: str = getattr(step, kind)
        if not text:
            continue
        grade = _grade(kind, step, text)
        card = journeys.add_card(
            session,
            column,
            lanes[kind],
            text.lstrip("!*"),
            grade,
            moment_of_truth=text.startswith("!"),
            checked_on=LONG_AGO if text.startswith("*") else CHECKED,
        )
        grades[card] = grade
    return grades


def _grade(kind: str, step: Step, text: str) -> str:
    """Ideas are opinions, words of customers are measured, the rest is as sure as its step."""
    fixed = {"opportunity": "opinion", "thinking": "measured"}
    return fixed.get(kind) or ("measured" if text.startswith("*") else step.how_sure)
