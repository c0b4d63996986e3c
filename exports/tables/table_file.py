"""A small table as a file, CSV or XLSX by the ending of its name."""

from collections.abc import Sequence
from pathlib import Path

from cxdesk.errors import UserError
from cxdesk.i18n import _
from exports.tables.cells import Cell
from exports.tables.delimited import write_csv
from exports.tables.sheet import write_xlsx

ENDINGS = (".csv", ".xlsx")


def write_table(rows: Sequence[Sequence[Cell]], header: Sequence[str], path: Path, title: str) -> Path:
    """Write the table; `title` is a workbook's. Another ending is a UserError, before anything is written."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UserError(_("“{name}” should end in .csv or .xlsx.").format(name=path.name))
    if ending == ".csv":
        return write_csv(rows, header, path)
    return write_xlsx(rows, header, path, title)
