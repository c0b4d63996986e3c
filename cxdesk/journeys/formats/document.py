"""A whole journey as plain data and back: what snapshots keep, copies are made from and JSON files hold.

Ids in a document are its own: read back as another journey they are numbered anew, and `origin` on every
card says which card it was.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.journeys.formats.around import Made, link_around, named_around, without_comments
from cxdesk.journeys.formats.fields import (
    CARD_FIELDS,
    JOURNEY_FIELDS,
    LANE_FIELDS,
    STAGE_FIELDS,
    STEP_FIELDS,
    fields_of,
    read_fields,
)
from cxdesk.journeys.formats.room import create_room, pictures_here, room_of, without_room
from cxdesk.journeys.formats.sound import FORMAT, VERSION, check, known, left_of, rows_of, whole_of
from cxdesk.journeys.kinds import COLOURS
from cxdesk.journeys.model import Card, CardMark, Journey, Lane, Stage, Step, StepLink
from cxdesk.journeys.queries import JourneyMap
from cxdesk.people.actions import function_named
from cxdesk.people.model import BusinessFunction
from cxdesk.touchpoints import actions as touch_points
from cxdesk.touchpoints.model import CHANNELS, TouchPoint

_NAMELESS = "–"


def document_of(session: Session, journey_id: int) -> dict[str, Any]:
    """The journey with every id, text and order, and what a workshop left on it; pictures stay in the project file and are named by hash."""
    journey = session.get_one(Journey, journey_id)
    stages = session.scalars(
        select(Stage).where(Stage.journey_id == journey_id).order_by(Stage.position, Stage.id)
    ).all()
    lanes = session.scalars(
        select(Lane).where(Lane.journey_id == journey_id).order_by(Lane.position, Lane.id)
    ).all()
    marks = session.scalars(
        select(CardMark).where(CardMark.journey_id == journey_id).order_by(CardMark.position, CardMark.id)
    ).all()
    in_journey = select(Step.id).join(Stage, Stage.id == Step.stage_id).where(Stage.journey_id == journey_id)
    links = session.scalars(
        select(StepLink).where(StepLink.from_step_id.in_(in_journey)).order_by(StepLink.id)
    ).all()
    return {
        "format": FORMAT,
        "version": VERSION,
        "id": journey.id,
        **fields_of(journey, JOURNEY_FIELDS),
        "stages": [_stage(session, stage) for stage in stages],
        "lanes": [{"id": lane.id, **fields_of(lane, LANE_FIELDS)} for lane in lanes],
        "marks": [{"id": m.id, "name": m.name, "colour": m.colour} for m in marks],
        "cards": _cards(session, journey_id),
        "links": [
            {"id": k.id, "from": k.from_step_id, "to": k.to_step_id, "kind": k.kind, "words": k.words}
            for k in links
        ],
        **named_around(session, journey),
        **room_of(session, journey_id),
    }


def create_from(
    session: Session, document: Mapping[str, Any], name: str = "", *, keep_origin: bool = False
) -> int:
    """A new journey from a document; touch points are found by name, and made where there is none.

    Its persona and the journeys inside its steps are found too, and stay away where this file has none of the
    name. With `keep_origin` the document is of this file: every card remembers the card it was copied from, so
    that two maps can be compared. A document that is no journey is refused in a sentence, before anything is
    stored.
    """
    made = _create(session, document, name, keep_origin)
    link_around(session, [(document, made)], of_this_file=keep_origin)
    return made.journey


def _create(session: Session, document: Mapping[str, Any], name: str, keep_origin: bool) -> Made:
    """The journey alone, without what it leans on in the file."""
    check(document)
    journey = Journey(**read_fields(document, JOURNEY_FIELDS))
    journey.name = name.strip() or journey.name
    journey.made_on = journey.made_on or date.today()
    session.add(journey)
    session.flush()
    marks = {
        m["id"]: _mark(session, journey.id, place, m) for place, m in enumerate(rows_of(document, "marks"))
    }
    lanes = {}
    for place, row in enumerate(rows_of(document, "lanes")):
        lane = Lane(journey_id=journey.id, position=place, **read_fields(row, LANE_FIELDS))
        session.add(lane)
        session.flush()
        lanes[row["id"]] = lane.id
    stages, steps = _create_stages(session, journey.id, document)
    pictures = pictures_here(session, [str(row.get("picture") or "") for row in rows_of(document, "cards")])
    points = _PointsByName(session)
    made: dict[Any, Card] = {}
    for row in rows_of(document, "cards"):
        card = made[row.get("id")] = Card(
            step_id=steps[row["step"]],
            lane_id=lanes[row["lane"]],
            position=whole_of(row.get("position") or 0, "position"),
            touch_point_id=points.id_of(row.get("touch_point")),
            picture=digest if (digest := str(row.get("picture") or "")) in pictures else "",
            mark_id=marks.get(known(row.get("mark"), marks)),
            **read_fields(row, CARD_FIELDS),
        )
        if keep_origin:
            card.origin = card.origin or f"card {row['id']}"
        session.add(card)
    for row in rows_of(document, "links"):
        session.add(
            StepLink(
                from_step_id=steps[row["from"]],
                to_step_id=steps[row["to"]],
                kind=str(row.get("kind") or "goes_to"),
                words=str(row.get("words") or ""),
            )
        )
    session.flush()
    cards = {key: card.id for key, card in made.items()}
    create_room(session, journey.id, left_of(document), cards)
    return Made(journey.id, stages, steps, cards, marks)


def create_all(session: Session, documents: Sequence[Mapping[str, Any]], name: str = "") -> list[int]:
    """New journeys from documents, all of them or none; `name` is the one's where there is only one.

    One may open another of them in a step, whichever of both comes first.
    """
    made = [(document, _create(session, document, name, False)) for document in documents]
    link_around(session, made)
    return [each.journey for _document, each in made]


def copy(session: Session, journey_id: int, name: str, state: str) -> int:
    """The same journey once more under another name and state, each card knowing which it was.

    What was said of it (comments, dots, parked notes, photographs of the wall) stays where it was said.
    """
    document = without_comments(without_room(document_of(session, journey_id)))
    document["state"] = state
    return create_from(session, document, name, keep_origin=True)


def document_of_copy(shown: JourneyMap) -> dict[str, Any]:
    """A customer's copy of a map (layout.customer_copy) as a document: built from what it shows and nothing else."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "id": shown.id,
        "name": shown.name,
        "state": shown.state,
        "stages": [
            {
                "id": stage.id,
                "name": stage.name,
                "duration": stage.duration,
                "steps": [{"id": step.id, "name": step.name} for step in stage.steps],
            }
            for stage in shown.stages
        ],
        "lanes": [
            {"id": lane.id, "kind": lane.kind, "title": lane.title, "whose": lane.whose}
            for lane in shown.lanes
        ],
        "cards": [
            {
                "id": card.id,
                "step": card.step_id,
                "lane": card.lane_id,
                "position": card.position,
                "text": card.words,
                "feeling": card.feeling,
            }
            for card in shown.cards
        ],
        "links": [],
    }


