"""Lists of texts that were filled into a spreadsheet: which columns they have, and which cells can't be used."""

import re
from collections.abc import Mapping
from pathlib import Path

from cxdesk.errors import Problem, UserError
from cxdesk.i18n import LANGUAGES, _, folded, listed, number, words
from cxdesk.importing import detect, workbook
from cxdesk.importing.plan import Detection, key_of
from cxdesk.importing.spreadsheet import is_error, sentence
from cxdesk.progress import Progress

_SECOND = re.compile(r" \(\d+\)$")
_FORMULA_STARTS = ("=", "+", "-", "@")


def columns_of(path: Path, heads: Mapping[str, str], progress: Progress) -> tuple[Detection, dict[str, str]]:
    """What the file is, and its columns by the names of `heads`; without key and wording it is a UserError."""
    detection = detect.with_header_rows(detect.sniff(path, progress), 1)
    names = [_named(c.header, heads) for c in detection.columns]
    for name, head in heads.items():
        # One of the two would be read and the other passed over in silence; a reader numbers the second one.
        if name in [
            _named(_SECOND.sub("", c.header), heads) for c in detection.columns if _SECOND.search(c.header)
        ]:
            told = _(
                "“{name}” has the column “{column}” more than once. Leave the one that is meant and read it again."
            )
            raise UserError(told.format(name=path.name, column=_(head)))
    found = {name: key_of(c.position) for name, c in zip(names, detection.columns, strict=True)}
    if not {"key", "wording"} <= found.keys():
        key, wording = heads["key"], heads["wording"]
        raise UserError(
            _(
                "“{name}” has no columns “{key}” and “{wording}”. Write the list out anew and fill that in."
            ).format(name=path.name, key=_(key), wording=_(wording))
        )
    return detection, found


def of_the_sheet(detection: Detection) -> tuple[Problem, ...]:
    """What a person should know of a workbook's sheet: hidden rows, other sheets, cells that were merged."""
    if detection.container != "xlsx":
        return ()
    return workbook.problems(detection.path, detection.sheet)


def plain(cell: str) -> str:
    """The words, without the apostrophe that keeps a spreadsheet from running them."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(_FORMULA_STARTS) else text


def left_out(row: int, head: str, gone: tuple[str, ...]) -> Problem:
    """Tells of signs that nobody sees in the column `head`."""
    told = _("Row {row}: signs that nobody sees were left out: {signs}.")
    return Problem(row, _(head), told.format(row=number(row), signs=listed(gone)), "", "repaired")


def about_key(row: int, head: str, told: str, key: str) -> Problem:
    """A problem with the key of a row; `told` has places for {row} and {key}."""
    return Problem(row, _(head), told.format(row=number(row), key=key[:60]), key)


def unusable(row: int, head: str, cell: str, text: str, longest: int, too_long: str) -> Problem | None:
    """Why a cell of the column `head` can't be used, if it can't; `too_long` has places for {row} and {n}."""
    if is_error(cell):
        return Problem(row, _(head), sentence(row, _(head), cell), cell)
    if len(text) > longest:
        return Problem(row, "", too_long.format(row=number(row), n=number(len(text))), text[:60])
    return None


def _named(text: str, heads: Mapping[str, str]) -> str:
    for name, head in heads.items():
        if folded(text) in {folded(words(code).gettext(head)) for code in LANGUAGES}:
            return name
    return text
