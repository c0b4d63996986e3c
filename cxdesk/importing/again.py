"""Answers that may be there already: new ones, unchanged ones, and ones that differ cell by cell.

A response is known by the tool's own number. Where the file has none, a whole row stands for itself, and only
if rows of this file can be told apart: two people may well give the same two answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import polars as pl
from sqlalchemy.orm import Session

from cxdesk.importing.plan import Typed
from cxdesk.responses.aggregate import items_of
from cxdesk.responses.live_rows import live_rows
from cxdesk.responses.schema import FACTS, SKIPPED, TEXT_KINDS, blank_column, column, type_of
from cxdesk.responses.store import ChunkHead, answers_of, live_chunks

MOST_LISTED: Final = 1_000
# From this share of different rows on, a row stands for one respondent.
TELLING: Final = 0.98
_COMPARED_FACTS: Final = (
    "account_key",
    "started",
    "submitted",
    "state",
    "language",
    "channel",
    "consent_quote",
    "over_quota",
)


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that the file has in another way than is stored; values as they are kept."""

    response_id: int
    row: int
    column: str
    before: object
    now: object


@dataclass(frozen=True, slots=True)
class Compared:
    """What of a file is there already. Places count the file's stored rows from 0.

    `changed` has a row per response that differs: place, response_id. `cells` lists the first 1,000 of
    `cell_count` cells.
    """

    by: str
    new: pl.Series
    unchanged: int
    changed: pl.DataFrame
    cells: tuple[CellChange, ...] = ()
    cell_count: int = 0
    chunks: tuple[ChunkHead, ...] = field(default=(), repr=False)


def compare(session: Session, survey_id: int, typed: Typed, items: dict[str, int]) -> Compared | None:
    """Hold the typed rows against what the survey has; None where it has nothing to compare with.

    `items` maps the plan's keys to the survey's items; columns of items that are new there count as a
    change where the file has an answer for a respondent who is known.
    """
    chunks, waiting = live_chunks(session, None, survey_id), live_rows(session, survey_id)
    if not chunks and waiting is None:
        return None
    kinds = {i.id: i.kind for i in items_of(session, survey_id)}
    file = _file_frame(typed, items)
    stored = _stored_frame(session, chunks, kinds, [i for i in items.values() if i in kinds])
    if waiting is not None:
        # Answers that came in one by one are there too; who is not done with them yet is nobody's number.
        done = waiting.columns(stored.columns).filter(pl.col("submitted").is_not_null())
        stored = pl.concat([stored, done], how="vertical_relaxed")
    if "respondent_key" in file.columns and stored["respondent_key"].null_count() < stored.height:
        return _by_key(file, stored, typed, items, tuple(chunks))
    return _by_row(file, stored, tuple(chunks))


def _file_frame(typed: Typed, items: dict[str, int]) -> pl.DataFrame:
    names = {k: column(i) for k, i in items.items()} | {f"b{k}": blank_column(i) for k, i in items.items()}
    closed = typed.closed.rename({k: v for k, v in names.items() if k in typed.closed.columns})
    texts = typed.texts.rename({k: v for k, v in names.items() if k in typed.texts.columns})
    kept = set(names.values())
    parts = [closed.select(c for c in closed.columns if c in FACTS or c in kept)]
    if texts.width:
        parts.append(texts.select(c for c in texts.columns if c in kept))
    return pl.concat(parts, how="horizontal").with_row_index("place")


def _stored_frame(
    session: Session, chunks: list[ChunkHead], kinds: dict[int, str], items: list[int]
) -> pl.DataFrame:
    answers = answers_of(session)
    closed = [i for i in items if kinds[i] not in TEXT_KINDS]
    words = [i for i in items if kinds[i] in TEXT_KINDS]
    wanted: dict[str, pl.DataType] = dict(FACTS)
    wanted |= {column(i): type_of(kinds[i]) for i in closed}
    wanted |= {blank_column(i): pl.UInt8() for i in items}
    frame = answers.frame(session, chunks, wanted)
    if words:
        texts = answers.frame(session, chunks, {column(i): pl.String() for i in words}, "text")
        frame = frame.join(texts.drop("round_id"), on="response_id", how="left", maintain_order="left")
    return frame


