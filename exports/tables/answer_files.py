"""Answers written as CSV, XLSX and Parquet; the target is a part file that takes its place when it is whole."""

from io import BytesIO
from pathlib import Path
from typing import Any, Final

import polars as pl

from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number
from cxdesk.importing.parquet_text import REASON
from cxdesk.importing.readers.own import escaped
from cxdesk.progress import Progress
from cxdesk.responses.schema import ANSWERED, DECLARED
from cxdesk.surveys.formats.own import to_json
from exports.tables.answer_cells import cells, companion, reasons, tokens_for, written_choices
from exports.tables.answers import OutColumn, OutTable

ROWS: Final = 65_536
SHEET_ROWS: Final = 1_048_575
SHEET_COLUMNS: Final = 16_384
LONGEST_CELL: Final = 32_767


def headings(table: OutTable) -> dict[str, str]:
    """Each column's name as the file has it: a name can look like a formula too."""
    names = pl.DataFrame({"n": [c.name for c in table.columns]})
    return dict(zip(names["n"], names.select(escaped(pl.col("n")))["n"], strict=True))


def csv(table: OutTable, path: Path, labels: bool, progress: Progress) -> None:
    """Commas and CRLF, quoted where needed, with the mark that makes Excel read it as UTF-8."""
    frame = _text(table, labels)
    with path.open("wb") as out:
        for at in range(0, frame.height, ROWS):
            progress(at, frame.height, _("Writing the answers"))
            frame.slice(at, ROWS).write_csv(
                out,
                include_header=at == 0,
                include_bom=at == 0,
                line_terminator="\r\n",
                quote_style="necessary",
            )
    progress(frame.height, frame.height, _("Writing the answers"))


def _text(table: OutTable, labels: bool) -> pl.DataFrame:
    tokens, names = tokens_for(table), headings(table)
    frame = pl.DataFrame([cells(c, tokens, labels).alias(names[c.name]) for c in table.columns])
    return frame.with_columns(escaped(pl.all()))


def fits_a_sheet(table: OutTable) -> None:
    """Refuse what a sheet has no room for."""
    if table.rows > SHEET_ROWS or len(table.columns) > SHEET_COLUMNS:
        sentence = _("A sheet has room for {rows} answers and {columns} columns. Export as .csv or .parquet.")
        raise UserError(sentence.format(rows=number(SHEET_ROWS), columns=number(SHEET_COLUMNS)))


def xlsx(table: OutTable, path: Path, labels: bool, progress: Progress) -> list[str]:
    """One sheet, numbers as numbers and all else as text; returns a sentence where a text was too long for a cell."""
    import xlsxwriter

    frame = _text(table, labels)
    as_numbers = [_is_plain_number(c, labels) for c in table.columns]
    cut = 0
    # Rows wait in temporary files, the archive itself in memory: on a full disk the library leaves a trace.
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Answers")
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for n, name in enumerate(frame.columns):
            sheet.write_string(0, n, name[:LONGEST_CELL], bold)
        for row, line in enumerate(frame.iter_rows(), start=1):
            if row % 1_000 == 0:
                progress(row, frame.height, _("Writing the answers"))
            for n, cell in enumerate(line):
                if cell is None:
                    continue
                if as_numbers[n] and (value := _number(cell)) is not None:
                    sheet.write_number(row, n, value)
                    continue
                cut += len(cell) > LONGEST_CELL
                sheet.write_string(row, n, cell[:LONGEST_CELL])
    path.write_bytes(out.getbuffer())
    progress(frame.height, frame.height, _("Writing the answers"))
    sentence = ngettext(
        "{n} text was longer than a cell can be and was cut.",
        "{n} texts were longer than a cell can be and were cut.",
        cut,
    )
    return [sentence.format(n=number(cut))] if cut else []


def _is_plain_number(column: OutColumn, labels: bool) -> bool:
    whole = column.kind in ("nps", "scale", "single") and not labels
    return whole or column.kind in ("number", "multiple", "finished")


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    # A number of more digits than a spreadsheet keeps stays text.
    return value if len(cell) < 16 and value == value and abs(value) < 1e15 and cell[:1] != "'" else None


def parquet(table: OutTable, path: Path, labels: bool, progress: Progress) -> None:
    """Every column with its type; beside one with more than plain blanks a column that says why."""
    progress(0, 1, _("Writing the answers"))
    tokens = tokens_for(table)
    columns: list[pl.Series] = []
    for one in table.columns:
        columns.append(_typed(one, labels).alias(one.name))
        why = reasons(one, tokens)
        if why is not None:
            columns.append(why.alias(one.name + REASON))
    by_question = {q.code: tokens for q in table.definition.questions}
    told = companion(table, {c.name: c.name for c in table.columns}, by_question, labels)
    frame: Any = pl.DataFrame(columns)
    frame.write_parquet(path, compression="zstd", metadata={"cxdesk": to_json(told)})
    progress(1, 1, _("Writing the answers"))


def _typed(column: OutColumn, labels: bool) -> pl.Series:
    values = column.values
    if column.blank is not None and values.dtype != pl.String:
        values = values.set(column.blank.is_in([ANSWERED, DECLARED]).not_(), None)
    if labels and column.question is not None and column.question.choices and values.dtype.is_integer():
        written = {str(code): words for code, words in written_choices(column.question, labels).items()}
        return values.cast(pl.String).replace(written).cast(pl.Categorical)
    return values
