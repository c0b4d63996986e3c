"""Rows of stored chunks read and blanked for good: the only writing into a chunk that is there already."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.responses.model import ImportBatch, ResponseChunk, Round
from cxdesk.responses.schema import ERASED
from cxdesk.responses.store import columns_of, rewrite, whole_chunk


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A closed chunk with its text twin, whether it counts, was corrected, or its import was removed."""

    id: int
    twin_id: int | None
    batch_id: int
    survey_id: int
    first_id: int
    last_id: int

    @property
    def numbers(self) -> pl.Series:
        """The response numbers of its rows."""
        return pl.int_range(self.first_id, self.last_id + 1, dtype=pl.Int64, eager=True)


def stored_chunks(session: Session) -> list[StoredChunk]:
    """Every chunk of answers in the file."""
    closed, twin = ResponseChunk.__table__.alias(), ResponseChunk.__table__.alias()
    query = (
        select(
            closed.c.id, twin.c.id, closed.c.batch_id, Round.survey_id, closed.c.first_id, closed.c.last_id
        )
        .join(ImportBatch, ImportBatch.id == closed.c.batch_id)
        .join(Round, Round.id == ImportBatch.round_id)
        .join(
            twin,
            (twin.c.batch_id == closed.c.batch_id) & (twin.c.seq == closed.c.seq) & (twin.c.kind == "text"),
            isouter=True,
        )
        .where(closed.c.kind == "closed")
        .order_by(closed.c.id)
    )
    return [StoredChunk(*row) for row in session.execute(query)]


def some(session: Session, chunk: StoredChunk, names: Iterable[str], text: bool = False) -> pl.DataFrame:
    """The named columns that a chunk, or its text twin, has, with response_id; a damaged one is a UserError."""
    source = chunk.twin_id if text else chunk.id
    read = columns_of(session, source, list(names)) if source is not None else {}
    return pl.DataFrame([chunk.numbers.alias("response_id"), *(s.alias(n) for n, s in read.items())])


def rows_of(session: Session, chunk: StoredChunk, numbers: Iterable[int]) -> list[dict[str, Any]]:
    """All that a chunk and its twin hold of these responses."""
    wanted = pl.Series(list(numbers), dtype=pl.Int64)
    frames = [whole_chunk(session, i) for i in (chunk.id, chunk.twin_id) if i is not None]
    whole = pl.concat([chunk.numbers.alias("response_id").to_frame(), *frames], how="horizontal")
    return whole.filter(pl.col("response_id").is_in(wanted.implode())).to_dicts()


def blank(session: Session, chunk: StoredChunk, numbers: Iterable[int]) -> int:
    """Empty these responses in a chunk and its twin; their numbers stay and nothing counts them any more."""
    here = chunk.numbers.is_in(list(numbers))
    if not here.any():
        return 0
    for source in (chunk.id, chunk.twin_id):
        if source is None:
            continue
        frame = whole_chunk(session, source)
        if source == chunk.id and "state" not in frame.columns:
            frame = frame.with_columns(pl.lit(None, dtype=pl.UInt8).alias("state"))
        gone = pl.lit(here)
        columns = [
            pl.when(gone).then(pl.lit(ERASED if c == "state" else None)).otherwise(pl.col(c)).cast(t).alias(c)
            for c, t in frame.schema.items()
        ]
        rewrite(session, source, frame.select(columns))
    return int(here.sum())
