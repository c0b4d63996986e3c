"""Where each customer stood at a round: what its people said, and what it brought then."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl
from sqlalchemy.orm import Session

from cxdesk.accounts.history import differing
from cxdesk.accounts.queries import AccountRow, account_rows
from cxdesk.analysis.account_scores import invited_of
from cxdesk.analysis.quadrants import Summary, summary
from cxdesk.i18n import N_
from cxdesk.responses import account_keys
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import RoundRow
from cxdesk.surveys.queries import SurveyWhole, whole

# Why a customer has no place on the map.
ABSENT: Final = {
    "no_score": N_("nobody answered"),
    "hidden": N_("hidden by the survey’s promise"),
    "no_revenue": N_("revenue not known"),
    "left": N_("left before the round"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One customer at one round: what its people said, and what it brought then."""

    account_id: int
    key: str
    name: str
    segment: str
    owner: str
    revenue: float | None
    potential: float | None
    currency: str
    summary: Summary | None
    answered: int
    invited: int | None
    hidden: bool = False
    left: bool = False

    @property
    def absent(self) -> str:
        """Why it has no place on the map, a key of ABSENT; nothing when it has one."""
        if self.left:
            return "left"
        if self.hidden:
            return "hidden"
        if self.summary is None:
            return "no_score"
        return "no_revenue" if self.revenue is None else ""


def standings_of(
    session: Session, survey_id: int, round_row: RoundRow, accounts: Sequence[AccountRow] | None = None
) -> list[Standing]:
    """Every customer at one round, by name; `accounts` are their rows where they are read already."""
    survey = whole(session, survey_id)
    people = people_scores(session, survey, Filter(rounds=(round_row.name,)))
    summaries = _summaries(people)
    answered = Counter(people["account"].to_list())
    invited = invited_of(session, round_row.id)
    then = _then(session, round_row.day)
    confidential = survey.promise != "named"
    found = []
    for row in account_rows(session) if accounts is None else accounts:
        made = summaries.get(row.key)
        hidden = confidential and made is not None and made.people < survey.minimum_n
        found.append(
            Standing(
                row.id,
                row.key,
                row.name,
                then["segment"].get(row.id, row.segment),
                row.owner,
                _amount(then["revenue"].get(row.id), row.revenue),
                row.potential_revenue,
                row.currency,
                None if hidden else made,
                answered[row.key],
                invited.get(row.key),
                hidden,
                _has_left(row, round_row.day),
            )
        )
    return found


def satisfaction_items(survey: SurveyWhole) -> dict[int, tuple[float, float, bool]]:
    """The items a summary score is made of, with the ends of their scale and whether low is good.

    They are the questions on a scale; where a survey has none, whether people would recommend us.
    """
    scales = {
        i.id: (float(q.scale.low), float(q.scale.high), q.scale.reversed)
        for q in survey.questions
        if q.kind == "scale" and q.scale is not None and q.scale.high > q.scale.low
        for i in q.items
    }
    if scales:
        return scales
    return {i.id: (0.0, 10.0, False) for q in survey.questions if q.kind == "nps" for i in q.items}


def people_scores(session: Session, survey: SurveyWhole, where: Filter) -> pl.DataFrame:
    """One row per response of a known customer: account (its key), total and n of its answers brought to 0..100."""
    items = satisfaction_items(survey)
    frame = counted(session, survey.id, items, where, facts=("account_key",))
    meaning = account_keys.accounts(session).today
    names = (
        frame["account_key"].replace_strict(
            list(meaning), list(meaning.values()), default=None, return_dtype=pl.String
        )
        if meaning
        else pl.Series([None] * frame.height, dtype=pl.String)
    )
    marks = [_mark(item, *scale) for item, scale in items.items()] or [pl.lit(None, pl.Float64)]
    return frame.select(
        names.alias("account"),
        pl.sum_horizontal(marks).alias("total"),
        pl.sum_horizontal([m.is_not_null().cast(pl.Int32) for m in marks]).alias("n"),
    ).filter(pl.col("account").is_not_null())


def _mark(item: int, low: float, high: float, reversed_: bool) -> pl.Expr:
    """An answer as 0..100; what lies beyond its scale is no answer to it."""
    code = pl.col(f"i{item}").cast(pl.Float64)
    share = (high - code if reversed_ else code - low) * 100.0 / (high - low)
    return pl.when(code.is_between(low, high)).then(share)


def _summaries(people: pl.DataFrame) -> dict[str, Summary]:
    scored = people.filter(pl.col("n") > 0)
    grouped = scored.group_by("account").agg("total", "n")
    found = {}
    for account, total, n in grouped.iter_rows():
        made = summary(list(zip(total, n, strict=True)))
        if made is not None:
            found[account] = made
    return found


def _then(session: Session, day: date | None) -> dict[str, Mapping[int, str]]:
    """Segments and revenues that were others on a day."""
    return {
        field: differing(session, field, [day]).get(day, {}) if day else {}
        for field in ("segment", "revenue")
    }


def _amount(then: str | None, now: float | None) -> float | None:
    try:
        return float(then) if then else now
    except ValueError:
        return now


def _has_left(row: AccountRow, day: date | None) -> bool:
    if row.relation != "former" or day is None:
        return False
    return row.left_on is not None and row.left_on <= day


def absent(standings: Sequence[Standing]) -> tuple[tuple[str, tuple[Standing, ...]], ...]:
    found = {why: tuple(s for s in standings if s.absent == why) for why in ABSENT}
    return tuple((why, rows) for why, rows in found.items() if rows)
