"""What of a survey stands on paper, in which order and under which number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
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

    def first_of(self, section: str) -> int:
        """The number of the first question from the beginning of a section on; 0 where none follows."""
        begun = False
        for part in self.parts:
            begun = begun or (part.section.code == section and bool(section))
            if begun and (number := next((a.number for a in part.asked if a.number), 0)):
                return number
        return 0


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
