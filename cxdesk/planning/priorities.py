"""What to do first: impact against effort, how far it reaches, and what it may cost us, with every input beside it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.words import money
from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, listed, ngettext, number, percent, pgettext
from cxdesk.planning.judging import Risk, raised_by
from cxdesk.planning.model import Issue
from cxdesk.planning.queries import IssueRow, issue_rows
from cxdesk.planning.reach import Reach, reaches
from cxdesk.planning.settings import set_setting, setting

# What is taken for granted until a person says otherwise; shown as assumed wherever it is used.
LEAVE_CHANCE, YEARS = 10.0, 1.0
# The first step that counts as large, of impact and of effort.
CUT = 3
CUTS = "cuts"
CORNERS = {
    "first": N_("do first"),
    "plan": N_("plan well"),
    "along": N_("along the way"),
    "leave": N_("leave for now"),
    "": N_("not judged"),
}
_ORDER = tuple(CORNERS)


@dataclass(frozen=True, slots=True)
class Cuts:
    """The first step that counts as large: from here on impact is high, and effort is."""

    impact: int = CUT
    effort: int = CUT


@dataclass(frozen=True, slots=True)
class Worth:
    """Value at risk: revenue of the customers behind it x chance that they leave x years they would have stayed.

    Of an opportunity (`gain`) it is what it could bring, which only a person can say.

    `revenue` is per currency, because currencies are not added. The flags say which inputs a person gave.
    """

    revenue: dict[str, float]
    accounts: int
    chance: float
    years: float
    own_chance: bool
    own_years: bool
    own_revenue: bool
    unknown_revenue: int = 0
    gain: bool = False

    @property
    def value(self) -> dict[str, float]:
        """What it may cost us, per currency."""
        return {c: v * self.chance / 100 * self.years for c, v in self.revenue.items()}

    @property
    def largest(self) -> float:
        """For sorting: the largest of the currencies."""
        return max(self.value.values(), default=0.0)


@dataclass(frozen=True, slots=True)
class Priority:
    """One issue with everything its place rests on. `place` counts from 1; `set_by_hand` when a person gave it."""

    place: int
    issue: IssueRow
    risk: Risk
    reach: Reach
    worth: Worth
    corner: str
    set_by_hand: bool


def priorities(session: Session) -> list[Priority]:
    """All open issues in their order: as a person set it, then by corner, impact, value at risk and reach."""
    rows = [r for r in issue_rows(session) if r.state == "open"]
    found = reaches(session, [r.id for r in rows])
    inputs = {i.id: i for i in session.scalars(select(Issue))}
    cuts = cuts_of(session)
    made = []
    for row in rows:
        reach = found[row.id]
        risk = risk_of(row, reach)
        made.append(
            Priority(
                0, row, risk, reach, worth_of(inputs[row.id], reach), _corner(row, risk, cuts),
                row.rank is not None,
            )
        )  # fmt: skip
    made.sort(key=_key)
    return [_placed(p, place) for place, p in enumerate(made, 1)]


def risk_of(row: IssueRow, reach: Reach) -> Risk:
    """The risk of an issue with what its public reviews add."""
    return Risk(row.likelihood, row.impact, raised_by(reach.public))


def worth_of(issue: Issue, reach: Reach) -> Worth:
    """The value at risk, from a person's inputs where there are any."""
    own = issue.own_revenue is not None
    currency = next(iter(reach.revenue), "")
    gain = issue.kind == "opportunity"
    revenue = {} if gain else dict(reach.revenue)
    if issue.own_revenue is not None:
        revenue = {currency: issue.own_revenue}
    return Worth(
        revenue,
        len(reach.accounts),
        LEAVE_CHANCE if issue.leave_chance is None else issue.leave_chance,
        YEARS if issue.years is None else issue.years,
        issue.leave_chance is not None,
        issue.years is not None,
        own,
        0 if own or gain else reach.unknown_revenue,
        gain,
    )


def formula(worth: Worth) -> str:
    """The value at risk as a sum a person can check by hand."""
    if not worth.revenue and worth.gain:
        return _("Say what it could bring in a year.")
    if not worth.revenue:
        return _("No revenue is known of the customers behind it.")
    years = ngettext("{n} year", "{n} years", round(worth.years)).format(n=_trimmed(worth.years))
    sentence = (
        _("{revenue} a year × {chance} that it comes about × {years} = {value}")
        if worth.gain
        else _("{revenue} a year × {chance} that they leave × {years} = {value}")
    )
    lines = [
        sentence.format(
            revenue=money(worth.revenue[currency], currency),
            chance=percent(worth.chance, decimals=0 if worth.chance == round(worth.chance) else 1),
            years=years,
            value=money(value, currency),
        )
        for currency, value in worth.value.items()
    ]
    return "; ".join(lines)


