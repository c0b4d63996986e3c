"""Surveys as lists and as a whole."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, language, listed
from cxdesk.surveys.model import NOT_ASKED, Choice, Item, Question, Scale, Section, Survey, Texts


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One survey in a list."""

    id: int
    code: str
    name: str
    languages: tuple[str, ...]
    promise: str
    questions: int
    audience: str


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One answer of a question."""

    id: int
    code: int
    label: Texts
    declared: bool
    written: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """The numbers a question is answered on."""

    low: int
    high: int
    satisfied_from: int
    reversed: bool
    low_label: Texts
    high_label: Texts

    def satisfied(self, code: int) -> bool:
        """Whether a code counts as satisfied."""
        return code <= self.satisfied_from if self.reversed else code >= self.satisfied_from


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One column of answers."""

    id: int
    code: str
    text: Texts
    source_key: str = ""
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question with its parts."""

    id: int
    section_id: int
    code: str
    kind: str
    text: Texts
    scale: ScaleRow | None
    items: tuple[ItemRow, ...]
    choices: tuple[ChoiceRow, ...]
    look: str = ""
    hint: Texts = field(default_factory=dict)
    required: bool = False
    settings: dict[str, Any] = field(default_factory=dict)
    rules: dict[str, Any] = field(default_factory=dict)
    goal: str = ""
    is_template: bool = False
    other_of: str = ""
    source_type: str = ""
    logic: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether it takes an answer: a statement and a page break do not."""
        return self.kind not in NOT_ASKED


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A heading and what stands under it in order."""

    id: int
    title: Texts
    elements: tuple[QuestionRow, ...]
    code: str = ""
    intro: Texts = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    rules: dict[str, Any] = field(default_factory=dict)
    logic: str = ""
    template_texts: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[QuestionRow, ...]:
        """Those that take an answer."""
        return tuple(q for q in self.elements if q.is_asked)


@dataclass(frozen=True, slots=True)
class SurveyWhole:
    """A survey with all it holds."""

    id: int
    code: str
    name: Texts
    languages: tuple[str, ...]
    promise: str
    consent_to_quote: bool
    consent_to_contact: bool
    minimum_n: int
    sections: tuple[SectionRow, ...]
    intro: Texts = field(default_factory=dict)
    thanks: Texts = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    template_texts: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[QuestionRow, ...]:
        """All that take an answer, in order."""
        return tuple(q for s in self.sections for q in s.questions)

    @property
    def elements(self) -> tuple[QuestionRow, ...]:
        """All questions, statements and page breaks in order."""
        return tuple(q for s in self.sections for q in s.elements)


def shown(texts: Texts, lang: str | None = None) -> str:
    """The text in a language (the window's when none is named), else in English, else in any there is."""
    return texts.get(lang or language()) or texts.get("en") or next(iter(texts.values()), "")


def survey_rows(session: Session) -> list[SurveyRow]:
    """All surveys in the order they were made."""
    counts = dict(
        session.execute(
            select(Question.survey_id, func.count(Question.id))
            .where(Question.kind.not_in(NOT_ASKED))
            .group_by(Question.survey_id)
        ).all()
    )
    return [
        SurveyRow(s.id, s.code, shown(s.name), tuple(s.languages), s.promise, counts.get(s.id, 0), s.audience)
        for s in session.scalars(select(Survey).order_by(Survey.id))
    ]


def survey_named(session: Session, text: str | None) -> SurveyRow:
    """The survey of that code, name or number; without a text the only one there is."""
    rows = survey_rows(session)
    if text is None:
        if len(rows) == 1:
            return rows[0]
        if not rows:
            raise UserError(_("There is no survey in this file yet. Import answers first."))
        raise UserError(
            _("There are several surveys in this file. Name one of them: {names}.").format(
                names=listed(r.code for r in rows)
            )
        )
    wanted = text.casefold()
    for row in rows:
        if wanted in (row.code.casefold(), row.name.casefold(), str(row.id)):
            return row
    raise UserError(
        _("There is no survey “{name}” in this file. There are: {names}.").format(
            name=text, names=listed(r.code for r in rows) or "–"
        )
    )


def survey_of(session: Session, question_id: int) -> int:
    """The survey a question is in."""
    return session.get_one(Question, question_id).survey_id


def whole(session: Session, survey_id: int) -> SurveyWhole:
    """One survey with its sections, questions, items and choices."""
    survey = session.get(Survey, survey_id)
    if survey is None:
        raise UserError(_("That survey is not in the file any more."))
    by_section: dict[int, list[QuestionRow]] = defaultdict(list)
    parts = _parts(session, survey_id)
    # Columns, not mapped rows: a survey of 300 questions is read again after each change.
    for id_, section_id, code, kind, text, scale_id, *rest in session.execute(
        select(*_QUESTION).where(Question.survey_id == survey_id).order_by(Question.position)
    ):
        scale, items, choices = parts.scales.get(scale_id or 0), parts.items[id_], parts.choices[id_]
        by_section[section_id].append(
            QuestionRow(id_, section_id, code, kind, text, scale, tuple(items), tuple(choices), *rest)
        )
    sections = session.scalars(
        select(Section).where(Section.survey_id == survey_id).order_by(Section.position)
    )
    return SurveyWhole(
        survey.id,
        survey.code,
        survey.name,
        tuple(survey.languages),
        survey.promise,
        survey.consent_to_quote,
        survey.consent_to_contact,
        survey.minimum_n,
        tuple(
            SectionRow(
                s.id,
                s.title,
                tuple(by_section[s.id]),
                s.code,
                s.intro,
                s.settings,
                s.rules,
                s.logic,
                tuple(s.template_texts),
            )
            for s in sections
        ),
        survey.intro,
        survey.thanks,
        survey.settings,
        tuple(survey.template_texts),
    )


_QUESTION = (
    Question.id,
    Question.section_id,
    Question.code,
    Question.kind,
    Question.text,
    Question.scale_id,
    Question.look,
    Question.hint,
    Question.required,
    Question.settings,
    Question.rules,
    Question.goal,
    Question.is_template,
    Question.other_of,
    Question.source_type,
    Question.logic,
)


@dataclass(frozen=True, slots=True)
class _Parts:
    scales: dict[int, ScaleRow]
    items: dict[int, list[ItemRow]]
    choices: dict[int, list[ChoiceRow]]


def _parts(session: Session, survey_id: int) -> _Parts:
    scales = {
        s.id: ScaleRow(s.low, s.high, s.satisfied_from, s.reversed, s.low_label, s.high_label)
        for s in session.scalars(select(Scale).where(Scale.survey_id == survey_id))
    }
    items: dict[int, list[ItemRow]] = defaultdict(list)
    choices: dict[int, list[ChoiceRow]] = defaultdict(list)
    mine = select(Question.id).where(Question.survey_id == survey_id)
    of = Item.question_id
    for question_id, *parts in session.execute(
        select(of, Item.id, Item.code, Item.text, Item.source_key, Item.settings)
        .where(of.in_(mine))
        .order_by(Item.position)
    ):
        items[question_id].append(ItemRow(*parts))
    of = Choice.question_id
    for question_id, id_, code, label, declared, written, settings in session.execute(
        select(of, Choice.id, Choice.code, Choice.label, Choice.declared, Choice.written, Choice.settings)
        .where(of.in_(mine))
        .order_by(Choice.position)
    ):
        choices[question_id].append(ChoiceRow(id_, code, label, declared, tuple(written), settings))
    return _Parts(scales, items, choices)
