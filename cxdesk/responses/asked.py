"""Answers that are there already when a question is to be changed: what may be, and what would lose them."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number
from cxdesk.responses.model import ImportBatch, LiveAnswer, Round
from cxdesk.responses.store import columns_of, live_chunks
from cxdesk.surveys import codes, retyped, scales
from cxdesk.surveys.editing import duplicate_questions
from cxdesk.surveys.looks import LOOKS, look_of
from cxdesk.surveys.model import Choice, Item, Question


def has_answers(session: Session, survey_id: int) -> bool:
    """Whether any answers to this survey are in the file; looks into none of them."""
    imported = (
        select(ImportBatch.id)
        .join(Round, Round.id == ImportBatch.round_id)
        .where(Round.survey_id == survey_id, ImportBatch.state == "live")
        .limit(1)
    )
    if session.scalar(imported) is not None:
        return True
    mine = select(Item.id).join(Question).where(Question.survey_id == survey_id)
    return session.scalar(select(LiveAnswer.id).where(LiveAnswer.item_id.in_(mine)).limit(1)) is not None


def answers_to(session: Session, question_id: int) -> int:
    """How many people answered one question, in all rounds; unreadable chunks count as none."""
    row = session.get_one(Question, question_id)
    ids = list(session.scalars(select(Item.id).where(Item.question_id == question_id)))
    if not has_answers(session, row.survey_id) or not ids:
        return 0
    most = 0
    names = [f"i{item}" for item in ids]
    for head in live_chunks(session, None, row.survey_id):
        chunks = [head.id, *([head.twin_id] if head.twin_id is not None else [])]
        found = [series for chunk in chunks for series in columns_of(session, chunk, names).values()]
        most += max((series.len() - series.null_count() for series in found), default=0)
    live = select(func.count(func.distinct(LiveAnswer.response_id))).where(
        LiveAnswer.item_id.in_(ids), LiveAnswer.blank == 0
    )
    return most + (session.scalar(live) or 0)


def refusal(session: Session, question_id: int, look: str) -> str:
    """Why a question with answers can't be asked in this way, in words; nothing where it can."""
    count = answers_to(session, question_id)
    spec = retyped.question_spec(session, question_id)
    return _kept(count, look_of(spec)) if count and not retyped.keeps_answers(spec, look) else ""


def change_type(session: Session, question_id: int, look: str, language: str) -> None:
    """Ask a question in another way; refused where answers are there that would not be what they were."""
    if look in LOOKS and (sentence := refusal(session, question_id, look)):
        raise UserError(sentence)
    retyped.change_look(
        session, question_id, look, language, keep_shape=bool(answers_to(session, question_id))
    )


def change_scale(session: Session, question_id: int, **changes: Any) -> None:
    """As `surveys.scales.set_scale`; the numbers stay where answers were given on them."""
    if set(changes) - {"satisfied_from"} and (count := answers_to(session, question_id)):
        spec = retyped.question_spec(session, question_id)
        raise UserError(_kept(count, look_of(spec)))
    scales.set_scale(session, question_id, **changes)


def change_answer_number(session: Session, choice_id: int, code: int) -> int:
    """Give an answer another number; refused where answers are kept under the one it has."""
    row = session.get_one(Choice, choice_id)
    if code != row.code and (count := answers_to(session, row.question_id)):
        raise UserError(
            ngettext(
                "{n} answer to this question is kept by number, so the numbers stay. Change the words instead.",
                "{n} answers to this question are kept by number, so the numbers stay. Change the words instead.",
                count,
            ).format(n=number(count))
        )
    return codes.change_choice_code(session, choice_id, code)


def ask_anew(session: Session, question_id: int, look: str, language: str) -> int:
    """A new question of another type right after one whose answers stay as they are; gives its number."""
    made = duplicate_questions(session, [question_id])[0]
    retyped.change_look(session, made, look, language)
    return made


def _kept(count: int, look: str) -> str:
    sentence = ngettext(
        "{n} answer is kept as “{type}”, and would be lost. Ask a new question beside this one.",
        "{n} answers are kept as “{type}”, and would be lost. Ask a new question beside this one.",
        count,
    )
    return sentence.format(n=number(count), type=_(LOOKS[look].words))
