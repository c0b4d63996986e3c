"""A questionnaire as an XLSForm (.xlsx) for KoboToolbox, ODK and their kin."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.formats import xlsform
from cxdesk.surveys.formats.carried import Written, notes_on
from cxdesk.surveys.formats.conditions_out import Dialect, number, quoted, written
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.hints import KEY, has_no_answers, hint_of, is_rows, points
from cxdesk.surveys.formats.nearest import nearest, without_answers
from cxdesk.surveys.formats.pipes import APART, Pipes
from cxdesk.surveys.formats.prepared import (
    with_others_shown,
    with_row_words,
    without_jumps,
)
from cxdesk.surveys.formats.safe_names import Names, short
from cxdesk.surveys.looks import look_of
from cxdesk.surveys.model import Texts

_NAMES: Final = {"en": "English", "nl": "Nederlands", "hu": "Magyar", "uk": "Українська", "fa": "فارسی"}
_FIXED: Final = ("type", "name", "required", "relevant", "constraint", "appearance", "parameters", KEY)
_SPOKEN: Final = ("label", "hint", "constraint_message")
_APPEARANCE: Final = {"dropdown": "minimal", "text": "multiline", "nps": "columns-pack", "csat": "likert"}
# What is asked as something else: everything that is one of several answers there.
_NEAREST: Final = ("stars", "faces", "pictures", "consent", "sum", "pair")
_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")

Row = dict[str, str | Texts]


@dataclass(slots=True)
class _Form:
    """The rows so far, the lists of answers by their rows, and what each question and item is called."""

    survey: list[Row] = field(default_factory=list)
    lists: dict[tuple[tuple[str, tuple[tuple[str, str], ...]], ...], str] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    dialect: Dialect | None = None
    pipes: Pipes | None = None


def write(definition: Definition) -> Written:
    """The form as a workbook. A cell that begins as a formula is text with Excel's own mark for text on it."""
    ready, jumps = without_jumps(definition)
    definition = with_row_words(with_others_shown(ready))
    form = _Form()
    form.dialect = _dialect(definition, form.names)
    form.pipes = Pipes(
        definition, lambda q, item: _put(form.names, q, item), guard=lambda w: w.replace("${", APART)
    )
    form.names.take((s.code or f"S{n}") for n, s in enumerate(definition.sections, 1))
    _words(form, "welcome", definition.intro)
    for place, section in enumerate(definition.sections, 1):
        _section(form, section, place)
    _words(form, "thanks", definition.thanks)
    sheets = _sheets(form, definition)
    definition = ready
    read = xlsform.parse(sheets, "form.xlsx")
    told = (*jumps, *form.pipes.notes(), *nearest(definition, _NEAREST), *without_answers(definition))
    notes = notes_on(definition, read, told)
    return Written(_workbook(sheets), notes)


def _dialect(definition: Definition, names: Names) -> Dialect:
    def name(question: QuestionSpec, item: str) -> str:
        if item and look_of(question) == "ranking":
            raise NotSimple(item)  # its answer is the list of things in order
        return (
            "${"
            + (names.of(question.code, item) if item and is_rows(question) else names.of(question.code))
            + "}"
        )

    def value(question: QuestionSpec, v: Any) -> str:
        if question.kind == "number":
            return number(float(v)) if isinstance(v, (int, float)) else quoted(str(v))
        return quoted(str(v))

    return Dialect(
        {q.code: q for q in definition.questions},
        name,
        value,
        lambda q, item: f"selected(${{{names.of(q.code)}}}, '{short(q, item)}')",
        lambda n: f"{n} != ''",
        lambda n: f"{n} = ''",
        count=lambda q: f"count-selected({name(q, '')})",
        always="true()",
        never="false()",
    )


def _put(names: Names, q: QuestionSpec, item: str) -> str | None:
    """A form puts in what an answer is kept as: the words of a text, a number, a day; of a choice only its code."""
    if (
        q.kind not in ("text", "number", "date")
        or look_of(q) in ("ranking", "hidden")
        or bool(item) != is_rows(q)
    ):
        return None
    return f"${{{names.of(q.code, item) if item else names.of(q.code)}}}"


def _section(form: _Form, section: SectionSpec, place: int) -> None:
    name = form.names.of(section.code or f"S{place}")
    row: Row = {"type": "begin_group", "name": name, "label": section.title}
    form.survey.append(row | _shown(form, section.rules))
    _words(form, "intro", section.intro, f"{name}_intro")
    for element in section.elements:
        _element(form, element)
    form.survey.append({"type": "end_group", "name": ""})


def _words(form: _Form, part: str, words: Texts, name: str = "") -> None:
    if words:
        hint = f'{{"code":"","as":"{part}"}}'
        form.survey.append({"type": "note", "name": form.names.free(name or part), "label": words, KEY: hint})


def _shown(form: _Form, rules: Mapping[str, Any]) -> Row:
    show = rules.get("show")
    if not show or form.dialect is None:
        return {}
    try:
        return {"relevant": written(show, form.dialect)}
    except NotSimple:
        return {}


def _element(form: _Form, q: QuestionSpec) -> None:
    if q.kind == "break":
        return
    look = "" if has_no_answers(q) else look_of(q)
    name = form.names.of(q.code)
    row: Row = {
        "name": name,
        "label": q.text or {"en": q.code},
        "hint": q.hint,
        "required": "yes" if q.required else "",
        "appearance": _APPEARANCE.get(look, ""),
        KEY: hint_of(q),
    }
    row |= _shown(form, q.rules)
    if q.settings.get("randomise") and q.kind in ("single", "multiple"):
        row["parameters"] = "randomize=true"
    if look == "ranking":
        form.survey.append(row | {"type": f"rank {_list(form, _options(q))}", "appearance": ""})
    elif is_rows(q) and q.items:
        _rows(form, q, row)
    else:
        form.survey.append(row | _type(form, q, look) | _constraint(form, q))


