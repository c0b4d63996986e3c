"""A map as it was on a day, kept whole under a name, and how sure we were of it then."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys.formats.document import create_from, document_of
from cxdesk.journeys.model import Snapshot
from cxdesk.journeys.shares import grade_shares


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One snapshot in the list; `grades` counts its cards by how sure we were."""

    id: int
    journey_id: int
    name: str
    made_at: datetime
    cards: int
    grades: Mapping[str, int]


def take(session: Session, journey_id: int, name: str, now: datetime | None = None) -> int:
    """Keep the map as it is now; the same name twice on one map is refused."""
    if not (name := name.strip()):
        raise UserError(_("Give it a name."))
    _refuse_taken(session, journey_id, name)
    row = Snapshot(
        journey_id=journey_id,
        name=name,
        made_at=now or datetime.now().replace(microsecond=0),
        document=document_of(session, journey_id),
    )
    session.add(row)
    session.flush()
    return row.id


def rename(session: Session, snapshot_id: int, name: str) -> None:
    """Give a snapshot another name."""
    row = session.get_one(Snapshot, snapshot_id)
    if not (name := name.strip()):
        raise UserError(_("Give it a name."))
    if name != row.name:
        _refuse_taken(session, row.journey_id, name)
        row.name = name


def delete(session: Session, snapshot_id: int) -> None:
    """Remove a snapshot; the map stays as it is."""
    session.delete(session.get_one(Snapshot, snapshot_id))


def bring_back(session: Session, snapshot_id: int, name: str) -> int:
    """The map as it was then, as a journey of its own beside today's."""
    row = session.get_one(Snapshot, snapshot_id)
    return create_from(session, row.document, name, keep_origin=True)


def snapshot_rows(session: Session, journey_id: int) -> list[SnapshotRow]:
    """The snapshots of a map, oldest first."""
    rows = session.scalars(
        select(Snapshot).where(Snapshot.journey_id == journey_id).order_by(Snapshot.made_at, Snapshot.id)
    )
    return [
        SnapshotRow(
            r.id, r.journey_id, r.name, r.made_at, len(r.document["cards"]), asdict(grade_shares(r.document))
        )
        for r in rows
    ]


def snapshot_document(session: Session, snapshot_id: int) -> dict[str, Any]:
    """The map of a snapshot as plain data."""
    return session.get_one(Snapshot, snapshot_id).document


def _refuse_taken(session: Session, journey_id: int, name: str) -> None:
    taken = select(Snapshot.id).where(Snapshot.journey_id == journey_id, Snapshot.name == name)
    if session.scalar(taken) is not None:
        raise UserError(_("This map has a snapshot “{name}” already.").format(name=name))
