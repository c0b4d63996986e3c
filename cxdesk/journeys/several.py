"""What is done to several cards at once, each as one undo step: move, delete, grade, feelings aside, paste."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys import actions
from cxdesk.journeys.details import add_mark
from cxdesk.journeys.kinds import COLOURS, CURVES, LINES
from cxdesk.journeys.model import Card, CardMark, Lane, Stage, Step
from cxdesk.journeys.rearrange import Move
from cxdesk.personas.kinds import GRADES

# A grid that is larger was copied by mistake, such as a whole sheet.
MOST_PASTED = 5_000


@dataclass(frozen=True, slots=True)
class PastedCard:
    """A card to be made at a cell, counted in steps and lanes from where it is pasted."""

    across: int
    down: int
    text: str
    grade: str = "opinion"
    source: str = ""
    source_n: int | None = None
    source_on: date | None = None
    quotation: str = ""
    speaker: str = ""
    picture: str = ""
    touch_point_id: int | None = None
    feeling: float | None = None
    moment_of_truth: bool = False
    checked_on: date | None = None
    # What its colour means and which it is: a map that knows no such mark gets it.
    mark: str = ""
    colour: str = ""
    is_template: bool = False


@dataclass(frozen=True, slots=True)
class Pasted:
    """Ids of the cards that were made, and how many had no lane to lie in."""

    cards: list[int] = field(default_factory=list)
    left_out: int = 0


def move_cards(session: Session, moves: Sequence[Move]) -> None:
    """Several cards to their cells; one refusal leaves all where they are."""
    for move in moves:
        actions.move_card(session, move.card_id, move.step_id, move.lane_id, move.place)


def delete_cards(session: Session, card_ids: Sequence[int]) -> int:
    """Remove several cards."""
    for number in card_ids:
        actions.delete_card(session, number)
    return len(card_ids)


def grade_cards(session: Session, card_ids: Sequence[int], grade: str) -> None:
    """How sure we are of several cards."""
    for number in card_ids:
        actions.set_grade(session, number, grade)


def check_cards(session: Session, card_ids: Sequence[int], on: date | None) -> None:
    """The day somebody last made sure that several cards are still so."""
    for number in card_ids:
        actions.set_checked(session, number, on)


def line_up(session: Session, card_ids: Sequence[int], *, lane_id: int = 0, step_id: int = 0) -> None:
    """Bring several cards into one lane, each in its step, or into one step, each in its lane."""
    rows = _cards(session, card_ids)
    for row in rows:
        lane, step = lane_id or row.lane_id, step_id or row.step_id
        if (lane, step) == (row.lane_id, row.step_id):
            continue
        kinds = [session.get_one(Lane, number).kind in CURVES for number in (row.lane_id, lane)]
        if kinds[0] != kinds[1]:
            raise UserError(
                _(
                    "A feeling stays in its lane of feelings, and other cards outside of it. Nothing was moved."
                )
            )
        actions.move_card(session, row.id, step, lane, 1 << 20)


def copy_cards(session: Session, card_ids: Sequence[int]) -> list[PastedCard]:
    """Several cards as they can be pasted again, counted from the first step and lane that holds one."""
    rows = _cards(session, card_ids)
    if not rows:
        return []
    lane = session.get_one(Lane, rows[0].lane_id)
    steps, lanes = _step_ids(session, lane.journey_id), _lane_ids(session, lane.journey_id)
    at = [(steps.index(row.step_id), lanes.index(row.lane_id)) for row in rows]
    marks = {m.id: m for m in session.scalars(select(CardMark).where(CardMark.journey_id == lane.journey_id))}
    left, top = min(x for x, _y in at), min(y for _x, y in at)
    return [
        PastedCard(
            x - left, y - top, row.text, row.grade, row.source, row.source_n, row.source_on, row.quotation,
            row.speaker, row.picture, row.touch_point_id, row.feeling, row.moment_of_truth, row.checked_on,
            *((marks[row.mark_id].name, marks[row.mark_id].colour) if row.mark_id in marks else ("", "")),
            row.is_template,
        )
        for row, (x, y) in zip(rows, at, strict=True)
    ]  # fmt: skip


def steps_needed(session: Session, step_id: int, pasted: Sequence[PastedCard]) -> int:
    """How many steps a grid needs beyond the last one, pasted from a step on."""
    stage = session.get_one(Stage, session.get_one(Step, step_id).stage_id)
    steps = _step_ids(session, stage.journey_id)
    return max(0, steps.index(step_id) + max((p.across for p in pasted), default=0) + 1 - len(steps))


def paste(session: Session, step_id: int, lane_id: int, pasted: Sequence[PastedCard]) -> Pasted:
    """Make cards from a cell on: lanes downwards, steps onwards; steps that are missing come at the end.

    Lines are passed over. What would lie below the last lane, and a second feeling of a step, is left out and
    counted.
    """
    if len(pasted) > MOST_PASTED:
        raise UserError(_("This is more than {n} cards. Copy a part of it.").format(n=MOST_PASTED))
    journey_id = session.get_one(Lane, lane_id).journey_id
    needed = steps_needed(session, step_id, pasted)
    stages = select(Stage.id).where(Stage.journey_id == journey_id).order_by(Stage.position, Stage.id)
    last = session.scalars(stages).all()[-1]
    actions.add_steps(session, last, [_("New step")] * needed)
    steps, lanes = _step_ids(session, journey_id), _lane_ids(session, journey_id)
    column, row = steps.index(step_id), lanes.index(lane_id)
    places = [
        (card, steps[column + card.across], lanes[row + card.down])
        for card in pasted
        if row + card.down < len(lanes)
    ]
    made = _make(session, journey_id, places)
    return Pasted(made, len(pasted) - len(made))


def _make(session: Session, journey_id: int, places: Sequence[tuple[PastedCard, int, int]]) -> list[int]:
    """The cards, each below those of its cell; all are stored at once, which makes thousands quick."""
    _refuse_locked(session, {(step, lane) for _card, step, lane in places})
    kinds = {
        lane.id: lane.kind for lane in session.scalars(select(Lane).where(Lane.journey_id == journey_id))
    }
    cells = select(Card.step_id, Card.lane_id, func.count()).join(Lane, Lane.id == Card.lane_id)
    cells = cells.where(Lane.journey_id == journey_id).group_by(Card.step_id, Card.lane_id)
    marks = _marks(session, journey_id, [card for card, _step, _lane in places])
    held = {(step, lane): count for step, lane, count in session.execute(cells)}
    rows: list[Card] = []
    for card, step, lane in places:
        curve, here = kinds[lane] in CURVES, held.get((step, lane), 0)
        if curve and (card.feeling is None or here):
            continue
        held[step, lane] = here + 1
        rows.append(
            Card(
                step_id=step,
                lane_id=lane,
                position=here,
                text=card.text.strip(),
                grade=card.grade if card.grade in GRADES else "opinion",
                feeling=actions.checked_feeling(card.feeling) if curve else None,
                moment_of_truth=card.moment_of_truth,
                touch_point_id=card.touch_point_id,
                checked_on=card.checked_on,
                source=card.source,
                source_n=card.source_n,
                source_on=card.source_on,
                quotation=card.quotation,
                speaker=card.speaker,
                picture=card.picture,
                mark_id=marks.get(card.mark),
                is_template=card.is_template,
            )
        )
    session.add_all(rows)
    session.flush()
    return [card.id for card in rows]


def _marks(session: Session, journey_id: int, pasted: Sequence[PastedCard]) -> dict[str, int]:
    """The marks of a map by their names, with those that the pasted cards bring along."""
    found = {
        row.name: row.id for row in session.scalars(select(CardMark).where(CardMark.journey_id == journey_id))
    }
    for card in pasted:
        if card.mark and card.mark not in found:
            found[card.mark] = add_mark(
                session, journey_id, card.mark, card.colour if card.colour in COLOURS else COLOURS[0]
            )
    return found


def _refuse_locked(session: Session, cells: set[tuple[int, int]]) -> None:
    """Refuse where a stage or a lane is locked, asking once for each of them."""
    stages = {row.id: row.stage_id for row in session.execute(select(Step.id, Step.stage_id))}
    asked = {(stages[step], lane): (step, lane) for step, lane in sorted(cells, reverse=True)}
    for step, lane in asked.values():
        actions.refuse_locked(session, step, lane)


def _cards(session: Session, card_ids: Sequence[int]) -> list[Card]:
    """The cards in the order of steps, lanes and places."""
    query = (
        select(Card)
        .join(Step, Step.id == Card.step_id)
        .join(Stage, Stage.id == Step.stage_id)
        .join(Lane, Lane.id == Card.lane_id)
        .where(Card.id.in_(card_ids))
        .order_by(Stage.position, Step.position, Lane.position, Card.position, Card.id)
    )
    return list(session.scalars(query))


def _step_ids(session: Session, journey_id: int) -> list[int]:
    query = (
        select(Step.id)
        .join(Stage, Stage.id == Step.stage_id)
        .where(Stage.journey_id == journey_id)
        .order_by(Stage.position, Stage.id, Step.position, Step.id)
    )
    return list(session.scalars(query))


def _lane_ids(session: Session, journey_id: int) -> list[int]:
    """Lanes that hold cards."""
    query = select(Lane.id).where(Lane.journey_id == journey_id, Lane.kind.not_in(LINES))
    return list(session.scalars(query.order_by(Lane.position, Lane.id)))
