"""Wordings that a translator filled into a spreadsheet: read, compared, and listed before anything is written."""

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
from cxdesk.planning import wording
from cxdesk.planning.side_by_side import HEADS, Sentence, side_by_side
from cxdesk.planning.wording import LONGEST
from cxdesk.progress import Progress, no_progress

KEY_HEAD, WORDING_HEAD = HEADS["key"], HEADS["wording"]


@dataclass(frozen=True, slots=True)
class Change:
    """One wording that a spreadsheet would change, and whether an approval is lost by it."""

    row: int
    sentence: Sentence
    new: str

    @property
    def loses_approval(self) -> bool:
        """Whether somebody answered for the words that would go."""
        return bool(self.sentence.approved_by)


@dataclass(frozen=True, slots=True)
class Wordings:
    """What a spreadsheet would change; rows that can't be used are in `problems`, blank cells change nothing.

    `left_out` names the rows from which signs that nobody sees were taken.
    """

    changes: tuple[Change, ...]
    unchanged: int
    blank: int
    problems: tuple[Problem, ...]
    left_out: tuple[Problem, ...] = ()


def read_wordings(project: Runs, path: Path, progress: Progress = no_progress) -> Wordings:
    """Compare a spreadsheet with the file; nothing is written and no formula is run."""
    detection, heads = columns_of(path, HEADS, progress)
    rows: list[tuple[int, str, str]] = []
    found = Found()
    for batch in body.read(detection, found, progress):
        columns = [batch.frame[heads[name]].to_list() for name in ("key", "wording")]
        rows += [
            (row, (key or "").strip(), text or "")
            for row, key, text in zip(batch.source_rows, *columns, strict=True)
        ]
    compared: Wordings = project.read(_compared, rows)
    return replace(compared, left_out=(*of_the_sheet(detection), *compared.left_out))


def store_wordings(session: Session, changes: tuple[Change, ...]) -> int:
    """Write what was listed, as one step; changed words wait for somebody who answers for them."""
    for change in changes:
        kind, number_ = change.sentence.owner
        wording.write(session, kind, number_, change.sentence.field, change.sentence.language, change.new)
    return len(changes)


def _compared(session: Session, rows: list[tuple[int, str, str]]) -> Wordings:
    known: dict[str, Sentence] = {}
    wanted = {key.rpartition(":")[2] for _row, key, _text in rows} & set(LANGUAGES)
    for language in [None, *sorted(wanted)]:
        known |= {s.key: s for s in side_by_side(session, language)}
    changes: dict[str, Change] = {}
    problems: list[Problem] = []
    left_out: list[Problem] = []
    unchanged = blank = 0
    too_long = _("Row {row}: a sentence of {n} characters fits on no page.")
    for row, key, cell in rows:
        text, gone = without_unseen(plain(cell))
        text = text.strip()
        if gone:
            left_out.append(taken_out(row, WORDING_HEAD, gone))
        here = known.get(key)
        if not key and not text:
            continue
        if here is None:
            problems.append(
                about_key(row, KEY_HEAD, _("Row {row}: “{key}” is no sentence of this file."), key)
            )
        elif key in changes:
            problems.append(about_key(row, KEY_HEAD, _("Row {row}: “{key}” comes a second time."), key))
        elif problem := unusable(row, WORDING_HEAD, cell, text, LONGEST, too_long):
            problems.append(problem)
        elif not text:
            blank += 1
        elif same_words(text, here.text):
            unchanged += 1
        else:
            changes[key] = Change(row, here, text)
    return Wordings(tuple(changes.values()), unchanged, blank, tuple(problems), tuple(left_out))
