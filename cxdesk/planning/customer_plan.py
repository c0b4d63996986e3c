"""Everything the customer's action plan may print: the allow-list, in the customer's language.

A document builder that is given a `CustomerPlan` can reach nothing else; every text in it comes
from an approved wording for the customer or from the fixed words of the page.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal["draft", "sent", "agreed"]
Size = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True)
class Brand:
    """How the sender looks: name, address and contact in the plan's language, colour as #rrggbb, logo as SVG or
    PNG bytes, and the size of the paper."""

    name: str
    accent: str = "#2B5A48"
    logo: bytes | None = None
    address: str = ""
    contact: str = ""
    paper: Size = "a4"


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of "What you told us", and the plan line it came from."""

    text: str
    line_id: int = 0


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a speaker who agreed, with the role that is printed under them."""

    text: str
    role: str
    line_id: int = 0


@dataclass(frozen=True, slots=True)
class WillDo:
    """One promise: what, who as the customer knows them, by when; a slipped date keeps its old one and why."""

    what: str
    who: str
    by_when: date
    slipped_from: date | None = None
    slip_reason: str = ""
    line_id: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """People of this account who were satisfied in one round: `satisfied` of `answered`."""

    month: date
    satisfied: int
    answered: int


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since last time, with one row of people per round, oldest first."""

    text: str
    rows: tuple[Counted, ...] = ()
    line_id: int = 0


@dataclass(frozen=True, slots=True)
class WhoToCall:
    """Title of the person, phone, mail and hours."""

    title: str
    phone: str
    mail: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class TouchPointCount:
    """One line of the annex: a touch point by its customer name, satisfied people of those who answered."""

    name: str
    satisfied: int
    answered: int


@dataclass(frozen=True, slots=True)
class CustomerPlan:
    """A plan for one account in one language, ready to print."""

    language: str
    brand: Brand
    account: str
    account_full: str
    status: Status
    status_day: date | None
    agreed_with: str
    version: int
    made_on: date
    answers: int
    answers_month: date
    told: tuple[Told, ...]
    quotation: Quotation | None
    will_do: tuple[WillDo, ...]
    since: Since | None
    who_to_call: WhoToCall
    ask: str = ""
    annex: tuple[TouchPointCount, ...] = ()
    sent_to: str = ""
    sent_by: str = ""
    # The days of all rounds of the survey the plan rests on: which of them share a month depends on the language.
    round_days: tuple[date, ...] = ()
