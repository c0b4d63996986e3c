"""What a map on the screen rests on, and its live numbers: counted once, kept until answers, links or customers change."""

from datetime import date
from typing import TYPE_CHECKING

from ui.bridge import Bridge

if TYPE_CHECKING:
    from cxdesk.journeys.known_map import KnownMap
    from cxdesk.journeys.queries import JourneyMap
    from cxdesk.planning.journey_map import Numbers
    from ui.journeys.choices import Choices

# What a map shows stands in these tables.
MAP_TABLES = frozenset(
    {
        "journey", "stage", "step", "lane", "card", "touch_point", "touch_point_item", "import_batch",
        "round", "account_key_link", "card_mark", "card_votes", "step_link", "journey_comment",
        "journey_view", "persona", "account", "account_history", "invitation", "survey", "question", "item",
        "scale", "data_set", "issue", "action", "follow_up",
    }
)  # fmt: skip
MOST_KEPT = 8
# What is written on a map itself offers nothing to choose from.
ON_MAP = ("card", "card_votes", "lane", "stage", "step", "step_link", "card_mark")


class LiveNumbers:
    """Typing on a card reads the map again, and not a single answer."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._kept: dict[tuple[object, ...], Numbers] = {}
        self._known: dict[tuple[int, int], KnownMap] = {}
        self._offered: tuple[tuple[object, ...], Choices] | None = None
        self._rounds: tuple[tuple[object, ...], list[tuple[str, str]]] | None = None

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
        known = self._known_of(journey_id)
        shown: JourneyMap = self._bridge.read(reading.with_numbers, journey_id, self._kept[key], day, known)
        return shown

    def round_choices(self) -> list[tuple[str, str]]:
        """The names of all rounds with their words, read again when anything beside the cards and names of maps has changed."""
        from cxdesk.planning.journey_map import round_choices

        key = (id(self._bridge.project), self._bridge.changes_beside(ON_MAP))
        if self._rounds is None or self._rounds[0] != key:
            self._rounds = (key, self._bridge.read(round_choices))
        return self._rounds[1]

    def choices(self, journey_id: int) -> "Choices":
        """What menus and fields offer, read again when anything beside the cards and names of maps has changed."""
        from ui.journeys.choices import choices

        key = (id(self._bridge.project), self._bridge.changes_beside(ON_MAP), journey_id)
        if self._offered is None or self._offered[0] != key:
            self._offered = (key, self._bridge.read(choices, journey_id))
        return self._offered[1]

    def _known_of(self, journey_id: int) -> "KnownMap":
        from cxdesk.journeys.known_map import KnownMap

        key = (id(self._bridge.project), journey_id)
        if key not in self._known:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            self._known[key] = KnownMap(journey_id)
        return self._known[key]
