"""Who does what at a touch point: R does it, A answers for it, C is asked, I is told; one A, never two."""

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import N_, _
from cxdesk.people.actions import function_named
from cxdesk.people.model import BusinessFunction
from cxdesk.touchpoints.model import RACI, TouchPoint, TouchPointRole
from cxdesk.touchpoints.queries import TouchPointRow

# The functions most companies have; offered, never made unasked.
USUAL_FUNCTIONS = (
    N_("Marketing"),
    N_("Service"),
    N_("Product"),
    N_("IT"),
    N_("Human resources"),
    N_("Account teams"),
)
RACI_WORDS = {
    "R": N_("does it"),
    "A": N_("answers for it"),
    "C": N_("is asked"),
    "I": N_("is told"),
}


def set_letters(session: Session, touch_point_id: int, function: str, letters: str) -> None:
    """Exactly these parts for a function, such as "RA"; nothing takes all away. A second A is refused."""
    wanted = {letter for letter in letters.upper() if letter.strip()}
    if unknown := sorted(wanted - set(RACI)):
        raise UserError(
            _("“{letter}” is no part. Write R, A, C or I, or several of them.").format(letter=unknown[0])
        )
    if not function.strip():
        raise UserError(_("A part needs a function. Name one."))
    number = function_named(session, function)
    holder = accountable(session, touch_point_id)
    if "A" in wanted and holder is not None and holder[0] != number:
        raise UserError(
            _("{function} answers for “{name}” already, and only one can. Take that A away first.").format(
                function=holder[1], name=session.get_one(TouchPoint, touch_point_id).name
            )
        )
    for row in session.scalars(_of(touch_point_id, number)):
        if row.role in wanted:
            wanted.discard(row.role)
        else:
            session.delete(row)
    session.add_all(
        TouchPointRole(touch_point_id=touch_point_id, function_id=number, role=letter)
        for letter in RACI
        if letter in wanted
    )
    session.flush()


def move_accountable(session: Session, touch_point_id: int, function: str) -> None:
    """Let another function answer for a touch point in place of the one that did."""
    holder = accountable(session, touch_point_id)
    number = function_named(session, function)
    if holder is not None and holder[0] != number:
        for row in session.scalars(_of(touch_point_id, holder[0]).where(TouchPointRole.role == "A")):
            session.delete(row)
        session.flush()
    if holder is None or holder[0] != number:
        session.add(TouchPointRole(touch_point_id=touch_point_id, function_id=number, role="A"))
        session.flush()


def accountable(session: Session, touch_point_id: int) -> tuple[int, str] | None:
    """The function that answers for a touch point, by number and name."""
    found = session.execute(
        select(BusinessFunction.id, BusinessFunction.name)
        .join(TouchPointRole, TouchPointRole.function_id == BusinessFunction.id)
        .where(TouchPointRole.touch_point_id == touch_point_id, TouchPointRole.role == "A")
    ).first()
    return (found[0], found[1]) if found else None


def add_usual_functions(session: Session) -> list[int]:
    """The functions most companies have, in the language in use; those that are there stay as they are."""
    return [function_named(session, _(name)) for name in USUAL_FUNCTIONS]


def without_accountable(rows: Iterable[TouchPointRow]) -> list[TouchPointRow]:
    """The touch points nobody answers for."""
    return [row for row in rows if not row.accountable]


def _of(touch_point_id: int, function_id: int) -> Select[TouchPointRole]:
    return select(TouchPointRole).where(
        TouchPointRole.touch_point_id == touch_point_id, TouchPointRole.function_id == function_id
    )
