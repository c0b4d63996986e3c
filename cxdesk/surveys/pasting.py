"""Questions from a document put into a survey, all in one step."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.surveys import actions, editing
from cxdesk.surveys.codes import renamed
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.model import Question, Section
from cxdesk.surveys.options import ask_for_other


def add_pasted(
    session: Session, section_id: int, place: int, pasted: Definition, without: Collection[str] = ()
) -> list[int]:
    """The questions of a description at a place (from 0) in a section; gives their numbers.

    What stands under a heading becomes a section of its own after that one. `without` are codes that are left out.
    Codes that are taken are made anew, and what names them follows.
    """
    home = session.get_one(Section, section_id)
    taken = set(session.scalars(select(Question.code).where(Question.survey_id == home.survey_id)))
    codes = _free_codes(pasted, taken)
    made: list[int] = []
    after = home.position
    for section in pasted.sections:
        elements = [q for q in section.elements if q.code not in without]
        if section.title and elements:
            after += 1
            into = actions.add_section(session, home.survey_id, section.title)
            actions.move_section(session, into, after)
            made += _put(session, into, 0, elements, codes)
        else:
            made += _put(session, section_id, place, elements, codes)
    for question_id in made:
        ask_for_other(session, question_id)
    return made


def _put(
    session: Session, section_id: int, place: int, elements: Sequence[QuestionSpec], codes: dict[str, str]
) -> list[int]:
    made = []
    for spec in elements:
        rules = renamed(spec.rules, codes)
        made.append(
            actions.add_question(session, section_id, replace(spec, code=codes[spec.code], rules=rules))
        )
    session.flush()
    editing.move_questions(session, made, section_id, place)
    session.flush()
    return made


def _free_codes(pasted: Definition, taken: set[str]) -> dict[str, str]:
    codes: dict[str, str] = {}
    used = set(taken)
    for spec in pasted.elements:
        letter = "T" if spec.kind == "statement" else "Q"
        code = spec.code
        if code in used:
            code = next(c for n in range(len(taken) + 1, 10**6) if (c := f"{letter}{n}") not in used)
        used.add(code)
        codes[spec.code] = code
    return codes
