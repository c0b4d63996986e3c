"""Rounds, imports and the immutable chunks that hold the answers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint
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
    version_id: Mapped[int | None] = mapped_column(ForeignKey("survey_version.id", ondelete="SET NULL"))


class DataSet(Base):
    """What to know before reading a round's figures; `by_hand` names the fields a person wrote, one space between.

    Whom it invited is kept by the round itself.
    """

    __tablename__ = "data_set"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), unique=True)
    source: Mapped[str] = mapped_column(default="")
    population: Mapped[str] = mapped_column(default="")
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    method: Mapped[str] = mapped_column(default="")
    lens: Mapped[str] = mapped_column(default="")
    known_bias: Mapped[str] = mapped_column(default="")
    by_hand: Mapped[str] = mapped_column(default="")


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
    unchanged: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    signature: Mapped[str] = mapped_column(default="")
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class SupersededChunk(Base):
    """A chunk that another import corrected: as long as that import is live, its chunk counts instead."""

    __tablename__ = "superseded_chunk"
    __table_args__ = (UniqueConstraint("chunk_id", "batch_id"), {"sqlite_autoincrement": True})

    chunk_id: Mapped[int]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), index=True)


class ImportReport(Base):
    """What an import found and did, as compressed JSON; written once."""

    __tablename__ = "import_report"

    batch_id: Mapped[int] = mapped_column(unique=True)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class KeptOriginal(Base):
    """A file that was imported, compressed, by the hash of its bytes: it can be read anew without being found again."""

    __tablename__ = "kept_original"

    sha256: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class RememberedSettings(Base):
    """How files of one source are read, by the source's signature, so that the next round needs one click."""

    __tablename__ = "remembered_settings"

    signature: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    format: Mapped[str]
    settings: Mapped[dict[str, Any]]
    used_at: Mapped[datetime]


class Erasure(Base):
    """That a respondent was erased, when, and how much went where; never who."""

    __tablename__ = "erasure"

    erased_at: Mapped[datetime]
    places: Mapped[dict[str, Any]]


class ErasedMark(Base):
    """That an answer was erased, so that its file does not bring it back: a keyed hash of what a file calls it.

    It tells nobody without that file, neither who it was nor when; see `responses.erased_marks`.
    """

    __tablename__ = "erased_mark"

    mark: Mapped[str] = mapped_column(unique=True)


class ResponseChunk(Base):
    """At most 65,536 responses as Parquet; never changed but by an erasure.

    No foreign keys: undo removes the rows it names. `states` counts the rows by finished, unfinished and tests
    (none in chunks of the first version), so that a page of answers is found without reading the chunks before it.
    `over_quota` counts those that came in when a quota was full (none where nobody counted).
    """

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
    states: Mapped[dict[str, int] | None] = mapped_column(JSON())
    over_quota: Mapped[int | None]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class LiveResponse(Base):
    """A response that came in one answer at a time: at the kiosk, from paper, from an answer file.

    `key` is the source's own name for it, so that the same file collected twice counts once. `state` is that of
    `responses.schema`; a second entry of the same sheet names the first in `checks`. `batch_id` names the import
    whose chunk holds it: as long as that is there the answers here do not count, and they go when the file closes.
    `collection_id` names the answer files it came in with: it counts only while that is there, so that undo takes
    them back. `over_quota` names the quotas that were full already.
    No foreign keys to design rows: what is undone there comes back, and answers must be there still.
    """

    __tablename__ = "live_response"

    round_id: Mapped[int] = mapped_column(index=True)
    version_id: Mapped[int | None]
    key: Mapped[str] = mapped_column(unique=True)
    way: Mapped[str]
    started: Mapped[datetime]
    submitted: Mapped[datetime | None]
    state: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column(default="")
    account_key: Mapped[str] = mapped_column(default="")
    respondent_key: Mapped[str] = mapped_column(default="")
    consent_quote: Mapped[bool | None]
    entered_by: Mapped[str] = mapped_column(default="")
    checks: Mapped[int | None]
    batch_id: Mapped[int | None]
    collection_id: Mapped[int | None]
    over_quota: Mapped[str] = mapped_column(default="", server_default="")


class AnswerCollection(Base):
    """Answer files and forms that were taken in together; undo deletes this row, and what came with it counts no more."""

    __tablename__ = "answer_collection"

    collected_at: Mapped[datetime]


class LiveAnswer(Base):
    """One answer of a live response: `number` holds a code, a tick, a rank or a number, `words` a text or a day."""

    __tablename__ = "live_answer"
    __table_args__ = (UniqueConstraint("response_id", "item_id"), {"sqlite_autoincrement": True})

    response_id: Mapped[int] = mapped_column(ForeignKey("live_response.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(index=True)
    blank: Mapped[int] = mapped_column(default=0)
    number: Mapped[float | None]
    words: Mapped[str | None]


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


class StaffColumn(Base):
    """A person's word on a column: whether it names staff, and why the names are shown if they are."""

    __tablename__ = "staff_column"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), unique=True)
    names_staff: Mapped[bool]
    shown: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
