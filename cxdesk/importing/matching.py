"""Which question of a survey each column of a file is: said by the person, or told by key, code, words, likeness."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from cxdesk.i18n import folded
from cxdesk.importing.names import plain
from cxdesk.importing.plan import ColumnPlan
from cxdesk.surveys.queries import ItemRow, QuestionRow, SurveyWhole

By = Literal["person", "key", "code", "words", "likeness"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question with one of its items, or as a whole where one column may hold all its answers."""

    question: QuestionRow
    item: ItemRow | None
    words: frozenset[str]


Match = tuple[Candidate, By, int]
Names = Callable[[Candidate], Iterable[str]]


def matched(
    columns: tuple[ColumnPlan, ...],
    survey: SurveyWhole,
    said: dict[str, int | None],
    threshold: int,
    guessed: bool,
) -> dict[str, Match]:
    """What each column is, by its key; `said` is the person's word, and the rest goes from certain to likely.

    When the survey is only `guessed`, a tool's own name for a column decides only with like words.
    """
    candidates = list(_candidates(survey))
    open_columns = {c.key: c for c in columns if c.is_answer and c.key not in said}
    found: dict[str, Match] = {}
    taken: set[int] = set()

    def take(key: str, place: int, by: By, likeness: int = 100) -> None:
        found[key] = (candidates[place], by, likeness)
        taken.add(place)
        open_columns.pop(key, None)

    for key, item_id in said.items():
        place = next((n for n, c in enumerate(candidates) if c.item and c.item.id == item_id), None)
        if place is not None and any(c.key == key for c in columns):
            take(key, place, "person")
    steps: tuple[tuple[By, dict[str, int]], ...] = (
        ("key", _index(candidates, lambda c: [c.item.source_key] if c.item and c.item.source_key else [])),
        ("code", _index(candidates, _codes)),
        ("words", _index(candidates, lambda c: c.words)),
    )
    for by, index in steps:
        for key, column in list(open_columns.items()):
            names = {"key": [column.source_id], "code": [column.code, column.header]}.get(by) or _words(
                column
            )
            place = next(
                (index[n] for w in names if (n := folded(w)) in index and index[n] not in taken), None
            )
            certain = by == "words" or (by == "key" and not guessed)
            if place is not None and (certain or _could_be(column, candidates[place])):
                take(key, place, by)
    for likeness, key, place in _alike(open_columns, candidates, taken, threshold):
        if key in open_columns and place not in taken:
            take(key, place, "likeness", likeness)
    return found


def _candidates(survey: SurveyWhole) -> Iterator[Candidate]:
    for question in survey.questions:
        texts = [plain(t) for t in question.text.values()]
        if question.kind == "multiple" or len(question.items) > 1:
            # One column may hold all answers of the question.
            yield Candidate(question, None, frozenset(folded(t) for t in texts if t))
        for item in question.items:
            own = [plain(t) for t in item.text.values()]
            alone = len(question.items) == 1
            words = own + texts if alone else [*own, *(f"{q} {i}" for q in texts for i in own)]
            yield Candidate(question, item, frozenset(folded(w) for w in words if w))


def _index(candidates: list[Candidate], names: Names) -> dict[str, int]:
    """The place of each name; a name that several have decides nothing."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for place, candidate in enumerate(candidates):
        for name in {folded(n) for n in names(candidate)} - {""}:
            if name in found:
                twice.add(name)
            found[name] = place
    return {name: place for name, place in found.items() if name not in twice}


def _codes(candidate: Candidate) -> list[str]:
    if candidate.item is None:
        return [candidate.question.code]
    return [candidate.item.code] + ([candidate.question.code] if len(candidate.question.items) == 1 else [])


def _words(column: ColumnPlan) -> list[str]:
    whole = [f"{column.group_text} {column.label}", column.text] if column.label else [column.text]
    return [plain(w) for w in (*whole, column.label, column.header) if w]


def _could_be(column: ColumnPlan, candidate: Candidate) -> bool:
    """Whether a code that is the same may mean the same: "Q1" is any tool's first question."""
    words = [w for w in _words(column) if folded(w) != folded(column.code)]
    known = [w for w in candidate.words if w != folded(candidate.question.code)]
    return not words or not known or max(_likeness(folded(w), k) for w in words for k in known) >= 50


def _alike(
    columns: dict[str, ColumnPlan], candidates: list[Candidate], taken: set[int], threshold: int
) -> list[tuple[int, str, int]]:
    """Pairs whose words are nearly the same, the likest first."""
    pairs = [
        (
            max((_likeness(folded(w), k) for w in _words(column) for k in candidate.words), default=0),
            key,
            place,
        )
        for key, column in columns.items()
        for place, candidate in enumerate(candidates)
        if place not in taken
    ]
    return sorted((p for p in pairs if p[0] >= threshold), key=lambda p: -p[0])


def _likeness(one: str, other: str) -> int:
    from rapidfuzz.fuzz import token_sort_ratio

    return round(token_sort_ratio(one, other))
