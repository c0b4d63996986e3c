"""What a person does with touch points."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, folded
from cxdesk.people.actions import function_named, person_named
from cxdesk.touchpoints.model import (
    ASKS,
    CHANNELS,
    READINESS,
    TouchPoint,
    TouchPointItem,
    TouchPointSynonym,
)

MOST_CONTACTS = 1_000_000_000_000
_TEXTS = ("about", "expectation")
_READY = ("process", "skill", "practice")


def add(
    session: Session, name: str, channel: str = "other", function: str = "", owner: str = "",
    volume: int | None = None,
) -> int:  # fmt: skip
    """A new touch point with its contacts a year, where they are known; the same name twice is refused."""
    row = TouchPoint(name=_free_name(session, name), position=_next_place(session))
    session.add(row)
    session.flush()
    change(session, row.id, channel=channel, function=function, owner=owner)
    describe(session, row.id, volume=volume)
    return row.id


def change(
    session: Session,
    touch_point_id: int,
    name: str | None = None,
    channel: str | None = None,
    function: str | None = None,
    owner: str | None = None,
) -> None:
    """Change what is given; an empty function or owner takes it away, a name another one has is refused."""
    row = session.get_one(TouchPoint, touch_point_id)
    if name is not None and name.strip() and name.strip() != row.name:
        row.name = _free_name(session, name)
    if channel is not None:
        if channel not in CHANNELS:
            raise UserError(_("There is no channel “{channel}”.").format(channel=channel))
        row.channel = channel
    if function is not None:
        row.function_id = function_named(session, function) if function.strip() else None
    if owner is not None:
        row.owner_id = person_named(session, owner) if owner.strip() else None


def describe(session: Session, touch_point_id: int, **fields: Any) -> None:
    """Change what is given of about, expectation, process, skill, practice, volume, is_digital and checked_on.

    `volume` counts contacts a year; `is_digital` None follows the channel.
    """
    row = session.get_one(TouchPoint, touch_point_id)
    for name, value in fields.items():
        if name in _TEXTS:
            value = str(value or "").strip()
        elif name in _READY:
            if value not in READINESS:
                raise UserError(_("“{value}” is not known. Choose one of the list.").format(value=value))
        elif name == "volume":
            if value is not None and not 0 <= value <= MOST_CONTACTS:
                raise UserError(_("Contacts a year are a number from 0 on."))
        elif name not in ("is_digital", "checked_on"):
            raise TypeError(f"unknown field: {name}")
        setattr(row, name, value)


def delete(session: Session, touch_point_id: int) -> None:
    """Take a touch point out of the inventory; questions and cards stay, without it."""
    session.delete(session.get_one(TouchPoint, touch_point_id))


def set_synonyms(session: Session, touch_point_id: int, names: Sequence[str]) -> None:
    """Exactly these other names, each once; one that another touch point is known by is refused."""
    row = session.get_one(TouchPoint, touch_point_id)
    wanted = {folded(name): name.strip() for name in reversed(names) if name.strip()}
    wanted.pop(folded(row.name), None)
    taken = _taken_names(session, touch_point_id)
    for said, name in wanted.items():
        if said in taken:
            raise UserError(
                _("“{name}” means “{other}” already. A name can mean one touch point only.").format(
                    name=name, other=taken[said]
                )
            )
    kept = set()
    for old in session.scalars(select(TouchPointSynonym).filter_by(touch_point_id=touch_point_id)):
        if wanted.get(folded(old.name)) == old.name:
            kept.add(folded(old.name))
        else:
            session.delete(old)
    session.flush()
    session.add_all(
        TouchPointSynonym(touch_point_id=touch_point_id, name=name)
        for said, name in reversed(wanted.items())
        if said not in kept
    )
    session.flush()


def link(session: Session, touch_point_id: int, item_id: int, asks: str = "experience") -> None:
    """Say that a question asks about a touch point, and what; twice is once."""
    if asks not in ASKS:
        raise UserError(_("“{value}” is not known. Choose one of the list.").format(value=asks))
    here = (TouchPointItem.touch_point_id == touch_point_id) & (TouchPointItem.item_id == item_id)
    if session.scalar(select(TouchPointItem.id).where(here)) is None:
        session.add(TouchPointItem(touch_point_id=touch_point_id, item_id=item_id, asks=asks))
        session.flush()


def set_asks(session: Session, touch_point_id: int, item_id: int, asks: str) -> None:
    """Whether a linked question asks how it was, or what had been expected."""
    if asks not in ASKS:
        raise UserError(_("“{value}” is not known. Choose one of the list.").format(value=asks))
    here = (TouchPointItem.touch_point_id == touch_point_id) & (TouchPointItem.item_id == item_id)
    session.execute(select(TouchPointItem).where(here)).scalar_one().asks = asks


def unlink(session: Session, touch_point_id: int, item_id: int) -> None:
    """Take the link away."""
    here = (TouchPointItem.touch_point_id == touch_point_id) & (TouchPointItem.item_id == item_id)
    for row in session.scalars(select(TouchPointItem).where(here)):
        session.delete(row)


def relink(session: Session, item_id: int, before: int | None, now: int | None) -> None:
    """Let a question ask about another touch point, or about none; what it asks stays."""
    asks = "experience"
    if before is not None:
        here = (TouchPointItem.touch_point_id == before) & (TouchPointItem.item_id == item_id)
        asks = session.scalar(select(TouchPointItem.asks).where(here)) or asks
        unlink(session, before, item_id)
    if now is not None:
        link(session, now, item_id, asks)


def check(session: Session, touch_point_id: int, on: date | None) -> None:
    """The day somebody last made sure that all that is written of a touch point is still so."""
    session.get_one(TouchPoint, touch_point_id).checked_on = on


def _free_name(session: Session, name: str) -> str:
    name = name.strip()
    if not name:
        raise UserError(_("A touch point needs a name."))
    if session.scalar(select(TouchPoint.id).where(TouchPoint.name == name)) is not None:
        raise UserError(_("There is a touch point “{name}” already.").format(name=name))
    return name


def _next_place(session: Session) -> int:
    last = session.scalar(select(func.max(TouchPoint.position)))
    return 0 if last is None else last + 1


def _taken_names(session: Session, but: int) -> dict[str, str]:
    """What other touch points are known by, with their own names."""
    names = dict(session.execute(select(TouchPoint.id, TouchPoint.name).where(TouchPoint.id != but)).all())
    found = {folded(name): name for name in names.values()}
    rows = session.execute(select(TouchPointSynonym.touch_point_id, TouchPointSynonym.name))
    return found | {folded(name): names[owner] for owner, name in rows if owner in names}