def _by_key(
    file: pl.DataFrame,
    stored: pl.DataFrame,
    typed: Typed,
    items: dict[str, int],
    chunks: tuple[ChunkHead, ...],
) -> Compared:
    # The same number twice in one file: the first is held against the first, the second against the second.
    nth = pl.int_range(pl.len()).over("respondent_key").alias("nth")
    keys = ["respondent_key", "nth"]
    known = stored.filter(pl.col("respondent_key").is_not_null()).with_columns(nth)
    asked = file.filter(pl.col("respondent_key").is_not_null()).with_columns(nth)
    if _counts_upwards(asked["respondent_key"]) and "started" in asked.columns:
        # Forms that number their answers 1, 2, 3 begin anew in each form; the moment tells them apart.
        keys.append("started")
    both = asked.join(known, on=keys, how="inner", suffix="_stored", nulls_equal=True)
    pairs = _pairs(file, stored)
    differs = [p.differs.alias(p.name) for p in pairs]
    marked = (
        both.select("place", "response_id", "source_row", *differs)
        if differs
        else both.select("place", "response_id")
    )
    names = [p.name for p in pairs]
    any_change = pl.any_horizontal(names) if names else pl.lit(False)
    changed = marked.filter(any_change)
    cells = list(_cells(changed, both, pairs, typed, items))
    count = int(changed.select(pl.sum_horizontal(pl.col(n).sum() for n in names)).item() or 0) if names else 0
    new = file["place"].filter(~file["place"].is_in(both["place"].implode()))
    return Compared(
        "key",
        new,
        both.height - changed.height,
        changed.select("place", "response_id"),
        tuple(cells),
        count,
        chunks,
    )


def _counts_upwards(keys: pl.Series) -> bool:
    numbers = keys.cast(pl.Int64, strict=False)
    return numbers.null_count() == 0 and len(keys) > 0 and int(numbers.max() or 0) < 100 * len(keys)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A column of the file and the stored one it is held against ("" where nothing is stored yet)."""

    name: str
    old: str
    blank: str = ""
    old_blank: str = ""

    @property
    def differs(self) -> pl.Expr:
        """Whether the two differ, in the answer or in why there is none."""
        if not self.old:
            return pl.col(self.name).is_not_null()
        unlike = pl.col(self.name).ne_missing(pl.col(self.old))
        if not self.blank and not self.old_blank:
            return unlike
        return unlike | (_blank(self.name, self.blank) != _blank(self.old, self.old_blank))


def _blank(value: str, blank: str) -> pl.Expr:
    plain = pl.col(value).is_null().cast(pl.UInt8) * SKIPPED
    return pl.coalesce(pl.col(blank), plain) if blank else plain


def _pairs(file: pl.DataFrame, stored: pl.DataFrame) -> list[_Pair]:
    def old_of(name: str) -> str:
        return (
            f"{name}_stored"
            if name in stored.columns and name in file.columns
            else (name if name in stored.columns else "")
        )

    found = [_Pair(n, old_of(n)) for n in file.columns if n in _COMPARED_FACTS]
    for name in (n for n in file.columns if n.startswith("i") and n[1:].isdigit()):
        blank = f"b{name[1:]}"
        old_blank = (
            old_of(blank) if blank in stored.columns and stored[blank].null_count() < stored.height else ""
        )
        found.append(_Pair(name, old_of(name), blank if blank in file.columns else "", old_blank))
    return found


def _cells(
    changed: pl.DataFrame, both: pl.DataFrame, pairs: list[_Pair], typed: Typed, items: dict[str, int]
) -> Iterator[CellChange]:
    headers = {c.key: c.header for c in typed.plan.columns}
    headers |= {o.key: f"{c.header}: {o.label}" for c in typed.plan.columns for o in c.options}
    by_item = {column(i): headers.get(k, k) for k, i in items.items()}
    listed = 0
    places = changed["place"].head(MOST_LISTED)
    part = both.filter(pl.col("place").is_in(places.implode()))
    marks = {row["place"]: row for row in changed.head(MOST_LISTED).to_dicts()}
    for row in part.to_dicts():
        for pair in pairs:
            if marks[row["place"]][pair.name] and listed < MOST_LISTED:
                listed += 1
                before = row[pair.old] if pair.old else None
                header = by_item.get(pair.name, pair.name)
                yield CellChange(row["response_id"], row["source_row"], header, before, row[pair.name])


def _by_row(file: pl.DataFrame, stored: pl.DataFrame, chunks: tuple[ChunkHead, ...]) -> Compared | None:
    shared = [c for c in file.columns if c in stored.columns and c not in ("source_row", "state", "place")]
    shared = [c for c in shared if not c.startswith("b")]
    if not shared:
        return None
    here = _hashed(file, shared).with_columns(place=file["place"])
    if here["row"].n_unique() < TELLING * here.height:
        return None
    there = _hashed(stored, shared)
    both = here.join(there, on=["row", "nth"], how="semi")
    new = file["place"].filter(~file["place"].is_in(both["place"].implode()))
    nothing = pl.DataFrame(schema={"place": pl.UInt32, "response_id": pl.Int64})
    return Compared("row", new, both.height, nothing, chunks=chunks)


def _hashed(frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """A number for each row and which of its equals it is; only ever compared within one run."""
    cells = frame.select(pl.col(n).cast(FACTS[n]) if n in FACTS else pl.col(n) for n in sorted(names))
    rows = pl.DataFrame({"row": cells.hash_rows(seed=20)})
    return rows.with_columns(nth=pl.int_range(pl.len()).over("row"))
