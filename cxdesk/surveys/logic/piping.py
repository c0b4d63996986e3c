"""Earlier answers and facts about the respondent inside a text: `{{CODE}}`, `{{CODE:ITEM}}`, `{{account.name}}`."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from cxdesk.i18n import day, digits, listed
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.logic.answers import Answers, is_answered, number_of, plain_text
from cxdesk.surveys.model import Texts

PIPE: Final = re.compile(r"\{\{([^{}\n]{1,120})\}\}")
_EDGES: Final = " \t\xa0"
_DECIMALS: Final = {"nl": ",", "hu": ",", "uk": ",", "fa": "٫"}


def piped(
    text: str,
    survey: Definition,
    answers: Answers,
    fields: Mapping[str, str] | None = None,
    language: str = "en",
) -> str:
    """The text with what it names put in; what has no answer, and what there is no such thing of, gives nothing.

    `answers` are those that count (`Path.reached`). What is put in is never looked at again, and is plain text: who
    shows it as HTML escapes the whole.
    """
    if "{{" not in text:
        return text
    questions = {q.code: q for q in survey.questions}
    return PIPE.sub(
        lambda found: _words(found[1].strip(_EDGES), questions, answers, fields or {}, language), text
    )


def piped_names(text: str) -> Iterator[str]:
    """What a text asks to be put in."""
    for found in PIPE.finditer(text):
        yield found[1].strip(_EDGES)


def texts_of(question: QuestionSpec) -> Iterator[Texts]:
    """All texts of a question that a respondent reads, in every language: into each an earlier answer can be put."""
    yield from (question.text, question.hint)
    yield from (c.label for c in question.choices)
    for item in question.items:
        yield item.text
        if item.option is not None:
            yield item.option.label
    if question.scale is not None:
        yield from (question.scale.low_label, question.scale.high_label)
    settings = question.settings
    parts = [p.get("text") for n in ("rows", "columns_of") for p in _parts(settings.get(n))]
    yield from (t for t in (settings.get("message"), settings.get("unit"), *parts) if isinstance(t, dict))


def _parts(axis: Any) -> Iterator[Mapping[str, Any]]:
    yield from (p for p in axis if isinstance(p, Mapping)) if isinstance(axis, (list, tuple)) else ()


def question_named(name: str, questions: Mapping[str, QuestionSpec]) -> QuestionSpec | None:
    """The question that a name in a text means, whole or before its colon."""
    return questions.get(name) or questions.get(name.split(":", 1)[0])


def text_in(texts: Texts, language: str) -> str:
    """The words in a language, else in English, else in any there is."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def _words(
    name: str,
    questions: Mapping[str, QuestionSpec],
    answers: Answers,
    fields: Mapping[str, str],
    language: str,
) -> str:
    question = question_named(name, questions)
    if question is None:
        value = fields.get(name)
        return value if isinstance(value, str) else ""
    value = answers.get(question.code)
    if name != question.code:
        value = value.get(name.split(":", 1)[1]) if isinstance(value, Mapping) else None
    return answer_words(question, value, language) if is_answered(value) else ""


def answer_words(question: QuestionSpec, value: Any, language: str) -> str:
    """An answer as a respondent would say it: the option's words, the options ticked, a number, a day, a text."""
    if isinstance(value, (list, tuple)):
        ticked = {text for v in value if (text := plain_text(v)) is not None}
        return listed(
            (text_in(i.text, language) or i.code for i in question.items if i.code in ticked), language
        )
    number = number_of(value)
    for choice in question.choices if number is not None else ():
        if choice.code == number:
            return text_in(choice.label, language) or str(choice.code)
    text = plain_text(value) or ""
    if number is not None:
        return digits(text.replace(".", _DECIMALS.get(language, ".")), language)
    return day_words(text, language) if question.kind == "date" else text


def day_words(text: str, language: str) -> str:
    """A day in the words of a language; what is no day as it is."""
    try:
        return day(date.fromisoformat(text), language)
    except ValueError:
        return text