def _stage(session: Session, stage: Stage) -> dict[str, Any]:
    rows = session.execute(
        select(Step, BusinessFunction.name, Journey.name)
        .join(BusinessFunction, BusinessFunction.id == Step.function_id, isouter=True)
        .join(Journey, Journey.id == Step.inner_journey_id, isouter=True)
        .where(Step.stage_id == stage.id)
        .order_by(Step.position, Step.id)
    )
    steps = [
        {
            "id": s.id,
            **fields_of(s, STEP_FIELDS),
            "function": function or "",
            "inner_journey": {"id": s.inner_journey_id, "name": inner} if inner else None,
        }
        for s, function, inner in rows
    ]
    return {"id": stage.id, **fields_of(stage, STAGE_FIELDS), "steps": steps}


def _cards(session: Session, journey_id: int) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Card, TouchPoint.name, TouchPoint.channel)
        .join(Lane, Lane.id == Card.lane_id)
        .join(TouchPoint, TouchPoint.id == Card.touch_point_id, isouter=True)
        .where(Lane.journey_id == journey_id)
        .order_by(Lane.position, Card.step_id, Card.position, Card.id)
    )
    return [
        {
            "id": card.id,
            "step": card.step_id,
            "lane": card.lane_id,
            "position": card.position,
            **fields_of(card, CARD_FIELDS),
            "picture": card.picture,
            "mark": card.mark_id,
            "touch_point": {"name": name, "channel": channel} if name else None,
        }
        for card, name, channel in rows
    ]


def _create_stages(
    session: Session, journey_id: int, document: Mapping[str, Any]
) -> tuple[dict[Any, int], dict[Any, int]]:
    """The numbers of new stages and steps by those in the document."""
    stages: dict[Any, int] = {}
    steps: dict[Any, int] = {}
    for place, row in enumerate(rows_of(document, "stages")):
        stage = Stage(
            journey_id=journey_id, position=place, **{"name": _NAMELESS, **read_fields(row, STAGE_FIELDS)}
        )
        session.add(stage)
        session.flush()
        stages[row["id"]] = stage.id
        for at, inner in enumerate(rows_of(row, "steps")):
            step = Step(
                stage_id=stage.id, position=at, **{"name": _NAMELESS, **read_fields(inner, STEP_FIELDS)}
            )
            if function := str(inner.get("function") or "").strip():
                step.function_id = function_named(session, function)
            session.add(step)
            session.flush()
            steps[inner["id"]] = step.id
    return stages, steps


def _mark(session: Session, journey_id: int, place: int, row: Mapping[str, Any]) -> int:
    mark = CardMark(
        journey_id=journey_id,
        position=place,
        name=str(row.get("name") or ""),
        colour=colour if (colour := str(row.get("colour"))) in COLOURS else COLOURS[0],
    )
    session.add(mark)
    session.flush()
    return mark.id


class _PointsByName:
    """Touch points of the inventory, found once each."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found = {
            name: number for number, name in session.execute(select(TouchPoint.id, TouchPoint.name))
        }

    def id_of(self, point: Any) -> int | None:
        if not isinstance(point, Mapping) or not (name := str(point.get("name") or "").strip()):
            return None
        if name not in self._found:
            channel = str(point.get("channel") or "other")
            made = touch_points.add(self._session, name, channel if channel in CHANNELS else "other")
            self._found[name] = made
        return self._found[name]
