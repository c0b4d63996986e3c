"""A survey out of the file as plain data again: what leaves with its answers."""

from sqlalchemy.orm import Session

from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.model import Survey
from cxdesk.surveys.queries import QuestionRow, ScaleRow, SectionRow, SurveyWhole, whole


def described(session: Session, survey_id: int) -> Definition:
    """The whole survey; the `key` of an item is its number in the file, and nothing that is asked is without items."""
    return described_rows(session, whole(session, survey_id))


def described_rows(session: Session, found: SurveyWhole) -> Definition:
    """As `described`, of a survey that was read already."""
    survey = session.get_one(Survey, found.id)
    return Definition(
        dict(found.name),
        tuple(_section(s) for s in found.sections),
        found.languages,
        found.promise,
        found.consent_to_quote,
        found.minimum_n,
        survey.audience,
        survey.pattern,
        survey.source,
        survey.source_id,
        survey.logic,
        consent_to_contact=found.consent_to_contact,
        intro=dict(found.intro),
        thanks=dict(found.thanks),
        settings=dict(found.settings),
        template_texts=found.template_texts,
    )


def question_spec(row: QuestionRow) -> QuestionSpec:
    """One question of the file as plain data."""
    return QuestionSpec(
        row.code,
        row.kind,
        dict(row.text),
        _scale(row.scale),
        tuple(
            ChoiceSpec(c.code, dict(c.label), c.declared, c.written, dict(c.settings)) for c in row.choices
        ),
        tuple(ItemSpec(i.code, dict(i.text), str(i.id), settings=dict(i.settings)) for i in row.items),
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


def _section(row: SectionRow) -> SectionSpec:
    return SectionSpec(
        dict(row.title),
        tuple(question_spec(q) for q in row.elements),
        row.logic,
        row.code,
        dict(row.intro),
        dict(row.settings),
        dict(row.rules),
        row.template_texts,
    )


def _scale(row: ScaleRow | None) -> ScaleSpec | None:
    if row is None:
        return None
    return ScaleSpec(
        row.low, row.high, row.satisfied_from, row.reversed, dict(row.low_label), dict(row.high_label)
    )
