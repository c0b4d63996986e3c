"""Which rows count: finished ones, unfinished ones, previews or tests, and who was sent away, as the source tools write it."""

from typing import Final

import polars as pl

from cxdesk.responses.schema import FINISHED, SENT_AWAY, TEST, UNFINISHED

# Qualtrics' numbers: 1 preview, 2 test, 9 and 17 previews marked as spam or taken offline.
_TESTS: Final = (
    "1", "2", "9", "17", "survey preview", "survey test", "spam survey preview", "offline survey preview",
    "preview", "test", "umfragevorschau", "umfragetest", "testdaten",
)  # fmt: skip
_UNFINISHED: Final = (
    "0", "0.0", "false", "no", "n", "partial", "incomplete", "nein", "nee", "nem", "ні", "خیر", "falsch", "non",
    "started", "in progress",
)  # fmt: skip
# Dispositions of those who were not to be asked or were one too many: no partial answers, whoever wrote them.
_SENT_AWAY: Final = (
    "disqualified", "quota full", "quotafull", "over quota", "overquota", "quota met", "quotamet", "screened out",
    "screenedout", "screen out", "screenout", "screened", "terminated",
)  # fmt: skip


_COMPLETE: Final = ("complete", "completed", "finished", "done", "submitted")
# In a column of dispositions; numbers there mean other things from tool to tool.
_STOPPED: Final = ("partial", "incomplete", "started", "in progress", "unfinished", "abandoned")


def says_disposition(value: str) -> bool:
    """Whether a word says what became of a respondent, as panels and survey tools write it."""
    word = value.strip().casefold()
    return not word.isdigit() and word in (*_COMPLETE, *_STOPPED, *_SENT_AWAY, *_TESTS)


def says_sent_away(value: str) -> bool:
    """Whether a word says that somebody was not to be asked or was one too many."""
    return value.strip().casefold() in _SENT_AWAY


def says_test(value: str) -> bool:
    """Whether a status says that the row is a preview or a test."""
    return value.strip().casefold() in _TESTS


def states(
    height: int, finished: pl.Series | None, status: pl.Series | None, sent: pl.Series | None = None
) -> pl.Series:
    """FINISHED, UNFINISHED, TEST or SENT_AWAY for each row of text cells; what is not told counts as finished.

    `sent` is when the answers were sent: where it is blank they never were.
    """
    state = pl.Series("state", [FINISHED], dtype=pl.UInt8).new_from_index(0, height)
    frame = pl.DataFrame({"state": state})
    if sent is not None:
        never = sent.str.strip_chars().str.len_bytes() == 0
        frame = frame.with_columns(state=pl.when(never).then(UNFINISHED).otherwise("state").cast(pl.UInt8))
    if finished is not None:
        unfinished = _lowered(finished).is_in(_UNFINISHED)
        frame = frame.with_columns(
            state=pl.when(unfinished).then(UNFINISHED).otherwise("state").cast(pl.UInt8)
        )
    for told in (finished, status):
        if told is not None:
            away = _lowered(told).is_in(_SENT_AWAY)
            frame = frame.with_columns(state=pl.when(away).then(SENT_AWAY).otherwise("state").cast(pl.UInt8))
    if status is not None:
        stopped = _lowered(status).is_in(_STOPPED) & (pl.col("state") == FINISHED)
        frame = frame.with_columns(state=pl.when(stopped).then(UNFINISHED).otherwise("state").cast(pl.UInt8))
        test = _lowered(status).is_in(_TESTS)
        frame = frame.with_columns(state=pl.when(test).then(TEST).otherwise("state").cast(pl.UInt8))
    return frame["state"]


def _lowered(cells: pl.Series) -> pl.Series:
    return cells.str.strip_chars().str.to_lowercase()
