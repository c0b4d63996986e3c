"""What a person does in the editor: questions and sections copied, moved and taken away, their words and settings."""

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import LANGUAGES, _
from cxdesk.surveys import actions, consents
from cxdesk.surveys.codes import renamed
from cxdesk.surveys.definition import QuestionSpec, SectionSpec, Settings
from cxdesk.surveys.described import described
from cxdesk.surveys.model import Choice, Item, Question, Section, Survey, Texts
from cxdesk.surveys.template_marks import write_texts

_SURVEY_TEXTS = ("intro", "thanks")


def set_words(session: Session, question_id: int, text: str, language: str) -> None:
    """The question's words in one language; who writes them makes a template's question his own."""
    actions.set_question_text(session, question_id, text, language)


def set_hint(session: Session, question_id: int, text: str, language: str) -> None:
    """The words below a question in one language."""
    row = session.get_one(Question, question_id)
    hint = _worded(row.hint, text, language)
    if hint != row.hint:
        row.is_template = False
    row.hint = hint


def set_required(session: Session, question_ids: Iterable[int], required: bool) -> None:
    """Whether these questions have to be answered."""
    for row in _rows(session, question_ids):
        row.required = required


def set_settings(session: Session, question_id: int, **changes: Any) -> None:
    """Settings of a question by name (`surveys.definition`); None takes one away."""
    row = session.get_one(Question, question_id)
    before = consents.asked(session, row.survey_id)
    row.settings = _changed(row.settings, changes)
    if "purpose" in changes:
        consents.follow(session, row.survey_id, before)


def set_message(session: Session, question_id: int, text: str, language: str) -> None:
    """What the respondent reads in one language when an answer is not accepted."""
    _set_text_setting(session, question_id, "message", text, language)


def set_unit(session: Session, question_id: int, text: str, language: str) -> None:
    """The unit of a number in one language."""
    _set_text_setting(session, question_id, "unit", text, language)


def set_section_settings(session: Session, section_id: int, **changes: Any) -> None:
    """Settings of a section by name; None takes one away."""
    row = session.get_one(Section, section_id)
    row.settings = _changed(row.settings, changes)


def set_section_intro(session: Session, section_id: int, text: str, language: str) -> None:
    """The words below a section's heading in one language."""
    row = session.get_one(Section, section_id)
    write_texts(row, "intro", _worded(row.intro, text, language))


def set_survey_settings(session: Session, survey_id: int, **changes: Any) -> None:
    """Settings of a survey by name; None takes one away."""
    row = _survey(session, survey_id)
    row.settings = _changed(row.settings, changes)


def set_survey_text(session: Session, survey_id: int, field: str, text: str, language: str) -> None:
    """The "intro" before the first question or the "thanks" after the last, in one language."""
    if field not in _SURVEY_TEXTS:
        raise TypeError(f"unknown field: {field}")
    row = _survey(session, survey_id)
    write_texts(row, field, _worded(getattr(row, field), text, language))


def set_languages(session: Session, survey_id: int, languages: Sequence[str]) -> None:
    """The languages a survey is asked in, in the order of the product; words in others stay in the file."""
    wanted = [code for code in LANGUAGES if code in languages]
    wanted += [code for code in languages if code not in LANGUAGES]
    if not wanted:
        raise UserError(_("A survey needs one language. Choose another before you take this one away."))
    _survey(session, survey_id).languages = wanted


def add_question_at(session: Session, section_id: int, place: int, spec: QuestionSpec) -> int:
    """A new question at a place (from 0) in a section; gives its number."""
    made = actions.add_question(session, section_id, spec)
    actions.move_question(session, made, section_id, place)
    if spec.look == "consent":
        consents.follow(session, session.get_one(Section, section_id).survey_id)
    return made


