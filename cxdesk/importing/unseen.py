"""Signs that nobody sees in a text that comes back from a spreadsheet: which are left out, and what is still the same."""

import re
import unicodedata
from typing import Final

# Overrides turn a line around, zero-width spaces and joiners hide in a word, a byte-order mark is a leftover.
_LEFT_OUT: Final = re.compile(r"[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2064\ufeff]")
# Marks of direction and isolates are a typesetter's tools: they stay, but make no other words.
_DIRECTION: Final = re.compile(r"[\u061c\u200e\u200f\u2066-\u2069]")
# Joiners shape Persian words and pictures; beside a Latin letter, a blank or an end they do nothing.
_IDLE_JOINER: Final = re.compile(r"(?<![^\x00-\x7f\s])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f\s])")


def without_unseen(text: str) -> tuple[str, tuple[str, ...]]:
    """The text in its composed form without signs that nobody sees, and which those were, as U+202E."""
    made = unicodedata.normalize("NFC", text)
    gone = [c for hit in _LEFT_OUT.finditer(made) for c in hit.group()]
    made = _LEFT_OUT.sub("", made)
    gone += [c for hit in _IDLE_JOINER.finditer(made) for c in hit.group()]
    return _IDLE_JOINER.sub("", made), tuple(dict.fromkeys(f"U+{ord(c):04X}" for c in gone))


def same_words(one: str, two: str) -> bool:
    """Whether two texts are the same to whoever reads them."""
    return _read(one) == _read(two)


def _read(text: str) -> str:
    return _DIRECTION.sub("", without_unseen(text)[0]).strip()
