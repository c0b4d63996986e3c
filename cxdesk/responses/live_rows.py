"""Live answers as columns beside those of the chunks: the same names, the same types, numbers of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from cxdesk.responses.live import CHANGES, standing
from cxdesk.responses.model import ImportBatch, LiveAnswer, LiveResponse, Round
from cxdesk.responses.schema import FACTS, LIVE, TEXT_KINDS, blank_column, column, type_of
from cxdesk.responses.store import answers_of
from cxdesk.surveys.model import Item, Question

# How the import is called that holds what came in one by one.
FORMAT: Final = "live"
_NUMBERS: Final = {"response_id": pl.Int64(), "round_id": pl.Int64()}
_HEADS: Final = {**_NUMBERS, "version_id": pl.Int64(), **FACTS}
_STAMP = text(
    "SELECT (SELECT value FROM file_fact WHERE name = :changes),"
    " (SELECT group_concat(id) FROM import_batch WHERE format = :format),"
    " (SELECT group_concat(id) FROM answer_collection)"
)


@dataclass(frozen=True, slots=True)
class LiveRows:
    """All live responses of a survey that no chunk holds: every fact and every item as `responses.schema` has it."""

    frame: pl.DataFrame

    def columns(self, names: Iterable[str], round_ids: Iterable[int] | None = None) -> pl.DataFrame:
        """Some columns of the responses of some rounds, or of all."""
        if round_ids is None:
            return self.frame.select(list(names))
        return (
            self.frame.lazy().filter(pl.col("round_id").is_in(list(round_ids))).select(list(names)).collect()
        )


def live_rows(session: Session, survey_id: int) -> LiveRows | None:
    """The live responses of a survey; None where there are none.

    They are kept until something changes. A file that never had any is asked one short question.
    """
    stamp, folded, collected = session.execute(_STAMP, {"changes": CHANGES, "format": FORMAT}).one()
    if stamp is None:
        return None
    kinds = dict(
        session.execute(
            select(Item.id, Question.kind)
            .join(Question, Question.id == Item.question_id)
            .where(Question.survey_id == survey_id)
        ).all()
    )
    cache, key = answers_of(session).live, (stamp, folded, collected, tuple(kinds.items()))
    found = cache.get(survey_id)
    if found is None or found[0] != key:
        found = (key, _frame(session, survey_id, kinds))
        cache[survey_id] = found
    frame = found[1]
    return LiveRows(frame) if frame.height else None


def _frame(session: Session, survey_id: int, kinds: Mapping[int, str]) -> pl.DataFrame:
    counting = (
        (Round.survey_id == survey_id)
        & LiveResponse.checks.is_(None)
        & (LiveResponse.batch_id.is_(None) | LiveResponse.batch_id.not_in(select(ImportBatch.id)))
        & standing()
    )
    heads = session.execute(
        select(LiveResponse)
        .join(Round, Round.id == LiveResponse.round_id)
        .where(counting)
        .order_by(LiveResponse.id)
    ).scalars()
    rows = [
        (
            LIVE + r.id, r.round_id, r.version_id, r.id, r.account_key or None, r.respondent_key or r.key, r.started,
            r.submitted, r.state, r.language or None, r.way or None, r.consent_quote,
            r.over_quota.replace("\n", "; ") or None,
        )
        for r in heads
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema=_HEADS, orient="row")
    if not rows:
        return frame
    cells = session.execute(
        select(
            LiveAnswer.response_id + LIVE,
            LiveAnswer.item_id,
            LiveAnswer.blank,
            LiveAnswer.number,
            LiveAnswer.words,
        )
        .join(LiveResponse, LiveResponse.id == LiveAnswer.response_id)
        .join(Round, Round.id == LiveResponse.round_id)
        .where(counting)
    )
    schema = {
        "response_id": pl.Int64,
        "item": pl.Int64,
        "blank": pl.UInt8,
        "number": pl.Float64,
        "words": pl.String,
    }
    long = pl.DataFrame([tuple(c) for c in cells], schema=schema, orient="row")
    by_item = {item: part for (item,), part in long.partition_by("item", as_dict=True).items()}
    for item, kind in kinds.items():
        part = by_item.get(item, long.clear())
        columns = _typed(part, kind, column(item), blank_column(item))
        frame = frame.join(columns, on="response_id", how="left", maintain_order="left")
    return frame


def _typed(cells: pl.DataFrame, kind: str, name: str, blank: str) -> pl.DataFrame:
    """The answers to one item; what was kept for another kind is read as well as it can be."""
    number, words, want = pl.col("number"), pl.col("words"), type_of(kind)
    if kind in TEXT_KINDS:
        value = pl.coalesce(words, number.cast(pl.String).str.strip_suffix(".0"))
    elif kind == "date":
        value = words.str.to_datetime("%Y-%m-%d", strict=False, time_unit="us")
    else:
        value = pl.coalesce(number, words.cast(pl.Float64, strict=False))
        value = value != 0 if kind == "multiple" else value
    return cells.select(
        "response_id", value.cast(want, strict=False).alias(name), pl.col("blank").alias(blank)
    )
