"""What of a survey stands on paper, in which order and under which number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.logic.path import Order, order_of, place_of
from cxdesk.surveys.looks import look_of
from exports.questionnaire.known import NEVER, Facts, Reduced, facts_of, reduced


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or statement as it is printed; `number` is 0 for a statement.

    `show` is what is left of its rule, `other` the question that takes the words of its "other" option.
    """

    element: QuestionSpec
    look: str
    number: int
    show: Reduced = None
    other: QuestionSpec | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A section with what of it is printed."""

    section: SectionSpec
    asked: tuple[Asked, ...]
    show: Reduced = None


@dataclass(frozen=True, slots=True)
class Paperwork:
    """All that is printed. `numbers` are those of the questions by code."""

    survey: Definition
    parts: tuple[Part, ...]
    numbers: dict[str, int] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)

    @property
    def asked(self) -> Iterator[Asked]:
        """Everything in order."""
        for part in self.parts:
            yield from part.asked

    def after_skip(self, to: Mapping[str, Any], element: QuestionSpec) -> int | None:
        """The number to go to from an element; 0 is the end, None where the skip leads back or nowhere.

        What is not printed leads to the next question that is.
        """
        if to.get("end"):
            return 0
        order = order_of(self.survey, None)
        at, place = order.places.get(("question", element.code), -1), place_of(to, order)
        return self._printed_from(order, place) if place is not None and place > at else None

    def next_after(self, element: QuestionSpec) -> int:
        """The number of what is read next; 0 where nothing is."""
        order = order_of(self.survey, None)
        return self._printed_from(order, order.places.get(("question", element.code), -1) + 1)

    def _printed_from(self, order: Order, place: int) -> int:
        codes = (step.code for _section, step in order.steps[place:])
        return next((self.numbers[code] for code in codes if code in self.numbers), 0)


def on_paper(survey: Definition, fields: Mapping[str, str] | None = None) -> Paperwork:
    """Hidden fields, page breaks and what its rules show to nobody with these fields are left out."""
    others = {q.other_of: q for q in survey.questions if q.other_of and look_of(q) != "hidden"}
    codes = {q.code for q in survey.questions}
    facts = facts_of(survey, fields or {})
    parts: list[Part] = []
    numbers: dict[str, int] = {}
    for section in survey.sections:
        show = reduced(section.rules.get("show"), facts)
        if show is NEVER:
            continue
        asked: list[Asked] = []
        for element in section.elements:
            look = look_of(element)
            mine = reduced(element.rules.get("show"), facts)
            within = element.other_of in codes and others.get(element.other_of) is element
            if look in ("hidden", "break") or within or mine is NEVER:
                continue
            number = 0
            if element.is_asked:
                number = numbers[element.code] = len(numbers) + 1
            asked.append(Asked(element, look, number, mine, others.get(element.code)))
        if asked:
            parts.append(Part(section, tuple(asked), show))
    return Paperwork(survey, tuple(parts), numbers, facts)
