"""What a person does with surveys."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.surveys.definition import (
    NPS_SCALE,
    ChoiceSpec,
    Definition,
    ItemSpec,
    QuestionSpec,
    ScaleSpec,
    SectionSpec,
)
from cxdesk.surveys.described import described
from cxdesk.surveys.model import KINDS, PROMISES, Choice, Item, Question, Scale, Section, Survey, Texts
from cxdesk.surveys.template_marks import write_texts
from cxdesk.surveys.translations import fitting


def create(session: Session, name: str, language: str = "en", promise: str = "named") -> int:
    """An empty survey with one section."""
    return build(session, Definition({language: name}, (), (language,), promise))


def build(session: Session, definition: Definition, first_item_id: int | None = None) -> int:
    """A whole survey from its description; items are numbered from `first_item_id` when it is given."""
    survey_id = begin(session, definition)
    next_id = first_item_id
    for section in definition.sections:
        section_id = add_section(session, survey_id, section.title, section.logic, section)
        for spec in section.elements:
            add_question(session, section_id, spec, next_id)
            if spec.is_asked:
                next_id = None if next_id is None else next_id + max(1, len(spec.items))
    if not definition.sections:
        add_section(session, survey_id, {})
    if len(definition.languages) > 1:
        _keep_translated(session, survey_id)
    return survey_id


def build_all(session: Session, definitions: Sequence[Definition]) -> list[int]:
    """Whole surveys from their descriptions: all of them or none."""
    return [build(session, definition) for definition in definitions]


def begin(session: Session, definition: Definition) -> int:
    """The survey itself without any section."""
    survey = Survey(
        code=_free_survey_code(session, next(iter(definition.name.values()), "")),
        name=dict(definition.name),
        languages=list(definition.languages),
        promise=definition.promise,
        consent_to_quote=definition.consent_to_quote,
        minimum_n=definition.minimum_n,
        audience=definition.audience,
        pattern=definition.pattern,
        source=definition.source,
        source_id=definition.source_id,
        logic=definition.logic,
        consent_to_contact=definition.consent_to_contact,
        intro=dict(definition.intro),
        thanks=dict(definition.thanks),
        settings=dict(definition.settings),
        template_texts=list(definition.template_texts),
    )
    session.add(survey)
    session.flush()
    return survey.id


def _keep_translated(session: Session, survey_id: int) -> None:
    """Remember what each text was translated from, so that a later change of the source is seen."""
    survey = _survey(session, survey_id)
    if kept := fitting(described(session, survey_id)):
        survey.settings = {**survey.settings, "translated": kept}


def rename(session: Session, survey_id: int, name: str, language: str) -> None:
    """Give the survey another name in one language."""
    survey = _survey(session, survey_id)
    name = _needed(name, _("A survey needs a name."))
    write_texts(survey, "name", {**survey.name, language: name})


def set_promise(
    session: Session, survey_id: int, promise: str, consent_to_quote: bool, consent_to_contact: bool
) -> None:
    """What those who answer were promised."""
    if promise not in PROMISES:
        raise UserError(_("Choose named, confidential or anonymous."))
    survey = _survey(session, survey_id)
    survey.promise, survey.consent_to_quote = promise, consent_to_quote
    survey.consent_to_contact = consent_to_contact


def delete(session: Session, survey_id: int) -> None:
    """Remove a survey with its questions, rounds and imports; undo brings all of it back."""
    session.delete(_survey(session, survey_id))


def add_section(
    session: Session, survey_id: int, title: Texts, logic: str = "", spec: SectionSpec | None = None
) -> int:
    """A section at the end, with the code, words, settings and rules of `spec` where one is given."""
    codes = set(session.scalars(select(Section.code).where(Section.survey_id == survey_id)))
    row = Section(
        survey_id=survey_id,
        position=_next(session, Section, survey_id=survey_id),
        title=dict(title),
        logic=logic,
        code=_free(spec.code if spec and spec.code else f"S{len(codes) + 1}", codes),
    )
    if spec is not None:
        row.intro, row.settings, row.rules = dict(spec.intro), dict(spec.settings), dict(spec.rules)
        row.template_texts = list(spec.template_texts)
    session.add(row)
    session.flush()
    return row.id


def rename_section(session: Session, section_id: int, title: str, language: str) -> None:
    """Give a section another heading in one language."""
    row = session.get_one(Section, section_id)
    write_texts(row, "title", {**row.title, language: title.strip()})


def move_section(session: Session, section_id: int, place: int) -> int:
    """Put a section with its questions at a place (from 0); gives its number."""
    row = session.get_one(Section, section_id)
    others = [s for s in _sections(session, row.survey_id) if s is not row]
    others.insert(max(0, min(place, len(others))), row)
    for position, section in enumerate(others):
        section.position = position
    return row.id


def delete_section(session: Session, section_id: int) -> int:
    """Take a section away; its questions go to the section before it, or after it, whose number is given back."""
    row = session.get_one(Section, section_id)
    rows = _sections(session, row.survey_id)
    if len(rows) == 1:
        raise UserError(_("A survey needs one section. Delete its questions instead."))
    at = rows.index(row)
    home = rows[at - 1] if at else rows[1]
    moved = _questions(session, section_id)
    kept = _questions(session, home.id)
    for position, question in enumerate([*kept, *moved] if at else [*moved, *kept]):
        question.section_id, question.position = home.id, position
    session.flush()
    session.expire(row)  # so that no question is thought to be in it still
    session.delete(row)
    return home.id


def add_question(
    session: Session,
    section_id: int,
    spec: QuestionSpec,
    first_item_id: int | None = None,
    numbered: int | None = None,
) -> int:
    """A question at the end of a section, with its scale, choices and items.

    The first `numbered` items (all, when it is not given) get ids from `first_item_id` on.
    """
    if spec.kind not in KINDS:
        raise UserError(_("There is no question of the kind “{kind}”.").format(kind=spec.kind))
    section = session.get_one(Section, section_id)
    scale = spec.scale or (NPS_SCALE if spec.kind == "nps" else None)
    row = Question(
        survey_id=section.survey_id,
        section_id=section_id,
        scale_id=_add_scale(session, section.survey_id, scale) if scale else None,
        position=_next(session, Question, section_id=section_id),
        code=_free_question_code(session, section.survey_id, spec.code),
        kind=spec.kind,
        text=dict(spec.text),
        required=spec.required,
        other_of=spec.other_of,
        source_type=spec.source_type,
        logic=spec.logic,
        look=spec.look,
        hint=dict(spec.hint),
        settings=dict(spec.settings),
        rules=dict(spec.rules),
        goal=spec.goal,
        is_template=spec.is_template,
    )
    session.add(row)
    session.flush()
    if not spec.is_asked:
        return row.id
    items = spec.items or (ItemSpec(row.code, spec.text, sources=spec.sources),)
    for place, item in enumerate(items):
        own = first_item_id is not None and (numbered is None or place < numbered)
        number = {"id": (first_item_id or 0) + place} if own else {}
        source_key = next(iter(item.sources), "")
        session.add(
            Item(
                question_id=row.id,
                position=place,
                code=item.code,
                text=dict(item.text),
                source_key=source_key,
                settings=dict(item.settings),
                **number,
            )
        )
    if spec.choices:
        add_choices(session, row.id, spec.choices, place=0)
    session.flush()
    return row.id


def add_choices(
    session: Session, question_id: int, choices: Iterable[ChoiceSpec], place: int | None = None
) -> None:
    """Answers at the end, with the numbers they come with; `place` where the caller knows how many are there."""
    place = _next(session, Choice, question_id=question_id) if place is None else place
    for position, choice in enumerate(choices, start=place):
        session.add(
            Choice(
                question_id=question_id,
                position=position,
                code=choice.code,
                label=dict(choice.label),
                declared=choice.declared,
                written=list(choice.values),
                settings=dict(choice.settings),
            )
        )
    session.flush()


def reshape(session: Session, question_id: int, spec: QuestionSpec) -> None:
    """Another kind, scale and answers for a question; its items, and all that is linked to them, stay.

    The caller sees to it that no stored answers of the old kind count any more.
    """
    row = session.get_one(Question, question_id)
    row.kind = spec.kind
    scale = spec.scale or (NPS_SCALE if spec.kind == "nps" else None)
    row.scale_id = _add_scale(session, row.survey_id, scale) if scale else None
    for choice in session.scalars(select(Choice).where(Choice.question_id == question_id)):
        session.delete(choice)
    session.flush()
    add_choices(session, question_id, spec.choices)


def add_items(session: Session, question_id: int, items: Iterable[tuple[ItemSpec, int]]) -> None:
    """Options or rows at the end of a question, under item ids that were reserved for them."""
    place = _next(session, Item, question_id=question_id)
    taken = set(session.scalars(select(Item.code).where(Item.question_id == question_id)))
    for position, (item, number) in enumerate(items, start=place):
        code = _free(item.code, taken)
        taken.add(code)
        session.add(
            Item(
                id=number,
                question_id=question_id,
                position=position,
                code=code,
                text=dict(item.text),
                source_key=next(iter(item.sources), ""),
            )
        )
    session.flush()


def learn_writing(session: Session, choice_id: int, values: Iterable[str]) -> None:
    """Remember other ways in which an answer is written in cells."""
    row = session.get_one(Choice, choice_id)
    known = {*row.written, *row.label.values(), str(row.code)}
    new = [v for v in dict.fromkeys(values) if v and v not in known]
    if new:
        row.written = [*row.written, *new]


def mark_own(session: Session, question_id: int) -> None:
    """A template's question is one's own as soon as somebody changes any of its words or its answers."""
    session.get_one(Question, question_id).is_template = False


def set_question_text(session: Session, question_id: int, text: str, language: str) -> None:
    """The question's words in one language; a single item follows them. A template's question is one's own then."""
    row = session.get_one(Question, question_id)
    if row.text.get(language, "") != text:
        row.is_template = False
    row.text = {**row.text, language: text}
    items = list(session.scalars(select(Item).where(Item.question_id == question_id)))
    if len(items) == 1:
        items[0].text = {**items[0].text, language: text}


