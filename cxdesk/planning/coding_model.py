"""Two people say of the same comments what a customer means to do, each for themselves."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.planning.model import INTENTS
from cxdesk.storage.base import Base

NONE = "none"
# What a comment can be given; "none" says that it tells no intent.
CODES = (*INTENTS, NONE)
CODERS = (1, 2)


class Coding(Base):
    """A sample of the comments on one question, and who codes them."""

    __tablename__ = "coding"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"))
    coder_one: Mapped[str] = mapped_column(default="")
    coder_two: Mapped[str] = mapped_column(default="")
    made_on: Mapped[date]


class CodingUnit(Base):
    """One comment of the sample, by the number of its answer: its words stay where they are.

    `first` and `second` are what each coder said, empty until then; `settled` what both agreed on where they differed.
    """

    __tablename__ = "coding_unit"

    coding_id: Mapped[int] = mapped_column(ForeignKey("coding.id", ondelete="CASCADE"), index=True)
    response_id: Mapped[int] = mapped_column(index=True)
    position: Mapped[int]
    first: Mapped[str] = mapped_column(default="")
    second: Mapped[str] = mapped_column(default="")
    settled: Mapped[str] = mapped_column(default="")
