"""Rounds, imports and the immutable chunks that hold the answers."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base


class Round(Base):
    """One survey round, whom it invited, and which rows count in it."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("survey_id", "name"), {"sqlite_autoincrement": True})

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    name: Mapped[str]
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    invited: Mapped[int | None]
    count_unfinished: Mapped[bool] = mapped_column(default=False)
    count_tests: Mapped[bool] = mapped_column(default=False)


class ImportBatch(Base):
    """One import; its chunks count as long as this row is there and `state` is "live"."""

    __tablename__ = "import_batch"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    source_name: Mapped[str]
    source_sha256: Mapped[str] = mapped_column(default="")
    format: Mapped[str] = mapped_column(default="")
    imported_at: Mapped[datetime]
    rows_in: Mapped[int]
    stored: Mapped[int]
    refused: Mapped[int]
    repaired_cells: Mapped[int]
    state: Mapped[str] = mapped_column(default="live")


class ResponseChunk(Base):
    """At most 65,536 responses as Parquet; never changed. No foreign keys: undo removes the rows it names."""

    __tablename__ = "response_chunk"
    __table_args__ = (Index("ix_response_chunk_round", "round_id", "kind"), {"sqlite_autoincrement": True})

    format: Mapped[int]
    round_id: Mapped[int]
    batch_id: Mapped[int]
    seq: Mapped[int]
    kind: Mapped[str]
    first_id: Mapped[int]
    last_id: Mapped[int]
    rows: Mapped[int]
    sha256: Mapped[str]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class RawCell(Base):
    """The text of a cell that its type could not hold, so that the type can be changed later."""

    __tablename__ = "raw_cell"
    __table_args__ = (Index("ix_raw_cell_item", "item_id", "response_id"), {"sqlite_autoincrement": True})

    batch_id: Mapped[int]
    response_id: Mapped[int]
    item_id: Mapped[int]
    text: Mapped[str]


class AccountKeyLink(Base):
    """Which account a key in the answers means, so that matching can change without touching answers."""

    __tablename__ = "account_key_link"

    key: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)


class RefusedKey(Base):
    """A key in the answers of which a person said that it is none of our customers."""

    __tablename__ = "refused_key"

    key: Mapped[str] = mapped_column(unique=True)


class Invitation(Base):
    """A contact who was invited to a round; the reason is there when the rest period was overridden."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("round_id", "contact_id"), {"sqlite_autoincrement": True})

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    invited_on: Mapped[date | None]
    override_reason: Mapped[str] = mapped_column(default="", server_default="")
