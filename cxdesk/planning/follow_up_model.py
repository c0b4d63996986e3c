"""Rules that open follow-ups, the follow-ups themselves, what was done about each, and who said what to whom."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base


class Rule(Base):
    """One rule as data: which answers it means, and who follows up by when; `tests` is read by `rules.from_row`."""

    __tablename__ = "rule"

    position: Mapped[int]
    name: Mapped[str]
    switched_on: Mapped[bool] = mapped_column(default=True)
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    joined_by: Mapped[str] = mapped_column(default="all")
    tests: Mapped[dict[str, Any]]
    level: Mapped[str] = mapped_column(default="specialist")
    goes_to: Mapped[str] = mapped_column(default="owner")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    function_id: Mapped[int | None] = mapped_column(ForeignKey("business_function.id", ondelete="SET NULL"))
    within: Mapped[int]
    unit: Mapped[str] = mapped_column(default="hours")
    priority: Mapped[str] = mapped_column(default="normal")
    note: Mapped[str] = mapped_column(default="")


class FollowUp(Base):
    """One customer to be called back because of one answer.

    `answer_mark` knows the answer again when its file is read anew and the answer gets another number.
    """

    __tablename__ = "follow_up"
    __table_args__ = (UniqueConstraint("rule_id", "answer_mark"), {"sqlite_autoincrement": True})

    rule_id: Mapped[int | None] = mapped_column(ForeignKey("rule.id", ondelete="SET NULL"))
    rule_name: Mapped[str]
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id", ondelete="SET NULL"))
    response_id: Mapped[int] = mapped_column(index=True)
    answer_mark: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    level: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    function_id: Mapped[int | None] = mapped_column(ForeignKey("business_function.id", ondelete="SET NULL"))
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    priority: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="open")
    root_cause: Mapped[str] = mapped_column(default="")
    action_taken: Mapped[str] = mapped_column(default="")
    customer_word: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id", ondelete="SET NULL"))


class FollowUpStep(Base):
    """One change of state, with the note that says why."""

    __tablename__ = "follow_up_step"

    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    state: Mapped[str]
    note: Mapped[str]


class FollowUpContact(Base):
    """Something that was said to the customer, or by the customer."""

    __tablename__ = "follow_up_contact"

    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    direction: Mapped[str]
    channel: Mapped[str]
    words: Mapped[str]
