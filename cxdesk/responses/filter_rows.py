"""Which rows of a frame of answers count and pass a filter."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.responses import account_keys
from cxdesk.responses.filter import AnswerTest, Filter, among
from cxdesk.responses.model import Round
from cxdesk.responses.schema import ANSWERED, FINISHED, TEST, TEXT_KINDS, UNFINISHED, blank_column, column
from cxdesk.responses.store import ChunkHead
from cxdesk.touchpoints.model import TouchPointItem


def rounds_of(session: Session, survey_id: int, where: Filter) -> dict[int, Round]:
    """The rounds of a survey that pass, by number."""
    rows = session.scalars(select(Round).where(Round.survey_id == survey_id))
    found = list(rows)
    if where.rounds:
        names = set(among((r.name for r in found), where.rounds))
        found = [r for r in found if r.name in names]
    return {r.id: r for r in found}


def facts_of(where: Filter) -> set[str]:
    """The facts of a response that a filter asks about."""
    facts = set()
    if where.accounts or where.segments:
        facts.add("account_key")
    if where.channels:
        facts.add("channel")
    if where.languages:
        facts.add("language")
    if where.since or where.until:
        facts.add("submitted")
    return facts


def tested_items(by_code: Mapping[str, int], where: Filter) -> dict[str, int]:
    """The items that a filter asks about by their code; an unknown code is a UserError."""
    for test in where.answers:
        if test.item not in by_code:
            raise UserError(_("There is no question “{code}” in this survey.").format(code=test.item))
    return {test.item: by_code[test.item] for test in where.answers}


def touch_point_items(session: Session, where: Filter) -> set[int]:
    """The items that ask about the touch points of a filter, in whatever survey."""
    query = select(TouchPointItem.item_id).where(TouchPointItem.touch_point_id.in_(where.touch_points))
    return set(session.scalars(query))


def tests_of(
    session: Session,
    frame: pl.DataFrame,
    where: Filter,
    rounds: dict[int, Round],
    tested: dict[str, int],
    asked: set[int],
    kinds: Mapping[int, str],
) -> list[pl.Expr]:
    """What a row of the frame must pass; `tested` are items by code, `asked` those of the touch points, `kinds` of each item."""
    tests = []
    if where.accounts or where.segments:
        tests.append(account_keys.test(session, where, rounds, frame))
    for values, name in ((where.channels, "channel"), (where.languages, "language")):
        if values:
            tests.append(pl.col(name).is_in(among(frame[name].unique().drop_nulls(), values)))
    if where.since:
        tests.append(pl.col("submitted").dt.date() >= pl.lit(where.since).str.to_date())
    if where.until:
        tests.append(pl.col("submitted").dt.date() <= pl.lit(where.until).str.to_date())
    tests += [_answer_test(t, tested[t.item], kinds[tested[t.item]]) for t in where.answers]
    if where.touch_points:
        tests.append(
            pl.any_horizontal([pl.col(column(i)).is_not_null() for i in asked]) if asked else pl.lit(False)
        )
    return tests


def row_counts(rounds: dict[int, Round]) -> pl.Expr:
    """Whether a row counts by the rule of its round: finished ones, and what the round says of the others."""
    state = pl.col("state").fill_null(FINISHED)
    rule = state == FINISHED
    for wanted, kind in (("count_unfinished", UNFINISHED), ("count_tests", TEST)):
        counting = [r.id for r in rounds.values() if getattr(r, wanted)]
        if counting:
            rule = rule | ((state == kind) & pl.col("round_id").is_in(counting))
    return rule


def rows_counting(chunk: ChunkHead, place: Round) -> int:
    """How many rows of a chunk count, without reading it."""
    rule = {str(UNFINISHED): place.count_unfinished, str(TEST): place.count_tests, str(FINISHED): True}
    return sum(n for state, n in (chunk.states or {}).items() if rule.get(state, False))


def _answer_test(test: AnswerTest, item: int, kind: str) -> pl.Expr:
    left = pl.col(column(item))
    right: Any = test.value
    if kind == "multiple":
        left, right = left.cast(pl.Int8), int(test.value.lower() in ("1", "yes", "true"))
    elif kind not in (*TEXT_KINDS, "date"):
        try:
            right = float(test.value)
        except ValueError:
            raise UserError(
                _("“{value}” is not a number, but the answers to {code} are.").format(
                    value=test.value, code=test.item
                )
            ) from None
    elif kind == "date":
        left = left.dt.strftime("%Y-%m-%d")
    operators: dict[str, pl.Expr] = {
        "=": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }
    blank = (
        pl.col(blank_column(item)).fill_null(ANSWERED) == ANSWERED if kind not in TEXT_KINDS else pl.lit(True)
    )
    return operators[test.op].fill_null(False) & blank
