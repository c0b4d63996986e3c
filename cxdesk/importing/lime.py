"""LimeSurvey's files that are XML: questionnaires (.lss), answers (.lsr), and both in one archive (.lsa)."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import ParseError

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.importing import archive, source
from cxdesk.importing.ladders import with_scales
from cxdesk.importing.plan import Detection
from cxdesk.importing.readers import Sample
from cxdesk.importing.records import SAMPLE_RECORDS
from cxdesk.importing.table import ROWS_PER_BATCH, Batch, frame_of, rows_from
from cxdesk.progress import Progress, no_progress
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.formats import limesurvey
from cxdesk.surveys.formats.limesurvey_types import UNSEEN
from cxdesk.surveys.formats.xml import MOST_BYTES, damaged, hostile

CONTAINER: Final = "lsr"

# A person's own archive with a questionnaire beside a table is read for the table.
_TABLES: Final = frozenset(ending.removeprefix(".") for ending in archive.TABLES)
_ANSWER: Final = re.compile(r"\d+X\d+X\d+")


def is_answers(path: Path, start: bytes) -> bool:
    """Whether a file holds LimeSurvey's answers as XML, on their own or in its archive."""
    if limesurvey.is_document(start, "Responses"):
        return True
    return start.startswith(b"PK") and "lss" in (ends := _endings(path)) and not ends & _TABLES


def is_questionnaire(path: Path, start: bytes) -> bool:
    """Whether a file holds a LimeSurvey questionnaire and no answers."""
    ends = _endings(path) if start.startswith(b"PK") else set()
    return limesurvey.is_lss(start) or ("lss" in ends and not ends & {"lsr", *_TABLES})


def read_questionnaire(path: Path) -> Definition:
    """The questionnaire in an .lss, or in an archive without answers."""
    found = _definition_in(path)
    return found or with_scales(limesurvey.parse(source.open_file(path), path.name))


def sample(path: Path, sheet: str | None = None, progress: Progress = no_progress) -> Sample:
    """The first answers; an archive brings its questionnaire along."""
    progress(0, 1, _("Reading the file"))
    names, rows = _table(path)
    native = {"definition": _definition_in(path)}
    progress(1, 1, _("Reading the file"))
    records = [list(names), *(list(r) for r in rows[:SAMPLE_RECORDS])]
    return Sample(path, CONTAINER, records, rows=len(rows) + 1, native=MappingProxyType(native))


def batches(detection: Detection, progress: Progress = no_progress) -> Iterator[Batch]:
    """The answers; each `row` of the XML is one, counted from 2 as if the names stood in a first row."""
    names, rows = _table(detection.path)
    for at in range(0, len(rows), ROWS_PER_BATCH):
        progress(at, len(rows), _("Reading the rows"))
        part = [list(r) for r in rows[at : at + ROWS_PER_BATCH]]
        yield Batch(frame_of(part, len(names)), rows_from(at + 2, len(part)))
    progress(len(rows), len(rows), _("Reading the rows"))


def _inside(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as book:
            return book.namelist()
    except archive.BROKEN:
        return []


def _endings(path: Path) -> set[str]:
    return {m.lower().rsplit(".", 1)[-1] for m in _inside(path)}


def _member(path: Path, ending: str) -> str | None:
    """The file inside with that ending; timings and tokens have others."""
    return next((m for m in archive.members(path) if m.lower().endswith(ending)), None)


def _definition_in(path: Path) -> Definition | None:
    if not _inside(path):
        return None
    member = _member(path, ".lss")
    return with_scales(limesurvey.parse(archive.read(path, member), member)) if member else None


def _table(path: Path) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    if not _inside(path):
        return _parsed(source.open_file(path), path.name)
    member = _member(path, ".lsr")
    if member is None:
        sentence = _(
            "“{name}” holds a LimeSurvey questionnaire but no answers (.lsr). Export the answers too."
        )
        raise UserError(sentence.format(name=path.name))
    return _parsed(archive.read(path, member), member)


def _parsed(data: bytes, name: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Names of columns and rows; an answer that is not in a row was never shown.

    Read as a stream, so that a long file is held once as text and never as a tree.
    """
    import defusedxml.ElementTree
    from defusedxml.common import DefusedXmlException

    if len(data) > MOST_BYTES:
        sentence = _("“{name}” is XML too large to read. Export the answers as CSV.")
        raise UserError(sentence.format(name=name))
    names: list[str] = []
    rows: list[tuple[str, ...]] = []
    try:
        for _event, element in defusedxml.ElementTree.iterparse(io.BytesIO(data), forbid_dtd=True):
            if element.tag == "fieldname":
                names.append((element.text or "").strip())
            elif element.tag == "row":
                # XML names cannot begin with a digit, so LimeSurvey puts a line before them.
                told = {cell.tag.removeprefix("_"): cell.text or "" for cell in element}
                names += [n for n in told if n not in names] if not names else []
                rows.append(tuple(told.get(n, UNSEEN if _ANSWER.match(n) else "") for n in names))
                element.clear()
    except DefusedXmlException as error:
        raise UserError(hostile(name)) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UserError(damaged(name)) from error
    if not names:
        raise UserError(_("There is no answer in “{name}”.").format(name=name))
    return tuple(names), tuple(rows)
