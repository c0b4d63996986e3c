"""What a workshop left behind on a map, as part of its document: dots, parked notes, photographs of the wall.

Photographs are named by the hash of their bytes, which stay in the project file: a document that is read into
another file brings those photographs along that this file has too.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.journeys.model import Card, CardVotes, Lane, ParkedNote, WallPhoto
from cxdesk.storage.model import Asset

MOST_DOTS = 9999
# More is no workshop that was held; a file that says so is refused before anything is made of it.
MOST_VOTES, MOST_PARKED, MOST_PHOTOS = 100_000, 10_000, 1_000


def room_of(session: Session, journey_id: int) -> dict[str, Any]:
    """The parts of a document that a workshop made, in the order in which they came to be."""
    votes = session.execute(
        select(CardVotes.card_id, CardVotes.ballot, CardVotes.count)
        .join(Card, Card.id == CardVotes.card_id)
        .join(Lane, Lane.id == Card.lane_id)
        .where(Lane.journey_id == journey_id, CardVotes.count > 0)
        .order_by(CardVotes.id)
    )
    parked = session.scalars(
        select(ParkedNote)
        .where(ParkedNote.journey_id == journey_id)
        .order_by(ParkedNote.position, ParkedNote.id)
    )
    photos = session.scalars(
        select(WallPhoto).where(WallPhoto.journey_id == journey_id).order_by(WallPhoto.position, WallPhoto.id)
    )
    return {
        "votes": [{"card": card, "vote": ballot, "dots": count} for card, ballot, count in votes],
        "parked": [{"text": note.text, "made_at": note.made_at.isoformat()} for note in parked],
        "wall_photos": [
            {"picture": p.picture, "caption": p.caption, "made_at": p.made_at.isoformat()} for p in photos
        ],
    }


def without_room(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same map before a workshop came to it."""
    return {**document, "votes": [], "parked": [], "wall_photos": []}


def check_room(rows: Mapping[str, list[Mapping[str, Any]]], cards: set[Any]) -> None:
    """Refuse what no workshop can have left behind: a UserError, and nothing is stored."""
    for key, most in (("votes", MOST_VOTES), ("parked", MOST_PARKED), ("wall_photos", MOST_PHOTOS)):
        if len(rows[key]) > most:
            raise UserError(_("This journey holds more than {n} entries of “{key}”.").format(n=most, key=key))
    given: set[tuple[str, str]] = set()
    for row in rows["votes"]:
        card, dots = row.get("card"), row.get("dots")
        place = str(card), str(row.get("vote") or "")
        if not isinstance(card, int | str) or card not in cards:
            raise UserError(_("A vote of this journey is for a card that is not in it."))
        if isinstance(dots, bool) or not isinstance(dots, int) or not 0 <= dots <= MOST_DOTS:
            raise UserError(_("A card has from 0 to {n} dots.").format(n=number(MOST_DOTS)))
        if place in given:
            raise UserError(_("A card of this journey is counted twice in one vote."))
        given.add(place)
    for key in ("parked", "wall_photos"):
        for row in rows[key]:
            moment_of(row.get("made_at"))


def create_room(
    session: Session, journey_id: int, rows: Mapping[str, list[Mapping[str, Any]]], cards: Mapping[Any, int]
) -> None:
    """Give a new map what its workshop left behind; `cards` are its cards by their ids in the document."""
    for row in rows["votes"]:
        if row["dots"]:
            ballot = str(row.get("vote") or "")
            session.add(CardVotes(card_id=cards[row["card"]], ballot=ballot, count=row["dots"]))
    texts = [(str(row.get("text") or "").strip(), row) for row in rows["parked"]]
    for place, (words, row) in enumerate((w, r) for w, r in texts if w):
        made_at = moment_of(row.get("made_at"))
        session.add(ParkedNote(journey_id=journey_id, position=place, text=words, made_at=made_at))
    known = pictures_here(session, [str(row.get("picture") or "") for row in rows["wall_photos"]])
    here = [row for row in rows["wall_photos"] if str(row.get("picture")) in known]
    for place, row in enumerate(here):
        session.add(
            WallPhoto(
                journey_id=journey_id,
                position=place,
                picture=str(row["picture"]),
                caption=str(row.get("caption") or ""),
                made_at=moment_of(row.get("made_at")),
            )
        )
    session.flush()


def pictures_here(session: Session, digests: list[str]) -> set[str]:
    """Which of these pictures, by the hash of their bytes, lie in this file."""
    return set(session.scalars(select(Asset.sha256).where(Asset.sha256.in_(digests))))


def moment_of(value: Any) -> datetime:
    """A moment as ISO writes it."""
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=None)
    except ValueError:
        raise UserError(_("“{value}” is not a day as in 2026-11-26.").format(value=value)) from None
