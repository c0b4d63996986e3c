"""Answers that come in one at a time: begun, kept question by question, finished with a reason for every blank.

They are outside the undo log. What a person answered at the kiosk is theirs; undo at the desk never takes it back.
"""

import math
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, delete, insert, select
from sqlalchemy.orm import Session

from cxdesk.changes import CHANGED
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.responses.asked_items import kept_under
from cxdesk.responses.model import AnswerCollection, LiveAnswer, LiveResponse, Round
from cxdesk.responses.schema import ANSWERED, DECLARED, FINISHED, SENT_AWAY, TEXT_KINDS, UNFINISHED
from cxdesk.storage.facts import reserve_numbers
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.logic.answers import is_answered, is_declared, number_of
from cxdesk.surveys.logic.blanks import blanks_for
from cxdesk.surveys.logic.path import Path
from cxdesk.surveys.logic.validation import is_day

# Moves with every change of live answers, so that what was read of them is known to be old.
CHANGES: Final = "live_changes"
YES: Final = 1


def start(
    session: Session,
    round_id: int,
    way: str,
    language: str,
    key: str | None = None,
    version_id: int | None = None,
    now: datetime | None = None,
    account_key: str = "",
    collection_id: int | None = None,
) -> int:
    """Begin a response and return its number.

    `way` is how it comes in ("kiosk", "paper", "web"), `key` the source's own name for it, which counts once.
    `account_key` is the customer it speaks for, where that is known.
    """
    if session.get(Round, round_id) is None:
        raise UserError(_("That survey round is not in the file any more."))
    if key is not None:
        if response_of_key(session, key) is not None:
            raise UserError(_("The answers “{key}” are in the file already.").format(key=key))
        # Taken back by undo, and never to be done again once this is done.
        _drop(session, select(LiveResponse.id).where(LiveResponse.key == key))
    row = LiveResponse(
        round_id=round_id,
        version_id=version_id,
        key=key or uuid.uuid4().hex,
        way=way,
        started=now or datetime.now(),
        state=UNFINISHED,
        language=language,
        account_key=account_key,
        collection_id=collection_id,
    )
    session.add(row)
    session.flush()
    changed(session)
    return row.id


def keep(session: Session, response_id: int, definition: Definition, question_code: str, value: Any) -> None:
    """Keep the answer to one question in the place of an earlier one; no answer takes the earlier one away.

    A question that the file has not, any more, is left out; what is no answer to its kind is a UserError.
    """
    question = next((q for q in definition.questions if q.code == question_code), None)
    if question is None:
        return
    items = _numbers(session, response_id, [question]).get(question_code, {})
    if not items:
        return
    rows = _rows(response_id, question, value, items)
    mine = LiveAnswer.item_id.in_(items.values())
    session.execute(delete(LiveAnswer).where(LiveAnswer.response_id == response_id, mine))
    if rows:
        session.execute(insert(LiveAnswer), rows)
    if question.settings.get("purpose") == "quote":
        _response(session, response_id).consent_quote = value == YES if is_answered(value) else None
        session.flush()
    changed(session)


def finish(
    session: Session,
    response_id: int,
    path: Path,
    now: datetime | None = None,
    over: Iterable[str] | None = None,
) -> None:
    """Close a response: what was not on its way was not shown, what has no answer was skipped.

    Hidden fields are kept as the path has them. `over` are the quotas that were full already: the answers are kept
    and carry their names. Who was sent away by a full quota is kept as that, so that no score counts them.
    """
    response = _response(session, response_id)
    survey = path.survey
    if survey is not None:
        for question in survey.questions:
            if question.look == "hidden" and question.code in path.reached:
                keep(session, response_id, survey, question.code, path.reached[question.code])
        _note_blanks(session, response, path, survey)
    _close(response, path, now or datetime.now(), over)
    session.flush()
    changed(session, counts=True)


