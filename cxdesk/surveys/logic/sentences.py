"""Conditions, skips and quotas as sentences: “Show this if “Reason for visit” is “Repair”.”"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cxdesk.i18n import LANGUAGES, _, listed, ngettext, number, speaking
from cxdesk.i18n import language as spoken
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.logic.answers import number_of, plain_text
from cxdesk.surveys.logic.piping import day_words, text_in
from cxdesk.surveys.logic.quotas import Quota

LONGEST: Final = 60


def sentence(expression: Any, survey: Definition, language: str = "en") -> str:
    """When something is shown, as a whole sentence; nothing where there is no condition."""
    if not expression:
        return ""
    with speaking(_known(language)):
        return _("Show this if {condition}.").format(condition=condition(expression, survey))


def valid_sentence(expression: Any, survey: Definition, language: str = "en") -> str:
    """When an answer is accepted, as a whole sentence."""
    if not expression:
        return ""
    with speaking(_known(language)):
        return _("Accept the answer only if {condition}.").format(condition=condition(expression, survey))


def skip_sentence(skip: Mapping[str, Any], survey: Definition, language: str = "en") -> str:
    """Where a skip leads and when, as a whole sentence."""
    to, when = skip.get("to"), skip.get("when")
    to = to if isinstance(to, Mapping) else {}
    with speaking(_known(language)):
        so = condition(when, survey) if when else ""
        if to.get("end"):
            return (
                _("If {condition}, the survey ends here.").format(condition=so)
                if so
                else _("The survey ends here.")
            )
        target = target_words(to, survey)
        if so:
            return _("If {condition}, go on to “{target}”.").format(condition=so, target=target)
        return _("Go on to “{target}” in any case.").format(target=target)  # fmt: skip


def quota_sentence(quota: Quota, survey: Definition, language: str = "en") -> str:
    """What a quota does, as a whole sentence."""
    with speaking(_known(language)):
        return ngettext(
            "Quota “{name}”: after {n} respondent, the survey ends for others if {condition}.",
            "Quota “{name}”: after {n} respondents, the survey ends for others if {condition}.",
            quota.most,
        ).format(name=quota.name, n=number(quota.most), condition=condition(quota.when, survey))


def condition(expression: Any, survey: Definition) -> str:
    """A condition as a clause, in the language in use."""
    return _clause(expression, {q.code: q for q in survey.elements}, 0)


def question_words(question: QuestionSpec | None, code: str = "") -> str:
    """The words of a question, or its code where it has none, short enough for a sentence."""
    words = " ".join(text_in(question.text, spoken()).split()) if question is not None else ""
    words = words or (question.code if question is not None else code)
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def target_words(to: Mapping[str, Any], survey: Definition) -> str:
    """What a skip leads to, by its words."""
    if isinstance(code := to.get("question"), str):
        return question_words(next((q for q in survey.elements if q.code == code), None), code)
    code = str(to.get("section") or "")
    for section in survey.sections:
        if section.code == code:
            words = text_in(section.title, spoken()) or text_in(
                next((e.text for e in section.elements), {}), spoken()
            )
            return " ".join(words.split())[:LONGEST] or code
    return code


def _known(language: str) -> str:
    return language if language in LANGUAGES else "en"


def _clause(e: Any, questions: Mapping[str, QuestionSpec], depth: int) -> str:
    if not isinstance(e, Mapping) or depth > LONGEST:
        return "…"
    op, of = e.get("op"), e.get("of")
    if op in ("and", "or"):
        parts = [_inner(part, questions, depth, str(op)) for part in of] if isinstance(of, list) else []
        return _joined(str(op), parts)
    if op == "not":
        words = _clause(of, questions, depth + 1)
        # Without the brackets “not (A or B) and C” would read as “not A, or B and C”.
        several = isinstance(of, Mapping) and of.get("op") in ("and", "or") and len(of.get("of") or ()) > 1
        return _("it is not so that {condition}").format(condition=f"({words})" if several else words)
    return _comparison(str(op), e, questions)


def _inner(part: Any, questions: Mapping[str, QuestionSpec], depth: int, outer: str) -> str:
    words = _clause(part, questions, depth + 1)
    several = isinstance(part, Mapping) and part.get("op") in ("and", "or") and part.get("op") != outer
    return f"({words})" if several and len(part.get("of") or ()) > 1 else words


def _joined(op: str, parts: Sequence[str]) -> str:
    if not parts:
        return _("this is always so") if op == "and" else _("this is never so")
    if len(parts) == 1:
        return parts[0]
    words = _("{first} and {last}") if op == "and" else _("{first} or {last}")
    return words.format(first=listed(parts[:-1]), last=parts[-1])


def _comparison(op: str, e: Mapping[str, Any], questions: Mapping[str, QuestionSpec]) -> str:
    code = e.get("question")
    question = questions.get(code) if isinstance(code, str) else None
    name, wanted = _subject(e, question), e.get("value")
    values = [_value(v, question) for v in wanted] if isinstance(wanted, (list, tuple)) else []
    if op in ("ticked", "not_ticked", "all_ticked"):
        return _ticks(op, name, values)
    if op == "count":
        return _count(str(e.get("is")), name, wanted)
    some = listed(_("“{value}”").format(value=v) for v in values)
    words = _words(op, question is not None and question.kind == "date")
    return words.format(question=name, value=_value(wanted, question), values=some or "…")


def _words(op: str, of_days: bool) -> str:
    if of_days and op in ("<", "<=", ">", ">="):
        return {
            "<": _("“{question}” is before {value}"),
            "<=": _("“{question}” is {value} or before"),
            ">": _("“{question}” is after {value}"),
            ">=": _("“{question}” is {value} or after"),
        }[op]
    return {
        "is": _("“{question}” is “{value}”"),
        "is_not": _("“{question}” is not “{value}”"),
        "one_of": _("“{question}” is one of {values}"),
        "none_of": _("“{question}” is none of {values}"),
        "<": _("“{question}” is below {value}"),
        "<=": _("“{question}” is at most {value}"),
        ">": _("“{question}” is above {value}"),
        ">=": _("“{question}” is at least {value}"),
        "contains": _("“{question}” contains “{value}”"),
        "not_contains": _("“{question}” does not contain “{value}”"),
        "answered": _("“{question}” is answered"),
        "not_answered": _("“{question}” is not answered"),
    }.get(op, "…")


def _ticks(op: str, name: str, values: Sequence[str]) -> str:
    some = listed(_("“{value}”").format(value=v) for v in values) or "…"
    if len(values) == 1:
        words = (
            _("“{value}” is not ticked in “{question}”")
            if op == "not_ticked"
            else _("“{value}” is ticked in “{question}”")
        )
        return words.format(question=name, value=values[0])
    words = {
        "ticked": _("one of {values} is ticked in “{question}”"),
        "not_ticked": _("none of {values} is ticked in “{question}”"),
        "all_ticked": _("all of {values} are ticked in “{question}”"),
    }[op]
    return words.format(question=name, values=some)  # fmt: skip


def _count(how: str, name: str, wanted: Any) -> str:
    n = number_of(wanted) or 0
    shown = int(n) if abs(n) < 1e9 else 0
    words = {
        "<": ngettext("fewer than {n} answer is ticked in “{question}”", "fewer than {n} answers are ticked in “{question}”", shown),
        "<=": ngettext("at most {n} answer is ticked in “{question}”", "at most {n} answers are ticked in “{question}”", shown),
        ">": ngettext("more than {n} answer is ticked in “{question}”", "more than {n} answers are ticked in “{question}”", shown),
        ">=": ngettext("at least {n} answer is ticked in “{question}”", "at least {n} answers are ticked in “{question}”", shown),
        "=": ngettext("exactly {n} answer is ticked in “{question}”", "exactly {n} answers are ticked in “{question}”", shown),
    }.get(how, "…")  # fmt: skip
    return words.format(question=name, n=number(shown))


def _subject(e: Mapping[str, Any], question: QuestionSpec | None) -> str:
    if "field" in e:
        return field_words(str(e["field"]))
    name = question_words(question, str(e.get("question", "")))
    item = e.get("item")
    if question is None or not isinstance(item, str):
        return name
    words = next((text_in(i.text, spoken()) for i in question.items if i.code == item), "") or item
    return f"{name}: {words}"


def field_words(field: str) -> str:
    """What a fact about the respondent is called."""
    from cxdesk.accounts.words import FIELDS

    kind, _dot, name = field.partition(".")
    words = _(FIELDS[name]) if name in FIELDS else name
    return _("Customer: {field}").format(field=words) if kind == "account" else field


def _value(value: Any, question: QuestionSpec | None) -> str:
    n, text = number_of(value), plain_text(value)
    if question is not None:
        for choice in question.choices if n is not None else ():
            if choice.code == n:
                return text_in(choice.label, spoken()) or str(choice.code)
        for item in question.items if isinstance(value, str) and question.kind == "multiple" else ():
            if item.code == value:
                return text_in(item.text, spoken()) or item.code
        if question.kind == "date" and text is not None:
            return day_words(text, spoken())
    if n is not None and text is not None:
        return number(n, len(text.partition(".")[2]))
    return text if text else "…"
