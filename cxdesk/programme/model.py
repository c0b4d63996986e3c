"""What was decided in the programme, on which evidence, and what was given up for it."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base


class Decision(Base):
    """One decision: what, when, by whom, why, and what was given up; internal."""

    __tablename__ = "decision"

    title: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    given_up: Mapped[str] = mapped_column(default="")
    cost: Mapped[float | None]
    revenue_forgone: Mapped[float | None]
    currency: Mapped[str] = mapped_column(default="")


class DecisionLink(Base):
    """What a decision rests on: an issue, or one piece of its evidence."""

    __tablename__ = "decision_link"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), index=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"))
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id", ondelete="CASCADE"))


class ReportRoute(Base):
    """Who gets which document, how often, in which language; `last_on` is when it was made last."""

    __tablename__ = "report_route"

    audience: Mapped[str]
    function: Mapped[str] = mapped_column(default="")
    recipient: Mapped[str]
    rhythm: Mapped[str]
    first_on: Mapped[date]
    last_on: Mapped[date | None]
    language: Mapped[str] = mapped_column(default="en")
    format: Mapped[str] = mapped_column(default="pdf")


class ReportFeedback(Base):
    """What one reader answered to the one question of a document; each keeps their own."""

    __tablename__ = "report_feedback"

    handed_out_id: Mapped[int] = mapped_column(ForeignKey("handed_out.id", ondelete="CASCADE"), index=True)
    answer: Mapped[str]
    on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    reader: Mapped[str] = mapped_column(default="")


class GateOverride(Base):
    """That a next round began although findings were not shared or no plan was made, and why."""

    __tablename__ = "gate_override"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), index=True)
    round_name: Mapped[str]
    skipped: Mapped[str]
    reason: Mapped[str]
    who: Mapped[str]
    on: Mapped[date]