def inputs_words(worth: Worth) -> str:
    """Where each input of the formula comes from."""
    if worth.gain and not worth.own_revenue:
        return ""
    if worth.own_revenue:
        revenue = _("The revenue is your own number.")
    else:
        revenue = ngettext(
            "The revenue is that of {n} customer behind the evidence.",
            "The revenue is that of {n} customers behind the evidence.",
            worth.accounts,
        ).format(n=number(worth.accounts))
    if worth.unknown_revenue:
        revenue += " " + ngettext(
            "Of {n} of them no revenue is known.", "Of {n} of them no revenue is known.", worth.unknown_revenue
        ).format(n=number(worth.unknown_revenue))  # fmt: skip
    if not worth.own_chance and not worth.own_years:
        return revenue + " " + _("Chance and years are assumed; change them.")
    if not worth.own_chance:
        return revenue + " " + _("The chance is assumed; change it.")
    if not worth.own_years:
        return revenue + " " + _("The years are assumed; change them.")
    return revenue


def values_text(worth: Worth) -> str:
    """The value at risk in short, a currency after the other."""
    return " + ".join(money(value, currency) for currency, value in worth.value.items())


def corner_word(corner: str) -> str:
    """What a corner of the matrix asks for."""
    return _(CORNERS[corner])


def reach_words(reach: Reach) -> str:
    """How far it reaches: people, customers, and whom public reviews reached."""
    parts = [p for p in (people_words(reach), customers_words(reach)) if p]
    return listed(parts) if parts else pgettext("reach of an issue", "not known")


def people_words(reach: Reach) -> str:
    """How many of those who answered stand behind it, of which earlier round, and how many more say so in words."""
    parts = []
    if reach.asked:
        said = ngettext("{n} of {all} person", "{n} of {all} people", reach.asked)
        parts.append(said.format(n=number(reach.respondents), all=number(reach.asked)))
        parts += reach.earlier
    if reach.in_words:
        said = ngettext("{n} person in their own words", "{n} people in their own words", reach.in_words)
        parts.append(said.format(n=number(reach.in_words)))
    return listed(parts)


def customers_words(reach: Reach) -> str:
    """How many customers, and how many people public reviews reached."""
    parts = []
    if n := len(reach.accounts):
        parts.append(ngettext("{n} customer", "{n} customers", n).format(n=number(n)))
    if reach.public:
        sentence = ngettext(
            "public reviews that reached {n} person", "public reviews that reached {n} people", reach.public
        )
        parts.append(sentence.format(n=number(reach.public)))
    return listed(parts)


def cuts_of(session: Session) -> Cuts:
    """Where impact and effort begin to count as large."""
    return Cuts(**setting(session, CUTS))


def set_cuts(session: Session, impact: int, effort: int) -> None:
    """Move the cuts of the matrix."""
    if not (2 <= impact <= 4 and 2 <= effort <= 4):
        raise UserError(_("A cut lies between two steps."))
    set_setting(session, CUTS, {"impact": impact, "effort": effort})


def set_order(session: Session, issue_ids: list[int]) -> None:
    """The order a person gave; issues that are not named lose their place."""
    for row in session.scalars(select(Issue)):
        row.rank = issue_ids.index(row.id) + 1 if row.id in issue_ids else None
    session.flush()


def move(session: Session, issue_id: int, by: int) -> None:
    """One place up or down; from then on the whole order is a person's."""
    order = [p.issue.id for p in priorities(session)]
    if issue_id not in order:
        raise UserError(_("That issue is not in the file any more."))
    here = order.index(issue_id)
    there = min(max(here + by, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    set_order(session, order)


def forget_order(session: Session) -> None:
    """Let the order follow from impact, effort, value and reach again."""
    set_order(session, [])


def _corner(row: IssueRow, risk: Risk, cuts: Cuts) -> str:
    if risk.impact_now is None or row.effort is None:
        return ""
    large, hard = risk.impact_now >= cuts.impact, row.effort >= cuts.effort
    return ("plan" if hard else "first") if large else ("leave" if hard else "along")


def _key(one: Priority) -> tuple[float, ...]:
    rank = one.issue.rank if one.issue.rank is not None else float("inf")
    impact = one.risk.impact_now or 0
    people = one.reach.people + one.reach.public
    return (rank, _ORDER.index(one.corner), -impact, -one.worth.largest, -people, one.issue.id)


def _placed(one: Priority, place: int) -> Priority:
    return Priority(place, one.issue, one.risk, one.reach, one.worth, one.corner, one.set_by_hand)


def _trimmed(x: float) -> str:
    return number(x, 0 if x == round(x) else 1)
