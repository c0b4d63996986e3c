"""What a person does with journeys."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys.kinds import CURVES, FEELING_LIMIT, LANE_KINDS, LINE, LINES, STATES
from cxdesk.journeys.model import Card, Journey, Lane, Stage, Step
from cxdesk.personas.kinds import GRADES

# What is ours alone wherever a lane of this kind is added.
INTERNAL_KINDS = frozenset(
    {
        "state_of_mind",
        "need",
        "pain",
        "delight",
        "unexpected",
        "latent_need",
        "observation",
        "behind",
        "support",
        "systems",
        "employee",
        "kpi",
        "opportunity",
    }
)
# The lanes of a new journey, and whether each stays inside the house.
FIRST_LANES = (
    ("does", False),
    ("touch_point", False),
    ("feeling", False),
    ("thinking", False),
    ("pain", True),
    (LINE, False),
    ("behind", True),
    ("opportunity", True),
)
_JOURNEY_FIELDS = frozenset({"persona", "about", "takeaway"})


def create(
    session: Session, name: str, persona: str = "", state: str = "as_is", today: date | None = None
) -> int:
    """A new journey with the usual lanes, and no stage yet."""
    row = Journey(
        name=_named(name),
        persona=persona.strip(),
        state=_one_of(state, STATES),
        made_on=today or date.today(),
    )
    session.add(row)
    session.flush()
    for kind, internal in FIRST_LANES:
        add_lane(session, row.id, kind, internal=internal)
    return row.id


def rename(session: Session, journey_id: int, name: str) -> None:
    """Give the journey another name."""
    session.get_one(Journey, journey_id).name = _named(name)


def change(session: Session, journey_id: int, **fields: str) -> None:
    """Change what is given of persona, about (who sees it and where) and takeaway."""
    unknown = set(fields) - _JOURNEY_FIELDS
    if unknown:
        raise TypeError(f"unknown fields: {sorted(unknown)}")
    row = session.get_one(Journey, journey_id)
    for name, value in fields.items():
        setattr(row, name, value.strip())


def set_state(session: Session, journey_id: int, state: str) -> None:
    """Say whether the map shows how it is now or how it should be."""
    session.get_one(Journey, journey_id).state = _one_of(state, STATES)


def delete(session: Session, journey_id: int) -> None:
    """Remove a journey with all that is on its map; touch points stay in the inventory."""
    session.delete(session.get_one(Journey, journey_id))


def add_stage(
    session: Session, journey_id: int, name: str, duration: str = "", place: int | None = None
) -> int:
    """A stage at the end, or at a place."""
    row = Stage(journey_id=journey_id, name=_named(name), duration=duration.strip(), position=0)
    session.add(row)
    _place(_siblings(session, Stage, journey_id=journey_id), row, place)
    session.flush()
    return row.id


def change_stage(
    session: Session, stage_id: int, name: str | None = None, duration: str | None = None
) -> None:
    """Change what is given of a stage."""
    row = session.get_one(Stage, stage_id)
    if name is not None and (name := _named(name)) != row.name:
        row.name, row.is_template = name, False
    if duration is not None:
        row.duration = duration.strip()


def focus_stage(session: Session, stage_id: int | None, journey_id: int) -> None:
    """Mark the one stage the map is about, or none."""
    for row in _siblings(session, Stage, journey_id=journey_id):
        row.in_focus = row.id == stage_id


def move_stage(session: Session, stage_id: int, place: int) -> None:
    """Move a stage with its steps to another place."""
    row = session.get_one(Stage, stage_id)
    _place(_siblings(session, Stage, journey_id=row.journey_id), row, place)


def delete_stage(session: Session, stage_id: int) -> None:
    """Remove a stage with its steps and their cards."""
    row = session.get_one(Stage, stage_id)
    _refuse_locked_stage(row)
    session.delete(row)


def add_step(session: Session, stage_id: int, name: str, place: int | None = None) -> int:
    """A step at the end of a stage, or at a place in it."""
    row = Step(stage_id=stage_id, name=_named(name), position=0)
    session.add(row)
    _place(_siblings(session, Step, stage_id=stage_id), row, place)
    session.flush()
    return row.id


def add_steps(session: Session, stage_id: int, names: Sequence[str]) -> list[int]:
    """Several steps at the end of a stage, stored at once."""
    before = _siblings(session, Step, stage_id=stage_id)
    first = before[-1].position + 1 if before else 0
    rows = [Step(stage_id=stage_id, name=_named(name), position=first + n) for n, name in enumerate(names)]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def rename_step(session: Session, step_id: int, name: str) -> None:
    """Give a step another name; one that came from a template is our own from then on."""
    row = session.get_one(Step, step_id)
    if (name := _named(name)) != row.name:
        row.name, row.is_template = name, False


def move_step(session: Session, step_id: int, stage_id: int, place: int) -> None:
    """Move a step with its cards to a place in a stage, its own or another."""
    row = session.get_one(Step, step_id)
    if row.stage_id != stage_id:
        for number in (row.stage_id, stage_id):
            _refuse_locked_stage(session.get_one(Stage, number))
    row.stage_id = stage_id
    session.flush()
    _place(_siblings(session, Step, stage_id=stage_id), row, place)


def delete_step(session: Session, step_id: int) -> None:
    """Remove a step with its cards."""
    row = session.get_one(Step, step_id)
    _refuse_locked_stage(session.get_one(Stage, row.stage_id))
    session.delete(row)


def add_lane(
    session: Session,
    journey_id: int,
    kind: str,
    title: str = "",
    whose: str = "",
    internal: bool = False,
    place: int | None = None,
) -> int:
    """A lane at the end, or at a place; an empty title means the word for its kind."""
    lanes = _siblings(session, Lane, journey_id=journey_id)
    if kind in LINES and any(lane.kind == kind for lane in lanes):
        raise UserError(
            _("This journey has a line of visibility already. Move that one.")
            if kind == LINE
            else _("This journey has a line of interaction already. Move that one.")
        )
    row = Lane(
        journey_id=journey_id,
        kind=_one_of(kind, LANE_KINDS),
        title=title.strip(),
        whose=whose.strip(),
        internal=internal,
        position=0,
    )
    session.add(row)
    _place(lanes, row, place)
    session.flush()
    return row.id


def change_lane(
    session: Session,
    lane_id: int,
    title: str | None = None,
    whose: str | None = None,
    internal: bool | None = None,
) -> None:
    """Change what is given of a lane."""
    row = session.get_one(Lane, lane_id)
    if title is not None:
        row.title = title.strip()
    if whose is not None:
        row.whose = whose.strip()
    if internal is not None:
        row.internal = internal


def move_lane(session: Session, lane_id: int, place: int) -> None:
    """Move a lane to another place."""
    row = session.get_one(Lane, lane_id)
    _place(_siblings(session, Lane, journey_id=row.journey_id), row, place)


def delete_lane(session: Session, lane_id: int) -> None:
    """Remove a lane with its cards."""
    row = session.get_one(Lane, lane_id)
    _refuse_locked_lane(row)
    session.delete(row)


def add_card(
    session: Session,
    step_id: int,
    lane_id: int,
    text: str = "",
    grade: str = "opinion",
    feeling: float | None = None,
    moment_of_truth: bool = False,
    touch_point_id: int | None = None,
    checked_on: date | None = None,
) -> int:
    """A card where a step meets a lane, below those that are there."""
    lane = session.get_one(Lane, lane_id)
    refuse_locked(session, step_id, lane_id)
    here = _siblings(session, Card, step_id=step_id, lane_id=lane_id)
    _refuse_second_feeling(lane, here)
    row = Card(
        step_id=step_id,
        lane_id=lane_id,
        position=len(here),
        text=text.strip(),
        grade=_one_of(grade, GRADES),
        feeling=checked_feeling(feeling),
        moment_of_truth=moment_of_truth,
        touch_point_id=touch_point_id,
        checked_on=checked_on,
    )
    session.add(row)
    session.flush()
    return row.id


def set_text(session: Session, card_id: int, text: str) -> None:
    """The words on a card; a template's words that are written over are our own."""
    row = session.get_one(Card, card_id)
    if (text := text.strip()) != row.text:
        refuse_locked(session, row.step_id, row.lane_id)
        row.text, row.is_template = text, False


