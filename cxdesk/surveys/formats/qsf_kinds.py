"""Each type of Qualtrics' questions as questions of ours, a function for each."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from cxdesk.surveys.definition import NPS_SCALE, ChoiceSpec, ItemSpec, QuestionSpec, ScaleSpec
from cxdesk.surveys.formats.qsf_parts import (
    Maker,
    Part,
    Source,
    choices_of,
    each,
    scale_of,
    source_of,
    texts_of,
)
from cxdesk.surveys.formats.qsf_settings import checks_content
from cxdesk.surveys.formats.words import plain
from cxdesk.surveys.model import Texts


def spec_of(source: Source, kind: str, code: str = "", text: Texts | None = None) -> QuestionSpec:
    return QuestionSpec(
        code or source.tag, kind, text or source.text, required=source.required, source_type=source.type,
        logic=source.logic, hint=source.hint,
    )  # fmt: skip


def _single(source: Source) -> Iterator[QuestionSpec]:
    choices = choices_of(source.choices)
    scale = scale_of(choices, source.choices)
    spec = spec_of(source, "scale" if scale else "single")
    yield replace(spec, scale=scale, choices=choices, sources=(source.id, source.tag))


def _nps(source: Source) -> Iterator[QuestionSpec]:
    choices = choices_of(source.choices, by_words=True)
    labels = [plain(str(p.get("Display") or "")) for _id, p in each(source.payload.get("ColumnLabels"))]
    lang = next(iter(source.text))
    ends = (labels[0], labels[-1]) if len(labels) > 1 else ("", "")
    scale = replace(
        NPS_SCALE,
        low_label={lang: ends[0]} if ends[0] else {},
        high_label={lang: ends[1]} if ends[1] else {},
    )
    kept = tuple(c for c in choices if c.declared or 0 <= c.code <= 10)
    yield replace(spec_of(source, "nps"), scale=scale, choices=kept, sources=(source.id, source.tag))


def _multiple(source: Source) -> Iterator[QuestionSpec]:
    items = tuple(_options(source.id, source.tag, source.choices, choices_of(source.choices)))
    yield replace(
        spec_of(source, "multiple"),
        items=items,
        sources=(source.id, source.tag),
        separator=",",
        ticked=("1",),
        unticked=("0",),
    )


def _options(
    id_: str, tag: str, parts: tuple[Part, ...], choices: tuple[ChoiceSpec, ...], older: str = ""
) -> Iterator[ItemSpec]:
    """Newer exports name an option's column by its recode, older ones (without ids of their own) by its id."""
    ids = {p.id for p in parts}
    for part, choice in zip(parts, choices, strict=True):
        own = part.value or part.id
        names = [f"{id_}_{part.id}", f"{tag}_{part.id}"]
        names += [f"{tag}_{own}"] if own not in ids else []
        names += [f"{older}_{part.id}"] if older else []
        yield ItemSpec(
            f"{tag}_{own}",
            choice.label,
            sources=tuple(dict.fromkeys(names)),
            option=choice,
            settings=dict(choice.settings),
        )


def _rows(source: Source, kind: str, suffix: str = "") -> tuple[ItemSpec, ...]:
    """A row of a matrix, a slider or an option to be ranked: one column each."""
    return tuple(
        ItemSpec(code, part.text or {"en": code}, sources=tuple(_names(source, part, code)))
        for part in source.choices
        if (code := f"{source.tag}_{part.tag or part.id}")
    )


def _names(source: Source, part: Part, code: str) -> Iterator[str]:
    yield f"{source.id}_{part.id}"
    yield code
    if part.tag:
        yield part.tag + source.ending


def as_matrix(source: Source) -> Iterator[QuestionSpec]:
    choices = choices_of(source.answers)
    scale = scale_of(choices, source.answers)
    spec = spec_of(source, "scale" if scale else "single")
    yield replace(spec, scale=scale, choices=choices, items=_rows(source, spec.kind))


