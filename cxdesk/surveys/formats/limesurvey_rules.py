"""What LimeSurvey says on when a question is shown and what may be answered, as rules and settings of ours."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from cxdesk.surveys.definition import ItemSpec, QuestionSpec, SectionSpec
from cxdesk.surveys.formats.conditions import Expression, Meant, NotSimple, meant, read_condition
from cxdesk.surveys.formats.hints import KEY, options_as_items, read_hint, with_hint
from cxdesk.surveys.formats.words import plain_texts
from cxdesk.surveys.formats.xlsform_rules import could_not
from cxdesk.surveys.model import Texts

if TYPE_CHECKING:
    from cxdesk.surveys.formats.limesurvey_types import Asked

# Attributes that are numbers of ours, for the kinds they belong to.
_NUMBERS: Final = {
    "min_num_value_n": ("min", "number"), "max_num_value_n": ("max", "number"), "min_answers": ("least", "multiple"),
    "max_answers": ("most", "multiple"), "maximum_chars": ("characters", "text"), "equals_num_value": ("total", "number"),
    "slider_min": ("min", "number"), "slider_max": ("max", "number"), "slider_accuracy": ("step", "number"),
}  # fmt: skip


def hint_code(text: str) -> str:
    """The code that a hint of ours gives a group."""
    return str(read_hint(text).get("code", "")) if text else ""


def hinted(spec: QuestionSpec, asked: "Asked") -> QuestionSpec:
    """The question with the settings its attributes tell, and as a hint of ours tells it."""
    settings: dict[str, Any] = dict(spec.settings)
    for name, (own, kind) in _NUMBERS.items():
        value = next(iter(asked.attributes.get(name, {}).values()), "")
        if spec.kind == kind and re.fullmatch(r"-?\d{1,12}(\.\d+)?", value):
            settings[own] = int(value) if float(value).is_integer() else float(value)
    if "1" in asked.attributes.get("random_order", {}).values():
        settings["randomise"] = True
    if (
        "1" in asked.attributes.get("answer_order", {}).values()
        or "random" in asked.attributes.get("answer_order", {}).values()
    ):
        settings["randomise"] = True
    alone = {
        code.strip()
        for texts in (asked.attributes.get("exclude_all_others", {}),)
        for words in texts.values()
        for code in words.split(";")
        if code.strip()
    }
    items = spec.items
    if alone and spec.kind == "multiple":
        own_codes = {f"{asked.code}_{a}" for a in alone}
        items = tuple(
            replace(i, settings=i.settings | {"exclusive": True}) if i.code in own_codes else i for i in items
        )
    spec = replace(spec, settings=settings, items=items)
    told = read_hint(next(iter(asked.attributes.get(KEY, {}).values()), ""))
    if told.get("look") == "ranking" and asked.type == "R":
        ranked = tuple(ItemSpec(f"{spec.code}_{c.values[0]}", c.label) for c in spec.choices)
        spec = replace(options_as_items(spec), items=ranked)
    return with_hint(spec, told)


def with_rules(
    sections: tuple[SectionSpec, ...], asked: Sequence["Asked"]
) -> tuple[tuple[SectionSpec, ...], tuple[str, ...]]:
    """The sections with their rules, and sentences on the conditions that have no counterpart."""
    own = {a.code: a for a in asked}
    hints = {
        str(read_hint(next(iter(a.attributes.get(KEY, {}).values()), "")).get("code") or a.code): a
        for a in asked
    }
    by_code = {**own, **hints}
    names = dict(_names(sections, by_code))
    unread: list[str] = []
    made = []
    for section in sections:
        show = _read(section.logic, names, next(iter(section.title.values()), section.code), unread)
        elements = tuple(_ruled(q, by_code.get(q.code), names, unread) for q in section.elements)
        made.append(
            replace(section, elements=elements, rules=section.rules | ({"show": show} if show else {}))
        )
    notes = (could_not(list(dict.fromkeys(unread))),) if unread else ()
    return tuple(made), notes


def _names(sections: tuple[SectionSpec, ...], by_code: Mapping[str, "Asked"]) -> Iterator[tuple[str, Meant]]:
    for section in sections:
        for q in section.elements:
            found, whole = by_code.get(q.code), meant(q)
            for name in (q.code, *q.sources, *(found.names() if found is not None else ())):
                yield name, whole
            if len(q.items) > 1 or q.kind == "multiple":
                for item in q.items:
                    for name in (item.code, *item.sources):
                        yield name, replace(whole, item=item.code)


def _read(text: str, names: Mapping[str, Meant], where: str, unread: list[str]) -> Expression | None:
    try:
        return read_condition(text, names)
    except NotSimple:
        unread.append(where)
        return None


def _ruled(
    q: QuestionSpec, asked: "Asked | None", names: Mapping[str, Meant], unread: list[str]
) -> QuestionSpec:
    if asked is None:
        return q
    rules, settings = dict(q.rules), dict(q.settings)
    show = _read(asked.relevance, names, q.code, unread)
    rules |= {"show": show} if show else {}
    if (
        not show
        and asked.relevance.strip() in ("", "1")
        and "X" in asked.logic.partition("\n")[0].partition(" ")[0]
    ):
        unread.append(
            q.code
        )  # conditions in a table of their own, without the expression that newer files have
    checks = next(iter(asked.attributes.get("em_validation_q", {}).values()), "")
    valid = _read(checks, {**names, "this": meant(q), "self": meant(q)}, q.code, unread)
    rules |= {"valid": valid} if valid else {}
    tip: Texts = plain_texts(asked.attributes.get("em_validation_q_tip", {}))
    if tip:
        settings["message"] = tip
    return replace(q, rules=rules, settings=settings, items=_shown(q, asked, names, unread))


def _shown(
    q: QuestionSpec, asked: "Asked", names: Mapping[str, Meant], unread: list[str]
) -> tuple[ItemSpec, ...]:
    """Rows and options with a condition of their own."""
    parts = [p for p in asked.parts if p.scale == 0]
    if len(parts) != len(q.items) or not any(p.logic.strip() not in ("", "1") for p in parts):
        return q.items
    found = []
    for item, part in zip(q.items, parts, strict=True):
        show = _read(part.logic, names, q.code, unread)
        found.append(replace(item, settings=item.settings | {"show": show}) if show else item)
    return tuple(found)
