"""Whether a condition can ever hold, or can ever not: tried over what its questions can be answered with."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from math import prod
from typing import Any, Final

from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.logic.answers import is_answered, number_of
from cxdesk.surveys.logic.expression import Known, fields_in, holds, questions_in
from cxdesk.surveys.logic.path import is_shown

# A condition over more combinations than this is taken to be possible either way.
MOST: Final = 2000
BLANK: Final = object()


@dataclass(frozen=True)
class Possible:
    """What can be of conditions in one survey."""

    survey: Definition

    @cached_property
    def questions(self) -> Mapping[str, QuestionSpec]:
        """All questions by their codes."""
        return {q.code: q for q in self.survey.questions}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each question stands."""
        return {e.code: n for n, e in enumerate(self.survey.elements) if e.code}

    @cached_property
    def gates(self) -> Mapping[str, Any]:
        """The condition of the section each question stands in."""
        return {q.code: s.rules.get("show") for s in self.survey.sections for q in s.elements}

    def can_hold(self, expression: Any) -> bool:
        """Whether some answers make it hold; True where there are too many to try."""
        worlds = self._worlds(expression)
        return worlds is None or any(holds(expression, known) for known in worlds)

    def can_fail(self, expression: Any) -> bool:
        """Whether some answers make it not hold; True where there are too many to try."""
        if not expression:
            return False
        worlds = self._worlds(expression)
        return worlds is None or any(not holds(expression, known) for known in worlds)

    def _worlds(self, expression: Any) -> Iterator[Known] | None:
        """What can be known when a condition is looked at; a question not shown has no answer."""
        codes = self._with_reasons(questions_in(expression))
        shown_if = [rule for c in codes for rule in (self.questions[c].rules.get("show"), self.gates[c])]
        expressions = [expression, *shown_if]
        domains = [domain(self.questions[c], expressions) for c in codes]
        fields = sorted({f for e in expressions for f in fields_in(e)})
        facts = [field_values(f, expressions) for f in fields]
        if prod(len(d) for d in (*domains, *facts)) > MOST:
            return None
        return self._known(codes, domains, fields, facts)

    def _known(
        self, codes: list[str], domains: list[list[Any]], fields: list[str], facts: list[list[Any]]
    ) -> Iterator[Known]:
        for values in product(*domains, *facts):
            told = {f: v for f, v in zip(fields, values[len(codes) :], strict=True) if v is not BLANK}
            answers: dict[str, Any] = {}
            known = Known(answers, self.questions, told)
            for code, value in zip(codes, values[: len(codes)], strict=True):
                # One after the other: whether the next one is shown hangs on those before it.
                if value is BLANK or not holds(self.gates[code], known):
                    continue
                if is_shown(self.questions[code], known):
                    answers[code] = value
            yield known

    def _with_reasons(self, codes: Iterable[str]) -> list[str]:
        """The questions and those that decide whether they are shown, in the order they are asked."""
        found: set[str] = set()
        waiting = [c for c in codes if c in self.questions]
        while waiting:
            code = waiting.pop()
            if code in found:
                continue
            found.add(code)
            question = self.questions[code]
            shown_if = (*questions_in(question.rules.get("show")), *questions_in(self.gates[code]))
            earlier = (*shown_if, question.other_of)
            # What stands later has no answer yet: it decides nothing.
            waiting += [c for c in earlier if c in self.questions and self.places[c] < self.places[code]]
        return sorted(found, key=self.places.__getitem__)


def domain(question: QuestionSpec, expressions: Iterable[Any]) -> list[Any]:
    """Answers of a question that matter to some conditions: what they name, what lies beside it, and none at all."""
    expressions = list(expressions)
    named = [v for e in expressions for v in named_values(e, question.code)]
    if question.kind == "multiple":
        return [BLANK, *_tickings(question, named)]
    if len(question.items) > 1:
        # The rows that conditions look at; the others make no difference.
        wanted = {item for e in expressions for item in _items_in(e, question.code)}
        looked_at = [i.code for i in question.items if i.code in wanted]
        per_item = [_one(question, named) for _code in looked_at]
        # One more than can be tried says that there are too many.
        rows = islice(product(*per_item), MOST + 1)
        plain = {question.items[0].code: next(iter(_one(question, named)), 1)}
        return [BLANK, plain, *(dict(zip(looked_at, row, strict=True)) for row in rows if row)]
    return [BLANK, *_one(question, named)]


