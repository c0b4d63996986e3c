"""What a person does with follow-ups: talk to the customer, say how far it is, close it, and carry the cause on."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.people.actions import person_named
from cxdesk.planning.actions import add_cause, raise_issue
from cxdesk.planning.follow_up_model import FollowUp, FollowUpContact, FollowUpStep
from cxdesk.planning.model import Evidence
from cxdesk.planning.rule_queries import rule_rows
from cxdesk.responses.model import ResponseChunk

STATES: Final = ("open", "in_progress", "waiting", "closed", "reopened")
OPEN_STATES: Final = ("open", "in_progress", "waiting", "reopened")
# What a person may choose; "reopened" follows from the customer's word, "closed" needs more than a note.
CHOSEN_STATES: Final = ("open", "in_progress", "waiting")
DIRECTIONS: Final = ("us", "them")
CHANNELS: Final = ("phone", "mail", "visit", "chat", "letter", "other")
CUSTOMER_WORDS: Final = ("satisfied", "unhappy", "not_reached")


def note_contact(
    session: Session,
    follow_up_id: int,
    direction: str,
    channel: str,
    words: str,
    at: datetime | None = None,
) -> int:
    """Note what was said: from us to the customer ("us"), or by the customer ("them")."""
    row = _row(session, follow_up_id)
    if direction not in DIRECTIONS or channel not in CHANNELS:
        raise TypeError(f"{direction} {channel}")
    if not words.strip():
        raise UserError(_("Say in a few words what was said."))
    moment = at or datetime.now()
    if moment < row.opened_at:
        raise UserError(_("That is before the follow-up was opened. Choose a later moment."))
    entry = FollowUpContact(
        follow_up_id=row.id, at=moment, direction=direction, channel=channel, words=words.strip()
    )
    session.add(entry)
    session.flush()
    return entry.id


def change_state(
    session: Session, follow_up_id: int, state: str, note: str, now: datetime | None = None
) -> None:
    """Say how far it is; each change says why."""
    row = _row(session, follow_up_id)
    if state not in CHOSEN_STATES:
        raise TypeError(state)
    if not note.strip():
        raise UserError(_("Say in a note why it changes."))
    _step(session, row, state, note, now)


def assign(session: Session, follow_up_id: int, name: str) -> None:
    """Give a follow-up to a person, who is made when new; no name leaves it to nobody."""
    row = _row(session, follow_up_id)
    row.person_id = person_named(session, name) if name.strip() else None
    session.flush()


def close(
    session: Session,
    follow_up_id: int,
    root_cause: str,
    action_taken: str,
    customer_word: str,
    note: str = "",
    now: datetime | None = None,
) -> bool:
    """Close a follow-up with its root cause, what was done and the customer's word; False when the word reopened it.

    Refused before both sides have spoken; where the customer was not reached, before we have tried.
    """
    row = _row(session, follow_up_id)
    if row.state == "closed":
        raise UserError(_("This follow-up is closed already."))
    if not root_cause.strip():
        raise UserError(_("Say what the root cause was."))
    if not action_taken.strip():
        raise UserError(_("Say what was done about it."))
    if customer_word not in CUSTOMER_WORDS:
        raise UserError(_("Say what the customer’s word was: satisfied, not satisfied, or not reached."))
    _refuse_monologue(session, row, customer_word)
    row.root_cause, row.action_taken = root_cause.strip(), action_taken.strip()
    _step(session, row, "closed", note, now)
    return hear_word(session, follow_up_id, customer_word, now=now)


def hear_word(
    session: Session, follow_up_id: int, customer_word: str, note: str = "", now: datetime | None = None
) -> bool:
    """Note what the customer says of a closed follow-up; an unhappy word reopens it, with a new deadline.

    True when it stays closed.
    """
    row = _row(session, follow_up_id)
    if customer_word not in CUSTOMER_WORDS:
        raise TypeError(customer_word)
    if row.state != "closed":
        raise UserError(_("Close the follow-up first; then the customer’s word is noted."))
    row.customer_word = customer_word
    if customer_word != "unhappy":
        session.flush()
        return True
    _step(session, row, "reopened", note or _("The customer is not satisfied."), now)
    rules = {r.id: r for r in rule_rows(session)}
    row.due_at = (now or datetime.now()) + (
        rules[row.rule_id].time if row.rule_id in rules else row.due_at - row.opened_at
    )
    session.flush()
    return False


def make_issue(session: Session, follow_up_id: int, title: str, today: date | None = None) -> int:
    """A new issue from a follow-up, which is its first evidence; the root cause becomes the issue's."""
    row = _row(session, follow_up_id)
    issue_id = raise_issue(session, title, today=today)
    if row.root_cause:
        add_cause(session, issue_id, row.root_cause)
    add_to_issue(session, follow_up_id, issue_id, today)
    return issue_id


