"""What a map leans on beside itself, as part of its document: persona, journeys inside steps, comments, kept views.

Personas and journeys are named; in a document of this very file they are known by number first, for names change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number
from cxdesk.journeys.details import set_inner_journey
from cxdesk.journeys.formats.room import moment_of, pictures_here
from cxdesk.journeys.model import Journey, JourneyComment, SavedView
from cxdesk.journeys.views import as_data, from_data
from cxdesk.personas.model import Persona

# More was said and kept of no map; a file that says so is refused before anything is made of it.
MOST_COMMENTS, MOST_VIEWS = 20_000, 1_000


@dataclass(frozen=True, slots=True)
class Made:
    """A journey made from a document, and the numbers of its parts by those in the document."""

    journey: int
    stages: Mapping[Any, int]
    steps: Mapping[Any, int]
    cards: Mapping[Any, int]
    marks: Mapping[Any, int]


def named_around(session: Session, journey: Journey) -> dict[str, Any]:
    """The parts of a document beside the map; journeys inside steps stand with their steps."""
    persona = session.get(Persona, journey.persona_id) if journey.persona_id is not None else None
    comments = session.scalars(
        select(JourneyComment).where(JourneyComment.journey_id == journey.id).order_by(JourneyComment.id)
    )
    views = session.scalars(
        select(SavedView).where(SavedView.journey_id == journey.id).order_by(SavedView.id)
    )
    return {
        "sheet": {"id": persona.id, "name": persona.name} if persona else None,
        "comments": [
            {
                "card": c.card_id,
                "author": c.author,
                "text": c.text,
                "made_at": c.made_at.isoformat(),
                "settled": c.settled,
            }
            for c in comments
        ],
        "views": [{"name": view.name, "shows": view.shows} for view in views],
    }


def without_comments(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same map before anybody said something of it."""
    return {**document, "comments": []}


def check_around(rows: Mapping[str, list[Mapping[str, Any]]], cards: set[Any]) -> None:
    """Refuse comments and views that no map can have: a UserError, and nothing is stored."""
    for key, most in (("comments", MOST_COMMENTS), ("views", MOST_VIEWS)):
        if len(rows[key]) > most:
            raise UserError(_("This journey holds more than {n} entries of “{key}”.").format(n=most, key=key))
    for row in rows["comments"]:
        card = row.get("card")
        if card is not None and (not isinstance(card, int | str) or card not in cards):
            raise UserError(_("A comment of this journey is about a card that is not in it."))
        moment_of(row.get("made_at"))


def link_around(
    session: Session, made: Sequence[tuple[Mapping[str, Any], Made]], *, of_this_file: bool = False
) -> None:
    """Give new journeys their persona, the journeys inside their steps, comments and views.

    A journey inside is looked for among the new ones first. One that would lie inside itself is a UserError.
    """
    fresh = {str(document.get("name") or "").strip(): each.journey for document, each in made}
    for document, each in made:
        # A map of the same name that lies inside is another one.
        others = {name: number for name, number in fresh.items() if number != each.journey}
        _give_persona(session, document, each, of_this_file)
        for step in (s for stage in document.get("stages") or [] for s in stage.get("steps") or []):
            inner = _meant(session, Journey, step.get("inner_journey"), of_this_file, others)
            if inner is not None:
                set_inner_journey(session, each.steps[step["id"]], inner)
                session.flush()
        _give_comments(session, document, each)
        _give_views(session, document, each)
    session.flush()


def missing_here(session: Session, documents: Iterable[Mapping[str, Any]]) -> list[str]:
    """What documents only name and this file does not have, in sentences; asked after their journeys were made."""
    told: list[str] = []
    for document in documents:
        steps = [step for stage in document.get("stages") or [] for step in stage.get("steps") or []]
        inside = (step.get("inner_journey") for step in steps)
        names = dict.fromkeys(str(said.get("name") or "") for said in inside if isinstance(said, Mapping))
        told += [
            _("A step opens the journey “{name}”, which is not in this file: take it in too.").format(
                name=name
            )
            for name in names
            if name and _meant(session, Journey, {"name": name}, False, {}) is None
        ]
        digests = {str(row.get("picture")) for row in document.get("cards") or [] if row.get("picture")}
        if away := len(digests - pictures_here(session, sorted(digests))):
            told.append(
                ngettext(
                    "{n} photograph is only named in the file: it stayed where the map came from.",
                    "{n} photographs are only named in the file: they stayed where the map came from.",
                    away,
                ).format(n=number(away))
            )
    return told


def _give_persona(session: Session, document: Mapping[str, Any], made: Made, of_this_file: bool) -> None:
    sheet, journey = document.get("sheet"), session.get_one(Journey, made.journey)
    journey.persona_id = _meant(session, Persona, sheet, of_this_file, {})
    if journey.persona_id is None and not journey.persona and isinstance(sheet, Mapping):
        journey.persona = str(sheet.get("name") or "").strip()


def _give_comments(session: Session, document: Mapping[str, Any], made: Made) -> None:
    for row in document.get("comments") or []:
        card = row.get("card")
        if text := str(row.get("text") or "").strip():
            session.add(
                JourneyComment(
                    journey_id=made.journey,
                    card_id=None if card is None else made.cards[card],
                    author=str(row.get("author") or ""),
                    text=text,
                    made_at=moment_of(row.get("made_at")),
                    settled=bool(row.get("settled")),
                )
            )


def _give_views(session: Session, document: Mapping[str, Any], made: Made) -> None:
    """Views show the same stage and marks as they did, by their new numbers."""
    names: set[str] = set()
    for row in document.get("views") or []:
        name, data = str(row.get("name") or "").strip(), row.get("shows")
        if not name or name in names or not isinstance(data, Mapping):
            continue
        names.add(name)
        shows = from_data(dict(data))
        shows = replace(
            shows,
            stage_id=made.stages.get(shows.stage_id, 0),
            mark_ids=tuple(made.marks[m] for m in shows.mark_ids if _is_key(m) and m in made.marks),
        )
        session.add(SavedView(journey_id=made.journey, name=name, shows=as_data(shows)))


def _meant(
    session: Session, table: Any, said: Any, of_this_file: bool, fresh: Mapping[str, int]
) -> int | None:
    """Which row a document names: by number in its own file, else the only one of its name."""
    if not isinstance(said, Mapping):
        return None
    own, name = said.get("id"), str(said.get("name") or "").strip()
    if of_this_file and isinstance(own, int) and session.get(table, own) is not None:
        return own
    if name in fresh:
        return fresh[name]
    found = list(session.scalars(select(table.id).where(table.name == name).limit(2))) if name else []
    return found[0] if len(found) == 1 else None


def _is_key(value: Any) -> bool:
    return isinstance(value, int | str)
