"""Rows of an XLSForm that are one question of ours, and those that ask nothing."""

from collections.abc import Sequence
from dataclasses import replace

from cxdesk.surveys.definition import ItemSpec, QuestionSpec
from cxdesk.surveys.formats.hints import options_as_items, with_hint
from cxdesk.surveys.formats.xlsform_types import Line
from cxdesk.surveys.model import Texts


def statement(line: Line, default: str) -> QuestionSpec:
    """A note: words between questions; a hidden field of ours is kept as one."""
    name = line.name or f"row{line.row}"
    kind = "text" if line.kind == "hidden" else "statement"
    look = "hidden" if line.kind == "hidden" else "statement"
    text = line.label or {default: name}
    spec = QuestionSpec(name, kind, text, source_type=line.kind, logic=line.logic, look=look, hint=line.hint)
    return with_hint(spec, line.told)


def asked_of(line: Line, rows: Sequence[tuple[Line, QuestionSpec]]) -> QuestionSpec:
    """One question from a group: its words are the group's, its items are the rows."""
    first = rows[0][1]
    items = tuple(
        ItemSpec(spec.code, row.label or spec.text, sources=spec.sources or spec.items[0].sources)
        for row, spec in rows
    )
    made = replace(
        first,
        code=line.name,
        text=line.label or first.text,
        items=items,
        sources=(),
        required=any(row.required for row, _spec in rows),
        logic=line.logic,
        hint=line.hint,
        look="",
        settings={},
    )
    return with_hint(made, line.told)


def hinted(spec: QuestionSpec, line: Line, choices: Sequence[tuple[str, Texts]]) -> QuestionSpec:
    """The question as its hint tells it; things that are ranked are answers in the form and items here."""
    if not line.told:
        return spec
    if line.kind == "rank":
        items = tuple(ItemSpec(f"{spec.code}_{name}", label) for name, label in choices)
        spec = replace(options_as_items(spec), items=items)
    return with_hint(spec, line.told)
