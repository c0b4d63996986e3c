"""A journey: stages cut into steps, lanes across them, and a card where they meet."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base

STATES = ("as_is", "to_be")
GRADES = ("opinion", "some", "measured")
# The line of visibility is a lane without cards, so that it is moved among lanes as they are.
LINE = "line_of_visibility"
LANE_KINDS = ("does", "touch_point", "feeling", "thinking", "pain", LINE, "behind", "opportunity")
FEELING_LIMIT = 5


class Journey(Base):
    """What one kind of customer goes through, as it is now or as it should be."""

    __tablename__ = "journey"

    name: Mapped[str]
    persona: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="as_is")
    takeaway: Mapped[str] = mapped_column(default="")
    made_on: Mapped[date]


class Stage(Base):
    """A part of the journey with its usual duration in words."""

    __tablename__ = "stage"

    journey_id: Mapped[int] = mapped_column(ForeignKey("journey.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    duration: Mapped[str] = mapped_column(default="")
    in_focus: Mapped[bool] = mapped_column(default=False)


class Step(Base):
    """One thing that happens in a stage: a column of the map."""

    __tablename__ = "step"

    stage_id: Mapped[int] = mapped_column(ForeignKey("stage.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str]


class Lane(Base):
    """A row of the map; an internal one never reaches a customer. An empty title means its kind's word."""

    __tablename__ = "lane"

    journey_id: Mapped[int] = mapped_column(ForeignKey("journey.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    whose: Mapped[str] = mapped_column(default="")
    internal: Mapped[bool] = mapped_column(default=False)


class Card(Base):
    """What is known where a step meets a lane, how sure we are of it, and when it was last checked.

    `feeling` runs from -5 to 5 and only counts in a lane of feelings; None there is a gap in the curve.
    """

    __tablename__ = "card"

    step_id: Mapped[int] = mapped_column(ForeignKey("step.id", ondelete="CASCADE"), index=True)
    lane_id: Mapped[int] = mapped_column(ForeignKey("lane.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(default="")
    feeling: Mapped[float | None]
    grade: Mapped[str] = mapped_column(default="opinion")
    moment_of_truth: Mapped[bool] = mapped_column(default=False)
    touch_point_id: Mapped[int | None] = mapped_column(ForeignKey("touch_point.id", ondelete="SET NULL"))
    checked_on: Mapped[date | None]
