"""A survey: sections, questions, items with stable codes, scales, choices and its promise."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base

Texts = dict[str, str]
PROMISES = ("named", "confidential", "anonymous")
PATTERNS = ("past", "present", "potential")
# How a question of each kind is kept is told by architecture.md's table; `responses.schema` holds it.
# What stands between questions and takes no answer: it has no items.
NOT_ASKED = ("statement", "break")
KINDS = (
    "nps", "scale", "single", "multiple", "number", "date", "text", "identifier", "pseudonym", *NOT_ASKED
)  # fmt: skip


class Survey(Base):
    """A survey with its promise to those who answer; `name` and texts are per language.

    `decision`, `whom`, `listens_at` and `timing` say what it is for and stay inside; `template` names what it
    was made from, `template_texts` which of name, intro and thanks are its words still, `ours` says what is our own.
    It is a draft that goes on: what was released is kept whole in its versions.
    """

    __tablename__ = "survey"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Texts]
    languages: Mapped[list[str]]
    promise: Mapped[str] = mapped_column(default="named")
    consent_to_quote: Mapped[bool] = mapped_column(default=False)
    consent_to_contact: Mapped[bool] = mapped_column(default=False)
    minimum_n: Mapped[int] = mapped_column(default=5)
    audience: Mapped[str] = mapped_column(default="customers")
    pattern: Mapped[str] = mapped_column(default="present")
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id", ondelete="SET NULL"))
    source: Mapped[str] = mapped_column(default="")
    source_id: Mapped[str] = mapped_column(default="")
    logic: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="")
    whom: Mapped[str] = mapped_column(default="")
    listens_at: Mapped[str] = mapped_column(default="")
    timing: Mapped[str] = mapped_column(default="")
    template: Mapped[str] = mapped_column(default="")
    intro: Mapped[Texts] = mapped_column(default=dict)
    thanks: Mapped[Texts] = mapped_column(default=dict)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    template_texts: Mapped[list[str]] = mapped_column(default=list)
    ours: Mapped[str] = mapped_column(default="")


class SurveyVersion(Base):
    """A survey as it was released: frozen whole; `override` says why one was released without its goal.

    `document` is its `definition.Definition` as `formats.own` writes it.
    """

    __tablename__ = "survey_version"
    __table_args__ = (UniqueConstraint("survey_id", "number"), {"sqlite_autoincrement": True})

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    number: Mapped[int]
    released_at: Mapped[datetime]
    released_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    override: Mapped[str] = mapped_column(default="")
    document: Mapped[dict[str, Any]]


class ReleaseOverride(Base):
    """That a survey was released without what it is for, and why; stays when the release is undone.

    It holds no reference: a survey that is taken away, or whose making is undone, leaves it behind too.
    """

    __tablename__ = "release_override"

    survey_id: Mapped[int] = mapped_column(index=True)
    survey: Mapped[str]
    number: Mapped[int]
    skipped: Mapped[str]
    reason: Mapped[str]
    who: Mapped[str]
    released_at: Mapped[datetime]


class BankQuestion(Base):
    """A question kept to be used again, as `definition.QuestionSpec` in JSON."""

    __tablename__ = "bank_question"

    name: Mapped[str]
    kept_on: Mapped[date]
    origin: Mapped[str] = mapped_column(default="")
    document: Mapped[dict[str, Any]]


class Section(Base):
    """A part of a survey under one heading; `template_texts` says which of title and intro are a template's words."""

    __tablename__ = "section"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[Texts]
    logic: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    intro: Mapped[Texts] = mapped_column(default=dict)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    template_texts: Mapped[list[str]] = mapped_column(default=list)


class Scale(Base):
    """A row of numbers people answer on; `satisfied_from` is where "% satisfied" begins."""

    __tablename__ = "scale"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), index=True)
    low: Mapped[int]
    high: Mapped[int]
    satisfied_from: Mapped[int]
    reversed: Mapped[bool] = mapped_column(default=False)
    low_label: Mapped[Texts]
    high_label: Mapped[Texts]


class Question(Base):
    """One question; `code` is stable over rounds and imports."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("survey_id", "code"), {"sqlite_autoincrement": True})

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"), index=True)
    scale_id: Mapped[int | None] = mapped_column(ForeignKey("scale.id", ondelete="SET NULL"))
    position: Mapped[int]
    code: Mapped[str]
    kind: Mapped[str]
    text: Mapped[Texts]
    required: Mapped[bool] = mapped_column(default=False)
    other_of: Mapped[str] = mapped_column(default="")
    source_type: Mapped[str] = mapped_column(default="")
    logic: Mapped[str] = mapped_column(default="")
    look: Mapped[str] = mapped_column(default="")
    hint: Mapped[Texts] = mapped_column(default=dict)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    goal: Mapped[str] = mapped_column(default="")
    is_template: Mapped[bool] = mapped_column(default=False)


class Item(Base):
    """What one column of answers belongs to: the question itself, a row of it, or one option of several.

    `source_key` is the tool's own name for it, which stays when codes and words change.
    """

    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("question_id", "code"), {"sqlite_autoincrement": True})

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    position: Mapped[int]
    code: Mapped[str]
    text: Mapped[Texts]
    source_key: Mapped[str] = mapped_column(default="")
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Choice(Base):
    """One answer of a single-choice or labelled question: its number and its words.

    `written` are the cells that meant it in the files it came from, so that the next file gets the same number.
    """

    __tablename__ = "choice"
    __table_args__ = (UniqueConstraint("question_id", "code"), {"sqlite_autoincrement": True})

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    position: Mapped[int]
    code: Mapped[int]
    label: Mapped[Texts]
    declared: Mapped[bool] = mapped_column(default=False)
    written: Mapped[list[str]] = mapped_column(default=list)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
