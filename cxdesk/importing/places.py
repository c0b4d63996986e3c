"""Where each question of a file goes in a survey: into questions that are there, or as new ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from cxdesk.importing.definition import Asked, questions
from cxdesk.importing.plan import ImportPlan
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.queries import QuestionRow, SurveyWhole, whole


@dataclass(frozen=True, slots=True)
class Place:
    """One question of the file: the item of each key that the survey has, and the question they are of.

    `question_id` is None when the question is new; its keys are then all new.
    """

    asked: Asked
    question_id: int | None
    known: dict[str, int]

    @property
    def new_keys(self) -> tuple[str, ...]:
        """Keys that need an item of their own, in order."""
        return tuple(k for k in self.asked.keys if k not in self.known)


def placed(plan: ImportPlan, survey: SurveyWhole | None) -> Iterator[Place]:
    """The questions of a plan, each with its place in the survey."""
    items = dict(plan.items) if survey is not None and plan.survey_id == survey.id else {}
    owner = {i.id: q.id for q in survey.questions for i in q.items} if survey is not None else {}
    for asked in questions(plan):
        owners = {owner[items[k]] for k in asked.keys if items.get(k) in owner}
        if len(owners) <= 1:
            yield _place(asked, items, next(iter(owners), None), owner)
            continue
        # Columns that stand side by side in the file but belong to several questions of the survey.
        for number in sorted(owners):
            keys = tuple(k for k in asked.keys if owner.get(items.get(k, 0)) == number)
            yield _place(_only(asked, keys), items, number, owner)
        if rest := tuple(k for k in asked.keys if items.get(k) not in owner):
            yield _place(_only(asked, rest), items, None, owner)


def add_to_questions(
    session: Session, survey_id: int, places: Iterable[Place], items: dict[str, int]
) -> None:
    """New questions at the end of the survey, new options and rows and answers in the questions that are there."""
    survey = whole(session, survey_id)
    known = {q.id: q for q in survey.questions}
    section = survey.sections[-1].id
    for place in places:
        if place.question_id is None:
            surveys.add_question(session, section, place.asked.spec, items[place.asked.keys[0]])
            continue
        question = known[place.question_id]
        if question.kind != place.asked.spec.kind:
            surveys.reshape(session, question.id, place.asked.spec)
            question = next(q for q in whole(session, survey_id).questions if q.id == question.id)
        specs = dict(zip(place.asked.keys, place.asked.spec.items, strict=False))
        new = [(specs[key], items[key]) for key in place.new_keys if key in specs]
        surveys.add_items(session, question.id, new)
        _learn_answers(session, question, place)


def _place(asked: Asked, items: dict[str, int], question_id: int | None, owner: dict[int, int]) -> Place:
    known = {k: items[k] for k in asked.keys if items.get(k) in owner} if question_id is not None else {}
    return Place(asked, question_id, known)


def _only(asked: Asked, keys: tuple[str, ...]) -> Asked:
    pairs = list(zip(asked.keys, asked.spec.items, strict=False))
    return Asked(replace(asked.spec, items=tuple(i for k, i in pairs if k in keys)), keys)


def _learn_answers(session: Session, question: QuestionRow, place: Place) -> None:
    """Answers that only this file has, and new ways in which known ones are written."""
    known = {c.code: c for c in question.choices}
    new = [c for c in place.asked.spec.choices if c.code not in known]
    if question.kind == "single" or any(c.declared for c in new):
        surveys.add_choices(session, question.id, [c for c in new if question.kind == "single" or c.declared])
    for choice in place.asked.spec.choices:
        if choice.code in known:
            surveys.learn_writing(session, known[choice.code].id, (*choice.values, *choice.label.values()))