def add_to_issue(session: Session, follow_up_id: int, issue_id: int, today: date | None = None) -> int:
    """Let a follow-up be evidence of an issue that is there; it is evidence of one issue only."""
    row = _row(session, follow_up_id)
    if row.evidence_id is not None:
        raise UserError(_("This follow-up is evidence of an issue already."))
    evidence = Evidence(
        issue_id=issue_id,
        kind="follow_up",
        response_id=row.response_id,
        quotation=row.root_cause,
        kept_on=today or date.today(),
    )
    session.add(evidence)
    session.flush()
    row.evidence_id = evidence.id
    session.flush()
    return evidence.id


def let_go_of_import(session: Session, batch_id: int) -> int:
    """Take away what an import's answers opened and nobody has touched; the rest stays and says so. Returns how many."""
    ranges = session.execute(
        select(ResponseChunk.first_id, ResponseChunk.last_id).where(
            ResponseChunk.batch_id == batch_id, ResponseChunk.kind == "closed", ResponseChunk.seq < 1_000_000
        )
    ).all()
    gone = 0
    for first, last in ranges:
        found = select(FollowUp.id).where(FollowUp.response_id.between(first, last), ~_touched())
        numbers = list(session.scalars(found))
        session.execute(delete(FollowUp).where(FollowUp.id.in_(numbers)))
        gone += len(numbers)
    session.flush()
    return gone


def forget_answers(session: Session, response_ids: Iterable[int]) -> int:
    """Delete the follow-ups of these answers with everything that was said; for an erasure."""
    found = list(session.scalars(select(FollowUp.id).where(FollowUp.response_id.in_(list(response_ids)))))
    session.execute(delete(FollowUp).where(FollowUp.id.in_(found)))
    session.flush()
    return len(found)


def _touched() -> ColumnElement[bool]:
    return (
        exists().where(FollowUpStep.follow_up_id == FollowUp.id)
        | exists().where(FollowUpContact.follow_up_id == FollowUp.id)
        | FollowUp.evidence_id.is_not(None)
    )


def _refuse_monologue(session: Session, row: FollowUp, customer_word: str) -> None:
    query = select(FollowUpContact.direction).where(FollowUpContact.follow_up_id == row.id)
    spoken = set(session.scalars(query))
    if "us" not in spoken:
        raise UserError(_("Nobody has spoken to the customer yet. Note the contact first."))
    if "them" not in spoken and customer_word != "not_reached":
        raise UserError(_("What did the customer say? Note it first; a loop is closed by two sides."))


def _step(session: Session, row: FollowUp, state: str, note: str, now: datetime | None) -> None:
    row.state = state
    session.add(FollowUpStep(follow_up_id=row.id, at=now or datetime.now(), state=state, note=note.strip()))
    session.flush()


def _row(session: Session, follow_up_id: int) -> FollowUp:
    row = session.get(FollowUp, follow_up_id)
    if row is None:
        raise UserError(_("That follow-up is not in the file any more."))
    return row
