"""In which letters a text is written, so that a voice does not read a Latin name as Persian."""

import re
from functools import lru_cache

_OF_LANGUAGE = {"fa": "Arab", "uk": "Cyrl"}
_RANGES = (
    (0x41, 0x24F, "Latn"),
    (0x400, 0x52F, "Cyrl"),
    (0x600, 0x77F, "Arab"),
    (0x1E00, 0x1EFF, "Latn"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFF, "Arab"),
)


def other_language(text: str, language: str) -> str:
    """A language tag for a text of which no letter is of the document's script; empty for any other text.

    Letters tell the script and not the language: the tag is und-Latn, not a guess at English.
    """
    own = _OF_LANGUAGE.get(language, "Latn")
    if _letters_of(own).search(text):
        return ""
    found = {_script(ord(char)) for char in text if char.isalpha()}
    return f"und-{found.pop()}" if len(found) == 1 and not found & {own, ""} else ""


@lru_cache(maxsize=4)
def _letters_of(name: str) -> re.Pattern[str]:
    """One letter of a script is enough to know that a text isn't wholly of another."""
    ranges = "".join(f"{chr(low)}-{chr(high)}" for low, high, script in _RANGES if script == name)
    return re.compile(rf"(?=[^\W\d_])[{ranges}]")


def _script(code: int) -> str:
    return next((name for low, high, name in _RANGES if low <= code <= high), "")
