"""Personas and segments: for whom a journey is, and what such a customer takes for granted."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base


class Persona(Base):
    """One kind of customer on a sheet of its own.

    A persona is a made person who stands for many; a segment is a group of accounts. `segment` names the
    accounts' segment it belongs to, for its share of the base and for filters. Lists (goals, needs,
    standards, jobs to be done) are lines of text. `tone` is how to speak with them. `picture` is the hash
    of a picture's bytes.
    """

    __tablename__ = "persona"

    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="persona")
    role: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    segment: Mapped[str] = mapped_column(default="")
    picture: Mapped[str] = mapped_column(default="")
    goals: Mapped[list[str]] = mapped_column(default=list)
    needs: Mapped[list[str]] = mapped_column(default=list)
    standards: Mapped[list[str]] = mapped_column(default=list)
    expectations: Mapped[list[str]] = mapped_column(default=list)
    jobs: Mapped[list[str]] = mapped_column(default=list)
    tone: Mapped[str] = mapped_column(default="")
    grade: Mapped[str] = mapped_column(default="opinion")
    source: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    template: Mapped[str] = mapped_column(default="")


class PersonaQuote(Base):
    """What such a customer said, with the speaker's role and whether it may be shown outside."""

    __tablename__ = "persona_quote"

    persona_id: Mapped[int] = mapped_column(ForeignKey("persona.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    speaker: Mapped[str] = mapped_column(default="")
