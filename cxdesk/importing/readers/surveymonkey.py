"""SurveyMonkey's exports: expanded (questions over their options, two rows) and condensed (one row of headings)."""

import itertools
import re
from dataclasses import replace
from typing import Final

from cxdesk.errors import Problem
from cxdesk.i18n import _
from cxdesk.importing.names import code_of, fact, is_personal, plain, squeezed, unique_names
from cxdesk.importing.plan import Declared, SourceColumn
from cxdesk.importing.readers import Layout, Sample

FORMAT = "surveymonkey"

_PLAIN_LABELS: Final = frozenset(
    ("", "response", "open-ended response", "open ended response", "antwoord", "open antwoord", "antwort",
     "antworten", "offene antwort", "réponse", "réponse ouverte", "respuesta", "respuesta abierta", "risposta",
     "risposta aperta", "resposta", "válasz", "відповідь", "پاسخ")
)  # fmt: skip
_OTHER: Final = re.compile(
    r"(other|anders|overig|sonstige|autre|otro|altro|outro|egyéb|інше|سایر)\w*\b.*[(:,]?.*"
    r"(specify|toelicht|specific|angeben|préciser|especifi|specificare|adja meg|вкажіть|مشخص)",
    re.IGNORECASE,
)
_ROLES: Final = {
    "respondentid": "respondent_key", "collectorid": "leave_out", "startdate": "started", "enddate": "submitted",
    "datecreated": "started", "datemodified": "submitted", "ipaddress": "personal", "emailaddress": "personal",
    "firstname": "personal", "lastname": "personal",
}  # fmt: skip
_CUSTOM: Final = re.compile(r"custom ?(data|value|variable)s? ?\d*$", re.IGNORECASE)
_SHORTENED: Final = re.compile(r"\d([.,]\d+)?E\+\d+$", re.IGNORECASE)
_BEGINNING: Final = 12
_LEAST_BESIDE: Final = 2

Rows = tuple[list[str], list[str]]


def signature(sample: Sample, header_rows: int | None = None) -> Layout | None:
    """By "Respondent ID" first; a second row with words where the first is blank makes it the expanded one."""
    if len(sample.records) < 2:
        return None
    first, second = ([plain(c) for c in r] for r in sample.records[:2])
    second = second + [""] * (len(first) - len(second))
    if not first or squeezed(first[0]) != "respondentid":
        return None
    blanks = any(not a and not b for a, b in itertools.pairwise(first))
    expanded = not second[0] and (blanks or any(second))
    if expanded and header_rows in (None, 2):
        return _expanded(sample, first, second)
    known = [squeezed(n) in _ROLES for n in first[1:_BEGINNING]]
    if expanded or header_rows not in (None, 1) or sum(known) < _LEAST_BESIDE:
        return None
    return _condensed(sample, first)


def _expanded(sample: Sample, first: list[str], second: list[str]) -> Layout:
    columns, problems = _checked(sample, 2, _columns(first, second))
    return Layout(
        FORMAT,
        _(
            "A SurveyMonkey export: it begins with the respondent’s number and has questions over their options."
        ),
        2,
        _("The second row holds the options and rows of the questions in the first."),
        columns,
        problems=problems,
    )


def _condensed(sample: Sample, names: list[str]) -> Layout:
    columns, problems = _checked(sample, 1, _alone(names))
    return Layout(
        FORMAT,
        _(
            "A condensed SurveyMonkey export: numbers of respondents and collectors, then a heading for each answer."
        ),
        1,
        _("The first row holds the questions with their options."),
        columns,
        problems=problems,
    )


def _checked(
    sample: Sample, depth: int, columns: list[SourceColumn]
) -> tuple[tuple[SourceColumn, ...], tuple[Problem, ...]]:
    """The columns, and what is wrong with the numbers of respondents."""
    cells = [(n, r[0].strip()) for n, r in enumerate(sample.records[depth:], start=depth + 1) if r]
    short = next(((n, c) for n, c in cells if _SHORTENED.fullmatch(c)), None)
    if short is None:
        return tuple(columns), ()
    sentence = _(
        "A spreadsheet shortened the respondents’ numbers (“{value}”): they no longer tell responses apart and "
        "are left out. Export the file again and import it without opening it first."
    )
    problem = Problem(short[0], columns[0].header, sentence.format(value=short[1]), short[1], "note")
    columns[0] = replace(columns[0], role="leave_out")
    return tuple(columns), (problem,)


def _columns(first: list[str], second: list[str]) -> list[SourceColumn]:
    starts = [n for n, cell in enumerate(first) if cell] + [len(first)]
    columns: list[SourceColumn] = []
    question = 0
    for start, end in itertools.pairwise(starts):
        role = _role(first[start])
        question += not role
        code = first[start] if role else f"Q{question}"
        columns += _question(start, end, (first, second), code, role)
    return columns


def _question(start: int, end: int, rows: Rows, code: str, role: str) -> list[SourceColumn]:
    """The columns under one question; "other, please specify" is a text of its own that belongs to it."""
    first, second = rows
    others = {n for n in range(start + 1, end) if _OTHER.match(second[n])}
    several = end - start - len(others) > 1
    result = []
    for position in range(start, end):
        label = "" if second[position].casefold() in _PLAIN_LABELS else second[position]
        in_group = several and position not in others
        own = (
            code
            if end - start == 1 or (not several and position == start)
            else f"{code}_{position - start + 1}"
        )
        column = SourceColumn(
            position=position,
            header=label or first[start] if end - start > 1 else first[start],
            text=f"{first[start]} {label}".strip() if end - start > 1 else first[start],
            code=own,
            role=role,
            group=code if in_group else "",
            group_text=first[start],
            label=label,
            cells=(first[position], second[position]),
        )
        if position in others and not role:
            column = replace(column, declared=Declared("text", other_of=code), group_text="")
        result.append(column)
    return result


def _alone(names: list[str]) -> list[SourceColumn]:
    """One heading each: "Question - Option"; columns side by side that begin alike are one question."""
    kept = unique_names(names)
    headers = [name or _("Column {n}").format(n=n) for n, name in enumerate(kept, start=1)]
    codes = unique_names([code_of(h) for h in headers])
    stems = [_stem(names, n) for n in range(len(names))]
    columns = []
    for position, name in enumerate(names):
        role = _role(name)
        column = SourceColumn(
            position, headers[position], name or headers[position], codes[position], role=role, cells=(name,)
        )
        stem = "" if role else stems[position]
        if stem:
            label = name[len(stem) + 3 :]
            if _OTHER.match(label):
                column = replace(column, declared=Declared("text", other_of=code_of(stem)))
            else:
                column = replace(column, group=code_of(stem), group_text=stem, label=label)
        columns.append(column)
    return columns


def _stem(names: list[str], position: int) -> str:
    """What a heading shares with its neighbour, up to the last " - " in it."""
    own = names[position]
    found = ""
    for place in (position - 1, position + 1):
        if 0 <= place < len(names):
            pair = zip(own, names[place], strict=False)
            length = next((n for n, (a, b) in enumerate(pair) if a != b), min(len(own), len(names[place])))
            at = own[:length].rfind(" - ")
            found = max(found, own[: max(at, 0)], key=len)
    return found


def _role(name: str) -> str:
    if _CUSTOM.match(name):
        return "leave_out"
    if role := _ROLES.get(squeezed(name)):
        return role
    return "personal" if is_personal(name) and len(name) < 30 else fact(name)
