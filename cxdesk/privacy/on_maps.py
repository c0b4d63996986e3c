"""Taking a person's words out of journeys, personas and touch points, wherever somebody wrote them down."""

import json
import re
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cxdesk.journeys.model import (
    Card,
    CardMark,
    Journey,
    JourneyComment,
    Lane,
    ParkedNote,
    SavedView,
    Snapshot,
    Stage,
    Step,
    StepLink,
    WallPhoto,
)
from cxdesk.personas.model import Persona, PersonaQuote
from cxdesk.storage.model import FileFact
from cxdesk.touchpoints.model import TouchPoint, TouchPointProposal, TouchPointSynonym

Change = Callable[[str], str]

_WRITTEN: Final[dict[Any, tuple[str, ...]]] = {
    Journey: ("name", "persona", "about", "takeaway", "ours"),
    Stage: ("name", "duration"),
    Step: ("name",),
    Lane: ("title", "whose"),
    Card: ("text", "quotation", "speaker", "source"),
    CardMark: ("name",),
    StepLink: ("words",),
    JourneyComment: ("author", "text"),
    ParkedNote: ("text",),
    WallPhoto: ("caption",),
    SavedView: ("name",),
    Snapshot: ("name", "document"),
    Persona: (
        "name", "role", "about", "goals", "needs", "standards", "expectations", "jobs", "tone", "source",
    ),
    PersonaQuote: ("text", "speaker"),
    TouchPoint: ("about", "expectation"),
}  # fmt: skip
# Of a document (journeys/formats/document.py), what is a person's own words or picture.
_UNSAID: Final = {"quotation": "", "speaker": "", "source": "", "picture": ""}
_UNHEARD: Final[dict[str, list[Any]]] = {"parked": [], "wall_photos": [], "comments": []}
# What a leader of a workshop typed and did not show is kept beside the design.
DESKS: Final = "workshop-%"


def words_on_maps(session: Session, pattern: re.Pattern[str], gone: str) -> int:
    """Put `gone` in the place of the words everywhere on maps and sheets, in their snapshots too; how many texts changed."""

    def change(text: str) -> str:
        return pattern.sub(gone, text)

    count = 0
    for model, names in _WRITTEN.items():
        for row in session.scalars(select(model)):
            count += sum(_changed(row, name, change) for name in names)
    for desk in session.scalars(select(FileFact).where(FileFact.name.like(DESKS))):
        count += _changed_desk(desk, change)
    return count + _names_of_touch_points(session, pattern, gone)


def strip_snapshots(session: Session) -> None:
    """Snapshots for somebody from outside: what people said, showed and remarked is no more in them than on the maps."""
    for row in session.scalars(select(Snapshot)):
        cards = [{**card, **_UNSAID} for card in row.document.get("cards", [])]
        row.document = {**row.document, "cards": cards, **_UNHEARD}
    session.flush()


def each_text(value: Any, change: Change) -> Any:
    """Plain data with every text in it changed; the keys of what is named stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [each_text(part, change) for part in value]
    if isinstance(value, dict):
        return {key: each_text(part, change) for key, part in value.items()}
    return value


def _changed(row: Any, name: str, change: Change) -> bool:
    before = getattr(row, name)
    after = each_text(before, change)
    if after == before:
        return False
    setattr(row, name, after)
    return True


def _changed_desk(desk: FileFact, change: Change) -> bool:
    try:
        before = json.loads(desk.value)
    except ValueError:
        before = desk.value
    after = each_text(before, change)
    if after == before:
        return False
    desk.value = after if isinstance(after, str) else json.dumps(after, ensure_ascii=False)
    return True


def _names_of_touch_points(session: Session, pattern: re.Pattern[str], gone: str) -> int:
    """Names are one of a kind in the file: what would be a second one gets its number behind it."""
    count = 0
    for row in session.scalars(select(TouchPoint)):
        if pattern.search(row.name):
            row.name = f"{pattern.sub(gone, row.name)} {row.id}"
            count += 1
    for other in session.scalars(select(TouchPointSynonym)):
        if pattern.search(other.name):
            session.delete(other)
            count += 1
    said = [
        row.id
        for row in session.scalars(select(TouchPointProposal))
        if pattern.search(f"{row.name}\n{row.heading}")
    ]
    session.execute(delete(TouchPointProposal).where(TouchPointProposal.id.in_(said)))
    return count + len(said)
