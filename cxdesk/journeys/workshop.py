"""What a room does with a map: notes in a row, dots, a parking lot, photographs of the wall; and what it left behind."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.journeys.actions import add_card
from cxdesk.journeys.capture import Note
from cxdesk.journeys.formats.room import MOST_DOTS
from cxdesk.journeys.kinds import CURVES
from cxdesk.journeys.model import Card, CardVotes, Lane, ParkedNote, Stage, Step, WallPhoto
from cxdesk.storage import assets
from cxdesk.storage.facts import fact, set_fact

MOST_NOTES = 2000


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One card in a vote: its dots and its place among the others; cards with as many dots share a place."""

    card_id: int
    text: str
    lane_id: int
    step: str
    votes: int
    place: int
    tied: bool


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """One note of the parking lot."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """One photograph of the wall, by the hash of its bytes."""

    id: int
    picture: str
    caption: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What is on the leader's desk and not on the map: kept beside the design and outside undo.

    `draft` is the line that is being typed, `private` the lines that are not shown yet, `notes` are for the
    leader alone, `rounds` as they were typed, `ballot` the vote that is on.
    """

    draft: str = ""
    private: str = ""
    notes: str = ""
    rounds: str = ""
    ballot: str = ""
    dots: int = 3
    people: int = 8


def capture(session: Session, notes: Sequence[Note]) -> list[int]:
    """Cards for all notes, in their order; one that may not be made keeps all of them away."""
    if len(notes) > MOST_NOTES:
        raise UserError(_("That is more than {n} lines. Paste them in parts.").format(n=number(MOST_NOTES)))
    return [add_card(session, n.step_id, n.lane_id, n.text, feeling=n.feeling) for n in notes]


def set_votes(session: Session, card_id: int, ballot: str, count: int) -> None:
    """How many dots a card got in one vote; those of other votes stay."""
    if not 0 <= count <= MOST_DOTS:
        raise UserError(_("A card has from 0 to {n} dots.").format(n=number(MOST_DOTS)))
    row = session.scalar(select(CardVotes).where(CardVotes.card_id == card_id, CardVotes.ballot == ballot))
    if row is None:
        lane = session.get_one(Lane, session.get_one(Card, card_id).lane_id)
        if lane.kind in CURVES:
            raise UserError(_("A feeling gets no dots. Choose a card with words."))
        row = CardVotes(card_id=card_id, ballot=ballot)
        session.add(row)
    row.count = count
    session.flush()


def add_dots(session: Session, card_id: int, ballot: str, by: int = 1) -> int:
    """Some dots more or less on a card, never below none; how many it has then."""
    before = votes_in(session, [card_id], ballot).get(card_id, 0)
    after = max(0, before + by)
    if after != before:
        set_votes(session, card_id, ballot, after)
    return after


def set_many_votes(session: Session, counts: Mapping[int, int], ballot: str) -> None:
    """The counts of a whole vote at once."""
    for card_id, count in counts.items():
        set_votes(session, card_id, ballot, count)


def votes_in(session: Session, card_ids: Iterable[int], ballot: str) -> dict[int, int]:
    """The dots of cards in one vote."""
    query = select(CardVotes.card_id, CardVotes.count).where(
        CardVotes.card_id.in_(list(card_ids)), CardVotes.ballot == ballot, CardVotes.count > 0
    )
    return {card: int(count) for card, count in session.execute(query)}


def votes_on(session: Session, journey_id: int, ballot: str) -> dict[int, int]:
    """The dots of all cards of a map in one vote."""
    query = (
        select(CardVotes.card_id, CardVotes.count)
        .join(Card, Card.id == CardVotes.card_id)
        .join(Lane, Lane.id == Card.lane_id)
        .where(Lane.journey_id == journey_id, CardVotes.ballot == ballot, CardVotes.count > 0)
    )
    return {card: int(count) for card, count in session.execute(query)}


def ballots(session: Session, journey_id: int) -> list[str]:
    """The votes that were held on a map, in their order; the first has no name."""
    query = (
        select(CardVotes.ballot)
        .join(Card, Card.id == CardVotes.card_id)
        .join(Lane, Lane.id == Card.lane_id)
        .where(Lane.journey_id == journey_id, CardVotes.count > 0)
        .group_by(CardVotes.ballot)
        .order_by(func.min(CardVotes.id))
    )
    return list(session.scalars(query))


