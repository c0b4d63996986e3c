"""The log of documents: what was made, who was given it and how, and what each reader said of it. Nothing goes out again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, listed, ngettext, number
from cxdesk.planning import sending
from cxdesk.planning.model import Plan
from cxdesk.programme.model import ReportFeedback
from cxdesk.programme.routing import served
from cxdesk.storage.model import DocumentGiven, HandedOut

ANSWERS: Final = {"yes": N_("yes"), "partly": N_("partly"), "no": N_("no")}


@dataclass(frozen=True, slots=True)
class Giving:
    """That somebody was given a document; `how` is a key of HOW, empty in older files. `mistake` says why it is void."""

    id: int
    recipient: str
    how: str
    on: date
    by: str = ""
    note: str = ""
    mistake: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What one reader answered to “Was this page of use to you?”, and what they said more."""

    answer: str
    on: date
    reader: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MadeRow:
    """One document that was made: what, for whom, which version, as which file, from which data; and what came of it."""

    id: int
    kind: str
    audience: str
    function: str
    title: str
    recipient: str
    language: str
    version: int
    data: str
    sha256: str
    format: str
    file: str
    made_at: datetime
    account_key: str = ""
    givings: tuple[Giving, ...] = ()
    answers: tuple[Said, ...] = ()

    @property
    def given(self) -> tuple[Giving, ...]:
        """Who was given it, without what was noted by mistake."""
        return tuple(g for g in self.givings if g.mistake is None)


def note_made(session: Session, told: Mapping[str, Any], now: datetime, route_id: int | None = None) -> int:
    """Log a report that was made: audience, function, title, recipient, language, data, sha256, format, file; outside undo.

    Its version counts how often this document was made for this recipient.
    """
    before = session.scalars(
        select(HandedOut).where(
            HandedOut.kind == "report",
            HandedOut.audience == told["audience"],
            HandedOut.function == told["function"],
            HandedOut.recipient == told["recipient"],
        )
    ).all()
    row = HandedOut(kind="report", account_key="", version=len(before) + 1, made_at=now, **told)
    session.add(row)
    session.flush()
    if route_id is not None:
        served(session, route_id, now.date())
    return row.id


def give(
    session: Session,
    made_id: int,
    recipient: str,
    how: str,
    on: date | None = None,
    by: str = "",
    note: str = "",
    now: datetime | None = None,
) -> int:
    """Somebody got a document that was made; one for a customer makes its plan “sent”.

    Raises UserError without a recipient, for a customer's plan without who sent it, and for a day before the
    document was made.
    """
    made = session.get(HandedOut, made_id)
    if made is None:
        raise UserError(_("There is no document with the number {n} in the log.").format(n=made_id))
    how, to, by, on = sending.known_how(how), sending.named(recipient), sending.named(by), on or date.today()
    if not to:
        raise UserError(_("Say who got it: a person or a group."))
    if on < made.made_at.date():
        raise UserError(_("It was given before it was made. Check the day."))
    if made.kind == "plan":
        if not by:
            raise UserError(_("Say who sent the plan."))
        if (plan := _plan_of(session, made)) is not None:
            sending.sent(plan, on, to, by)
    return sending.note_given(session, made_id, to, how, on, by, note, now)


def mistaken(session: Session, given_id: int, why: str, now: datetime | None = None) -> int:
    """Say that a line was noted by mistake; both stay in the log, and the mistaken one counts no more."""
    line = session.get(DocumentGiven, given_id)
    if line is None or line.mistaken_id is not None:
        raise UserError(_("There is no such line in the log."))
    if not why.strip():
        raise UserError(_("Say in a few words what was wrong with it."))
    if session.scalar(select(DocumentGiven.id).where(DocumentGiven.mistaken_id == given_id)) is not None:
        raise UserError(_("That line is marked as a mistake already."))
    row = DocumentGiven(
        handed_out_id=line.handed_out_id, recipient=line.recipient, how=line.how, on=line.on, by=line.by,
        note=why.strip()[:1000], noted_at=now or datetime.now(), mistaken_id=given_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def log_rows(session: Session) -> list[MadeRow]:
    """Everything that was made, the latest first, with who was given it and what they said."""
    givings: dict[int, list[Giving]] = {}
    lines = list(session.scalars(select(DocumentGiven).order_by(DocumentGiven.on, DocumentGiven.id)))
    void = {line.mistaken_id: line.note for line in lines if line.mistaken_id is not None}
    for line in lines:
        if line.mistaken_id is None:
            givings.setdefault(line.handed_out_id, []).append(
                Giving(
                    line.id, line.recipient, line.how, line.on, line.by, line.note, void.get(line.id)
                )
            )  # fmt: skip
    answers: dict[int, list[Said]] = {}
    for f in session.scalars(select(ReportFeedback).order_by(ReportFeedback.id)):
        answers.setdefault(f.handed_out_id, []).append(Said(f.answer, f.on, f.reader, f.note))
    rows = session.scalars(select(HandedOut).order_by(HandedOut.made_at.desc(), HandedOut.id.desc()))
    return [
        MadeRow(
            r.id, r.kind, r.audience, r.function, r.title, r.recipient, r.language, r.version, r.data, r.sha256,
            r.format, r.file, r.made_at, r.account_key, tuple(givings.get(r.id, ())), tuple(answers.get(r.id, ())),
        )
        for r in rows
    ]  # fmt: skip


def answer(
    session: Session, made_id: int, said: str, on: date | None = None, note: str = "", reader: str = ""
) -> None:
    """What one reader answered to “Was this page of use to you?”; every reader's answer is kept.

    A reader who is named and answers again changes their own.
    """
    if said not in ANSWERS:
        raise UserError(_("Answer yes, partly or no."))
    if session.get(HandedOut, made_id) is None:
        raise UserError(_("There is no document with the number {n} in the log.").format(n=made_id))
    reader, row = sending.named(reader), None
    if reader:
        same = select(ReportFeedback).where(
            ReportFeedback.handed_out_id == made_id, ReportFeedback.reader == reader
        )
        row = session.scalars(same).first()
    if row is None:
        row = ReportFeedback(handed_out_id=made_id, reader=reader)
        session.add(row)
    row.answer, row.on, row.note = said, on or date.today(), note.strip()[:1000]
    session.flush()


def answers_words(said: tuple[Said, ...]) -> str:
    """“yes”, or “2 yes, 1 no” where several readers answered; nothing where none did."""
    if len(said) == 1:
        return _(ANSWERS[said[0].answer])
    counts = {word: sum(s.answer == word for s in said) for word in ANSWERS}
    return listed(f"{number(n)} {_(ANSWERS[word])}" for word, n in counts.items() if n)


def given_words(row: MadeRow) -> str:
    """Who was given it, or that nobody was yet."""
    if not row.given:
        return _("made, not given yet")
    first, rest = row.given[0], len(row.given) - 1
    if not rest:
        return first.recipient
    more = ngettext("{who} and {n} more", "{who} and {n} more", rest)
    return more.format(who=first.recipient, n=number(rest))


def _plan_of(session: Session, made: HandedOut) -> Plan | None:
    """The version of the plan that a file was made of, while it is still there."""
    query = (
        select(Plan)
        .join(Account, Account.id == Plan.account_id)
        .where(Account.key == made.account_key, Plan.version == made.version)
    )
    return session.scalars(query).first()
