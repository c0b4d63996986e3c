"""Live answers put into a chunk, as an import is: every score stays the same, and undo takes it back.

Their rows stay until the file closes, and count again when the import is undone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import polars as pl
from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.responses import actions
from cxdesk.responses.live import changed
from cxdesk.responses.live_rows import FORMAT, LiveRows, live_rows
from cxdesk.responses.model import ImportBatch, LiveAnswer, LiveResponse, ResponseChunk, Round
from cxdesk.responses.schema import FACTS, FINISHED, LIVE, TEXT_KINDS, blank_column, column
from cxdesk.storage.base import Base
from cxdesk.surveys.model import Item, Question

# These have numbers of live answers because they are about them, or their own.
_NOT_MOVED = ("live_answer", "raw_cell")


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


def fold(project: Runs, round_id: int, now: datetime | None = None) -> int:
    """Put the finished live responses of a round into a chunk, as one step; returns how many there were."""
    ready: Ready | None = project.read(_ready, round_id)
    if ready is None:
        return 0
    number: int = project.run(_("Store answers that came in one by one"), _store, round_id, ready, now)
    return number


def finished_live(session: Session, round_id: int) -> int:
    """How many finished responses of a round are in no chunk yet."""
    survey_id = session.scalar(select(Round.survey_id).where(Round.id == round_id))
    live = live_rows(session, survey_id or 0)
    return _finished(live, round_id).height if live is not None else 0


def collect(session: Session) -> None:
    """Drop what chunks hold now, and what belonged to rounds that are gone; only at close: undo may want it."""
    stored = exists().where(ImportBatch.id == LiveResponse.batch_id)
    done = select(LiveResponse.id).where(LiveResponse.batch_id.is_not(None), stored)
    lost = select(LiveResponse.id).where(~exists().where(Round.id == LiveResponse.round_id))
    if not session.scalar(select(func.count(LiveResponse.id))):
        return
    session.execute(delete(LiveAnswer).where(LiveAnswer.response_id.in_(done)))
    session.execute(delete(LiveAnswer).where(LiveAnswer.response_id.in_(lost)))
    session.execute(delete(LiveResponse).where(LiveResponse.id.in_(lost)))
    session.execute(
        update(LiveResponse).where(LiveResponse.batch_id.is_not(None), ~stored).values(batch_id=None)
    )
    changed(session)


def _finished(live: LiveRows, round_id: int) -> pl.DataFrame:
    return live.frame.filter(pl.col("round_id") == round_id, pl.col("state") == FINISHED)


def _ready(session: Session, round_id: int) -> Ready | None:
    place = session.get(Round, round_id)
    live = live_rows(session, place.survey_id) if place is not None else None
    if place is None or live is None:
        return None
    frame = _finished(live, round_id)
    if not frame.height:
        return None
    rows = session.execute(
        select(Item.id, Question.kind)
        .join(Question, Question.id == Item.question_id)
        .where(Question.survey_id == place.survey_id)
    ).all()
    texts = [i for i, kind in rows if kind in TEXT_KINDS]
    closed = [i for i, kind in rows if kind not in TEXT_KINDS]
    # The blank kinds of texts stand with the closed answers.
    names = [*FACTS, *map(column, closed), *map(blank_column, (*closed, *texts))]
    words = frame.select(map(column, texts)) if texts else None
    numbers = tuple(n - LIVE for n in frame["response_id"])
    ways = tuple(sorted(set(frame["channel"].drop_nulls())))
    return Ready(actions.pack(frame.select(names), words), numbers, ways, frame)


def _store(session: Session, round_id: int, ready: Ready, now: datetime | None) -> int:
    again = _ready(session, round_id)
    if again is None or not again.frame.equals(ready.frame):
        # Somebody answered while these were packed.
        raise UserError(_("Answers came in meanwhile. Try again."))
    source = actions.Source(", ".join(ready.ways), FORMAT)
    batch_id = actions.add_answers(session, round_id, ready.packed, source, now)
    first = session.scalar(select(func.min(ResponseChunk.first_id)).where(ResponseChunk.batch_id == batch_id))
    session.execute(update(LiveResponse).where(LiveResponse.id.in_(ready.numbers)).values(batch_id=batch_id))
    _move_references(session, {LIVE + n: int(first or 0) + place for place, n in enumerate(ready.numbers)})
    changed(session, counts=True)
    return len(ready.numbers)


def _move_references(session: Session, numbers: dict[int, int]) -> None:
    """Whatever names one of these responses (evidence, follow-ups) names it by its new number."""
    for table in Base.metadata.sorted_tables:
        if "response_id" not in table.c or table.name in _NOT_MOVED:
            continue
        here = table.c.response_id
        for old in session.scalars(select(here).where(here >= LIVE).distinct()).all():
            if old in numbers:
                session.execute(update(table).where(here == old).values(response_id=numbers[old]))