def whole_answers(
    response: LiveResponse,
    path: Path,
    answers: Mapping[str, Any],
    numbers: Mapping[str, Mapping[str, int]],
    now: datetime,
    over: Iterable[str],
) -> list[dict[str, Any]]:
    """What `keep` and `finish` would write of answers that came in as a whole, as rows; closes the response.

    `numbers` are those of the items of all questions, by the codes of question and item.
    """
    survey = path.survey
    if survey is None:
        raise ValueError("the way of no survey")
    given: dict[int, dict[str, Any]] = {}
    for question in survey.questions:
        items = numbers.get(question.code, {})
        value = answers.get(question.code)
        if question.look == "hidden" and question.code in path.reached:
            value = path.reached[question.code]
        if not items or not is_answered(value):
            continue
        given |= {row["item_id"]: row for row in _rows(response.id, question, value, items)}
        if question.settings.get("purpose") == "quote":
            response.consent_quote = value == YES
    kept = {item: (row["number"], row["words"]) for item, row in given.items()}
    empty = _empty(path, _as_answers(survey, numbers, kept), numbers)
    _close(response, path, now, over)
    rows = [row for item, row in given.items() if item not in empty]
    blank = {"response_id": response.id, "number": None, "words": None}
    return rows + [{**blank, "item_id": item, "blank": kind} for item, kind in empty.items()]


def _close(response: LiveResponse, path: Path, now: datetime, over: Iterable[str] | None) -> None:
    response.state = SENT_AWAY if path.full else FINISHED
    response.submitted = now
    if over is not None or path.full:
        response.over_quota = "\n".join(dict.fromkeys([*(over or ()), *filter(None, [path.full])]))


def answers_of_live(session: Session, response_id: int, definition: Definition) -> dict[str, Any]:
    """What was answered so far, in the shape of `surveys.logic.answers`."""
    found = {
        item: (number, words)
        for item, number, words in session.execute(
            select(LiveAnswer.item_id, LiveAnswer.number, LiveAnswer.words).where(
                LiveAnswer.response_id == response_id, LiveAnswer.blank.in_((ANSWERED, DECLARED))
            )
        )
    }
    return _as_answers(definition, _numbers(session, response_id, definition.questions), found)


def _as_answers(
    definition: Definition,
    numbers: Mapping[str, Mapping[str, int]],
    found: Mapping[int, tuple[float | None, str | None]],
) -> dict[str, Any]:
    """What is kept under the items, number and words each, in the shape of `surveys.logic.answers`."""
    answers = {}
    for question in definition.questions:
        given = {
            code: _value(question, *found[item])
            for code, item in numbers.get(question.code, {}).items()
            if item in found
        }
        value = joined(question, given)
        if is_answered(value):
            answers[question.code] = value
    return answers


def withdraw(session: Session, response_id: int) -> None:
    """Take a response away for good, with every second entry of it."""
    gone = select(LiveResponse.id).where(
        (LiveResponse.id == response_id) | (LiveResponse.checks == response_id)
    )
    _drop(session, gone)
    changed(session, counts=True)


def standing() -> ColumnElement[bool]:
    """The condition that undo did not take the files back that a response came in with."""
    there = select(AnswerCollection.id)
    return LiveResponse.collection_id.is_(None) | LiveResponse.collection_id.in_(there)


def response_of_key(session: Session, key: str) -> int | None:
    """The response that came in under this name."""
    return session.scalar(select(LiveResponse.id).where(LiveResponse.key == key, standing()))


def keys_there(session: Session) -> set[str]:
    """The names of all responses that came in and that undo did not take back."""
    return set(session.scalars(select(LiveResponse.key).where(standing())))


def drop_taken_back(session: Session) -> None:
    """Drop what undo took back, as it is never to be done again once its files come in anew."""
    _drop(session, select(LiveResponse.id).where(~standing()))


def changed(session: Session, counts: bool = False) -> None:
    """Note that live answers are otherwise now; `counts` where a score may be."""
    reserve_numbers(session, CHANGES, 1)
    tables = {"live_response", "live_answer"} | ({"import_batch"} if counts else set())
    session.info.setdefault(CHANGED, set()).update(tables)