def _matrix_multiple(source: Source) -> Iterator[QuestionSpec]:
    """Several answers in each row: a question for each row."""
    for row in source.choices:
        tag = f"{source.tag}_{row.tag or row.id}"
        older = row.tag + source.ending if row.tag else ""
        items = _options(f"{source.id}_{row.id}", tag, source.answers, choices_of(source.answers), older)
        yield replace(
            spec_of(source, "multiple", tag, _joined(source.text, row.text)),
            items=tuple(items),
            sources=(f"{source.id}_{row.id}",),
            separator=",",
            ticked=("1",),
            unticked=("0",),
        )


def _matrix_text(source: Source) -> Iterator[QuestionSpec]:
    """A field in every cell of a matrix: a question for each row, unless there is one field in each."""
    if len(source.answers) < 2:
        endings = [f"_{a.id}" for a in source.answers] or [""]
        items = tuple(_field(source, row, endings[0], row.text) for row in source.choices)
        yield replace(spec_of(source, "text"), items=items)
        return
    for row in source.choices:
        fields = tuple(_field(source, row, f"_{a.id}", a.text) for a in source.answers)
        code = f"{source.tag}_{row.tag or row.id}"
        yield replace(spec_of(source, "text", code, _joined(source.text, row.text)), items=fields)


def _field(source: Source, row: Part, ending: str, text: Texts) -> ItemSpec:
    code = f"{source.tag}_{row.tag or row.id}{ending}"
    id_ = f"{source.id}_{row.id}{ending}"
    names = [f"{id_}_TEXT", id_, f"{code}_TEXT"]
    names += [f"{row.tag}{source.ending}{ending}_TEXT"] if row.tag else []
    return ItemSpec(code, text or {"en": code}, sources=tuple(names))


def _side_by_side(source: Source) -> Iterator[QuestionSpec]:
    """Each column of a side-by-side question is a question of its own."""
    for key, inner in each(source.payload.get("AdditionalQuestions")):
        own = {"ChoiceOrder": source.payload.get("ChoiceOrder"), "Choices": source.payload.get("Choices")}
        tag = str(inner.get("DataExportTag") or f"{source.tag}#{key}")
        payload = {**own, **inner, "QuestionID": f"{source.id}#{key}", "DataExportTag": tag}
        lang = next(iter(source.text))
        column = source_of(payload, Maker(lang), None)
        column = replace(
            column,
            text=_joined(source.text, column.text),
            logic=source.logic,
            required=source.required or column.required,
            ending=f": {inner.get('AnswerDataExportTag') or key}",
        )
        kind, selector, sub = (str(payload.get(n)) for n in ("QuestionType", "Selector", "SubSelector"))
        made = next(
            (m for m, wanted in MAKERS if m is not _side_by_side and wanted(kind, selector, sub)), as_text
        )
        questions = tuple(made(column))
        yield from questions
        yield from entries(column, questions)


def _slider(source: Source) -> Iterator[QuestionSpec]:
    settings = source.payload.get("Configuration")
    settings = settings if isinstance(settings, dict) else {}
    stars = source.payload.get("Selector") == "STAR"
    low, high = _whole(settings.get("CSSliderMin"), 0), _whole(settings.get("CSSliderMax"), 100)
    if stars:
        low, high = 0, _whole(settings.get("StarCount"), 5)
    labels = [
        texts_of(p.get("Display"), next(iter(source.text)), {}, ())
        for _id, p in each(source.payload.get("Labels"))
    ]
    whole = stars or str(settings.get("NumDecimals") or "0") == "0"
    scale = None
    if 1 <= high - low <= 11 and whole and low >= 0:
        ends = (labels[0], labels[-1]) if len(labels) > 1 else ({}, {})
        scale = ScaleSpec(low, high, low_label=ends[0], high_label=ends[1])
    spec = replace(spec_of(source, "scale" if scale else "number"), scale=scale)
    if labels and scale is None:
        kept = json.loads(source.logic or "{}") | {"Labels": source.payload["Labels"]}
        spec = replace(spec, logic=json.dumps(kept, ensure_ascii=False))
    yield replace(spec, items=_rows(source, spec.kind))


def _whole(value: Any, otherwise: int) -> int:
    try:
        return int(float(value))
    except (TypeError, ValueError, OverflowError):
        return otherwise


