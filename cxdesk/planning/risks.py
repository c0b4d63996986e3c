"""The register of risks: every open problem with how likely and how bad it is, who acts on it, and whether it grew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import N_, NP_, _, day, listed, ngettext, number, pgettext
from cxdesk.planning.action_queries import ActionRow, action_rows
from cxdesk.planning.judging import Risk
from cxdesk.planning.model import OPEN_STATES, RiskReview
from cxdesk.planning.priorities import Worth, people_words, priorities
from cxdesk.planning.queries import IssueRow
from cxdesk.planning.reach import Reach
from cxdesk.planning.tracking import days_late

# Where a risk comes from; told by what stands behind the issue, never guessed from its words.
KINDS = {
    "public": N_("spreads in public"),
    "leaving": N_("customers may leave"),
    "again": N_("asks for help again and again"),
    "": NP_("kind of risk", "not told by the evidence"),
}
TRENDS = {
    "up": N_("larger than on {day}"),
    "down": N_("smaller than on {day}"),
    "same": N_("as on {day}"),
    "new": N_("not reviewed before"),
}
FILTERS = {
    "all": NP_("risks", "All"),
    "high": NP_("risks", "High and above"),
    "late": NP_("risks", "Late"),
    "nobody": NP_("risks", "Nobody acts"),
    "unjudged": NP_("risks", "Not judged"),
}
HIGH = 3


@dataclass(frozen=True, slots=True)
class Before:
    """What a risk was when it was last reviewed."""

    on: date
    risk: Risk


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One risk. `place` counts from 1; `next` is the open action whose day comes first; `late` counts its days."""

    place: int
    issue: IssueRow
    risk: Risk
    reach: Reach
    worth: Worth
    kinds: tuple[str, ...]
    actions: tuple[ActionRow, ...]
    next: ActionRow | None
    late: int
    before: Before | None

    @property
    def trend(self) -> str:
        """A key of TRENDS."""
        if self.before is None:
            return "new"
        if self.risk.score == self.before.risk.score:
            return "same"
        return "up" if self.risk.score > self.before.risk.score else "down"

    @property
    def done(self) -> int:
        """How many of its actions are done."""
        return sum(1 for a in self.actions if a.state in ("done", "measured"))


def risk_rows(session: Session, today: date) -> list[RiskRow]:
    """Every open problem, the largest risk first, then what it may cost, then how far it reaches."""
    found = [p for p in priorities(session) if p.issue.kind == "problem"]
    before = _before(session, today)
    actions: dict[int, list[ActionRow]] = {}
    for row in action_rows(session):
        if row.state != "dropped":
            actions.setdefault(row.issue_id, []).append(row)
    found.sort(key=lambda p: (-p.risk.score, -p.worth.largest, -p.reach.respondents, p.issue.id))
    made = []
    for place, one in enumerate(found, 1):
        mine = actions.get(one.issue.id, [])
        # The earliest day of an open action; those without a day come last, as action_rows has them.
        first = next((a for a in mine if a.state in OPEN_STATES), None)
        made.append(
            RiskRow(
                place, one.issue, one.risk, one.reach, one.worth, _kinds(one.issue, one.reach, one.worth),
                tuple(mine), first, days_late(first, today) if first else 0, before.get(one.issue.id),
            )
        )  # fmt: skip
    return made


def review(session: Session, today: date) -> int:
    """Note what every judged risk is today, so that the next look says what grew; returns how many were noted."""
    rows = [r for r in risk_rows(session, today) if r.risk.score]
    if not rows:
        raise UserError(_("No risk is judged yet. Say how likely it is and how bad it would be."))
    here = [r.issue.id for r in rows]
    session.execute(delete(RiskReview).where(RiskReview.on == today, RiskReview.issue_id.in_(here)))
    session.add_all(
        RiskReview(issue_id=r.issue.id, on=today, likelihood=r.risk.likelihood, impact=r.risk.impact_now)
        for r in rows
    )
    session.flush()
    return len(rows)


