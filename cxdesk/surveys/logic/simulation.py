"""A survey tried by random respondents: who sees what, how long it takes, what nobody ever comes to.

Each answers every question that is shown with one of its answers, drawn evenly, and leaves out one in twenty of those
that may be left out. That is no forecast of real answers: it shows which ways there are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from cxdesk.errors import UserError
from cxdesk.i18n import _, language, number
from cxdesk.progress import Progress, no_progress
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.logic.answers import Answers
from cxdesk.surveys.logic.compiled import Test, compiled
from cxdesk.surveys.logic.drawn import all_conditions, conditions_of, has_conditions, table
from cxdesk.surveys.logic.expression import Known, fields_in
from cxdesk.surveys.logic.length import seconds_of, text_seconds
from cxdesk.surveys.logic.options import parts_of
from cxdesk.surveys.logic.path import Order, hidden_values, is_shown, order_of, place_of
from cxdesk.surveys.logic.possible import BLANK, field_values
from cxdesk.surveys.logic.quotas import Quota, quotas_of

RESPONDENTS: Final = 1000
MOST: Final = 100_000
_TOLD_EACH: Final = 100

# place in this order, code, the section's condition, own condition, answers to draw from, how many, a draw of its own, where it leads,
# seconds, place among all elements
_Step = tuple[int, str, "tuple[int, Test] | None", "Test | None", list[Any], int, Any, Any, float, int]
_Draw = Callable[[dict[str, Any], Random], Any]
_Leads = Callable[[dict[str, Any]], int]
_END: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the respondents saw one element; `minutes` is what it takes one who sees it."""

    code: str
    seen: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Simulation:
    """What became of so many respondents.

    `minutes` is the mean, nine of ten take at most `longest`; `ended` were sent to the end by a rule or a full quota;
    `quotas` tells how many each quota counted, `turned_away` how many came when it was full. Each simulation begins
    with empty quotas and counts its own respondents.
    """

    respondents: int
    coverage: tuple[Coverage, ...]
    minutes: float
    longest: float
    questions: float
    ended: int
    quotas: Mapping[str, int]
    turned_away: Mapping[str, int] = field(default_factory=dict)

    @property
    def unseen(self) -> tuple[str, ...]:
        """The elements that none of them came to."""
        return tuple(c.code for c in self.coverage if not c.seen)

    def share(self, coverage: Coverage) -> float:
        """The share of respondents who saw it, 0 to 100."""
        return 100 * coverage.seen / self.respondents if self.respondents else 0.0


def simulate(
    survey: Definition,
    respondents: int = RESPONDENTS,
    seed: int = 1,
    lang: str | None = None,
    progress: Progress = no_progress,
) -> Simulation:
    """Send random respondents through; the same seed sends the same ones. Words are counted in the language `lang`.

    UserError where there are none or too many to send.
    """
    if not 1 <= respondents <= MOST:
        sentence = _("Choose between 1 and {most} respondents.")
        raise UserError(sentence.format(most=number(MOST)))
    sent = _Run(survey, seed, lang or next(iter(survey.languages), language()))
    times, ended = [], 0
    for n in range(respondents):
        if n % _TOLD_EACH == 0:
            progress(n, respondents, _("Sending respondents through"))
        seconds, full, _answers = sent.one(n)
        times.append(seconds)
        ended += full
    times.sort()
    asked = [e for e in survey.elements if e.kind != "break" and e.look != "hidden"]
    place = {id(e): at for at, e in enumerate(survey.elements)}
    seen = sent.seen
    coverage = tuple(Coverage(e.code, seen[place[id(e)]], sent.seconds[id(e)] / 60) for e in asked)
    questions = sum(c.seen for c, e in zip(coverage, asked, strict=True) if e.is_asked)
    return Simulation(
        respondents, coverage, sum(times) / respondents / 60, times[min(respondents - 1, int(respondents * 0.9))] / 60,
        questions / respondents, ended, dict(sent.counts), {n: k for n, k in sent.turned_away.items() if k},
    )  # fmt: skip