def _type(form: _Form, q: QuestionSpec, look: str) -> Row:
    if not look:
        return {"type": "text"}  # a list without answers is refused
    if q.kind in ("nps", "scale", "single"):
        return {"type": f"select_one {_list(form, [(str(c.code), c.label) for c in points(q)])}"}
    if q.kind == "multiple":
        return {"type": f"select_multiple {_list(form, _options(q))}"}
    if look == "slider":
        limits = (("start", "min", 0), ("end", "max", 100), ("step", "step", 1))
        told = " ".join(
            f"{own}={number(float(q.settings.get(name, default)))}" for own, name, default in limits
        )
        return {"type": "range", "parameters": told}
    if q.kind == "number":
        whole = all(float(q.settings.get(n, 1)).is_integer() for n in ("min", "max", "step"))
        return {"type": "integer" if whole else "decimal"}
    if look == "hidden":
        return {"type": "hidden"}
    return {"type": {"date": "date", "statement": "note"}.get(q.kind, "text")}


def _rows(form: _Form, q: QuestionSpec, row: Row) -> None:
    """A group that holds a question for each row; XLSForm has no other table."""
    inside = {k: row.pop(k, "") for k in ("required",)}
    choices = [(str(c.code), c.label) for c in points(q)] if q.kind in ("nps", "scale", "single") else []
    grid = "table-list" if choices else "field-list"
    form.survey.append(row | {"type": "begin_group", "appearance": grid})
    kinds = {"number": "integer", "date": "date", "text": "text"}
    for item in q.items:
        own: Row = {
            "type": f"select_one {_list(form, choices)}" if choices else kinds.get(q.kind, "text"),
            "name": form.names.of(q.code, item.code),
            "label": item.text or {"en": item.code},
        }
        form.survey.append(own | inside)
    form.survey.append({"type": "end_group", "name": ""})


def _options(q: QuestionSpec) -> list[tuple[str, Texts]]:
    return [(short(q, i.code), i.text or {"en": i.code}) for i in q.items]


def _list(form: _Form, choices: list[tuple[str, Texts]]) -> str:
    key = tuple((name, tuple(sorted(label.items()))) for name, label in choices)
    return form.lists.setdefault(key, f"list_{len(form.lists) + 1}")


def _constraint(form: _Form, q: QuestionSpec) -> Row:
    pieces = list(_pieces(q))
    valid = q.rules.get("valid")
    if valid and form.dialect is not None:
        with suppress(NotSimple):  # what has no words here is told by the notes
            pieces.append(written(valid, form.dialect).replace(f"${{{form.names.of(q.code)}}}", "."))
    if not pieces:
        return {}
    return {"constraint": " and ".join(pieces), "constraint_message": q.settings.get("message") or {}}


def _pieces(q: QuestionSpec) -> Iterator[str]:
    own, look = q.settings, look_of(q)
    if q.kind == "number" and look != "slider":
        yield from (f". {sign} {number(own[n])}" for n, sign in (("min", ">="), ("max", "<=")) if n in own)
    elif q.kind == "date":
        yield from (f". {sign} date('{own[n]}')" for n, sign in (("min", ">="), ("max", "<=")) if own.get(n))
    elif q.kind == "multiple":
        names = (("least", ">="), ("most", "<="))
        yield from (f"count-selected(.) {sign} {int(own[n])}" for n, sign in names if n in own)
        alone = [short(q, i.code) for i in q.items if i.settings.get("exclusive")]
        yield from (f"not(selected(., '{a}') and count-selected(.) > 1)" for a in alone)
    elif q.kind == "text" and "characters" in own:
        yield f"string-length(.) <= {int(own['characters'])}"


def _sheets(form: _Form, definition: Definition) -> dict[str, list[list[str]]]:
    langs = definition.languages
    said = form.pipes or str
    survey = [[*_FIXED, *(_column(c, lang) for c in _SPOKEN for lang in langs)]]
    for row in form.survey:
        spoken = [said(_text(row.get(c), lang)) for c in _SPOKEN for lang in langs]
        survey.append([*(str(row.get(c) or "") for c in _FIXED), *spoken])
    choices = [["list_name", "name", *(_column("label", lang) for lang in langs)]]
    for key, name in form.lists.items():
        choices += [[name, code, *(said(dict(label).get(lang, "")) for lang in langs)] for code, label in key]
    title = definition.name.get(langs[0]) or next(iter(definition.name.values()), "") or "Survey"
    head = ["form_title", "form_id", "default_language"]
    named = [f"{_NAMES.get(langs[0], langs[0])} ({langs[0]})"]
    form_id = "".join(c if c.isascii() and c.isalnum() else "_" for c in title).strip("_") or "survey"
    return {"survey": survey, "choices": choices, "settings": [head, [title, form_id[:60], *named]]}


def _column(name: str, lang: str) -> str:
    return f"{name}::{_NAMES.get(lang, lang)} ({lang})"


def _text(texts: Any, lang: str) -> str:
    return str(texts.get(lang, "")) if isinstance(texts, dict) else ""


def _workbook(sheets: Mapping[str, list[list[str]]]) -> bytes:
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold, marked = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            for at, row in enumerate(rows):
                for n, cell in enumerate(row):
                    if cell:
                        look = bold if at == 0 else marked if cell.startswith(_SIGNS) else None
                        sheet.write_string(at, n, cell, look)
    return out.getvalue()
