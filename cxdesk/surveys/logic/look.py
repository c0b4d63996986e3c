"""What a check of the logic looks at, and what it finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cxdesk.i18n import N_
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.logic.path import Order, order_of
from cxdesk.surveys.logic.possible import Possible
from cxdesk.surveys.logic.walk import Walked, walk

# In the order they are listed: what stops a respondent comes first.
KINDS: Final = {
    "dead_end": N_("Dead end"),
    "loop": N_("Loop"),
    "circular": N_("Circular"),
    "unreachable": N_("Never reached"),
    "unknown": N_("Looks at nothing"),
    "later": N_("Looks ahead"),
    "option": N_("Option nobody can choose"),
    "skip": N_("Skip never taken"),
    "quota": N_("Quota"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, at a question (`code`), at a section (`section`), or at the survey as a whole."""

    kind: str
    sentence: str
    code: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A survey with all that was found out about it before anything is said; `numbers` are places of elements by `id`."""

    survey: Definition
    order: Order
    possible: Possible
    questions: Mapping[str, QuestionSpec]
    walked: Walked
    numbers: Mapping[int, int]

    def at(self, code: str) -> int:
        """Where a question stands; hidden ones are filled before everything."""
        question = self.questions.get(code)
        return (
            -1 if question is not None and question.look == "hidden" else self.order.places["question", code]
        )

    def number(self, element: QuestionSpec) -> int:
        """The place of an element among all, from 0."""
        return self.numbers[id(element)]


def look_at(survey: Definition) -> Look:
    """Go every way through a survey once."""
    numbers = {id(element): n for n, element in enumerate(survey.elements)}
    return Look(survey, order_of(survey, None), Possible(survey), _asked(survey), walk(survey), numbers)


def _asked(survey: Definition) -> dict[str, QuestionSpec]:
    found: dict[str, QuestionSpec] = {}
    for question in survey.questions:
        found.setdefault(question.code, question)
    return found