def set_feeling(session: Session, card_id: int, feeling: float | None) -> None:
    """How it feels, from -5 to 5; None leaves a gap in the curve."""
    _free_card(session, card_id).feeling = checked_feeling(feeling)


def set_grade(session: Session, card_id: int, grade: str) -> None:
    """How sure we are: opinion, some answers, measured."""
    _free_card(session, card_id).grade = _one_of(grade, GRADES)


def set_moment_of_truth(session: Session, card_id: int, on: bool) -> None:
    """Say whether the customer decides about us here."""
    _free_card(session, card_id).moment_of_truth = on


def link_touch_point(session: Session, card_id: int, touch_point_id: int | None) -> None:
    """Tie a card to a touch point of the inventory, or to none."""
    _free_card(session, card_id).touch_point_id = touch_point_id


def set_checked(session: Session, card_id: int, on: date | None) -> None:
    """The day somebody last made sure that this is still so."""
    session.get_one(Card, card_id).checked_on = on


def move_card(session: Session, card_id: int, step_id: int, lane_id: int, place: int = 0) -> None:
    """Move a card to where another step meets another lane."""
    row = session.get_one(Card, card_id)
    refuse_locked(session, row.step_id, row.lane_id)
    refuse_locked(session, step_id, lane_id)
    others = [c for c in _siblings(session, Card, step_id=step_id, lane_id=lane_id) if c.id != card_id]
    _refuse_second_feeling(session.get_one(Lane, lane_id), others)
    row.step_id, row.lane_id = step_id, lane_id
    _place(others, row, place)


