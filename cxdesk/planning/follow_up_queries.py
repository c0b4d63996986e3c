"""Follow-ups as a list, one as a whole, and how long they took."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.people.model import BusinessFunction, Person
from cxdesk.planning.follow_up_actions import OPEN_STATES
from cxdesk.planning.follow_up_model import FollowUp, FollowUpContact, FollowUpStep
from cxdesk.planning.model import Evidence, Issue
from cxdesk.responses.queries import AnswerWords, answer_words, missing_answers
from cxdesk.surveys.model import Survey
from cxdesk.surveys.queries import shown

_PRIORITY = {"high": 0, "normal": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One follow-up in a list. `first_contact` is ours to the customer; `closed_at` only while it is closed."""

    id: int
    rule_id: int | None
    rule: str
    survey: str
    survey_id: int | None
    response_id: int
    account_id: int | None
    account_key: str
    account: str
    level: str
    person: str
    function: str
    opened_at: datetime
    due_at: datetime
    priority: str
    note: str
    state: str
    root_cause: str
    action_taken: str
    customer_word: str
    issue_id: int | None
    issue: str
    answer_gone: bool
    from_us: int
    from_them: int
    first_contact: datetime | None
    contact_since: datetime | None
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in OPEN_STATES

    @property
    def two_ways(self) -> bool:
        """Whether both sides have spoken."""
        return self.from_us > 0 and self.from_them > 0

    def overdue(self, now: datetime) -> bool:
        """Whether the customer should have heard of us by now, since it was opened or last reopened."""
        return self.is_open and self.contact_since is None and now > self.due_at

    @property
    def for_whom(self) -> str:
        """Who follows up; nothing while that is nobody."""
        return self.person or self.function


