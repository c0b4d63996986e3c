"""Who gets which document, what is due, what was given to whom, and what readers said of it."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, known_language, listed
from cxdesk.programme.model import ReportFeedback, ReportRoute
from cxdesk.programme.report import AUDIENCES, EXECUTIVE, FUNCTION
from cxdesk.programme.reports import functions_of
from cxdesk.responses.queries import round_rows
from cxdesk.storage.model import HandedOut

RHYTHMS: Final = {
    "weekly": N_("every week"),
    "monthly": N_("every month"),
    "quarterly": N_("every quarter"),
    "each-round": N_("after each survey round"),
}
ANSWERS: Final = {"yes": N_("yes"), "partly": N_("partly"), "no": N_("no")}
FORMATS: Final = ("pdf", "pptx")
_MONTHS: Final = {"monthly": 1, "quarterly": 3}


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One document for one recipient; `due_on` is when it is next to be given, None while nothing is."""

    id: int
    audience: str
    function: str
    recipient: str
    rhythm: str
    language: str
    format: str
    first_on: date
    last_on: date | None
    due_on: date | None

    def is_due(self, today: date) -> bool:
        """Whether it should have been given by a day."""
        return self.due_on is not None and self.due_on <= today


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One document that was given: what, to whom, which version, from which data, and what its reader said."""

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
    made_at: datetime
    answer: str


def add_route(
    session: Session,
    audience: str,
    recipient: str,
    rhythm: str,
    first_on: date | None = None,
    language: str = "en",
    function: str = "",
    form: str = "pdf",
) -> int:
    """A document that somebody gets again and again.

    Raises UserError for an unknown audience, rhythm, language, function or format, and without a recipient.
    """
    if audience not in AUDIENCES:
        raise UserError(
            _("There is no document for “{name}”. There are: {names}.").format(
                name=audience, names=", ".join(AUDIENCES)
            )
        )
    if not recipient.strip():
        raise UserError(_("Say who gets it: a person or a group."))
    if rhythm not in RHYTHMS:
        raise UserError(
            _("“{name}” is no rhythm. There are: {names}.").format(name=rhythm, names=", ".join(RHYTHMS))
        )
    if form not in FORMATS or (form == "pptx" and audience != EXECUTIVE):
        raise UserError(_("Slides are made of the executive page only. Choose pdf."))
    if audience == FUNCTION and function not in functions_of(session):
        raise UserError(
            _("No touch point belongs to “{name}”. Functions with touch points: {names}.").format(
                name=function, names=listed(functions_of(session)) or "–"
            )
        )
    row = ReportRoute(
        audience=audience,
        function=function if audience == FUNCTION else "",
        recipient=" ".join(recipient.split())[:200],
        rhythm=rhythm,
        first_on=first_on or date.today(),
        language=known_language(language),
        format=form,
    )
    session.add(row)
    session.flush()
    return row.id


def delete_route(session: Session, route_id: int) -> None:
    """Give it no longer; what was given stays in the log."""
    session.delete(session.get_one(ReportRoute, route_id))


def route_rows(session: Session) -> list[RouteRow]:
    """All of them, what is due first."""
    latest = max((r.day for r in round_rows(session) if r.day), default=None)
    rows = [_row(r, latest) for r in session.scalars(select(ReportRoute).order_by(ReportRoute.id))]
    return sorted(rows, key=lambda r: (r.due_on is None, r.due_on or date.max, r.id))


def due(session: Session, today: date) -> list[RouteRow]:
    """What should have been given by a day, the longest waiting first."""
    return [r for r in route_rows(session) if r.is_due(today)]


def given(session: Session, route_id: int, on: date) -> None:
    """Remember that a route was served."""
    session.get_one(ReportRoute, route_id).last_on = on


def note_given(session: Session, told: Mapping[str, Any], now: datetime, route_id: int | None = None) -> int:
    """Log a document that left: audience, function, title, recipient, language, data, sha256; outside undo.

    Its version counts how often this document was given to this recipient.
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
        given(session, route_id, now.date())
    return row.id


def given_rows(session: Session) -> list[GivenRow]:
    """The log, the latest first."""
    answers = {
        f.handed_out_id: f.answer for f in session.scalars(select(ReportFeedback).order_by(ReportFeedback.id))
    }
    rows = session.scalars(select(HandedOut).order_by(HandedOut.made_at.desc(), HandedOut.id.desc()))
    return [
        GivenRow(
            r.id,
            r.kind,
            r.audience,
            r.function,
            r.title,
            r.recipient,
            r.language,
            r.version,
            r.data,
            r.sha256,
            r.made_at,
            answers.get(r.id, ""),
        )
        for r in rows
    ]


def answer(session: Session, handed_out_id: int, said: str, on: date | None = None, note: str = "") -> None:
    """What the reader answered to “Was this page of use to you?”; a later answer takes the place of an earlier one."""
    if said not in ANSWERS:
        raise UserError(_("Answer yes, partly or no."))
    if session.get(HandedOut, handed_out_id) is None:
        raise UserError(_("Nothing with the number {n} was given out.").format(n=handed_out_id))
    session.add(
        ReportFeedback(handed_out_id=handed_out_id, answer=said, on=on or date.today(), note=note.strip())
    )
    session.flush()


def _row(route: ReportRoute, latest: date | None) -> RouteRow:
    return RouteRow(
        route.id,
        route.audience,
        route.function,
        route.recipient,
        route.rhythm,
        route.language,
        route.format,
        route.first_on,
        route.last_on,
        due_on(route.rhythm, route.first_on, route.last_on, latest),
    )


def due_on(rhythm: str, first: date, last: date | None, latest_round: date | None = None) -> date | None:
    """When a document is next to be given.

    Months keep the day of the first one: the 31st is the last day of a shorter month. After a round it is
    due on the round's last day, once, and not before the first day.
    """
    if rhythm == "each-round":
        if latest_round is None or (last is not None and last >= latest_round):
            return None
        return max(first, latest_round)
    if last is None or last < first:
        return first
    if rhythm == "weekly":
        return date.fromordinal(first.toordinal() + ((last - first).days // 7 + 1) * 7)
    step = _MONTHS[rhythm]
    passed = (last.year - first.year) * 12 + last.month - first.month
    times = passed // step
    while (found := _months_on(first, times * step)) <= last:
        times += 1
    return found


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
