"""What customers had expected of a touch point against what they met: pairs of answers of the same people."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis import intervals
from cxdesk.analysis.figure import FEW
from cxdesk.analysis.together import tells_of_another
from cxdesk.analysis.touch_points import latest_rounds
from cxdesk.journeys.score import Gap
from cxdesk.responses.aggregate import counted, people
from cxdesk.responses.filter import Filter
from cxdesk.surveys.model import Item, Question
from cxdesk.surveys.queries import QuestionRow, ScaleRow, whole
from cxdesk.touchpoints.queries import TouchPointRow, touch_point_rows


@dataclass(frozen=True, slots=True)
class Pair:
    """Two questions of one survey about one touch point: what was expected, and how it was."""

    touch_point_id: int
    survey_id: int
    expected_id: int
    met_id: int


def pairs_of(session: Session) -> list[Pair]:
    """Every pair there is; both questions stand in the same survey and on the same scale."""
    home = dict(
        session.execute(
            select(Item.id, Question.survey_id).join(Question, Question.id == Item.question_id)
        ).all()
    )
    found: list[Pair] = []
    asked: dict[int, dict[int, QuestionRow]] = {}
    for row in touch_point_rows(session):
        for expected in row.expectation_ids:
            survey_id = home.get(expected)
            if survey_id is None:
                continue
            if survey_id not in asked:
                asked[survey_id] = {i.id: q for q in whole(session, survey_id).questions for i in q.items}
            met = _partner(row, expected, asked[survey_id])
            if met is not None:
                found.append(Pair(row.id, survey_id, expected, met))
    return found


def gaps(session: Session, where: Filter = Filter(), today: date | None = None) -> dict[int, Gap]:
    """The gap of each touch point that has a pair, in its latest round; of several pairs that with most answers."""
    best: dict[int, Gap] = {}
    for pair in pairs_of(session):
        gap = gap_of(session, pair, where)
        if gap is not None and (pair.touch_point_id not in best or gap.n > best[pair.touch_point_id].n):
            best[pair.touch_point_id] = gap
    return best


def gap_of(session: Session, pair: Pair, where: Filter = Filter()) -> Gap | None:
    """The gap of one pair in the newest round in which anybody said both; None where nobody did."""
    survey = whole(session, pair.survey_id)
    question = next(q for q in survey.questions for i in q.items if i.id == pair.met_id)
    scale = (float(question.scale.low), float(question.scale.high)) if question.scale else (0.0, 10.0)
    turned = -1.0 if question.scale is not None and question.scale.reversed else 1.0
    for place in latest_rounds(session, pair.survey_id, where):
        narrowed = Filter(rounds=(place.name,), segments=where.segments, segments_today=where.segments_today)
        both = _both(session, pair, narrowed)
        if both.height:
            hides = survey.promise != "named" and (
                both.height < survey.minimum_n or _tells(session, pair, narrowed, survey.minimum_n)
            )
            return _gap(both, scale, turned, hides=hides)
    return None


def _both(session: Session, pair: Pair, where: Filter) -> pl.DataFrame:
    """The answers of those who said both."""
    frame = counted(session, pair.survey_id, (pair.expected_id, pair.met_id), where)
    return frame.select(
        pl.col(f"i{pair.expected_id}").cast(pl.Float64).alias("expected"),
        pl.col(f"i{pair.met_id}").cast(pl.Float64).alias("met"),
    ).drop_nulls()


def _tells(session: Session, pair: Pair, where: Filter, least: int) -> bool:
    """Whether the gap of these segments tells, with the others and the whole, what a small one said."""
    if not where.segments:
        return False
    everybody = replace(where, segments=())
    names = people(session, pair.survey_id, "segment", everybody)["group"].to_list()
    sizes = {n: _both(session, pair, replace(where, segments=(n,))).height for n in names if n}
    sizes[""] = _both(session, pair, everybody).height - sum(sizes.values())
    return tells_of_another(where.segments, sizes, least)


def _gap(both: pl.DataFrame, scale: tuple[float, float], turned: float, *, hides: bool) -> Gap:
    """Mean of met minus mean of expected, with Student's margin of the pairs' differences."""
    n = both.height
    if hides:
        return Gap(None, None, None, n, None, None, scale, hidden=True)
    expected, met = (float(both[name].sum()) / n for name in ("expected", "met"))
    apart = both["met"] - both["expected"]
    variance = float(((apart - (met - expected)) ** 2).sum()) / (n - 1) if n > 1 else None
    _value, low, high = intervals.mean_t(n, met - expected, variance)
    value = (met - expected) * turned
    ends = sorted((low * turned, high * turned)) if low is not None and high is not None else (None, None)
    few = n < FEW
    real = not few and ends[0] is not None and ends[1] is not None and (ends[0] > 0 or ends[1] < 0)
    return Gap(value, ends[0], ends[1], n, expected, met, scale, real, few)


def _partner(row: TouchPointRow, expected: int, asked: dict[int, QuestionRow]) -> int | None:
    """The question on how it was that goes with one on what was expected: its own pair, else one on the same scale.

    A survey may rate the same touch point as a whole beside the pair; that is no answer to what was expected.
    """
    mine = asked[expected]
    alike = [item for item in row.item_ids if item in asked and _same_scale(asked[item].scale, mine.scale)]
    return next((item for item in alike if asked[item].id == mine.id), alike[0] if alike else None)


def _same_scale(one: ScaleRow | None, other: ScaleRow | None) -> bool:
    if one is None or other is None:
        return False
    return (one.low, one.high, one.reversed) == (other.low, other.high, other.reversed)
