"""Small tables as XLSX workbooks."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from exports.tables.cells import Cell, as_text, checked
from exports.writing import write_file


def write_xlsx(rows: Sequence[Sequence[Cell]], header: Sequence[str], path: Path, title: str = "") -> Path:
    """Write one sheet, numbers as numbers and no text as a formula; returns where it was written."""
    data = xlsx_bytes(rows, header, title)
    return write_file(path, lambda part: part.write_bytes(data))


def xlsx_bytes(rows: Sequence[Sequence[Cell]], header: Sequence[str], title: str = "") -> bytes:
    """The same workbook's bytes; made in memory, for on a full disk the library leaves a torn archive and a trace."""
    import xlsxwriter

    checked(rows, header)
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for n, name in enumerate(header):
            sheet.write_string(0, n, as_text(name), bold)
        for row, line in enumerate(rows, start=1):
            for n, cell in enumerate(line):
                if isinstance(cell, int | float) and not isinstance(cell, bool):
                    sheet.write_number(row, n, cell)
                elif isinstance(cell, str | date | bool):
                    sheet.write_string(row, n, as_text(cell))
        sheet.autofit()
        book.set_properties({"title": title})
    return out.getvalue()
