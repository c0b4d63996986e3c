"""Internal papers of the journey studio with what stands around them: a persona's sheet, and what changed between maps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.journeys.compare import Comparison
from cxdesk.journeys.model import Journey
from cxdesk.journeys.understanding import Understanding
from cxdesk.personas.queries import PersonaRow
from cxdesk.planning.account_sheets import SheetFrame, sheet_frame
from cxdesk.responses.about_data import AboutData, about_data
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import round_rows
from cxdesk.storage import assets


@dataclass(frozen=True, slots=True)
class PersonaSheet:
    """One persona or segment on paper, with its picture and the journeys drawn for it."""

    frame: SheetFrame
    persona: PersonaRow
    picture: bytes
    journeys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two compared maps: its name, its state, and the day it is of where it is a snapshot."""

    name: str
    state: str
    on: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangesSheet:
    """What one map has otherwise than another."""

    frame: SheetFrame
    before: Side
    after: Side
    found: Comparison


@dataclass(frozen=True, slots=True)
class UnderstandingSheet:
    """What we know of customers and how old it is."""

    frame: SheetFrame
    found: Understanding


def persona_sheets(
    session: Session, rows: Sequence[PersonaRow], lang: str, today: date | None = None
) -> list[PersonaSheet]:
    """Sheets of the given personas, in their order."""
    return [
        PersonaSheet(
            sheet_frame(session, lang, _latest_data(session, row.segment, lang), today),
            row,
            assets.load(session, row.picture) or b"" if row.picture else b"",
            journeys_for(session, row),
        )
        for row in rows
    ]


def journeys_for(session: Session, persona: PersonaRow) -> tuple[str, ...]:
    """The names of the journeys that are drawn for a persona, linked or by its name."""
    mine = (Journey.persona_id == persona.id) | (Journey.persona == persona.name)
    return tuple(session.scalars(select(Journey.name).where(mine).order_by(Journey.name)))


def changes_sheet(
    session: Session, before: Side, after: Side, found: Comparison, lang: str, today: date | None = None
) -> ChangesSheet:
    """The list of changes with what stands around it."""
    return ChangesSheet(
        sheet_frame(session, lang, _latest_data(session, "", lang), today), before, after, found
    )


def understanding_sheet(
    session: Session, found: Understanding, lang: str, today: date | None = None
) -> UnderstandingSheet:
    """The three parts with what stands around them."""
    return UnderstandingSheet(sheet_frame(session, lang, _latest_data(session, "", lang), today), found)


def _latest_data(session: Session, segment: str, lang: str) -> AboutData | None:
    """The data of the newest round there is; None where nobody was asked yet."""
    rounds = [r for r in round_rows(session) if r.day is not None]
    if not rounds:
        return None
    newest = max(rounds, key=lambda r: (r.day or date.min, r.id))
    where = Filter(rounds=(newest.name,), segments=(segment,) if segment else ())
    return about_data(session, newest.survey_id, where, lang)
