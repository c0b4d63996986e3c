"""What a condition in the rule editor can look at, how it can be compared, and with what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cxdesk.i18n import NP_, number, pgettext
from cxdesk.surveys.logic.piping import text_in
from cxdesk.surveys.logic.sentences import field_words, question_words

if TYPE_CHECKING:
    from cxdesk.surveys.definition import Definition, QuestionSpec

FIELDS = ("account.segment", "account.region", "account.relation", "account.language")
# From here on an answer is typed by its number: nobody looks for it in a list.
MOST_LISTED = 200
WITHOUT_VALUE = ("answered", "not_answered")
SEVERAL = ("one_of", "none_of", "ticked", "not_ticked", "all_ticked")
COUNTS = {"count >=": ">=", "count <=": "<=", "count =": "=", "count >": ">", "count <": "<"}
_OFFERED_COUNTS = ("count >=", "count <=", "count =")

WORDS = {
    "is": NP_("comparison", "is"),
    "is_not": NP_("comparison", "is not"),
    "one_of": NP_("comparison", "is one of"),
    "none_of": NP_("comparison", "is none of"),
    "<": NP_("comparison", "is below"),
    "<=": NP_("comparison", "is at most"),
    ">": NP_("comparison", "is above"),
    ">=": NP_("comparison", "is at least"),
    "ticked": NP_("comparison", "has one of these ticked"),
    "not_ticked": NP_("comparison", "has none of these ticked"),
    "all_ticked": NP_("comparison", "has all of these ticked"),
    "count >=": NP_("comparison", "has at least so many ticked"),
    "count <=": NP_("comparison", "has at most so many ticked"),
    "count =": NP_("comparison", "has exactly so many ticked"),
    "count >": NP_("comparison", "has more than so many ticked"),
    "count <": NP_("comparison", "has fewer than so many ticked"),
    "contains": NP_("comparison", "contains"),
    "not_contains": NP_("comparison", "does not contain"),
    "answered": NP_("comparison", "is answered"),
    "not_answered": NP_("comparison", "is not answered"),
}
DAY_WORDS = {
    "<": NP_("comparison", "is before"),
    "<=": NP_("comparison", "is on this day or before"),
    ">": NP_("comparison", "is after"),
    ">=": NP_("comparison", "is on this day or after"),
}
_ORDER = ("<", "<=", ">", ">=")
_ENDS = ("answered", "not_answered")


@dataclass(frozen=True, slots=True)
class Subject:
    """A question, an item of one, or a fact about the respondent.

    `options` are the values to choose from (empty: it is typed); `typed` says what is typed: number, date or text.
    """

    question: str = ""
    item: str = ""
    field: str = ""
    words: str = ""
    ops: tuple[str, ...] = ()
    options: tuple[tuple[Any, str], ...] = ()
    typed: str = "text"

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from the others."""
        return (self.question, self.item, self.field)

    def leaf(self) -> dict[str, Any]:
        """The beginning of an expression about it."""
        if self.field:
            return {"field": self.field}
        return {"question": self.question, **({"item": self.item} if self.item else {})}


def subjects(
    survey: "Definition", before: str = "", with_itself: bool = False, lang: str = "en"
) -> list[Subject]:
    """What is asked before a question (all of them without one), what is hidden, and facts about the respondent."""
    found: list[Subject] = []
    for question in survey.questions:
        if question.code == before and not with_itself:
            break
        found += of_question(question, lang)
        if question.code == before:
            break
    there = {s.question for s in found}
    found += [
        s
        for q in survey.questions
        if q.look == "hidden" and q.code not in there
        for s in of_question(q, lang)
    ]
    facts = [Subject(field=f, words=field_words(f), ops=("is", "is_not", "contains", *_ENDS)) for f in FIELDS]
    return [*found, *facts]  # fmt: skip


def of_question(question: "QuestionSpec", lang: str) -> list[Subject]:
    """A question as something to look at; one of several items gives one for each."""
    words = question_words(question)
    if question.kind == "multiple":
        options = tuple((i.code, text_in(i.text, lang) or i.code) for i in question.items)
        ops: tuple[str, ...] = ("ticked", "not_ticked", "all_ticked", *_OFFERED_COUNTS, *_ENDS)
        return [Subject(question.code, words=words, ops=ops, options=_short(options))]
    whole = _whole(question, words, lang)
    if len(question.items) < 2:
        return [whole]
    items = [(i.code, text_in(i.text, lang) or i.code) for i in question.items[:MOST_LISTED]]
    ops = tuple(op for op in whole.ops if op not in ("one_of", "none_of"))
    return [replace(whole, item=code, words=f"{words}: {text}", ops=ops) for code, text in items]


def _whole(question: "QuestionSpec", words: str, lang: str) -> Subject:
    if question.kind in ("nps", "scale", "single"):
        return Subject(
            question.code,
            words=words,
            ops=_ops_of_codes(question),
            options=_codes(question, lang),
            typed="number",
        )
    if question.kind == "number":
        return Subject(question.code, words=words, ops=("is", "is_not", *_ORDER, *_ENDS), typed="number")
    if question.kind == "date":
        return Subject(question.code, words=words, ops=("is", *_ORDER, *_ENDS), typed="date")
    return Subject(question.code, words=words, ops=("is", "is_not", "contains", "not_contains", *_ENDS))  # fmt: skip


def _ops_of_codes(question: "QuestionSpec") -> tuple[str, ...]:
    order = () if question.kind == "single" else (">=", "<=", ">", "<")
    return ("is", "is_not", *order, "one_of", "none_of", *_ENDS)


def _codes(question: "QuestionSpec", lang: str) -> tuple[tuple[Any, str], ...]:
    found: dict[Any, str] = {}
    scale = question.scale
    if scale is not None or question.kind == "nps":
        low, high = (scale.low, scale.high) if scale else (0, 10)
        found = {n: number(n) for n in range(low, min(high, low + MOST_LISTED) + 1)}
    for c in question.choices[: MOST_LISTED + 1]:
        found[c.code] = text_in(c.label, lang) or number(c.code)
    return _short(tuple(found.items()))


def _short(options: tuple[tuple[Any, str], ...]) -> tuple[tuple[Any, str], ...]:
    return options if len(options) <= MOST_LISTED else ()


def op_words(op: str, typed: str = "") -> str:
    """A comparison in the words of the window."""
    words = DAY_WORDS.get(op, WORDS[op]) if typed == "date" else WORDS[op]
    return pgettext("comparison", words)


def op_of(leaf: Mapping[str, Any]) -> str:
    """The comparison of an expression, as it stands in the list."""
    return f"count {leaf.get('is')}" if leaf.get("op") == "count" else str(leaf.get("op"))
