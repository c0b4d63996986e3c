"""A survey as the rows of its outline: the survey, its sections, and what stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from cxdesk.i18n import N_, _, folded, number
from cxdesk.surveys.looks import LOOKS, look_of
from ui.surveys.editing import in_language

if TYPE_CHECKING:
    from cxdesk.surveys.queries import QuestionRow, SectionRow, SurveyWhole

ICONS = {
    "nps": "chart-no-axes-column", "csat": "smile", "ces": "hand-helping", "stars": "star", "faces": "smile",
    "points": "scale", "radio": "circle-dot", "dropdown": "chevron-down", "yes_no": "circle-check",
    "ticks": "list-checks", "pictures": "image", "matrix": "table-2", "matrix_radio": "table-2",
    "matrix_ticks": "table-2", "pair": "layers", "ranking": "arrow-up-down", "sum": "cog", "slider": "minus",
    "number": "hash", "date": "calendar", "line": "type", "text": "message-square-text", "consent": "shield-check",
    "statement": "info", "break": "file-plus", "hidden": "eye-off",
}  # fmt: skip

MARK_WORDS = {
    "required": N_("has to be answered"),
    "logic": N_("under a condition"),
    "template": N_("template text"),
}


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One line: kind "survey", "section" or "question"; `place` is where it stands in its section, from 0.

    `marks` are "required", "logic" and "template".
    """

    kind: str
    id: int
    text: str
    icon: str = ""
    number: str = ""
    code: str = ""
    marks: tuple[str, ...] = ()
    spoken: str = ""
    section_id: int = 0
    place: int = 0
    is_empty: bool = False

    @property
    def key(self) -> tuple[str, int]:
        """What it is of, whatever it says."""
        return self.kind, self.id


def look_in(question: "QuestionRow") -> str:
    """How a question of the file is asked."""
    return look_of(cast(Any, question))


def section_name(section: "SectionRow", place: int, language: str) -> str:
    """A section's heading, or its number where it has none."""
    return in_language(section.title, language) or _("Section {n}").format(n=number(place + 1))


def is_one_part(survey: "SurveyWhole") -> bool:
    """Whether the survey is one section without a heading: then the section is not spoken of."""
    return len(survey.sections) == 1 and not any(survey.sections[0].title.values())


def outline_rows(survey: "SurveyWhole", language: str) -> list[OutlineRow]:
    """All rows in order; questions that are asked are numbered through."""
    name = in_language(survey.name, language)
    rows = [
        OutlineRow("survey", survey.id, name, "clipboard-list", spoken=_("Survey: {name}").format(name=name))
    ]
    asked = 0
    parted = not is_one_part(survey)
    for at, section in enumerate(survey.sections):
        if parted:
            rows.append(_section_row(section, at, language))
        for place, question in enumerate(section.elements):
            if question.is_asked and question.look != "hidden":
                asked += 1
                rows.append(_question_row(question, place, number(asked), language))
            else:
                rows.append(_question_row(question, place, "", language))
    return rows


def found(rows: Sequence[OutlineRow], wanted: str) -> list[OutlineRow]:
    """The rows that have these words in text or code, each under its section."""
    words = folded(wanted.strip())
    if not words:
        return list(rows)
    hits = {
        r.key for r in rows if r.kind == "question" and (words in folded(r.text) or words in folded(r.code))
    }
    sections = {r.section_id for r in rows if r.key in hits}
    sections |= {r.id for r in rows if r.kind == "section" and words in folded(r.text)}
    return [r for r in rows if r.key in hits or (r.kind == "section" and r.id in sections)]


def target_of(rows: Sequence[OutlineRow], at: int) -> tuple[int, int] | None:
    """The section and the place in it that a question gets when it is dropped before row `at`."""
    before = [r for r in rows[:at] if r.kind != "survey"]
    if not before:
        first = next((r for r in rows if r.kind != "survey"), None)
        return None if first is None else (first.id if first.kind == "section" else first.section_id, 0)
    last = before[-1]
    return (last.id, 0) if last.kind == "section" else (last.section_id, last.place + 1)


def _section_row(section: "SectionRow", at: int, language: str) -> OutlineRow:
    name = section_name(section, at, language)
    marks = ("logic",) if section.rules else ()
    return OutlineRow(
        "section", section.id, name, marks=marks, section_id=section.id, place=at,
        spoken=_("Section: {name}").format(name=name), is_empty=not any(section.title.values()),
    )  # fmt: skip


def _question_row(question: "QuestionRow", place: int, numbered: str, language: str) -> OutlineRow:
    look = look_in(question)
    words = in_language(question.text, language)
    text = words or _(LOOKS[look].words)
    marks = tuple(
        mark
        for mark, on in (
            ("required", question.required),
            ("logic", bool(question.rules)),
            ("template", question.is_template),
        )
        if on
    )
    said = [numbered, text, _(LOOKS[look].words) if words else "", *(_(MARK_WORDS[m]) for m in marks)]
    return OutlineRow(
        "question", question.id, text, ICONS[look], numbered, question.code, marks, ", ".join(filter(None, said)),
        question.section_id, place, is_empty=not words,
    )  # fmt: skip
