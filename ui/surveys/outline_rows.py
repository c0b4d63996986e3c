"""A survey as the rows of its outline: the survey, its sections, and what stands in them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from cxdesk.i18n import N_, _, listed, number
from cxdesk.sought import sought
from cxdesk.surveys.looks import LOOKS, look_of
from ui.surveys.editing import in_language

if TYPE_CHECKING:
    from cxdesk.surveys.queries import QuestionRow, SectionRow, SurveyWhole

ICONS = {
    "nps": "chart-no-axes-column", "csat": "smile", "ces": "gauge", "stars": "star", "faces": "laugh",
    "points": "ruler", "radio": "circle-dot", "dropdown": "square-chevron-down", "yes_no": "toggle-left",
    "ticks": "list-checks", "pictures": "image", "matrix": "table-2", "matrix_radio": "grid-3x3",
    "matrix_ticks": "table-properties", "pair": "square-split-horizontal", "ranking": "list-ordered", "sum": "chart-pie", "slider": "sliders-horizontal",
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

    `marks` are "required", "logic" and "template"; `options` are the words of its answers, `inside` says how many
    questions a section holds.
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
    options: tuple[str, ...] = ()
    inside: int = 0

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
        OutlineRow(
            "survey",
            survey.id,
            name,
            "clipboard-list",
            marks=_template_mark(survey.template_texts),
            spoken=_said(_("Survey: {name}").format(name=name), survey.template_texts),
        )
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
    """The rows that have these words in text, code or an answer, each under its section."""
    words = sought(wanted)
    if not words:
        return list(rows)
    hits = {
        r.key
        for r in rows
        if r.kind == "question" and any(words in sought(t) for t in (r.text, r.code, *r.options))
    }
    sections = {r.section_id for r in rows if r.key in hits}
    sections |= {r.id for r in rows if r.kind == "section" and words in sought(r.text)}
    return [r for r in rows if r.key in hits or (r.kind == "section" and r.id in sections)]


def unfolded(rows: Sequence[OutlineRow], folded_up: Collection[int]) -> list[OutlineRow]:
    """The rows without those that stand in a section that is folded."""
    return [r for r in rows if r.kind != "question" or r.section_id not in folded_up]


def target_of(rows: Sequence[OutlineRow], at: int, folded_up: Collection[int] = ()) -> tuple[int, int] | None:
    """The section and the place in it that a question gets when it is dropped before row `at`; a folded one's end."""
    before = [r for r in rows[:at] if r.kind != "survey"]
    if not before:
        first = next((r for r in rows if r.kind != "survey"), None)
        return None if first is None else (first.id if first.kind == "section" else first.section_id, 0)
    last = before[-1]
    if last.kind == "section":
        return last.id, last.inside if last.id in folded_up else 0
    return last.section_id, last.place + 1


def _section_row(section: "SectionRow", at: int, language: str) -> OutlineRow:
    name = section_name(section, at, language)
    marks = (*(("logic",) if section.rules else ()), *_template_mark(section.template_texts))
    return OutlineRow(
        "section", section.id, name, marks=marks, section_id=section.id, place=at,
        spoken=_said(_("Section: {name}").format(name=name), section.template_texts), is_empty=not any(section.title.values()),
        code=section.code, inside=len(section.elements),
    )  # fmt: skip


def _template_mark(texts: Sequence[str]) -> tuple[str, ...]:
    return ("template",) if texts else ()


def _said(words: str, texts: Sequence[str]) -> str:
    marked = MARK_WORDS["template"]
    return listed((words, _(marked))) if texts else words


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
        "question", question.id, text, ICONS[look], numbered, question.code, marks, listed(filter(None, said)),
        question.section_id, place, is_empty=not words, options=_option_words(question, language),
    )  # fmt: skip


def _option_words(question: "QuestionRow", language: str) -> tuple[str, ...]:
    """What its answers and the things it asks about are called, to be searched."""
    several = question.items if len(question.items) > 1 else ()
    found = (
        *(c.label.get(language, "") for c in question.choices),
        *(i.text.get(language, "") for i in several),
    )
    return tuple(words for words in found if words)
