"""The live numbers of a map, counted once and kept until answers, links or customers change."""

from datetime import date
from typing import TYPE_CHECKING

from ui.bridge import Bridge

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap
    from cxdesk.planning.journey_map import Numbers

MOST_KEPT = 8


class LiveNumbers:
    """Typing on a card reads the map again, and not a single answer."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._kept: dict[tuple[object, ...], Numbers] = {}

    def map_of(
        self, journey_id: int, language: str, round_name: str = "", today: date | None = None
    ) -> "JourneyMap":
        """The map with the numbers of its segment and of a round, or of the latest."""
        from cxdesk.analysis.live import TABLES
        from cxdesk.planning import journey_map as reading

        day = today or date.today()
        segment = self._bridge.read(reading.segment_of, journey_id)
        key = (
            id(self._bridge.project), self._bridge.changes_of(TABLES), segment, round_name, language, day,
        )  # fmt: skip
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._bridge.read(reading.numbers, segment, round_name, language, day)
        shown: JourneyMap = self._bridge.read(reading.with_numbers, journey_id, self._kept[key], day)
        return shown
