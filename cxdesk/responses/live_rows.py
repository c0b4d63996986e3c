"""Live answers as columns beside those of the chunks: the same names, the same types, numbers of their own."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from cxdesk.responses.live import CHANGES, standing
from cxdesk.responses.model import ImportBatch, LiveAnswer, LiveResponse, Round
from cxdesk.responses.schema import FACTS, LIVE, TEXT_KINDS, blank_column, column, type_of
from cxdesk.responses.store import answers_of
from cxdesk.surveys.formats.own import definition_of
from cxdesk.surveys.model import Item, Question, SurveyVersion

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
    """All live responses of a survey that no chunk holds: every fact and every item as `responses.schema` has it.

    `kinds` says the kind of each item, also of those that only a release has.
    """

    frame: pl.DataFrame
    kinds: Mapping[int, str]

    def columns(self, names: Iterable[str], round_ids: Iterable[int] | None = None) -> pl.DataFrame:
        """Some columns of the responses of some rounds, or of all; one that nobody answered is empty."""
        there = set(self.frame.columns)
        wanted = [pl.col(name) if name in there else pl.lit(None).alias(name) for name in names]
        if round_ids is None:
            return self.frame.select(wanted)
        return self.frame.lazy().filter(pl.col("round_id").is_in(list(round_ids))).select(wanted).collect()


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
    if survey_id not in cache or cache[survey_id][0] != key:
        cache[survey_id] = (key, _rows(session, survey_id, kinds))
    rows: LiveRows = cache[survey_id][1]
    return rows if rows.frame.height else None


def _rows(session: Session, survey_id: int, kinds: Mapping[int, str]) -> LiveRows:
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
        return LiveRows(frame, kinds)
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
    kinds = {**kinds, **_kinds_of_gone(session, survey_id, by_item.keys() - kinds.keys())}
    for item, kind in kinds.items():
        part = by_item.get(item, long.clear())
        columns = _typed(part, kind, column(item), blank_column(item))
        frame = frame.join(columns, on="response_id", how="left", maintain_order="left")
    return LiveRows(frame, kinds)


def _kinds_of_gone(session: Session, survey_id: int, numbers: Collection[int]) -> dict[int, str]:
    """The kinds of items that the survey has no more, as its releases have them; those of no release are left out."""
    found: dict[int, str] = {}
    if numbers:
        documents = select(SurveyVersion.document).where(SurveyVersion.survey_id == survey_id)
        for document in session.scalars(documents.order_by(SurveyVersion.number)):
            for question in definition_of(document).questions:
                found |= {int(i.key): question.kind for i in question.items if i.key.isdecimal()}
    return {number: found[number] for number in numbers if number in found}


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
