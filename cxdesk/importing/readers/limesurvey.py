"""LimeSurvey's answers: CSV with codes or full texts above, VV with tabs and two heading rows, and .lsr."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from cxdesk.i18n import _
from cxdesk.importing import lime
from cxdesk.importing.names import plain, squeezed, unique_names
from cxdesk.importing.plan import DatePlan, Declared, SourceColumn
from cxdesk.importing.readers import Layout, Sample
from cxdesk.responses.schema import NOT_SHOWN, SKIPPED
from cxdesk.surveys.formats.limesurvey_types import NO, UNSEEN, YES

FORMAT = "limesurvey"

# Headings of facts as codes and as the words of English, German, Dutch and French exports.
_ROLES: Final[dict[str, str]] = {
    **dict.fromkeys(("id", "responseid", "antwortid", "antwoordid", "idderéponse", "idréponse"), "respondent_key"),
    **dict.fromkeys(("submitdate", "datesubmitted", "datumabgeschickt", "datumverzonden", "datumingediend",
                     "datedesoumission"), "submitted"),
    **dict.fromkeys(("startlanguage", "startsprache", "starttaal", "languedudépart", "languededépart"), "language"),
    **dict.fromkeys(("startdate", "datestarted", "datumgestartet", "begindatum", "datedelancement"), "started"),
    **dict.fromkeys(("lastpage", "letzteseite", "laatstepagina", "dernièrepage", "seed", "zufallsstartwert", "zufallsgeneratorstartwert",
                     "datestamp", "datelastaction", "datumletzteaktivität", "refurl", "referrerurl", "referrer",
                     "interviewtime", "totaltime", "gesamtzeit"), "leave_out"),
    **dict.fromkeys(("ipaddr", "ipaddress", "ipadresse", "token", "accesscode", "zugangscode", "zugangsschlüssel",
                     "firstname", "lastname", "email"), "personal"),
}  # fmt: skip
_TIMES: Final = re.compile(r"(groupTime\d+|\w+Time|(Group|Question) time: .*)$")
_CODED_TEXT: Final = re.compile(r"(\w+(?:\[[^\[\]]+\]){0,2})\. (.+)$", re.DOTALL)
_BRACKETED: Final = re.compile(r"(.+?)\s*\[([^\[\]]+)\](?:\[([^\[\]]+)\])?$", re.DOTALL)
_LINED: Final = re.compile(r"([A-Za-z][A-Za-z0-9]*)_(.+)$")
_NUMBERED: Final = re.compile(r"(\d+X\d+X\d+)(\D.*)?$")
_OTHER: Final = frozenset(
    ("other", "sonstiges", "andere", "anders", "autre", "egyéb", "інше", "سایر", "comment", "kommentar", "opmerking")
)  # fmt: skip
_DAYS: Final = ("1980-01-01 00:00:00", "1980-01-01 00:00", "1980-01-01")
# The day that stands for every day in an anonymised survey, and a time that never was.
_NO_MOMENT: Final = (*((day, SKIPPED) for day in _DAYS), (UNSEEN, NOT_SHOWN))
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?)?$")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z-]+)?$")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading taken apart: the code of the column, its words, the question it belongs to and its part of it."""

    code: str
    text: str
    stem: str = ""
    part: str = ""


def signature(sample: Sample, header_rows: int | None = None) -> Layout | None:
    """By LimeSurvey's own facts in front of the answers, as codes or as words; its XML by its container."""
    if sample.container == lime.CONTAINER:
        return _layout(sample, 1, sample.records[0], sample.records[0])
    for row in (1, 0):
        if len(sample.records) > row and _has_codes(sample.records[row]) and header_rows in (None, row + 1):
            return _layout(sample, row + 1, sample.records[row], sample.records[0])
    if header_rows in (None, 1) and (_has_words(sample.records[0]) or _looks_alike(sample.records)):
        return _layout(sample, 1, sample.records[0], sample.records[0])
    return None


def _has_codes(names: list[str]) -> bool:
    own = {n.strip().casefold().split(". ")[0] for n in names}
    # Its own number under code and words at once is LimeSurvey's alone, whatever else was exported.
    first = names[0].strip().casefold() if names else ""
    return {"submitdate", "lastpage", "startlanguage"} <= own or first == "id. response id"


def _has_words(names: list[str]) -> bool:
    roles = [_ROLES.get(squeezed(n)) for n in names[:12]]
    return (
        roles[:1] == ["respondent_key"]
        and "submitted" in roles
        and "language" in roles
        and "leave_out" in roles
    )


def _looks_alike(records: list[list[str]]) -> bool:
    """Headings in a language we do not know, above cells that only LimeSurvey has in this order."""
    body = [r for r in records[1:50] if len(r) > 4]
    return len(body) > 1 and all(
        r[0].isdecimal()
        and _MOMENT.match(r[1])
        and (r[2] == "" or r[2].isdecimal())
        and _LANGUAGE.match(r[3])
        and r[4].lstrip("-").isdecimal()
        and len(r[4]) > 4
        for r in body
    )


