"""Counts and columns of answers: the one way every analysis asks for them."""

import operator
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from types import MappingProxyType

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.responses import account_keys
from cxdesk.responses.filter import Filter, alike
from cxdesk.responses.filter_rows import (
    facts_of,
    rounds_of,
    row_counts,
    rows_counting,
    tested_items,
    tests_of,
    touch_point_items,
)
from cxdesk.responses.live_rows import live_rows
from cxdesk.responses.model import Round
from cxdesk.responses.schema import (
    ANSWERED,
    ERASED,
    FINISHED,
    LIVE,
    TEXT_KINDS,
    blank_column,
    column,
    type_of,
)
from cxdesk.responses.store import ChunkHead, answers_of, fact_types, live_chunks
from cxdesk.responses.tally import ALL, Groups, sizes, tally
from cxdesk.surveys.model import Item, Question

GROUPS = ("round", "account", "segment", "language", "channel")
_COUNTS = {"item_id": pl.Int64, "group": pl.String, "code": pl.Int64, "n": pl.Int64}


@dataclass(frozen=True, slots=True)
class ItemInfo:
    """An item with the code people know it by and its question's kind."""

    id: int
    code: str
    kind: str
    question_id: int


def items_of(session: Session, survey_id: int) -> list[ItemInfo]:
    """Every item of a survey in order; `code` is the item's own, unique in practice within the survey."""
    rows = session.execute(
        select(Item.id, Item.code, Question.kind, Question.id)
        .join(Question, Question.id == Item.question_id)
        .where(Question.survey_id == survey_id)
        .order_by(Question.position, Item.position)
    )
    return [ItemInfo(*row) for row in rows]


def counts(
    session: Session, survey_id: int, item_ids: Sequence[int], by: str | None = None, where: Filter = Filter()
) -> pl.DataFrame:
    """Answers per item, group and code: columns item_id, group (when `by`), code, n.

    Only answered cells count (blank kind 0) and only rows that count in their round. `by` is one of
    GROUPS; segment and account follow today's matching of keys to accounts, and a segment is the one at
    the round unless the filter says today. Codes are whole numbers, unless one of the items is a number.
    """
    frame = counted(session, survey_id, item_ids, where, facts=_facts_for(by))
    groups = _groups(session, survey_id, frame, by, where) if by else ALL
    parts = [_count_item(frame[column(item)], item, groups) for item in item_ids]
    if any(part["code"].dtype == pl.Float64 for part in parts):
        parts = [part.with_columns(pl.col("code").cast(pl.Float64)) for part in parts]
    whole = pl.concat(parts) if parts else pl.DataFrame(schema=_COUNTS)
    return whole if by else whole.drop("group")


def people(session: Session, survey_id: int, by: str | None = None, where: Filter = Filter()) -> pl.DataFrame:
    """How many responses count: columns group (when `by`) and n."""
    frame = counted(session, survey_id, (), where, facts=_facts_for(by))
    if by is None:
        return pl.DataFrame({"n": [frame.height]})
    return sizes(_groups(session, survey_id, frame, by, where))


def counted(
    session: Session,
    survey_id: int,
    item_ids: Iterable[int],
    where: Filter = Filter(),
    facts: Sequence[str] = (),
    texts: Sequence[int] = (),
) -> pl.DataFrame:
    """One row per response that counts and passes: response_id, round_id, facts, `i<id>` and `b<id>`.

    Cells of another blank kind than "answered" are null in `i<id>`.
    """
    return _counted(session, survey_id, item_ids, where, facts, texts)


