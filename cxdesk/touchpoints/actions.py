"""What a person does with touch points."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.people.actions import function_named, person_named
from cxdesk.touchpoints.model import CHANNELS, TouchPoint, TouchPointItem


def add(session: Session, name: str, channel: str = "other", function: str = "", owner: str = "") -> int:
    """A new touch point; the same name twice is refused."""
    name = name.strip()
    if not name:
        raise UserError(_("A touch point needs a name."))
    if session.scalar(select(TouchPoint.id).where(TouchPoint.name == name)) is not None:
        raise UserError(_("There is a touch point “{name}” already.").format(name=name))
    last = session.scalar(select(func.max(TouchPoint.position)))
    row = TouchPoint(name=name, position=0 if last is None else last + 1)
    session.add(row)
    session.flush()
    change(session, row.id, channel=channel, function=function, owner=owner)
    return row.id


def change(
    session: Session,
    touch_point_id: int,
    name: str | None = None,
    channel: str | None = None,
    function: str | None = None,
    owner: str | None = None,
) -> None:
    """Change what is given; an empty function or owner takes it away."""
    row = session.get_one(TouchPoint, touch_point_id)
    if name is not None and name.strip():
        row.name = name.strip()
    if channel is not None:
        if channel not in CHANNELS:
            raise UserError(_("There is no channel “{channel}”.").format(channel=channel))
        row.channel = channel
    if function is not None:
        row.function_id = function_named(session, function) if function.strip() else None
    if owner is not None:
        row.owner_id = person_named(session, owner) if owner.strip() else None


def delete(session: Session, touch_point_id: int) -> None:
    """Take a touch point out of the inventory; questions and cards stay, without it."""
    session.delete(session.get_one(TouchPoint, touch_point_id))


def link(session: Session, touch_point_id: int, item_id: int) -> None:
    """Say that a question asks about a touch point; twice is once."""
    here = (TouchPointItem.touch_point_id == touch_point_id) & (TouchPointItem.item_id == item_id)
    if session.scalar(select(TouchPointItem.id).where(here)) is None:
        session.add(TouchPointItem(touch_point_id=touch_point_id, item_id=item_id))
        session.flush()


def unlink(session: Session, touch_point_id: int, item_id: int) -> None:
    """Take the link away."""
    here = (TouchPointItem.touch_point_id == touch_point_id) & (TouchPointItem.item_id == item_id)
    for row in session.scalars(select(TouchPointItem).where(here)):
        session.delete(row)


def relink(session: Session, item_id: int, before: int | None, now: int | None) -> None:
    """Let a question ask about another touch point, or about none."""
    if before is not None:
        unlink(session, before, item_id)
    if now is not None:
        link(session, now, item_id)
