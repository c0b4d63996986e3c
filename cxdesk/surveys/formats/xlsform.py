"""XLSForm, the questionnaire of ODK, KoboToolbox and their kin: the sheets survey, choices and settings as text."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.surveys.definition import Definition, ItemSpec, QuestionSpec, SectionSpec
from cxdesk.surveys.formats.pipes import APART, names_of, pipes_in
from cxdesk.surveys.formats.prepared import without_implied
from cxdesk.surveys.formats.xlsform_rows import asked_of, hinted, statement
from cxdesk.surveys.formats.xlsform_rules import with_rules
from cxdesk.surveys.formats.xlsform_sheets import (
    Choices,
    Sheet,
    choices_of,
    is_survey,
    language_of,
    line_of,
    rows_of,
)
from cxdesk.surveys.formats.xlsform_types import LEFT_OUT, NO_QUESTION, Group, Line, specs_of
from cxdesk.surveys.model import Texts

FORMAT: Final = "xlsform"

_BRACES: Final = re.compile(r"\$\{([^{}\n]{1,300})\}")


@dataclass(slots=True)
class _Form:
    """What was read so far."""

    sections: list[tuple[Group | None, list[QuestionSpec]]] = field(default_factory=list)
    calculated: list[str] = field(default_factory=list)
    words: dict[str, Texts] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    rows: list[tuple[Line, QuestionSpec]] = field(default_factory=list)
    of_rows: tuple[Line, Group] | None = None
    left_out: list[str] = field(default_factory=list)
    repeats: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def parse(sheets: Mapping[str, Sheet], name: str) -> Definition:
    """The questionnaire in the sheets of a workbook called `name`; what is no form is refused in words."""
    survey = sheets.get("survey", ())
    if not survey or not is_survey(survey[0]):
        sentence = _("The sheet “survey” of “{name}” has no columns “type” and “name”, as an XLSForm must.")
        raise UserError(sentence.format(name=name))
    settings = next(iter(rows_of(sheets.get("settings", ()), "settings", name, "en")), {})
    default = language_of(str(settings.get("default_language", "")) or "en")
    choices = choices_of(rows_of(sheets.get("choices", ()), "choices", name, default), default)
    form = _read(
        [line_of(r, n) for n, r in enumerate(rows_of(survey, "survey", name, default), 2)], choices, default
    )
    if not any(q.is_asked for _group, questions in form.sections for q in questions):
        raise UserError(_("There is no question in “{name}”.").format(name=name))
    asked = [(g, qs) for g, qs in form.sections if qs]
    sections = tuple(
        SectionSpec(
            g.label if g else {},
            tuple(qs),
            g.logic if g else "",
            _code(asked, at),
            form.words.get(f"intro {g.name}", {}) if g else {},
        )
        for at, (g, qs) in enumerate(asked)
    )
    sections, unread = with_rules(sections, [g.relevant if g else () for g, _qs in asked], form.lines)
    sections = pipes_in(without_implied(sections), _BRACES, names_of(sections, _called), ("message",))
    title = str(settings.get("form_title", "")).strip() or name.rsplit(".", 1)[0]
    return Definition(
        name={default: title},
        sections=_unique(sections),
        languages=tuple(dict.fromkeys((default, *_languages(sections)))),
        source=FORMAT,
        source_id=str(settings.get("form_id", settings.get("id_string", ""))).strip(),
        logic="\n".join(form.calculated),
        notes=(*_notes(form), *unread),
        intro=_joined(form.words.get("welcome", {})),
        thanks=_joined(form.words.get("thanks", {})),
    )


def _called(q: QuestionSpec, item: ItemSpec | None) -> Iterator[str]:
    yield from (item or q).sources


def _joined(texts: Texts) -> Texts:
    return {lang: words.replace(APART, "${") for lang, words in texts.items()}


def _code(asked: Sequence[tuple[Group | None, object]], at: int) -> str:
    """A group's name, where no section before has it: a group is two sections when another stands within."""
    group = asked[at][0]
    if group is None or any(g is not None and g.name == group.name for g, _qs in asked[:at]):
        return ""
    return group.name


def _read(lines: list[Line], choices: Choices, default: str) -> _Form:
    form = _Form()
    stack: list[Group] = []
    for line in lines:
        if line.kind.startswith("begin "):
            stack.append(_group(line, stack))
            if line.told.get("kind") and form.of_rows is None:
                form.of_rows = (line, stack[-1])
            if line.kind == "begin repeat":
                form.repeats.append(next(iter(line.label.values()), line.name))
        elif line.kind.startswith("end "):
            if form.of_rows is not None and stack and stack[-1] is form.of_rows[1]:
                _close(form, stack[:-1])
            del stack[-1:]
        elif line.kind:
            _take(form, line, stack, choices, default)
    form.sections = [(g, _grids(g, own)) for g, own in form.sections]
    return form


