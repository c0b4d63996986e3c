"""Consent to quote and to be contacted: that a survey asks for it, and the question that asks, go together."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.surveys import actions, naming
from cxdesk.surveys.described import described
from cxdesk.surveys.model import Question, Section, Survey
from cxdesk.surveys.templates import ready_question

# The purpose of a consent, and where the survey notes that it is asked.
FIELDS: Final = {"quote": "consent_to_quote", "contact": "consent_to_contact"}


def ask(session: Session, survey_id: int, purpose: str, wanted: bool) -> None:
    """Ask for this consent, by a question at the end where none does yet; or ask no more, and the question goes.

    UserError where a rule looks at the question.
    """
    survey = session.get_one(Survey, survey_id)
    there = [row for row in _rows(session, survey_id) if row.settings.get("purpose") == purpose]
    if wanted and not there:
        last = select(Section.id).where(Section.survey_id == survey_id)
        section = session.scalars(last.order_by(Section.position.desc(), Section.id.desc())).first()
        if section is not None:
            actions.add_question(session, section, ready_question(purpose, survey.languages[0]))
    if not wanted and there:
        if words := naming.naming_words(described(session, survey_id), *(row.code for row in there)):
            raise UserError(words)
        for row in there:
            session.delete(row)
    setattr(survey, FIELDS[purpose], wanted)
    session.flush()


def ask_only(session: Session, survey_id: int, wanted: Collection[str]) -> None:
    """Ask for these consents and for no other."""
    for purpose in FIELDS:
        ask(session, survey_id, purpose, purpose in wanted)


def asked(session: Session, survey_id: int) -> set[str]:
    """The purposes of the consents that questions of a survey ask for."""
    return {str(row.settings.get("purpose")) for row in _rows(session, survey_id)} & FIELDS.keys()


def follow(session: Session, survey_id: int, before: Collection[str] = ()) -> None:
    """Note what is asked now; what questions asked before and none asks any more is asked no more.

    Consent that came with answers of another tool stays: no question here asks it.
    """
    session.flush()
    survey, now = session.get_one(Survey, survey_id), asked(session, survey_id)
    for purpose, field in FIELDS.items():
        if purpose in now or purpose in before:
            setattr(survey, field, purpose in now)


def _rows(session: Session, survey_id: int) -> list[Question]:
    mine = select(Question).where(Question.survey_id == survey_id, Question.look == "consent")
    return list(session.scalars(mine))
