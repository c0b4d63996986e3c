"""How an answer of each kind is kept in a chunk, and what the blanks mean."""

from typing import Final

import polars as pl

FORMAT: Final = 1
ROWS_PER_CHUNK: Final = 65_536

ANSWERED, NOT_ASKED, NOT_SHOWN, SKIPPED, DECLARED, UNREADABLE = range(6)
SHOWN: Final = (ANSWERED, SKIPPED, DECLARED, UNREADABLE)

# Numbers of responses that are not in a chunk yet; chunks are numbered from 1.
LIVE: Final = 1 << 40

# An erased response has no answers and never counts; its number and its place in the chunk stay. Who was sent away, by
# a full quota or as none of those who are asked, is no respondent who stopped half-way, and never counts either
# (AAPOR, "Standard Definitions", 2023: "quota filled" and "screened out" are not eligible, not partial).
FINISHED, UNFINISHED, TEST, ERASED, SENT_AWAY = range(5)

# Facts about the response itself, in every closed chunk; a missing one reads as null.
FACTS: Final[dict[str, pl.DataType]] = {
    "source_row": pl.Int64(),
    "account_key": pl.String(),
    "respondent_key": pl.String(),
    "started": pl.Datetime("us"),
    "submitted": pl.Datetime("us"),
    "state": pl.UInt8(),
    "language": pl.String(),
    "channel": pl.String(),
    "consent_quote": pl.Boolean(),
    # The names of the quotas that were full already when it came in.
    "over_quota": pl.String(),
}

_TYPES: Final[dict[str, pl.DataType]] = {
    "nps": pl.Int16(),
    "scale": pl.Int16(),
    "single": pl.Int16(),
    "multiple": pl.Boolean(),
    "number": pl.Float64(),
    "date": pl.Datetime("us"),
    "text": pl.String(),
    "identifier": pl.String(),
    "pseudonym": pl.String(),
}
TEXT_KINDS: Final = ("text", "identifier", "pseudonym")


def type_of(kind: str) -> pl.DataType:
    """The column type of a question kind."""
    return _TYPES[kind]


def column(item_id: int) -> str:
    """The column of an item."""
    return f"i{item_id}"


def blank_column(item_id: int) -> str:
    """The column with an item's blank kinds; absent where every answer is there or plainly empty."""
    return f"b{item_id}"
