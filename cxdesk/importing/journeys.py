"""A journey from a file of any kind we read: our own JSON, a grid, Mermaid, draw.io, New Relic's list."""

import json
from pathlib import Path

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.importing import body, detect, source
from cxdesk.importing.found import Found
from cxdesk.importing.plan import key_of
from cxdesk.importing.readers import generic_csv
from cxdesk.journeys.formats import drawio, grid, mermaid, new_relic
from cxdesk.journeys.formats.draft import Read
from cxdesk.journeys.formats.sound import FORMAT, check
from cxdesk.paths import refuse_missing

MOST_BYTES = 100_000_000
# Endings a person may choose; what a file is, is told by its content.
ENDINGS = (".json", ".csv", ".xlsx", ".xls", ".ods", ".mmd", ".md", ".drawio", ".xml", ".js")
_TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")


def read_journey(path: Path) -> Read:
    """What the file holds as a journey, checked; a UserError says what is wrong and what to do."""
    refuse_missing(path)
    if path.stat().st_size > MOST_BYTES:
        raise UserError(_("“{name}” is larger than 100 MB; that is no journey.").format(name=path.name))
    found = _read(path)
    check(found.document)
    return found


def _read(path: Path) -> Read:
    if path.suffix.lower() in _TABLES:
        return grid.read(_rows(path), path.stem)
    data = path.read_bytes()
    text = source.as_text(data).data.decode("utf-8", "replace").lstrip("\ufeff")
    if drawio.is_drawio(text):
        return drawio.read(data, path.name)
    if text.lstrip().startswith("{"):
        return Read(_json(text, path.name))
    if new_relic.is_new_relic(text):
        return new_relic.read(text, path.stem)
    if mermaid.is_mermaid(text):
        return mermaid.read(text, path.stem)
    raise UserError(
        _(
            "“{name}” is no journey that cxdesk reads. It reads its own JSON, a table with steps across and "
            "lanes down, Mermaid journey diagrams, draw.io drawings and New Relic’s lists of journeys."
        ).format(name=path.name)
    )


def _json(text: str, name: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise UserError(_("“{name}” is damaged: it is not whole JSON.").format(name=name)) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise UserError(_("“{name}” is JSON, but no journey that cxdesk wrote.").format(name=name))
    return found


def _rows(path: Path) -> list[list[str]]:
    """All cells of the first sheet as text."""
    # Never as a survey tool's export: a grid of steps may look like one, and a questionnaire may lie beside it.
    detection = detect.sniff(path, asked=detect.Asked(header_rows=1, format=generic_csv.FORMAT))
    rows = [[column.cells[0] if column.cells else "" for column in detection.columns]]
    for batch in body.read(detection, Found()):
        columns = [batch.frame[key_of(c.position)].to_list() for c in detection.columns]
        rows += [[cell or "" for cell in row] for row in zip(*columns, strict=True)]
        if len(rows) > grid.MOST_ROWS:
            break
    return rows
