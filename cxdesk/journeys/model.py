"""A journey: stages cut into steps, lanes across them, and a card where they meet."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.journeys.kinds import TRUTH_CUT
from cxdesk.storage.base import Base


class Journey(Base):
    """What one kind of customer goes through, as it is now or as it should be.

    `template` names the template a map was begun from, `ours` says what is our own in it; a loop's last
    stage leads back to its first; `checked_on` is the day the whole map was last validated. The cuts are
    the scores from which a step matters to the customer, the employee and the business.
    """

    __tablename__ = "journey"

    name: Mapped[str]
    persona: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="as_is")
    takeaway: Mapped[str] = mapped_column(default="")
    made_on: Mapped[date]
    persona_id: Mapped[int | None] = mapped_column(ForeignKey("persona.id", ondelete="SET NULL"))
    segment: Mapped[str] = mapped_column(default="")
    is_loop: Mapped[bool] = mapped_column(default=False)
    checked_on: Mapped[date | None]
    template: Mapped[str] = mapped_column(default="")
    ours: Mapped[str] = mapped_column(default="")
    customer_cut: Mapped[float] = mapped_column(default=TRUTH_CUT)
    employee_cut: Mapped[float] = mapped_column(default=TRUTH_CUT)
    business_cut: Mapped[float] = mapped_column(default=TRUTH_CUT)
    position: Mapped[int] = mapped_column(default=0)


class Stage(Base):
    """A part of the journey with its usual duration in words."""

    __tablename__ = "stage"

    journey_id: Mapped[int] = mapped_column(ForeignKey("journey.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    duration: Mapped[str] = mapped_column(default="")
    in_focus: Mapped[bool] = mapped_column(default=False)
    locked: Mapped[bool] = mapped_column(default=False)
    is_template: Mapped[bool] = mapped_column(default=False)


class Step(Base):
    """One thing that happens in a stage: a column of the map.

    A step may open a journey of its own (`inner_journey_id`). The three scores run from 0 to 10 and say
    how much the step weighs for the customer, the employee and the business; None is not judged yet.
    """

    __tablename__ = "step"

    stage_id: Mapped[int] = mapped_column(ForeignKey("stage.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    inner_journey_id: Mapped[int | None] = mapped_column(ForeignKey("journey.id", ondelete="SET NULL"))
    function_id: Mapped[int | None] = mapped_column(ForeignKey("business_function.id", ondelete="SET NULL"))
    customer_score: Mapped[float | None]
    employee_score: Mapped[float | None]
    business_score: Mapped[float | None]
    checked_on: Mapped[date | None]
    is_template: Mapped[bool] = mapped_column(default=False)


class Lane(Base):
    """A row of the map; an internal one never reaches a customer. An empty title means its kind's word."""

    __tablename__ = "lane"

    journey_id: Mapped[int] = mapped_column(ForeignKey("journey.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    whose: Mapped[str] = mapped_column(default="")
    internal: Mapped[bool] = mapped_column(default=False)
    locked: Mapped[bool] = mapped_column(default=False)


class Card(Base):
    """What is known where a step meets a lane, how sure we are of it, and when it was last checked.

    `feeling` runs from -5 to 5 and only counts in a lane of feelings; None there is a gap in the curve.
    Where it comes from: `source` in words, `source_n` people behind it, `source_on` the day it is of. An
    observation may hold a quotation with its speaker's role and a photograph by the hash of its bytes.
    Its mark is a meaning with a colour in the map's legend; `is_template` is text nobody made their own
    yet; `origin` names what the card was copied from in another map, so that maps compare.
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
    source: Mapped[str] = mapped_column(default="")
    source_n: Mapped[int | None]
    source_on: Mapped[date | None]
    quotation: Mapped[str] = mapped_column(default="")
    speaker: Mapped[str] = mapped_column(default="")
    picture: Mapped[str] = mapped_column(default="")
    mark_id: Mapped[int | None] = mapped_column(ForeignKey("card_mark.id", ondelete="SET NULL"))
    is_template: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[str] = mapped_column(default="")


class CardMark(Base):
    """A meaning a map gives to a colour, named in its legend."""

    __tablename__ = "card_mark"

    journey_id: Mapped[int] = mapped_column(ForeignKey("journey.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    colour: Mapped[str] = mapped_column(default="series_1")


class StepLink(Base):
    """From one step to another: the way goes on there, or it branches, with the condition in words."""

    __tablename__ = "step_link"
    __table_args__ = (UniqueConstraint("from_step_id", "to_step_id"), {"sqlite_autoincrement": True})

    from_step_id: Mapped[int] = mapped_column(ForeignKey("step.id", ondelete="CASCADE"), index=True)
    to_step_id: Mapped[int] = mapped_column(ForeignKey("step.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(default="goes_to")
    words: Mapped[str] = mapped_column(default="")


class JourneyComment(Base):
    """What somebody of us says of a card or of the map; it never leaves the house."""

    __tablename__ = "journey_comment"

    journey_id: Mapped[int] = mapped_column(ForeignKey("journey.id", ondelete="CASCADE"), index=True)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"), index=True)
    author: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    made_at: Mapped[datetime]
    settled: Mapped[bool] = mapped_column(default=False)


class CardVotes(Base):
    """How many dots a card got in one vote of a workshop."""

    __tablename__ = "card_votes"
    __table_args__ = (UniqueConstraint("card_id", "ballot"), {"sqlite_autoincrement": True})

    card_id: Mapped[int] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"))
    ballot: Mapped[str] = mapped_column(default="")
    count: Mapped[int] = mapped_column(default=0)


class ParkedNote(Base):
    """Something said in a workshop that has no place on the map yet."""

    __tablename__ = "parked_note"

    journey_id: Mapped[int] = mapped_column(ForeignKey("journey.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    made_at: Mapped[datetime]


class WallPhoto(Base):
    """A photograph of the wall, pinned beside the map until its notes are typed in."""

    __tablename__ = "wall_photo"

    journey_id: Mapped[int] = mapped_column(ForeignKey("journey.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    picture: Mapped[str]
    caption: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]


class SavedView(Base):
    """A way to look at a map (which lanes, stage, marks, whose segment and round), kept under a name."""

    __tablename__ = "journey_view"

    journey_id: Mapped[int] = mapped_column(ForeignKey("journey.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    shows: Mapped[dict[str, Any]]


class Snapshot(Base):
    """A map as it was, whole, under a name and a day; `document` is what formats/document.py writes."""

    __tablename__ = "journey_snapshot"

    journey_id: Mapped[int] = mapped_column(ForeignKey("journey.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    made_at: Mapped[datetime]
    document: Mapped[dict[str, Any]]
