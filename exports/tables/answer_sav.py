"""Answers as an SPSS file: numbers with their labels, blank kinds as user-missing values, sets in a syntax file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from cxdesk.i18n import _, ngettext, number
from cxdesk.progress import Progress
from cxdesk.responses.schema import ANSWERED, DECLARED, NOT_ASKED, NOT_SHOWN, SKIPPED, UNREADABLE
from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.formats.own import Companion
from cxdesk.surveys.queries import shown
from exports.tables.answer_cells import Tokens, cells, companion, tokens_for
from exports.tables.answers import OutColumn, OutTable

LONGEST_TEXT: Final = 32_767
LONGEST_NAME, LONGEST_LABEL, LONGEST_VALUE_LABEL = 64, 250, 118
SECONDS_BEFORE_1970: Final = 12_219_379_200
MOST_DISCRETE: Final = 3
_RESERVED: Final = frozenset(
    ("ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH")
)
# Behind the largest number of a question, in the order of `responses.schema`.
_PLACES: Final = {NOT_ASKED: 1, NOT_SHOWN: 2, DECLARED: 3, UNREADABLE: 4}


@dataclass(frozen=True, slots=True)
class Planned:
    """A file ready to be written."""

    frame: pl.DataFrame
    labels: dict[str, str | None]
    values: dict[str, dict[float, str]]
    missing: dict[str, list[Any]]
    measures: dict[str, str]
    formats: dict[str, str]
    sets: tuple[tuple[str, str, tuple[str, ...]], ...]
    companion: Companion
    notes: tuple[str, ...]
    title: str


def planned(table: OutTable) -> Planned:
    """Names, labels and missing values for every column; nothing is written yet."""
    names = _names(c.name for c in table.columns)
    words = tokens_for(table)
    tokens: dict[str, Tokens] = {}
    done = Planned(pl.DataFrame(), {}, {}, {}, {}, {}, (), Companion(table.definition), (), "")
    series: list[pl.Series] = []
    cut = 0
    by_question: dict[str, list[OutColumn]] = {}
    for column in table.columns:
        if column.question is not None:
            by_question.setdefault(column.question.code, []).append(column)
    codes = {code: _blank_codes(columns) for code, columns in by_question.items()}
    for column in table.columns:
        name = names[column.name]
        done.labels[name] = _cut(column.text, LONGEST_LABEL)
        if column.values.dtype == pl.String:
            text = cells(column, words, False)
            cut += int((text.str.len_bytes() > LONGEST_TEXT).sum())
            series.append(_fitting(text).fill_null("").alias(name))
            done.measures[name] = "nominal"
            if column.question is not None:
                tokens[column.question.code] = words
            continue
        blank_codes = codes[column.question.code] if column.question is not None else {}
        series.append(_numbers(column, blank_codes).alias(name))
        _describe(column, name, blank_codes, done)
        if column.question is not None:
            tokens[column.question.code] = {k: _plain(v) for k, v in blank_codes.items()}
    sets = tuple(
        (
            _cut_name(f"${code}", names),
            _cut(shown(c[0].question.text), LONGEST_LABEL),
            tuple(names[x.name] for x in c),
        )
        for code, c in by_question.items()
        if c[0].kind == "multiple" and len(c) > 1 and c[0].question is not None
    )
    sentence = ngettext(
        "{n} text was longer than SPSS can hold and was cut.",
        "{n} texts were longer than SPSS can hold and were cut.",
        cut,
    )
    return Planned(
        pl.DataFrame(series),
        done.labels,
        done.values,
        done.missing,
        done.measures,
        done.formats,
        sets,
        companion(table, names, tokens, False),
        (sentence.format(n=number(cut)),) if cut else (),
        _cut(shown(table.definition.name), 60),
    )


def write(made: Planned, path: Path, progress: Progress) -> None:
    """Write the .sav with everything but the sets, for which its writer has no room."""
    import pyreadstat

    progress(0, 1, _("Writing the answers"))
    pyreadstat.write_sav(
        made.frame,
        path,
        file_label=made.title,
        column_labels=made.labels,
        row_compress=True,
        variable_value_labels=made.values,
        missing_ranges=made.missing,
        variable_measure=made.measures,
        variable_format=made.formats,
    )
    progress(1, 1, _("Writing the answers"))


def syntax(made: Planned, file: str) -> str:
    """SPSS's own commands that open the file and define its multiple-response sets; nothing where it has none."""
    if not made.sets:
        return ""
    lines = [f"GET FILE={_quoted(file)}.", "MRSETS"]
    for name, label, members in made.sets:
        lines.append(f"  /MDGROUP NAME={name} LABEL={_quoted(label)} CATEGORYLABELS=VARLABELS")
        lines += [f"    {part}" for part in _wrapped("VARIABLES=" + " ".join(members))] + ["    VALUE=1"]
    lines.append("  /DISPLAY NAME=ALL.")
    return "\n".join(lines) + "\n"


