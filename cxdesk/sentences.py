"""Texts of a catalogue that mend themselves around the words put into them: Hungarian articles, full stops."""

import re
from gettext import GNUTranslations, NullTranslations
from string import Formatter
from typing import Any
from unicodedata import normalize

_FORMATTER = Formatter()
_ENDS = (".", "!", "?", "؟", "…")
_PDI = "\u2069"
# Where a translator could not know the article: "A(z) {name}", with or without a quotation mark between.
_ARTICLE = re.compile(r"\b([Aa])\(z\)(\W+)$")
_WORD = re.compile(r"[^\W_]+")
_COUNT = re.compile(r"\d+(?:\u00a0\d{3})*")
_VOWELS = frozenset("aeiouаеиіоуыэё")
# Letters whose names begin with a vowel: ef, el, em, en, er, es, iksz, ipszilon.
_SPELLED = frozenset("flmnrsxy")


class Sentence(str):
    """A text with places to fill in; once filled in it is a plain text."""

    __slots__ = ()

    def format(self, *args: object, **kwargs: object) -> str:
        """The text with its places filled, the article before one and the full stop behind one as they must be."""
        parts: list[str] = []
        for literal, field, spec, conversion in _FORMATTER.parse(self):
            parts.append(_without_second_stop(literal, parts[-1] if parts else ""))
            if field is not None:
                value: Any = _FORMATTER.get_field(field, args, kwargs)[0]
                value = _FORMATTER.convert_field(value, conversion)
                said = _FORMATTER.format_field(value, (spec or "").format(*args, **kwargs))
                parts[-1] = _ARTICLE.sub(lambda found: _with_article(found, said), parts[-1])  # noqa: B023
                parts.append(said)
        return "".join(parts)


def sentence(text: str) -> str:
    """The text, as one that mends itself where it has a place that calls for it."""
    return Sentence(text) if "}." in text or f"}}{_PDI}." in text or "(z)" in text else text


def ended(text: str) -> str:
    """The text with a full stop behind it, unless it ends in one, as a day does in Hungarian and Ukrainian."""
    return text if text.rstrip(_PDI).endswith(_ENDS) else f"{text}."


def article(word: str) -> str:
    """The Hungarian article before a word, a number or initials: a híd, az alap, az 5, a 10, az NPS, a KPI."""
    found = _WORD.search(word)
    if found is None:
        return "a"
    first = found.group()
    if first[0].isdecimal():
        return "az" if _count_begins_with_vowel(_COUNT.match(word[found.start() :])) else "a"
    letters = [_plain(letter) for letter in first if letter.isalpha()]
    spelled = len(letters) == 1 or (first.isupper() and not _VOWELS.intersection(letters))
    vowel = letters[0] in _VOWELS or (spelled and letters[0] in _SPELLED)
    return "az" if vowel else "a"


def _plain(letter: str) -> str:
    return normalize("NFD", letter.lower())[0]


def _count_begins_with_vowel(found: "re.Match[str] | None") -> bool:
    """Whether a number is said with a vowel first: egy, öt and ezer, also as hundreds of thousands do."""
    count = "".join(str(int(sign)) for sign in found.group() if sign.isdecimal()) if found else ""
    return count.startswith("5") or (count.startswith("1") and len(count) % 3 == 1)


def _with_article(found: "re.Match[str]", word: str) -> str:
    chosen = article(word)
    return (chosen.capitalize() if found.group(1) == "A" else chosen) + found.group(2)


def _without_second_stop(literal: str, before: str) -> str:
    """What follows a filled place, without its full stop where the words put in end a sentence of their own."""
    if not before.endswith(_ENDS) or not before.strip("."):
        return literal
    for lead in ("", _PDI):
        if literal.startswith(f"{lead}.") and not literal.startswith(f"{lead}.."):
            return lead + literal[len(lead) + 1 :]
    return literal


class _Mending(NullTranslations):
    def gettext(self, message: str) -> str:
        return sentence(super().gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return sentence(super().ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return sentence(super().pgettext(context, message))


class English(_Mending):
    """The texts as the code has them."""


class Words(_Mending, GNUTranslations):
    """The texts of one compiled catalogue."""
