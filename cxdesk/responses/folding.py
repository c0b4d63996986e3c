"""Live answers put into a chunk, as an import is: every score stays the same, and undo takes it back.

Their rows stay until the file closes, and count again when the import is undone. At close it happens by itself: for a
round that is closed, and for an open one as soon as enough wait to be worth a chunk. Paper forms of an open round wait,
for somebody may still type them a second time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol

import polars as pl
from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, month
from cxdesk.responses import actions
from cxdesk.responses.live import changed, standing
from cxdesk.responses.live_rows import FORMAT, live_rows
from cxdesk.responses.model import (
    AnswerCollection,
    ImportBatch,
    LiveAnswer,
    LiveResponse,
    ResponseChunk,
    Round,
)
from cxdesk.responses.schema import FACTS, LIVE, TEXT_KINDS, blank_column, column
from cxdesk.storage.base import Base
from cxdesk.surveys.model import Item, Question, SurveyVersion

# These have numbers of live answers because they are about them, or their own.
_NOT_MOVED = ("live_answer", "raw_cell")
# Of an open round so many at least make a chunk of their own at close: a chunk of a few answers costs as much to open.
WORTH_A_CHUNK: Final = 100
PAPER: Final = "paper"


class Runs(Protocol):
    """What is needed of the open file."""

    def run(self, label: str, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do one action as one step."""

    def read(self, query: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask the file something."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Finished responses as a chunk, and the numbers they had."""

    packed: actions.Packed
    numbers: tuple[int, ...]
    ways: tuple[str, ...]
    frame: pl.DataFrame


def fold(
    project: Runs, round_id: int, now: datetime | None = None, label: str = "", close_on: date | None = None
) -> int:
    """Put the finished live responses of a round into a chunk, as one step; returns how many there were.

    `close_on` closes the round in the same step.
    """
    ready: Ready | None = project.read(_ready, round_id)
    if ready is None and close_on is None:
        return 0
    words = label or _("Put answers that came in one by one together")
    stored: int = project.run(words, _store, round_id, ready, now, close_on)
    return stored


def waiting(session: Session, survey_id: int | None = None) -> dict[int, int]:
    """How many responses of each round came to their end and are in no chunk yet; rounds without any are left out."""
    query = (
        select(LiveResponse.round_id, func.count())
        .join(Round, Round.id == LiveResponse.round_id)
        .where(_waits())
        .group_by(LiveResponse.round_id)
        .order_by(LiveResponse.round_id)
    )
    if survey_id is not None:
        query = query.where(Round.survey_id == survey_id)
    return dict(session.execute(query).all())


def coming_in(session: Session) -> int:
    """How many responses that came in one by one are in the file, begun or whole, stored ones left out."""
    stored = exists().where(ImportBatch.id == LiveResponse.batch_id)
    query = select(func.count(LiveResponse.id)).join(Round, Round.id == LiveResponse.round_id)
    return session.scalar(query.where(LiveResponse.checks.is_(None), ~stored, standing())) or 0


def fold_by_itself(session: Session, now: datetime | None = None) -> int:
    """Put together what is worth it, at close; gives how many responses. All of a round or nothing of it."""
    moment = now or datetime.now()
    total = 0
    for round_id in waiting(session):
        place = session.get_one(Round, round_id)
        closed = place.closed_on is not None and place.closed_on <= moment.date()
        ready = _ready(session, round_id, paper=closed)
        if ready is not None and (closed or len(ready.numbers) >= WORTH_A_CHUNK):
            total += len(_put(session, round_id, ready, moment))
    return total


def put_all(session: Session, survey_id: int, now: datetime) -> dict[int, int]:
    """Put together whatever waits of a survey, in the step that is being done; gives old and new response numbers."""
    found: dict[int, int] = {}
    for round_id in waiting(session, survey_id):
        ready = _ready(session, round_id)
        if ready is not None:
            found |= _put(session, round_id, ready, now)
    return found


def collect(session: Session) -> None:
    """Drop what chunks hold now, what undo took back and what belonged to surveys that are gone.

    Only at close: undo and redo may want it. A round that was undone while people answered comes back: an undo at
    the desk must not cost what they said.
    """
    _bring_rounds_back(session)
    stored = exists().where(ImportBatch.id == LiveResponse.batch_id)
    done = select(LiveResponse.id).where(LiveResponse.batch_id.is_not(None), stored)
    lost = select(LiveResponse.id).where(~exists().where(Round.id == LiveResponse.round_id))
    undone = select(LiveResponse.id).where(~standing())
    if session.scalar(select(func.count(LiveResponse.id))):
        session.execute(delete(LiveAnswer).where(LiveAnswer.response_id.in_(done)))
        for gone in (lost, undone):
            session.execute(delete(LiveAnswer).where(LiveAnswer.response_id.in_(gone)))
            session.execute(delete(LiveResponse).where(LiveResponse.id.in_(gone)))
    elif not session.scalar(select(func.count(AnswerCollection.id))):
        return
    session.execute(update(LiveResponse).values(collection_id=None))
    session.execute(delete(AnswerCollection))
    session.execute(
        update(LiveResponse).where(LiveResponse.batch_id.is_not(None), ~stored).values(batch_id=None)
    )
    changed(session)


def _bring_rounds_back(session: Session) -> None:
    """A round again, called by its month, for answers to a survey that is there whose round is not."""
    lost = session.execute(
        select(
            LiveResponse.round_id,
            Question.survey_id,
            func.min(LiveResponse.started),
            func.max(LiveResponse.version_id),
        )
        .join(LiveAnswer, LiveAnswer.response_id == LiveResponse.id)
        .join(Item, Item.id == LiveAnswer.item_id)
        .join(Question, Question.id == Item.question_id)
        .where(~exists().where(Round.id == LiveResponse.round_id), standing())
        .group_by(LiveResponse.round_id, Question.survey_id)
    ).all()
    for round_id, survey_id, began, version_id in lost:
        name = actions.free_name(session, survey_id, month(began.date()))
        version = version_id if version_id and session.get(SurveyVersion, version_id) is not None else None
        session.add(
            Round(id=round_id, survey_id=survey_id, name=name, opened_on=began.date(), version_id=version)
        )
        session.flush()


def _waits() -> Any:
    """The condition that a response came to its end, and that no chunk holds it."""
    stored = exists().where(ImportBatch.id == LiveResponse.batch_id)
    return LiveResponse.submitted.is_not(None) & LiveResponse.checks.is_(None) & ~stored & standing()


def _ready(session: Session, round_id: int, paper: bool = True) -> Ready | None:
    place = session.get(Round, round_id)
    live = live_rows(session, place.survey_id) if place is not None else None
    if place is None or live is None:
        return None
    frame = live.frame.filter(pl.col("round_id") == round_id, pl.col("submitted").is_not_null())
    if not paper:
        frame = frame.filter(pl.col("channel").fill_null("") != PAPER)
    if not frame.height:
        return None
    texts = [i for i, kind in live.kinds.items() if kind in TEXT_KINDS]
    closed = [i for i, kind in live.kinds.items() if kind not in TEXT_KINDS]
    # The blank kinds of texts stand with the closed answers.
    names = [*FACTS, *map(column, closed), *map(blank_column, (*closed, *texts))]
    words = frame.select(map(column, texts)) if texts else None
    numbers = tuple(n - LIVE for n in frame["response_id"])
    ways = tuple(sorted(set(frame["channel"].drop_nulls())))
    return Ready(actions.pack(frame.select(names), words), numbers, ways, frame)


def _store(
    session: Session, round_id: int, ready: Ready | None, now: datetime | None, close_on: date | None
) -> int:
    again = _ready(session, round_id)
    if (again is None) != (ready is None) or (again and ready and not again.frame.equals(ready.frame)):
        # Somebody answered while these were packed.
        raise UserError(_("Answers came in meanwhile. Try again."))
    if close_on is not None:
        session.get_one(Round, round_id).closed_on = close_on
        session.flush()
    return len(_put(session, round_id, ready, now)) if ready is not None else 0


def _put(session: Session, round_id: int, ready: Ready, now: datetime | None) -> dict[int, int]:
    """Store them as a chunk; gives the number each had and has now."""
    source = actions.Source(", ".join(ready.ways), FORMAT)
    batch_id = actions.add_answers(session, round_id, ready.packed, source, now)
    first = session.scalar(select(func.min(ResponseChunk.first_id)).where(ResponseChunk.batch_id == batch_id))
    session.execute(update(LiveResponse).where(LiveResponse.id.in_(ready.numbers)).values(batch_id=batch_id))
    moved = {LIVE + n: int(first or 0) + place for place, n in enumerate(ready.numbers)}
    _move_references(session, moved)
    changed(session, counts=True)
    return moved


def _move_references(session: Session, numbers: dict[int, int]) -> None:
    """Whatever names one of these responses (evidence, follow-ups) names it by its new number."""
    for table in Base.metadata.sorted_tables:
        if "response_id" not in table.c or table.name in _NOT_MOVED:
            continue
        here = table.c.response_id
        for old in session.scalars(select(here).where(here >= LIVE).distinct()).all():
            if old in numbers:
                session.execute(update(table).where(here == old).values(response_id=numbers[old]))
