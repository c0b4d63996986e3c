"""Who gets which document and how often, and what is due."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, known_language, listed
from cxdesk.programme.model import ReportRoute
from cxdesk.programme.report import AUDIENCES, FUNCTION, refuse_format
from cxdesk.programme.reports import functions_of
from cxdesk.responses.queries import round_rows

RHYTHMS: Final = {
    "weekly": N_("every week"),
    "monthly": N_("every month"),
    "quarterly": N_("every quarter"),
    "each-round": N_("after each survey round"),
}
_MONTHS: Final = {"monthly": 1, "quarterly": 3}


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One document for one recipient; `last_on` is when it was made last, `due_on` when it is due next, None while nothing is."""

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
        """Whether it should have been made by a day."""
        return self.due_on is not None and self.due_on <= today


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
    refuse_format(audience, form)
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
    """Make it no longer; what was made and given stays in the log."""
    session.delete(session.get_one(ReportRoute, route_id))


def route_rows(session: Session) -> list[RouteRow]:
    """All of them, what is due first."""
    latest = max((r.day for r in round_rows(session) if r.day), default=None)
    rows = [_row(r, latest) for r in session.scalars(select(ReportRoute).order_by(ReportRoute.id))]
    return sorted(rows, key=lambda r: (r.due_on is None, r.due_on or date.max, r.id))


def due(session: Session, today: date) -> list[RouteRow]:
    """What should have been made by a day, the longest waiting first."""
    return [r for r in route_rows(session) if r.is_due(today)]


def served(session: Session, route_id: int, on: date) -> None:
    """Remember that a route's document was made."""
    session.get_one(ReportRoute, route_id).last_on = on


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
    """When a document is due next.

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
