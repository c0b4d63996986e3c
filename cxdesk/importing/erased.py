"""Rows of people who were erased are left out of a file that still holds them, with every word that only they wrote."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
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
    gone = pl.Series("gone", list(_erased(typed, marks, sha256, survey_id, items)), dtype=pl.Boolean)
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
) -> Iterator[bool]:
    """For each row whether its answer was erased."""
    closed, nothing = typed.closed, [None] * typed.closed.height

    def cells(name: str) -> list[Any]:
        return closed[name].to_list() if name in closed.columns else nothing

    kinds = {c.key: c.kind for c in typed.plan.columns}
    kinds |= {o.key: "multiple" for c in typed.plan.columns for o in c.options}
    coded = [
        k for k in items if k in closed.columns and kinds.get(k) != "date" and closed[k].dtype != pl.String
    ]
    codes = (
        closed.select(pl.col(k).cast(pl.Float64) for k in dict.fromkeys(coded)).rows() if coded else nothing
    )
    facts = ("source_row", "respondent_key", "started", "submitted")
    for (row, key, started, sent), given in zip(zip(*map(cells, facts), strict=True), codes, strict=True):
        told = [erased_marks.of_row(sha256, row)]
        if survey_id is not None:
            named = erased_marks.of_key(survey_id, key or "", started)
            if named is None:
                numbers = zip((items[k] for k in dict.fromkeys(coded)), given or (), strict=True)
                pairs = [(item, code) for item, code in numbers if code is not None]
                named = erased_marks.of_content(survey_id, (started, sent), pairs)
            told.append(named)
        yield any(words is not None and marks.has(words) for words in told)


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
