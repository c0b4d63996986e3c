"""XLSForm's question types as questions of ours, with the names their columns have in Kobo and ODK exports."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final

from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, QuestionSpec, ScaleSpec
from cxdesk.surveys.model import Texts

TICKED: Final = ("1", "1.0", "True", "TRUE", "true")
UNTICKED: Final = ("0", "0.0", "False", "FALSE", "false")

# Types that hold files or places, and types that ask nobody anything.
LEFT_OUT: Final = frozenset(
    ("image", "photo", "audio", "video", "file", "geopoint", "geotrace", "geoshape", "location", "gps")
)  # fmt: skip
NO_QUESTION: Final = frozenset(
    ("start", "end", "today", "deviceid", "device_id", "uri:deviceid", "username", "uri:username", "phonenumber",
     "email", "simserial", "subscriberid", "audit", "hidden", "xml-external", "csv-external", "background-audio",
     "start-geopoint", "background-geopoint", "imei", "")
)  # fmt: skip
_KINDS: Final = {
    "integer": "number", "int": "number", "decimal": "number", "date": "date", "datetime": "date",
    "dateTime": "date", "barcode": "identifier", "select_one_from_file": "single", "acknowledge": "single",
    "trigger": "single", "score__row": "single", "range": "number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Where a question stands: names and labels of the groups around it, and when they are shown."""

    path: tuple[str, ...]
    labels: tuple[Texts, ...]
    label: Texts
    logic: str = ""
    is_grid: bool = False
    name: str = ""
    relevant: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the survey sheet; `rest` are the words behind its type."""

    row: int
    kind: str
    rest: tuple[str, ...]
    name: str
    label: Texts
    required: bool = False
    appearance: str = ""
    parameters: str = ""
    calculation: str = ""
    logic: str = ""
    hint: Texts = field(default_factory=dict)
    message: Texts = field(default_factory=dict)
    relevant: str = ""
    constraint: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)


def specs_of(
    line: Line, group: Group | None, choices: Sequence[tuple[str, Texts]], default: str
) -> Iterator[QuestionSpec]:
    """The question of a row, and its "other, namely" where the form asks for one."""
    name = line.name or f"row{line.row}"
    text = line.label or {default: name}
    names = _names(group, name, text)
    with_other = "or_other" in line.rest and "other" not in dict(choices)
    answers = _answers([*choices, ("other", {"en": "Other"})] if with_other else choices)
    scale = _range(line.parameters) if line.kind == "range" else None
    kind = "scale" if scale else _kind(line.kind)
    is_multiple = kind == "multiple"
    in_grid = group is not None and group.is_grid and kind == "single"
    items = _options(name, names, answers) if is_multiple else ()
    if in_grid:
        items = (ItemSpec(name, text, sources=names),)
    yield QuestionSpec(
        name,
        kind,
        text,
        scale=scale,
        choices=() if is_multiple else answers,
        items=items,
        sources=() if in_grid else names,
        separator=" " if is_multiple else "",
        ticked=TICKED if is_multiple else (),
        unticked=UNTICKED if is_multiple else (),
        required=line.required,
        source_type=" ".join((line.kind, *line.rest)),
        logic=line.logic,
        look=_look(line, kind),
        hint=line.hint,
        settings=_settings(line, kind),
    )
    if "or_other" in line.rest:
        other = {lang: f"{words} (other)" for lang, words in text.items()}
        yield QuestionSpec(
            f"{name}_other",
            "text",
            other,
            sources=_names(group, f"{name}_other", {}),
            other_of=name,
            source_type="text",
        )


def _look(line: Line, kind: str) -> str:
    """How it is asked, where its type or appearance says so."""
    words = set(line.appearance.replace(",", " ").split())
    if line.kind == "range":
        return "stars" if "rating" in words and kind == "scale" else "points" if kind == "scale" else "slider"
    if kind == "single":
        if line.kind in ("acknowledge", "trigger"):
            return "consent"
        return "dropdown" if words & {"minimal", "autocomplete", "search"} else ""
    if kind == "text":
        return "text" if "multiline" in words else "line" if line.kind == "text" else ""
    return ""


def _settings(line: Line, kind: str) -> dict[str, Any]:
    """Limits of a slider, and a random order."""
    found: dict[str, Any] = {}
    if line.kind == "range" and kind != "scale":
        told = dict(re.findall(r"(start|end|step)\s*=\s*(-?\d+(?:\.\d+)?)", line.parameters))
        for name, own in (("start", "min"), ("end", "max"), ("step", "step")):
            if name in told and len(told[name]) < 16:
                value = float(told[name])
                found[own] = int(value) if value.is_integer() else value
    if re.search(r"randomize\s*=\s*(true|yes)", line.parameters, re.IGNORECASE):
        found["randomise"] = True
    return found


def _kind(kind: str) -> str:
    if kind == "select_multiple" or kind == "select_multiple_from_file":
        return "multiple"
    return "single" if kind == "select_one" else _KINDS.get(kind, "text")


def _names(group: Group | None, name: str, text: Texts) -> tuple[str, ...]:
    """A column's names in exports, surest first: with its groups, alone, and by its words in each language."""
    path = (*(group.path if group else ()), name)
    found = ["/".join(path), "-".join(path), name]
    for lang, words in text.items():
        above = (
            [labels.get(lang, own) for labels, own in zip(group.labels, group.path, strict=True)]
            if group
            else []
        )
        found += ["/".join((*above, words)), words]
    return tuple(dict.fromkeys(filter(None, found)))


def _answers(choices: Sequence[tuple[str, Texts]]) -> tuple[ChoiceSpec, ...]:
    whole = [int(name) for name, _label in choices if re.fullmatch(r"-?\d{1,4}", name)]
    numbers = whole if len(set(whole)) == len(choices) else range(1, len(choices) + 1)
    return tuple(
        ChoiceSpec(n, label, values=(name,)) for n, (name, label) in zip(numbers, choices, strict=True)
    )


def _options(name: str, names: tuple[str, ...], answers: tuple[ChoiceSpec, ...]) -> tuple[ItemSpec, ...]:
    """A column of its own for each answer, headed by the question's name and the answer's, or by their words."""
    return tuple(
        ItemSpec(
            f"{name}_{answer.values[0]}",
            answer.label,
            sources=tuple(
                f"{own}/{word}"
                for own, word in product(names, dict.fromkeys((answer.values[0], *answer.label.values())))
            ),
            option=answer,
        )
        for answer in answers
    )


def _range(parameters: str) -> ScaleSpec | None:
    """The scale of a slider with whole steps; a longer one is a number."""
    told = dict(re.findall(r"(start|end|step)\s*=\s*(-?\d+(?:\.\d+)?)", parameters))
    low, high, step = (float(told.get(n, default)) for n, default in (("start", 1), ("end", 10), ("step", 1)))
    if step != 1 or low != int(low) or not 2 <= high - low <= 10:
        return None
    return ScaleSpec(int(low), int(high))
