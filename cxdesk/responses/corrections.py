"""Imports that only change how answers are read: kept beside the import whose answers they are, and gone with it."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.responses.model import ImportBatch, ResponseChunk, SupersededChunk
from cxdesk.responses.store import ChunkHead

FORMAT: Final = "retyped"
# Chunks of one import are numbered from 0, corrected ones from a million; these stay clear of both.
RETYPED: Final = 10_000_000


def add_retyping(session: Session, chunk: ChunkHead, code: str, now: datetime) -> int:
    """The import that stands for a chunk's new reading; its number."""
    origin = session.execute(
        select(ImportBatch)
        .join(ResponseChunk, ResponseChunk.batch_id == ImportBatch.id)
        .where(ResponseChunk.id == chunk.id)
    ).scalar_one()
    batch = ImportBatch(
        round_id=chunk.round_id,
        source_name=origin.source_name,
        format=FORMAT,
        imported_at=now,
        rows_in=0,
        stored=0,
        refused=0,
        repaired_cells=0,
        settings={
            "of": origin.settings.get("of", origin.id) if origin.format == FORMAT else origin.id,
            "code": code,
        },
    )
    session.add(batch)
    session.flush()
    return batch.id


def retypings_of(session: Session, batch_id: int) -> list[ImportBatch]:
    """The readings that stand for an import's chunks and count."""
    rows = session.scalars(
        select(ImportBatch).where(ImportBatch.format == FORMAT, ImportBatch.state == "live")
    )
    return [row for row in rows if row.settings.get("of") == batch_id]


def corrects_others(session: Session, batch_id: int) -> bool:
    """Whether an import put other answers in the place of an earlier import's."""
    found = session.scalars(select(SupersededChunk.id).where(SupersededChunk.batch_id == batch_id).limit(1))
    return found.first() is not None
