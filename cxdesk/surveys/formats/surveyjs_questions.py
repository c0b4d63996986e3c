"""SurveyJS's types of question as questions of ours."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, QuestionSpec, ScaleSpec
from cxdesk.surveys.formats.hints import KEY, read_hint, with_hint
from cxdesk.surveys.formats.surveyjs_answers import Element, choices_of, items_of, texts_of


@dataclass(frozen=True, slots=True)
class Told:
    """What goes along: the survey's own language, and the place of the question."""

    base: str
    place: int


def read_element(element: Element, told: Told) -> tuple[QuestionSpec, ...] | None:
    """The questions that one element becomes, those for "other, namely" behind it; None where there is none."""
    maker = _MAKERS.get(str(element.get("type")))
    if maker is None:
        return None
    name = str(element.get("name") or "").strip()[:200] or f"Q{told.place}"
    text = texts_of(element.get("title"), told.base) or {told.base: name}
    spec = QuestionSpec(
        name,
        "text",
        text,
        required=element.get("isRequired") is True,
        sources=(name,),
        source_type=str(element.get("type")),
        hint=texts_of(element.get("description"), told.base),
        settings={"randomise": True}
        if "random" in (element.get("choicesOrder"), element.get("rowsOrder"), element.get("rowOrder"))
        else {},
    )
    first, *others = maker(spec, element, told.base)
    return (with_hint(first, read_hint(element.get(KEY) or {})), *others)


def _single(look: str) -> Callable[[QuestionSpec, Element, str], list[QuestionSpec]]:
    def made(spec: QuestionSpec, element: Element, base: str) -> list[QuestionSpec]:
        if element.get("multiSelect") is True:
            return _multiple(spec, element, base)
        return [
            replace(spec, kind="single", look=look, choices=choices_of(spec, element, base)),
            *_other(spec, element, base),
        ]

    return made


def _multiple(spec: QuestionSpec, element: Element, base: str) -> list[QuestionSpec]:
    items = tuple(
        ItemSpec(
            f"{spec.code}_{c.values[0]}",
            c.label,
            sources=(f"{spec.code}/{c.values[0]}",),
            option=c,
            settings=c.settings,
        )
        for c in choices_of(spec, element, base)
    )
    limits = (("least", "minSelectedChoices"), ("most", "maxSelectedChoices"))
    settings = spec.settings | {
        n: element[k] for n, k in limits if isinstance(element.get(k), int) and element[k] > 0
    }
    made = replace(spec, kind="multiple", look="ticks", items=items, settings=settings, separator=", ")
    return [made, *_other(spec, element, base)]


def _other(spec: QuestionSpec, element: Element, base: str) -> list[QuestionSpec]:
    if element.get("showOtherItem") is not True and element.get("hasOther") is not True:
        return []
    text = texts_of(element.get("otherText"), base) or {base: "Other (describe)"}
    code = f"{spec.code}-Comment"
    return [
        QuestionSpec(code, "text", text, sources=(code,), other_of=spec.code, source_type="text", look="line")
    ]


def _boolean(spec: QuestionSpec, element: Element, base: str) -> list[QuestionSpec]:
    answers = []
    for code, key, words, default in (
        (1, "valueTrue", "labelTrue", "Yes"),
        (0, "valueFalse", "labelFalse", "No"),
    ):
        value = element.get(key, code == 1)
        is_code = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**6
        own = value if is_code else code
        written = str(value).lower() if isinstance(value, bool) else str(value)
        answers.append(
            ChoiceSpec(own, texts_of(element.get(words), base) or {base: default}, values=(written,))
        )
    return [replace(spec, kind="single", look="yes_no", choices=tuple(answers))]


def _rating(spec: QuestionSpec, element: Element, base: str) -> list[QuestionSpec]:
    ends = (
        texts_of(element.get("minRateDescription"), base),
        texts_of(element.get("maxRateDescription"), base),
    )
    low, high = (element.get(n, d) for n, d in (("rateMin", 1), ("rateMax", 5)))
    count = element.get("rateCount")
    if "rateMax" not in element and isinstance(count, int) and isinstance(low, int):
        high = low + count - 1
    values = items_of(element.get("rateValues"), base)
    choices: tuple[ChoiceSpec, ...] = ()
    if values:
        choices = choices_of(spec, {"choices": element["rateValues"]}, base)
        codes = [c.code for c in choices]
        if codes != list(range(codes[0], codes[0] + len(codes))) or len(codes) < 2:
            return [replace(spec, kind="single", look="radio", choices=choices)]
        low, high = codes[0], codes[-1]
        if all(set(c.label.values()) == {str(c.code)} for c in choices):
            choices = ()
    if not (isinstance(low, int) and isinstance(high, int) and 1 <= high - low <= 100 and abs(low) < 10_000):
        return [replace(spec, kind="number", look="number")]
    shape = str(element.get("rateType", element.get("rateDisplayMode", "")))
    look = {"stars": "stars", "smileys": "faces"}.get(shape, "points")
    return [
        replace(
            spec, kind="scale", look=look, choices=choices, scale=ScaleSpec(low, high, None, False, *ends)
        )
    ]


def _rows(spec: QuestionSpec, element: Element, base: str) -> tuple[ItemSpec, ...]:
    return tuple(
        ItemSpec(f"{spec.code}_{name}", text, sources=(f"{spec.code}.{name}",))
        for name, text, _own in items_of(element.get("rows"), base)
    )


