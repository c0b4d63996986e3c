"""How full the quotas of a survey are in one of its rounds, by the answers that are there: live ones and stored ones."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.responses.aggregate import as_kept, over_quota
from cxdesk.responses.asked_items import kept_under
from cxdesk.responses.filter import Filter
from cxdesk.responses.live import joined
from cxdesk.responses.model import Round
from cxdesk.responses.schema import (
    ANSWERED,
    DECLARED,
    FINISHED,
    TEXT_KINDS,
    blank_column,
    column,
)
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.logic.expression import Known, holds, questions_in
from cxdesk.surveys.logic.quotas import is_full, quotas_of

_KEPT = (ANSWERED, DECLARED)


def quota_counts(session: Session, round_id: int | None, definition: Definition) -> dict[str, int]:
    """How many finished respondents of a round each quota has, by its name; nothing where there are no quotas."""
    quotas = quotas_of(definition)
    found = {quota.name: 0 for quota in quotas}
    place = session.get(Round, round_id) if round_id is not None else None
    if not quotas or place is None:
        return found
    named = {code for quota in quotas for code in questions_in(quota.when)}
    asked = [q for q in definition.questions if q.code in named]
    items = kept_under(session, place.survey_id, asked)
    for answers, people in _answers(session, place, asked, items):
        known = Known(answers, {q.code: q for q in definition.questions}, {})
        for quota in quotas:
            if holds(quota.when, known):
                found[quota.name] += people
    return found


def full_for(definition: Definition, known: Known, counts: Mapping[str, int]) -> tuple[str, ...]:
    """The names of the quotas in which this respondent is one too many."""
    return tuple(q.name for q in quotas_of(definition) if is_full(q, known, counts))


def newest_round(session: Session, survey_id: int) -> int | None:
    """The round that a survey asks now: the newest one that is not closed, else the newest."""
    rows = select(Round.id).where(Round.survey_id == survey_id)
    return session.scalar(rows.order_by(Round.closed_on.is_not(None), Round.id.desc()).limit(1))


def beyond(session: Session, survey_id: int) -> dict[int, int]:
    """How many whole answers of each round are beyond a quota; they count and carry its name."""
    frame = over_quota(session, survey_id)
    whole = frame.filter(pl.col("state").fill_null(FINISHED) == FINISHED)
    return dict(whole.group_by("round_id").len().sort("round_id").iter_rows())


def _answers(
    session: Session,
    place: Round,
    asked: Iterable[QuestionSpec],
    items: Mapping[str, Mapping[str, tuple[int, str]]],
) -> list[tuple[dict[str, Any], int]]:
    """What was answered to these questions, each way of answering once, with how many did so."""
    all_items = [one for own in items.values() for one in own.values()]
    closed = [number for number, kind in all_items if kind not in TEXT_KINDS]
    texts = [number for number, kind in all_items if kind in TEXT_KINDS]
    where = Filter(rounds=(place.name,))
    frame = as_kept(
        session, place.survey_id, closed, where, ("state",), texts, every_state=True, gone=dict(all_items)
    )
    frame = frame.filter(
        pl.col("round_id") == place.id, pl.col("state").fill_null(FINISHED) == FINISHED
    ).select(
        *(
            pl.when(pl.col(blank_column(n)).fill_null(ANSWERED).is_in(_KEPT))
            .then(pl.col(column(n)))
            .alias(column(n))
            for n, _kind in all_items
        ),
        pl.lit(1).alias("people"),
    )
    if all_items:
        frame = frame.group_by([column(n) for n, _kind in all_items]).agg(pl.col("people").sum())
    else:
        frame = frame.select(pl.col("people").sum())
    found = []
    for row in frame.iter_rows(named=True):
        answers = {}
        for question in asked:
            own = items.get(question.code, {})
            given = {code: _value(row[column(n)]) for code, (n, _kind) in own.items()}
            value = joined(question, {code: v for code, v in given.items() if v is not None})
            if value not in (None, {}, []):
                answers[question.code] = value
        found.append((answers, int(row["people"])))
    return found


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
