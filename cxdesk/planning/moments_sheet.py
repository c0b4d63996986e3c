"""The grid of moments of truth on paper and as a table: every step of the maps with its three scores and the cuts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.analysis.live import filter_of
from cxdesk.analysis.truth_scores import Weight, weight_of, weights
from cxdesk.journeys.queries import JourneyMap, journey_rows
from cxdesk.journeys.truths import TruthRow, truth_rows
from cxdesk.journeys.whole_map import map_of
from cxdesk.planning.account_sheets import SheetFrame, sheet_frame


@dataclass(frozen=True, slots=True)
class Judged:
    """One step with what its answers propose for the customer's score."""

    row: TruthRow
    weight: Weight | None = None


@dataclass(frozen=True, slots=True)
class MapOfMoments:
    """One journey with its cuts and its steps."""

    id: int
    name: str
    segment: str
    cuts: tuple[float, float, float]
    steps: tuple[Judged, ...]

    @property
    def moments(self) -> tuple[TruthRow, ...]:
        """The steps that are moments of truth, by their scores or by hand."""
        return tuple(s.row for s in self.steps if s.row.by_scores or s.row.by_hand)

    @property
    def judged(self) -> int:
        """How many steps have all three scores."""
        return sum(s.row.judged == 3 for s in self.steps)


@dataclass(frozen=True, slots=True)
class MomentsSheet:
    """The maps with the frame of an internal page."""

    frame: SheetFrame
    maps: tuple[MapOfMoments, ...]


def moments(
    session: Session, journey_ids: tuple[int, ...] = (), today: date | None = None
) -> list[MapOfMoments]:
    """The grid of each of these journeys, or of all; proposals are of each journey's own segment."""
    today = today or date.today()
    proposed: dict[str, dict[int, Weight]] = {}
    found = []
    for row in journey_rows(session):
        if journey_ids and row.id not in journey_ids:
            continue
        journey = map_of(session, row.id, {}, today)
        if journey.segment not in proposed:
            proposed[journey.segment] = weights(session, filter_of(journey.segment))
        found.append(_map(journey, proposed[journey.segment]))
    return found


def moments_sheet(
    session: Session, lang: str, journey_ids: tuple[int, ...] = (), today: date | None = None
) -> MomentsSheet:
    """Everything a page of moments of truth prints."""
    today = today or date.today()
    frame = sheet_frame(session, lang, None, today)
    return MomentsSheet(frame, tuple(moments(session, journey_ids, today)))


def _map(journey: JourneyMap, proposed: dict[int, Weight]) -> MapOfMoments:
    steps = tuple(Judged(row, weight_of(row, proposed)) for row in truth_rows(journey))
    return MapOfMoments(journey.id, journey.name, journey.segment, journey.cuts, steps)
