"""From finding to plan: issues, evidence, causes, actions, plans and the wording a customer reads."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base

ACTION_STATES = ("draft", "active", "done", "dropped")
CHANGE_TYPES = ("process", "system", "structure", "skill", "message")
PLAN_STATES = ("draft", "sent", "agreed")
LINE_KINDS = ("told", "quote", "do", "since", "ask")


class Issue(Base):
    """What hurts the customer, with where it hurts and the goal it endangers; internal."""

    __tablename__ = "issue"

    title: Mapped[str]
    statement: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="open")
    touch_point_id: Mapped[int | None] = mapped_column(ForeignKey("touch_point.id", ondelete="SET NULL"))
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id", ondelete="SET NULL"))
    raised_on: Mapped[date]


class Evidence(Base):
    """A figure as it was with the filter to compute it now, or words of one respondent."""

    __tablename__ = "evidence"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    figure: Mapped[str | None]
    filter: Mapped[str] = mapped_column(default="{}")
    touch_point_id: Mapped[int | None] = mapped_column(ForeignKey("touch_point.id", ondelete="SET NULL"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id", ondelete="SET NULL"))
    response_id: Mapped[int | None]
    quotation: Mapped[str] = mapped_column(default="")
    kept_on: Mapped[date]


class Cause(Base):
    """Why it happens; a cause may have a deeper one."""

    __tablename__ = "cause"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    deeper_than_id: Mapped[int | None] = mapped_column(ForeignKey("cause.id", ondelete="CASCADE"))
    text: Mapped[str]


class Action(Base):
    """What we change, who, by when, why, and how we will know; internal but for its wordings."""

    __tablename__ = "action"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    cause_id: Mapped[int | None] = mapped_column(ForeignKey("cause.id", ondelete="SET NULL"))
    title: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    due_on: Mapped[date | None]
    slipped_from: Mapped[date | None]
    change_type: Mapped[str] = mapped_column(default="")
    measure: Mapped[str] = mapped_column(default="")
    baseline: Mapped[str] = mapped_column(default="")
    target: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft")
    closed_on: Mapped[date | None]


class Plan(Base):
    """The plan for one account, with its version, what was agreed, and our own notes, which are never printed."""

    __tablename__ = "plan"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="draft")
    state_on: Mapped[date | None]
    made_on: Mapped[date]
    notes: Mapped[str] = mapped_column(default="")


class PlanLine(Base):
    """One sentence of a plan and what stands behind it; what we ask is printed once the customer `agreed`."""

    __tablename__ = "plan_line"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    position: Mapped[int]
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id", ondelete="SET NULL"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id", ondelete="SET NULL"))
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id", ondelete="SET NULL"))
    touch_point_id: Mapped[int | None] = mapped_column(ForeignKey("touch_point.id", ondelete="SET NULL"))
    agreed: Mapped[bool] = mapped_column(default=False)


class Wording(Base):
    """What a customer reads: a text of its own per field and language, approved by a person.

    `owner_kind` and `owner_id` name the row it speaks for; an action that deletes the row deletes these too.
    `instead_of` names who answers for the account where somebody else approved.
    """

    __tablename__ = "wording"
    __table_args__ = (
        UniqueConstraint("owner_kind", "owner_id", "field", "language"),
        {"sqlite_autoincrement": True},
    )

    owner_kind: Mapped[str]
    owner_id: Mapped[int]
    field: Mapped[str]
    language: Mapped[str]
    text: Mapped[str]
    approved_by: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[datetime | None]
    instead_of: Mapped[str] = mapped_column(default="")


class PlanSetting(Base):
    """How our firm looks on paper: accent colour, logo, paper size, and the rest by name."""

    __tablename__ = "plan_setting"

    name: Mapped[str] = mapped_column(unique=True)
    value: Mapped[dict[str, Any]]
