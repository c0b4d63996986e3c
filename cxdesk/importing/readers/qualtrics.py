"""Qualtrics' CSV: three heading rows with import ids, or the older two with V1 to V10."""

import re
from collections import defaultdict
from dataclasses import replace
from typing import Final

from cxdesk.i18n import _
from cxdesk.importing.names import plain, squeezed, unique_names
from cxdesk.importing.plan import Declared, SourceColumn
from cxdesk.importing.readers import Layout, Sample

FORMAT = "qualtrics"

_IMPORT_ID: Final = re.compile(r"""["']ImportId["']\s*:\s*["']([^"']+)["']""")
_CHOICE_ID: Final = re.compile(r"""["']choiceId["']\s*:\s*["']?([^"',}]+)""")
_TIME_ZONE: Final = re.compile(r"""["']timeZone["']\s*:\s*["']([^"']+)["']""")
_QUESTION: Final = re.compile(r"(QID\d+)(.*)$")
_MADE: Final = re.compile(r"_[0-9a-f]{16,}\w*$|_?(Topics|Sentiment|Sentiment ?Score|Sentiment ?Polarity)$")

# What Qualtrics notes beside the answers: clicks, browsers, files that were sent.
_BESIDE: Final = re.compile(
    r"^QID\d+[_-]((FIRST|LAST)_CLICK|PAGE_SUBMIT|CLICK_COUNT|BROWSER|VERSION|OPERATING_SYSTEM|RESOLUTION|"
    r"FILE_(ID|NAME|SIZE|TYPE)|JAVA_SUPPORT|FLASH_VERSION|USER_AGENT)$",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(r"(QID\d+)[_-](-?\w+)[_-]TEXT$")

_ROLES: Final[dict[str, str]] = {
    "startdate": "started", "enddate": "submitted", "recordeddate": "leave_out", "status": "status",
    "finished": "finished", "responseid": "respondent_key", "recordid": "respondent_key",
    "userlanguage": "language", "distributionchannel": "channel",
    "externaldatareference": "account_key", "externalreference": "account_key",
    "panelexternaldatareference": "account_key",
    "progress": "leave_out", "duration": "leave_out", "durationinseconds": "leave_out",
    "responseset": "leave_out", "responsesetid": "leave_out",
    "ipaddress": "personal", "name": "personal", "emailaddress": "personal",
    "recipientlastname": "personal", "recipientfirstname": "personal", "recipientemail": "personal",
    "panelrecipientlastname": "personal", "panelrecipientfirstname": "personal", "panelrecipientemail": "personal",
    "locationlatitude": "personal", "locationlongitude": "personal", "locationaccuracy": "personal",
    "locationlocationlatitude": "personal", "locationlocationlongitude": "personal",
    "locationlocationaccuracy": "personal",
}  # fmt: skip


def signature(sample: Sample, header_rows: int | None = None) -> Layout | None:
    """Certain where the second or third row holds import ids; else by V1 to V10 over "ResponseID"."""
    row = next((n for n in (2, 1) if len(sample.records) > n and _has_ids(sample.records[n])), None)
    layout = _legacy(sample) if row is None else _current(sample, row)
    if layout is None or header_rows not in (None, layout.header_rows):
        return None
    return layout


def _has_ids(record: list[str]) -> bool:
    return any(_IMPORT_ID.search(cell) for cell in record[:50])


def _current(sample: Sample, row: int) -> Layout:
    width = sample.width
    records = [(r + [""] * (width - len(r)))[:width] for r in sample.records[: row + 1]]
    ids = [(_first(_IMPORT_ID, cell), _first(_CHOICE_ID, cell)) for cell in records[row]]
    zone = next((z for cell in records[row] if (z := _first(_TIME_ZONE, cell))), "")
    names = unique_names([plain(c) for c in records[0]])
    columns = []
    for n, (own, choice) in enumerate(ids):
        text = plain(records[1][n]) if row == 2 else names[n]
        # A tag that is used twice cannot be the code; the import id can.
        code = names[n] if records[0].count(records[0][n]) == 1 else own or names[n]
        column = SourceColumn(
            n, names[n] or own, text or names[n], code or own, own + (f"-{choice}" if choice else "")
        )
        columns.append(replace(_with_role(column, own, choice), cells=tuple(r[n] for r in records)))
    third = row == 2
    return Layout(
        "qualtrics",
        _("A Qualtrics export: three header rows, the third one holds import ids.")
        if third
        else _("A Qualtrics export: two header rows, the second one holds import ids."),
        row + 1,
        _("The third row holds Qualtrics’ import ids; the answers begin below it.")
        if third
        else _("The second row holds Qualtrics’ import ids; the answers begin below it."),
        tuple(_with_others(_grouped(columns))),
        zone,
    )


def _legacy(sample: Sample) -> Layout | None:
    if len(sample.records) < 2:
        return None
    first, second = ([plain(c) for c in r] for r in sample.records[:2])
    if first[:10] != [f"V{n}" for n in range(1, 11)] or "ResponseID" not in second[:10]:
        return None
    second = second + [""] * (len(first) - len(second))
    names = unique_names(first)
    columns = []
    for n, name in enumerate(names):
        own = second[n] if re.fullmatch(r"V\d+", name) else ""
        column = SourceColumn(n, own or name, second[n] or name, own or name, cells=(first[n], second[n]))
        columns.append(_with_role(column, own or name, ""))
    return Layout(
        "qualtrics",
        _("An older Qualtrics export: V1 to V10 stand above “ResponseID” and its companions."),
        2,
        _("The second row holds the questions; the answers begin below it."),
        tuple(_grouped(columns)),
    )


def _first(pattern: re.Pattern[str], cell: str) -> str:
    found = pattern.search(cell)
    return found.group(1).strip() if found else ""


def _with_role(column: SourceColumn, own: str, choice: str) -> SourceColumn:
    role = _ROLES.get(squeezed(own), "") or _ROLES.get(squeezed(column.header), "")
    if role and not own.startswith("QID"):
        return replace(column, role=role)
    if _BESIDE.match(own):
        return replace(column, role="leave_out")
    tail = own + " " + column.header
    if (
        re.search(r"_DO(_|$)|NPS_GROUP", tail)
        or _MADE.search(own)
        or _MADE.search(column.header.split(" - ")[-1])
    ):
        return replace(column, role="made")
    if re.search(r"[_-]TEXT$", own) or column.header.endswith("_TEXT"):
        return replace(column, role="text")
    return replace(column, group=_group(own, choice, column.header))


def _group(own: str, choice: str, header: str) -> str:
    """The question that a column is a part of, when its id says that it is a part."""
    found = _QUESTION.match(own)
    if found is None:
        parts = re.match(r"(.+)_-?\w+$", header)
        return parts.group(1) if parts and not own else ""
    if choice:
        return found.group(0)
    part = re.match(r"(.*)[-_]-?[\w.]+$", found.group(2))
    return found.group(1) + part.group(1) if part else ""


def _grouped(columns: list[SourceColumn]) -> list[SourceColumn]:
    """Stems and labels: "Which fruit?-Oranges" becomes a question with the part "Oranges"."""
    members: dict[str, list[SourceColumn]] = defaultdict(list)
    for column in columns:
        if column.group:
            members[column.group].append(column)
    stems = {g: _stem([c.text for c in own]) for g, own in members.items() if len(own) > 1}
    nps = {c.header.removesuffix("_NPS_GROUP") for c in columns if c.header.endswith("_NPS_GROUP")}
    result = []
    for column in columns:
        if column.header in nps:
            column = replace(column, role="nps", group="")
        elif column.group in stems:
            stem = stems[column.group]
            label = column.text[len(stem) :].lstrip(" -") if stem else column.text
            column = replace(column, group_text=stem or column.group, label=label or column.text)
        elif column.group:
            column = replace(column, group="")
        result.append(column)
    return result


def _with_others(columns: list[SourceColumn]) -> list[SourceColumn]:
    """ "Other, namely": a text that belongs to an option of a question in the file."""
    alone = {c.source_id: c.code for c in columns if c.role != "text"}
    result = []
    for column in columns:
        found = _OTHER.fullmatch(column.source_id) if column.role == "text" else None
        if found:
            parts = (c.group or c.code for c in columns if c.source_id in _names_of(*found.groups()))
            other_of = alone.get(found.group(1)) or next(parts, "")
            if other_of:
                column = replace(column, role="", declared=Declared("text", other_of=other_of))
        result.append(column)
    return result


def _names_of(question: str, choice: str) -> tuple[str, str]:
    return f"{question}-{choice}", f"{question}_{choice}"


def _stem(texts: list[str]) -> str:
    """What all texts begin with, up to the last dash in it."""
    first, last = min(texts), max(texts)
    length = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    at = first[:length].rfind("-")
    return first[:at].rstrip() if at > 0 else ""
