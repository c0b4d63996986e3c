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
