"""A plan goes to the customer: on which day, to whom and by whom; the log of what was given keeps it for good."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, day
from cxdesk.planning import wording
from cxdesk.planning.model import Plan
from cxdesk.storage.model import DocumentGiven, HandedOut

# How a document reached somebody.
HOW: Final = {
    "printed": N_("printed for them"),
    "handed": N_("handed over"),
    "mailed": N_("sent by e-mail"),
    "posted": N_("sent by post"),
    "shown": N_("shown in a meeting"),
}
LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """When a plan was sent, to whom and by whom, as we know them; nothing while it is a draft."""

    on: date | None = None
    to: str = ""
    by: str = ""


def how_word(how: str) -> str:
    """How something was given, in words; nothing where an older file does not say."""
    return _(HOW[how]) if how in HOW else ""


def known_how(how: str) -> str:
    """One of HOW; UserError names them all."""
    chosen = how.strip().lower()
    if chosen not in HOW:
        raise UserError(
            _("“{how}” is no way to give a document. There are: {names}.").format(
                how=how, names=", ".join(HOW)
            )
        )
    return chosen


def named(text: str) -> str:
    """A name on one line, not too long."""
    return " ".join(wording.without_control(text).split())[:LONGEST_NAME]


def send(
    session: Session,
    plan_id: int,
    on: date,
    to: str,
    by: str,
    how: str = "mailed",
    language: str = "",
    now: datetime | None = None,
) -> int:
    """A plan was sent to somebody by somebody; a later time replaces the day and the names on the plan.

    With a language the names are written as the customer reads them too, and wait for approval. Gives the line
    in the log of the newest file of this version, or 0 where none was made.
    """
    how, to, by = known_how(how), named(to), named(by)
    if not to:
        raise UserError(_("Say to whom the plan was sent."))
    if not by:
        raise UserError(_("Say who sent the plan."))
    plan = session.get_one(Plan, plan_id)
    sent(plan, on, to, by)
    if language:
        for field, text in (("sent_to", to), ("sent_by", by)):
            wording.write(session, "plan", plan_id, field, language, text)
    file = newest_file(session, plan)
    if file is None:
        session.flush()
        return 0
    return note_given(session, file.id, to, how, on, by, "", now)


def sent(plan: Plan, on: date, to: str, by: str) -> None:
    """Keep on the plan that it was sent; one that was agreed stays agreed."""
    plan.sent_on, plan.sent_to, plan.sent_by = on, to, by
    if plan.state != "agreed":
        plan.state, plan.state_on = "sent", on


def newest_file(session: Session, plan: Plan) -> HandedOut | None:
    """The file of this version of the plan that was made last."""
    key = session.get_one(Account, plan.account_id).key
    query = (
        select(HandedOut)
        .where(HandedOut.kind == "plan", HandedOut.account_key == key, HandedOut.version == plan.version)
        .order_by(HandedOut.made_at.desc(), HandedOut.id.desc())
    )
    return session.scalars(query.limit(1)).first()


def note_given(
    session: Session,
    handed_out_id: int,
    recipient: str,
    how: str,
    on: date,
    by: str = "",
    note: str = "",
    now: datetime | None = None,
) -> int:
    """A line in the log; no undo takes it out."""
    row = DocumentGiven(
        handed_out_id=handed_out_id, recipient=recipient, how=how, on=on, by=by,
        note=note.strip()[:1000], noted_at=now or datetime.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def sent_words(sent: Sent) -> str:
    """“Sent on 1 April 2026 to Anna Kovács by Sanne Visser”, as far as it is known; nothing while it is a draft."""
    if sent.on is None:
        return ""
    when = day(sent.on)
    if sent.to and sent.by:
        return _("Sent on {day} to {to} by {by}").format(day=when, to=sent.to, by=sent.by)
    if sent.to:
        return _("Sent on {day} to {to}").format(day=when, to=sent.to)
    return _("Sent on {day}").format(day=when)
