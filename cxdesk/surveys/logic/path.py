"""The way of one respondent through a survey, given the answers so far: what is shown, in order, and what is not.

- Rules look back only: an answer to a question that is not on the way does not count.
- A skip leads forward, in the order this respondent has. One that leads back or nowhere is not taken: the respondent
  goes on (`surveys.logic.checks` names it). One to a question or section that is not shown leads to what follows it.
- Hidden fields are filled before anything is asked, and stand on no page.
- The words of an "other" are asked for while that option is chosen (`other_of`, where the options say which is other).
- A quota is looked at once every question that its condition names has been passed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.logic.answers import Answers, number_of
from cxdesk.surveys.logic.expression import Known, holds, questions_in
from cxdesk.surveys.logic.order import mixed
from cxdesk.surveys.logic.quotas import Quota, is_full, quotas_of


@dataclass(frozen=True, slots=True)
class Stop:
    """One element on the way, and the section it stands in."""

    element: QuestionSpec
    section: SectionSpec


@dataclass(frozen=True, slots=True)
class Path:
    """The whole way as it is with these answers.

    `ended` when a rule ended it before the last question, `full` names the quota that did, `reached` are the
    answers that count, `fields` what is known of the respondent.
    """

    stops: tuple[Stop, ...]
    ended: bool = False
    full: str = ""
    reached: Answers = field(default_factory=dict)
    survey: Definition | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> Known:
        """What conditions, options and piping are held against."""
        questions = {q.code: q for q in self.survey.questions} if self.survey else {}
        return Known(self.reached, questions, self.fields)

    @property
    def pages(self) -> tuple[tuple[Stop, ...], ...]:
        """Stops on one page each: a new one at a page break and at a section, unless its `page` is False."""
        pages: list[list[Stop]] = []
        before: SectionSpec | None = None
        for stop in self.stops:
            new_section = stop.section is not before and stop.section.settings.get("page") is not False
            if stop.element.kind == "break":
                pages.append([])
            elif not pages or (new_section and pages[-1]):
                pages.append([stop])
            else:
                pages[-1].append(stop)
            before = stop.section
        return tuple(tuple(page) for page in pages if page)


def path(
    survey: Definition,
    answers: Answers,
    fields: Mapping[str, str] | None = None,
    seed: int | str = 0,
    counts: Mapping[str, int] | None = None,
) -> Path:
    """What a respondent with these answers sees.

    `seed` (of the respondent) fixes what is put in a random order; `counts` are the respondents each quota has
    already, by its name. A loop in the rules can't keep it: it looks at every element once.
    """
    fields = fields or {}
    order = order_of(survey, seed)
    reached: dict[str, Any] = hidden_values(survey, answers, fields)
    known = Known(reached, {q.code: q for q in survey.questions}, fields)
    stops: list[Stop] = []
    to = 0
    gate: tuple[SectionSpec | None, bool] = (None, False)

    def done(ended: bool = False, full: str = "") -> Path:
        return Path(tuple(stops), ended, full, reached, survey, fields)

    for at, (section, element) in enumerate(order.steps):
        if at >= to and element.look != "hidden":
            if gate[0] is not section:  # asked once, where the respondent comes into the section
                gate = (section, holds(section.rules.get("show"), known))
            if gate[1] and is_shown(element, known):
                stops.append(Stop(element, section))
                if element.is_asked and element.code in answers:
                    reached[element.code] = answers[element.code]
                leads = leads_to(element, known, order, at)
                if leads is None:
                    return done(ended=True)
                to = leads
        for quota in order.quotas.get(at, ()):
            if is_full(quota, known, counts or {}):
                return done(ended=True, full=quota.name)
    return done()


@dataclass(frozen=True, slots=True)
class Order:
    """All elements in one respondent's order.

    `places` tells where a question ("question", code) or a section ("section", code) begins in it, `quotas` after
    which place a quota is looked at.
    """

    steps: tuple[tuple[SectionSpec, QuestionSpec], ...]
    places: Mapping[tuple[str, str], int]
    quotas: Mapping[int, tuple[Quota, ...]]


def order_of(survey: Definition, seed: int | str | None = 0) -> Order:
    """The order one respondent has; without a seed the order in which the survey is written."""
    return order_in(survey, [(section, _elements(section, seed)) for section in _sections(survey, seed)])


def order_in(survey: Definition, sections: Sequence[tuple[SectionSpec, Sequence[QuestionSpec]]]) -> Order:
    """The order in which sections and the elements of each are given."""
    steps: list[tuple[SectionSpec, QuestionSpec]] = []
    places: dict[tuple[str, str], int] = {}
    for section, elements in sections:
        places.setdefault(("section", section.code), len(steps))
        for element in elements:
            places.setdefault(("question", element.code), len(steps))
            steps.append((section, element))
    quotas: dict[int, tuple[Quota, ...]] = {}
    for quota in quotas_of(survey):
        named = [places.get(("question", code), 0) for code in questions_in(quota.when)]
        at = max(named, default=0)
        quotas[at] = (*quotas.get(at, ()), quota)
    return Order(tuple(steps), places, quotas)


def hidden_values(survey: Definition, answers: Answers, fields: Mapping[str, str]) -> dict[str, Any]:
    """What the hidden fields hold: what was kept with the answers, else what is known of the respondent."""
    found: dict[str, Any] = {}
    for question in survey.questions:
        if question.look == "hidden":
            name = question.settings.get("field")
            value = answers.get(question.code, fields.get(name) if isinstance(name, str) else None)
            if value:
                found[question.code] = value
    return found


def is_shown(element: QuestionSpec, known: Known) -> bool:
    """Whether an element is shown by its own condition, and the words of an "other" by the option they belong to."""
    if not holds(element.rules.get("show"), known):
        return False
    parent = known.questions.get(element.other_of) if element.other_of else None
    if parent is None:
        return True
    others = [*(c.code for c in parent.choices if c.settings.get("other"))]
    items = [i.code for i in parent.items if i.settings.get("other")]
    if not others and not items:
        return True
    value = known.answers.get(parent.code)
    ticked = value if isinstance(value, (list, tuple)) else ()
    number = number_of(value)
    return any(code in ticked for code in items) or (number is not None and number in others)


def leads_to(element: QuestionSpec, known: Known, order: Order, at: int) -> int | None:
    """The place that comes after the element at a place; None where a rule ends the survey there."""
    skips = element.rules.get("skip")
    for skip in skips if isinstance(skips, (list, tuple)) else ():
        to = skip.get("to") if isinstance(skip, Mapping) else None
        if not isinstance(to, Mapping):
            continue
        ends = bool(to.get("end"))
        place = None if ends else place_of(to, order)
        if (ends or (place is not None and place > at)) and holds(skip.get("when"), known):
            return place
    return at + 1


def place_of(to: Mapping[str, Any], order: Order) -> int | None:
    """Where a skip leads; None where there is no such question or section."""
    for kind in ("question", "section"):
        code = to.get(kind)
        if isinstance(code, str) and code:
            return order.places.get((kind, code))
    return None


def _sections(survey: Definition, seed: int | str | None) -> list[SectionSpec]:
    if seed is None:
        return list(survey.sections)
    named = survey.settings.get("randomise_sections")
    codes = {c for c in named if isinstance(c, str)} if isinstance(named, (list, tuple)) else set()
    return mixed(survey.sections, [s.code in codes for s in survey.sections], f"{seed} sections")


def _elements(section: SectionSpec, seed: int | str | None) -> list[QuestionSpec]:
    mixes = seed is not None and bool(section.settings.get("randomise"))
    return mixed(section.elements, [mixes and e.is_asked for e in section.elements], f"{seed} {section.code}")
