"""From finding to plan: issues, evidence, causes, actions, plans and the wording a customer reads."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base

# The improvement cycle in its order; "dropped" ends it from anywhere.
CYCLE = ("draft", "active", "done", "measured")
ACTION_STATES = (*CYCLE, "dropped")
OPEN_STATES = ("draft", "active")
EFFORT_UNITS = ("hours", "days")
CHANGE_TYPES = ("process", "system", "structure", "skill", "message")
PLAN_STATES = ("draft", "sent", "agreed")
LINE_KINDS = ("told", "quote", "do", "since", "ask")
ISSUE_KINDS = ("problem", "opportunity")
# What a customer means to do, as far as their words tell.
INTENTS = ("stay", "leave", "buy_more", "recommend", "get_help", "other")
# "note" kinds are typed in; a figure and a quotation come from answers.
NOTE_KINDS = ("follow_up", "observation", "review", "account_fact")
EVIDENCE_KINDS = ("figure", "quotation", *NOTE_KINDS)
# The bones of a fishbone; a cause without one is not sorted yet.
BONES = ("people", "process", "tools", "rules", "information", "surroundings")
TREATS = ("cause", "symptom")
STEPS = (1, 2, 3, 4)  # of likelihood, impact and effort; what each means in words is in judging.py


class Issue(Base):
    """What hurts the customer or what would help us, with where and the goal it is about; internal.

    Likelihood, impact and effort are steps 1 to 4, `rank` the place a person gave it. `leave_chance` (percent),
    `years` and `own_revenue` are a person's inputs to the value at risk; without them the assumed ones count.
    """

    __tablename__ = "issue"

    title: Mapped[str]
    statement: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="open")
    touch_point_id: Mapped[int | None] = mapped_column(ForeignKey("touch_point.id", ondelete="SET NULL"))
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id", ondelete="SET NULL"))
    raised_on: Mapped[date]
    kind: Mapped[str] = mapped_column(default="problem")
    intent: Mapped[str] = mapped_column(default="")
    likelihood: Mapped[int | None]
    impact: Mapped[int | None]
    effort: Mapped[int | None]
    rank: Mapped[int | None]
    leave_chance: Mapped[float | None]
    years: Mapped[float | None]
    own_revenue: Mapped[float | None]


class ToldApart(Base):
    """Two issues of which a person said that they only look alike."""

    __tablename__ = "told_apart"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"))


class Evidence(Base):
    """A figure as it was with the filter to compute it now, words of one respondent, or what somebody noted.

    The words of every kind are in `quotation`; `source` says where a note comes from, `reach` how many people a
    public review reached. A note may be about one customer.
    """

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
    source: Mapped[str] = mapped_column(default="")
    reach: Mapped[int | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    intent: Mapped[str] = mapped_column(default="")


class Cause(Base):
    """Why it happens; a cause may have a deeper one. `bone` is the bone of the fishbone that a first cause hangs on."""

    __tablename__ = "cause"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    deeper_than_id: Mapped[int | None] = mapped_column(ForeignKey("cause.id", ondelete="CASCADE"))
    text: Mapped[str]
    bone: Mapped[str] = mapped_column(default="")


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
    treats: Mapped[str] = mapped_column(default="")
    measure: Mapped[str] = mapped_column(default="")
    baseline: Mapped[str] = mapped_column(default="")
    target: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft")
    closed_on: Mapped[date | None]
    goal: Mapped[str] = mapped_column(default="")
    expected: Mapped[str] = mapped_column(default="")
    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    strategy_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id", ondelete="SET NULL"))
    told_inside: Mapped[str] = mapped_column(default="")
    job: Mapped[str] = mapped_column(default="")
    effort: Mapped[float | None]
    effort_unit: Mapped[str] = mapped_column(default="hours")
    cost: Mapped[str] = mapped_column(default="")
    forgone: Mapped[str] = mapped_column(default="")
    duration: Mapped[str] = mapped_column(default="")
    measure_item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id", ondelete="SET NULL"))
    measure_filter: Mapped[str] = mapped_column(default="{}")
    baseline_value: Mapped[float | None]
    target_value: Mapped[float | None]
    result: Mapped[str] = mapped_column(default="")
    not_measured: Mapped[str] = mapped_column(default="")
    measured_before: Mapped[str | None]
    measured_now: Mapped[str | None]


class ActionStep(Base):
    """One change of an action's state, with the day and, where a state was skipped or taken back, why."""

    __tablename__ = "action_step"

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), index=True)
    was: Mapped[str]
    state: Mapped[str]
    on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")


class ActionSlip(Base):
    """One promise that moved: the day it was for, the new one, and why."""

    __tablename__ = "action_slip"

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), index=True)
    was_due: Mapped[date]
    due_on: Mapped[date]
    on: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")


class ActionFunction(Base):
    """A function that takes part in an action."""

    __tablename__ = "action_function"
    __table_args__ = (UniqueConstraint("action_id", "function_id"), {"sqlite_autoincrement": True})

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), index=True)
    function_id: Mapped[int] = mapped_column(ForeignKey("business_function.id", ondelete="CASCADE"))


class ActionChampion(Base):
    """Somebody who carries an action of their own accord, and is thanked by name."""

    __tablename__ = "action_champion"
    __table_args__ = (UniqueConstraint("action_id", "person_id"), {"sqlite_autoincrement": True})

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))


class WatchOnly(Base):
    """A measure that somebody decided to look at without acting on it."""

    __tablename__ = "watch_only"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), unique=True)
    since: Mapped[date]


class Plan(Base):
    """The plan for one account: its version, how far it is, when it was sent, to whom and by whom.

    `sent_to`, `sent_by` and `notes` are our own and never printed; what the customer reads of them is a wording.
    """

    __tablename__ = "plan"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="draft")
    state_on: Mapped[date | None]
    made_on: Mapped[date]
    notes: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[date | None]
    sent_to: Mapped[str] = mapped_column(default="")
    sent_by: Mapped[str] = mapped_column(default="")


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


class RiskReview(Base):
    """The risk of an issue as it was judged when the register was last gone through; `impact` is with what reviews add."""

    __tablename__ = "risk_review"
    __table_args__ = (UniqueConstraint("issue_id", "on"), {"sqlite_autoincrement": True})

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    on: Mapped[date]
    likelihood: Mapped[int | None]
    impact: Mapped[int | None]
