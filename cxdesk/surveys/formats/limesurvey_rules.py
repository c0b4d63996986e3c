"""What LimeSurvey says on when a question is shown and what may be answered, as rules and settings of ours."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from cxdesk.surveys.definition import ItemSpec, QuestionSpec, SectionSpec
from cxdesk.surveys.formats.conditions import Expression, Meant, meant, read_condition
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.hints import KEY, options_as_items, read_hint, with_hint
from cxdesk.surveys.formats.limesurvey_asked import Asked
from cxdesk.surveys.formats.pipes import names_of, pipes_in
from cxdesk.surveys.formats.words import plain_texts
from cxdesk.surveys.formats.xlsform_rules import could_not
from cxdesk.surveys.model import Texts

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
        fits = spec.kind == kind or (kind == "multiple" and asked.type == "R")
        if fits and re.fullmatch(r"-?\d{1,12}(\.\d+)?", value):
            settings[own] = int(value) if float(value).is_integer() else float(value)
    if asked.type == "D":
        days = {own: next(iter(asked.attributes.get(n, {}).values()), "") for n, own in (("date_min", "min"), ("date_max", "max"))}  # fmt: skip
        settings |= {own: day for own, day in days.items() if re.fullmatch(r"\d{4}-\d\d-\d\d", day)}
    unit = plain_texts(asked.attributes.get("suffix", {}))
    if unit and spec.kind == "number":
        settings["unit"] = unit
    if "1" in asked.attributes.get("num_value_int_only", {}).values() and asked.type == "N":
        settings["step"] = 1
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
    spec = replace(spec, settings=settings, items=items, look=_look(spec, asked))
    if spec.look == "slider" and len(items) == 1:
        spec = replace(spec, items=(), sources=items[0].sources)
    told = read_hint(next(iter(asked.attributes.get(KEY, {}).values()), ""))
    if told.get("look") == "ranking" and asked.type == "R":
        ranked = tuple(ItemSpec(f"{spec.code}_{c.values[0]}", c.label) for c in spec.choices)
        spec = replace(options_as_items(spec), items=ranked)
    return with_hint(spec, told)


def _look(spec: QuestionSpec, asked: "Asked") -> str:
    """How it is asked, where an attribute says so."""

    def says(name: str, value: str) -> bool:
        return value in asked.attributes.get(name, {}).values()

    if asked.type == "K" and says("slider_layout", "1") and len(spec.items) == 1:
        return "slider"
    if asked.type == "5" and (says("slider_rating", "1") or says("slider_rating", "2")):
        return "stars" if says("slider_rating", "1") else "faces"
    return "hidden" if spec.kind == "text" and not spec.items and says("hidden", "1") else spec.look


_BRACES: Final = re.compile(r"\{([A-Za-z][^{}\s][^{}\n]{0,2000}|[A-Za-z])\}")


def with_pipes(sections: tuple[SectionSpec, ...]) -> tuple[SectionSpec, ...]:
    """The sections with answers put into texts as we write it: `{CODE.shown}`, and `{CODE}` where that is the words."""

    def called(q: QuestionSpec, item: ItemSpec | None) -> Iterator[str]:
        if q.kind == "multiple" and item is None:
            parts = [next((s for s in i.sources if "_" in s), "") for i in q.items]
            yield f"list({', '.join(f'{p}.shown' for p in parts)})"
        elif item is not None or len(q.items) < 2:
            for name in (item or q).sources:
                yield from (f"{name}{end}" for end in (".shown", *(("", ".NAOK") if q.kind in ("text", "number", "date") else ())))  # fmt: skip

    return pipes_in(sections, _BRACES, dict(names_of(sections, called)), ("message",))


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
    rules |= {"valid": _of_answered(valid, q)} if valid else {}
    tip: Texts = plain_texts(asked.attributes.get("em_validation_q_tip", {}))
    if tip:
        settings["message"] = tip
    return replace(q, rules=rules, settings=settings, items=_shown(q, asked, names, unread))


def _of_answered(valid: Expression, q: QuestionSpec) -> Expression:
    """A rule for what is accepted without the leave to say nothing, which every rule of ours gives."""
    parts = valid["of"] if valid.get("op") == "or" else [valid]
    rest = [p for p in parts if p != {"op": "not_answered", "question": q.code}]
    return (
        valid
        if len(rest) == len(parts) or not rest
        else rest[0]
        if len(rest) == 1
        else {"op": "or", "of": rest}
    )


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
