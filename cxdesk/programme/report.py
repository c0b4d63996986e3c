"""An internal document as data: for whom it is, its goal and focus, and its parts in the order they are read.

Every score on it is a Figure of the analysis; paper and slides only set it. No customer gets one of these.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from cxdesk.analysis.figure import Figure
from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, listed
from cxdesk.planning.customer_plan import Brand
from cxdesk.planning.internal_page import GoalLine, Said, Thing, Where
from cxdesk.responses.about_data import AboutData

LINE_MANAGER, GENERAL_MANAGER, EXECUTIVE, ANALYST, STAFF, OPERATIONS, RESULTS, FUNCTION = AUDIENCES = (
    "line-manager",
    "general-manager",
    "executive",
    "analyst",
    "staff",
    "operations-review",
    "results",
    "function",
)
TITLES: Final = {
    LINE_MANAGER: N_("Line manager"),
    GENERAL_MANAGER: N_("General manager"),
    EXECUTIVE: N_("Executive, quarterly"),
    ANALYST: N_("Analyst, all tables"),
    STAFF: N_("Staff: what we decided and why"),
    OPERATIONS: N_("Monthly operations review"),
    RESULTS: N_("Results board"),
    FUNCTION: N_("Scorecard of a function"),
}
ABOUT: Final = {
    LINE_MANAGER: N_("One page, three things at most, with what to do about each."),
    GENERAL_MANAGER: N_("What disappoints, what is at stake, and the opportunities, at most two pages."),
    EXECUTIVE: N_("One page for the quarterly talk: where we stand, what it may cost, what was decided."),
    ANALYST: N_(
        "Every score with its margin, method and answers, and why figures may differ from elsewhere."
    ),
    STAFF: N_("One page: what was decided, why, and what came of what we did."),
    OPERATIONS: N_("The agenda of the monthly meeting: experience first, the financials after it."),
    RESULTS: N_("What is done, what it changed as measured again, and whom we thank."),
    FUNCTION: N_("The touch points of one function, its actions, and nothing of others."),
}
FORMATS: Final = {audience: ("pdf", "pptx") if audience == EXECUTIVE else ("pdf",) for audience in AUDIENCES}
# So many pages at most; 0 is as many as the tables need.
MOST_PAGES: Final = {LINE_MANAGER: 1, GENERAL_MANAGER: 2, EXECUTIVE: 1, ANALYST: 0, STAFF: 1, OPERATIONS: 2, RESULTS: 2, FUNCTION: 1}  # fmt: skip


def refuse_format(audience: str, form: str) -> None:
    """Raise a UserError that says as what an audience's document is written, and whose there is in the format."""
    if form in FORMATS[audience]:
        return
    name, there = _(TITLES[audience]), listed(FORMATS[audience])
    others = listed(other for other in AUDIENCES if form in FORMATS[other])
    if others:
        sentence = _("“{name}” is written as {there}. As {form} there is: {others}.")
    elif form:
        sentence = _("“{name}” is written as {there}; no document is written as {form}.")
    else:
        sentence = _("“{name}” is written as {there}. Choose a name that ends so.")
    raise UserError(sentence.format(name=name, there=there, form=form, others=others))


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One score under its name, with the one of the round before and a word on it."""

    name: str
    figure: Figure
    previous: Figure | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores below each other."""

    head: str
    rows: tuple[ScoreLine, ...]
    empty: str = ""
    detail_head: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing somebody does, decided or risks: what, more about it, who, by when, and its state in a word."""

    what: str
    more: str = ""
    who: str = ""
    by_when: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Such things below each other; `empty` is said where there is none, so that no part is missing silently.

    At most `most` of them are printed, all where it is 0; how many more there are is said below.
    """

    head: str
    rows: tuple[Line, ...]
    empty: str
    heads: tuple[str, str, str] = ("", "", "")
    most: int = 0


@dataclass(frozen=True, slots=True)
class Things:
    """At most three things with what proves them."""

    head: str
    rows: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences under a head."""

    head: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voices:
    """What people said who agreed to be quoted."""

    head: str
    rows: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A score by group or over the rounds, and what that shows."""

    head: str
    where: Where


@dataclass(frozen=True, slots=True)
class Changed:
    """Scores before and after, of what was measured again."""

    head: str
    rows: tuple[tuple[str, Figure, Figure | None, str], ...]
    empty: str
    most: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under heads; the first column names the row, the others stand at the end edge."""

    head: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""


Part = Scores | Lines | Things | Words | Voices | Chart | Changed | Table


@dataclass(frozen=True, slots=True)
class Report:
    """All that a document prints, in one language.

    `focus` says where to look first and what is next; `data` is the survey behind the figures.
    """

    audience: str
    language: str
    brand: Brand
    title: str
    subtitle: str
    goal: GoalLine | None
    focus: str
    parts: tuple[Part, ...]
    data: AboutData
    method: str
    made_on: date

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure on it, in reading order."""
        found: list[Figure] = []
        for part in self.parts:
            if isinstance(part, Scores):
                found += [r.figure for r in part.rows]
            elif isinstance(part, Things):
                found += [t.figure for t in part.rows]
            elif isinstance(part, Chart):
                found += [g.figure for g in part.where.groups]
            elif isinstance(part, Changed):
                found += [now for _name, now, _before, _said in part.rows]
        return tuple(found)
