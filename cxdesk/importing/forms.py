"""Workbooks that are XLSForms: which ones are, and their sheets handed to the parser as text."""

import re
import zipfile
from pathlib import Path
from typing import Final

from cxdesk.errors import UserError
from cxdesk.importing import archive, workbook
from cxdesk.importing.child import is_zip
from cxdesk.importing.ladders import with_scales
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.formats import xlsform
from cxdesk.surveys.formats.xlsform_sheets import is_survey

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAME: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\bname=\"([^\"]*)\"")
_MOST: Final = 1_000_000


def is_form(path: Path, start: bytes) -> bool:
    """Whether a workbook has a sheet "survey" whose columns are those of an XLSForm, or one "choices" beside it."""
    if not start.startswith((b"PK", _OLE)):
        return False
    names = _names(path)
    if "survey" not in names:
        return False
    return "choices" in names or is_survey(_sheet(path, names["survey"])[0])


def read(path: Path) -> Definition:
    """The questionnaire in a workbook; one that is damaged or would unpack to something huge is refused as such."""
    names = _names(path)
    survey = [list(row) for row in workbook.open_sheet(path, names["survey"]).frame.rows()]
    sheets: dict[str, list[list[str]]] = {
        n: _sheet(path, names[n]) for n in ("choices", "settings") if n in names
    }
    sheets["survey"] = survey
    return with_scales(xlsform.parse(sheets, path.name))


def _names(path: Path) -> dict[str, str]:
    """The sheets by their names in small letters, for makers write them in any; the first of two alike counts."""
    found: dict[str, str] = {}
    for name in _written_names(path):
        found.setdefault(name.casefold(), name)
    return found


def _written_names(path: Path) -> list[str]:
    """The names of the sheets; those of an .xlsx are read without opening it as a workbook."""
    try:
        if is_zip(path):
            with zipfile.ZipFile(path) as book:
                if "xl/workbook.xml" in book.namelist():
                    with book.open("xl/workbook.xml") as part:
                        return [n.decode("utf-8", "replace") for n in _NAME.findall(part.read(_MOST))]
                if "content.xml" not in book.namelist():
                    return []
    except archive.BROKEN:
        return []
    try:
        return list(workbook.open_sheet(path, "").names)
    except UserError:
        return []


def _sheet(path: Path, name: str) -> list[list[str]]:
    """A sheet as rows of text; an empty one has a row without cells."""
    try:
        return [list(row) for row in workbook.open_sheet(path, name).frame.rows()] or [[]]
    except UserError:
        return [[]]