def page_of(
    session: Session,
    survey_id: int,
    item_ids: Sequence[int],
    where: Filter = Filter(),
    facts: Sequence[str] = (),
    texts: Sequence[int] = (),
    *,
    offset: int = 0,
    limit: int = 500,
) -> tuple[pl.DataFrame, int]:
    """Some of the rows that `counted` gives, and how many there are in all.

    Without a filter on answers only the chunks that hold the page are read.
    """
    rounds = rounds_of(session, survey_id, where)
    chunks = live_chunks(session, rounds.keys(), survey_id)
    live = live_rows(session, survey_id)
    if replace(where, rounds=()) != Filter() or any(c.states is None for c in chunks):
        whole = _counted(session, survey_id, item_ids, where, facts, texts)
        return whole.slice(offset, limit), whole.height
    here: list[ChunkHead] = []
    before, total = 0, 0
    for chunk in chunks:
        counting = rows_counting(chunk, rounds[chunk.round_id])
        if total + counting > offset and total < offset + limit and counting:
            before = total if not here else before
            here.append(chunk)
        total += counting
    # Those that are in no chunk stand behind all chunks.
    reached = offset + limit > total
    before = before if here else total
    page = _counted(session, survey_id, item_ids, where, facts, texts, here, live is not None and reached)
    if live is not None:
        total += live.columns(("state", "round_id"), rounds).filter(row_counts(rounds)).height
    return page.slice(offset - before, limit), total


def over_quota(
    session: Session, survey_id: int, where: Filter = Filter(), counting: bool = False
) -> pl.DataFrame:
    """The responses that pass and came in when a quota was full, or only those that count: round_id, state and so on.

    Only chunks that have some are read.
    """
    rounds = rounds_of(session, survey_id, where)
    chunks = [c for c in live_chunks(session, rounds.keys(), survey_id) if c.over_quota != 0]
    if not chunks and live_rows(session, survey_id) is None:
        schema: dict[str, pl.DataType] = {"response_id": pl.Int64(), "round_id": pl.Int64()}
        return pl.DataFrame(schema=schema | fact_types("over_quota", "state"))
    frame = as_kept(
        session, survey_id, (), where, ("over_quota", "state"), every_state=not counting, only=chunks
    )
    return frame.filter(pl.col("over_quota").is_not_null())


def rows_of(
    session: Session,
    survey_id: int,
    item_ids: Sequence[int],
    responses: Sequence[int],
    facts: Sequence[str] = (),
    texts: Sequence[int] = (),
) -> pl.DataFrame:
    """These responses in this order, with cells as `counted` has them; only the chunks that hold one are read."""
    rounds = rounds_of(session, survey_id, Filter())
    ids = sorted(responses)
    chunks = [
        c
        for c in live_chunks(session, rounds.keys(), survey_id)
        if bisect_left(ids, c.first_id) < bisect_right(ids, c.last_id)
    ]
    with_live = bool(ids) and ids[-1] >= LIVE
    frame = _counted(session, survey_id, item_ids, Filter(), facts, texts, chunks, with_live)
    wanted = pl.DataFrame({"response_id": pl.Series(list(responses), dtype=frame["response_id"].dtype)})
    return wanted.join(frame, on="response_id", how="inner", maintain_order="left")


def _counted(
    session: Session,
    survey_id: int,
    item_ids: Iterable[int],
    where: Filter,
    facts: Sequence[str],
    texts: Sequence[int],
    only: list[ChunkHead] | None = None,
    with_live: bool = True,
) -> pl.DataFrame:
    frame = as_kept(session, survey_id, item_ids, where, facts, texts, only=only, with_live=with_live)
    return _only_answered(frame, [int(n[1:]) for n in frame.columns if n.startswith("b")])


