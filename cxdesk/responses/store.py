"""Chunks of answers: written once, checked when first read, and turned into columns.

A response's number is its chunk's `first_id` plus its place in it, so chunks can be built
before the writer is taken. A chunk that is not as it was written is left out and named.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import polars as pl
from sqlalchemy import delete, exists, func, select, text
from sqlalchemy.orm import Session

from cxdesk.errors import Problem, UserError
from cxdesk.i18n import _
from cxdesk.progress import Progress, no_progress
from cxdesk.responses.model import (
    ImportBatch,
    ImportReport,
    RawCell,
    ResponseChunk,
    Round,
    SupersededChunk,
)
from cxdesk.responses.schema import FACTS, FINISHED, FORMAT, ROWS_PER_CHUNK
from cxdesk.storage.facts import reserve_numbers

BYTES_CACHED = 1_000_000_000
TALLIED = "account_key"
_NO_KEYS = pl.DataFrame(schema={TALLIED: pl.String, "n": pl.Int64})


@dataclass(frozen=True, slots=True)
class Encoded:
    """One chunk as it will be stored, not yet numbered."""

    kind: str
    seq: int
    start: int
    rows: int
    sha256: str
    data: bytes
    keys: pl.DataFrame | None = None
    states: dict[str, int] | None = None
    over_quota: int | None = None


def encode(
    closed: pl.DataFrame, texts: pl.DataFrame | None, progress: Progress = no_progress
) -> list[Encoded]:
    """Cut frames of equal height into chunks of at most 65,536 rows; touches no file."""
    frames = [("closed", closed), *([("text", texts)] if texts is not None else [])]
    parts = [
        (kind, seq, start, frame.slice(start, ROWS_PER_CHUNK))
        for seq, start in enumerate(range(0, closed.height, ROWS_PER_CHUNK))
        for kind, frame in frames
        if frame.width
    ]
    chunks: list[Encoded] = []
    # One chunk keeps one core busy for most of its time: strings, the hash, what Polars does before it spreads.
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        coming = [pool.submit(_encoded, *part) for part in parts]
        try:
            for (_kind, _seq, start, _frame), chunk in zip(parts, coming, strict=True):
                progress(start, closed.height, _("Packing the answers"))
                chunks.append(chunk.result())
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return chunks


def _encoded(kind: str, seq: int, start: int, part: pl.DataFrame) -> Encoded:
    out = BytesIO()
    part.write_parquet(out, compression="zstd", compression_level=1, statistics=False)
    data = out.getvalue()
    keys = part[TALLIED].value_counts(name="n") if kind == "closed" and TALLIED in part.columns else None
    digest = hashlib.sha256(data).hexdigest()
    if kind != "closed":
        return Encoded(kind, seq, start, part.height, digest, data, keys)
    return Encoded(kind, seq, start, part.height, digest, data, keys, states_of(part), over_quota_of(part))


def states_of(closed: pl.DataFrame) -> dict[str, int]:
    """How many rows of a chunk are in which state; a chunk that does not say so has only finished ones."""
    if "state" not in closed.columns:
        return {str(FINISHED): closed.height}
    counts = closed["state"].fill_null(FINISHED).value_counts(name="n")
    return {str(state): n for state, n in counts.iter_rows()}


def over_quota_of(closed: pl.DataFrame) -> int:
    """How many rows of a chunk came in when a quota was full."""
    return closed["over_quota"].count() if "over_quota" in closed.columns else 0


def insert(session: Session, round_id: int, batch_id: int, rows: int, chunks: Iterable[Encoded]) -> int:
    """Store encoded chunks under new response numbers and return the first of them."""
    first = reserve_numbers(session, "next_response", rows)
    stored = [(_row(round_id, batch_id, first, chunk), chunk.keys) for chunk in chunks]
    session.add_all(row for row, _keys in stored)
    session.flush()
    answers_of(session).know({row.id: keys for row, keys in stored if keys is not None})
    return first


def _row(round_id: int, batch_id: int, first: int, chunk: Encoded) -> ResponseChunk:
    return ResponseChunk(
        format=FORMAT,
        round_id=round_id,
        batch_id=batch_id,
        seq=chunk.seq,
        kind=chunk.kind,
        first_id=first + chunk.start,
        last_id=first + chunk.start + chunk.rows - 1,
        rows=chunk.rows,
        sha256=chunk.sha256,
        states=chunk.states,
        over_quota=chunk.over_quota,
        data=chunk.data,
    )


def reserve_item_ids(session: Session, count: int) -> int:
    """The first of `count` item ids that SQLite will give to nobody else."""
    connection = session.connection()
    last = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name='item'")).scalar()
    if last is None:
        connection.execute(text("INSERT INTO sqlite_sequence(name, seq) VALUES('item', 0)"))
    sql = text("UPDATE sqlite_sequence SET seq = :seq WHERE name='item'")
    connection.execute(sql, {"seq": (last or 0) + count})
    return int(last or 0) + 1


def collect(session: Session) -> int:
    """Delete chunks and raw cells whose import is gone or was read anew; returns how many chunks.

    Only at close: undo may want them.
    """
    gone = ~exists().where(ImportBatch.id == ResponseChunk.batch_id, ImportBatch.state != "replaced")
    count = session.scalar(select(func.count(ResponseChunk.id)).where(gone)) or 0
    if count:
        session.execute(delete(ResponseChunk).where(gone))
        session.execute(
            delete(RawCell).where(
                ~exists().where(ImportBatch.id == RawCell.batch_id, ImportBatch.state != "replaced")
            )
        )
    session.execute(delete(ImportReport).where(~exists().where(ImportBatch.id == ImportReport.batch_id)))
    return int(count)


def whole_chunk(session: Session, chunk_id: int) -> pl.DataFrame:
    """Every column of one stored chunk, in its row order; a damaged one is a UserError."""
    names = session.scalar(select(ResponseChunk.data).where(ResponseChunk.id == chunk_id))
    columns = list(pl.read_parquet_schema(BytesIO(names or b"")))
    return pl.DataFrame(_decode(session, chunk_id, columns))


def supersede(
    session: Session, batch_id: int, seq: int, head: "ChunkHead", closed: pl.DataFrame, texts: pl.DataFrame
) -> None:
    """Put corrected rows in the place of a chunk: the same response numbers, in the same order and round."""
    for kind, frame in (("closed", closed), ("text", texts)):
        if frame.width:
            made = _encoded(kind, seq, 0, frame)
            row = _row(head.round_id, batch_id, head.first_id, made)
            session.add(row)
            session.flush()
            if made.keys is not None:
                answers_of(session).know({row.id: made.keys})
    session.add(SupersededChunk(chunk_id=head.id, batch_id=batch_id))
    session.flush()


def columns_of(session: Session, chunk_id: int, names: list[str]) -> dict[str, pl.Series]:
    """The named columns that one stored chunk has; a damaged one is a UserError."""
    return _decode(session, chunk_id, names)


def rewrite(session: Session, chunk_id: int, frame: pl.DataFrame) -> None:
    """Put other rows in the place of a chunk's own; only an erasure does this."""
    row = session.get_one(ResponseChunk, chunk_id)
    made = _encoded(row.kind, row.seq, 0, frame)
    row.data, row.sha256, row.states = made.data, made.sha256, made.states
    row.over_quota = made.over_quota
    session.flush()


