"""One respondent on the way through a survey, without a window: answers, pages, what is wrong with an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.logic.answers import is_answered
from cxdesk.surveys.logic.options import options_of
from cxdesk.surveys.logic.path import Path, Stop, path
from cxdesk.surveys.logic.piping import piped, text_in
from cxdesk.surveys.logic.validation import problems
from cxdesk.surveys.model import Texts

Screen = tuple[Stop, ...]


@dataclass
class Respondent:
    """Where one respondent is. `at` counts the screens; past the last one they are done.

    With `one_by_one` each question has a screen of its own, with the statements before it. `counts` are the
    respondents each quota has already, by its name.
    """

    survey: Definition
    language: str
    one_by_one: bool = False
    seed: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    at: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    _walked: tuple[Definition, dict[str, Any], Mapping[str, int], Path] | None = None

    @property
    def path(self) -> Path:
        """The whole way as it is with these answers."""
        walked = self._walked
        if (
            walked is None
            or walked[0] is not self.survey
            or walked[1] != self.answers
            or walked[2] != self.counts
        ):
            found = path(self.survey, self.answers, self.fields, self.seed, self.counts)
            self._walked = walked = (self.survey, dict(self.answers), dict(self.counts), found)
        return walked[3]

    @property
    def screens(self) -> tuple[Screen, ...]:
        """What is seen at once, in order."""
        pages = self.path.pages
        if not self.one_by_one and not self.survey.settings.get("one_by_one"):
            return pages
        return tuple(screen for page in pages for screen in _single(page))

    @property
    def is_done(self) -> bool:
        """Whether the last screen is behind them."""
        return self.at >= len(self.screens)

    @property
    def place(self) -> tuple[int, int]:
        """Which question of how many the screen begins with, from 1."""
        screens = self.screens
        counts = [sum(1 for stop in screen if is_counted(stop.element)) for screen in screens]
        before = sum(counts[: self.at])
        return min(before + 1, max(1, sum(counts))), max(1, sum(counts))

    def give(self, code: str, value: Any) -> None:
        """Take an answer; None takes it away."""
        if is_answered(value):
            self.answers[code] = value
        else:
            self.answers.pop(code, None)

    def problems(self) -> dict[str, str]:
        """What is wrong on this screen: a sentence by question."""
        screens, known = self.screens, self.path.known
        here = screens[self.at] if self.at < len(screens) else ()
        found: dict[str, str] = {}
        for stop in here:
            if stop.element.is_asked and (
                said := problems(stop.element, self.answers.get(stop.element.code), known, self.language)
            ):
                found[stop.element.code] = self._put_in(said[0])
        return found

    def offered(self, question: QuestionSpec) -> QuestionSpec:
        """The question with only what this respondent is offered, in their order, earlier answers put in."""
        path = self.path
        options = options_of(question, path.known, self.seed)
        choices = tuple(replace(c, label=self._filled(c.label, path)) for c in options.choices)
        items = tuple(replace(i, text=self._filled(i.text, path)) for i in options.items)
        text = self._filled(question.text, path)
        made = replace(question, text=text, choices=choices, items=items)
        if scale := question.scale:
            low, high = self._filled(scale.low_label, path), self._filled(scale.high_label, path)
            made = replace(made, scale=replace(scale, low_label=low, high_label=high))
        if isinstance(unit := question.settings.get("unit"), dict):
            made = replace(made, settings=question.settings | {"unit": self._filled(unit, path)})
        return made

    def said(self, texts: Texts) -> str:
        """A text in the respondent's language, with earlier answers put in."""
        return self._put_in(text_in(texts, self.language))

    def _put_in(self, words: str) -> str:
        if "{{" not in words:
            return words
        path = self.path
        return piped(words, self.survey, path.reached, path.fields, self.language)

    def _filled(self, texts: Texts, path: Path) -> Texts:
        words = text_in(texts, self.language)
        if "{{" not in words:
            return texts
        return {self.language: piped(words, self.survey, path.reached, path.fields, self.language)}


def is_counted(element: QuestionSpec) -> bool:
    """Whether it is one of the questions that are counted: the words of an "other" belong to theirs."""
    return element.is_asked and not element.other_of and element.look != "hidden"


def _single(page: Screen) -> list[Screen]:
    """A page cut so that each question stands alone, with what leads to it and its own words for "other"."""
    screens: list[list[Stop]] = [[]]
    for stop in page:
        before = screens[-1]
        if stop.element.other_of and any(s.element.code == stop.element.other_of for s in before):
            before.append(stop)
        elif any(is_counted(s.element) for s in before):
            screens.append([stop])
        else:
            before.append(stop)
    return [tuple(screen) for screen in screens if screen]
