"""How a Qualtrics question is asked, the limits of what may be answered, and the order of its options."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from cxdesk.i18n import _
from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.formats.qsf_parts import Source, each, settings_of

RANDOMIZED: Final = "{~Randomized~}"


def with_look(spec: QuestionSpec, source: Source) -> QuestionSpec:
    """How it is asked, and the limits of what may be answered."""
    kind, selector = str(source.payload.get("QuestionType")), str(source.payload.get("Selector"))
    look = {
        "MC": {"DL": "dropdown", "SB": "dropdown", "NPS": "nps"}.get(selector, ""),
        "Slider": "stars" if selector == "STAR" and spec.kind == "scale" else "slider",
        "TE": {"ML": "text", "ESTB": "text"}.get(selector, "line"),
        "RO": "ranking",
        "CS": "sum",
    }.get(kind, "")
    if look in ("slider", "line", "text") and spec.kind not in ("number", "text"):
        look = ""
    if spec.kind == "number" and look in ("line", "text"):
        look = "number"
    return replace(spec, look=spec.look or look, settings=spec.settings | _settings(source, spec))


def checks_content(source: Source) -> str:
    """What the content of a text must be ("ValidNumber"); nothing where another check has taken its place.

    Qualtrics leaves the settings of earlier checks in the file; only those of its `Type` are in force.
    """
    settings = settings_of(source.payload)
    in_force = settings.get("Type") in (None, "", "None", "ContentType", "ValidNumber")
    return str(settings.get("ContentType")) if in_force else ""


def _settings(source: Source, spec: QuestionSpec) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in _limits(source, spec):
        if re.fullmatch(r"-?\d{1,12}(\.\d+)?", str(value)):
            found[name] = int(value) if float(value).is_integer() else float(value)
    if found.get("least") == 0:
        del found["least"]
    if _mixes(source.payload.get("Randomization")):
        found["randomise"] = True
        last = _staying_last(source)
        found |= {"keep_last": last} if last else {}
    return found


def _limits(source: Source, spec: QuestionSpec) -> Iterator[tuple[str, Any]]:
    own, valid = source.payload.get("Configuration"), settings_of(source.payload)
    own = own if isinstance(own, dict) else {}
    check = valid.get("Type")
    numbers = valid.get("ValidNumber")
    if source.payload.get("QuestionType") == "Slider" and spec.kind == "number":
        yield from (("min", own.get("CSSliderMin")), ("max", own.get("CSSliderMax")))
        yield "step", _step(own)
    elif spec.kind == "number":
        if checks_content(source) == "ValidNumber" and isinstance(numbers, dict):
            yield from (("min", numbers.get("Min")), ("max", numbers.get("Max")))
        if check in (None, "ChoicesTotal"):
            yield "total", valid.get("ChoiceTotal")
    elif spec.kind == "multiple" and check in (None, "MinChoices", "ChoiceRange"):
        yield "least", valid.get("MinChoices")
        yield "most", valid.get("MaxChoices") if check != "MinChoices" else None
    elif spec.kind == "text" and check in (None, "TotalChar", "CharRange"):
        yield "characters", valid.get("TotalChars")


def _step(own: dict[str, Any]) -> Any:
    """The steps to which a slider's handle snaps: as many as it has grid lines."""
    low, high, lines = (own.get(name) for name in ("CSSliderMin", "CSSliderMax", "GridLines"))
    if own.get("SnapToGrid") not in (True, "true"):
        return None
    if not isinstance(low, int) or not isinstance(high, int) or not isinstance(lines, int):
        return None
    return (high - low) / lines if high > low and lines > 0 else None


def _mixes(mixing: Any) -> bool:
    if not isinstance(mixing, dict):
        return False
    if mixing.get("Type") == "Advanced":
        told = mixing.get("Advanced")
        return isinstance(told, dict) and bool(told.get("RandomizeAll"))
    return mixing.get("Type") == "All"


def _staying_last(source: Source) -> int:
    """How many options at the end stay where they are, where that is all that stays and no other rule says it."""
    fixed = _fixed(source)
    last = next((n for n, key in enumerate(reversed(fixed)) if key == RANDOMIZED), len(fixed))
    apart = [p.exclusive or p.entry for p in source.choices]
    return last if not all(apart[len(apart) - last :]) else 0


def _fixed(source: Source) -> list[str]:
    mixing = source.payload.get("Randomization")
    told = mixing.get("Advanced") if isinstance(mixing, dict) and mixing.get("Type") == "Advanced" else None
    order = told.get("FixedOrder") if isinstance(told, dict) else None
    return [str(key) for key in order] if isinstance(order, list) else []


def not_taken(source: Source) -> Iterator[str]:
    """Sentences on what decides which options are offered, where there is nothing like it here."""
    mixing = source.payload.get("Randomization")
    kind = mixing.get("Type") if isinstance(mixing, dict) else None
    fixed = _fixed(source)
    last = next((n for n, key in enumerate(reversed(fixed)) if key == RANDOMIZED), len(fixed))
    apart = {p.id for p in source.choices if p.exclusive or p.entry}
    middle = [k for k in fixed[: len(fixed) - last] if k != RANDOMIZED and k not in apart]
    some = kind not in (None, "", "None", "All", "Advanced", "ScaleReversal")
    advanced = mixing.get("Advanced") if isinstance(mixing, dict) else None
    some = some or (isinstance(advanced, dict) and bool(advanced.get("RandomSubSet")) and kind == "Advanced")
    if some or middle:
        yield _("“{code}”: the random order of its options could not be taken over whole.").format(
            code=source.tag
        )
    carried = any(
        isinstance(source.payload.get(name), dict) and source.payload[name] for name in ("DynamicChoices", "DynamicAnswers")
    )  # fmt: skip
    if carried or any(str(key).startswith("x") for key, _p in each(source.payload.get("Choices"))):
        sentence = _(
            "“{code}”: options that come from the answers to another question could not be taken over."
        )
        yield sentence.format(code=source.tag)
