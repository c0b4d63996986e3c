"""The words of SurveyJS, its answers, rows and columns."""

from typing import Any, Final

from cxdesk.surveys.definition import ChoiceSpec, QuestionSpec
from cxdesk.surveys.formats.words import plain
from cxdesk.surveys.model import Texts

Element = dict[str, Any]
MOST: Final = 20_000


def texts_of(value: Any, base: str) -> Texts:
    """Words in each language; "default" is the survey's own."""
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        value = {base: str(value)}
    if not isinstance(value, dict):
        return {}
    found: Texts = {}
    for lang, words in value.items():
        if isinstance(words, str) and (own := plain(words)):
            found[base if lang == "default" else str(lang)[:12]] = own
    return found


def items_of(value: Any, base: str) -> list[tuple[str, Texts, Element]]:
    """Answers, rows or columns: what each is called, its words, and all that is told of it."""
    found = []
    for part in value[:MOST] if isinstance(value, list) else ():
        own = part if isinstance(part, dict) else {}
        key = own.get("value", own.get("name")) if own else part
        if isinstance(key, (str, int, float)):
            name = ("true" if key else "false") if isinstance(key, bool) else str(key)
            words = texts_of(own.get("text", own.get("title")), base) or {base: plain(name)}
            found.append((name, words, own))
    return found


def choices_of(spec: QuestionSpec, element: Element, base: str) -> tuple[ChoiceSpec, ...]:
    """Its answers under their own numbers where all have some, else in order, with those SurveyJS adds behind them."""
    parts = items_of(element.get("choices"), base)
    parts += _extra(element, base)
    whole = [int(n) for n, _t, _e in parts if n.lstrip("-").isdecimal() and len(n) < 9]
    numbers = whole if len(set(whole)) == len(parts) else list(range(1, len(parts) + 1))
    return tuple(
        ChoiceSpec(n, text, own.get("declared") is True, values=(name,), settings=_of_choice(own))
        for n, (name, text, own) in zip(numbers, parts, strict=True)
    )


def _of_choice(own: Element) -> dict[str, Any]:
    return (
        {"exclusive": True}
        if own.get("isExclusive") is True
        else {"other": True}
        if own.get("is_other")
        else {}
    )


def _extra(element: Element, base: str) -> list[tuple[str, Texts, Element]]:
    """The answers that SurveyJS adds of itself: none, other, don't know, refuse."""
    rows = (
        ("none", ("showNoneItem", "hasNone"), "noneText", "None", {"isExclusive": True}),
        ("dontknow", ("showDontKnowItem",), "dontKnowText", "Don't know", {"declared": True}),
        ("refused", ("showRefuseItem",), "refuseText", "Refuse to answer", {"declared": True}),
        ("other", ("showOtherItem", "hasOther"), "otherText", "Other (describe)", {"is_other": True}),
    )
    return [
        (key, texts_of(element.get(words), base) or {base: default}, dict(own))
        for key, names, words, default, own in rows
        if any(element.get(n) is True for n in names)
    ]