@dataclass(frozen=True, slots=True)
class ChunkHead:
    """What is known of a chunk without reading it."""

    id: int
    format: int
    round_id: int
    first_id: int
    last_id: int
    rows: int
    sha256: str
    states: dict[str, int] | None
    over_quota: int | None
    twin_id: int | None


def live_chunks(session: Session, round_ids: Iterable[int] | None, survey_id: int) -> list[ChunkHead]:
    """The closed chunks that count, by response number, each with its text twin; corrected ones are left out."""
    correcting = ImportBatch.__table__.alias()
    closed, twin = ResponseChunk.__table__.alias(), ResponseChunk.__table__.alias()
    query = (
        select(
            closed.c.id,
            closed.c.format,
            closed.c.round_id,
            closed.c.first_id,
            closed.c.last_id,
            closed.c.rows,
            closed.c.sha256,
            closed.c.states,
            closed.c.over_quota,
            twin.c.id,
        )
        .join(ImportBatch, ImportBatch.id == closed.c.batch_id)
        .join(Round, Round.id == closed.c.round_id)
        .join(
            twin,
            (twin.c.batch_id == closed.c.batch_id) & (twin.c.seq == closed.c.seq) & (twin.c.kind == "text"),
            isouter=True,
        )
        .where(
            closed.c.kind == "closed",
            ImportBatch.state == "live",
            Round.survey_id == survey_id,
            ~exists()
            .where(SupersededChunk.chunk_id == closed.c.id)
            .where(SupersededChunk.batch_id == correcting.c.id)
            .where(correcting.c.state == "live"),
        )
        .order_by(closed.c.first_id)
    )
    if round_ids is not None:
        query = query.where(closed.c.round_id.in_(list(round_ids)))
    return [ChunkHead(*tuple(row)) for row in session.execute(query)]


