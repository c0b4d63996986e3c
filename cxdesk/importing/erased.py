"""Rows of people who were erased are left out of a file that still holds them, with every word that only they wrote."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Any

import polars as pl

from cxdesk.errors import Problem
from cxdesk.i18n import folded, ngettext, number
from cxdesk.importing.plan import ColumnPlan, ImportPlan, OptionPlan, Typed
from cxdesk.responses import erased_marks
from cxdesk.responses.erased_marks import Marks


def without_erased(
    typed: Typed, marks: Marks, sha256: str, survey_id: int | None, items: dict[str, int]
) -> Typed:
    """The rows that nobody was erased of; those that are left out count as refused, and one sentence says how many.

    `items` are the items of the plan's keys, where its survey is known. Which rows they were is said nowhere.
    """
    gone = _erased(typed, marks, sha256, survey_id, items)
    if not gone.any():
        return typed
    away = gone.arg_true().to_list()
    rows = set(typed.closed["source_row"].filter(gone))
    kept = {old: new for new, old in enumerate((~gone).arg_true().to_list())}
    problems = [p for p in typed.problems if p.row not in rows]
    plan, columns = _pruned(typed, gone)
    closed = typed.closed.drop(c for c in columns if c in typed.closed.columns).filter(~gone)
    n = len(away)
    sentence = ngettext(
        "{n} answer of an erased person was left out.", "{n} answers of erased people were left out.", n
    ).format(n=number(n))
    return replace(
        typed,
        plan=plan,
        closed=closed,
        texts=typed.texts.filter(~gone) if typed.texts.width else typed.texts,
        raw_cells=[(kept[row], key, text) for row, key, text in typed.raw_cells if row in kept],
        problems=(Problem(0, "", sentence, "", "note"), *problems),
        problem_count=typed.problem_count - (len(typed.problems) - len(problems)) + 1,
        stored=typed.stored - n,
        refused=typed.refused + n,
        states=dict(Counter(closed["state"].to_list())),
        erased=typed.erased + n,
    )


def _erased(
    typed: Typed, marks: Marks, sha256: str, survey_id: int | None, items: dict[str, int]
) -> pl.Series:
    """For each row whether its answer was erased."""
    closed = typed.closed
    rows = closed["source_row"] if "source_row" in closed.columns else _empty(closed.height)
    gone = pl.Series("gone", marks.among(_of_rows(sha256, rows.to_list())), dtype=pl.Boolean)
    if survey_id is None:
        return gone
    named = [
        erased_marks.of_key(survey_id, key, started) if key else None
        for key, started in zip(_cells(closed, "respondent_key"), _cells(closed, "started"), strict=True)
    ]
    gone |= pl.Series(marks.among(None if w is None else erased_marks.written(w) for w in named))
    nameless = pl.Series("place", [n for n, w in enumerate(named) if w is None], dtype=pl.UInt32)
    if nameless.len():
        found = marks.among(of_contents(survey_id, closed[nameless], _coded(typed, items)))
        gone = gone.scatter(nameless, gone[nameless] | pl.Series(found, dtype=pl.Boolean))
    return gone


def of_contents(survey_id: int, closed: pl.DataFrame, items: dict[str, int]) -> list[str | None]:
    """What `erased_marks.of_content` tells of each row, as one text; `items` are those of the columns with codes.

    Each answer is written once for all rows that gave it.
    """
    began = erased_marks.written(("content", str(survey_id)))
    told = list(map(_moments, _cells(closed, "started"), _cells(closed, "submitted")))
    columns = [pl.Series("told", told, dtype=pl.String)]
    for key in sorted(items, key=items.__getitem__):
        codes = closed[key].cast(pl.Float64)
        given = codes.unique().drop_nulls()
        words = [erased_marks.written((erased_marks.coded(items[key], code),)) for code in given]
        spelt = codes.replace_strict(given, pl.Series(words, dtype=pl.String), return_dtype=pl.String)
        columns.append(spelt.fill_null("").alias(f"code {key}"))
    # Where no moment tells the answer there is no text either.
    return pl.select(pl.concat_str([pl.lit(began), *columns])).to_series().to_list()


def _moments(started: datetime | None, sent: datetime | None) -> str | None:
    """The two moments as one text; None where neither tells the answer."""
    if not (erased_marks.is_moment(started) or erased_marks.is_moment(sent)):
        return None
    first = started.isoformat() if started is not None else ""
    last = sent.isoformat() if sent is not None else ""
    return f"{len(first)}:{first}{len(last)}:{last}"


def _coded(typed: Typed, items: dict[str, int]) -> dict[str, int]:
    kinds = {c.key: c.kind for c in typed.plan.columns}
    kinds |= {o.key: "multiple" for c in typed.plan.columns for o in c.options}
    closed = typed.closed
    return {
        key: item
        for key, item in items.items()
        if key in closed.columns and kinds.get(key) != "date" and closed[key].dtype != pl.String
    }


def _of_rows(sha256: str, rows: list[int | None]) -> list[str | None]:
    if not sha256:
        return [None] * len(rows)
    file = erased_marks.written(("row", sha256))
    return [None if row is None else f"{file}{len(str(row))}:{row}" for row in rows]


def _cells(closed: pl.DataFrame, name: str) -> list[Any]:
    return closed[name].to_list() if name in closed.columns else [None] * closed.height


def _empty(height: int) -> pl.Series:
    return pl.Series([None] * height, dtype=pl.Int64)


def _pruned(typed: Typed, gone: pl.Series) -> tuple[ImportPlan, set[str]]:
    """The plan without answers to choose from that only the erased wrote, and the columns that go with them."""
    columns: list[ColumnPlan] = []
    dropped: set[str] = set()
    for column in typed.plan.columns:
        own = {o.key for o in column.options if _only_theirs_ticked(typed, gone, o)}
        dropped |= own
        codes = _only_theirs(typed, gone, column.key) if column.kind == "single" else set()
        choices = tuple(c for c in column.choices if c.code not in codes or not _written(c.value, c.label))
        columns.append(
            replace(column, choices=choices, options=tuple(o for o in column.options if o.key not in own))
        )
    return replace(typed.plan, columns=tuple(columns)), dropped | {f"b{key}" for key in dropped}


def _only_theirs(typed: Typed, gone: pl.Series, key: str) -> set[int]:
    if key not in typed.closed.columns:
        return set()
    codes = typed.closed[key]
    return set(codes.filter(gone).drop_nulls()) - set(codes.filter(~gone).drop_nulls())


def _only_theirs_ticked(typed: Typed, gone: pl.Series, option: OptionPlan) -> bool:
    return 1 in _only_theirs(typed, gone, option.key) and _written(option.value, option.label)


def _written(value: str, label: str) -> bool:
    """Whether an answer to choose from is the cell itself: nobody but a respondent wrote it."""
    return folded(value) == folded(label) and not value.lstrip("-").isdigit()
