"""A survey: sections, questions, items with stable codes, scales, choices and its promise."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base

Texts = dict[str, str]
PROMISES = ("named", "confidential", "anonymous")
PATTERNS = ("past", "present", "potential")
# How a question of each kind is kept is told by architecture.md's table; `responses.schema` holds it.
KINDS = ("nps", "scale", "single", "multiple", "number", "date", "text", "identifier", "pseudonym")


class Survey(Base):
    """A survey with its promise to those who answer; `name` and texts are per language."""

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


class Section(Base):
    """A part of a survey under one heading."""

    __tablename__ = "section"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[Texts]
    logic: Mapped[str] = mapped_column(default="")


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