def set_choice_label(session: Session, choice_id: int, text: str, language: str) -> None:
    """The words of one answer in one language; a template's question is one's own then."""
    row = session.get_one(Choice, choice_id)
    if row.label.get(language, "") != text:
        mark_own(session, row.question_id)
    row.label = {**row.label, language: text}


def add_choice(session: Session, question_id: int, label: str, language: str) -> int:
    """One more answer at the end, with the next number."""
    codes = select(func.max(Choice.code)).where(Choice.question_id == question_id)
    row = Choice(
        question_id=question_id,
        position=_next(session, Choice, question_id=question_id),
        code=(session.scalar(codes) or 0) + 1,
        label={language: label},
    )
    session.add(row)
    mark_own(session, question_id)
    session.flush()
    return row.id


def delete_choice(session: Session, choice_id: int) -> None:
    """Take an answer away; codes stored for it stay."""
    row = session.get_one(Choice, choice_id)
    mark_own(session, row.question_id)
    session.delete(row)


def move_question(session: Session, question_id: int, section_id: int, place: int) -> None:
    """Put a question at a place (from 0) in a section."""
    row = session.get_one(Question, question_id)
    others = [q for q in _questions(session, section_id) if q.id != question_id]
    row.section_id = section_id
    others.insert(max(0, min(place, len(others))), row)
    for position, question in enumerate(others):
        question.position = position