@dataclass(frozen=True, slots=True)
class StepRow:
    """One change of state."""

    at: datetime
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One thing that was said."""

    id: int
    at: datetime
    direction: str
    channel: str
    words: str


@dataclass(frozen=True, slots=True)
class FollowUpWhole:
    """A follow-up with what the customer answered, what was said since, and its history."""

    row: FollowUpRow
    answers: tuple[AnswerWords, ...]
    contacts: tuple[ContactRow, ...]
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """How long follow-ups took: medians in hours, and the share whose first contact was within the deadline.

    `counted` are those of which it is known: contacted, or late without a contact.
    """

    first_contact: float | None
    close: float | None
    within: float | None
    in_time: int
    counted: int
    closed: int
    two_ways: int


def follow_up_rows(
    session: Session, only: int | None = None, *, account_id: int | None = None, as_of: datetime | None = None
) -> list[FollowUpRow]:
    """All follow-ups, or only one, or those of one customer: open ones first, of these the most urgent, then the next deadline.

    With `as_of` they are as they stood at that moment: what was opened, said or closed later did not happen yet.
    """
    spoken = _spoken(session, only, as_of)
    last_steps = _last_steps(session, only, as_of)
    query = (
        select(FollowUp, Account.key, Account.name, Person.name, BusinessFunction.name, Survey, Issue)
        .join(Account, Account.id == FollowUp.account_id, isouter=True)
        .join(Person, Person.id == FollowUp.person_id, isouter=True)
        .join(BusinessFunction, BusinessFunction.id == FollowUp.function_id, isouter=True)
        .join(Survey, Survey.id == FollowUp.survey_id, isouter=True)
        .join(Evidence, Evidence.id == FollowUp.evidence_id, isouter=True)
        .join(Issue, Issue.id == Evidence.issue_id, isouter=True)
    )
    if only is not None:
        query = query.where(FollowUp.id == only)
    if account_id is not None:
        query = query.where(FollowUp.account_id == account_id)
    if as_of is not None:
        query = query.where(FollowUp.opened_at <= as_of)
    rows = session.execute(query).all()
    gone = missing_answers(session, [f.response_id for f, *_rest in rows])
    found = [
        _row(f, key, account, person, function, survey, issue, gone, spoken, last_steps)
        for f, key, account, person, function, survey, issue in rows
    ]
    if as_of is not None:
        states = _states(session, as_of)
        found = [_then(row, states.get(row.id, "open"), last_steps.get(row.id)) for row in found]
    return sorted(found, key=lambda r: (not r.is_open, _PRIORITY.get(r.priority, 1), r.due_at, r.id))


def follow_up_whole(session: Session, follow_up_id: int) -> FollowUpWhole:
    """One follow-up with all that hangs on it."""
    row = next(iter(follow_up_rows(session, follow_up_id)), None)
    if row is None:
        raise UserError(_("That follow-up is not in the file any more."))
    contacts = session.scalars(
        select(FollowUpContact)
        .where(FollowUpContact.follow_up_id == follow_up_id)
        .order_by(FollowUpContact.at, FollowUpContact.id)
    )
    steps = session.scalars(
        select(FollowUpStep)
        .where(FollowUpStep.follow_up_id == follow_up_id)
        .order_by(FollowUpStep.at, FollowUpStep.id)
    )
    answers: tuple[AnswerWords, ...] = ()
    if row.survey_id is not None and not row.answer_gone:
        answers = answer_words(session, row.survey_id, row.response_id)
    return FollowUpWhole(
        row,
        answers,
        tuple(ContactRow(c.id, c.at, c.direction, c.channel, c.words) for c in contacts),
        tuple(StepRow(s.at, s.state, s.note) for s in steps),
    )


def times(rows: Sequence[FollowUpRow], now: datetime) -> Times:
    """How long these follow-ups took, as of a moment."""
    contacts = [_hours(r.first_contact - r.opened_at) for r in rows if r.first_contact is not None]
    closings = [_hours(r.closed_at - r.opened_at) for r in rows if r.closed_at is not None]
    known = [r for r in rows if r.contact_since is not None or now > r.due_at]
    in_time = sum(1 for r in known if r.contact_since is not None and r.contact_since <= r.due_at)
    closed = [r for r in rows if r.state == "closed"]
    return Times(
        median(contacts) if contacts else None,
        median(closings) if closings else None,
        in_time / len(known) if known else None,
        in_time,
        len(known),
        len(closed),
        sum(1 for r in closed if r.two_ways),
    )


def open_count(session: Session) -> int:
    """How many follow-ups are open."""
    query = select(func.count(FollowUp.id)).where(FollowUp.state.in_(OPEN_STATES))
    return session.scalar(query) or 0


def _hours(time: timedelta) -> float:
    return time.total_seconds() / 3600


def _states(session: Session, as_of: datetime) -> dict[int, str]:
    """The state of each follow-up at a moment; one that never changed its state is open."""
    query = select(FollowUpStep.follow_up_id, FollowUpStep.state).where(FollowUpStep.at <= as_of)
    return dict(session.execute(query.order_by(FollowUpStep.at, FollowUpStep.id)).all())


def _then(row: FollowUpRow, state: str, days: tuple[datetime | None, datetime | None] | None) -> FollowUpRow:
    """The row with the state it had; what is written when a follow-up is closed was not written before."""
    if state == "closed":
        return replace(row, state=state, closed_at=days[0] if days else None)
    return replace(row, state=state, closed_at=None, root_cause="", action_taken="", customer_word="")


def _spoken(
    session: Session, only: int | None, as_of: datetime | None = None
) -> dict[int, list[tuple[datetime, str]]]:
    found: dict[int, list[tuple[datetime, str]]] = {}
    query = select(FollowUpContact.follow_up_id, FollowUpContact.at, FollowUpContact.direction)
    if only is not None:
        query = query.where(FollowUpContact.follow_up_id == only)
    if as_of is not None:
        query = query.where(FollowUpContact.at <= as_of)
    for number, at, direction in session.execute(query.order_by(FollowUpContact.at)):
        found.setdefault(number, []).append((at, direction))
    return found


def _last_steps(
    session: Session, only: int | None, as_of: datetime | None = None
) -> dict[int, tuple[datetime | None, datetime | None]]:
    """For each follow-up when it was last closed, and when last reopened."""
    found: dict[int, tuple[datetime | None, datetime | None]] = {}
    query = select(FollowUpStep.follow_up_id, FollowUpStep.at, FollowUpStep.state)
    if only is not None:
        query = query.where(FollowUpStep.follow_up_id == only)
    if as_of is not None:
        query = query.where(FollowUpStep.at <= as_of)
    for number, at, state in session.execute(query.order_by(FollowUpStep.at, FollowUpStep.id)):
        closed, reopened = found.get(number, (None, None))
        found[number] = (at if state == "closed" else closed, at if state == "reopened" else reopened)
    return found


def _row(
    f: FollowUp,
    key: str | None,
    account: str | None,
    person: str | None,
    function: str | None,
    survey: Survey | None,
    issue: Issue | None,
    gone: set[int],
    spoken: dict[int, list[tuple[datetime, str]]],
    steps: dict[int, tuple[datetime | None, datetime | None]],
) -> FollowUpRow:
    said = spoken.get(f.id, [])
    ours = [at for at, direction in said if direction == "us"]
    closed, reopened = steps.get(f.id, (None, None))
    since = [at for at in ours if reopened is None or at >= reopened]
    return FollowUpRow(
        f.id, f.rule_id, f.rule_name, shown(survey.name) if survey else "", f.survey_id, f.response_id,
        f.account_id, key or "", account or "", f.level, person or "", function or "", f.opened_at, f.due_at,
        f.priority, f.note, f.state, f.root_cause, f.action_taken, f.customer_word,
        issue.id if issue else None, issue.title if issue else "", f.response_id in gone,
        len(ours), len(said) - len(ours), ours[0] if ours else None, since[0] if since else None,
        closed if f.state == "closed" else None,
    )  # fmt: skip
