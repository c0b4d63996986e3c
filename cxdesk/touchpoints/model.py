"""The one inventory of touch points and the questions that listen there."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base

CHANNELS = ("phone", "visit", "mail", "letter", "web", "app", "message", "paper", "meeting", "other")
# Channels that need no person of ours; a touch point may say otherwise.
DIGITAL = ("mail", "web", "app", "message")
# How far a process, the skill for it and the practice of it are: not looked at, missing, partly, in place.
READINESS = ("", "missing", "partly", "in_place")
RACI = ("R", "A", "C", "I")
# What a question asks of a touch point: how it was, or what had been expected of it.
ASKS = ("experience", "expectation")


class TouchPoint(Base):
    """A point of contact with its channel, the function that answers for it and its owner.

    `is_digital` None follows the channel; `volume` counts contacts a year; `expectation` is what customers
    expect there, in a sentence of ours; process, skill and practice say how far each is (READINESS).
    """

    __tablename__ = "touch_point"

    name: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[str] = mapped_column(default="other")
    function_id: Mapped[int | None] = mapped_column(ForeignKey("business_function.id", ondelete="SET NULL"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    position: Mapped[int] = mapped_column(default=0)
    about: Mapped[str] = mapped_column(default="")
    is_digital: Mapped[bool | None]
    volume: Mapped[int | None]
    process: Mapped[str] = mapped_column(default="")
    skill: Mapped[str] = mapped_column(default="")
    practice: Mapped[str] = mapped_column(default="")
    expectation: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None]


class TouchPointSynonym(Base):
    """Another name of a touch point, as a colleague, a customer or a file's heading says it."""

    __tablename__ = "touch_point_synonym"
    __table_args__ = (UniqueConstraint("touch_point_id", "name"), {"sqlite_autoincrement": True})

    touch_point_id: Mapped[int] = mapped_column(ForeignKey("touch_point.id", ondelete="CASCADE"))
    name: Mapped[str]


class TouchPointRole(Base):
    """The part a function has at a touch point: R does it, A answers for it, C is asked, I is told."""

    __tablename__ = "touch_point_role"
    __table_args__ = (
        UniqueConstraint("touch_point_id", "function_id", "role"),
        {"sqlite_autoincrement": True},
    )

    touch_point_id: Mapped[int] = mapped_column(ForeignKey("touch_point.id", ondelete="CASCADE"))
    function_id: Mapped[int] = mapped_column(ForeignKey("business_function.id", ondelete="CASCADE"))
    role: Mapped[str]


class TouchPointItem(Base):
    """A question that asks about a touch point: how it was there, or what had been expected (ASKS)."""

    __tablename__ = "touch_point_item"
    __table_args__ = (UniqueConstraint("touch_point_id", "item_id"), {"sqlite_autoincrement": True})

    touch_point_id: Mapped[int] = mapped_column(ForeignKey("touch_point.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"))
    asks: Mapped[str] = mapped_column(default="experience")


class TouchPointProposal(Base):
    """What a column of a list names and the inventory does not know: a person accepts, joins or dismisses it.

    `count` is in how many rows of `source` it stands under `heading`. A dismissed one is not proposed again.
    """

    __tablename__ = "touch_point_proposal"
    __table_args__ = (UniqueConstraint("name", "source", "heading"), {"sqlite_autoincrement": True})

    name: Mapped[str]
    source: Mapped[str]
    heading: Mapped[str]
    count: Mapped[int]
    seen_on: Mapped[date]
    dismissed: Mapped[bool] = mapped_column(default=False)
