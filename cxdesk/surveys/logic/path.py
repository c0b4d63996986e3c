"""The way of one respondent through a survey, given the answers so far: what is shown, in order, and what is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.logic.answers import Answers
from cxdesk.surveys.logic.expression import Known, holds

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Stop:
    """One element on the way, and the section it stands in."""

    element: QuestionSpec
    section: SectionSpec


@dataclass(frozen=True, slots=True)
class Path:
    """The whole way as it is with these answers; `ended` when a rule ended it before the last question."""

    stops: tuple[Stop, ...]
    ended: bool = False

    @property
    def pages(self) -> tuple[tuple[Stop, ...], ...]:
        """Stops on one page each: a new one at a page break and at a section, unless its `page` is False."""
        pages: list[list[Stop]] = []
        before: SectionSpec | None = None
        for stop in self.stops:
            new_section = stop.section is not before and stop.section.settings.get("page", True)
            if stop.element.kind == "break":
                pages.append([])
            elif not pages or (new_section and pages[-1]):
                pages.append([stop])
            else:
                pages[-1].append(stop)
            before = stop.section
        return tuple(tuple(page) for page in pages if page)


def path(
    survey: Definition, answers: Answers, fields: Mapping[str, str] | None = None, seed: int = 0
) -> Path:
    """What a respondent with these answers sees; `seed` (of the respondent) fixes what is put in a random order.

    Rules look back only: an answer to a question that is not on the way does not count.
    """
    questions = {q.code: q for q in survey.questions}
    reached: dict[str, object] = {}
    known = Known(reached, questions, fields or {})
    stops: list[Stop] = []
    jump: Mapping[str, object] | None = None
    for section in _sections(survey, seed):
        jump = None if jump and jump.get("section") == section.code else jump
        if (jump and "section" in jump) or not holds(section.rules.get("show"), known):
            continue
        for element in _elements(section, seed):
            jump = None if jump and jump.get("question") == element.code else jump
            if element.look == "hidden":
                value = (fields or {}).get(str(element.settings.get("field", "")))
                reached.update({element.code: value} if value else {})
                continue
            if jump or not holds(element.rules.get("show"), known):
                continue
            stops.append(Stop(element, section))
            if element.code in answers:
                reached[element.code] = answers[element.code]
            jump = _leaving(element, known)
            if jump is not None and jump.get("end"):
                return Path(tuple(stops), ended=True)
    return Path(tuple(stops))


def _leaving(element: QuestionSpec, known: Known) -> Mapping[str, object] | None:
    skips = element.rules.get("skip")
    for skip in skips if isinstance(skips, list) else ():
        if (
            isinstance(skip, Mapping)
            and isinstance(skip.get("to"), Mapping)
            and holds(skip.get("when"), known)
        ):
            to: Mapping[str, object] = skip["to"]
            return to
    return None


def _sections(survey: Definition, seed: int) -> list[SectionSpec]:
    codes = set(survey.settings.get("randomise_sections") or ())
    return _mixed(list(survey.sections), [s.code in codes for s in survey.sections], f"{seed} sections")


def _elements(section: SectionSpec, seed: int) -> list[QuestionSpec]:
    elements = list(section.elements)
    mixes = bool(section.settings.get("randomise"))
    return _mixed(elements, [mixes and e.is_asked for e in elements], f"{seed} {section.code}")


def _mixed(things: list[_Thing], moves: list[bool], seed: str) -> list[_Thing]:
    """The things that may move in another order, over the same places."""
    places = [n for n, moving in enumerate(moves) if moving]
    if len(places) > 1:
        order = places[:]
        Random(seed).shuffle(order)
        for place, source in zip(places, [things[n] for n in order], strict=True):
            things[place] = source
    return things
