"""A survey out of the file as plain data again: what leaves with its answers."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.model import Choice, Item, Question, Scale, Section, Survey


def described(session: Session, survey_id: int) -> Definition:
    """The whole survey; the `key` of an item is its number in the file, and nothing that is asked is without items."""
    survey = session.get(Survey, survey_id)
    if survey is None:
        raise UserError(_("That survey is not in the file any more."))
    mine = select(Question.id).where(Question.survey_id == survey_id)
    scales = {s.id: s for s in session.scalars(select(Scale).where(Scale.survey_id == survey_id))}
    items: dict[int, list[ItemSpec]] = defaultdict(list)
    for i in session.scalars(select(Item).where(Item.question_id.in_(mine)).order_by(Item.position)):
        items[i.question_id].append(ItemSpec(i.code, dict(i.text), str(i.id), settings=dict(i.settings)))
    choices: dict[int, list[ChoiceSpec]] = defaultdict(list)
    for c in session.scalars(select(Choice).where(Choice.question_id.in_(mine)).order_by(Choice.position)):
        choices[c.question_id].append(
            ChoiceSpec(c.code, dict(c.label), c.declared, tuple(c.written), dict(c.settings))
        )
    questions: dict[int, list[QuestionSpec]] = defaultdict(list)
    for q in session.scalars(
        select(Question).where(Question.survey_id == survey_id).order_by(Question.position)
    ):
        scale = _scale(scales.get(q.scale_id or 0))
        questions[q.section_id].append(_question(q, scale, tuple(choices[q.id]), tuple(items[q.id])))
    sections = session.scalars(
        select(Section).where(Section.survey_id == survey_id).order_by(Section.position)
    )
    return Definition(
        dict(survey.name),
        tuple(_section(s, tuple(questions[s.id])) for s in sections),
        tuple(survey.languages),
        survey.promise,
        survey.consent_to_quote,
        survey.minimum_n,
        survey.audience,
        survey.pattern,
        survey.source,
        survey.source_id,
        survey.logic,
        consent_to_contact=survey.consent_to_contact,
        intro=dict(survey.intro),
        thanks=dict(survey.thanks),
        settings=dict(survey.settings),
    )


def _section(row: Section, elements: tuple[QuestionSpec, ...]) -> SectionSpec:
    return SectionSpec(
        dict(row.title),
        elements,
        row.logic,
        row.code,
        dict(row.intro),
        dict(row.settings),
        dict(row.rules),
    )


def _question(
    row: Question, scale: ScaleSpec | None, choices: tuple[ChoiceSpec, ...], items: tuple[ItemSpec, ...]
) -> QuestionSpec:
    return QuestionSpec(
        row.code,
        row.kind,
        dict(row.text),
        scale,
        choices,
        items,
        other_of=row.other_of,
        required=row.required,
        source_type=row.source_type,
        logic=row.logic,
        look=row.look,
        hint=dict(row.hint),
        settings=dict(row.settings),
        rules=dict(row.rules),
        goal=row.goal,
        is_template=row.is_template,
    )


def _scale(row: Scale | None) -> ScaleSpec | None:
    if row is None:
        return None
    return ScaleSpec(
        row.low, row.high, row.satisfied_from, row.reversed, dict(row.low_label), dict(row.high_label)
    )