def kept(name: str) -> Callable[[RiskRow], bool]:
    """What a key of FILTERS lets through."""
    tests: dict[str, Callable[[RiskRow], bool]] = {
        "high": lambda r: r.risk.level >= HIGH,
        "late": lambda r: r.late > 0,
        "nobody": lambda r: r.next is None or not r.next.owner,
        "unjudged": lambda r: not r.risk.score,
    }
    return tests.get(name, lambda _r: True)


def filter_word(name: str) -> str:
    """A filter on screen."""
    return pgettext("risks", FILTERS[name])


def kinds_words(row: RiskRow) -> str:
    """Where the risk comes from."""
    return listed(_(KINDS[k]) for k in row.kinds) if row.kinds else pgettext("kind of risk", KINDS[""])


def reach_lines(row: RiskRow) -> tuple[str, ...]:
    """How far the risk reaches, and where each number comes from."""
    reach, lines = row.reach, []
    if n := len(reach.accounts):
        lines.append(ngettext("{n} customer", "{n} customers", n).format(n=number(n)))
    if reach.asked:
        lines.append(_("counted from the answers"))
    if reach.public:
        said = ngettext(
            "{n} person by public reviews, as they say",
            "{n} people by public reviews, as they say",
            reach.public,
        )
        lines.append(said.format(n=number(reach.public)))
    return (
        (people_words(reach) or pgettext("reach of an issue", "not known"), *lines)
        if lines
        else (pgettext("reach of an issue", "not known"),)
    )


def trend_words(row: RiskRow) -> str:
    """How the risk moved since it was last reviewed, and when that was."""
    words = _(TRENDS[row.trend])
    return words.format(day=day(row.before.on)) if row.before else words


def done_words(row: RiskRow) -> str:
    """What is done about it."""
    if not row.actions:
        return _("no action yet")
    said = ngettext("{n} of {all} action done", "{n} of {all} actions done", len(row.actions))
    return said.format(n=number(row.done), all=number(len(row.actions)))


def owner_words(row: RiskRow) -> str:
    """Who acts next."""
    return (row.next.owner if row.next else "") or _("nobody yet")


def due_words(row: RiskRow) -> str:
    """By when the next action is to be done."""
    if row.next is None:
        return ""
    return day(row.next.due_on) if row.next.due_on else _("no day yet")


def late_words(row: RiskRow) -> str:
    """How late the next action is; nothing when it is not."""
    if not row.late:
        return ""
    return ngettext("{n} day late", "{n} days late", row.late).format(n=number(row.late))


def headline(rows: Sequence[RiskRow]) -> str:
    """The finding over the register."""
    if not rows:
        return _("No open problem is written down")
    alone = [r for r in rows if r.risk.level >= HIGH and (r.next is None or not r.next.owner)]
    if alone:
        return ngettext(
            "{n} high risk has nobody who acts on it",
            "{n} high risks have nobody who acts on them",
            len(alone),
        ).format(n=number(len(alone)))
    late = [r for r in rows if r.late]
    if late:
        return ngettext(
            "{n} risk waits for a late action", "{n} risks wait for late actions", len(late)
        ).format(n=number(len(late)))
    if any(not r.risk.score for r in rows):
        n = sum(1 for r in rows if not r.risk.score)
        return ngettext("{n} risk is not judged yet", "{n} risks are not judged yet", n).format(n=number(n))
    return _("Somebody acts on every high risk")


def last_review(rows: Sequence[RiskRow]) -> date | None:
    """The day the register was last gone through."""
    return max((r.before.on for r in rows if r.before), default=None)


def _kinds(issue: IssueRow, reach: Reach, worth: Worth) -> tuple[str, ...]:
    found = []
    if reach.public:
        found.append("public")
    if issue.intent == "leave" or worth.revenue:
        found.append("leaving")
    if issue.intent == "get_help":
        found.append("again")
    return tuple(found)


def _before(session: Session, today: date) -> dict[int, Before]:
    """The last review of each issue before today; today's own says nothing of a trend."""
    rows = session.scalars(select(RiskReview).where(RiskReview.on < today).order_by(RiskReview.on))
    return {r.issue_id: Before(r.on, Risk(r.likelihood, r.impact)) for r in rows}
