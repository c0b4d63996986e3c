"""A journey as data for other programs: JSON whole, a grid as CSV or XLSX, a Mermaid diagram."""

import json
from pathlib import Path
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _, words
from cxdesk.journeys.formats import grid, mermaid
from cxdesk.journeys.formats.document import document_of_copy
from cxdesk.journeys.layout import customer_copy
from cxdesk.journeys.queries import JourneyMap
from exports.tables.cells import Cell
from exports.tables.table_file import write_table
from exports.writing import write_file

ENDINGS = (".json", ".csv", ".xlsx", ".mmd")


def write_data(
    journey: JourneyMap, document: dict[str, Any], target: Path, language: str, *, for_customer: bool = False
) -> Path:
    """Write the journey in the format the name ends in.

    A customer's copy is built from what a customer may see, so that nothing else is in the file.
    """
    kind = target.suffix.lower()
    shown = customer_copy(journey) if for_customer else journey
    if kind == ".json":
        data = document_of_copy(shown) if for_customer else document
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        return write_file(target, lambda part: part.write_text(text, encoding="utf-8"))
    if kind == ".mmd":
        diagram = mermaid.write(shown)
        return write_file(target, lambda part: part.write_text(diagram, encoding="utf-8"))
    if kind not in ENDINGS:
        raise UserError(_("“{name}” should end in .json, .csv, .xlsx or .mmd.").format(name=target.name))
    head, rows = grid.write(shown, language)
    cells: list[list[Cell]] = [list(row) for row in rows]
    return write_table(cells, head, target, words(language).gettext("Customer journey"))
