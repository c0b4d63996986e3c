"""Which answers of a survey the rules mean, as Polars expressions over the columns that `responses.aggregate` gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from operator import and_, or_
from typing import Final

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.queries import AccountRow, account_rows
from cxdesk.i18n import folded as folded_word
from cxdesk.planning import rule_texts
from cxdesk.planning.rules import WORD_FIELDS, RuleRow, RuleTest, as_day, as_number
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import AccountKeyLink
from cxdesk.responses.schema import NOT_ASKED, NOT_SHOWN, TEXT_KINDS, blank_column, column
from cxdesk.surveys.queries import QuestionRow, SurveyWhole, whole

FACTS: Final = ("account_key", "respondent_key", "source_row", "submitted")
_NUMBERS: Final = ("nps", "scale", "number")
_NOBODY: Final = 0


@dataclass(slots=True)
class _Needed:
    """What has to be read for the conditions: closed items, texts, and each condition once under a name of its own."""

    survey: SurveyWhole
    accounts: dict[int, AccountRow]
    today: date
    items: dict[int, QuestionRow] = field(default_factory=dict)
    texts: dict[int, None] = field(default_factory=dict)
    folded: dict[int, None] = field(default_factory=dict)
    tests: dict[RuleTest, pl.Expr] = field(default_factory=dict)

    def by_code(self, code: str) -> tuple[QuestionRow, int] | None:
        """The question and item of this code."""
        for question in self.survey.questions:
            for item in question.items:
                if item.code == code:
                    return question, item.id
        return None


def matches(
    session: Session,
    survey_id: int,
    rules: Sequence[RuleRow],
    mode: str,
    where: Filter = Filter(),
    today: date | None = None,
    only: pl.Series | None = None,
) -> tuple[pl.DataFrame, int]:
    """Columns rule (place in `rules`), response_id, round_id and facts, by response; and how many were looked at.

    With mode "first" a response is there once, for the first rule that means it. `only` are response numbers.
    """
    frame, hits = _hits(session, survey_id, rules, where, today or date.today(), only)
    told = frame.select("response_id", "round_id", *FACTS)
    if mode == "first":
        first = pl.coalesce(
            *(pl.when(pl.col(f"r{n}")).then(pl.lit(n, pl.Int32)) for n in range(len(rules))),
            pl.lit(None, pl.Int32),
        )
        place = hits.select(first.alias("rule")).to_series()
        return told.with_columns(place).filter(place.is_not_null()), frame.height
    nobody = told.clear().with_columns(rule=pl.lit(0, pl.Int32))
    parts = [told.filter(hits[f"r{n}"]).with_columns(rule=pl.lit(n, pl.Int32)) for n in range(len(rules))]
    return pl.concat([nobody, *parts]).sort("response_id", "rule"), frame.height


def _hits(
    session: Session,
    survey_id: int,
    rules: Sequence[RuleRow],
    where: Filter,
    today: date,
    only: pl.Series | None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The answers that count, and one column of yes and no for each rule."""
    need = _Needed(whole(session, survey_id), {a.id: a for a in account_rows(session)}, today)
    compiled = [_rule(need, rule) for rule in rules]
    facts = ("account_key", *FACTS[1:])
    frame = counted(session, survey_id, list(need.items), where, facts, list(need.texts))
    if only is not None:
        frame = frame.filter(pl.col("response_id").is_in(only.implode()))
    lazy = frame.lazy()
    if any(t.kind == "account" for t in need.tests):
        lazy = lazy.with_columns(_account_ids(session, frame["account_key"]))
    if need.folded:
        lazy = lazy.with_columns(rule_texts.folded(pl.col(column(i))).alias(f"f{i}") for i in need.folded)
    names = {test: f"t{n}" for n, test in enumerate(need.tests)}
    lazy = lazy.select(expr.fill_null(False).alias(names[test]) for test, expr in need.tests.items())
    sums = [
        _joined(rule.spec.joined_by, [pl.col(names[t]) for t in tests]).alias(f"r{n}")
        for n, (rule, tests) in enumerate(zip(rules, compiled, strict=True))
    ]
    if not need.tests:
        return frame, pl.DataFrame(
            {f"r{n}": pl.repeat(False, frame.height, eager=True) for n in range(len(rules))}
        )
    return frame, lazy.select(sums).collect()


def _joined(by: str, parts: list[pl.Expr]) -> pl.Expr:
    return reduce(and_ if by == "all" else or_, parts) if parts else pl.lit(False)


def _rule(need: _Needed, rule: RuleRow) -> list[RuleTest]:
    """The rule's conditions, each noted once; a condition that this survey can't answer is never so."""
    for test in rule.spec.tests:
        if test not in need.tests:
            need.tests[test] = _test(need, test)
    return list(rule.spec.tests)


def _test(need: _Needed, test: RuleTest) -> pl.Expr:
    if test.kind == "account":
        fitting = [a.id for a in need.accounts.values() if account_fits(a, test, need.today)]
        return pl.col("account").is_in(fitting) if fitting else _never()
    if test.kind == "text":
        return _text_test(need, test)
    found = need.by_code(test.field) if test.kind == "answer" else None
    return _answer_test(need, test, *found) if found is not None else _never()


