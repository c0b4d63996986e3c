"""Lines of a workshop onto a map without its window; a stage or step that is not there yet is made for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.journeys.actions import add_stage, add_step
from cxdesk.journeys.capture import Names, Note, Place, UnknownPlaceError, names_of, notes_of
from cxdesk.journeys.queries import JourneyMap, StageOnMap
from cxdesk.journeys.whole_map import map_of
from cxdesk.journeys.workshop import capture

New = Literal["step", "stage"]


@dataclass(frozen=True, slots=True)
class MadePlace:
    """A stage, or a step of the stage `stage`, that lines named and the map did not have."""

    kind: New
    name: str
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Captured:
    """The cards of the lines, by their ids, and the places that were made for them."""

    cards: tuple[int, ...]
    places: tuple[MadePlace, ...]


def capture_lines(
    session: Session, journey_id: int, lines: Sequence[str], language: str, new: New = "step"
) -> Captured:
    """Cards for all lines; a wrong one is named by its number, and then nothing is made.

    A place that the map does not have becomes a step behind the one the line before went to, as the window's
    Enter makes it, or with `new` "stage" a stage with a step of that name. On a map without a stage it is a stage.
    """
    given = [line for text in lines for line in text.splitlines() if line.strip()]
    names, kept = _names(session, journey_id, language), Place()
    notes: list[Note] = []
    places: list[MadePlace] = []
    for at, line in enumerate(given, start=1):
        try:
            try:
                found, kept = notes_of(line, names, kept)
            except UnknownPlaceError as unknown:
                places.append(_make(session, journey_id, unknown.name, kept, new))
                names = _names(session, journey_id, language)
                found, kept = notes_of(line, names, kept)
        except UserError as error:
            if len(given) == 1:
                raise
            sentence = _("Line {n}: {sentence}").format(n=number(at), sentence=error)
            raise UserError(sentence) from error
        notes += found
    return Captured(tuple(capture(session, notes)), tuple(places))


def _map(session: Session, journey_id: int) -> JourneyMap:
    return map_of(session, journey_id, {}, date.today())


def _names(session: Session, journey_id: int, language: str) -> Names:
    return names_of(_map(session, journey_id), language)


def _make(session: Session, journey_id: int, name: str, kept: Place, new: New) -> MadePlace:
    stages = _map(session, journey_id).stages
    stage = _shown(stages, kept)
    if stage is None or new == "stage":
        add_step(session, add_stage(session, journey_id, name), name)
        return MadePlace("stage", name)
    steps = [step.id for step in stage.steps]
    place = steps.index(kept.step_id) + 1 if kept.step_id in steps else len(steps)
    add_step(session, stage.id, name, place)
    return MadePlace("step", name, stage.name)


def _shown(stages: Sequence[StageOnMap], kept: Place) -> StageOnMap | None:
    """The stage where the line before went, else the one a workshop begins with."""
    here = next((s for s in stages if kept.step_id in [step.id for step in s.steps]), None)
    return here or next((s for s in stages if s.in_focus), next(iter(stages), None))
