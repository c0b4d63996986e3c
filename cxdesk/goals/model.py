"""Business goals that listening serves."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base


class Goal(Base):
    """A business result with its measure, baseline, target and date."""

    __tablename__ = "goal"

    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="retention")
    measure: Mapped[str] = mapped_column(default="")
    baseline: Mapped[str] = mapped_column(default="")
    target: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