def _text_test(need: _Needed, test: RuleTest) -> pl.Expr:
    items = [i.id for q in need.survey.questions if q.kind == "text" for i in q.items]
    if test.field:
        named = need.by_code(test.field)
        items = [named[1]] if named is not None and named[0].kind in TEXT_KINDS else []
    if not items or test.op not in ("contains", "has_word"):
        return _never()
    for item in items:
        need.texts[item] = need.folded[item] = None
    words = test.op == "has_word"
    return reduce(
        or_, (rule_texts.holds(pl.col(f"f{i}"), test.values, words).fill_null(False) for i in items)
    )


def _answer_test(need: _Needed, test: RuleTest, question: QuestionRow, item: int) -> pl.Expr:
    cell = pl.col(column(item))
    if question.kind in TEXT_KINDS:
        need.texts[item] = None
        if test.op == "blank":
            return (cell.is_null() | (cell.str.strip_chars() == "")) & _asked(cell)
        need.folded[item] = None
        return _word_test(pl.col(f"f{item}"), test)
    need.items[item] = question
    if test.op == "blank":
        why = pl.col(blank_column(item)).fill_null(-1)
        return cell.is_null() & ~why.is_in([NOT_ASKED, NOT_SHOWN]) & _asked(cell)
    if question.kind == "multiple":
        cell = cell.cast(pl.Int16)
    if question.kind == "date":
        return _ordered(cell.dt.date(), test.op, [d for v in test.values if (d := as_day(v)) is not None])
    if test.op in ("satisfied", "not_satisfied"):
        return _satisfied(cell, question, test.op == "satisfied")
    return _ordered(cell, test.op, _codes(question, test.values))


def _asked(cell: pl.Expr) -> pl.Expr:
    """Only in rounds in which somebody answered: a question that a round did not have was left empty by nobody."""
    return cell.is_not_null().any().over("round_id")


def _satisfied(cell: pl.Expr, question: QuestionRow, wanted: bool) -> pl.Expr:
    scale = question.scale
    if scale is None:
        return _never()
    yes = cell <= scale.satisfied_from if scale.reversed else cell >= scale.satisfied_from
    return yes if wanted else ~yes


def _codes(question: QuestionRow, values: Iterable[str]) -> list[float]:
    """The numbers that values mean: answers to choose from by their words, in any language, or by their number."""
    words = {
        folded_word(w): float(c.code) for c in question.choices for w in (*c.label.values(), *c.written) if w
    }
    found = [words[folded_word(v)] if folded_word(v) in words else as_number(v) for v in values]
    return [v for v in found if v is not None]


def _ordered(cell: pl.Expr, op: str, values: Sequence[float | date]) -> pl.Expr:
    if not values:
        return _never()
    if op == "one_of":
        return reduce(or_, (cell == pl.lit(v) for v in values))
    first = pl.lit(values[0])
    compared = {
        "below": cell < first,
        "at_most": cell <= first,
        "above": cell > first,
        "at_least": cell >= first,
        "is": cell == first,
        "is_not": cell != first,
    }
    return compared.get(op, _never())


def _word_test(cell: pl.Expr, test: RuleTest) -> pl.Expr:
    words = (
        pl.DataFrame({"w": list(test.values)}).select(rule_texts.folded(pl.col("w"))).to_series().to_list()
    )
    same = cell.str.strip_chars().is_in(words)
    return {"is": same, "one_of": same, "is_not": ~same}.get(test.op, _never())


def account_fits(account: AccountRow, test: RuleTest, today: date) -> bool:
    """Whether a customer, as it is today, passes one condition."""
    value = getattr(account, test.field, None) if test.kind == "account" else None
    if test.op == "blank":
        return value in (None, "")
    if value in (None, ""):
        return False
    if test.field in WORD_FIELDS:
        same = folded_word(str(value)) in {folded_word(v) for v in test.values}
        return {"is": same, "one_of": same, "is_not": not same}.get(test.op, False)
    if isinstance(value, date):
        return _day_fits(value, test, today)
    given = as_number(test.values[0]) if test.values else None
    return given is not None and isinstance(value, (int, float)) and _compared(float(value), test.op, given)


def _day_fits(value: date, test: RuleTest, today: date) -> bool:
    if test.op == "within_days":
        days = as_number(test.values[0])
        return days is not None and today <= value <= today + timedelta(days=min(days, 36_500))
    given = as_day(test.values[0]) if test.values else None
    return given is not None and _compared(value.toordinal(), test.op, given.toordinal())


def _compared(value: float, op: str, given: float) -> bool:
    return {
        "below": value < given,
        "at_most": value <= given,
        "above": value > given,
        "at_least": value >= given,
        "is": value == given,
        "one_of": value == given,
        "is_not": value != given,
    }.get(op, False)


def _account_ids(session: Session, keys: pl.Series) -> pl.Series:
    """The customer's number for each response; 0 where its key means nobody."""
    links = dict(session.execute(select(AccountKeyLink.key, AccountKeyLink.account_id)).all())
    if not links:
        return pl.Series("account", [_NOBODY], dtype=pl.Int64).new_from_index(0, len(keys))
    found = keys.replace_strict(list(links), list(links.values()), default=_NOBODY, return_dtype=pl.Int64)
    return found.alias("account")


def _never() -> pl.Expr:
    return pl.repeat(False, pl.len(), dtype=pl.Boolean)
