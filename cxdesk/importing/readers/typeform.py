"""Typeform's CSV: a token first, the times in UTC last, and choices of several in a cell or under their own words."""

import re
from dataclasses import replace
from typing import Final

from cxdesk.errors import Problem
from cxdesk.i18n import _
from cxdesk.importing.cleaning import unscrambled
from cxdesk.importing.names import plain, unique_names
from cxdesk.importing.plan import DatePlan, Declared, SourceColumn
from cxdesk.importing.readers import Layout, Sample
from cxdesk.importing.several import parted

FORMAT = "typeform"

_ROLES: Final[dict[str, str]] = {
    "#": "respondent_key", "response id": "respondent_key", "start date (utc)": "started", "submit date (utc)": "submitted",
    "network id": "personal", "response type": "leave_out", "tags": "leave_out", "ending": "leave_out",
    "stage date (utc)": "leave_out", "email": "personal",
}  # fmt: skip
_TOKEN: Final = re.compile(r"[0-9a-z]{20,40}$")
_PIPED: Final = re.compile(r"\{\{\s*(?:field|hidden|var|outcome)s?\s*:[^{}]*\}\}", re.IGNORECASE)
_BOLD: Final = re.compile(r"(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
_SEPARATORS: Final = (" / ", "|")
_OTHER: Final = frozenset(
    ("other", "other (please specify)", "anders", "andere", "sonstiges", "autre", "egyéb")
)
_SHARE: Final = 0.1


def signature(sample: Sample, header_rows: int | None = None) -> Layout | None:
    """By "Network ID" as the last heading, or "#" as the first together with "Submit Date (UTC)"."""
    if header_rows not in (None, 1) or not sample.records or not sample.records[0]:
        return None
    header = sample.records[0]
    names = [plain(cell).casefold() for cell in header]
    tokens = [r[0] for r in sample.records[1:20] if r]
    # The sign is lost where a table was saved again; tokens then stand in its place.
    marked = names[0] == "#" or (names[0] == "" and bool(tokens) and all(map(_TOKEN.match, tokens)))
    by_first = marked and "submit date (utc)" in names
    if names[-1] != "network id" and not by_first:
        return None
    shown = [displayed(cell) for cell in header]
    columns = _columns(shown, header, sample.records[1:])
    return Layout(
        FORMAT,
        _("A Typeform export: it begins with a token and has the time of sending in UTC."),
        1,
        _("The first row holds the questions."),
        tuple(columns),
        time_zone="UTC",
        cleaning=("scrambled",),
        problems=tuple(_repaired(header)),
    )


def displayed(heading: str) -> str:
    """A question as people read it: answers piped into it are dots, stars for bold are gone, damage is mended."""
    return plain(_BOLD.sub(r"\2", _PIPED.sub("…", unscrambled(heading)))).strip("*_ ")


def _repaired(header: list[str]) -> list[Problem]:
    sentence = _("Row {row}: “{before}” was UTF-8 read as Windows-1252; it is read as “{after}”.")
    return [
        Problem(
            1,
            displayed(h),
            sentence.format(row=1, before=h[:60], after=unscrambled(h)[:60]),
            h[:80],
            "repaired",
        )
        for h in header
        if unscrambled(h) != h
    ]


def _columns(shown: list[str], header: list[str], body: list[list[str]]) -> list[SourceColumn]:
    names = unique_names([s or f"Q{n + 1}" for n, s in enumerate(shown)])
    cells = [[unscrambled(r[n].strip()) if n < len(r) else "" for r in body] for n in range(len(header))]
    starts = _runs(shown, cells)
    columns: list[SourceColumn] = []
    for n, name in enumerate(names):
        role = _ROLES.get(shown[n].casefold(), "respondent_key" if n == 0 and not shown[0] else "")
        column = SourceColumn(n, name, shown[n] or name, f"Q{n}", role=role, cells=(header[n],))
        if role in ("started", "submitted"):
            column = replace(column, declared=Declared(role, date=DatePlan("iso")))
        elif n in starts:
            column = _option(column, starts[n], shown[n], cells[n])
        elif not role:
            column = replace(column, declared=_joined(cells[n]))
        columns.append(column)
    return _together(columns)


def _runs(shown: list[str], cells: list[list[str]]) -> dict[int, int]:
    """Columns side by side that are options of one question, each with the first of them.

    An option that nobody chose is blank and stands among chosen ones; "Other" holds a text and stands last.
    """
    found: dict[int, int] = {}
    start, waiting = -1, 0
    for n, heading in enumerate(shown):
        filled = {plain(c) for c in cells[n] if c}
        if filled == {heading}:
            start = n - waiting if start < 0 else start
            found |= dict.fromkeys(range(n - waiting, n + 1), start)
            waiting = 0
        elif not filled and heading.casefold() not in _ROLES:
            waiting += 1
        elif start >= 0 and heading.casefold() in _OTHER:
            found |= dict.fromkeys(range(n - waiting, n + 1), start)
            start, waiting = -1, 0
        else:
            start, waiting = -1, 0
    return {n: s for n, s in found.items() if list(found.values()).count(s) > 1}


def _option(column: SourceColumn, start: int, words: str, cells: list[str]) -> SourceColumn:
    group = f"Q{start}"
    if words.casefold() in _OTHER:
        return replace(column, declared=Declared("text", other_of=group), code=f"{group}_other")
    declared = Declared("multiple", ticked=tuple(dict.fromkeys((words, *filter(None, cells)))))
    return replace(
        column, group=group, label=words, code=f"{group}_{column.position - start + 1}", declared=declared
    )


def _together(columns: list[SourceColumn]) -> list[SourceColumn]:
    """A question whose options stand alone above their columns has no words of its own but theirs."""
    labels: dict[str, list[str]] = {}
    for column in columns:
        if column.group:
            labels.setdefault(column.group, []).append(column.label)
    return [replace(c, group_text=" / ".join(labels[c.group])[:200]) if c.group else c for c in columns]


def _joined(cells: list[str]) -> Declared | None:
    """One column with the answers of a choice of several, parted by a stroke: the parts come back."""
    filled = [c for c in cells if c]
    for separator in _SEPARATORS:
        holding = [c for c in filled if len(parted(c, separator)) > 1]
        parts = [p for c in filled for p in parted(c, separator)]
        few = len(set(parts)) < len(set(filled)) and len(set(parts)) <= 0.5 * len(parts)
        if holding and len(holding) >= _SHARE * len(filled) and few and max(map(len, parts)) <= 80:
            return Declared("multiple", separator=separator)
    return None
