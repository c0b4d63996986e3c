"""What customers say of a whole stage, and employees beside them: the answers to its touch points, pooled."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.analysis.figure import Figure
from cxdesk.analysis.live import Live
from cxdesk.analysis.pooled import may_be_pooled, pools
from cxdesk.journeys.queries import JourneyMap

Places = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class StageFigure:
    """Both pooled figures of one stage; None where nobody was asked about any of its touch points."""

    customers: Figure | None = None
    employees: Figure | None = None


def places_of(journey: JourneyMap) -> Places:
    """The touch points on each stage, each once, in the order of their numbers."""
    at: dict[int, set[int]] = {}
    for card in journey.cards:
        if card.touch_point_id:
            at.setdefault(card.step_id, set()).add(card.touch_point_id)
    found = []
    for stage in journey.stages:
        points = set().union(*(at.get(step.id, ()) for step in stage.steps))
        found.append((stage.id, tuple(sorted(points))))
    return tuple(found)


def stage_figures(session: Session, places: Places, now: Live, today: date) -> dict[int, StageFigure]:
    """Both figures of every stage, from the very figures that its touch points show."""
    wanted: dict[tuple[int, bool], list[Figure]] = {}
    for stage_id, points in places:
        for number in points:
            one, near = now.scored.get(number), now.beside.get(number)
            if one is not None and may_be_pooled(one.figure):
                wanted.setdefault((stage_id, one.survey_id in now.customers), []).append(one.figure)
            if near is not None and isinstance(near.employees, Figure) and may_be_pooled(near.employees):
                wanted.setdefault((stage_id, False), []).append(near.employees)
    found = pools(session, wanted, today)
    return {
        stage_id: StageFigure(found.get((stage_id, True)), found.get((stage_id, False)))
        for stage_id, _points in places
        if (stage_id, True) in found or (stage_id, False) in found
    }


def with_stage_figures(journey: JourneyMap, figures: Mapping[int, StageFigure]) -> JourneyMap:
    """The map with the figures of its stages."""
    if not figures:
        return journey
    nothing = StageFigure()
    return replace(
        journey,
        stages=tuple(
            replace(s, score=(f := figures.get(s.id, nothing)).customers, employees=f.employees)
            for s in journey.stages
        ),
    )
