"""A first score of how much a step weighs for customers, from what they answered; a person decides."""

from dataclasses import dataclass
from math import sqrt

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.figure import FEW, Figure
from cxdesk.analysis.touch_points import scored_touch_points
from cxdesk.i18n import language, number, percent, words
from cxdesk.journeys.truths import TruthRow, score_words
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter import Filter
from cxdesk.surveys.model import Question
from cxdesk.surveys.queries import whole


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a touch point weighs with customers: `score` 0 to 10, and what it was computed from.

    `strength` is how far its answers move with “would recommend us” (0 to 1) and `strongest` the highest of its
    survey, both None where the survey doesn't ask that; `unhappy` is the percentage not satisfied.
    """

    touch_point_id: int
    score: float
    unhappy: float
    n: int
    strength: float | None = None
    strongest: float | None = None


def weights(session: Session, where: Filter = Filter()) -> dict[int, Weight]:
    """A weight for each touch point with enough answers to a question on satisfaction."""
    found: dict[int, tuple[int, int, str, Figure]] = {}
    for one in scored_touch_points(session, where):
        figure = one.figure
        if one.touch_point_id and figure.metric == "top2" and figure.value is not None and not figure.few:
            found[one.touch_point_id] = (one.survey_id, one.item_id, one.round, figure)
    strengths = _strengths(session, {(s, r) for s, _i, r, _f in found.values()}, found, where)
    best: dict[int, float] = {}
    for number_, strength in strengths.items():
        survey = found[number_][0]
        best[survey] = max(best.get(survey, 0.0), strength)
    return {
        point: _weight(point, figure, strengths.get(point), best.get(survey))
        for point, (survey, _item, _round, figure) in found.items()
    }


def weight_of(row: TruthRow, found: dict[int, Weight]) -> Weight | None:
    """The weight of a step: that of the heaviest touch point on it."""
    mine = [found[point] for point in row.touch_point_ids if point in found]
    return max(mine, key=lambda weight: weight.score, default=None)


def weight_words(weight: Weight, lang: str | None = None) -> str:
    """The proposal and how it was computed, in a sentence."""
    lang = lang or language()
    said = words(lang)
    n = said.ngettext("{n} answer", "{n} answers", weight.n).format(n=number(weight.n, lang=lang))
    if weight.strength is None or weight.strongest is None:
        return said.gettext("{score} proposed: {percent} are not satisfied ({answers}).").format(
            score=score_words(weight.score, lang), percent=percent(weight.unhappy, lang), answers=n
        )
    return said.gettext(
        "{score} proposed: the mean of how it moves with “would recommend us” ({strength}, where the strongest has "
        "{strongest}) and of the {percent} who are not satisfied ({answers}), both from 0 to 10."
    ).format(
        score=score_words(weight.score, lang),
        strength=number(weight.strength, 2, lang),
        strongest=number(weight.strongest, 2, lang),
        percent=percent(weight.unhappy, lang),
        answers=n,
    )


def _weight(point: int, figure: Figure, strength: float | None, strongest: float | None) -> Weight:
    """Half from how much it matters, half from how much it hurts; rounded to half a point."""
    unhappy = 100.0 - (figure.value or 0.0)
    score = unhappy / 10
    if strength is not None and strongest:
        score = (score + 10 * max(strength, 0.0) / strongest) / 2
    else:
        strength = strongest = None
    return Weight(point, round(min(score, 10.0) * 2) / 2, unhappy, figure.n, strength, strongest)


def _strengths(
    session: Session,
    places: set[tuple[int, str]],
    found: dict[int, tuple[int, int, str, Figure]],
    where: Filter,
) -> dict[int, float]:
    """Pearson's correlation of each touch point's answers with “would recommend us” in its survey and round."""
    result: dict[int, float] = {}
    for survey_id, round_name in places:
        recommend = _recommend(session, survey_id)
        mine = {p: i for p, (s, i, r, _f) in found.items() if (s, r) == (survey_id, round_name)}
        if recommend is None or not mine:
            continue
        narrowed = Filter(rounds=(round_name,), segments=where.segments)
        frame = counted(session, survey_id, [recommend, *mine.values()], narrowed)
        for point, item in mine.items():
            strength = _correlation(frame, f"i{item}", f"i{recommend}")
            if strength is not None:
                result[point] = -strength if _reversed(session, survey_id, item) else strength
    return result


def _correlation(frame: pl.DataFrame, one: str, other: str) -> float | None:
    both = frame.select(pl.col(one).cast(pl.Float64), pl.col(other).cast(pl.Float64)).drop_nulls()
    if both.height < FEW:
        return None
    x, y = both[one] - both[one].mean(), both[other] - both[other].mean()
    spread = sqrt(float((x * x).sum()) * float((y * y).sum()))
    return float((x * y).sum()) / spread if spread else None


def _recommend(session: Session, survey_id: int) -> int | None:
    query = select(Question.id).where(Question.survey_id == survey_id, Question.kind == "nps")
    number_ = session.scalars(query.order_by(Question.position)).first()
    return next((q.items[0].id for q in whole(session, survey_id).questions if q.id == number_), None)


def _reversed(session: Session, survey_id: int, item_id: int) -> bool:
    question = next(q for q in whole(session, survey_id).questions for i in q.items if i.id == item_id)
    return question.scale is not None and question.scale.reversed
