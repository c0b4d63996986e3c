"""What a person decides about how figures are read: where the cuts of the account quadrants lie."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base


class QuadrantCuts(Base):
    """The cuts a person set for one survey round; an empty one follows the default."""

    __tablename__ = "quadrant_cuts"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), unique=True)
    score: Mapped[float | None]
    revenue: Mapped[float | None]
