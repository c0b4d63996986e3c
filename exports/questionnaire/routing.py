"""Rules as a person with a pen follows them: "If you answered “Repair”: go to question 7." """

from collections.abc import Mapping
from datetime import date
from typing import Any

from cxdesk.i18n import _, day, digits, listed, ngettext, number
from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.logic.expression import DEEPEST
from cxdesk.surveys.queries import shown
from exports.questionnaire.known import NEVER, reduced
from exports.questionnaire.numbering import Asked, Paperwork

_LONGEST = 80


def only_if(paper: Paperwork, expression: Any) -> str:
    """The line above what is not for everybody."""
    said = _clause(paper, expression, None, 0)
    return _("Only if {condition}.").format(condition=said) if said else ""


def ways_on(paper: Paperwork, asked: Asked) -> list[str]:
    """Where to go after a question, one line for each of its rules that leads anywhere else than straight on."""
    found: list[tuple[str, bool]] = []
    skips = asked.element.rules.get("skip")
    for skip in skips if isinstance(skips, list) else ():
        if not isinstance(skip, Mapping) or not isinstance(skip.get("to"), Mapping):
            continue
        when = reduced(skip.get("when"), paper.facts)
        target = paper.after_skip(skip["to"], asked.element)
        # What leads back, or nowhere, is not taken on a screen either.
        if when is NEVER or target is None:
            continue
        said = _clause(paper, when, asked, 0) if when else ""
        if when and not said:
            continue
        on = target == paper.next_after(asked.element)
        found.append((_line(said, target), on))
        if not said:
            break
    # Who goes on to what stands below anyway needs no line, but where a later line would send them elsewhere.
    while found and found[-1][1]:
        found.pop()
    return [line for line, _on in found]


def choice_words(question: QuestionSpec, value: Any) -> str:
    """An answer as it is printed: the label of its code, or the number."""
    for choice in question.choices:
        if choice.code == value and not isinstance(value, bool) and shown(choice.label):
            return _quoted(shown(choice.label))
    if question.kind == "date":
        return _day_words(str(value))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number(value, 0 if float(value).is_integer() else 2)
    return _quoted(str(value))


def _day_words(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return _quoted(text)


def _line(condition: str, target: int) -> str:
    if target:
        words = _("If {condition}: go to question {n}.") if condition else _("Go to question {n}.")
    else:
        words = _("If {condition}: go to the end.") if condition else _("Go to the end.")
    return words.format(condition=condition, n=digits(str(target)))


def _clause(paper: Paperwork, e: Any, here: Asked | None, depth: int) -> str:
    if not isinstance(e, Mapping) or depth > DEEPEST:
        return ""
    op, of = e.get("op"), e.get("of")
    if op in ("and", "or"):
        parts = [_clause(paper, part, here, depth + 1) for part in of] if isinstance(of, list) else []
        return _joined(str(op), [part for part in parts if part])
    if op == "not":
        return _("it is not so that {condition}").format(condition=_clause(paper, of, here, depth + 1))
    return _comparison(paper, str(op), e, here)


def _joined(op: str, parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    words = _("{first} and {last}") if op == "and" else _("{first} or {last}")
    return words.format(first=listed(parts[:-1]), last=parts[-1])


def _comparison(paper: Paperwork, op: str, e: Mapping[str, Any], here: Asked | None) -> str:
    code, wanted = str(e.get("question", "")), e.get("value")
    question = next((q for q in paper.survey.elements if q.code == code), None)
    if question is None:
        return ""
    values = wanted if isinstance(wanted, list) else [wanted]
    if op in ("ticked", "not_ticked", "all_ticked"):
        named = [_item_words(question, str(value)) for value in values]
    elif op == "contains" or op == "not_contains":
        named = [_quoted(str(wanted))]
    else:
        named = [choice_words(question, value) for value in values]
    some = _joined("and" if op == "all_ticked" else "or", named)
    same = here is not None and here.element.code == code and "item" not in e
    if op == "count":
        some = _count(str(e.get("is")), wanted)
    words = (_here(op) if same else _there(op)) if question.kind != "date" else (_of_days(op) or _there(op))
    return words.format(value=some, question=_where(paper, question, e))


def _where(paper: Paperwork, question: QuestionSpec, e: Mapping[str, Any]) -> str:
    at = paper.numbers.get(question.code, 0)
    named = (
        _("question {n}").format(n=digits(str(at))) if at else _quoted(shown(question.text) or question.code)
    )
    if "item" in e:
        return _("{question}, {item}").format(question=named, item=_item_words(question, str(e["item"])))
    return named


def _item_words(question: QuestionSpec, code: str) -> str:
    for item in question.items:
        if item.code == code:
            label = item.option.label if item.option is not None else {}
            return _quoted(shown(item.text) or shown(label) or code)
    return _quoted(code)


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    words = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    return _("“{value}”").format(value=words)


def _count(order: str, wanted: Any) -> str:
    n = int(wanted) if isinstance(wanted, (int, float)) else 0
    words = {
        "<": ngettext("fewer than {n} answer", "fewer than {n} answers", n),
        "<=": ngettext("at most {n} answer", "at most {n} answers", n),
        ">": ngettext("more than {n} answer", "more than {n} answers", n),
        ">=": ngettext("at least {n} answer", "at least {n} answers", n),
    }.get(order, ngettext("{n} answer", "{n} answers", n))
    return words.format(n=number(n))


def _of_days(op: str) -> str:
    """The clause about a day."""
    return {
        "<": _("the day in {question} is before {value}"),
        "<=": _("the day in {question} is {value} or before"),
        ">": _("the day in {question} is after {value}"),
        ">=": _("the day in {question} is {value} or after"),
    }.get(op, "")


def _here(op: str) -> str:
    """The clause about the question just answered."""
    return {
        "is": _("you answered {value}"),
        "one_of": _("you answered {value}"),
        "is_not": _("you answered something else than {value}"),
        "none_of": _("you answered something else than {value}"),
        "<": _("you answered less than {value}"),
        "<=": _("you answered {value} or less"),
        ">": _("you answered more than {value}"),
        ">=": _("you answered {value} or more"),
        "ticked": _("you crossed {value}"),
        "all_ticked": _("you crossed {value}"),
        "count": _("you crossed {value}"),
        "not_ticked": _("you did not cross {value}"),
        "contains": _("you wrote {value}"),
        "not_contains": _("you did not write {value}"),
        "answered": _("you answered this question"),
        "not_answered": _("you left this question open"),
    }.get(op, "{value}")


def _there(op: str) -> str:
    """The clause about another question."""
    return {
        "is": _("you answered {value} to {question}"),
        "one_of": _("you answered {value} to {question}"),
        "is_not": _("you answered something else than {value} to {question}"),
        "none_of": _("you answered something else than {value} to {question}"),
        "<": _("you answered less than {value} to {question}"),
        "<=": _("you answered {value} or less to {question}"),
        ">": _("you answered more than {value} to {question}"),
        ">=": _("you answered {value} or more to {question}"),
        "ticked": _("you crossed {value} in {question}"),
        "all_ticked": _("you crossed {value} in {question}"),
        "count": _("you crossed {value} in {question}"),
        "not_ticked": _("you did not cross {value} in {question}"),
        "contains": _("you wrote {value} in {question}"),
        "not_contains": _("you did not write {value} in {question}"),
        "answered": _("you answered {question}"),
        "not_answered": _("you left {question} open"),
    }.get(op, "{value}")