def _describe(column: OutColumn, name: str, blanks: dict[int, float], done: Planned) -> None:
    question = column.question
    done.measures[name] = {"nps": "scale", "number": "scale", "date": "scale", "scale": "ordinal"}.get(
        column.kind, "nominal"
    )
    if column.values.dtype == pl.Datetime:
        done.formats[name] = "DATETIME23.3" if _has_fractions(column.values) else "DATETIME20"
        done.measures[name] = "scale"
    labels: dict[float, str] = {}
    missing: list[float] = []
    if column.values.dtype == pl.Boolean or column.kind == "finished":
        labels = {0.0: _("No"), 1.0: _("Yes")}
    elif question is not None and column.values.dtype != pl.Datetime:
        labels, missing = _of_choices(question)
    words = {
        NOT_ASKED: _("Not asked"),
        NOT_SHOWN: _("Not shown"),
        DECLARED: _("Declined"),
        UNREADABLE: _("Unreadable"),
    }
    used = set(column.blank.unique()) if column.blank is not None else set()
    for kind, code in blanks.items():
        if kind in used:
            labels[code] = words[kind]
            missing.append(code)
    if labels:
        done.values[name] = {value: _cut(words, LONGEST_VALUE_LABEL) for value, words in labels.items()}
    if missing:
        done.missing[name] = _ranges(missing, set(labels) - set(missing))


def _of_choices(question: QuestionSpec) -> tuple[dict[float, str], list[float]]:
    labels: dict[float, str] = {}
    if question.scale is not None:
        ends = (
            (question.scale.low, question.scale.low_label),
            (question.scale.high, question.scale.high_label),
        )
        labels = {float(code): shown(words) for code, words in ends if shown(words)}
    labels |= {float(c.code): shown(c.label) or str(c.code) for c in question.choices}
    return labels, [float(c.code) for c in question.choices if c.declared]


def _ranges(missing: list[float], valid: set[float]) -> list[Any]:
    """SPSS has room for three values, or for one range and one value more; what has no room keeps its label only."""
    values = sorted(set(missing))
    if len(values) <= MOST_DISCRETE:
        return list(values)
    low, high = values[0], values[-1]
    if not any(low <= v <= high for v in valid):
        return [{"lo": low, "hi": high}]
    if not any(values[1] <= v <= high for v in valid):
        return [{"lo": values[1], "hi": high}, low]
    return list(values[-MOST_DISCRETE:])


def _blank_codes(columns: list[OutColumn]) -> dict[int, float]:
    """A number for each kind of blank that no answer of the question has."""
    question = columns[0].question
    largest = max((float(abs(c.code)) for c in question.choices), default=0.0) if question else 0.0
    for column in columns:
        values = column.values
        if values.dtype.is_numeric() and values.null_count() < len(values):
            low, high = float(values.min() or 0), float(values.max() or 0)  # type: ignore[arg-type]
            largest = max(largest, abs(low), abs(high))
    base = 990.0
    while base <= largest + 10:
        base = base * 10 + 90
    return {kind: base + place for kind, place in _PLACES.items()}


def _numbers(column: OutColumn, blanks: dict[int, float]) -> pl.Series:
    values = column.values
    if values.dtype == pl.Datetime:
        numbers = values.dt.timestamp("us").cast(pl.Float64) / 1_000_000 + SECONDS_BEFORE_1970
    else:
        numbers = values.cast(pl.Float64)
    if column.blank is None:
        return numbers
    kept = column.blank.is_in([ANSWERED, DECLARED])
    codes = column.blank.replace_strict(
        {**dict.fromkeys((ANSWERED, SKIPPED)), **blanks}, default=None, return_dtype=pl.Float64
    )
    frame = pl.DataFrame({"n": numbers, "k": kept, "c": codes})
    return frame.select(pl.coalesce(pl.when("k").then("n"), "c"))[:, 0]


def _has_fractions(values: pl.Series) -> bool:
    return bool((values.dt.microsecond() != 0).any())


def _fitting(text: pl.Series) -> pl.Series:
    if not (text.str.len_bytes() > LONGEST_TEXT).any():
        return text
    return pl.Series([_cut(t, LONGEST_TEXT) if t else t for t in text], dtype=pl.String)


def _names(names: Iterable[str]) -> dict[str, str]:
    """Names that SPSS takes: letters, digits and a few signs, unlike each other whatever their case."""
    result: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        bare = re.sub(r"[^\w.@#$]+", "_", name).strip("._") or "V"
        if not bare[0].isalpha() or bare.upper() in _RESERVED:
            bare = f"V_{bare}"
        bare = _cut(bare, LONGEST_NAME - 6).rstrip("._") or "V"
        made, n = bare, 1
        while made.casefold() in taken:
            n += 1
            made = f"{bare}_{n}"
        taken.add(made.casefold())
        result[name] = made
    return result


def _cut_name(name: str, taken: dict[str, str]) -> str:
    bare = "$" + (_cut(re.sub(r"\W+", "_", name), LONGEST_NAME - 8).strip("_") or "SET")
    return bare if bare[1:2].isalpha() else f"$S{bare[1:]}"


def _plain(value: float) -> str:
    return str(int(value))


def _cut(text: str, most: int) -> str:
    """The text within so many bytes, never in the middle of a letter."""
    return text.encode()[:most].decode("utf-8", "ignore")


def _quoted(text: str) -> str:
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def _wrapped(text: str) -> list[str]:
    """Lines short enough for SPSS, which reads 251 bytes of each."""
    lines = [""]
    for word in text.split():
        if len((lines[-1] + " " + word).encode()) > 200:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
