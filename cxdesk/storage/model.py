"""Tables of the file itself: facts about it, pictures, and what was handed out."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary
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
    """A document that was made and left the file, which no undo can call back: which version, from which data.

    `format` is pdf, pptx, xlsx, html or print, `file` the name it was written under; both, and `audience`,
    `function` and `recipient`, are empty in older files. `recipient` is for whom it was made: who got it, and
    how, is in `DocumentGiven`.
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
    format: Mapped[str] = mapped_column(default="")
    file: Mapped[str] = mapped_column(default="")


class DocumentGiven(Base):
    """That a document that was made reached somebody: who, how, on which day, by whom; only ever inserted.

    One with `mistaken_id` says that the one of that number was noted by mistake, and why.
    """

    __tablename__ = "document_given"

    handed_out_id: Mapped[int] = mapped_column(ForeignKey("handed_out.id", ondelete="CASCADE"), index=True)
    recipient: Mapped[str]
    how: Mapped[str]
    on: Mapped[date]
    by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    noted_at: Mapped[datetime]
    mistaken_id: Mapped[int | None] = mapped_column(ForeignKey("document_given.id", ondelete="CASCADE"))
