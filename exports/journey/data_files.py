"""A journey as data for other programs: JSON whole, a grid as CSV or XLSX, a Mermaid diagram."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _, words
from cxdesk.journeys.formats import grid, mermaid
from cxdesk.journeys.formats.document import document_of_copy
from cxdesk.journeys.layout import customer_copy
from cxdesk.journeys.queries import JourneyMap
from exports.tables.delimited import csv_bytes
from exports.tables.sheet import xlsx_bytes
from exports.writing import write_file

ENDINGS = (".json", ".csv", ".xlsx", ".mmd")


def write_data(
    journey: JourneyMap,
    document: Mapping[str, Any],
    target: Path,
    language: str,
    *,
    for_customer: bool = False,
) -> Path:
    """Write the journey in the format the name ends in; a customer's copy holds what a customer may see."""
    kind = target.suffix.lower()
    if kind not in ENDINGS:
        raise UserError(_("“{name}” should end in .json, .csv, .xlsx or .mmd.").format(name=target.name))
    data = data_of(journey, document, kind, language, for_customer=for_customer)
    return write_file(target, lambda part: part.write_bytes(data))


def data_of(
    journey: JourneyMap,
    document: Mapping[str, Any],
    kind: str,
    language: str,
    *,
    for_customer: bool = False,
) -> bytes:
    """The journey as the bytes of one of the kinds.

    A customer's copy is built from what a customer may see, so that nothing else is in the file.
    """
    shown = customer_copy(journey) if for_customer else journey
    if kind == ".json":
        data = document_of_copy(shown) if for_customer else document
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
    if kind == ".mmd":
        return mermaid.write(shown).encode("utf-8", "replace")
    head, rows = grid.write(shown, language)
    if kind == ".csv":
        return csv_bytes(rows, head)
    return xlsx_bytes(rows, head, words(language).gettext("Customer journey"))
