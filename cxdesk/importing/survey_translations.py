"""Translations of a survey that were filled into a spreadsheet: read, compared, and listed before anything is written."""

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from cxdesk.errors import Problem
from cxdesk.i18n import LANGUAGES, _
from cxdesk.importing import body
from cxdesk.importing.actions import Runs
from cxdesk.importing.filled_texts import about_key, columns_of, of_the_sheet, plain, unusable
from cxdesk.importing.filled_texts import left_out as taken_out
from cxdesk.importing.found import Found
from cxdesk.importing.unseen import same_words, without_unseen
from cxdesk.progress import Progress, no_progress
from cxdesk.responses.staff import withheld_questions
from cxdesk.surveys.described import described
from cxdesk.surveys.translations import HEADS, LONGEST, Line, is_long, lines, store

KEY_HEAD, WORDING_HEAD = HEADS["key"], HEADS["wording"]


@dataclass(frozen=True, slots=True)
class Change:
    """One text that a spreadsheet would change; `translated_from` are the source words that stood beside it there."""

    row: int
    line: Line
    new: str
    translated_from: str = ""

    @property
    def flags(self) -> tuple[str, ...]:
        """What would be said of it once it is written: "stale" where its source has changed since, "long"."""
        long = is_long(self.line.place.part, self.line.source, self.new)
        return (*(("stale",) if self.translated_from else ()), *(("long",) if long else ()))


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
    detection, heads = columns_of(path, HEADS, progress)
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
    return replace(compared, left_out=(*of_the_sheet(detection), *compared.left_out))


def lines_shown(session: Session, survey_id: int, language: str, source: str = "") -> list[Line]:
    """Every text of a survey in two languages, without answers that are withheld names of staff."""
    survey = described(session, survey_id)
    staff = withheld_questions(session, survey_id, survey)
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
    too_long = _("Row {row}: a text of {n} characters is too long for a questionnaire.")
    for row, key, cell, beside in rows:
        text, gone = without_unseen(plain(cell))
        text = text.strip()
        if not key and not text:
            continue
        if gone:
            left_out.append(taken_out(row, WORDING_HEAD, gone))
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
            problems.append(about_key(row, KEY_HEAD, told, key))
        elif key in seen:
            problems.append(about_key(row, KEY_HEAD, _("Row {row}: “{key}” comes a second time."), key))
        elif problem := unusable(row, WORDING_HEAD, cell, text, LONGEST, too_long):
            problems.append(problem)
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
