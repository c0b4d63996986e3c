"""Tables as CSV files and as text for the clipboard."""

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from exports.tables.cells import Cell, as_text, checked
from exports.writing import write_file

BOM = "\ufeff"


def write_csv(rows: Sequence[Sequence[Cell]], header: Sequence[str], path: Path) -> Path:
    """Write a CSV file that Excel opens in the right letters; returns where it was written."""
    content = csv_bytes(rows, header)
    return write_file(path, lambda part: part.write_bytes(content))


def csv_bytes(rows: Sequence[Sequence[Cell]], header: Sequence[str]) -> bytes:
    """The same file's bytes."""
    return (BOM + csv_text(rows, header)).encode("utf-8")


def csv_text(rows: Sequence[Sequence[Cell]], header: Sequence[str]) -> str:
    """The table with commas and CRLF, quoted where needed (RFC 4180)."""
    checked(rows, header)
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([as_text(name) for name in header])
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return out.getvalue()


def tab_text(rows: Sequence[Sequence[Cell]], header: Sequence[str], note: str = "") -> str:
    """The table for pasting: tabs between cells, and no tab or line break inside one; the note stands below."""
    checked(rows, header)
    lines = [list(header), *rows, *([[note]] if note else [])]
    return "\n".join("\t".join(" ".join(as_text(cell).split()) for cell in line) for line in lines)
