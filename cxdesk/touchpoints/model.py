"""The one inventory of touch points and the questions that listen there."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base

CHANNELS = ("phone", "visit", "mail", "letter", "web", "app", "message", "paper", "meeting", "other")


class TouchPoint(Base):
    """A point of contact with its channel, the function that answers for it and its owner."""

    __tablename__ = "touch_point"

    name: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[str] = mapped_column(default="other")
    function_id: Mapped[int | None] = mapped_column(ForeignKey("business_function.id", ondelete="SET NULL"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    position: Mapped[int] = mapped_column(default=0)


class TouchPointItem(Base):
    """A question that asks about a touch point."""

    __tablename__ = "touch_point_item"
    __table_args__ = (UniqueConstraint("touch_point_id", "item_id"), {"sqlite_autoincrement": True})

    touch_point_id: Mapped[int] = mapped_column(ForeignKey("touch_point.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"))
