"""The internal page: three things a line manager can act on, with what proves them; one A4, never for customers.

Everything on it is a Figure of the analysis or a text of the file; paper only sets it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cxdesk.analysis.figure import Figure
from cxdesk.planning.customer_plan import Brand
from cxdesk.responses.about_data import AboutData

MOST_THINGS = 3


@dataclass(frozen=True, slots=True)
class GoalLine:
    """The goal the programme serves; what is not written down is empty."""

    name: str
    now: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done about a thing: the words, who does it, and by when."""

    what: str
    who: str = ""
    by_when: date | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """One of at most three things: a score with the one of the round before, and what is done about it."""

    name: str
    said: str
    figure: Figure
    previous: Figure | None
    since: str
    deed: Deed


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a person who agreed to be quoted, and from which segment they speak."""

    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One bar of the chart: the people of a segment, or a survey round."""

    label: str
    figure: Figure
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Where to look first: the score of the first thing by segment or by round, and what that shows."""

    kind: Literal["segment", "round"]
    name: str
    groups: tuple[Group, ...]
    said: str


@dataclass(frozen=True, slots=True)
class InternalPage:
    """All that the page prints, in one language."""

    language: str
    brand: Brand
    title: str
    subtitle: str
    goal: GoalLine | None
    things: tuple[Thing, ...]
    quotations: tuple[Said, ...]
    where: Where | None
    data: AboutData
    made_on: date
