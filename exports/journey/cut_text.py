"""The beginning of a text that is said to go on elsewhere."""

import unicodedata

_JOINS = ("\u200c", "\u200d")


def cut_text(text: str, most: int) -> str:
    """At most so many characters and an ellipsis, cut between words where there are any, never inside a letter."""
    if len(text) <= most:
        return text
    kept = text[:most]
    if not text[most].isspace() and (space := kept.rfind(" ")) > most // 2:
        kept = kept[:space]
    else:
        end = most
        while end > 0 and _holds_on(text, end):
            end -= 1
        kept = text[:end]
    return f"{kept.rstrip(' ,،;؛.:')}…"


def _holds_on(text: str, place: int) -> bool:
    """Whether the character at a place belongs to the one before it."""
    return unicodedata.category(text[place]) in ("Mn", "Me", "Mc", "Cf", "Sk") or text[place - 1] in _JOINS
