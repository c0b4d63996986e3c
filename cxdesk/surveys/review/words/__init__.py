"""What the reviewer knows of each language: joining words, judged things, negations, loaded and hard words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final

SPOKEN: Final = ("en", "nl", "hu", "uk", "fa")
_TAGS = re.compile(r"<[^<>]*>|\$\{[^{}]*\}|\{[^{}]*\}")
_UNBOUNDED = re.compile(r"(\[\^[^\]]*\])\*")
_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ\u200c-][^\W_]+)*")
_FOLDED = str.maketrans({"ي": "ی", "ك": "ک", "’": "'", "ʼ": "'", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    `joins` join two things, `judged` are beginnings of words for what is judged (speed, friendly ...), `pairs` are
    phrases that join two words into one thing, `sure` are words that lead only in the sentence that asks, `boast` are turns that praise, push or presuppose, `two_things`
    join what can't take one answer unless `one_thing` is said too, `ours` is how a {term} is called ours or theirs, `second` is what begins a second question after a joining word.
    `harmless` are phrases with a negation that asks nothing negatively; `negations` turn a sentence round, `without`
    does so only beside another one, and `negative` begin words that are negative by themselves. `aside` are clauses
    beside the one that asks (“which you did not use”), `open` asks for a thing and can't be answered by yes or no,
    `counts` asks how often, `routing` sends on who answered what stands before it, `that` joins what is said of to what says it. `good` and `bad` begin an answer's label.
    All are regular expressions over lower-case text, but for the beginnings, which are words.
    """

    joins: frozenset[str]
    judged: tuple[str, ...]
    pairs: tuple[str, ...]
    second: str
    leading: tuple[str, ...]
    boast: tuple[str, ...]
    two_things: tuple[str, ...]
    one_thing: str
    ours: str
    sure: str
    negations: str
    negative: tuple[str, ...]
    harmless: tuple[str, ...]
    without: str
    aside: tuple[str, ...]
    open: str
    counts: str
    routing: str
    that: str
    jargon: tuple[str, ...]
    overall: str
    sensitive: tuple[str, ...]
    identifying: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    middle: tuple[str, ...]
    latin: bool = True
    longest: int = 25
    words_per_minute: int = 184


@cache
def words_of(language: str) -> Words | None:
    """The words of a language, None for one that the reviewer does not speak."""
    if language not in SPOKEN:
        return None
    found: Words = import_module(f"cxdesk.surveys.review.words.{language}").WORDS
    return found


@cache
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for several, each at the bounds of words.

    What may stand between two words of a pattern is a clause at most, so that no text takes long.
    """
    bounded = _UNBOUNDED.sub(r"\1{0,300}", "|".join(patterns or ("(?!)",)))
    return re.compile(rf"(?<!\w)(?:{bounded})(?!\w)")


def plain(text: str) -> str:
    """A text in lower case without markup and piped parts, letters folded to one form."""
    return " ".join(_TAGS.sub(" ", text[:20_000]).translate(_FOLDED).casefold().split())


def tokens(text: str) -> list[str]:
    """The words of a plain text."""
    return _TOKEN.findall(text)


def begins(word: str, beginnings: Iterable[str]) -> str:
    """The first of the beginnings that a word begins with, or nothing."""
    return next((b for b in beginnings if word.startswith(b)), "")
