"""A table that cxdesk exported, by the questionnaire beside it or in it: everything in it is told."""

from pathlib import Path
from typing import Final

import polars as pl

from cxdesk.i18n import _
from cxdesk.importing.marry import told
from cxdesk.importing.plan import SourceColumn
from cxdesk.importing.readers import Layout, Sample
from cxdesk.surveys.formats.own import ENDING, Companion, from_json

FORMAT = "cxdesk"
ESCAPED: Final = ("text", "xlsx")
# What a spreadsheet would take for a formula, with the apostrophes that already stand before it and with marks
# of direction and blanks looked through; a plain number is none.
_FORMULA: Final = r"'*[\x{feff}\x{200b}\x{200e}\x{200f}\x{061c}\x{2066}-\x{2069} ]*[=+\-@\t\r]"
_NUMBER: Final = r"^[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$"
_LARGEST: Final = 50_000_000


def signature(sample: Sample, header_rows: int | None = None) -> Layout | None:
    """By the questionnaire; a table whose columns it does not know is somebody else's."""
    if header_rows not in (None, 1) or not sample.records or sample.member:
        return None
    companion = _companion(sample)
    if companion is None:
        return None
    columns = tuple(_column(n, name, companion) for n, name in enumerate(sample.records[0]))
    columns = told(columns, companion.definition)
    known = sum(c.declared is not None or bool(c.role) for c in columns)
    if known < max(1, len(columns) // 2):
        return None
    return Layout(
        FORMAT,
        _("Answers that cxdesk exported; the questionnaire beside them tells what each column is."),
        1,
        _("The first row holds the names of the columns."),
        columns,
        definition=companion.definition,
    )


def escaped(cell: pl.Expr) -> pl.Expr:
    """Texts with an apostrophe before what a spreadsheet would run; `unescaped` gives them back as they were."""
    risky = cell.str.contains(f"^{_FORMULA}") & ~cell.str.contains(_NUMBER)
    return pl.when(risky).then(pl.lit("'") + cell).otherwise(cell).name.keep()


def unescaped(cell: pl.Expr) -> pl.Expr:
    """Texts without the apostrophe that `escaped` put before them."""
    return pl.when(cell.str.contains(f"^'{_FORMULA}")).then(cell.str.slice(1)).otherwise(cell).name.keep()


def beside(path: Path) -> Companion | None:
    """The questionnaire of an exported table, where it stands beside it."""
    place = path.with_name(path.name + ENDING)
    try:
        if not place.is_file() or place.stat().st_size > _LARGEST:
            return None
        text = place.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return None
    return from_json(text, place.name)


def _companion(sample: Sample) -> Companion | None:
    if inside := sample.native.get("own"):
        return from_json(str(inside), sample.path.name)
    return beside(sample.path)


def _column(position: int, name: str, companion: Companion) -> SourceColumn:
    return SourceColumn(position, name, name, name, name, role=companion.facts.get(name, ""), cells=(name,))
