"""KoboToolbox and ODK: CSV and XLSX with group prefixes, choices of several in two ways, repeats as tables beside."""

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from cxdesk.errors import Problem
from cxdesk.i18n import _
from cxdesk.importing.names import plain, unique_names
from cxdesk.importing.plan import Declared, SourceColumn
from cxdesk.importing.readers import Layout, Sample
from cxdesk.surveys.formats.xlsform_types import TICKED, UNTICKED

FORMAT = "kobo"

# By the last part of a heading: a form may ask for the start inside a group.
_ROLES: Final[dict[str, str]] = {
    **dict.fromkeys(("_uuid", "KEY"), "respondent_key"),
    **dict.fromkeys(("_submission_time", "SubmissionDate", "_submission__submission_time"), "submitted"),
    "start": "started",
    **dict.fromkeys(("_parent_index", "PARENT_KEY", "_submission__uuid"), "identifier"),
    **dict.fromkeys(("_submitted_by", "_submission__submitted_by", "SubmitterID", "SubmitterName", "deviceid",
                     "DeviceID", "username", "phonenumber", "simserial", "subscriberid", "email", "imei",
                     "_geolocation"), "personal"),
    **dict.fromkeys(("_id", "_index", "_validation_status", "_notes", "_status", "__version__", "_version_", "_tags",
                     "_attachments", "_xform_id_string", "_bamboo_dataset_id", "formhub/uuid", "meta/instanceID",
                     "meta/rootUuid", "meta/deprecatedID", "meta/instanceName", "meta/audit", "meta-instanceID",
                     "meta-instanceName", "meta-audit", "instanceID", "instanceName", "rootUuid", "AttachmentsPresent",
                     "AttachmentsExpected", "Status", "ReviewState", "Edits", "FormVersion", "end", "today", "audit",
                     "_parent_table_name", "_submission__id", "_submission__validation_status", "_submission__notes",
                     "_submission__status", "_submission___version__", "_submission__tags"), "leave_out"),
}  # fmt: skip
# Those that a form asks for itself, so that they may stand in any of its groups.
_ANYWHERE: Final = frozenset(
    ("start", "end", "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid", "email", "imei",
     "audit", "instanceID", "instanceName", "rootUuid")
)  # fmt: skip
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d|\d{5}(\.\d+)?$")
_PLACE: Final = re.compile(r"_?(.+?)[_-](latitude|longitude|altitude|precision|accuracy)$", re.IGNORECASE)
_LINK: Final = re.compile(r"(SET-OF-.*|.*_URL)$")
_NAMES: Final = re.compile(r"[a-z0-9_.-]+(?: [a-z0-9_.-]+)*$")
_FEW: Final = 40
# What may stand between a question and an option; Kobo lets its users choose.
_SIGNS: Final = "/%.:|>"


def signature(sample: Sample, header_rows: int | None = None) -> Layout | None:
    """By the keys and times that Kobo and ODK put beside every response."""
    if not sample.records:
        return None
    depth = 2 if len(sample.records) > 2 and _are_tags(sample.records[1]) else 1
    header = [plain(cell) for cell in sample.records[0]]
    reason = _reason(set(header))
    if not reason or header_rows not in (None, depth):
        return None
    return Layout(
        FORMAT,
        reason,
        depth,
        _("The first row holds the names of the columns.")
        if depth == 1
        else _("The second row holds tags (“#…”); the answers begin below it."),
        tuple(_columns(header, sample.records[depth:])),
        time_zone="UTC",
        problems=tuple(_beside(sample)),
    )


def _reason(header: set[str]) -> str:
    if {"_index", "_parent_index"} <= header or {"KEY", "PARENT_KEY"} <= header:
        return _(
            "Answers that repeat within a response, out of KoboToolbox or ODK: one row for each of them."
        )
    if {"_uuid", "_submission_time"} <= header:
        return _("A KoboToolbox export: every response has “_uuid” and “_submission_time”.")
    if {"KEY", "SubmissionDate"} <= header:
        return _("An ODK export: every response has “KEY” and “SubmissionDate”.")
    return ""


def _are_tags(record: list[str]) -> bool:
    """Whether a row holds tags of the Humanitarian Exchange Language and nothing else."""
    filled = [cell for cell in record if cell.strip()]
    return bool(filled) and all(re.match(r"#[a-z]", cell) for cell in filled)


