"""How a question is asked: the types a person chooses from, each with the kind its answers are kept as.

The kinds are few, so that everything that counts answers knows them; the looks are many. A ranking and a constant
sum are kept as numbers, one item per thing; a pair is a scale with two items, one expected and one met.
"""

from dataclasses import dataclass
from typing import Final

from cxdesk.i18n import N_
from cxdesk.surveys.definition import QuestionSpec


@dataclass(frozen=True, slots=True)
class Look:
    """One type of question: its key, the kind of its answers, its name on screen."""

    key: str
    kind: str
    words: str


LOOKS: Final[dict[str, Look]] = {
    look.key: look
    for look in (
        Look("nps", "nps", N_("Recommendation, 0 to 10")),
        Look("csat", "scale", N_("Satisfaction, 1 to 5")),
        Look("ces", "scale", N_("Effort, 1 to 7")),
        Look("stars", "scale", N_("Stars")),
        Look("faces", "scale", N_("Faces")),
        Look("points", "scale", N_("Points on a scale")),
        Look("radio", "single", N_("One answer of several")),
        Look("dropdown", "single", N_("One answer from a long list")),
        Look("yes_no", "single", N_("Yes or no")),
        Look("ticks", "multiple", N_("Several answers")),
        Look("pictures", "single", N_("One picture of several")),
        Look("matrix", "scale", N_("Several things on one scale")),
        Look("matrix_radio", "single", N_("One answer for each of several things")),
        Look("matrix_ticks", "multiple", N_("Several answers for each of several things")),
        Look("pair", "scale", N_("Expected and experienced")),
        Look("ranking", "number", N_("Ranking")),
        Look("sum", "number", N_("Points to share out")),
        Look("slider", "number", N_("Slider")),
        Look("number", "number", N_("Number")),
        Look("date", "date", N_("Date")),
        Look("line", "text", N_("Short text")),
        Look("text", "text", N_("Long text")),
        Look("consent", "single", N_("Consent")),
        Look("statement", "statement", N_("Statement without a question")),
        Look("break", "break", N_("New page")),
        Look("hidden", "text", N_("Hidden field")),
    )
}
_BY_KIND: Final = {
    "nps": "nps", "scale": "points", "single": "radio", "multiple": "ticks", "number": "number", "date": "date",
    "text": "text", "identifier": "line", "pseudonym": "line", "statement": "statement", "break": "break",
}  # fmt: skip


def look_of(question: QuestionSpec) -> str:
    """How a question is asked: as it says, else as questions of its kind are; several items make a matrix."""
    if question.look in LOOKS:
        return question.look
    if len(question.items) > 1 and question.kind in ("scale", "single"):
        return "matrix" if question.kind == "scale" else "matrix_radio"
    if question.kind == "single" and len(question.choices) > 12:
        return "dropdown"
    return _BY_KIND.get(question.kind, "text")
