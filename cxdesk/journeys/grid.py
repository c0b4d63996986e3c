"""The columns of a map and the distances that all of its parts keep."""

from dataclasses import dataclass

from cxdesk.journeys.queries import JourneyMap, StageOnMap, StepOnMap

LABEL_WIDTH = 136.0
CARD_WIDTH = 162.0
GAP = 8.0
# Words that stand on the ground and not on a card have no edge between them: they keep more than a few spaces apart.
NAME_AIR = 12.0
EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Column:
    """One step, or the room an empty stage keeps for its first."""

    stage: StageOnMap
    step: StepOnMap | None


@dataclass(frozen=True, slots=True)
class Sight:
    """What is to be seen: all columns, which of them from `first` up to `last`, width and language.

    No card is lower than `cell_height`: an empty map keeps room to write. Paper chooses its own `card_width`.
    """

    every: tuple[Column, ...]
    first: int
    last: int
    language: str
    curve_height: float
    cell_height: float = 0.0
    card_width: float = CARD_WIDTH

    @property
    def window(self) -> tuple[Column, ...]:
        """The columns that are shown."""
        return self.every[self.first : self.last]

    @property
    def width(self) -> float:
        """How wide the map is."""
        return width_of_columns(len(self.window), self.card_width)

    @property
    def column(self) -> float:
        """From the start of one column to that of the next."""
        return self.card_width + GAP

    @property
    def name_room(self) -> float:
        """The room for words that stand on the ground of a column."""
        return self.card_width - NAME_AIR

    def left(self, column: int) -> float:
        """Where a column begins, which may lie outside of what is shown."""
        return LABEL_WIDTH + (column - self.first) * self.column


def columns_of(journey: JourneyMap) -> tuple[Column, ...]:
    """The columns of the map; a stage without steps keeps one free."""
    found: list[Column] = []
    for stage in journey.stages:
        found += [Column(stage, step) for step in stage.steps] or [Column(stage, None)]
    return tuple(found)


def width_of_columns(count: int, card_width: float = CARD_WIDTH) -> float:
    """How wide a map of so many columns is, with its labels."""
    return LABEL_WIDTH + max(1, count) * (card_width + GAP) - GAP + EDGE
