"""Texts of a survey and the fixed words around them, in the respondent's language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cxdesk.i18n import _, digits, ngettext, number
from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.model import Texts
from exports.questionnaire.known import NEVER, reduced
from exports.questionnaire.numbering import Paperwork
from exports.questionnaire.piped import piped_on_paper
from exports.questionnaire.routing import only_if

_MOST_SAID = 300


@dataclass(frozen=True, slots=True)
class Wording:
    """What is printed, said in one language; made and used while that language is spoken."""

    paper: Paperwork
    language: str
    fields: Mapping[str, str]
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def text(self, texts: Texts | Any) -> str:
        """The words in this language, with what earlier answers would have put into them; nothing in any other."""
        said = texts.get(self.language, "") if isinstance(texts, Mapping) else ""
        return piped_on_paper(str(said or "").strip(), self.paper, self.fields)

    def says(self, question: QuestionSpec, what: str) -> str:
        """A box in words, for who hears the form: its question, and what a mark in it means."""
        at = self.paper.numbers.get(question.code, 0)
        asked = " ".join(self.text(question.text).split())[:_MOST_SAID]
        head = _("Question {n}").format(n=digits(str(at))) if at else ""
        return ": ".join(part for part in (head, asked, " ".join(what.split())[:_MOST_SAID]) if part)

    def only(self, settings: Mapping[str, Any]) -> str:
        """To whom an option is open, where not to everybody."""
        return only_if(self.paper, reduced(settings.get("show"), self.paper.facts) or None)

    def offered(self, settings: Mapping[str, Any]) -> bool:
        """Whether an option is open to anybody here."""
        return reduced(settings.get("show"), self.paper.facts) is not NEVER

    def how_many(self, question: QuestionSpec) -> str:
        """How many options may be crossed."""
        least, most = (question.settings.get(name) for name in ("least", "most"))
        lowest, highest = (v if isinstance(v, int) and v > 0 else 0 for v in (least, most))
        if lowest and highest and lowest != highest:
            return _("Cross {least} to {most} boxes.").format(least=number(lowest), most=number(highest))
        if lowest and lowest == highest:
            return ngettext("Cross {n} box.", "Cross {n} boxes.", lowest).format(n=number(lowest))
        if highest:
            said = ngettext("Cross {n} box at most.", "Cross {n} boxes at most.", highest)
            return said.format(n=number(highest))
        if lowest > 1:
            said = ngettext("Cross {n} box at least.", "Cross {n} boxes at least.", lowest)
            return said.format(n=number(lowest))
        return _("Cross all that apply.")

    def ranked(self, question: QuestionSpec) -> str:
        """How places are given."""
        most = question.settings.get("most")
        count = most if isinstance(most, int) and 0 < most < len(question.items) else len(question.items)
        said = _("Write {first} before the most important, {second} before the next, up to {last}.")
        return said.format(first=number(1), second=number(2), last=number(count))

    def shared(self, question: QuestionSpec) -> str:
        """How points are shared out."""
        total = self.setting(question, "total", 0)
        if not total:
            return _("Write a number into each box.")
        return _("Share out {total} points: the numbers in the boxes make {total} together.").format(
            total=number(total)
        )

    def between(self, low: float, high: float) -> str:
        """Which numbers there are."""
        return _("A number from {low} to {high}").format(low=_plain(low), high=_plain(high))

    def setting(self, question: QuestionSpec, name: str, usual: Any) -> Any:
        """A number among the settings."""
        value = question.settings.get(name)
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else usual


def _plain(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 2)


def lacking(paper: Paperwork, language: str) -> Iterator[tuple[str, str]]:
    """What has words in another language and none in this: where it stands, and how it begins there."""
    survey = paper.survey
    spoken = _lacks(survey.name, language)
    if spoken:
        yield _("the title"), spoken
    for where, texts in ((_("the introduction"), survey.intro), (_("the thanks"), survey.thanks)):
        if said := _lacks(texts, language):
            yield where, said
    for part in paper.parts:
        for texts in (part.section.title, part.section.intro):
            if said := _lacks(texts, language):
                yield _("a section"), said
        for asked in part.asked:
            where = (
                _("question {n}").format(n=digits(str(asked.number))) if asked.number else _("a statement")
            )
            for texts in _texts_of(asked.element):
                if said := _lacks(texts, language):
                    yield where, said


def _texts_of(question: QuestionSpec) -> Iterator[Any]:
    yield question.text
    yield question.hint
    if question.scale is not None:
        yield from (question.scale.low_label, question.scale.high_label)
    yield from (choice.label for choice in question.choices)
    for item in question.items:
        # A question of one column carries its own text again.
        if len(question.items) > 1 or question.kind == "multiple":
            yield item.text
        if item.option is not None and not item.text:
            yield item.option.label
    yield question.settings.get("unit")
    for name in ("rows", "columns_of"):
        axis = question.settings.get(name)
        yield from (p.get("text") for p in axis if isinstance(p, Mapping)) if isinstance(axis, list) else ()


def _lacks(texts: Any, language: str) -> str:
    """How a text begins in another language, where this one lacks it."""
    if not isinstance(texts, Mapping) or str(texts.get(language) or "").strip():
        return ""
    said = next((str(t) for t in texts.values() if str(t or "").strip()), "")
    return " ".join(said.split())[:60]
