"""A file laid onto a survey that is there already: which column is which question, and what is new, gone or changed.

The tool's own name for a column decides first, then its code, then its words in any of the survey's languages,
then words that are nearly the same. What the person said goes before all of them. Matched columns take over
the survey's kind, scale and numbers, so that an answer has the same number in every round.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from cxdesk.i18n import folded
from cxdesk.importing import kinds
from cxdesk.importing.names import plain
from cxdesk.importing.plan import ChoicePlan, ColumnPlan, ImportPlan, OptionPlan, ScalePlan, SourceColumn
from cxdesk.importing.profile import Profile, profiles
from cxdesk.surveys.queries import ChoiceRow, ItemRow, QuestionRow, SurveyWhole, shown

# From this likeness on (0 to 100, rapidfuzz's token sort ratio) different words are taken for the same question.
THRESHOLD: Final = 88
# From this share of known questions on, a survey is proposed as the place where a file belongs.
PROPOSED: Final = 0.6
# A file with a smaller share of a survey's questions is not proposed for it: many surveys ask to recommend.
LEAST_OF_SURVEY: Final = 0.4

By = Literal["person", "key", "code", "words", "likeness"]


@dataclass(frozen=True, slots=True)
class Tie:
    """A column, or an option of its cells, and the item it means; `likeness` is 100 unless words differ."""

    key: str
    item_id: int
    question_id: int
    by: By
    likeness: int = 100


@dataclass(frozen=True, slots=True)
class Changed:
    """A question that the file asks in another way than the survey has it."""

    code: str
    before: str
    now: str
    what: Literal["words", "kind", "scale", "answers"]


@dataclass(frozen=True, slots=True)
class Onto:
    """What came of laying a file onto a survey; `plan` has the survey's numbers in it."""

    plan: ImportPlan
    ties: tuple[Tie, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[Changed, ...]

    @property
    def known_share(self) -> float:
        """Which share of the file's questions the survey has, 0 to 1."""
        return self.known / (self.known + len(self.new)) if self.known else 0.0

    @property
    def known(self) -> int:
        """How many questions of the survey the file has."""
        return len({t.question_id for t in self.ties})


@dataclass(frozen=True, slots=True)
class _Candidate:
    question: QuestionRow
    item: ItemRow | None
    words: frozenset[str]


def onto(
    plan: ImportPlan,
    survey: SurveyWhole,
    threshold: int = THRESHOLD,
    reshape: bool = False,
    guessed: bool = False,
) -> Onto:
    """Tie each column to at most one item of the survey, and each item to at most one column.

    A column whose kind is the person's word and another than the survey's becomes a new question, unless the
    question is to be reshaped to it. When the survey is only `guessed`, a tool's own name for a column must come
    with like words: every tool calls its first question the same.
    """
    seen = profiles(plan.detection)
    said = dict(plan.ties)
    found = _matched(plan.columns, survey, said, threshold, guessed)
    columns: list[ColumnPlan] = []
    ties: list[Tie] = []
    changed: list[Changed] = []
    for column in plan.columns:
        tie = found.get(column.key)
        if tie is None:
            columns.append(replace(column, item_id=None))
            continue
        candidate, by, likeness = tie
        against = column.key in plan.said and column.kind != candidate.question.kind
        # A pseudonym never becomes the cell again, whatever the survey has.
        secret = column.kind == "pseudonym" != candidate.question.kind
        if secret or (against and not (reshape and candidate.item is not None and not column.separator)):
            columns.append(replace(column, item_id=None))
            continue
        adapted = column if against else _adapted(column, candidate, seen)
        columns.append(adapted)
        ties += _ties(adapted, candidate, by, likeness)
        changed += _differences(column, adapted, candidate, likeness)
    tied = {t.question_id for t in ties}
    done = {t.key for t in ties}
    fresh = [c for c in columns if c.is_answer and not done & {c.key, *(o.key for o in c.options)}]
    return Onto(
        replace(
            plan, columns=tuple(columns), survey_id=survey.id, items=tuple((t.key, t.item_id) for t in ties)
        ),
        tuple(ties),
        tuple(dict.fromkeys(c.group_text or c.text or c.header for c in fresh)),
        tuple(f"{q.code}: {shown(q.text)}" for q in survey.questions if q.id not in tied),
        tuple(dict.fromkeys(changed)),
    )


def tie(plan: ImportPlan, key: str, item_id: int | None) -> ImportPlan:
    """The person's word on which item a column means; None makes it a new question."""
    said = {**dict(plan.ties), key: item_id}
    return replace(plan, ties=tuple(said.items()))


def likely_survey(plan: ImportPlan, surveys: Iterable[SurveyWhole]) -> int | None:
    """The survey that most of a file's questions are of, when there is one."""
    shares = [(share_known(plan, s), -s.id) for s in surveys]
    best, number = max(shares, default=(0.0, 0))
    return -number if best >= PROPOSED else None


def share_known(plan: ImportPlan, survey: SurveyWhole) -> float:
    """Which share of a file's questions a survey has that nobody named, 0 to 1.

    It is 0 where the file has so few of the survey's questions that any other survey might have them too.
    """
    laid = onto(plan, survey, guessed=True)
    return laid.known_share if laid.known >= LEAST_OF_SURVEY * len(survey.questions) else 0.0


Match = tuple[_Candidate, By, int]
Names = Callable[[_Candidate], Iterable[str]]


def _matched(
    columns: tuple[ColumnPlan, ...],
    survey: SurveyWhole,
    said: dict[str, int | None],
    threshold: int,
    guessed: bool,
) -> dict[str, Match]:
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


def _candidates(survey: SurveyWhole) -> Iterator[_Candidate]:
    for question in survey.questions:
        texts = [plain(t) for t in question.text.values()]
        if question.kind == "multiple" or len(question.items) > 1:
            # One column may hold all answers of the question.
            yield _Candidate(question, None, frozenset(folded(t) for t in texts if t))
        for item in question.items:
            own = [plain(t) for t in item.text.values()]
            alone = len(question.items) == 1
            words = own + texts if alone else [*own, *(f"{q} {i}" for q in texts for i in own)]
            yield _Candidate(question, item, frozenset(folded(w) for w in words if w))


def _index(candidates: list[_Candidate], names: Names) -> dict[str, int]:
    """The place of each name; a name that several have decides nothing."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for place, candidate in enumerate(candidates):
        for name in {folded(n) for n in names(candidate)} - {""}:
            if name in found:
                twice.add(name)
            found[name] = place
    return {name: place for name, place in found.items() if name not in twice}


def _codes(candidate: _Candidate) -> list[str]:
    if candidate.item is None:
        return [candidate.question.code]
    return [candidate.item.code] + ([candidate.question.code] if len(candidate.question.items) == 1 else [])


def _words(column: ColumnPlan) -> list[str]:
    whole = [f"{column.group_text} {column.label}", column.text] if column.label else [column.text]
    return [plain(w) for w in (*whole, column.label, column.header) if w]


def _could_be(column: ColumnPlan, candidate: _Candidate) -> bool:
    """Whether a code that is the same may mean the same: "Q1" is any tool's first question."""
    words = [w for w in _words(column) if folded(w) != folded(column.code)]
    known = [w for w in candidate.words if w != folded(candidate.question.code)]
    return not words or not known or max(_likeness(folded(w), k) for w in words for k in known) >= 50


def _alike(
    columns: dict[str, ColumnPlan], candidates: list[_Candidate], taken: set[int], threshold: int
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


def _adapted(column: ColumnPlan, candidate: _Candidate, seen: dict[str, Profile]) -> ColumnPlan:
    """The column read as the survey's question is: its kind, its scale, its numbers."""
    question = candidate.question
    one_cell = candidate.item is None
    if one_cell != bool(column.separator) and question.kind == "multiple":
        column = _as_kind(column, "multiple", seen)
    elif column.kind != question.kind:
        column = _as_kind(column, question.kind, seen)
    if one_cell:
        return replace(column, item_id=None, options=tuple(_options(column, question)))
    assert candidate.item is not None
    if question.scale is not None:
        low, high = shown(question.scale.low_label), shown(question.scale.high_label)
        scale = ScalePlan(question.scale.low, question.scale.high, question.scale.reversed, low, high)
        own = (
            ()
            if column.scale and (column.scale.low, column.scale.high) != (scale.low, scale.high)
            else column.choices
        )
        return replace(
            column,
            scale=scale,
            choices=_numbered(own, question.choices, on_scale=True),
            item_id=candidate.item.id,
        )
    if question.kind == "single":
        return replace(column, choices=_numbered(column.choices, question.choices), item_id=candidate.item.id)
    return replace(column, item_id=candidate.item.id)


def _as_kind(column: ColumnPlan, kind: str, seen: dict[str, Profile]) -> ColumnPlan:
    source = SourceColumn(
        column.position, column.header, column.text, column.code, column.source_id,
        group=column.group, group_text=column.group_text, label=column.label,
    )  # fmt: skip
    return kinds.as_kind(source, seen[column.key], kind)


def _numbered(
    own: tuple[ChoicePlan, ...], known: tuple[ChoiceRow, ...], on_scale: bool = False
) -> tuple[ChoicePlan, ...]:
    """The survey's answers under every way they are written, and the file's new ones under free numbers.

    On a scale a number means its point, so the file's own stay.
    """
    ways: dict[str, ChoicePlan] = {}
    for row in known:
        label = shown(row.label)
        for value in (*row.label.values(), *row.written, str(row.code)):
            ways.setdefault(folded(value), ChoicePlan(row.code, value, label, row.declared))
    used = {row.code for row in known}
    added: list[ChoicePlan] = []
    for choice in own:
        meant = ways.get(folded(choice.value)) or ways.get(folded(choice.label))
        if meant is not None:
            added.append(ChoicePlan(meant.code, choice.value, meant.label, meant.declared))
        elif on_scale and not choice.declared:
            added.append(choice)
        else:
            code = choice.code if choice.code not in used else max(used) + 1
            used.add(code)
            added.append(replace(choice, code=code))
    written = {c.value for c in added}
    return tuple([c for c in ways.values() if c.value not in written] + added)


def _options(column: ColumnPlan, question: QuestionRow) -> Iterator[OptionPlan]:
    """The survey's options first, then those that only the file has."""
    known: set[str] = set()
    for number, item in enumerate(question.items, start=1):
        first, *rest = dict.fromkeys([*item.text.values(), item.code])
        known |= {folded(w) for w in (first, *rest)}
        yield OptionPlan(f"{column.key}_{number}", first, shown(item.text), tuple(rest))
    extra = [o for o in column.options if not known & {folded(w) for w in (o.value, o.label, *o.also)}]
    for number, option in enumerate(extra, start=len(question.items) + 1):
        yield replace(option, key=f"{column.key}_{number}")


def _ties(column: ColumnPlan, candidate: _Candidate, by: By, likeness: int) -> list[Tie]:
    question = candidate.question
    if candidate.item is not None:
        return [Tie(column.key, candidate.item.id, question.id, by, likeness)]
    return [
        Tie(option.key, item.id, question.id, by, likeness)
        for option, item in zip(column.options, question.items, strict=False)
    ]


def _differences(
    before: ColumnPlan, adapted: ColumnPlan, candidate: _Candidate, likeness: int
) -> Iterator[Changed]:
    question = candidate.question
    if likeness < 100:
        yield Changed(question.code, shown(question.text), before.group_text or before.text, "words")
    if before.kind != question.kind:
        yield Changed(question.code, question.kind, before.kind, "kind")
    elif (
        before.scale
        and question.scale
        and (before.scale.low, before.scale.high)
        != (
            question.scale.low,
            question.scale.high,
        )
    ):
        old, now = question.scale, before.scale
        yield Changed(question.code, f"{old.low}–{old.high}", f"{now.low}–{now.high}", "scale")
    codes = {c.code for c in question.choices}
    added = [c.label for c in adapted.answers if c.code not in codes] if question.kind == "single" else []
    if added and question.choices:
        yield Changed(question.code, "", ", ".join(added[:10]), "answers")