def delete_question(session: Session, question_id: int) -> None:
    """Take a question out; its answers stay in the file and come back with undo."""
    session.delete(session.get_one(Question, question_id))


def _sections(session: Session, survey_id: int) -> list[Section]:
    query = select(Section).where(Section.survey_id == survey_id).order_by(Section.position, Section.id)
    return list(session.scalars(query))


def _questions(session: Session, section_id: int) -> list[Question]:
    query = select(Question).where(Question.section_id == section_id).order_by(Question.position, Question.id)
    return list(session.scalars(query))


def _add_scale(session: Session, survey_id: int, spec: ScaleSpec) -> int:
    row = Scale(
        survey_id=survey_id,
        low=spec.low,
        high=spec.high,
        satisfied_from=spec.threshold,
        reversed=spec.reversed,
        low_label=dict(spec.low_label),
        high_label=dict(spec.high_label),
    )
    session.add(row)
    session.flush()
    return row.id


def _survey(session: Session, survey_id: int) -> Survey:
    row = session.get(Survey, survey_id)
    if row is None:
        raise UserError(_("That survey is not in the file any more."))
    return row


def _needed(text: str, sentence: str) -> str:
    if not text.strip():
        raise UserError(sentence)
    return text.strip()


def _next(session: Session, table: type[Any], **parent: int) -> int:
    query = select(func.max(table.position)).filter_by(**parent)
    last: int | None = session.scalar(query)
    return 0 if last is None else last + 1


def _free_survey_code(session: Session, name: str) -> str:
    base = re.sub(r"\W+", "-", name.lower()).strip("-")[:40] or "survey"
    return _free(base, set(session.scalars(select(Survey.code))))


def _free_question_code(session: Session, survey_id: int, code: str) -> str:
    mine = select(Question.code).where(Question.survey_id == survey_id)
    # The codes of a file are mostly free: asking for one is less than reading all for each of 900 questions.
    if code.strip() and session.scalar(mine.where(Question.code == code.strip()).limit(1)) is None:
        return code.strip()
    taken = set(session.scalars(mine))
    return _free(code.strip() or f"Q{len(taken) + 1}", taken)


def _free(base: str, taken: set[str]) -> str:
    number, code = 2, base
    while code in taken:
        code, number = f"{base}-{number}", number + 1
    return code