def _matrix(spec: QuestionSpec, element: Element, base: str) -> list[QuestionSpec]:
    choices = choices_of(spec, {"choices": element.get("columns")}, base)
    every = element.get("isAllRowRequired") is True or element.get("eachRowRequired") is True
    made = replace(
        spec,
        kind="single",
        look="matrix_radio",
        choices=choices,
        items=_rows(spec, element, base),
        sources=(),
    )
    return [replace(made, required=spec.required or every)]


def _matrix_of_columns(spec: QuestionSpec, element: Element, base: str) -> list[QuestionSpec]:
    """A question for each column, with a row for each thing."""
    columns = items_of(element.get("columns"), base)
    made = []
    for name, text, own in columns:
        code = spec.code if len(columns) == 1 else f"{spec.code}_{name}"
        kind = str(own.get("cellType") or element.get("cellType") or "dropdown")
        choices = choices_of(spec, {"choices": own.get("choices") or element.get("choices")}, base)
        words = (
            spec.text
            if len(columns) == 1
            else {lang: f"{w} – {text.get(lang, '')}".rstrip(" –") for lang, w in spec.text.items()}
        )
        rows = _rows(replace(spec, code=code), element, base)
        made.append(_column(replace(spec, code=code, text=words, sources=()), kind, choices, rows, own))
    return made or [replace(spec, look="text")]


def _column(
    spec: QuestionSpec, kind: str, choices: tuple[ChoiceSpec, ...], rows: tuple[ItemSpec, ...], own: Element
) -> QuestionSpec:
    if kind in ("checkbox", "tagbox"):
        bare = {r.code: r.code.removeprefix(f"{spec.code}_") for r in rows}
        items = tuple(
            ItemSpec(f"{r.code}:{c.values[0]}", {k: f"{w} – {c.label.get(k, '')}".rstrip(" –") for k, w in r.text.items()},
                     settings={"row": bare[r.code], "column": c.values[0]})
            for r in rows
            for c in choices
        )  # fmt: skip
        settings = {
            "rows": [{"code": bare[r.code], "text": r.text} for r in rows],
            "columns_of": [{"code": c.values[0], "text": c.label} for c in choices],
        }
        return replace(
            spec, kind="multiple", look="matrix_ticks", items=items, settings=spec.settings | settings
        )
    if kind in ("dropdown", "radiogroup", "default", "rating") and choices:
        return replace(spec, kind="single", look="matrix_radio", choices=choices, items=rows)
    return replace(spec, kind="number" if own.get("inputType") == "number" else "text", look="", items=rows)


def _fields(spec: QuestionSpec, element: Element, base: str) -> list[QuestionSpec]:
    parts = items_of(element.get("items"), base)
    items = tuple(ItemSpec(f"{spec.code}_{n}", t, sources=(f"{spec.code}.{n}",)) for n, t, _e in parts)
    numbers = bool(parts) and all(own.get("inputType") == "number" for _n, _t, own in parts)
    return [replace(spec, kind="number" if numbers else "text", items=items, sources=())]


def _ranking(spec: QuestionSpec, element: Element, base: str) -> list[QuestionSpec]:
    items = tuple(ItemSpec(f"{spec.code}_{n}", t) for n, t, _e in items_of(element.get("choices"), base))
    return [replace(spec, kind="number", look="ranking", items=items, sources=())]


def _text(spec: QuestionSpec, element: Element, base: str) -> list[QuestionSpec]:
    kind = str(element.get("inputType") or "text")
    settings = dict(spec.settings)
    if isinstance(element.get("maxLength"), int) and element["maxLength"] > 0:
        settings["characters"] = element["maxLength"]
    wanted: tuple[type, ...] = (str,) if kind.startswith("date") else (int, float)
    for name in ("min", "max", "step"):
        value = element.get(name)
        if isinstance(value, wanted) and not isinstance(value, bool) and (name != "step" or wanted != (str,)):
            settings[name] = value
    if kind in ("number", "range"):
        return [
            replace(spec, kind="number", look="slider" if kind == "range" else "number", settings=settings)
        ]
    if kind in ("date", "datetime-local", "datetime"):
        return [replace(spec, kind="date", look="date", settings=settings)]
    return [
        replace(
            spec,
            kind="text",
            look="line",
            settings={k: v for k, v in settings.items() if k not in ("min", "max", "step")},
        )
    ]


def _slider(spec: QuestionSpec, element: Element, base: str) -> list[QuestionSpec]:
    return _text(spec, element | {"inputType": "range"}, base)


def _comment(spec: QuestionSpec, element: Element, base: str) -> list[QuestionSpec]:
    return [replace(_text(spec, {"maxLength": element.get("maxLength")}, base)[0], look="text")]


def _html(spec: QuestionSpec, element: Element, base: str) -> list[QuestionSpec]:
    text = texts_of(element.get("html"), base) or spec.text
    return [replace(spec, kind="statement", look="statement", text=text, required=False, sources=())]


_MAKERS: Final[dict[str, Callable[[QuestionSpec, Element, str], list[QuestionSpec]]]] = {
    "text": _text, "comment": _comment, "radiogroup": _single("radio"), "buttongroup": _single("radio"),
    "dropdown": _single("dropdown"), "imagepicker": _single("pictures"), "checkbox": _multiple, "tagbox": _multiple,
    "boolean": _boolean, "rating": _rating, "matrix": _matrix, "matrixdropdown": _matrix_of_columns,
    "multipletext": _fields, "ranking": _ranking, "html": _html, "slider": _slider,
}  # fmt: skip
