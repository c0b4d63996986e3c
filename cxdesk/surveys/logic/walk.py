"""Every way through a survey, walked: who can come where, which skips are taken, which options somebody is offered.

Respondents who differ in nothing that a later rule looks at go on as one, so that a survey of hundreds of questions
has few of them at any place. Where there are too many all the same, or answers can't be told apart by a few of their
kind, the walk is not whole, and says nothing about what it did not come to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.logic.answers import is_answered
from cxdesk.surveys.logic.drawn import all_conditions, has_conditions
from cxdesk.surveys.logic.expression import Known, compares, fields_in, holds
from cxdesk.surveys.logic.looked_at import last_looks, leaves_of
from cxdesk.surveys.logic.options import options_of, parts_of
from cxdesk.surveys.logic.orders import orders_of
from cxdesk.surveys.logic.path import Order, hidden_values, is_shown, place_of
from cxdesk.surveys.logic.possible import BLANK, field_values
from cxdesk.surveys.logic.quotas import quotas_of
from cxdesk.surveys.logic.told_apart import Answers, told_apart
from cxdesk.surveys.logic.validation import broken

# So many steps of respondents are walked, so many respondents begin, so many orders are tried.
MOST_STEPS: Final = 30_000
MOST_FACTS: Final = 400
MOST_ORDERS: Final = 24
# So many answers of a question times what each is held against are tried.
MOST_TRIED: Final = 200_000
_HELD_UP: Final = ("single", "nps", "scale", "multiple")

_Key = tuple[Any, ...]


@dataclass(slots=True)
class Walked:
    """What somebody comes to. Elements, sections and options are named by their place in the survey, from 0.

    `whole` where nothing else can be come to. `reached` are elements that somebody comes to, shown or not; `seen`
    those that are shown; `passed` are skips that somebody comes to, `taken` those that are taken (element, number);
    `stuck` are elements at which somebody can give no answer that is accepted.
    """

    whole: bool = True
    reached: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    opened: set[int] = field(default_factory=set)
    passed: set[tuple[int, int]] = field(default_factory=set)
    taken: set[tuple[int, int]] = field(default_factory=set)
    offered: set[tuple[int, int]] = field(default_factory=set)
    quotas: set[int] = field(default_factory=set)
    stuck: set[int] = field(default_factory=set)


def walk(survey: Definition) -> Walked:
    """Go every way that answers can lead; those that are not accepted on a screen lead nowhere."""
    told = Walked()
    orders, all_of_them = orders_of(survey, MOST_ORDERS)
    told.whole = all_of_them
    steps_left, same = MOST_STEPS, dict[tuple[int, bool], list[Any]]()
    for order in orders:
        one = _Walk(survey, order, told, steps_left, same)
        one.go()
        steps_left = one.left
        if steps_left <= 0:
            told.whole = False
            break
    return told


@dataclass(slots=True)
class _Walker:
    """Respondents who are alike for all that follows: their answers, what is known of them, the section they are in."""

    answers: dict[str, Any]
    fields: Mapping[str, str]
    inside: int = -1
    open: bool = True


class _Walk:
    """One order of the elements, gone through from its first place to its end."""

    def __init__(
        self,
        survey: Definition,
        order: Order,
        told: Walked,
        left: int,
        same: dict[tuple[int, bool], list[Any]],
    ) -> None:
        self.survey, self.order, self.told, self.left = survey, order, told, left
        self.questions = {q.code: q for q in survey.questions}
        self.sections = {id(s): n for n, s in enumerate(survey.sections)}
        self.elements = {id(e): n for n, e in enumerate(survey.elements)}
        self.quotas = quotas_of(survey)
        self.last = last_looks(survey, order)
        self.leaves = leaves_of(survey)
        self.kept: dict[str, Answers] = {}
        self.same = same

    def go(self) -> None:
        """From place to place; who jumps waits at the place they jump to."""
        steps = self.order.steps
        waiting: list[dict[_Key, _Walker]] = [{} for _place in range(len(steps) + 1)]
        for walker in self._beginning():
            waiting[0][_key(walker)] = walker
        for at, (section, element) in enumerate(steps):
            here, waiting[at] = list(waiting[at].values()), {}
            for walker in here:
                self.left -= 1
                if self.left <= 0:
                    return
                for place, after in self._step(at, section, element, walker):
                    self._forget(after, place)
                    waiting[place].setdefault(_key(after), after)
        for walker in waiting[-1].values():
            self._end(walker)

    def _beginning(self) -> Iterator[_Walker]:
        """Respondents by what is known of them before anything is asked."""
        conditions = [c for c in all_conditions(self.survey) if c]
        names = {f for c in conditions for f in fields_in(c)}
        filled = [q for q in self.survey.questions if q.look == "hidden"]
        named_by = {str(q.settings.get("field")): q for q in filled if q.code in self.last}
        facts: list[dict[str, str]] = [{}]
        for name in sorted(names | set(named_by)):
            hidden = named_by.get(name)
            values = field_values(name, conditions)
            if hidden is not None:
                values += [v for v in _texts(self.leaves.get(hidden.code, ())) if v not in values]
            if len(facts) * len(values) > MOST_FACTS:
                self.told.whole = False
                values = values[: max(1, MOST_FACTS // len(facts))]
            facts = [f if v is BLANK else f | {name: str(v)} for f in facts for v in values]
        for known in facts:
            answers = hidden_values(self.survey, {}, known)
            yield _Walker({c: v for c, v in answers.items() if c in self.last}, known)

    def _step(
        self, at: int, section: SectionSpec, element: QuestionSpec, walker: _Walker
    ) -> Iterator[tuple[int, _Walker]]:
        """Where respondents go from a place, by what they may answer there."""
        if element.look == "hidden":
            yield at + 1, walker
            return
        told, number, home = self.told, self.elements[id(element)], self.sections[id(section)]
        told.reached.add(number)
        known = Known(walker.answers, self.questions, walker.fields)
        inside, is_open = walker.inside, walker.open
        if section.rules.get("show"):
            if inside != home:
                inside, is_open = home, holds(section.rules["show"], known)
        else:
            inside, is_open = -1, True
        if is_open:
            told.opened.add(home)
        if not is_open or not is_shown(element, known):
            yield at + 1, _Walker(dict(walker.answers), walker.fields, inside, is_open)
            return
        told.seen.add(number)
        for n, part in enumerate(parts_of(element)):
            if (number, n) not in told.offered and holds(part.settings.get("show"), known):
                told.offered.add((number, n))
        for value in self._values(at, number, element, known):
            answers = dict(walker.answers)
            if value is not BLANK:
                answers[element.code] = value
            after = _Walker(answers, walker.fields, inside, is_open)
            place = self._leads(at, number, element, after)
            if place is None:
                self._end(after)
            else:
                yield place, after

    def _values(self, at: int, number: int, q: QuestionSpec, known: Known) -> Iterator[Any]:
        """One answer of each kind that later rules tell apart, and none where it may be left out."""
        if not q.is_asked:
            yield BLANK
            return
        matters, ruled = self.last.get(q.code, -1) >= at, bool(q.rules.get("valid"))
        if not matters and not ruled and not q.settings.get("least"):
            yield BLANK
            return
        if ruled or has_conditions(q):
            yield from self._told_apart(number, q, known, matters)
            return
        # What is offered and accepted hangs on nothing else: the same for everybody.
        there = self.same.get((number, matters))
        if there is None:
            there = self.same[number, matters] = list(self._told_apart(number, q, known, matters))
        yield from there

    def _told_apart(self, number: int, q: QuestionSpec, known: Known, matters: bool) -> Iterator[Any]:
        told = self.kept.get(q.code)
        if told is None:
            told = self.kept[q.code] = told_apart(q, self.leaves.get(q.code, []))
        self.told.whole &= told.whole or not matters
        given = told.values(options_of(q, known))
        each = len(self.leaves.get(q.code, ())) + len(parts_of(q)) + 1
        if len(given) * each > MOST_TRIED:
            self.told.whole = False
            given = given[: MOST_TRIED // each + 1]
        accepted = [v for v in given if not broken(q, v, known)]
        held_up = "required" in broken(q, None, known)
        if not accepted and held_up and told.whole and q.kind in _HELD_UP:
            self.told.stuck.add(number)  # told as such; what lies behind it is not told too
        # Where nobody looks at the answer it does not matter which one it is.
        if not held_up or not accepted or not matters:
            yield BLANK
        seen: set[_Key] = set()
        for value in accepted if matters else ():
            kind = self._kind(q, value, known)
            if kind not in seen:
                seen.add(kind)
                yield value

    def _kind(self, q: QuestionSpec, value: Any, known: Known) -> _Key:
        """What all rules say of one answer: answers of one kind lead to the same."""
        with_it = Known({q.code: value}, self.questions, known.fields)
        others = [o for o in self.survey.elements if o.other_of == q.code]
        words = [is_shown(QuestionSpec(o.code, o.kind, {}, other_of=q.code), with_it) for o in others]
        leaves = self.leaves.get(q.code, ())
        return (*(compares(str(e.get("op")), e, with_it) for e in leaves), *words)

    def _leads(self, at: int, number: int, q: QuestionSpec, walker: _Walker) -> int | None:
        """The place that comes next; None at the end of the survey."""
        known = Known(walker.answers, self.questions, walker.fields)
        skips = q.rules.get("skip")
        for n, skip in enumerate(skips if isinstance(skips, (list, tuple)) else ()):
            to = skip.get("to") if isinstance(skip, Mapping) else None
            if not isinstance(to, Mapping):
                continue
            place = None if to.get("end") else place_of(to, self.order)
            if to.get("end") or (place is not None and place > at):
                self.told.passed.add((number, n))
                if holds(skip.get("when"), known):
                    self.told.taken.add((number, n))
                    return place
        return at + 1

    def _end(self, walker: _Walker) -> None:
        known = Known(walker.answers, self.questions, walker.fields)
        for n, quota in enumerate(self.quotas):
            if n not in self.told.quotas and holds(quota.when, known):
                self.told.quotas.add(n)

    def _forget(self, walker: _Walker, place: int) -> None:
        """Drop what no rule looks at from a place on."""
        for code in [c for c in walker.answers if self.last.get(c, -1) < place]:
            del walker.answers[code]
        if place < len(self.order.steps):
            section = self.order.steps[place][0]
            if self.sections[id(section)] != walker.inside:
                walker.inside, walker.open = -1, True


def _texts(leaves: Any) -> Iterator[str]:
    for e in leaves:
        value = e.get("value")
        for one in islice(value, 50) if isinstance(value, (list, tuple)) else [value]:
            if is_answered(one) and not isinstance(one, (dict, list)):
                yield str(one)


def _key(walker: _Walker) -> _Key:
    told = tuple(sorted((code, _frozen(value)) for code, value in walker.answers.items()))
    return (told, tuple(sorted(walker.fields.items())), walker.inside, walker.open)


def _frozen(value: Any) -> str:
    return repr(sorted(value.items())) if isinstance(value, Mapping) else repr(value)
