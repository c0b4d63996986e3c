"""Answers to one question, as few as needed: one of each kind that the comparisons of a survey can tell apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, permutations, product
from math import ceil, floor
from typing import Any, Final

from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.logic.answers import is_answered, number_of, read_number, whole_number
from cxdesk.surveys.logic.options import Options, is_exclusive
from cxdesk.surveys.logic.possible import numbers_beside, texts_beside

# More named ticks, rows or words than these are not all put together.
MOST_TICKS: Final = 6
MOST_ROWS: Final = 2_000
MOST_RANKED: Final = 5
MOST_WORDS: Final = 5
_LONGEST_SCALE: Final = 100


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to draw from; `whole` where every kind that can be told apart is among them."""

    question: QuestionSpec
    named: tuple[Any, ...]
    of_items: Mapping[str, tuple[Any, ...]]
    whole: bool

    def values(self, options: Options) -> list[Any]:
        """Those that can be given where these options are offered; some may still break a rule of the question."""
        q = self.question
        if q.kind == "multiple":
            return list(_ticked(q, self.named, options))
        if len(q.items) > 1:
            return list(_rows(q, self.of_items, options))
        return list(_single(q, self.named, [c.code for c in options.choices]))


def told_apart(question: QuestionSpec, leaves: Sequence[Mapping[str, Any]]) -> Answers:
    """The kinds of answers that these comparisons, all of this question, can tell apart."""
    named = tuple(v for e in leaves for v in _values(e))
    by_item: dict[str, list[Any]] = {}
    for e in leaves:
        by_item.setdefault(str(e.get("item")), []).extend(_values(e))
    of_items = {i.code: tuple(by_item.get(i.code, ())) for i in question.items}
    looked_at = {str(e.get("item")) for e in leaves if "item" in e}
    return Answers(question, named, of_items, _is_whole(question, named, of_items, looked_at))


def _is_whole(
    q: QuestionSpec, named: Sequence[Any], of_items: Mapping[str, tuple[Any, ...]], looked_at: set[str]
) -> bool:
    if q.kind == "multiple":
        return len({str(v) for v in named} & {i.code for i in q.items}) <= MOST_TICKS
    if len(q.items) > 1:
        if q.look == "ranking":
            return len(q.items) <= MOST_RANKED
        if q.settings.get("total") is not None:
            return not looked_at
        kinds = 1
        for code in looked_at & set(of_items):
            kinds *= 1 + len(list(_single(q, of_items[code], [c.code for c in q.choices])))
        return kinds <= MOST_ROWS
    if q.kind in ("text", "identifier", "pseudonym"):
        return len({v for v in named if isinstance(v, str)}) <= MOST_WORDS and not q.rules.get("valid")
    return True


def _values(leaf: Mapping[str, Any]) -> list[Any]:
    value = leaf.get("value")
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _single(q: QuestionSpec, named: Sequence[Any], offered: Sequence[int]) -> Iterator[Any]:
    if q.kind in ("nps", "scale", "single"):
        scale = q.scale
        points: Sequence[int] = ()
        if scale is not None or q.kind == "nps":
            low, high = (scale.low, scale.high) if scale else (0, 10)
            points = range(low, min(high, low + _LONGEST_SCALE) + 1)
        hidden = {c.code for c in q.choices} - set(offered)
        yield from dict.fromkeys([*offered, *(p for p in points if p not in hidden)])
    elif q.kind == "number":
        yield from _numbers(q, named)
    elif q.kind == "date":
        yield from _days(q, named)
    else:
        texts = [v for v in dict.fromkeys(named) if isinstance(v, str) and is_answered(v)][:MOST_WORDS]
        yield from texts_beside(list(named))
        for n in range(2, len(texts) + 1):
            yield from (" ".join(some) for some in combinations(texts, n))


def _numbers(q: QuestionSpec, named: Sequence[Any]) -> Iterator[float]:
    found = numbers_beside(q, list(named))
    step, low = number_of(q.settings.get("step")), number_of(q.settings.get("min")) or 0.0
    if step is not None and step > 0:
        given = [n for n in map(read_number, named) if n is not None]
        near = [(v - low) / step for v in (*found, *given)]
        found = [low + step * n for m in near if abs(m) < 1e9 for n in range(floor(m) - 1, ceil(m) + 2)]
    yield from dict.fromkeys(found)


def _days(q: QuestionSpec, named: Sequence[Any]) -> Iterator[str]:
    ends = [v for v in (q.settings.get("min"), q.settings.get("max")) if isinstance(v, str)]
    yield from ("0001-01-01", "9999-12-31", "2026-06-30")
    for text in (*named, *ends):
        try:
            day = date.fromisoformat(text) if isinstance(text, str) else None
        except ValueError:
            day = None
        if day is not None:
            for by in (-1, 0, 1):
                if date.min < day < date.max:
                    yield (day + timedelta(by)).isoformat()


def _ticked(q: QuestionSpec, named: Sequence[Any], options: Options) -> Iterator[list[str]]:
    wanted = {str(v) for v in named}
    free = [i.code for i in options.items if not is_exclusive(i)]
    known = [c for c in free if c in wanted][:MOST_TICKS]
    rest = [c for c in free if c not in known]
    for n in range(len(known) + 1):
        for ticks in combinations(known, n):
            for more in _counts(q, len(rest)):
                if some := {*ticks, *rest[:more]}:
                    yield [i.code for i in options.items if i.code in some]
    alone = [i.code for i in options.items if is_exclusive(i)]
    yield from ([code] for code in alone)


def _counts(q: QuestionSpec, n: int) -> list[int]:
    """How many of the others may be ticked: all numbers of a few, else those near a limit."""
    if n <= 8:
        return list(range(n + 1))
    limits = [whole_number(q.settings.get(name)) for name in ("least", "most")]
    near = [m - d for m in limits if m for d in range(MOST_TICKS + 1)]
    return sorted({m for m in (0, 1, 2, 3, 4, n, *near) if 0 <= m <= n})


def _rows(
    q: QuestionSpec, of_items: Mapping[str, tuple[Any, ...]], options: Options
) -> Iterator[dict[str, Any]]:
    codes = [i.code for i in options.items]
    if not codes:
        return
    if q.look == "ranking":
        least = whole_number(q.settings.get("least")) or len(codes)
        for n in {min(least, len(codes)), len(codes)}:
            for order in (
                permutations(codes[: MOST_RANKED + 1], n) if len(codes) <= MOST_RANKED else (codes[:n],)
            ):
                yield {code: place for place, code in enumerate(order, 1)}
        return
    if (total := number_of(q.settings.get("total"))) is not None:
        yield {code: total if n == 0 else 0 for n, code in enumerate(codes)}
        return
    offered = [c.code for c in options.choices]
    plain = next(_single(q, (), offered), None)
    per_row = []
    kinds = 1
    for code in codes:
        named = of_items.get(code, ())
        values = [None, *_single(q, named, offered)] if named else [plain]
        if kinds * len(values) > MOST_ROWS:
            values = [plain]
        kinds *= len(values)
        per_row.append(values)
    for row in product(*per_row):
        told = {code: value for code, value in zip(codes, row, strict=True) if value is not None}
        if told:
            yield told
