"""The sheets of an XLSForm as rows by column, in the languages of its columns; choices and lines of the survey."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.surveys.formats.hints import KEY, read_hint
from cxdesk.surveys.formats.words import plain
from cxdesk.surveys.formats.xlsform_types import Line
from cxdesk.surveys.model import Texts

Sheet = Sequence[Sequence[str]]
Choices = dict[str, list[tuple[str, Texts]]]
Row = dict[str, str | Texts]

_LANGUAGE: Final = re.compile(r"(.*?)\s*\(([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)\)\s*$")
_NAMED: Final = {
    "english": "en", "dutch": "nl", "nederlands": "nl", "hungarian": "hu", "magyar": "hu", "ukrainian": "uk",
    "українська": "uk", "persian": "fa", "farsi": "fa", "فارسی": "fa", "german": "de", "deutsch": "de",
    "french": "fr", "français": "fr", "spanish": "es", "español": "es", "arabic": "ar", "chinese": "zh",
}  # fmt: skip
# Older names of columns; a space and a line are the same.
_ALIASES: Final = {
    "caption": "label", "relevance": "relevant", "calculate": "calculation", "list": "list_name", "value": "name",
}  # fmt: skip


def is_survey(header: Sequence[str]) -> bool:
    """Whether a sheet with this first row is the survey of an XLSForm."""
    return {"type", "name"} <= {_column(cell)[0] for cell in header}


def _column(cell: str) -> tuple[str, str]:
    """The name of a column and its language: "label::English (en)" is label in en."""
    head, _sep, tail = cell.strip().partition("::")
    name = re.sub(r"\s+", "_", head.strip().casefold())
    if name == "media" and tail:
        return "media", ""
    return _ALIASES.get(name, name), language_of(tail) if tail else ""


def language_of(words: str) -> str:
    found = _LANGUAGE.match(words.strip())
    if found:
        return found.group(2).replace("_", "-")
    return _NAMED.get(words.strip().casefold(), words.strip().casefold())


def rows_of(sheet: Sheet, title: str, name: str, default: str) -> list[Row]:
    """The rows of a sheet by column; columns in languages are gathered, and one that is there twice is refused."""
    if not sheet:
        return []
    header = [_column(cell) for cell in sheet[0]]
    twice = [cell for cell, n in Counter(header).items() if n > 1 and cell[0] and cell[0] != "media"]
    if twice:
        column = "::".join(filter(None, twice[0]))
        sentence = _(
            "The sheet “{sheet}” of “{name}” has the column “{column}” twice. Rename or remove one of them."
        )
        raise UserError(sentence.format(sheet=title, name=name, column=column))
    spoken = {"label", "hint", "constraint_message", "required_message"}
    rows: list[Row] = []
    for record in sheet[1:]:
        row: Row = {}
        for (column, lang), cell in zip(header, record, strict=False):
            if column in spoken:
                texts = row.setdefault(column, {})
                if cell.strip() and isinstance(texts, dict):
                    texts.setdefault(lang or default, plain(cell))
            elif cell.strip() and column:
                row[column] = cell.strip()
        rows.append(row)
    return rows


def choices_of(rows: list[Row], default: str) -> Choices:
    found: Choices = {}
    for row in rows:
        listed_as, name = str(row.get("list_name", "")), str(row.get("name", ""))
        if listed_as and name:
            found.setdefault(listed_as, []).append((name, _texts(row, "label") or {default: name}))
    return found


def _texts(row: Row, column: str) -> Texts:
    found = row.get(column)
    return dict(found) if isinstance(found, dict) else {}


def line_of(row: Row, number_: int) -> Line:
    words = re.sub(r"^select (one|multiple)\b", r"select_\1", str(row.get("type", "")).strip())
    words = re.sub(r"^(begin|end)[ _]+", r"\1 ", words)
    kind, *rest = words.split() or [""]
    if kind in ("begin", "end") and rest:
        kind, rest = f"{kind} {rest[0]}", rest[1:]
    return Line(
        row=number_,
        kind=kind,
        rest=tuple(rest),
        name=str(row.get("name", "")).strip(),
        label=_texts(row, "label"),
        required=str(row.get("required", "")).casefold() in ("yes", "true", "true()", "1"),
        appearance=str(row.get("appearance", "")),
        parameters=str(row.get("parameters", "")),
        calculation=str(row.get("calculation", "")),
        logic="\n".join(
            f"{name}: {row[name]}" for name in ("relevant", "constraint", "choice_filter") if row.get(name)
        ),
        hint=_texts(row, "hint"),
        message=_texts(row, "constraint_message"),
        relevant=str(row.get("relevant", "")),
        constraint=str(row.get("constraint", "")),
        told=read_hint(row.get(KEY, "")),
    )