def _rank(source: Source) -> Iterator[QuestionSpec]:
    """An order of things: 1 is best."""
    last = max(2, len(source.choices))
    yield replace(
        spec_of(source, "scale"), scale=ScaleSpec(1, last, reversed=True), items=_rows(source, "scale")
    )


def _sum(source: Source) -> Iterator[QuestionSpec]:
    yield replace(spec_of(source, "number"), items=_rows(source, "number"))


def as_text(source: Source) -> Iterator[QuestionSpec]:
    if source.payload.get("Selector") == "FORM" or (
        source.choices and source.payload.get("QuestionType") != "TE"
    ):
        yield replace(spec_of(source, "text"), items=_rows(source, "text"))
        return
    yield replace(
        spec_of(source, _kind_of_text(source)), sources=(f"{source.id}_TEXT", source.id, source.tag)
    )


def _kind_of_text(source: Source) -> str:
    return "number" if checks_content(source) == "ValidNumber" else "text"


def entries(source: Source, made: tuple[QuestionSpec, ...]) -> Iterator[QuestionSpec]:
    """ "Other, namely": the field behind a choice."""
    if not made or source.payload.get("QuestionType") in ("TE", "SBS"):
        return
    # Where only one answer can be given, older exports have one field for all of them.
    one = (f"{source.id}_TEXT", f"{source.tag}_TEXT") if made[0].kind in ("single", "scale") else ()
    for place, part in enumerate(source.choices):
        if part.entry:
            own = part.tag or part.value or part.id
            code = f"{source.tag}_{own}_TEXT"
            spec = replace(
                spec_of(source, "text", code, _joined(source.text, part.text)),
                required=False,
                logic="",
                hint={},
                rules=_while_chosen(made[0], place),
            )
            yield replace(spec, sources=(f"{source.id}_{part.id}_TEXT", code, *one), other_of=made[0].code)


def _while_chosen(parent: QuestionSpec, place: int) -> dict[str, Any]:
    """The field is asked for while its own choice is chosen; the words of an only "other" are so by themselves."""
    settings = [*(c.settings for c in parent.choices), *(i.settings for i in parent.items)]
    if any(own.get("other") for own in settings):
        return {}
    if parent.kind == "multiple" and place < len(parent.items):
        item = parent.items[place].code
        return {"show": {"op": "ticked", "question": parent.code, "value": [item]}}
    if parent.kind in ("single", "scale") and not parent.items and place < len(parent.choices):
        return {"show": {"op": "is", "question": parent.code, "value": parent.choices[place].code}}
    return {}


def _joined(first: Texts, second: Texts) -> Texts:
    return {lang: f"{text} – {second[lang]}" if second.get(lang) else text for lang, text in first.items()}


_Maker = Callable[[Source], Iterator[QuestionSpec]]
_Wanted = Callable[[str, str, str], bool]

# Asked in this order, by QuestionType, Selector and SubSelector.
MAKERS: Final[tuple[tuple[_Maker, _Wanted], ...]] = (
    (_nps, lambda kind, selector, _sub: kind == "NPS" or (kind == "MC" and selector == "NPS")),
    (_multiple, lambda kind, selector, _sub: kind == "MC" and selector in ("MAVR", "MAHR", "MACOL", "MSB")),
    (_single, lambda kind, _selector, _sub: kind == "MC"),
    (_matrix_text, lambda kind, selector, _sub: kind == "Matrix" and selector == "TE"),
    (_sum, lambda kind, selector, _sub: kind == "CS" or (kind == "Matrix" and selector == "CS")),
    (_rank, lambda kind, selector, _sub: kind == "RO" or (kind == "Matrix" and selector == "RO")),
    (
        _matrix_multiple,
        lambda kind, selector, sub: kind == "Matrix" and selector == "Likert" and sub == "MultipleAnswer",
    ),
    (
        as_matrix,
        lambda kind, selector, _sub: kind == "Matrix" and selector in ("Likert", "Bipolar"),
    ),
    (_side_by_side, lambda kind, _selector, _sub: kind == "SBS"),
    (_slider, lambda kind, _selector, _sub: kind == "Slider"),
    (as_text, lambda kind, _selector, _sub: kind == "TE"),
)  # fmt: skip