def vote_rows(session: Session, journey_id: int, ballot: str) -> list[VoteRow]:
    """The cards with dots in one vote, most first; as many dots are the same place, and said to be tied."""
    query = (
        select(Card.id, Card.text, Card.lane_id, Step.name, CardVotes.count)
        .join(CardVotes, CardVotes.card_id == Card.id)
        .join(Step, Step.id == Card.step_id)
        .join(Stage, Stage.id == Step.stage_id)
        .where(Stage.journey_id == journey_id, CardVotes.ballot == ballot, CardVotes.count > 0)
        .order_by(CardVotes.count.desc(), Stage.position, Step.position, Card.position, Card.id)
    )
    found = session.execute(query).all()
    texts = _words(session, [row[0] for row in found])
    tied = Counter(row[4] for row in found)
    rows: list[VoteRow] = []
    for at, (card_id, lane_id, step, votes) in enumerate((r[0], r[2], r[3], r[4]) for r in found):
        place = rows[-1].place if rows and rows[-1].votes == votes else at + 1
        rows.append(VoteRow(card_id, texts[card_id], lane_id, step, votes, place, tied[votes] > 1))
    return rows


def park(session: Session, journey_id: int, text: str, now: datetime | None = None) -> int:
    """Keep what was said and has no place on the map yet."""
    if not text.strip():
        raise UserError(_("Write something first."))
    place = session.scalar(select(func.count(ParkedNote.id)).where(ParkedNote.journey_id == journey_id)) or 0
    row = ParkedNote(journey_id=journey_id, position=place, text=text.strip(), made_at=now or datetime.now())
    session.add(row)
    session.flush()
    return row.id


def bring_in(session: Session, note_id: int, note: Note) -> int:
    """A parked note becomes a card and leaves the parking lot."""
    made = capture(session, [note])[0]
    delete_parked(session, note_id)
    return made


def delete_parked(session: Session, note_id: int) -> None:
    """Take a note off the parking lot."""
    session.delete(session.get_one(ParkedNote, note_id))


def parked_rows(session: Session, journey_id: int) -> list[ParkedRow]:
    """The parking lot, oldest first."""
    query = select(ParkedNote).where(ParkedNote.journey_id == journey_id)
    rows = session.scalars(query.order_by(ParkedNote.position, ParkedNote.id))
    return [ParkedRow(r.id, r.text) for r in rows]


def pin_photo(
    session: Session,
    journey_id: int,
    data: bytes,
    media_type: str,
    caption: str = "",
    now: datetime | None = None,
) -> int:
    """Pin a photograph of the wall beside the map."""
    place = session.scalar(select(func.count(WallPhoto.id)).where(WallPhoto.journey_id == journey_id)) or 0
    row = WallPhoto(
        journey_id=journey_id,
        position=place,
        picture=assets.keep(session, data, media_type),
        caption=caption.strip(),
        made_at=now or datetime.now(),
    )
    session.add(row)
    session.flush()
    return row.id


def unpin_photo(session: Session, photo_id: int) -> None:
    """Take a photograph of the wall away."""
    session.delete(session.get_one(WallPhoto, photo_id))


def photo_rows(session: Session, journey_id: int) -> list[PhotoRow]:
    """The photographs of the wall, oldest first."""
    query = select(WallPhoto).where(WallPhoto.journey_id == journey_id)
    rows = session.scalars(query.order_by(WallPhoto.position, WallPhoto.id))
    return [PhotoRow(r.id, r.picture, r.caption) for r in rows]


def desk(session: Session, journey_id: int) -> Desk:
    """What was on the leader's desk when the map was last open in a workshop."""
    try:
        kept = json.loads(fact(session, _fact(journey_id), "{}"))
        known = {f.name: type(getattr(Desk(), f.name)) for f in fields(Desk)}
        return replace(Desk(), **{k: v for k, v in kept.items() if type(v) is known.get(k)})
    except (ValueError, TypeError, AttributeError):
        return Desk()


def keep_desk(session: Session, journey_id: int, kept: Desk) -> None:
    """Keep the leader's desk; it is no step to undo."""
    set_fact(session, _fact(journey_id), json.dumps(asdict(kept), ensure_ascii=False))


def _words(session: Session, card_ids: Sequence[int]) -> dict[int, str]:
    """What is read on cards: their own text, else their touch point's name."""
    from cxdesk.touchpoints.model import TouchPoint

    query = (
        select(Card.id, Card.text, TouchPoint.name)
        .join(TouchPoint, TouchPoint.id == Card.touch_point_id, isouter=True)
        .where(Card.id.in_(card_ids))
    )
    return {number_: text or name or "" for number_, text, name in session.execute(query)}


def _fact(journey_id: int) -> str:
    # The package for somebody from outside leaves out every fact that begins so.
    return f"workshop-{journey_id}"
