"""One journey with its live numbers, as the rooms above the map read it; the work is planning's."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cxdesk.journeys.queries import JourneyMap


def journey_map(
    session: "Session", journey_id: int, language: str, round_name: str = "", today: date | None = None
) -> "JourneyMap":
    """The map with the scores of one round, or with the latest of each touch point."""
    from cxdesk.planning import journey_map as reading

    return reading.journey_map(session, journey_id, language, round_name, today)


def round_names(session: "Session") -> list[str]:
    """The names of all rounds, newest first."""
    from cxdesk.planning import journey_map as reading

    return reading.round_names(session)


def journey_pictures(session: "Session", journey: "JourneyMap") -> dict[str, bytes]:
    """The photographs on a map's cards, by their digest."""
    from cxdesk.storage.assets import load

    wanted = {card.picture for card in journey.cards if card.picture}
    return {digest: data for digest in sorted(wanted) if (data := load(session, digest)) is not None}
