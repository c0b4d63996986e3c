"""An old release as the draft again: what is still there is changed in place, so that answers and links keep their items."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.surveys import actions
from cxdesk.surveys.aims import aims_of, bring_aims_back
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.model import Item, Question, Section, Survey, SurveyVersion
from cxdesk.surveys.versions import version


def bring_back(session: Session, version_id: int) -> tuple[str, ...]:
    """Make the draft what this release was; questions that were taken away since come back under their old items.

    What the survey is for and its touch points come back with it; gives sentences on what can't.
    """
    survey_id = session.get_one(SurveyVersion, version_id).survey_id
    spec = version(session, version_id)
    _survey(session.get_one(Survey, survey_id), spec)
    sections = _sections(session, survey_id, spec)
    rows = _rows_of(session, survey_id, spec)
    session.flush()
    # Codes are free for each other first: two questions may have changed theirs.
    for row in rows.values():
        row.code = f"{row.code} {row.id}"
    session.flush()
    for section in spec.sections:
        for position, question in enumerate(section.elements):
            if id(question) in rows:
                row = rows[id(question)]
                _change(session, row, question)
            else:
                row = session.get_one(Question, _add(session, sections[section.code], question))
            row.section_id, row.position = sections[section.code], position
    session.flush()
    _tidy(session, survey_id, set(sections.values()))
    return bring_aims_back(session, survey_id, aims_of(session, version_id))


def _survey(row: Survey, spec: Definition) -> None:
    row.name, row.intro, row.thanks = dict(spec.name), dict(spec.intro), dict(spec.thanks)
    row.languages, row.settings = list(spec.languages), dict(spec.settings)
    row.promise, row.minimum_n = spec.promise, spec.minimum_n
    row.consent_to_quote, row.consent_to_contact = spec.consent_to_quote, spec.consent_to_contact
    row.audience, row.pattern = spec.audience, spec.pattern
    row.template_texts = list(spec.template_texts)


def _sections(session: Session, survey_id: int, spec: Definition) -> dict[str, int]:
    """The numbers of the sections by code, with the words, rules and places of the release."""
    there = {s.code: s for s in session.scalars(select(Section).where(Section.survey_id == survey_id))}
    found: dict[str, int] = {}
    for position, section in enumerate(spec.sections):
        row = there.get(section.code)
        if row is None:
            number = actions.add_section(session, survey_id, section.title, section.logic, section)
            row = session.get_one(Section, number)
        row.title, row.intro = dict(section.title), dict(section.intro)
        row.settings, row.rules, row.logic = dict(section.settings), dict(section.rules), section.logic
        row.template_texts = list(section.template_texts)
        row.position = position
        found[section.code] = row.id
    return found


def _rows_of(session: Session, survey_id: int, spec: Definition) -> dict[int, Question]:
    """The questions that are still there, by the element of the release; the others of the draft are taken away."""
    questions = {q.id: q for q in session.scalars(select(Question).where(Question.survey_id == survey_id))}
    items = session.execute(select(Item.id, Item.question_id).where(Item.question_id.in_(questions)))
    owner = {str(number): question_id for number, question_id in items}
    by_code = {q.code: q.id for q in questions.values()}
    found: dict[int, Question] = {}
    for element in spec.elements:
        number = next((owner[i.key] for i in element.items if i.key in owner), None)
        if number is None and not element.items:
            number = by_code.get(element.code)
        if number is not None and number in questions:
            found[id(element)] = questions.pop(number)
    for row in questions.values():
        session.delete(row)
    return found


def _add(session: Session, section_id: int, spec: QuestionSpec) -> int:
    """A question that was taken away, under the item numbers that its answers have."""
    number = actions.add_question(session, section_id, spec)
    made = list(session.scalars(select(Item).where(Item.question_id == number).order_by(Item.position)))
    for row in made:
        session.delete(row)
    session.flush()
    for position, item in enumerate(spec.items):
        _put_item(session, number, position, item.code, item.text, item.settings, item.key)
    session.flush()
    return number


def _put_item(
    session: Session,
    question_id: int,
    position: int,
    code: str,
    text: Mapping[str, str],
    settings: Mapping[str, object],
    key: str,
) -> None:
    number = {"id": int(key)} if key.isdecimal() and session.get(Item, int(key)) is None else {}
    session.add(
        Item(
            question_id=question_id,
            position=position,
            code=code,
            text=dict(text),
            settings=dict(settings),
            **number,
        )
    )


def _change(session: Session, row: Question, spec: QuestionSpec) -> None:
    row.code, row.text, row.hint, row.look = spec.code, dict(spec.text), dict(spec.hint), spec.look
    row.required, row.other_of, row.logic = spec.required, spec.other_of, spec.logic
    row.settings, row.rules, row.goal = dict(spec.settings), dict(spec.rules), spec.goal
    row.is_template = spec.is_template
    actions.reshape(session, row.id, spec)
    there = {str(i.id): i for i in session.scalars(select(Item).where(Item.question_id == row.id))}
    kept = {item.key for item in spec.items}
    for key, old_item in there.items():
        if key in kept:
            old_item.code = f"{old_item.code} {old_item.id}"  # codes are free for each other first
        else:
            session.delete(old_item)
    session.flush()
    for position, item in enumerate(spec.items):
        old = there.get(item.key)
        if old is None:
            _put_item(session, row.id, position, item.code, item.text, item.settings, item.key)
        else:
            old.position, old.code = position, item.code
            old.text, old.settings = dict(item.text), dict(item.settings)
    session.flush()


def _tidy(session: Session, survey_id: int, kept: set[int]) -> None:
    """Take away sections that the release did not have."""
    session.expire_all()
    for row in session.scalars(select(Section).where(Section.survey_id == survey_id)):
        if row.id not in kept:
            session.delete(row)
    session.flush()
