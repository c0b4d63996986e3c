"""What Alder Lifts wrote down of its touch points: parts of functions, readiness, volumes, expectations, other names."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cxdesk.touchpoints import actions as touch_points
from cxdesk.touchpoints import roles

CHECKED, LONG_AGO = date(2026, 4, 20), date(2025, 2, 10)
_READY = {"+": "in_place", "~": "partly", "-": "missing", "?": ""}


@dataclass(frozen=True, slots=True)
class Record:
    """One touch point's record.

    `parts` such as "Service RA, Sales I"; `ready` is process, skill and practice as + ~ - or ? (not looked at);
    `volume` counts contacts a year; `old` was last checked long ago, which None leaves unsaid.
    """

    key: str
    parts: str
    ready: str
    volume: int | None = None
    expectation: str = ""
    synonyms: tuple[str, ...] = ()
    old: bool | None = False


RECORDS = tuple(
    Record(*row)
    for row in (
        (
            "emergency_call", "Service RA, IT C, Sales I", "+~~", 5_400,
            "Somebody answers within half a minute and says when we come.",
            ("Emergency number", "Hotline", "Breakdown call"),
        ),
        (
            "arrival_message", "Service RA, IT R, Sales I", "~+-", 4_100,
            "A time within two hours, by text, and a new one when it moves.", ("Arrival text", "On-my-way message"),
        ),
        (
            "waiting", "Service RA, Sales I, Customer experience C", "~~-", 4_300,
            "A fitter within two hours by day, and a call when it takes longer.", ("Waiting time", "Response time"),
        ),
        ("skill", "Service RA, Human resources R", "+++", 4_300, "The first fitter can repair it.", ("Fitter’s skill",)),
        ("repair_visit", "Service RA, Sales I", "++~", 4_300, "The lift runs when the fitter leaves.", ("Repair", "Breakdown visit")),
        (
            "visit_report", "Service R, Customer experience A, IT C", "--?", 4_300,
            "What was replaced, and whether it will hold, on the same day.", ("Service report", "Work order"), True,
        ),
        ("invoice", "Finance RA, Service C, Sales I", "++~", 9_800, "One line for each visit, as the contract says.", ("Bill",)),
        ("follow_up", "Service RA, Customer experience I", "~++", 1_100, "A call within a week.", ("Call-back",)),
        ("maintenance", "Service RA, Sales I", "+++", 12_600, "On the day that was announced.", ("Service visit",)),
        ("maintenance_notice", "Service RA, IT R", "~+~", 12_600, "A week before, with the name of the fitter."),
        ("inspection", "Service RA", "+++", 2_300, "", ("Yearly inspection",), True),
        ("spare_part", "Sales RA, Service C", "~~~", 620, "A price within two days."),
        ("part_delivery", "Sales A, Service R", "~?-", 590),
        ("contract_offer", "Sales RA, Finance C", "++~", 180),
        ("renewal", "Sales RA, Service C, Customer experience C", "-~-", 140, "Someone who knows what happened in the lift.", ("Contract talk",)),
        ("yearly_review", "Sales RA, Customer experience R", "~+~", 96, "Figures on our own lifts."),
        ("website", "Customer experience RA, IT R", "+~?", 61_000, "", ("Site", "Homepage"), None),
        ("portal", "Customer experience A, IT R, Service C", "--~", 7_400, "To see when the fitter comes.", ("Customer portal login",)),
        ("newsletter", "Customer experience R", "???", 28_000, "", (), None),
        ("complaint", "Customer experience RA, Service R, Sales I", "+~~", 310, "A name, and an answer within three days.", ("Claim",)),
        ("site_visit", "Sales RA, Installation R", "++~", 210),
        ("quotation", "Sales RA, Installation C, Finance C", "~+~", 205, "One page with what is not in the price.", ("Offer", "Price quotation")),
        ("signing", "Sales RA, Finance I", "++?", 74),
        ("planning", "Installation RA, Sales C", "~~-", 71, "A date that holds.", ("Work planning",)),
        ("works", "Installation RA, Sales I", "+++", 71, "Good people, and no surprise."),
        ("tidiness", "Installation RA", "-~-", 71, "Noise is announced a week before."),
        ("approval", "Installation RA", "++~", 71, "", ("Acceptance test",), True),
        ("handover", "Installation A, Sales R, Service R", "~~-", 71, "One name to call, from the first day on.", ("Hand-over", "Delivery of the lift")),
        ("handover_folder", "Installation R, Sales I", "~?-", 71, "", (), True),
        ("training", "Installation RA, Service C", "-~-", 66, "An hour, with the machine room open.", ("Caretaker training",)),
        ("first_check", "Service RA, Installation I", "~++", 63),
    )
)  # fmt: skip
# How much each step weighs for the customer, the employee and the business.
STEP_SCORES = {
    "Lift stops": (6, 3, 5),
    "Calls us": (8, 6, 6),
    "Hears when we come": (7.5, 7, 5),
    "Waits for the fitter": (9.5, 8, 9),
    "Fitter arrives": (7, 8, 6),
    "Lift runs again": (8, 7.5, 6.5),
    "Gets the report": (6, 4, 7),
    "Gets the invoice": (5, None, 7.5),
    "Shows the building": (4, 5, 6),
    "Compares offers": (6.5, 5, 9),
    "Plans the works": (8, 6, 7),
    "Works begin": (6, 7, 6),
    "Lives with the works": (7, 5, 5),
    "Takes over the lift": (9, 7, 8.5),
    "Own people learn it": (6, 6, None),
    "Lift is checked": (5, 6, 7),
}
STEP_FUNCTIONS = {
    "Calls us": "Service",
    "Hears when we come": "Service",
    "Waits for the fitter": "Service",
    "Gets the report": "Customer experience",
    "Gets the invoice": "Finance",
    "Plans the works": "Installation",
    "Takes over the lift": "Installation",
}


def write(session: Any, points: dict[str, int]) -> None:
    """The records of all touch points."""
    for record in RECORDS:
        _write(session, points[record.key], record)


def _write(session: Any, point: int, record: Record) -> None:
    process, skill, practice = (_READY[sign] for sign in record.ready)
    checked = None if record.old is None else LONG_AGO if record.old else CHECKED
    touch_points.describe(
        session,
        point,
        process=process,
        skill=skill,
        practice=practice,
        volume=record.volume,
        expectation=record.expectation,
        checked_on=checked,
    )
    touch_points.set_synonyms(session, point, record.synonyms)
    for part in record.parts.split(", "):
        function, letters = part.rsplit(" ", 1)
        roles.set_letters(session, point, function, letters)
