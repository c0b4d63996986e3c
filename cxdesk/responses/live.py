"""Answers that come in one at a time: begun, kept question by question, finished with a reason for every blank."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.responses.model import LiveAnswer, LiveResponse, Round
from cxdesk.responses.schema import (
    ANSWERED,
    DECLARED,
    FINISHED,
    NOT_ASKED,
    NOT_SHOWN,
    UNFINISHED,
)
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.logic.answers import is_answered, is_declared
from cxdesk.surveys.logic.blanks import blanks_for
from cxdesk.surveys.logic.path import Path
from cxdesk.surveys.model import Item, Question


def start(
    session: Session,
    round_id: int,
    way: str,
    language: str,
    key: str | None = None,
    version_id: int | None = None,
    now: datetime | None = None,
) -> int:
    """Begin a response and return its number; `way` is how it comes in ("kiosk"), `key` the source's name for it."""
    if session.get(Round, round_id) is None:
        raise UserError(_("That survey round is not in the file any more."))
    row = LiveResponse(
        round_id=round_id,
        version_id=version_id,
        key=key or uuid.uuid4().hex,
        way=way,
        started=now or datetime.now(),
        state=UNFINISHED,
        language=language,
    )
    session.add(row)
    session.flush()
    return row.id


def keep(session: Session, response_id: int, definition: Definition, question_code: str, value: Any) -> None:
    """Keep the answer to one question in the place of an earlier one; no answer takes the earlier one away."""
    question = next((q for q in definition.questions if q.code == question_code), None)
    items = _items(session, response_id).get(question_code, {})
    if question is None or not items:
        return
    session.execute(
        delete(LiveAnswer).where(
            LiveAnswer.response_id == response_id, LiveAnswer.item_id.in_(items.values())
        )
    )
    for code, given in _by_item(question, value, list(items)).items():
        if code in items:
            session.add(_row(response_id, items[code], question, given))
    session.flush()


def finish(session: Session, response_id: int, path: Path, now: datetime | None = None) -> None:
    """Close a response: every item without an answer says why; what left the way counts as not shown."""
    response = session.get(LiveResponse, response_id)
    if response is None:
        return
    blanks = blanks_for(path, path.reached)
    mine = LiveAnswer.response_id == response_id
    kept = set(session.scalars(select(LiveAnswer.item_id).where(mine, LiveAnswer.blank != NOT_SHOWN)))
    asked = {q.code for q in path.survey.questions} if path.survey is not None else set()
    for question, items in _items(session, response_id).items():
        for item, number in items.items():
            otherwise = NOT_SHOWN if question in asked else NOT_ASKED
            blank = blanks.get((question, item), ANSWERED if number in kept else otherwise)
            if blank not in (ANSWERED, DECLARED):
                session.execute(delete(LiveAnswer).where(mine, LiveAnswer.item_id == number))
                session.add(LiveAnswer(response_id=response_id, item_id=number, blank=blank))
    response.state, response.submitted = FINISHED, now or datetime.now()
    session.flush()


def _items(session: Session, response_id: int) -> dict[str, dict[str, int]]:
    """The numbers of all items of the response's survey: question code, then item code."""
    rows = session.execute(
        select(Question.code, Item.code, Item.id)
        .join(Item, Item.question_id == Question.id)
        .join(Round, Round.survey_id == Question.survey_id)
        .join(LiveResponse, LiveResponse.round_id == Round.id)
        .where(LiveResponse.id == response_id)
        .order_by(Question.position, Item.position)
    )
    found: dict[str, dict[str, int]] = {}
    for question, item, number in rows:
        found.setdefault(question, {})[item] = number
    return found


def _by_item(question: QuestionSpec, value: Any, items: list[str]) -> dict[str, Any]:
    """An answer in the shape of `surveys.logic.answers` as one value per item."""
    if not is_answered(value):
        return {}
    if isinstance(value, dict):
        return {code: given for code, given in value.items() if given is not None}
    if question.kind == "multiple":
        return {code: int(code in value) for code in items}
    return {items[0]: value}


def _row(response_id: int, item_id: int, question: QuestionSpec, value: Any) -> LiveAnswer:
    declared = question.kind != "multiple" and is_declared(question, value)
    words = value if isinstance(value, str) else None
    if question.kind == "date" and words is not None:
        date.fromisoformat(words)
    return LiveAnswer(
        response_id=response_id,
        item_id=item_id,
        blank=DECLARED if declared else ANSWERED,
        number=None if words is not None else float(value),
        words=words,
    )
