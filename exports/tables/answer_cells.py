"""Answers as cells of text, and the questionnaire that tells how to read them back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import polars as pl

from cxdesk.responses.schema import ANSWERED, DECLARED, NOT_ASKED, NOT_SHOWN, SKIPPED, UNREADABLE
from cxdesk.surveys.definition import ChoiceSpec, QuestionSpec
from cxdesk.surveys.formats.own import Companion
from cxdesk.surveys.queries import shown
from exports.tables.answers import OutColumn, OutTable

TOKENS: Final[dict[int, str]] = {
    NOT_ASKED: "[not asked]",
    NOT_SHOWN: "[not shown]",
    DECLARED: "[declined]",
    UNREADABLE: "[unreadable]",
}
_MOST_RAW: Final = 2_000

Tokens = Mapping[int, str]


def tokens_for(table: OutTable) -> Tokens:
    """The words for blank cells, in so many brackets that no text in the table is one of them."""
    tokens = TOKENS
    texts = [c.values for c in table.columns if c.values.dtype == pl.String]
    while any(series.is_in(list(tokens.values())).any() for series in texts):
        tokens = {kind: f"[{token}]" for kind, token in tokens.items()}
    return tokens


def cells(column: OutColumn, tokens: Tokens, labels: bool) -> pl.Series:
    """The column as text; None where a cell is empty."""
    frame = pl.DataFrame({"v": _words(column, labels), "b": _blank(column)})
    if column.raw is not None:
        frame = frame.with_columns(r=column.raw)
    else:
        frame = frame.with_columns(r=pl.lit(None, pl.String))
    token = pl.col("b").replace_strict(tokens, default=None, return_dtype=pl.String)
    # An answer that declines keeps its own number or words; what could not be read is written as it was.
    kept = (
        pl.when(pl.col("b") == UNREADABLE).then("r").when(pl.col("b").is_in([ANSWERED, DECLARED])).then("v")
    )
    return frame.select(pl.coalesce(kept, token).alias(column.name))[:, 0]


def reasons(column: OutColumn, tokens: Tokens) -> pl.Series | None:
    """Why cells are blank, beside a column that keeps its type; None where they are just empty."""
    blank = _blank(column)
    if blank.is_in([ANSWERED, SKIPPED]).all():
        return None
    # Where the cell has a value the value tells: an answer that declines is one of the choices.
    words = cells(
        replace(column, values=pl.Series([None], dtype=pl.String).new_from_index(0, len(blank)), kind="text"),
        tokens,
        False,
    )
    has_value = (blank == DECLARED) & column.values.is_not_null()
    return words.set(has_value, None)


def _blank(column: OutColumn) -> pl.Series:
    if column.blank is not None:
        return column.blank
    return pl.Series([ANSWERED], dtype=pl.UInt8).new_from_index(0, len(column.values))


def _words(column: OutColumn, labels: bool) -> pl.Series:
    values = column.values
    if values.dtype == pl.String:
        return values
    if values.dtype == pl.Boolean:
        return values.cast(pl.UInt8).cast(pl.String)
    if values.dtype == pl.Datetime:
        return (
            values.dt.strftime("%Y-%m-%d %H:%M:%S%.6f")
            .str.replace(r"\.000000", "")
            .str.replace(r" 00:00:00$", "")
        )
    if values.dtype.is_float():
        whole = values.cast(pl.Int64, strict=False)
        exact = (whole.cast(pl.Float64) == values) & (values.abs() < 9e15)
        return pl.select(pl.when(exact).then(whole.cast(pl.String)).otherwise(values.cast(pl.String)))[:, 0]
    plain = values.cast(pl.String)
    if labels and column.question is not None and column.question.choices:
        written = {str(code): words for code, words in written_choices(column.question, labels).items()}
        return plain.replace(written)
    return plain


def written_choices(question: QuestionSpec, labels: bool) -> dict[int, str]:
    """How each answer is written in a cell; two answers with the same words get their numbers too."""
    if not labels or question.kind == "number":
        return {c.code: str(c.code) for c in question.choices}
    words = {c.code: shown(c.label).strip() or str(c.code) for c in question.choices}
    folded = [w.casefold() for w in words.values()]
    twice = {w for w in folded if folded.count(w) > 1 or w in {str(c) for c in words} or w in TOKENS.values()}
    return {
        code: f"{said} ({code})" if said.casefold() in twice and said != str(code) else said
        for code, said in words.items()
    }


def companion(
    table: OutTable,
    names: Mapping[str, str],
    tokens: Mapping[str, Tokens],
    labels: bool,
) -> Companion:
    """The questionnaire beside a table: `names` are its columns by ours, `tokens` the blanks of each question by code."""
    by_question: dict[str, list[OutColumn]] = {}
    for column in table.columns:
        if column.question is not None:
            by_question.setdefault(column.question.code, []).append(column)
    sections = tuple(
        replace(
            section,
            elements=tuple(
                _told(q, by_question.get(q.code, []), names, tokens.get(q.code, {}), labels)
                for q in section.elements
            ),
        )
        for section in table.definition.sections
    )
    facts = {names[c.name]: c.kind for c in table.columns if c.question is None}
    return Companion(replace(table.definition, sections=sections), facts)


def _told(
    question: QuestionSpec, columns: list[OutColumn], names: Mapping[str, str], tokens: Tokens, labels: bool
) -> QuestionSpec:
    question = replace(question, choices=_with_unknown(question, columns))
    written = written_choices(question, labels)
    raw: dict[str, None] = {}
    for column in columns:
        if column.raw is not None:
            raw |= dict.fromkeys(column.raw.drop_nulls().str.strip_chars().unique().head(_MOST_RAW))
    of_item = {c.item.key: names[c.name] for c in columns if c.item is not None}
    items = tuple(
        replace(i, sources=(of_item[i.key],) if i.key in of_item else (), key="") for i in question.items
    )
    alone = len(items) == 1 and items[0].code == question.code and question.kind != "multiple"
    return replace(
        question,
        choices=tuple(replace(c, values=(written[c.code],)) for c in question.choices),
        items=() if alone else items,
        sources=items[0].sources if alone else (),
        ticked=("1",) if question.kind == "multiple" else (),
        unticked=("0",) if question.kind == "multiple" else (),
        blanks=tuple((token, kind) for kind, token in tokens.items())
        + tuple((text, UNREADABLE) for text in raw if text),
    )


def _with_unknown(question: QuestionSpec, columns: list[OutColumn]) -> tuple[ChoiceSpec, ...]:
    """The answers, those too that were taken away while their numbers stayed in the file."""
    if question.kind != "single":
        return question.choices
    known = {c.code for c in question.choices}
    there = {int(v) for c in columns for v in c.values.unique().drop_nulls()}
    return question.choices + tuple(ChoiceSpec(code, {"en": str(code)}) for code in sorted(there - known))
