"""What is counted on the cards of a map: votes, and comments that are open."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.journeys.model import Card, CardVotes, JourneyComment, Lane


def votes_of(session: Session, journey_id: int) -> dict[int, int]:
    """All votes by card."""
    rows = session.execute(
        select(CardVotes.card_id, func.sum(CardVotes.count))
        .join(Card, Card.id == CardVotes.card_id)
        .join(Lane, Lane.id == Card.lane_id)
        .where(Lane.journey_id == journey_id)
        .group_by(CardVotes.card_id)
    )
    return {card: int(count) for card, count in rows}


def open_comments_of(session: Session, journey_id: int) -> dict[int, int]:
    """How many comments are open, by card."""
    rows = session.execute(
        select(JourneyComment.card_id, func.count(JourneyComment.id))
        .where(JourneyComment.journey_id == journey_id, JourneyComment.settled.is_(False))
        .group_by(JourneyComment.card_id)
    )
    return {card: count for card, count in rows if card is not None}
