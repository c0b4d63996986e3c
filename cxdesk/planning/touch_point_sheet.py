"""The inventory on paper: all of it in one language, with the scores of every round and what stands around it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.analysis.inventory import Inventory, inventory
from cxdesk.analysis.round_scores import RoundScores, round_scores
from cxdesk.analysis.touch_points import data_behind
from cxdesk.planning.account_sheets import SheetFrame, sheet_frame


@dataclass(frozen=True, slots=True)
class InventorySheet:
    """The inventory with its frame; `behind` are lines about the data that scores come from."""

    frame: SheetFrame
    found: Inventory
    scores: RoundScores
    behind: tuple[str, ...]


def inventory_sheet(session: Session, lang: str, today: date | None = None) -> InventorySheet:
    """Everything a page on the inventory prints."""
    found = inventory(session, lang, today)
    scored = [e.scored for e in found.entries if e.scored is not None]
    return InventorySheet(
        sheet_frame(session, lang, None, found.today),
        found,
        round_scores(session, lang),
        tuple(data_behind(session, scored, lang)),
    )
