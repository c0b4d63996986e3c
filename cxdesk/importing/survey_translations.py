"""Translations of a survey that were filled into a spreadsheet: read, compared, and listed before anything is written."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from cxdesk.errors import Problem, UserError
from cxdesk.i18n import LANGUAGES, _, folded, listed, number, words
from cxdesk.importing import body, detect
from cxdesk.importing.actions import Runs
from cxdesk.importing.found import Found
from cxdesk.importing.plan import key_of
from cxdesk.importing.spreadsheet import is_error, sentence
from cxdesk.importing.unseen import same_words, without_unseen
from cxdesk.importing.wordings import plain
from cxdesk.progress import Progress, no_progress
from cxdesk.responses.staff import withheld
from cxdesk.surveys.described import described
from cxdesk.surveys.translations import HEADS, LONGEST, Line, lines, store

KEY_HEAD, WORDING_HEAD = HEADS["key"], HEADS["wording"]


@dataclass(frozen=True, slots=True)
class Change:
    """One text that a spreadsheet would change; `translated_from` are the source words that stood beside it there."""

    row: int
    line: Line
    new: str
    translated_from: str = ""


@dataclass(frozen=True, slots=True)
class Translations:
    """What a spreadsheet would change; rows that can't be used are in `problems`, blank cells change nothing."""

    changes: tuple[Change, ...]
    unchanged: int
    blank: int
    problems: tuple[Problem, ...]
    left_out: tuple[Problem, ...] = ()


def read_translations(
    project: Runs,
    survey_id: int,
    language: str,
    path: Path,
    source: str = "",
    progress: Progress = no_progress,
) -> Translations:
    """Compare a spreadsheet with the survey; nothing is written and no formula is run."""
    detection = detect.with_header_rows(detect.sniff(path, progress), 1)
    heads = {_head(c.header): key_of(c.position) for c in detection.columns}
    if not {"key", "wording"} <= heads.keys():
        raise UserError(
            _(
                "“{name}” has no columns “{key}” and “{wording}”. Write the list out anew and fill that in."
            ).format(name=path.name, key=_(KEY_HEAD), wording=_(WORDING_HEAD))
        )
    rows: list[tuple[int, str, str, str]] = []
    for batch in body.read(detection, Found(), progress):
        blank = [""] * len(batch.source_rows)
        columns = [
            batch.frame[heads[n]].to_list() if n in heads else blank for n in ("key", "wording", "source")
        ]
        rows += [
            (row, (key or "").strip(), text or "", beside or "")
            for row, key, text, beside in zip(batch.source_rows, *columns, strict=True)
        ]
    compared: Translations = project.read(_compared, survey_id, language, source, rows)
    return compared


def lines_shown(session: Session, survey_id: int, language: str, source: str = "") -> list[Line]:
    """Every text of a survey in two languages, without answers that are withheld names of staff."""
    survey = described(session, survey_id)
    hidden = {str(item) for item in withheld(session, survey_id)}
    staff = {q.code for q in survey.questions if any(i.key in hidden for i in q.items)}
    return [
        line
        for line in lines(survey, language, source)
        if not (line.place.part == "choice" and line.place.question in staff)
    ]


def store_translations(
    session: Session, survey_id: int, language: str, changes: tuple[Change, ...], source: str = ""
) -> int:
    """Write what was listed, as one step."""
    return store(
        session, survey_id, language, {c.line.place.path: c.new for c in changes}, source,
        {c.line.place.path: c.translated_from for c in changes if c.translated_from},
    )  # fmt: skip


def _compared(
    session: Session, survey_id: int, language: str, source: str, rows: list[tuple[int, str, str, str]]
) -> Translations:
    known = {line.key: line for line in lines_shown(session, survey_id, language, source)}
    changes: dict[str, Change] = {}
    problems: list[Problem] = []
    left_out: list[Problem] = []
    seen: set[str] = set()
    unchanged = blank = 0
    for row, key, cell, beside in rows:
        text, gone = without_unseen(plain(cell))
        text = text.strip()
        if not key and not text:
            continue
        if gone:
            told = _("Row {row}: signs that nobody sees were left out: {signs}.")
            left_out.append(
                Problem(
                    row, _(WORDING_HEAD), told.format(row=number(row), signs=listed(gone)), "", "repaired"
                )
            )
        here = known.get(key)
        if here is None:
            tail = key.rpartition(":")[2]
            other = tail in LANGUAGES and tail != language
            told = (
                _("Row {row}: “{key}” is of another language than the one that is read back.")
                if other
                else _(
                    "Row {row}: “{key}” is no text of this survey. Leave the first column as it was written out."
                )
            )
            problems.append(_problem(row, told, key))
        elif key in seen:
            problems.append(_problem(row, _("Row {row}: “{key}” comes a second time."), key))
        elif is_error(cell):
            problems.append(Problem(row, _(WORDING_HEAD), sentence(row, _(WORDING_HEAD), cell), cell))
        elif len(text) > LONGEST:
            told = _("Row {row}: a text of {n} characters is too long for a questionnaire.")
            problems.append(Problem(row, "", told.format(row=number(row), n=number(len(text))), text[:60]))
        elif not text:
            blank += 1
        elif same_words(text, here.text):
            unchanged += 1
        else:
            before = plain(beside).strip()
            older = before if before and not same_words(before, here.source) else ""
            changes[key] = Change(row, here, text, older)
        seen.add(key)
    return Translations(tuple(changes.values()), unchanged, blank, tuple(problems), tuple(left_out))


def _problem(row: int, told: str, key: str) -> Problem:
    return Problem(row, _(KEY_HEAD), told.format(row=number(row), key=key[:60]), key)


def _head(text: str) -> str:
    for name, head in HEADS.items():
        if folded(text) in {folded(words(code).gettext(head)) for code in LANGUAGES}:
            return name
    return text
