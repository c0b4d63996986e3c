"""Wordings that a translator filled into a spreadsheet: read, compared, and listed before anything is written."""

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
from cxdesk.planning import wording
from cxdesk.planning.side_by_side import HEADS, Sentence, side_by_side
from cxdesk.planning.wording import LONGEST
from cxdesk.progress import Progress, no_progress

KEY_HEAD, WORDING_HEAD = HEADS["key"], HEADS["wording"]
_FORMULA_STARTS = ("=", "+", "-", "@")


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
    detection = detect.with_header_rows(detect.sniff(path, progress), 1)
    heads = {_head(c.header): key_of(c.position) for c in detection.columns}
    if not {"key", "wording"} <= heads.keys():
        raise UserError(
            _(
                "“{name}” has no columns “{key}” and “{wording}”. Write the list out anew and fill that in."
            ).format(name=path.name, key=_(KEY_HEAD), wording=_(WORDING_HEAD))
        )
    rows: list[tuple[int, str, str]] = []
    found = Found()
    for batch in body.read(detection, found, progress):
        columns = [batch.frame[heads[name]].to_list() for name in ("key", "wording")]
        rows += [
            (row, (key or "").strip(), text or "")
            for row, key, text in zip(batch.source_rows, *columns, strict=True)
        ]
    compared: Wordings = project.read(_compared, rows)
    return compared


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
    for row, key, cell in rows:
        text, gone = without_unseen(plain(cell))
        text = text.strip()
        if gone:
            words_ = _("Row {row}: signs that nobody sees were left out: {signs}.")
            told = words_.format(row=number(row), signs=listed(gone))
            left_out.append(Problem(row, _(WORDING_HEAD), told, "", "repaired"))
        here = known.get(key)
        if not key and not text:
            continue
        if here is None:
            problems.append(_problem(row, _("Row {row}: “{key}” is no sentence of this file."), key))
        elif key in changes:
            problems.append(_problem(row, _("Row {row}: “{key}” comes a second time."), key))
        elif is_error(cell):
            problems.append(Problem(row, _(WORDING_HEAD), sentence(row, _(WORDING_HEAD), cell), cell))
        elif len(text) > LONGEST:
            words_ = _("Row {row}: a sentence of {n} characters fits on no page.")
            problems.append(Problem(row, "", words_.format(row=number(row), n=number(len(text))), text[:60]))
        elif not text:
            blank += 1
        elif same_words(text, here.text):
            unchanged += 1
        else:
            changes[key] = Change(row, here, text)
    return Wordings(tuple(changes.values()), unchanged, blank, tuple(problems), tuple(left_out))


def _problem(row: int, words_: str, key: str) -> Problem:
    return Problem(row, _(KEY_HEAD), words_.format(row=number(row), key=key[:60]), key)


def plain(cell: str) -> str:
    """The words, without the apostrophe that keeps a spreadsheet from running them."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(_FORMULA_STARTS) else text


def _head(text: str) -> str:
    for name, head in HEADS.items():
        if folded(text) in {folded(words(code).gettext(head)) for code in LANGUAGES}:
            return name
    return text
