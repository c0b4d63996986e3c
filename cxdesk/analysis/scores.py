"""Scores of questions: recommend (NPS), % satisfied and means, each with its margin, by whatever group."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy.orm import Session

from cxdesk.analysis import intervals
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.together import HIDDEN_BESIDE, PARTS, beside, tells_of_another
from cxdesk.errors import UserError
from cxdesk.i18n import N_, _
from cxdesk.responses import matching
from cxdesk.responses.aggregate import counts, people
from cxdesk.responses.filter import Filter
from cxdesk.surveys.queries import QuestionRow, ScaleRow, SurveyWhole, whole

METRICS = {"nps": N_("would recommend us"), "top2": N_("% satisfied"), "mean": N_("mean")}
SEGMENTS_AT_ROUND = N_("Segments are those the customers had at each round.")
SEGMENTS_TODAY = N_("Segments are those the customers have today.")
# The parts of a filter that name groups, by how a table is broken down by them.
_FILTERED = {"segment": "segments", "language": "languages", "channel": "channels"}
HIDDEN_BY_PROMISE = N_("hidden by the survey’s promise")


def metric_of(question: QuestionRow) -> str | None:
    """The score a question gets unless another is asked for; None for words, dates and choices."""
    if question.kind == "nps":
        return "nps"
    if question.kind == "scale":
        return "top2"
    return "mean" if question.kind == "number" else None


def segment_note(where: Filter, by: str | None = None) -> str:
    """Which segments a figure goes by, for under a table; nothing where it goes by none."""
    if by != "segment" and not where.segments:
        return ""
    return SEGMENTS_TODAY if where.segments_today else SEGMENTS_AT_ROUND


def scored_items(survey: SurveyWhole) -> list[tuple[QuestionRow, int]]:
    """Every item that has a score, with its question, in order."""
    return [(q, i.id) for q in survey.questions if metric_of(q) for i in q.items]


def figure(
    session: Session,
    survey_id: int,
    item_id: int,
    where: Filter = Filter(),
    metric: str | None = None,
    today: date | None = None,
) -> Figure:
    """The score of one item."""
    return figures(session, survey_id, [item_id], where, metric=metric, today=today)[item_id, ""]


def figures(
    session: Session,
    survey_id: int,
    item_ids: list[int],
    where: Filter = Filter(),
    by: str | None = None,
    metric: str | None = None,
    today: date | None = None,
    count_invited: bool = True,
    together: bool = True,
) -> dict[tuple[int, str], Figure]:
    """Scores by item and group; without `by` the group is the empty text.

    The promise of the survey hides what has fewer answers than its minimum unless people answered by name, and what
    would tell of it where groups stand `together`; without that each is for a reader of its own.
    `count_invited=False` saves a query per group where the caller knows the invited already.
    """
    survey = whole(session, survey_id)
    questions = {i.id: q for q in survey.questions for i in q.items}
    tables = _by_item_and_group(counts(session, survey_id, item_ids, by, where), by)
    answered = _answered(session, survey_id, by, where)
    groups = sorted(answered) if by else [""]
    result: dict[tuple[int, str], Figure] = {}
    for group in groups:
        narrowed = _narrowed(where, by, group)
        invited = matching.invited(session, survey_id, narrowed) if count_invited else None
        for item in item_ids:
            made = _score(questions[item], metric, tables.get((item, group), {}))
            made = replace(
                made,
                invited=invited,
                answered=answered.get(group, 0),
                filter=narrowed,
                as_of=(today or date.today()).isoformat(),
                item_ids=(item,),
            )
            result[item, group] = _keep_promise(made, survey)
    if survey.promise == "named" or not together:
        return result
    return _kept_together(session, survey, result, by)


def distribution(session: Session, survey_id: int, item_id: int, where: Filter = Filter()) -> dict[int, int]:
    """Answers per code of one item."""
    table = counts(session, survey_id, [item_id], None, where)
    return {int(code): n for code, n in table.select("code", "n").sort("code").iter_rows()}


def satisfied_of(session: Session, survey_id: int, item_id: int, where: Filter) -> tuple[int, int]:
    """How many of those who answered an item are satisfied: (satisfied, answered)."""
    question = next(q for q in whole(session, survey_id).questions for i in q.items if i.id == item_id)
    tally = distribution(session, survey_id, item_id, where)
    return _satisfied(question.scale, tally), sum(tally.values())


def _by_item_and_group(table: pl.DataFrame, by: str | None) -> dict[tuple[int, str], dict[float, int]]:
    found: dict[tuple[int, str], dict[float, int]] = {}
    if not table.height:
        return found
    group = pl.col("group") if by else pl.lit("")
    for item, name, code, n in table.select("item_id", group.alias("name"), "code", "n").iter_rows():
        found.setdefault((item, name), {})[code] = n
    return found


def _answered(session: Session, survey_id: int, by: str | None, where: Filter) -> dict[str, int]:
    table = people(session, survey_id, by, where)
    if by is None:
        return {"": int(table["n"][0])}
    return {name: int(n) for name, n in table.select("group", "n").iter_rows()}


def _narrowed(where: Filter, by: str | None, group: str) -> Filter:
    part = {"round": "rounds", "segment": "segments", "account": "accounts"}.get(by or "", f"{by}s")
    if not (by and group):
        return where
    changed: dict[str, Any] = {part: (group,)}
    return replace(where, **changed)


def _score(question: QuestionRow, metric: str | None, tally: Mapping[float, int]) -> Figure:
    metric = metric or metric_of(question)
    n = sum(tally.values())
    scale = question.scale
    if metric == "nps":
        promoters = sum(c for code, c in tally.items() if code >= 9)
        critics = sum(c for code, c in tally.items() if code <= 6)
        value, low, high = intervals.nps(promoters, n - promoters - critics, critics)
        return Figure("nps", value, n, low=low, high=high, method="adjusted_wald", scale=(-100.0, 100.0))
    if metric == "top2" and scale is not None:
        value, low, high = intervals.wilson(_satisfied(scale, tally), n)
        return Figure("top2", value, n, low=low, high=high, method="wilson")
    if metric == "mean":
        codes = sorted(tally.items())  # sums depend on their order in the last digit
        mean = sum(code * c for code, c in codes) / n if n else 0.0
        spread = sum(c * (code - mean) ** 2 for code, c in codes) / (n - 1) if n > 1 else 0.0
        value, low, high = intervals.mean_t(n, mean, spread)
        ends = (
            (float(scale.low), float(scale.high)) if scale else (min(tally, default=0), max(tally, default=0))
        )
        return Figure(
            "mean", value, n, low=low, high=high, method="t", scale=(float(ends[0]), float(ends[1]))
        )
    raise UserError(_("The question {code} has no such score.").format(code=question.code))


def _satisfied(scale: ScaleRow | None, tally: Mapping[float, int] | Mapping[int, int]) -> int:
    if scale is None:
        return 0
    return sum(n for code, n in tally.items() if scale.satisfied(int(code)))


def _kept_together(
    session: Session, survey: SurveyWhole, table: dict[tuple[int, str], Figure], by: str | None
) -> dict[tuple[int, str], Figure]:
    """The figures without those that tell what a smaller group said, in this table or by taking it off the whole."""
    items = list(dict.fromkeys(item for item, _group in table))
    for item in items if by in PARTS else ():
        sizes = {group: f.n for (one, group), f in table.items() if one == item}
        for group in beside(sizes, survey.minimum_n):
            table[item, group] = table[item, group].suppressed(HIDDEN_BESIDE)
    # A customer is in one segment at a time.
    parts = {} if by == "account" else {one: many for one, many in _FILTERED.items() if one != by}
    sizes_of: dict[tuple[str, Filter], dict[int, dict[str, int]]] = {}
    for (item, group), made in table.items():
        for part, name in parts.items():
            chosen: tuple[str, ...] = getattr(made.filter, name)
            if not chosen or made.value is None:
                continue
            cleared: dict[str, Any] = {name: ()}
            whole_of = (part, replace(made.filter, **cleared))
            if whole_of not in sizes_of:
                sizes_of[whole_of] = _sizes(session, survey.id, items, *whole_of)
            if tells_of_another(chosen, sizes_of[whole_of][item], survey.minimum_n):
                table[item, group] = made.suppressed(HIDDEN_BESIDE)
    return table


def _sizes(
    session: Session, survey_id: int, items: list[int], by: str, where: Filter
) -> dict[int, dict[str, int]]:
    """How many answered each item in each group."""
    found: dict[int, dict[str, int]] = {item: {} for item in items}
    table = counts(session, survey_id, items, by, where).group_by("item_id", "group").agg(pl.col("n").sum())
    for item, group, n in table.iter_rows():
        found[item][group] = int(n)
    return found


def _keep_promise(made: Figure, survey: SurveyWhole) -> Figure:
    if survey.promise != "named" and made.n < survey.minimum_n:
        return made.suppressed(HIDDEN_BY_PROMISE)
    return made
