"""Cards as text on the clipboard: a grid that spreadsheets read, and a grid that was copied in one."""

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from io import StringIO
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys.several import MOST_PASTED, PastedCard

MIME = "application/x-cxdesk-cards"
# A cell that is longer was never written by a person for a card; it is cut nowhere, but refused whole.
LONGEST = 20_000


def grid_of(text: str) -> list[PastedCard]:
    """The cells of a copied grid as cards; what looks like a formula stays the text it is, empty cells none."""
    cells = csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter="\t")
    found: list[PastedCard] = []
    try:
        for down, row in enumerate(cells):
            found += [
                PastedCard(across, down, cell.strip()) for across, cell in enumerate(row) if cell.strip()
            ]
            if len(found) > MOST_PASTED:
                raise UserError(_("This is more than {n} cards. Copy a part of it.").format(n=MOST_PASTED))
    except csv.Error:
        raise UserError(_("What was copied can’t be read as rows and columns.")) from None
    if any(len(card.text) > LONGEST for card in found):
        raise UserError(_("One of the copied cells is longer than a card can be. Shorten it and copy again."))
    return found


def text_of(cards: Sequence[PastedCard]) -> str:
    """The words of cards as rows and columns; several of a cell are lines in it."""
    width = max((card.across for card in cards), default=-1) + 1
    rows: list[list[list[str]]] = [
        [[] for _column in range(width)] for _row in range(max((card.down for card in cards), default=-1) + 1)
    ]
    for card in cards:
        rows[card.down][card.across].append(card.text or card.quotation)
    out = StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerows([["\n".join(cell) for cell in row] for row in rows])
    return out.getvalue().rstrip("\n")


def packed(cards: Sequence[PastedCard], project: str) -> bytes:
    """Cards with all that is known of them; `project` says of which file, for ids mean nothing in another."""
    rows = [
        {**asdict(card), "source_on": _iso(card.source_on), "checked_on": _iso(card.checked_on)}
        for card in cards
    ]
    return json.dumps({"project": project, "cards": rows}).encode()


def unpacked(data: bytes, project: str) -> list[PastedCard]:
    """The cards that `packed` wrote; without pictures and touch points when they come from another file."""
    try:
        held = json.loads(data)
        rows = [_card(row) for row in held["cards"]][: MOST_PASTED + 1]
    except (ValueError, TypeError, KeyError):
        return []
    if held.get("project") == project:
        return rows
    return [PastedCard(c.across, c.down, c.text, c.grade, c.source, c.source_n, c.source_on, c.quotation, c.speaker,
                       "", None, c.feeling, c.moment_of_truth, c.checked_on, c.mark, c.colour, c.is_template) for c in rows]  # fmt: skip


def _card(row: dict[str, Any]) -> PastedCard:
    days = {
        key: date.fromisoformat(row[key]) if row.get(key) else None for key in ("source_on", "checked_on")
    }
    return PastedCard(**{**row, **days})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