def duplicate_questions(session: Session, question_ids: Sequence[int]) -> list[int]:
    """A copy of each question right after it, with codes of their own; gives the numbers of the copies."""
    rows = _rows(session, question_ids)
    if not rows:
        return []
    specs = _specs(session, rows[0].survey_id)
    chosen = {row.code for row in rows}
    chosen |= {code for code, spec in specs.items() if spec.other_of in chosen}
    originals = _rows_coded(session, rows[0].survey_id, chosen)
    made = [_copied(session, row, specs[row.code], row.section_id) for row in originals]
    _let_others_follow(session, rows[0].survey_id, chosen, made)
    for old, new in zip(originals, made, strict=True):
        actions.move_question(session, new, old.section_id, old.position + 1)
        session.flush()
    return made


def duplicate_section(session: Session, section_id: int) -> int:
    """A copy of a section with its questions right after it; conditions inside it look at the copies."""
    row = session.get_one(Section, section_id)
    survey = described(session, row.survey_id)
    spec = next(s for s in survey.sections if s.code == row.code)
    copy_id = actions.add_section(
        session, row.survey_id, spec.title, spec.logic, replace(spec, code="", elements=())
    )
    codes: dict[str, str] = {}
    rows = list(session.scalars(_in_section(section_id)))
    made = [_copied(session, q, _spec_of(spec, q.code), copy_id) for q in rows]
    for old, new in zip(rows, made, strict=True):
        codes[old.code] = session.get_one(Question, new).code
    for new in made:
        _rename_inside(session, session.get_one(Question, new), codes)
    session.flush()
    actions.move_section(session, copy_id, row.position + 1)
    return copy_id


def duplicate_sections(session: Session, section_ids: Sequence[int]) -> list[int]:
    """A copy of each section right after it; gives the numbers of the copies."""
    return [duplicate_section(session, row.id) for row in _section_rows(session, section_ids)]


def move_sections(session: Session, section_ids: Sequence[int], place: int) -> int:
    """Put several sections, in their own order, before the one that stands at a place (from 0); gives how many."""
    rows = _section_rows(session, section_ids)
    if not rows:
        return 0
    there = list(
        session.scalars(
            select(Section)
            .where(Section.survey_id == rows[0].survey_id)
            .order_by(Section.position, Section.id)
        )
    )
    before = [s for s in there[: max(0, place)] if s not in rows]
    after = [s for s in there[max(0, place) :] if s not in rows]
    for position, section in enumerate([*before, *rows, *after]):
        section.position = position
    return len(rows)


def delete_chosen(session: Session, question_ids: Sequence[int], section_ids: Sequence[int]) -> int:
    """Take questions out and sections away; what is left in a section goes to the one beside it. Gives how many went."""
    gone = delete_questions(session, question_ids)
    session.flush()
    for row in _section_rows(session, section_ids):
        actions.delete_section(session, row.id)
        session.flush()
        gone += 1
    return gone


def move_questions(session: Session, question_ids: Sequence[int], section_id: int, place: int) -> int:
    """Put several questions, in their own order, at a place (from 0) in a section; gives how many."""
    rows = _rows(session, question_ids)
    moving = {row.id for row in rows}
    there = list(session.scalars(_in_section(section_id)))
    before = [q for q in there[: max(0, place)] if q.id not in moving]
    after = [q for q in there[max(0, place) :] if q.id not in moving]
    for position, question in enumerate([*before, *rows, *after]):
        question.section_id, question.position = section_id, position
    return len(rows)


def delete_questions(session: Session, question_ids: Sequence[int]) -> int:
    """Take questions out, with what asks for the words of their "other"; answers stay and come back with undo."""
    rows = _rows(session, question_ids)
    before = {row.survey_id: consents.asked(session, row.survey_id) for row in rows}
    for row in rows:
        for other in session.scalars(
            select(Question).where(Question.survey_id == row.survey_id, Question.other_of == row.code)
        ):
            if other not in rows:
                session.delete(other)
    for row in rows:
        session.delete(row)
    for survey_id, purposes in before.items():
        consents.follow(session, survey_id, purposes)
    return len(rows)