def delete_card(session: Session, card_id: int) -> None:
    """Remove a card."""
    row = session.get_one(Card, card_id)
    refuse_locked(session, row.step_id, row.lane_id)
    session.delete(row)


def refuse_locked(session: Session, step_id: int, lane_id: int) -> None:
    """A sentence where the stage of a step, or a lane, is locked: its cards stay where and as they are."""
    _refuse_locked_stage(session.get_one(Stage, session.get_one(Step, step_id).stage_id))
    _refuse_locked_lane(session.get_one(Lane, lane_id))


def _free_card(session: Session, card_id: int) -> Card:
    """A card that may be changed."""
    row = session.get_one(Card, card_id)
    refuse_locked(session, row.step_id, row.lane_id)
    return row


def _refuse_locked_stage(stage: Stage) -> None:
    if stage.locked:
        raise UserError(_("The stage “{name}” is locked. Unlock it first.").format(name=stage.name))


def _refuse_locked_lane(lane: Lane) -> None:
    if lane.locked:
        raise UserError(_("This lane is locked. Unlock it first."))


def _siblings(session: Session, table: Any, **where: int) -> list[Any]:
    session.flush()
    return list(session.scalars(select(table).filter_by(**where).order_by(table.position, table.id)))


def _place(rows: list[Any], row: Any, place: int | None) -> None:
    others = [r for r in rows if r is not row]
    others.insert(len(others) if place is None else max(0, min(place, len(others))), row)
    for position, one in enumerate(others):
        one.position = position


def _named(name: str) -> str:
    if not name.strip():
        raise UserError(_("Give it a name."))
    return name.strip()


def _one_of(value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise UserError(
            _("“{value}” is not one of: {allowed}.").format(value=value, allowed=", ".join(allowed))
        )
    return value


def checked_feeling(value: float | None) -> float | None:
    if value is not None and not -FEELING_LIMIT <= value <= FEELING_LIMIT:
        raise UserError(_("A feeling runs from −5 (bad) to 5 (good)."))
    return value


def _refuse_second_feeling(lane: Lane, here: list[Card]) -> None:
    if lane.kind in LINES:
        raise UserError(_("A line holds no cards. Choose a lane above or below it."))
    if lane.kind in CURVES and here:
        raise UserError(_("This step has a feeling already. Change that one."))