def _one(question: QuestionSpec, named: list[Any]) -> list[Any]:
    numbers = [n for v in named if (n := _read(v)) is not None]
    if question.kind in ("nps", "scale", "single"):
        return _codes(question, numbers)
    if question.kind == "date":
        return list(dict.fromkeys(["0001-01-01", *(v for v in named if isinstance(v, str)), "9999-12-31"]))
    return numbers_beside(question, named) if question.kind == "number" else texts_beside(named)


def texts_beside(named: list[Any]) -> list[str]:
    """Texts that matter where these are named: each alone, one that holds them all, and something else."""
    texts = [v for v in named if isinstance(v, str)]
    numbers = [_plain(n) for v in named if (n := _read(v)) is not None]
    return list(dict.fromkeys(v for v in (*texts, " ".join(texts), *numbers, "\ue000") if is_answered(v)))


def numbers_beside(question: QuestionSpec, named: list[Any]) -> list[float]:
    """Numbers that matter where these are named: each, what lies on both sides of it, and the ends."""
    numbers = [n for v in named if (n := _read(v)) is not None]
    low, high = (number_of(question.settings.get(k)) for k in ("min", "max"))
    near = [m for n in numbers for m in (n - 1, n - 0.5, n, n + 0.5, n + 1)]
    near += [m for m in (low, high) if m is not None] or [0.0]
    return [
        m for m in dict.fromkeys(near) if (low is None or m >= low) and (high is None or m <= high)
    ]  # fmt: skip


def _codes(question: QuestionSpec, numbers: list[float]) -> list[int]:
    codes = [c.code for c in question.choices]
    scale = question.scale
    if scale is not None or question.kind == "nps":
        low, high = (scale.low, scale.high) if scale else (0, 10)
        codes += range(low, min(high, low + 100) + 1)
    if len(codes) <= 24:
        return list(dict.fromkeys(codes))
    wanted = {m for n in numbers for m in (n - 1, n, n + 1)}
    return list(dict.fromkeys([c for c in codes if c in wanted] + codes[:1] + codes[-1:]))


def _tickings(question: QuestionSpec, named: list[Any]) -> list[list[str]]:
    wanted = {str(v) for v in named}
    known = [i.code for i in question.items if i.code in wanted]
    rest = [i.code for i in question.items if i.code not in wanted]
    found = [
        [c for c, on in zip(known[:6], bits, strict=True) if on]
        for bits in product((0, 1), repeat=len(known[:6]))
    ]
    found += [[*ticks, *rest[:n]] for ticks in found for n in {1, len(rest)} if rest]
    found.append([i.code for i in question.items])
    return [ticks for ticks in found if ticks][:MOST]


def _items_in(e: Any, code: str) -> Iterator[str]:
    if isinstance(e, Mapping):
        if e.get("question") == code and isinstance(e.get("item"), str):
            yield e["item"]
        of = e.get("of")
        for part in of if isinstance(of, (list, tuple)) else [of]:
            yield from _items_in(part, code)


def named_values(e: Any, code: str) -> Iterator[Any]:
    """The values that a condition compares a question with."""
    if isinstance(e, Mapping):
        if e.get("question") == code:
            value = e.get("value")
            yield from value if isinstance(value, (list, tuple)) else [value]
        of = e.get("of")
        for part in of if isinstance(of, list) else [of]:
            yield from named_values(part, code)


def field_values(field: str, expressions: Iterable[Any]) -> list[Any]:
    """Values of a fact that matter to some conditions, and `BLANK` for none."""
    named = [v for e in expressions for v in _of_field(e, field)]
    numbers = [n for v in named if (n := _read(v)) is not None]
    near = [_plain(m) for n in numbers for m in (n - 1, n, n + 1)]
    texts = [str(v) for v in named if isinstance(v, str) and v]
    return list(dict.fromkeys([BLANK, *texts, *near, "\ue000"]))


def _of_field(e: Any, field: str) -> Iterator[Any]:
    if isinstance(e, Mapping):
        if e.get("field") == field:
            value = e.get("value")
            yield from value if isinstance(value, (list, tuple)) else [value]
        of = e.get("of")
        for part in of if isinstance(of, list) else [of]:
            yield from _of_field(part, field)


def _read(value: Any) -> float | None:
    from cxdesk.surveys.logic.answers import read_number

    found = read_number(value)
    return found if found is not None and abs(found) < 1e12 else None


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)