def _beside(sample: Sample) -> list[Problem]:
    """A sentence for each other table of an archive, so that none is dropped without a word; sheets have theirs."""
    sentence = _(
        "“{table}” is a table of its own, as repeated answers are. It was not read: choose it to import it too."
    )
    return [
        Problem(0, "", sentence.format(table=name))
        for name in sample.sheets
        if sample.member not in ("", name)
    ]


def _columns(header: list[str], body: list[list[str]]) -> list[SourceColumn]:
    names = unique_names(header)
    last = Counter(_last(name) for name in header)
    parents = _parents(header, body)
    places = {found.group(1) for name in header if (found := _PLACE.match(_inner(name)))}
    split = set(parents.values())
    keyed = bool({"_uuid", "KEY"} & set(header))
    columns = []
    for n, name in enumerate(names):
        end = _last(header[n])
        role = _ROLES.get(header[n]) or (_ROLES.get(end, "") if end in _ANYWHERE else "")
        if end in ("start", "end", "today") and not all(map(_MOMENT.match, _cells_of([n], body))):
            role = ""
        if end == "_index" and not keyed:
            role = "respondent_key"
        code = end if last[end] == 1 else header[n]
        column = SourceColumn(
            n, name or f"Q{n + 1}", end or name, code or f"Q{n + 1}", header[n], cells=(header[n],)
        )
        if role:
            columns.append(replace(column, role=role))
        elif _PLACE.match(_inner(header[n])) or _inner(header[n]) in places:
            columns.append(replace(column, role="personal"))
        elif _LINK.match(header[n]):
            columns.append(replace(column, role="leave_out"))
        elif n in parents:
            columns.append(_option(column, parents[n], last))
        elif header[n] in split:
            # The same answers again, all in one cell: counting both would count them twice.
            columns.append(replace(column, role="made"))
        else:
            columns.append(replace(column, declared=_joined([r[n] for r in body if n < len(r)])))
    return columns


def _inner(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def _last(name: str) -> str:
    """A heading without its groups; a dash parts them only where it stands between names."""
    end = _inner(name)
    return end.rsplit("-", 1)[-1] if re.fullmatch(r"[A-Za-z_][\w.]*(-[A-Za-z_][\w.]*)+", end) else end


def _option(column: SourceColumn, parent: str, last: Counter[str]) -> SourceColumn:
    label = column.source_id[len(parent) + 1 :]
    stem = _last(parent)
    return replace(
        column,
        text=f"{stem} – {label}",
        code=f"{stem}_{label}"[:60],
        group=stem if last[stem] < 2 else parent,
        group_text=stem,
        label=label,
        declared=Declared("multiple", ticked=TICKED, unticked=UNTICKED),
    )


def _parents(header: list[str], body: list[list[str]]) -> dict[int, str]:
    """The question of each column that stands for one option: a heading that goes on after that of a question.

    Where the joined column was left out of the export, several columns of 0 and 1 with one beginning are that.
    """
    known = set(header)
    found = {}
    for n, name in enumerate(header):
        # A label may hold a stroke itself, so the longest heading that is a column of its own is the question.
        cuts = [i for i, sign in enumerate(name) if sign in _SIGNS]
        parent = next((name[:i] for i in reversed(cuts) if name[:i] in known), None)
        if parent is not None and _cells_of([n], body) <= {*TICKED, *UNTICKED}:
            found[n] = parent
    stems: dict[str, list[int]] = {}
    for n, name in enumerate(header):
        if "/" in name and n not in found:
            stems.setdefault(name.rsplit("/", 1)[0], []).append(n)
    for stem, own in stems.items():
        if len(own) > 1 and stem not in known and _cells_of(own, body) in ({"0", "1"}, {"False", "True"}):
            found |= dict.fromkeys(own, stem)
    return found


def _cells_of(positions: list[int], body: list[list[str]]) -> set[str]:
    return {r[n].strip() for n in positions for r in body if n < len(r)} - {""}


def _joined(cells: list[str]) -> Declared | None:
    """A cell with the names of several answers, spaces between them: names come back again and again."""
    filled = [c.strip() for c in cells if c.strip()]
    several = [c for c in filled if " " in c]
    if len(several) < 2 or not all(_NAMES.match(c) for c in filled):
        return None
    words = Counter(w for c in filled for w in c.split())
    unlike = all(len(set(c.split())) == len(c.split()) for c in filled)
    if (
        not unlike
        or len(words) > _FEW
        or sum(words.values()) < 2 * len(words)
        or not any("_" in w for w in words)
    ):
        return None
    return Declared("multiple", separator=" ")