class _Run:
    """One survey made ready: conditions compiled, answers to draw from at hand."""

    def __init__(self, survey: Definition, seed: int, lang: str) -> None:
        self.survey, self.seed = survey, seed
        self.random = Random(seed)
        self.questions = {q.code: q for q in survey.questions}
        self.fields: dict[str, str] = {}  # of the respondent at hand; compiled conditions look here
        # The last place is that of the quotas, which stand on no page.
        self._seen = [0] * (len(survey.elements) + 1)
        self.seconds = {id(e): seconds_of(e, lang) for e in survey.elements}
        self.intro = text_seconds(
            [survey.intro, *(t for s in survey.sections for t in (s.title, s.intro))], lang
        )
        conditions = list(all_conditions(survey))
        named = {f for e in conditions for f in fields_in(e)}
        filled = {str(q.settings.get("field")) for q in survey.questions if q.look == "hidden"}
        self.facts = {f: field_values(f, conditions) for f in sorted(named | filled)}
        self.quotas = [(q.name, self._test(q.when)) for q in quotas_of(survey)]
        self.counts = dict.fromkeys((name for name, _when in self.quotas), 0)
        self.turned_away = dict(self.counts)
        self._full = ""
        self._looks = conditions_of(survey)
        self._places = {id(e): at for at, e in enumerate(survey.elements)}
        self._gates = {
            id(s): (n, self._test(s.rules["show"]))
            for n, s in enumerate(survey.sections, 1)
            if s.rules.get("show")
        }
        self._parts: dict[int, Any] = {}
        mixes = any(s.settings.get("randomise") for s in survey.sections)
        self._plan = (
            None
            if mixes or survey.settings.get("randomise_sections")
            else self._steps(order_of(survey, None))
        )

    @property
    def seen(self) -> list[int]:
        """How many saw each element."""
        return self._seen[:-1]

    def one(self, n: int) -> tuple[float, bool, dict[str, Any]]:
        """One respondent: the seconds it takes, whether a rule ended it, and the answers."""
        plan = self._plan or self._steps(order_of(self.survey, n))
        answers: dict[str, Any] = {}
        if self.facts:
            self._be_somebody(answers)
        draw, seen = self.random.random, self._seen
        seconds, to, inside, open_ = self.intro, 0, 0, True
        for at, code, gate, show, answers_of, size, special, leads, cost, place in plan:
            if at < to:
                continue
            if gate is not None:
                if gate[0] != inside:
                    inside, open_ = gate[0], gate[1](answers)
                if not open_:
                    continue
            if show is not None and not show(answers):
                continue
            seen[place] += 1
            seconds += cost
            if size:
                value = answers_of[int(draw() * size)]
                if value is not None:
                    answers[code] = value
            elif special is not None and (value := special(answers, self.random)) is not None:
                answers[code] = value
            if leads is not None and (to := leads(answers)) == _END:
                break
        if self._full:
            # Sent away by a full quota: a respondent who counts in none.
            self.turned_away[self._full] += 1
            self._full = ""
        else:
            for name, when in self.quotas:
                self.counts[name] += bool(when(answers))
        return seconds, to == _END, answers

    def _be_somebody(self, answers: dict[str, Any]) -> None:
        self.fields.clear()
        for name, values in self.facts.items():
            value = self.random.choice(values)
            if value is not BLANK:
                self.fields[name] = value
        answers.update(hidden_values(self.survey, {}, self.fields))

    def _test(self, expression: Any) -> Test:
        return compiled(expression, self.questions, self.fields)

    def _steps(self, order: Order) -> list[_Step]:
        steps: list[_Step] = []
        for at, (section, element) in enumerate(order.steps):
            if id(element) not in self._parts:
                self._parts[id(element)] = self._part(element)
            show, answers, special, skips = self._parts[id(element)]
            if element.look == "hidden":
                show, answers, special, skips = _never, [], None, ()
            leads = _leading(skips, order, at) if skips else None
            steps.append(
                (
                    at, element.code, self._gates.get(id(section)), show, answers, len(answers), special, leads,
                    self.seconds[id(element)], self._places[id(element)],
                )
            )  # fmt: skip
            steps += [self._stop(quota) for quota in order.quotas.get(at, ())]
        return steps

    def _stop(self, quota: Quota) -> _Step:
        """A step that ends the survey of whoever is one too many, wherever it was jumped to before."""
        name, most, when = quota.name, quota.most, self._test(quota.when)

        def full(answers: Answers) -> bool:
            return self.counts[name] >= most and bool(when(answers))

        def end(answers: dict[str, Any]) -> int:
            self._full = name
            return _END

        return (_END, "", None, full, [], 0, None, end, 0.0, len(self.survey.elements))

    def _part(self, q: QuestionSpec) -> tuple[Test | None, list[Any], _Draw | None, list[Any]]:
        show = self._test(q.rules["show"]) if q.rules.get("show") else None
        if q.other_of:
            show = self._shown_with_other(q)
        told = q.rules.get("skip")
        skips = [
            (s["to"], self._test(s.get("when")) if s.get("when") else None)
            for s in (told if isinstance(told, (list, tuple)) else ())
            if isinstance(s, Mapping) and isinstance(s.get("to"), Mapping)
        ]
        if not q.is_asked:
            return show, [], None, skips
        looks = self._looks.get(q.code, [])
        if has_conditions(q):
            return show, [], self._draw(q, looks), skips
        return show, table(q, looks, Known({}, self.questions), self.random), None, skips

    def _shown_with_other(self, q: QuestionSpec) -> Test:
        def shown(answers: Answers) -> bool:
            return is_shown(q, Known(answers, self.questions, self.fields))

        return shown

    def _draw(self, q: QuestionSpec, looks: list[Any]) -> _Draw:
        """What is offered depends on earlier answers: a table for each offer that comes up."""
        kept: dict[tuple[Any, ...], list[Any]] = {}
        parts = [(p.code, self._test(p.settings.get("show"))) for p in parts_of(q)]

        def drawn(answers: dict[str, Any], random: Random) -> Any:
            offer = tuple(code for code, show in parts if show(answers))
            if offer not in kept:
                kept[offer] = table(q, looks, Known(dict(answers), self.questions, dict(self.fields)), random)
            return random.choice(kept[offer])

        return drawn


def _never(answers: Answers) -> bool:
    return False


def _leading(skips: list[tuple[Mapping[str, Any], Test | None]], order: Order, at: int) -> _Leads | None:
    found: list[tuple[int, Test | None]] = []
    for to, when in skips:
        place = _END if to.get("end") else place_of(to, order)
        if place is not None and place > at:
            found.append((place, when))
    if not found:
        return None
    there, asked = found[0]
    if len(found) == 1 and asked is not None:
        return lambda answers: there if asked(answers) else 0

    def leads(answers: dict[str, Any]) -> int:
        return next((place for place, when in found if when is None or when(answers)), 0)

    return leads
