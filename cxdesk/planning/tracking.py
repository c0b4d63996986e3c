"""How the work goes as a whole: late actions, kinds of change, from insight to action, standstill, measures nobody acts on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, day, ngettext, number
from cxdesk.planning.action_queries import ActionRow, action_rows
from cxdesk.planning.model import (
    CHANGE_TYPES,
    OPEN_STATES,
    Action,
    ActionStep,
    Issue,
    WatchOnly,
)
from cxdesk.planning.outcomes import Measure, measures
from cxdesk.planning.settings import set_setting, setting

# Days without a closed action, hours per owner and month, actions at once per function.
LIMITS = {"stall_days": 60.0, "owner_hours": 40.0, "function_actions": 3.0}
_SETTING = "action_limits"
_SEEN = "stall_seen"

WARNINGS = {
    "functions": N_("Only one function takes part. What a customer meets crosses functions."),
    "sponsor": N_("No executive sponsor yet."),
    "strategy": N_("Not tied to a goal of the business."),
    "job": N_("A tool comes before the need: say what job it does for the customer."),
}


@dataclass(frozen=True, slots=True)
class Share:
    """One kind of change among all actions that are not dropped."""

    kind: str
    count: int
    of: int

    @property
    def percent(self) -> float:
        """0..100."""
        return 100.0 * self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Conversion:
    """How many insights led to an action that was started, and in how many days (median, None when not known)."""

    insights: int
    acted: int
    median_days: float | None

    @property
    def percent(self) -> float:
        """0..100."""
        return 100.0 * self.acted / self.insights if self.insights else 0.0


@dataclass(frozen=True, slots=True)
class Stall:
    """Nothing was closed since a day; `period` is how often the limit has passed by then, from 1."""

    since: date
    days: int
    period: int


@dataclass(frozen=True, slots=True)
class Watched:
    """A measure and what hangs on it: actions, or the decision to watch it only."""

    measure: Measure
    actions: tuple[str, ...]
    watch_only: bool
    action_ids: tuple[int, ...] = ()

    @property
    def is_idle(self) -> bool:
        """Whether nobody has decided anything about it."""
        return not self.actions and not self.watch_only


def warnings(row: ActionRow) -> tuple[str, ...]:
    """Keys of WARNINGS: what does not stop an action, but should be looked at."""
    found = []
    if len(row.functions) < 2:
        found.append("functions")
    if not row.sponsor:
        found.append("sponsor")
    if row.strategy_id is None:
        found.append("strategy")
    if row.change_type == "system" and not row.job:
        found.append("job")
    return tuple(found)


def overdue(rows: Iterable[ActionRow], today: date) -> list[ActionRow]:
    """Open actions whose day has passed, the latest of all first."""
    late = [r for r in rows if r.state in OPEN_STATES and r.due_on is not None and r.due_on < today]
    return sorted(late, key=lambda r: (r.due_on or today, r.id))


def days_late(row: ActionRow, today: date) -> int:
    """How many days an open action is late; 0 when it is not."""
    if row.state not in OPEN_STATES or row.due_on is None:
        return 0
    return max(0, (today - row.due_on).days)


def change_shares(rows: Iterable[ActionRow]) -> list[Share]:
    """How many actions are of each kind of change, in the order of the kinds; those without one come last."""
    alive = [r for r in rows if r.state != "dropped"]
    kinds = [*CHANGE_TYPES, ""]
    shares = [Share(kind, sum(1 for r in alive if r.change_type == kind), len(alive)) for kind in kinds]
    return [s for s in shares if s.count or s.kind]


def conversion(session: Session) -> Conversion:
    """From insight to action: issues with an action that was started, and the days between."""
    raised: dict[int, date] = dict(session.execute(select(Issue.id, Issue.raised_on)).all())
    acted: dict[int, list[date]] = {}
    started = {
        a.id: a.issue_id for a in session.scalars(select(Action)) if a.state not in ("draft", "dropped")
    }
    for issue in started.values():
        acted.setdefault(issue, [])
    steps = select(ActionStep, Action.issue_id).join(Action, Action.id == ActionStep.action_id)
    for step, issue in session.execute(steps):
        if step.was == "draft" and step.state in ("active", "done", "measured"):
            acted.setdefault(issue, []).append(step.on)
    days = [max(0, (min(on) - raised[issue]).days) for issue, on in acted.items() if on]
    return Conversion(len(raised), len(acted), float(median(days)) if days else None)


def stall(session: Session, today: date) -> Stall | None:
    """A standstill that nobody has been told of: actions are going on, and none was closed for so many days."""
    if not any(session.scalars(select(Action.id).where(Action.state == "active"))):
        return None
    closed = list(session.scalars(select(ActionStep.on).where(ActionStep.state.in_(("done", "measured")))))
    begun = list(session.scalars(select(ActionStep.on).where(ActionStep.state == "active")))
    since = max(closed, default=None) or min(begun, default=None)
    if since is None:
        return None
    found = stall_at(since, today, int(limits(session)["stall_days"]))
    seen = setting(session, _SEEN)
    if found is not None and seen == {"since": since.isoformat(), "period": found.period}:
        return None
    return found


def stall_at(since: date, today: date, limit: int) -> Stall | None:
    """The standstill counted from a day; a new period begins each time the limit has passed again."""
    days = (today - since).days
    return Stall(since, days, days // limit) if limit > 0 and days >= limit else None


def stall_seen(session: Session, found: Stall) -> None:
    """Somebody has read it; it is said again when the limit has passed once more."""
    set_setting(session, _SEEN, {"since": found.since.isoformat(), "period": found.period})


def limits(session: Session) -> dict[str, float]:
    """The limits as this programme has set them."""
    return {**LIMITS, **setting(session, _SETTING)}


def set_limit(session: Session, name: str, value: float) -> None:
    """Set one of LIMITS; it must be more than nothing."""
    if name not in LIMITS:
        raise TypeError(name)
    if not 0 < value < 10_000:
        raise UserError(_("A limit is a number above 0."))
    set_setting(session, _SETTING, {**setting(session, _SETTING), name: value})


def watched_measures(session: Session) -> list[Watched]:
    """Every measure with its actions; those about which nothing was decided first."""
    actions: dict[int, list[ActionRow]] = {}
    for row in action_rows(session):
        if row.measure_item_id is not None and row.state != "dropped":
            actions.setdefault(row.measure_item_id, []).append(row)
    only = set(session.scalars(select(WatchOnly.item_id)))
    found = []
    for measure in measures(session):
        mine = actions.get(measure.item_id, [])
        titles, ids = tuple(a.title for a in mine), tuple(a.id for a in mine)
        found.append(Watched(measure, titles, measure.item_id in only, ids))
    return sorted(found, key=lambda w: not w.is_idle)


def watch_only(session: Session, item_id: int, watch: bool, today: date | None = None) -> None:
    """Mark a measure as one that is only watched, or take the mark away."""
    row = session.scalars(select(WatchOnly).where(WatchOnly.item_id == item_id)).first()
    if watch and row is None:
        session.add(WatchOnly(item_id=item_id, since=today or date.today()))
    elif not watch and row is not None:
        session.delete(row)
    session.flush()


def thanks(rows: Sequence[ActionRow]) -> list[tuple[str, tuple[str, ...]]]:
    """Whom to thank: each champion and owner of a finished action by name, with what they brought about."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.state in ("done", "measured"):
            for name in dict.fromkeys((*row.champions, row.owner)):
                if name:
                    found.setdefault(name, []).append(row.title)
    return [(name, tuple(titles)) for name, titles in sorted(found.items())]


def stall_sentence(found: Stall) -> str:
    """The standstill in words."""
    text = ngettext(
        "No action was done or measured for {n} day, since {day}.",
        "No action was done or measured for {n} days, since {day}.",
        found.days,
    )
    return text.format(n=number(found.days), day=day(found.since))