def _drop(session: Session, which: Select[int]) -> None:
    numbers = list(session.scalars(which))
    session.execute(delete(LiveAnswer).where(LiveAnswer.response_id.in_(numbers)))
    session.execute(delete(LiveResponse).where(LiveResponse.id.in_(numbers)))


def _response(session: Session, response_id: int) -> LiveResponse:
    row = session.get(LiveResponse, response_id)
    if row is None:
        raise UserError(_("That answer is not in the file any more."))
    return row


def _numbers(
    session: Session, response_id: int, questions: Iterable[QuestionSpec]
) -> dict[str, dict[str, int]]:
    """The numbers of the items of a response's questions: question code, then item code."""
    survey = select(Round.survey_id).join(LiveResponse, LiveResponse.round_id == Round.id)
    survey_id = session.scalar(survey.where(LiveResponse.id == response_id))
    if survey_id is None:
        return {}
    found = kept_under(session, survey_id, questions)
    return {code: {item: number for item, (number, _kind) in own.items()} for code, own in found.items()}


def _note_blanks(session: Session, response: LiveResponse, path: Path, survey: Definition) -> None:
    """Every item without an answer says why; answers off the way go."""
    numbers = _numbers(session, response.id, survey.questions)
    empty = _empty(path, answers_of_live(session, response.id, survey), numbers)
    mine = LiveAnswer.response_id == response.id
    session.execute(delete(LiveAnswer).where(mine, LiveAnswer.item_id.in_(empty)))
    if empty:
        rows = [{"response_id": response.id, "item_id": i, "blank": kind} for i, kind in empty.items()]
        session.execute(insert(LiveAnswer), rows)


def _empty(
    path: Path, answers: Mapping[str, Any], numbers: Mapping[str, Mapping[str, int]]
) -> dict[int, int]:
    """Why each item that is blank is blank; a "don't know" keeps the code that says so, as an import does."""
    return {
        numbers[question][item]: kind
        for (question, item), kind in blanks_for(path, answers).items()
        if kind != DECLARED and item in numbers.get(question, {})
    }


def _rows(
    response_id: int, question: QuestionSpec, value: Any, items: Mapping[str, int]
) -> list[dict[str, Any]]:
    """An answer as rows, one for each item that it says something of."""
    if not is_answered(value):
        return []
    if isinstance(value, Mapping):
        given = {code: part for code, part in value.items() if is_answered(part)}
    elif question.kind == "multiple":
        ticked = value if isinstance(value, (list, tuple)) else [value]
        given = {code: float(code in ticked) for code in items}
    else:
        given = {next(iter(items)): value}
    return [
        {"response_id": response_id, "item_id": items[code], **_cell(question, part)}
        for code, part in given.items()
        if code in items
    ]


def _cell(question: QuestionSpec, value: Any) -> dict[str, Any]:
    """One value as it is kept, by its question's kind."""
    number = number_of(value)
    if question.kind in TEXT_KINDS or question.kind == "date":
        if not isinstance(value, str) or (question.kind == "date" and not is_day(value)):
            raise _no_answer(question)
        return {"blank": ANSWERED, "number": None, "words": value}
    if number is None or not math.isfinite(number):
        raise _no_answer(question)
    declared = question.kind != "multiple" and is_declared(question, value)
    return {"blank": DECLARED if declared else ANSWERED, "number": number, "words": None}


def _no_answer(question: QuestionSpec) -> UserError:
    return UserError(_("This can’t be an answer to question {code}.").format(code=question.code))


def _value(question: QuestionSpec, number: float | None, words: str | None) -> Any:
    if words is not None:
        return words
    return int(number) if number is not None and number == int(number) else number


def joined(question: QuestionSpec, given: Mapping[str, Any]) -> Any:
    """The values of a question's items as one answer."""
    if question.kind == "multiple":
        return [code for code, value in given.items() if value]
    if len(question.items) > 1:
        return given
    return next(iter(given.values()), None)
