"""One figure over all that several touch points were told: each answer counts once, and people are no more than they are.

The pooled value is the share of satisfied answers among all answers, not the mean of the touch points' own
shares: a touch point with ten times the answers has ten times the weight. Its `n` counts answers and `answered`
the people who gave them. Answers of one person go together, so the margin is not that of so many independent
answers: the variance is that of a ratio over clusters (Cochran, W. G. (1977), "Sampling Techniques", 3rd edition,
sections 2.11 and 3.12), each person a cluster, and Wilson's interval takes the effective number of answers that it
leaves (Kish, L. (1965), "Survey Sampling", section 5.4; Dean, N. and Pagano, M. (2015), "Evaluating Confidence
Interval Methods for Binomial Proportions in Clustered Surveys", Journal of Survey Statistics and Methodology 3,
484-503). With one question it is that question's figure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis import intervals
from cxdesk.analysis.figure import POOLED, Figure
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter import Filter
from cxdesk.surveys.model import Item, Question
from cxdesk.surveys.queries import whole

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Sums:
    """What a ratio over clusters needs: people, answers m, satisfied s, and the sums of their squares and products."""

    people: int = 0
    answers: int = 0
    satisfied: int = 0
    ss: int = 0
    sm: int = 0
    mm: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.people + other.people,
            self.answers + other.answers,
            self.satisfied + other.satisfied,
            self.ss + other.ss,
            self.sm + other.sm,
            self.mm + other.mm,
        )


def may_be_pooled(figure: Figure) -> bool:
    """Only shares of satisfied answers are added up, and nothing that a survey's promise hides."""
    return figure.metric == "top2" and figure.value is not None and figure.n > 0


def pools(session: Session, wanted: Mapping[Key, Sequence[Figure]], today: date) -> dict[Key, Figure]:
    """The pooled figure of each group of figures; none where no figure of a group may be pooled.

    Answers are read once for each survey and filter. A person in two surveys, or in two rounds, counts as two:
    nobody knows that it is the same one.
    """
    homes = _homes(session, wanted.values())
    places: dict[tuple[int, Filter], dict[int, None]] = defaultdict(dict)
    parts: dict[Key, dict[tuple[int, Filter], dict[int, None]]] = {}
    for key, figures in wanted.items():
        parts[key] = defaultdict(dict)
        for figure in figures:
            if may_be_pooled(figure):
                for item in figure.item_ids:
                    place = (homes[item], figure.filter)
                    places[place][item] = None
                    parts[key][place][item] = None
    frames = {place: _satisfied(session, *place, list(items)) for place, items in places.items()}
    found = {}
    for key, here in parts.items():
        sums = sum((_sums(frames[place], list(items)) for place, items in here.items()), Sums())
        if sums.answers:
            items = tuple(dict.fromkeys(item for some in here.values() for item in some))
            found[key] = _figure(sums, items, _common([where for _survey, where in here]), today)
    return found


def interval(sums: Sums) -> intervals.Interval:
    """The pooled share in percent with its margin; without a spread every person counts as one answer."""
    share = sums.satisfied / sums.answers
    squares = sums.ss - 2 * share * sums.sm + share * share * sums.mm
    simple = share * (1 - share)
    effective = float(sums.people)
    if simple > 0 and squares > 0:
        effective = min(float(sums.answers), simple * sums.answers**2 / squares)
    ends = intervals.wilson(effective * share, effective)
    value = 100 * share
    low, high = ends.low or 0.0, 100.0 if ends.high is None else ends.high
    return intervals.Interval(value, min(low, value), max(high, value))


def _figure(sums: Sums, items: tuple[int, ...], where: Filter, today: date) -> Figure:
    value, low, high = interval(sums)
    return Figure(
        "top2",
        value,
        sums.answers,
        answered=sums.people,
        low=low,
        high=high,
        method="wilson",
        filter=where,
        counting=POOLED,
        as_of=today.isoformat(),
        item_ids=items,
    )


def _homes(session: Session, groups: Iterable[Sequence[Figure]]) -> dict[int, int]:
    items = {item for figures in groups for figure in figures for item in figure.item_ids}
    query = select(Item.id, Question.survey_id).join(Question, Question.id == Item.question_id)
    return dict(session.execute(query.where(Item.id.in_(items))).all())


def _satisfied(session: Session, survey_id: int, where: Filter, items: list[int]) -> pl.DataFrame:
    """One row per person: 1 satisfied, 0 not, null not answered."""
    scales = {i.id: q.scale for q in whole(session, survey_id).questions for i in q.items}
    frame = counted(session, survey_id, items, where)
    columns = []
    for item in items:
        scale, column = scales[item], pl.col(f"i{item}")
        if scale is None:
            continue
        good = column <= scale.satisfied_from if scale.reversed else column >= scale.satisfied_from
        columns.append(good.cast(pl.Int64).alias(f"i{item}"))
    return frame.select(columns)


def _sums(frame: pl.DataFrame, items: list[int]) -> Sums:
    columns = [f"i{item}" for item in items if f"i{item}" in frame.columns]
    if not columns or not frame.height:
        return Sums()
    told = frame.select(
        pl.sum_horizontal(*(pl.col(c).fill_null(0) for c in columns)).cast(pl.Int64).alias("s"),
        pl.sum_horizontal(*(pl.col(c).is_not_null().cast(pl.Int64) for c in columns)).alias("m"),
    ).filter(pl.col("m") > 0)
    row = told.select(
        pl.len().alias("people"),
        pl.col("m").sum().alias("answers"),
        pl.col("s").sum().alias("satisfied"),
        (pl.col("s") * pl.col("s")).sum().alias("ss"),
        (pl.col("s") * pl.col("m")).sum().alias("sm"),
        (pl.col("m") * pl.col("m")).sum().alias("mm"),
    ).row(0)
    return Sums(*(int(value or 0) for value in row))


def _common(filters: list[Filter]) -> Filter:
    """The filter of all; of several rounds all their names."""
    first = filters[0]
    rounds = tuple(dict.fromkeys(name for where in filters for name in where.rounds))
    return Filter(rounds=rounds, segments=first.segments, segments_today=first.segments_today)