def _copied(session: Session, row: Question, spec: QuestionSpec, section_id: int) -> int:
    """A copy at the end of a section; what names the question itself inside it names the copy."""
    own = tuple(replace(item, key="", sources=()) for item in spec.items)
    if len(own) == 1 and own[0].code == spec.code:
        own = ()
    spec = replace(spec, items=own, sources=(), source_type="", logic="")
    made = actions.add_question(session, section_id, replace(copy.deepcopy(spec), code=f"{row.code}-2"))
    question = session.get_one(Question, made)
    _rename_inside(session, question, {row.code: question.code})
    return made


def _rename_inside(session: Session, question: Question, codes: Mapping[str, str]) -> None:
    """A question whose rules, texts and answers name others by other codes."""
    for row, names in (
        (question, ("rules", "settings", "text", "hint")),
        *((c, ("settings", "label")) for c in session.scalars(_parts_of(Choice, question.id))),
        *((i, ("settings", "text")) for i in session.scalars(_parts_of(Item, question.id))),
    ):
        for name in names:
            if (now := renamed(getattr(row, name), codes)) != getattr(row, name):
                setattr(row, name, now)
    question.other_of = codes.get(question.other_of, question.other_of)


def _parts_of(table: type[Choice] | type[Item], question_id: int) -> Any:
    return select(table).where(table.question_id == question_id)


def _let_others_follow(session: Session, survey_id: int, codes: set[str], made: Sequence[int]) -> None:
    """The copy of a question that asks for the words of an "other" belongs to the copy of its question."""
    olds = _rows_coded(session, survey_id, codes)
    names = {old.code: session.get_one(Question, new).code for old, new in zip(olds, made, strict=True)}
    for new in made:
        row = session.get_one(Question, new)
        row.other_of = names.get(row.other_of, row.other_of)
    session.flush()


def _specs(session: Session, survey_id: int) -> dict[str, QuestionSpec]:
    return {q.code: q for q in described(session, survey_id).elements}


def _spec_of(section: SectionSpec, code: str) -> QuestionSpec:
    return next(q for q in section.elements if q.code == code)


def _rows(session: Session, question_ids: Iterable[int]) -> list[Question]:
    """These questions in the order of their survey; those that are gone are left out."""
    query = (
        select(Question)
        .join(Section, Section.id == Question.section_id)
        .where(Question.id.in_(list(question_ids)))
        .order_by(Section.position, Question.position, Question.id)
    )
    return list(session.scalars(query))


def _section_rows(session: Session, section_ids: Iterable[int]) -> list[Section]:
    """These sections in order; those that are gone are left out."""
    query = select(Section).where(Section.id.in_(list(section_ids))).order_by(Section.position, Section.id)
    return list(session.scalars(query))


def _rows_coded(session: Session, survey_id: int, codes: Iterable[str]) -> list[Question]:
    ids = select(Question.id).where(Question.survey_id == survey_id, Question.code.in_(list(codes)))
    return _rows(session, session.scalars(ids))


def _in_section(section_id: int) -> Any:
    return select(Question).where(Question.section_id == section_id).order_by(Question.position, Question.id)


def _set_text_setting(session: Session, question_id: int, name: str, text: str, language: str) -> None:
    row = session.get_one(Question, question_id)
    before = row.settings.get(name) or {}
    texts = _worded(before, text, language)
    if texts != before:
        row.is_template = False
    row.settings = _changed(row.settings, {name: texts or None})


def _worded(texts: Texts, text: str, language: str) -> Texts:
    """The texts with one written anew; an empty one is taken out."""
    rest = {lang: words for lang, words in texts.items() if lang != language}
    return {**rest, language: text} if text.strip() else rest


def _changed(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    return {name: value for name, value in {**settings, **changes}.items() if value is not None}


def _survey(session: Session, survey_id: int) -> Survey:
    row = session.get(Survey, survey_id)
    if row is None:
        raise UserError(_("That survey is not in the file any more."))
    return row
