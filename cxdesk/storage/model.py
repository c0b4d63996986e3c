"""Tables of the file itself: facts about it, pictures, and what was handed out."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base


class FileFact(Base):
    """One fact about the file: its id, when it was made, the next response id."""

    __tablename__ = "file_fact"

    name: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]


class Asset(Base):
    """A picture or a kept file, by the hash of its bytes; only ever inserted.

    Outside the undo log: 20 renames of a row with a 5 MB photo would write 200 MB of history.
    """

    __tablename__ = "asset"

    sha256: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class HandedOut(Base):
    """A document given to a person, which no undo can call back: to whom, which version, from which data.

    `audience`, `function` and `recipient` are empty for a customer's plan of an older file.
    """

    __tablename__ = "handed_out"

    kind: Mapped[str]
    title: Mapped[str]
    account_key: Mapped[str]
    language: Mapped[str]
    version: Mapped[int]
    sha256: Mapped[str]
    made_at: Mapped[datetime]
    recipient: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = mapped_column(default="")
    data: Mapped[str] = mapped_column(default="")
    function: Mapped[str] = mapped_column(default="")