def _layout(sample: Sample, header_rows: int, codes: list[str], texts: list[str]) -> Layout:
    if not (_has_codes(codes) or _has_words(codes)) and sample.container != lime.CONTAINER:
        codes = ["id", "submitdate", "lastpage", "startlanguage", "seed", *codes[5:]]
    width = max(len(codes), len(texts))
    codes, texts = ([plain(c) for c in row] + [""] * (width - len(row)) for row in (codes, texts))
    headings = _parted([_heading(c, t) for c, t in zip(codes, texts, strict=True)])
    names = unique_names([h.code or f"Q{n + 1}" for n, h in enumerate(headings)])
    head = [r + [""] * (width - len(r)) for r in sample.records[:header_rows]]
    columns = [_column(n, names[n], h, tuple(plain(row[n]) for row in head)) for n, h in enumerate(headings)]
    columns = _with_options(columns, sample.records[header_rows:])
    reason, header_reason = _reasons(sample, header_rows)
    return Layout(
        FORMAT,
        reason,
        header_rows,
        header_reason,
        tuple(columns),
        definition=sample.native.get("definition"),
        cleaning=("braces",) if header_rows == 2 else (),
    )


def _reasons(sample: Sample, header_rows: int) -> tuple[str, str]:
    if sample.container == lime.CONTAINER:
        header = _("The names of the columns are in the file.")
        if sample.native.get("definition") is not None:
            return _("A LimeSurvey archive: its answers together with its questionnaire."), header
        return _(
            "LimeSurvey’s own file of answers (.lsr). Give its questionnaire (.lss) along to see its words."
        ), header
    if header_rows == 2:
        return (
            _("A LimeSurvey VV export: words in the first row, codes in the second."),
            _("The second row holds the codes of the columns; the answers begin below it."),
        )
    return (
        _(
            "A LimeSurvey export: it begins with its response number, the day of sending, last page and language."
        ),
        _("The first row holds the names of the columns."),
    )


def _heading(code: str, text: str) -> _Heading:
    found = _CODED_TEXT.match(code)
    if found and _CODED_TEXT.match(text):
        code, text = found.groups()
    return _Heading(code, text)


def _parted(headings: list[_Heading]) -> list[_Heading]:
    """Stem and part of each heading; words alone have parts only where several columns share the stem."""
    found = [replace(h, stem=stem, part=part) for h in headings for stem, part in (_parts(h.code),)]
    count = Counter(h.stem for h in found)
    return [
        replace(h, stem="", part="") if h.stem and count[h.stem] < 2 and not _is_beside(h.part) else h
        for h in found
    ]


def _parts(code: str) -> tuple[str, str]:
    if _ROLES.get(squeezed(code)):
        return "", ""
    if found := _NUMBERED.match(code):
        return (found.group(1), found.group(2)) if found.group(2) else ("", "")
    if found := _BRACKETED.match(code):
        stem, part, scale = found.groups()
        return (f"{stem}[{scale}]" if scale else stem), part
    if found := _LINED.match(code):
        return found.group(1), found.group(2)
    return "", ""


def _is_beside(part: str) -> bool:
    """Whether a part is the text beside a question: its "other, namely", or a comment."""
    return part.casefold() in _OTHER or part.endswith("comment")


def _column(position: int, name: str, heading: _Heading, cells: tuple[str, ...]) -> SourceColumn:
    role = _ROLES.get(squeezed(heading.code), "") or ("leave_out" if _TIMES.fullmatch(heading.code) else "")
    text = heading.text or heading.code
    column = SourceColumn(position, name, text, heading.code or name, heading.code, role, cells=cells)
    if role in ("submitted", "started"):
        told = Declared(role, date=DatePlan("iso"), blanks=_NO_MOMENT, tells_finished=role == "submitted")
        return replace(column, declared=told)
    if role:
        return column
    column = replace(column, blanks=((UNSEEN, NOT_SHOWN),))
    part = heading.part
    if part == "filecount":
        return replace(column, role="leave_out", blanks=())
    if _is_beside(part):
        return replace(column, declared=Declared("text", other_of=heading.stem))
    if heading.stem:
        found = _BRACKETED.match(text)
        stem, label = (found.group(1), found.group(2)) if found else (heading.stem, part)
        return replace(column, group=heading.stem, group_text=stem, label=label)
    return column


def _with_options(columns: list[SourceColumn], body: list[list[str]]) -> list[SourceColumn]:
    """Options of a choice of several say "N/A" when not shown, and may be converted to 1 for yes, 2 for no."""
    groups: dict[str, list[int]] = {}
    for column in columns:
        if column.group:
            groups.setdefault(column.group, []).append(column.position)
    result = list(columns)
    for places in groups.values():
        values = {r[n].strip() for n in places for r in body if n < len(r)} - {"", UNSEEN, "N/A"}
        if len(places) < 2 or not values or not values <= {*YES, *NO}:
            continue
        if values & set(NO):
            declared = Declared("multiple", ticked=YES, unticked=NO, blanks=(("N/A", NOT_SHOWN),))
            for n in places:
                result[n] = replace(result[n], declared=declared)
        else:
            for n in places:
                result[n] = replace(result[n], blanks=(*result[n].blanks, ("N/A", NOT_SHOWN)))
    return result
