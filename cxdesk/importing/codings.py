"""Codes that a coder filled into a spreadsheet: read, held against the sample, and told before anything is written."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from cxdesk.errors import Problem, UserError
from cxdesk.i18n import LANGUAGES, _, folded, number, words
from cxdesk.importing import body, detect
from cxdesk.importing.actions import Runs
from cxdesk.importing.found import Found
from cxdesk.importing.plan import key_of
from cxdesk.importing.spreadsheet import is_error, sentence
from cxdesk.planning.coding_queries import comments_for
from cxdesk.planning.coding_words import HEADS, code_of_cell, head
from cxdesk.progress import Progress, no_progress

_CONTEXT = "of a comment in a sample"


@dataclass(frozen=True, slots=True)
class Codes:
    """What a spreadsheet would write: a code for each comment by its number, `changed` of them against what is there.

    Rows that can't be used are in `problems`; blank cells change nothing.
    """

    codes: dict[int, str]
    changed: int
    blank: int
    problems: tuple[Problem, ...]


def read_codes(
    project: Runs, path: Path, coding_id: int, coder: int, progress: Progress = no_progress
) -> Codes:
    """Compare a spreadsheet with the sample; nothing is written and no formula is run."""
    detection = detect.with_header_rows(detect.sniff(path, progress), 1)
    heads = {_head(c.header): key_of(c.position) for c in detection.columns}
    if not {"key", "code"} <= heads.keys():
        raise UserError(
            _(
                "“{name}” has no columns “{key}” and “{code}”. Write the sample out anew and fill that in."
            ).format(name=path.name, key=head("key"), code=head("code"))
        )
    rows: list[tuple[int, str, str]] = []
    for batch in body.read(detection, Found(), progress):
        columns = [batch.frame[heads[name]].to_list() for name in ("key", "code")]
        rows += [
            (row, (key or "").strip(), text or "")
            for row, key, text in zip(batch.source_rows, *columns, strict=True)
        ]
    compared: Codes = project.read(_compared, rows, coding_id, coder)
    return compared


def _compared(session: Session, rows: list[tuple[int, str, str]], coding_id: int, coder: int) -> Codes:
    known = {c.id: c.code for c in comments_for(session, coding_id, coder)}
    codes: dict[int, str] = {}
    problems: list[Problem] = []
    blank = 0
    for row, key, cell in rows:
        if not key and not cell.strip():
            continue
        number_ = _number(key, coding_id, known)
        code = code_of_cell(cell)
        if number_ is None:
            problems.append(
                _problem(row, head("key"), _("Row {row}: “{key}” is no comment of this sample."), key)
            )
        elif number_ in codes:
            problems.append(_problem(row, head("key"), _("Row {row}: “{key}” comes a second time."), key))
        elif is_error(cell):
            problems.append(Problem(row, head("code"), sentence(row, head("code"), cell), cell))
        elif code is None:
            words_ = _("Row {row}: “{key}” is none of the intents. Write its number, 0 to 6.")
            problems.append(_problem(row, head("code"), words_, cell))
        elif not code:
            blank += 1
        else:
            codes[number_] = code
    changed = sum(1 for n, code in codes.items() if known[n] != code)
    return Codes(codes, changed, blank, tuple(problems))


def _number(key: str, coding_id: int, known: dict[int, str]) -> int | None:
    of, dash, unit = key.lstrip("'").upper().removeprefix("C").partition("-")
    if not dash or not (of.isdecimal() and unit.isdecimal()) or len(unit) > 18:
        return None
    return int(unit) if int(of) == coding_id and int(unit) in known else None


def _problem(row: int, column: str, words_: str, text: str) -> Problem:
    return Problem(row, column, words_.format(row=number(row), key=text.strip()[:60]), text)


def _head(text: str) -> str:
    for name, said in HEADS.items():
        if folded(text) in {folded(words(code).pgettext(_CONTEXT, said)) for code in LANGUAGES}:
            return name
    return text