@dataclass(slots=True)
class Answers:
    """Columns read so far, kept while a file is open; `damaged` names chunks that could not be read.

    `live` are the answers outside chunks, by survey, with what they were read at.
    """

    damaged: dict[int, Problem] = field(default_factory=dict)
    live: dict[int, tuple[object, Any]] = field(default_factory=dict)
    _columns: dict[tuple[int, str], pl.Series | None] = field(default_factory=dict)
    _joined: dict[tuple[tuple[int, ...], str], pl.Series] = field(default_factory=dict)
    _keys: dict[int, pl.DataFrame] = field(default_factory=dict)
    _bytes: int = 0

    def frame(
        self,
        session: Session,
        chunks: list[ChunkHead],
        wanted: Mapping[str, pl.DataType],
        kind: str = "closed",
    ) -> pl.DataFrame:
        """The wanted columns of these chunks to the given types, with response_id and round_id."""
        # Only between two questions: forgetting while one is read would turn its answers into blanks.
        if self._bytes > BYTES_CACHED:
            self._forget()
        self._load(session, chunks, wanted, kind)
        good = [c for c in chunks if c.id not in self.damaged and (kind == "closed" or c.twin_id is not None)]
        ids = tuple(c.id for c in good)
        columns = [self._numbers(good, ids, name) for name in ("response_id", "round_id")]
        columns += [self._join(good, ids, name, dtype) for name, dtype in wanted.items()]
        return pl.DataFrame(columns)

    def keys(self, session: Session, chunks: list[ChunkHead]) -> pl.DataFrame:
        """How many responses of these chunks carry each account key: columns account_key and n."""
        new = [c for c in chunks if c.id not in self._keys]
        self._load(session, new, (TALLIED,), "closed")
        for chunk in new:
            part = self._columns.get((chunk.id, TALLIED))
            if part is not None:
                self._keys[chunk.id] = part.value_counts(name="n")
        tables = [self._keys[c.id] for c in chunks if c.id in self._keys and c.id not in self.damaged]
        whole = pl.concat([_NO_KEYS, *(t.select(_NO_KEYS.columns).cast(_NO_KEYS.schema) for t in tables)])
        return whole.drop_nulls(TALLIED).group_by(TALLIED).agg(pl.col("n").sum())

    def know(self, keys: Mapping[int, pl.DataFrame]) -> None:
        """Take over the account keys of chunks that were stored just now, so that nobody has to read them."""
        self._keys |= keys

    def _load(self, session: Session, chunks: list[ChunkHead], wanted: Iterable[str], kind: str) -> None:
        for chunk in chunks:
            names = [n for n in wanted if (chunk.id, n) not in self._columns]
            if not names or chunk.id in self.damaged:
                continue
            source = chunk.id if kind == "closed" else chunk.twin_id
            try:
                read = _decode(session, source, names) if source is not None else {}
            except UserError:
                self.damaged[chunk.id] = _problem(chunk)
                continue
            for name in names:
                self._columns[chunk.id, name] = read.get(name)
                self._bytes += int(read[name].estimated_size()) if name in read else 0

    def _forget(self) -> None:
        self._columns.clear()
        self._joined.clear()
        self._bytes = 0

    def _numbers(self, chunks: list[ChunkHead], ids: tuple[int, ...], name: str) -> pl.Series:
        """What is known of each response without reading it."""
        if (done := self._joined.get((ids, name))) is not None:
            return done
        if name == "response_id":
            parts = [pl.int_range(c.first_id, c.last_id + 1, dtype=pl.Int64, eager=True) for c in chunks]
        else:
            parts = [pl.Series([c.round_id], dtype=pl.Int64).new_from_index(0, c.rows) for c in chunks]
        return self._remember(ids, name, parts, pl.Int64())

    def _join(
        self, chunks: list[ChunkHead], ids: tuple[int, ...], name: str, dtype: pl.DataType
    ) -> pl.Series:
        if (done := self._joined.get((ids, name))) is not None and done.dtype == dtype:
            return done
        blank = pl.Series([None], dtype=dtype)
        found = [self._columns.get((chunk.id, name)) for chunk in chunks]
        parts = [
            blank.new_from_index(0, chunk.rows) if part is None else part.cast(dtype)
            for chunk, part in zip(chunks, found, strict=True)
        ]
        return self._remember(ids, name, parts, dtype)

    def _remember(
        self, ids: tuple[int, ...], name: str, parts: list[pl.Series], dtype: pl.DataType
    ) -> pl.Series:
        empty = pl.Series([], dtype=dtype)
        whole = pl.concat([part.alias(name) for part in (parts or [empty])], rechunk=True)
        self._joined[ids, name] = whole
        self._bytes += int(whole.estimated_size())
        return whole


