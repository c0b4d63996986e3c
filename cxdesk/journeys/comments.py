"""What was said of a map and its cards among ourselves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.journeys.model import JourneyComment


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment; without a card it is about the map."""

    id: int
    card_id: int | None
    author: str
    text: str
    made_at: datetime
    settled: bool


def comment_rows(session: Session, journey_id: int) -> list[CommentRow]:
    """All comments of a map: open ones first, each the oldest first."""
    rows = session.scalars(
        select(JourneyComment)
        .where(JourneyComment.journey_id == journey_id)
        .order_by(JourneyComment.settled, JourneyComment.made_at, JourneyComment.id)
    )
    return [CommentRow(r.id, r.card_id, r.author, r.text, r.made_at, r.settled) for r in rows]
