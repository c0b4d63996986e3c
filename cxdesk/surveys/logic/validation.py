"""Whether an answer is accepted, and the sentence the respondent reads where it is not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from cxdesk.i18n import LANGUAGES, _, day, digits, ngettext, number, speaking
from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.logic.answers import is_answered, number_of, whole_number
from cxdesk.surveys.logic.expression import Known, holds
from cxdesk.surveys.logic.options import Options, is_exclusive, options_of
from cxdesk.surveys.logic.piping import text_in

KEYS: Final = (
    "required", "rows", "unknown", "exclusive", "least", "most", "ranks", "number", "min", "max", "step", "total",
    "date", "characters", "valid",
)  # fmt: skip
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CLOSE: Final = 1e-6
# A respondent reads the maker's own words instead of ours for everything but a missing answer.
_OWN: Final = frozenset(KEYS) - {"required", "rows"}


def problems(question: QuestionSpec, answer: Any, known: Known, language: str = "en") -> list[str]:
    """The sentences a respondent sees, in their language; none where the answer is accepted."""
    found = broken(question, answer, known)
    words = sentences_for(question, language) if found else {}
    return list(dict.fromkeys(words[key] for key in found))


def broken(question: QuestionSpec, answer: Any, known: Known) -> list[str]:
    """What an answer breaks, as keys in the order of `KEYS`; the script of the HTML questionnaire gives the same.

    No answer breaks nothing but `required` (and `rows`, where some of several are answered); `valid` is asked of
    answers only, with this one among the others.
    """
    options = options_of(question, known)
    if not is_answered(answer):
        return ["required"] if question.required and _can_answer(question, options) else []
    found = set(_broken(question, answer, options))
    rule = question.rules.get("valid")
    if not found and rule:
        here = replace(known, answers={**known.answers, question.code: answer})
        if not holds(rule, here):
            found.add("valid")
    return [key for key in KEYS if key in found]


def sentences_for(question: QuestionSpec, language: str = "en") -> dict[str, str]:
    """What a respondent reads for each key of `broken`: made ahead for a script that has no words of its own."""
    settings = question.settings
    own = settings.get("message")
    message = text_in(own, language) if isinstance(own, dict) else ""
    with speaking(language if language in LANGUAGES else "en"):
        words = _words(settings, question.kind == "date")
    return {key: (message if message and key in _OWN else words[key]) for key in KEYS}


def _words(settings: Mapping[str, Any], days: bool) -> dict[str, str]:
    least, most = (whole_number(settings.get(name)) for name in ("least", "most"))
    characters = whole_number(settings.get("characters"))
    low, high = _limit(settings.get("min")), _limit(settings.get("max"))
    step, total = _limit(settings.get("step")), _limit(settings.get("total"))
    return {
        "required": _("Please answer this question."),
        "rows": _("Please answer every row."),
        "unknown": _("Please choose one of the answers shown."),
        "exclusive": _("This answer can’t be chosen together with others."),
        "least": _("Please choose at least {n}.").format(n=number(least)),
        "most": _("Please choose at most {n}.").format(n=number(most)),
        "ranks": _("Please give each place only once."),
        "number": _("Please enter a number."),
        "min": (
            _("Please enter {day} or a later day.") if days else _("Please enter {value} or more.")
        ).format(value=low, day=low),
        "max": (
            _("Please enter {day} or an earlier day.") if days else _("Please enter {value} or less.")
        ).format(value=high, day=high),
        "step": _("Please go in steps of {value}.").format(value=step),
        "total": _("The points must add up to {value}.").format(value=total),
        "date": _("Please enter a day."),
        "characters": ngettext(
            "Please keep to {n} character.", "Please keep to {n} characters.", characters
        ).format(n=number(characters)),
        "valid": _("This answer is not accepted."),
    }


def _can_answer(question: QuestionSpec, options: Options) -> bool:
    """Whether there is anything left to choose; nobody is held up before an empty list."""
    if question.kind == "single" and len(question.items) < 2:
        return bool(options.choices)
    return bool(options.items) or not question.items


def _broken(question: QuestionSpec, answer: Any, options: Options) -> Iterator[str]:
    if question.kind == "multiple":
        yield from _ticks(question, answer, options)
    elif isinstance(answer, Mapping):
        yield from _rows(question, answer, options)
    elif len(question.items) > 1 and question.kind in ("nps", "scale", "single", "number"):
        yield "unknown"
    else:
        yield from _one(question, answer, options)


def _one(question: QuestionSpec, answer: Any, options: Options) -> Iterator[str]:
    if question.kind in ("nps", "scale", "single"):
        if not _offered(question, answer, options):
            yield "unknown"
    elif question.kind == "number":
        yield from _number(question.settings, answer)
    elif question.kind == "date":
        yield from _date(question.settings, answer)
    elif not isinstance(answer, str):
        yield "unknown"
    else:
        longest = whole_number(question.settings.get("characters"))
        if longest and len(answer) > longest:
            yield "characters"


def _offered(question: QuestionSpec, answer: Any, options: Options) -> bool:
    value = number_of(answer)
    if value is None:
        return False
    if any(c.code == value for c in options.choices):
        return True
    if any(c.code == value for c in question.choices):
        return False
    scale = question.scale
    low, high = (scale.low, scale.high) if scale else (0, 10 if question.kind == "nps" else -1)
    return low <= value <= high and value == int(value)


def _ticks(question: QuestionSpec, answer: Any, options: Options) -> Iterator[str]:
    shown = {i.code: i for i in options.items}
    ticked = answer if isinstance(answer, (list, tuple)) else [answer]
    if not all(isinstance(code, str) and code in shown for code in ticked) or len(set(ticked)) < len(ticked):
        yield "unknown"
        return
    alone = any(is_exclusive(shown[code]) for code in ticked)
    if alone and len(ticked) > 1:
        yield "exclusive"
    if not alone:
        yield from _how_many(question, len(ticked), len(shown))


def _how_many(question: QuestionSpec, n: int, of: int) -> Iterator[str]:
    least, most = (whole_number(question.settings.get(name)) for name in ("least", "most"))
    if n < min(least, of):  # never more than there are
        yield "least"
    if most and n > most:
        yield "most"


def _rows(question: QuestionSpec, answer: Mapping[str, Any], options: Options) -> Iterator[str]:
    shown = [i.code for i in options.items]
    given = {code: answer[code] for code in shown if is_answered(answer.get(code))}
    if any(code not in shown for code in answer):
        yield "unknown"
    least = whole_number(question.settings.get("least"))
    total = number_of(question.settings.get("total"))
    if question.required and len(given) < len(shown) and not least and total is None:
        yield "rows"
    if question.kind != "number":
        if not all(_offered(question, value, options) for value in given.values()):
            yield "unknown"
        return
    numbers = [number_of(value) for value in given.values()]
    if question.look == "ranking":
        if len(set(numbers)) < len(numbers) or not all(
            n is not None and 1 <= n <= len(shown) and n == int(n) for n in numbers
        ):
            yield "ranks"
        yield from _how_many(question, len(numbers), len(shown))
        return
    for value in given.values():
        yield from _number(question.settings, value)
    if total is not None and abs(sum(n for n in numbers if n is not None) - total) > _CLOSE:
        yield "total"


def _number(settings: Mapping[str, Any], answer: Any) -> Iterator[str]:
    value = number_of(answer)
    if value is None or abs(value) == float("inf"):
        yield "number"
        return
    low, high, step = (number_of(settings.get(name)) for name in ("min", "max", "step"))
    if low is not None and value < low:
        yield "min"
    if high is not None and value > high:
        yield "max"
    if step is not None and step > 0:
        steps = (value - (low or 0.0)) / step
        if abs(steps) < 1e15 and abs(steps - int(steps + (0.5 if steps >= 0 else -0.5))) > _CLOSE:
            yield "step"


def _date(settings: Mapping[str, Any], answer: Any) -> Iterator[str]:
    if not isinstance(answer, str) or not is_day(answer):
        yield "date"
        return
    low, high = settings.get("min"), settings.get("max")
    if isinstance(low, str) and is_day(low) and answer < low:
        yield "min"
    if isinstance(high, str) and is_day(high) and answer > high:
        yield "max"


def is_day(text: str) -> bool:
    """Whether a text is a day there is, as 2026-11-26."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _limit(value: Any) -> str:
    """A limit as a respondent reads it."""
    if isinstance(value, str):
        return day(date.fromisoformat(value)) if is_day(value) else digits(value)
    found = number_of(value)
    if found is None or abs(found) == float("inf"):
        return ""
    if found == int(found):
        return number(found)
    decimals = next((n for n in range(1, 9) if abs(round(found, n) - found) < 1e-9), 9)
    return number(found, decimals)