def as_kept(
    session: Session,
    survey_id: int,
    item_ids: Iterable[int],
    where: Filter = Filter(),
    facts: Sequence[str] = (),
    texts: Sequence[int] = (),
    every_state: bool = False,
    only: list[ChunkHead] | None = None,
    with_live: bool = True,
    gone: Mapping[int, str] = MappingProxyType({}),
) -> pl.DataFrame:
    """As `counted`, with every cell as it is kept; with `every_state` unfinished ones and tests are there too.

    What was erased is never there.

    The blank kinds of texts are there with `every_state` only. `only` are the chunks to read, all when not given;
    `with_live` adds the responses that no chunk holds yet, behind them. `gone` are the kinds of items that only a
    release has.
    """
    items = {number: ItemInfo(number, "", kind, 0) for number, kind in gone.items()}
    items |= {i.id: i for i in items_of(session, survey_id)}
    tested = tested_items({i.code: i.id for i in items.values()}, where)
    asked = touch_point_items(session, where) & items.keys() if where.touch_points else set()
    wanted_items = dict.fromkeys([*item_ids, *tested.values(), *asked])
    rounds = rounds_of(session, survey_id, where)
    chunks = live_chunks(session, rounds.keys(), survey_id) if only is None else only
    needed = {*facts, "state", *facts_of(where)}
    wanted = fact_types(*sorted(needed))
    closed = [i for i in wanted_items if items[i].kind not in TEXT_KINDS]
    for item in closed:
        wanted[column(item)] = type_of(items[item].kind)
        wanted[blank_column(item)] = pl.UInt8()
    if every_state:
        wanted |= {blank_column(i): pl.UInt8() for i in texts}
    answers = answers_of(session)
    frame = answers.frame(session, chunks, wanted)
    text_ids = [*texts, *(i for i in wanted_items if items[i].kind in TEXT_KINDS)]
    if text_ids:
        words = answers.frame(session, chunks, {column(i): pl.String() for i in text_ids}, "text")
        frame = frame.join(words.drop("round_id"), on="response_id", how="left", maintain_order="left")
    live = live_rows(session, survey_id) if with_live else None
    if live is not None:
        frame = pl.concat([frame, live.columns(frame.columns, rounds)], how="vertical_relaxed")
    tests = tests_of(session, frame, where, rounds, tested, asked, {i.id: i.kind for i in items.values()})
    if every_state and (frame["state"] == ERASED).any():
        tests.append(pl.col("state").ne_missing(ERASED))
    # Most files hold nothing but finished responses, and a filter copies every column.
    if not every_state and frame["state"].max() not in (None, FINISHED):
        tests.append(row_counts(rounds))
    return frame.filter(reduce(operator.and_, tests)) if tests else frame


def _only_answered(frame: pl.DataFrame, items: Iterable[int]) -> pl.DataFrame:
    changes = [
        pl.when(pl.col(blank_column(i)).fill_null(ANSWERED) == ANSWERED)
        .then(pl.col(column(i)))
        .alias(column(i))
        for i in items
        if frame[blank_column(i)].null_count() < frame.height
    ]
    return frame.with_columns(changes) if changes else frame


def _count_item(codes: pl.Series, item: int, groups: Groups) -> pl.DataFrame:
    found = tally(codes, groups)
    return found.select(pl.lit(item, pl.Int64).alias("item_id"), "group", "code", "n")


def _group_column(by: str | None) -> str | None:
    if by is None:
        return None
    if by not in GROUPS:
        raise UserError(
            _("Answers can’t be shown by “{group}”. Choose one of: {known}.").format(
                group=by, known=", ".join(GROUPS)
            )
        )
    return {"round": "round_id", "segment": "account_key", "account": "account_key"}.get(by, by)


def _facts_for(by: str | None) -> list[str]:
    key = _group_column(by)
    return [key] if key in ("account_key", "language", "channel") else []


def _groups(session: Session, survey_id: int, frame: pl.DataFrame, by: str, where: Filter) -> Groups:
    values = frame[_group_column(by) or ""]
    if by == "round":
        return Groups.of(values, dict(session.execute(select(Round.id, Round.name)).all()))
    if by == "account":
        return account_keys.groups(account_keys.accounts(session), values, frame["round_id"])
    if by == "segment":
        rounds = rounds_of(session, survey_id, where).values()
        meaning = account_keys.segments(session, rounds, today=where.segments_today)
        return account_keys.groups(meaning, values, frame["round_id"])
    return Groups.of(values, alike(values.unique().drop_nulls()))
