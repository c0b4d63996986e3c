"""The answers of a survey as a file for another program: CSV, XLSX, SPSS or Parquet, and back again.

A questionnaire stands beside the table (in it, for Parquet), so that an import needs to guess nothing. XLSX is
written with XlsxWriter, which writes rows as they come and needs no whole sheet in memory.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.progress import Progress, no_progress
from cxdesk.surveys.formats.own import ENDING, to_json
from exports.tables.answer_cells import companion, tokens_for
from exports.tables.answers import OutTable
from exports.writing import write_file

FORMATS: Final = (".csv", ".xlsx", ".sav", ".parquet")


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, the table first, and what has to be said about them."""

    files: tuple[Path, ...]
    rows: int
    columns: int
    notes: tuple[str, ...] = ()


def export(table: OutTable, path: Path, labels: bool = False, progress: Progress = no_progress) -> Written:
    """Write the table and what belongs beside it, each whole or not at all; `labels` writes words for numbers."""
    ending = path.suffix.lower()
    if ending not in FORMATS:
        sentence = _("“{name}” should end in .csv, .xlsx, .sav or .parquet.")
        raise UserError(sentence.format(name=path.name))
    writer: dict[str, Callable[[OutTable, Path, bool, Progress], Written]] = {
        ".csv": _csv,
        ".xlsx": _xlsx,
        ".sav": _sav,
        ".parquet": _parquet,
    }
    return writer[ending](table, path, labels, progress)


def _csv(table: OutTable, path: Path, labels: bool, progress: Progress) -> Written:
    from exports.tables import answer_files

    write_file(path, lambda part: answer_files.csv(table, part, labels, progress))
    return _done(table, path, _questionnaire(table, path, labels))


def _xlsx(table: OutTable, path: Path, labels: bool, progress: Progress) -> Written:
    from exports.tables import answer_files

    answer_files.fits_a_sheet(table)
    cut: list[str] = []
    write_file(path, lambda part: cut.extend(answer_files.xlsx(table, part, labels, progress)))
    return _done(table, path, _questionnaire(table, path, labels), tuple(cut))


def _parquet(table: OutTable, path: Path, labels: bool, progress: Progress) -> Written:
    from exports.tables import answer_files

    write_file(path, lambda part: answer_files.parquet(table, part, labels, progress))
    return _done(table, path, ())


def _sav(table: OutTable, path: Path, _labels: bool, progress: Progress) -> Written:
    from exports.tables import answer_sav

    made = answer_sav.planned(table)
    write_file(path, lambda part: answer_sav.write(made, part, progress))
    beside = write_file(path.with_name(path.name + ENDING), lambda part: _text(part, to_json(made.companion)))
    files = [beside]
    if syntax := answer_sav.syntax(made, path.name):
        files.append(write_file(path.with_suffix(".sps"), lambda part: _text(part, "\ufeff" + syntax)))
    return _done(table, path, tuple(files), made.notes)


def _questionnaire(table: OutTable, path: Path, labels: bool) -> tuple[Path, ...]:
    from exports.tables.answer_files import headings

    told = to_json(companion(table, headings(table), _tokens(table), labels))
    return (write_file(path.with_name(path.name + ENDING), lambda part: _text(part, told)),)


def _tokens(table: OutTable) -> dict[str, dict[int, str]]:
    words = dict(tokens_for(table))
    return {q.code: words for q in table.definition.questions}


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _done(table: OutTable, path: Path, beside: tuple[Path, ...], notes: tuple[str, ...] = ()) -> Written:
    return Written((path, *beside), table.rows, len(table.columns), table.notes + notes)
