"""What a file of another tool has no place for, written beside each question where its readers look past it.

It tells how a question is asked here and the codes it has here, never words or rules: those stand where the other
tool keeps them, so that what is changed there comes back changed.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Final

from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, QuestionSpec, ScaleSpec
from cxdesk.surveys.looks import LOOKS, look_of
from cxdesk.surveys.model import KINDS

KEY: Final = "cxdesk"
# A setting while a file is written or read: the condition holds the one that `other_of` means anyway.
IMPLIED: Final = "implied"
# Settings of words (a unit, a message) and of pictures stay out; these are plain facts.
_FACTS: Final = (
    "min",
    "max",
    "step",
    "total",
    "least",
    "most",
    "characters",
    "columns",
    "purpose",
    "field",
    "keep_last",
)
_CHOICE: Final = ("exclusive", "other")
_ITEM: Final = ("exclusive", "other", "row", "column", "role")


def hint_of(spec: QuestionSpec, **more: Any) -> str:
    """The hint for a question as JSON."""
    told: dict[str, Any] = {"code": spec.code, "kind": spec.kind, "look": spec.look, **more}
    if spec.items and not _is_alone(spec):
        told["items"] = [i.code for i in spec.items]
        told |= _settings("item_settings", [i.settings for i in spec.items], _ITEM)
    if spec.choices:
        told["choices"] = [c.code for c in spec.choices]
        told["declared"] = [c.code for c in spec.choices if c.declared]
        told |= _settings("choice_settings", [c.settings for c in spec.choices], _CHOICE)
    if spec.scale is not None:
        told["scale"] = asdict(spec.scale)
    if spec.settings.get(IMPLIED):
        told[IMPLIED] = True
    if spec.other_of:
        told["other_of"] = spec.other_of
    facts = {name: spec.settings[name] for name in _FACTS if name in spec.settings}
    if facts:
        told["settings"] = facts
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _is_alone(spec: QuestionSpec) -> bool:
    return len(spec.items) == 1 and spec.items[0].code == spec.code and spec.kind != "multiple"


def _settings(name: str, found: list[dict[str, Any]], kept: tuple[str, ...]) -> dict[str, Any]:
    own = [{k: s[k] for k in kept if k in s} for s in found]
    return {name: own} if any(own) else {}


_TYPES: Final[dict[str, type]] = {
    "code": str, "kind": str, "look": str, "as": str, "of": str, "to": str, "other_of": str, "section": str,
    "promise": str, "items": list, "choices": list, "declared": list, "item_settings": list, "choice_settings": list,
    "scale": dict, "settings": dict, "text": dict, "continues": bool, "untitled": bool, "consent_to_quote": bool,
    "consent_to_contact": bool, "implied": bool,
}  # fmt: skip


def read_hint(text: Any) -> dict[str, Any]:
    """A hint as it was written; what is not of its kind is left out, anything else is no hint."""
    try:
        told = json.loads(text) if isinstance(text, str) else text
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    found: dict[str, Any] = {k: v for k, v in told.items() if k in _TYPES and isinstance(v, _TYPES[k])}
    if "declared" in found:
        found["declared"] = [n for n in told["declared"] if isinstance(n, int)]
    return found if found.get("kind", "text") in KINDS and found.get("look", "") in ("", *LOOKS) else {}


def with_hint(spec: QuestionSpec, told: Mapping[str, Any]) -> QuestionSpec:
    """The question as it is asked here, where the hint still fits what stands there now."""
    look, kind = told.get("look"), told.get("kind")
    if not isinstance(kind, str):
        return spec
    found = replace(spec, kind=kind, look=str(look or ""), code=str(told.get("code") or spec.code))
    if isinstance(told.get("other_of"), str):
        found = replace(found, other_of=told["other_of"])
    if told.get("implied") is True:
        found = replace(found, settings=found.settings | {IMPLIED: True})
    facts = told.get("settings")
    if isinstance(facts, dict):
        own = {k: v for k, v in facts.items() if k in _FACTS and isinstance(v, (int, float, str))}
        # What the other tool can say itself is believed first.
        found = replace(found, settings=own | found.settings)
    scale = _scale(told.get("scale"))
    if kind in ("nps", "scale") and scale is not None:
        found = _on_scale(found, scale, told)
    elif kind in ("single", "multiple", "number", "date", "text", "statement", "break"):
        found = replace(found, scale=None)
    return _with_items(_with_choices(found, told), told)


def _on_scale(spec: QuestionSpec, scale: ScaleSpec, told: Mapping[str, Any]) -> QuestionSpec:
    """A scale that went out as a list of answers; those that are only its points are no answers of its own."""
    codes = told.get("choices")
    kept = {n for n in codes if isinstance(n, int)} if isinstance(codes, list) else set()
    if not spec.choices:
        return replace(spec, scale=scale)
    return replace(spec, scale=scale, choices=tuple(c for c in spec.choices if c.code in kept))


def _with_choices(spec: QuestionSpec, told: Mapping[str, Any]) -> QuestionSpec:
    codes, declared = told.get("choices"), told.get("declared")
    if not isinstance(codes, list) or len(codes) != len(spec.choices):
        return spec
    if not all(isinstance(c, int) and abs(c) < 2**31 for c in codes) or len(set(codes)) != len(codes):
        return spec
    off = set(declared) if isinstance(declared, list) else set()
    settings = _listed(told.get("choice_settings"), len(codes), _CHOICE)
    codes, settings = _in_order(codes, settings, [c.code for c in spec.choices])
    return replace(
        spec,
        choices=tuple(
            replace(c, code=n, declared=n in off, settings=own | c.settings)
            for c, n, own in zip(spec.choices, codes, settings, strict=True)
        ),
    )


def _with_items(spec: QuestionSpec, told: Mapping[str, Any]) -> QuestionSpec:
    codes = told.get("items")
    if not isinstance(codes, list) or len(codes) != len(spec.items):
        return spec
    if not all(isinstance(c, str) and c for c in codes) or len(set(codes)) != len(codes):
        return spec
    settings = _listed(told.get("item_settings"), len(codes), _ITEM)
    bare = [c.removeprefix(f"{spec.code}_") for c in codes]
    there = [i.code.removeprefix(f"{spec.code}_") for i in spec.items]
    places, settings = _in_order(list(range(len(codes))), settings, there, bare)
    codes = [codes[n] for n in places]
    return replace(
        spec,
        items=tuple(
            replace(i, code=code, settings=own | i.settings)
            for i, code, own in zip(spec.items, codes, settings, strict=True)
        ),
    )


def _in_order(told: list[Any], settings: list[Any], there: list[Any], names: list[Any] | None = None) -> Any:
    """What a hint tells one by one, in the order of the file: the other tool may have put them in another."""
    named = told if names is None else names
    if len(set(named)) != len(named) or set(named) != set(there) or len(set(there)) != len(there):
        return told, settings
    order = [named.index(name) for name in there]
    return [told[n] for n in order], [settings[n] for n in order]


def _listed(found: Any, n: int, kept: tuple[str, ...]) -> list[dict[str, Any]]:
    if not isinstance(found, list) or len(found) != n:
        return [{}] * n
    return [{k: v for k, v in s.items() if k in kept} if isinstance(s, dict) else {} for s in found]


def _scale(told: Any) -> ScaleSpec | None:
    if not isinstance(told, dict):
        return None
    low, high, good = told.get("low"), told.get("high"), told.get("satisfied_from")
    if not isinstance(low, int) or not isinstance(high, int) or not -1000 <= low < high <= 1000:
        return None
    return ScaleSpec(
        low,
        high,
        good if isinstance(good, int) and low <= good <= high else None,
        told.get("reversed") is True,
        _texts(told.get("low_label")),
        _texts(told.get("high_label")),
    )


def _texts(told: Any) -> dict[str, str]:
    if not isinstance(told, dict):
        return {}
    return {str(k): v for k, v in told.items() if isinstance(v, str)}


def options_as_items(spec: QuestionSpec) -> QuestionSpec:
    """Things to be ranked, which other tools keep as answers, as items of a question of ours."""
    items = tuple(
        ItemSpec(next(iter(c.values), str(c.code)), c.label, settings=dict(c.settings)) for c in spec.choices
    )
    return replace(spec, kind="number", look="ranking", choices=(), items=items, separator="", sources=())


def points(spec: QuestionSpec) -> tuple[ChoiceSpec, ...]:
    """What can be answered, one by one: each point of a scale in words or as a number, then what stands beside it."""
    scale = spec.scale
    if scale is None:
        return spec.choices
    own = {c.code: c for c in spec.choices}
    langs = list(spec.text) or ["en"]
    found = []
    for n in range(scale.low, scale.high + 1):
        ends = scale.low_label if n == scale.low else scale.high_label if n == scale.high else {}
        label = {lang: f"{n} – {ends[lang]}" if ends.get(lang) else str(n) for lang in langs}
        found.append(own.pop(n, ChoiceSpec(n, label)))
    return (*found, *own.values())


def is_rows(spec: QuestionSpec) -> bool:
    """Whether it asks the same of several things, one below the other."""
    return spec.kind in ("nps", "scale", "single", "number", "date", "text") and (
        len(spec.items) > 1 or look_of(spec) in ("matrix", "matrix_radio", "pair", "sum", "ranking")
    )


def has_no_answers(spec: QuestionSpec) -> bool:
    """Whether nothing can be chosen, ticked or put in order yet, so that other tools refuse it as a choice."""
    if spec.kind == "multiple" or look_of(spec) == "ranking":
        return not spec.items
    return spec.kind in ("nps", "scale", "single") and not points(spec)
