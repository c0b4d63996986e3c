"""What a person does with personas and segments."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.personas.kinds import GRADES, KINDS, LISTS, TEXTS
from cxdesk.personas.model import Persona, PersonaQuote
from cxdesk.storage import assets


def create(session: Session, name: str, kind: str = "persona", segment: str = "") -> int:
    """A new sheet at the end of the list; the same name twice is refused."""
    row = Persona(name=_named(session, name), kind=_one_of(kind, KINDS), segment=segment.strip())
    last = session.scalar(select(func.max(Persona.position)))
    row.position = 0 if last is None else last + 1
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, persona_id: int, **fields: str) -> None:
    """Change what is given of name, kind, role, about, segment, tone, grade and source."""
    if unknown := set(fields) - TEXTS:
        raise TypeError(f"unknown fields: {sorted(unknown)}")
    row = session.get_one(Persona, persona_id)
    for name, value in fields.items():
        if name == "name":
            row.name = _named(session, value, persona_id)
        elif name in ("kind", "grade"):
            setattr(row, name, _one_of(value, KINDS if name == "kind" else GRADES))
        else:
            setattr(row, name, value.strip())


def set_list(session: Session, persona_id: int, name: str, lines: list[str]) -> None:
    """Goals, needs, standards, expectations or jobs: a line each, without empty ones."""
    if name not in LISTS:
        raise TypeError(f"unknown list: {name}")
    setattr(session.get_one(Persona, persona_id), name, [text for line in lines if (text := line.strip())])


def set_picture(session: Session, persona_id: int, data: bytes | None, media_type: str = "image/png") -> None:
    """A picture for the sheet, or none; the bytes are kept once in the file."""
    session.get_one(Persona, persona_id).picture = assets.keep(session, data, media_type) if data else ""


def set_quotes(session: Session, persona_id: int, quotes: list[tuple[str, str]]) -> None:
    """What such customers said, each with the speaker's role, in their order."""
    session.get_one(Persona, persona_id)
    for row in session.scalars(select(PersonaQuote).where(PersonaQuote.persona_id == persona_id)):
        session.delete(row)
    session.flush()
    kept = [(text.strip(), speaker.strip()) for text, speaker in quotes if text.strip()]
    for position, (text, speaker) in enumerate(kept):
        session.add(PersonaQuote(persona_id=persona_id, position=position, text=text, speaker=speaker))


def check(session: Session, persona_id: int, on: date | None) -> None:
    """The day somebody last made sure that this is still what such customers are like."""
    session.get_one(Persona, persona_id).checked_on = on


def move(session: Session, persona_id: int, place: int) -> None:
    """Move a sheet to another place in the list."""
    row = session.get_one(Persona, persona_id)
    others: list[Any] = [
        r for r in session.scalars(select(Persona).order_by(Persona.position)) if r is not row
    ]
    others.insert(max(0, min(place, len(others))), row)
    for position, one in enumerate(others):
        one.position = position


def delete(session: Session, persona_id: int) -> None:
    """Remove a sheet; journeys drawn for it stay, without it."""
    session.delete(session.get_one(Persona, persona_id))


def _named(session: Session, name: str, persona_id: int | None = None) -> str:
    if not (name := name.strip()):
        raise UserError(_("Give it a name."))
    taken = session.scalar(select(Persona.id).where(Persona.name == name))
    if taken is not None and taken != persona_id:
        raise UserError(_("There is a sheet “{name}” already.").format(name=name))
    return name


def _one_of(value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise UserError(
            _("“{value}” is not one of: {allowed}.").format(value=value, allowed=", ".join(allowed))
        )
    return value
