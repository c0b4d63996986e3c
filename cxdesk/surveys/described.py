"""A survey out of the file as plain data again: what leaves with its answers."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.model import Choice, Item, Question, Scale, Section, Survey


def described(session: Session, survey_id: int) -> Definition:
    """The whole survey; the `key` of an item is its number in the file, and no question is without items."""
    survey = session.get(Survey, survey_id)
    if survey is None:
        raise UserError(_("That survey is not in the file any more."))
    mine = select(Question.id).where(Question.survey_id == survey_id)
    scales = {s.id: s for s in session.scalars(select(Scale).where(Scale.survey_id == survey_id))}
    items: dict[int, list[ItemSpec]] = defaultdict(list)
    for i in session.scalars(select(Item).where(Item.question_id.in_(mine)).order_by(Item.position)):
        items[i.question_id].append(ItemSpec(i.code, dict(i.text), str(i.id)))
    choices: dict[int, list[ChoiceSpec]] = defaultdict(list)
    for c in session.scalars(select(Choice).where(Choice.question_id.in_(mine)).order_by(Choice.position)):
        choices[c.question_id].append(ChoiceSpec(c.code, dict(c.label), c.declared, tuple(c.written)))
    questions: dict[int, list[QuestionSpec]] = defaultdict(list)
    for q in session.scalars(
        select(Question).where(Question.survey_id == survey_id).order_by(Question.position)
    ):
        questions[q.section_id].append(
            QuestionSpec(
                q.code,
                q.kind,
                dict(q.text),
                _scale(scales.get(q.scale_id or 0)),
                tuple(choices[q.id]),
                tuple(items[q.id]),
                other_of=q.other_of,
                required=q.required,
                source_type=q.source_type,
                logic=q.logic,
            )
        )
    sections = session.scalars(
        select(Section).where(Section.survey_id == survey_id).order_by(Section.position)
    )
    return Definition(
        dict(survey.name),
        tuple(SectionSpec(dict(s.title), tuple(questions[s.id]), s.logic) for s in sections),
        tuple(survey.languages),
        survey.promise,
        survey.consent_to_quote,
        survey.minimum_n,
        survey.audience,
        survey.pattern,
        survey.source,
        survey.source_id,
        survey.logic,
    )


def _scale(row: Scale | None) -> ScaleSpec | None:
    if row is None:
        return None
    return ScaleSpec(
        row.low, row.high, row.satisfied_from, row.reversed, dict(row.low_label), dict(row.high_label)
    )