def _group(line: Line, stack: list[Group]) -> Group:
    path = (*(stack[-1].path if stack else ()), line.name)
    labels = (*(stack[-1].labels if stack else ()), line.label)
    logic = "\n".join(filter(None, (stack[-1].logic if stack else "", line.logic)))
    is_grid = "table-list" in line.appearance or line.kind == "begin score"
    relevant = (*(stack[-1].relevant if stack else ()), *filter(None, (line.relevant,)))
    return Group(path, labels, line.label, logic, is_grid, line.name, relevant)


def _close(form: _Form, stack: list[Group]) -> None:
    """A group that is one question with a row for each thing, as its hint says."""
    assert form.of_rows is not None
    line, rows = form.of_rows[0], form.rows
    form.of_rows, form.rows = None, []
    if rows:
        form.lines[str(line.told.get("code") or line.name)] = line
        _place(form, stack).append(asked_of(line, rows))


def _place(form: _Form, stack: list[Group]) -> list[QuestionSpec]:
    """Where the next question stands."""
    group = stack[-1] if stack else None
    if not form.sections or form.sections[-1][0] is not group:
        form.sections.append((group, []))
    return form.sections[-1][1]


def _take(form: _Form, line: Line, stack: list[Group], choices: Choices, default: str) -> None:
    part = str(line.told.get("as", ""))
    if line.kind == "note" and part in ("intro", "welcome", "thanks"):
        form.words[f"intro {stack[-1].name}" if part == "intro" and stack else part] = line.label
    elif line.kind == "note" or (line.kind == "hidden" and line.told):
        spec = statement(line, default)
        form.lines[spec.code] = line
        _place(form, stack).append(spec)
    elif line.kind == "calculate":
        form.calculated.append(f"{line.name}: {line.calculation}")
    elif line.kind in LEFT_OUT:
        form.left_out.append(line.name)
    elif line.kind not in NO_QUESTION:
        group = stack[-1] if stack else None
        wanted = line.rest[0] if line.rest and line.kind in ("select_one", "select_multiple", "rank") else ""
        if wanted and wanted not in choices:
            form.missing.append(line.name)
        first, *others = specs_of(line, group, choices.get(wanted, []), default)
        if form.of_rows is not None:
            form.rows.append((line, first))
            return
        first = hinted(first, line, choices.get(wanted, []))
        form.lines[first.code] = line
        _place(form, stack).extend((first, *others))


def _grids(group: Group | None, questions: list[QuestionSpec]) -> list[QuestionSpec]:
    """Questions side by side in a table of one list become one question with a row for each."""
    if group is None or not group.is_grid:
        return _with_others(questions)
    rows = [q for q in questions if q.kind == "single"]
    if len(rows) < 2 or any(q.choices != rows[0].choices for q in rows):
        return _with_others(questions)
    code = group.path[-1] or rows[0].code
    items = tuple(i for q in rows for i in q.items)
    grid = replace(rows[0], code=code, text=group.label or rows[0].text, items=items, sources=())
    return [grid, *(q for q in questions if q.kind != "single")]


def _with_others(questions: list[QuestionSpec]) -> list[QuestionSpec]:
    """A text whose name is that of a question and "_other" belongs to it."""
    codes = {q.code for q in questions}
    return [
        replace(q, other_of=q.code.removesuffix("_other"))
        if q.kind == "text" and q.code.endswith("_other") and q.code.removesuffix("_other") in codes
        else q
        for q in questions
    ]


def _languages(sections: tuple[SectionSpec, ...]) -> Iterator[str]:
    for section in sections:
        for question in section.questions:
            yield from question.text


def _unique(sections: tuple[SectionSpec, ...]) -> tuple[SectionSpec, ...]:
    """Names under which two columns would go are taken from both: a label that is there twice tells nothing."""
    questions = [q for s in sections for q in s.questions]
    count = Counter(n for q in questions for n in {*q.sources, *(n for i in q.items for n in i.sources)})

    def only(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(n for n in names if count[n] == 1)

    return tuple(
        replace(
            s,
            elements=tuple(
                replace(
                    q,
                    sources=only(q.sources),
                    items=tuple(replace(i, sources=only(i.sources)) for i in q.items),
                )
                for q in s.elements
            ),
        )
        for s in sections
    )


def _notes(form: _Form) -> Iterator[str]:
    if form.left_out:
        yield ngettext(
            "{n} question asks for files or places, which are not taken over: {codes}.",
            "{n} questions ask for files or places, which are not taken over: {codes}.",
            len(form.left_out),
        ).format(n=number(len(form.left_out)), codes=listed(form.left_out))
    for repeat in form.repeats:
        yield _(
            "“{group}” is asked several times for one response; its answers are a table of their own."
        ).format(group=repeat)
    if form.missing:
        yield _("No choices are listed for {codes}; they are taken from the answers.").format(
            codes=listed(form.missing)
        )
