"""Which responses a figure, a chart, a rule or a page is about: one frozen value for all of them."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from cxdesk.i18n import folded


@dataclass(frozen=True, slots=True)
class AnswerTest:
    """One comparison with an answer: item code, operator (= != < <= > >=), value as text."""

    item: str
    op: str
    value: str


@dataclass(frozen=True, slots=True)
class Filter:
    """An "and" over parts, each an "or" over its values; an empty part asks nothing.

    Accounts are account keys, rounds and segments are names, touch points are ids,
    dates are ISO days and both ends belong to the span. Keys and names are compared with case and
    spaces aside. A segment is the one at the round, or today's with `segments_today`; the same
    holds for a break-down by segment.
    """

    accounts: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    touch_points: tuple[int, ...] = ()
    channels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    answers: tuple[AnswerTest, ...] = ()
    segments_today: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether every response passes."""
        return replace(self, segments_today=False) == Filter()

    def to_json(self) -> str:
        """The filter as JSON with only the parts that ask something."""
        return json.dumps({k: v for k, v in asdict(self).items() if v}, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Filter":
        """The filter that `to_json` wrote; unknown parts raise ValueError, so that none is silently lost."""
        data: dict[str, Any] = json.loads(text or "{}")
        unknown = set(data) - {f.name for f in fields(cls)}
        if unknown:
            raise ValueError(f"unknown filter parts: {sorted(unknown)}")
        tests = tuple(AnswerTest(**a) for a in data.pop("answers", ()))
        parts: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
        return cls(answers=tests, **parts)


def alike(words: Iterable[str]) -> dict[str, str]:
    """Each word with the one spelling that stands for all that are equal but for case and spaces."""
    found = set(words)
    spelt = {folded(word): word for word in sorted(found)}
    return {word: spelt[folded(word)] for word in found}


def among(words: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """Those of the words that are wanted, case and spaces aside."""
    asked = {folded(w) for w in wanted}
    return [word for word in words if folded(word) in asked]
