"""Every text of a survey with its place: what is read by respondents, in the order they read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.logic.quotas import quotas_of
from cxdesk.surveys.model import Texts

Part = Literal[
    "name", "intro", "thanks", "title", "section_intro", "text", "hint", "item", "choice", "low", "high",
    "message", "unit", "row", "column", "quota",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """One text in all its languages; `path` names it for good, `question` is the code of the question it belongs to."""

    path: str
    part: Part
    texts: Texts
    question: str = ""
    of: str = ""


def texts_of(survey: Definition) -> Iterator[Text]:
    """All texts in the order they are read, without those that are empty in every language."""
    for text in _all(survey):
        if any(words.strip() for words in text.texts.values()):
            yield text


def question_texts(q: QuestionSpec) -> Iterator[Text]:
    """The texts of one question, the empty ones too."""
    at = f"question/{q.code}"
    yield Text(f"{at}/text", "text", q.text, q.code)
    yield Text(f"{at}/hint", "hint", q.hint, q.code)
    if not (len(q.items) == 1 and q.items[0].code == q.code):
        labels = {str(c.code): c.label for c in q.choices}
        for item in q.items:
            # The items of a choice of several stand for its options and carry the options' words.
            if labels.get(item.code.rpartition("_")[2]) != item.text or not item.text:
                yield Text(f"{at}/item/{item.code}", "item", item.text, q.code, item.code)
    for choice in q.choices:
        yield Text(f"{at}/choice/{choice.code}", "choice", choice.label, q.code, str(choice.code))
    if q.scale is not None:
        yield Text(f"{at}/low", "low", q.scale.low_label, q.code)
        yield Text(f"{at}/high", "high", q.scale.high_label, q.code)
    for name in ("message", "unit"):
        if isinstance(found := q.settings.get(name), dict):
            yield Text(f"{at}/{name}", "message" if name == "message" else "unit", found, q.code)
    for name, part in (("rows", "row"), ("columns_of", "column")):
        for thing in q.settings.get(name) or ():
            if isinstance(thing, dict) and isinstance(words := thing.get("text"), dict):
                code = str(thing.get("code", ""))
                yield Text(f"{at}/{part}/{code}", "row" if part == "row" else "column", words, q.code, code)


def _all(survey: Definition) -> Iterator[Text]:
    yield Text("survey/name", "name", survey.name)
    yield Text("survey/intro", "intro", survey.intro)
    for section in survey.sections:
        yield Text(f"section/{section.code}/title", "title", section.title, of=section.code)
        yield Text(f"section/{section.code}/intro", "section_intro", section.intro, of=section.code)
        for question in section.elements:
            if question.look != "hidden":
                yield from question_texts(question)
    yield Text("survey/thanks", "thanks", survey.thanks)
    for quota in quotas_of(survey):
        yield Text(f"quota/{quota.name}", "quota", dict(quota.said), of=quota.name)
