"""What cells in words stand for: rungs of a ladder, numbers with words, yes and no."""

from typing import Final

from cxdesk.surveys.ladders import declines as declines
from cxdesk.surveys.ladders import ladder_of as ladder_of
from cxdesk.surveys.ladders import number_with_words as number_with_words
from cxdesk.surveys.ladders import rungs as rungs

_YES: Final = frozenset(
    ("yes", "ja", "igen", "так", "بله", "oui", "sí", "si", "sim", "sì", "tak", "evet", "y", "true")
)
_NO: Final = frozenset(("no", "nee", "nein", "nem", "ні", "خیر", "non", "não", "nie", "hayır", "n", "false"))


def yes_or_no(value: str) -> bool | None:
    """True for yes, False for no, None for anything else, in the languages we speak."""
    word = value.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def is_flag(value: str) -> bool:
    """Whether a word says yes or no, or that something is done or half done."""
    return value.casefold() in ("0", "1", "0.0", "1.0", "complete", "partial") or yes_or_no(value) is not None
