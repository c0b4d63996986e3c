"""Stages of the way across channels: which touch points a customer meets where."""

from dataclasses import dataclass

from cxdesk.analysis.inventory import Entry, Inventory
from cxdesk.journeys.score import Score
from cxdesk.touchpoints.model import CHANNELS


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One stage with the touch points of each channel, in the order of the channels; without a name: on no map.

    `customers` and `employees` pool the answers to all of its touch points, in the segment of its journey.
    """

    stage: str
    journey: str
    cells: tuple[tuple[Entry, ...], ...]
    customers: Score | None = None
    employees: Score | None = None
    segment: str = ""

    @property
    def filled(self) -> int:
        """How many cells hold a touch point."""
        return sum(bool(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class StageMatrix:
    """Stages by channels; only channels that some touch point has."""

    channels: tuple[str, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def count(self) -> int:
        """How many different touch points stand in it."""
        return len({e.row.id for row in self.rows for cell in row.cells for e in cell})


def stage_matrix(found: Inventory, journey_id: int | None = None) -> StageMatrix:
    """The stages of one journey, or of all one after the other; at the end those on no such map."""
    journeys = [j for j in found.journeys if journey_id in (None, j.id)]
    used = {e.row.channel for e in found.entries}
    channels = tuple(channel for channel in CHANNELS if channel in used)
    rows = [
        MatrixRow(
            stage.name,
            journey.name,
            _cells(found, channels, stage.id),
            stage.score,
            stage.employees,
            journey.segment,
        )
        for journey in journeys
        for stage in journey.stages
    ]
    shown = {e.row.id for row in rows for cell in row.cells for e in cell}
    rest = [e for e in found.entries if e.row.id not in shown]
    if rest:
        rows.append(MatrixRow("", "", tuple(tuple(e for e in rest if e.row.channel == c) for c in channels)))
    return StageMatrix(channels, tuple(rows))


def _cells(found: Inventory, channels: tuple[str, ...], stage_id: int) -> tuple[tuple[Entry, ...], ...]:
    here = [e for e in found.entries if any(p.stage_id == stage_id for p in e.places)]
    return tuple(tuple(e for e in here if e.row.channel == channel) for channel in channels)