def answers_of(session: Session) -> Answers:
    """The column cache of the open file, or a fresh one where a session stands alone."""
    found = session.info.setdefault("answers", Answers())
    assert isinstance(found, Answers)
    return found


def fact_types(*names: str) -> dict[str, pl.DataType]:
    """The types of facts about the response."""
    return {name: FACTS[name] for name in names}


def _problem(chunk: ChunkHead) -> Problem:
    from cxdesk.storage.check import damaged_chunk

    return damaged_chunk(chunk.first_id, chunk.last_id)


def _decode(session: Session, chunk_id: int, names: list[str]) -> dict[str, pl.Series]:
    """The named columns that a chunk has; the only place where stored bytes become answers."""
    row = session.execute(
        select(ResponseChunk.data, ResponseChunk.sha256, ResponseChunk.rows, ResponseChunk.format).where(
            ResponseChunk.id == chunk_id
        )
    ).one()
    # Without the hash, nine in ten flipped bits read as other numbers without any error.
    if hashlib.sha256(row.data).hexdigest() != row.sha256 or row.format > FORMAT:
        raise UserError(_("Some answers are damaged."))
    try:
        here = pl.read_parquet_schema(BytesIO(row.data))
        frame = pl.read_parquet(BytesIO(row.data), columns=[n for n in names if n in here])
    except BaseException as error:  # Polars' PanicException is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        raise UserError(_("Some answers are damaged.")) from error
    if frame.width and frame.height != row.rows:
        raise UserError(_("Some answers are damaged."))
    return {name: frame[name] for name in frame.columns}
