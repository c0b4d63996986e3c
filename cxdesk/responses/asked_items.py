"""Under which items the answers to the questions of a survey or a release are kept."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.model import Item, Question


def kept_under(
    session: Session, survey_id: int, questions: Iterable[QuestionSpec]
) -> dict[str, dict[str, tuple[int, str]]]:
    """The question's and the item's code, as these questions have them: the item's number and its kind of answer.

    A release notes the number of each item, so that who still has it in hand answers the same questions when their
    codes are others by now, and when the draft has them no more: their answers wait under that number, for the question
    may come back. Where no number is noted, the code says it.
    """
    questions = list(questions)
    noted = [int(i.key) for q in questions for i in q.items if i.key.isdecimal()]
    rows = session.execute(
        select(Question.code, Item.code, Item.id, Question.kind)
        .join(Item, Item.question_id == Question.id)
        .where(
            Question.survey_id == survey_id,
            # Asked for each answer that comes in: no other question is read.
            Item.id.in_(noted) | Question.code.in_([q.code for q in questions]),
        )
        .order_by(Question.position, Item.position)
    ).all()
    kinds = {number: kind for _question, _item, number, kind in rows}
    by_code: dict[str, dict[str, int]] = {}
    for code, item, number, _kind in rows:
        by_code.setdefault(code, {})[item] = number
    found: dict[str, dict[str, tuple[int, str]]] = {}
    for question in questions:
        now = by_code.get(question.code, {})
        named = {i.code: int(i.key) if i.key.isdecimal() else 0 for i in question.items}
        for code in named or now:
            number = named.get(code) or now.get(code, 0)
            if number:
                kind = kinds.get(number, question.kind)
                found.setdefault(question.code, {})[code] = (number, kind)
    return found
