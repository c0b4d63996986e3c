"""A file laid onto a survey that is there already: which column is which question, and what is new, gone or changed.

The tool's own name for a column decides first, then its code, then its words in any of the survey's languages,
then words that are nearly the same. What the person said goes before all of them. Matched columns take over
the survey's kind, scale and numbers, so that an answer has the same number in every round.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from cxdesk.importing.adapting import adapted
from cxdesk.importing.matching import By, Candidate, matched
from cxdesk.importing.plan import ColumnPlan, ImportPlan
from cxdesk.importing.profile import profiles
from cxdesk.surveys.queries import SurveyWhole, shown

# From this likeness on (0 to 100, rapidfuzz's token sort ratio) different words are taken for the same question.
THRESHOLD: Final = 88
# From this share of known questions on, a survey is proposed as the place where a file belongs.
PROPOSED: Final = 0.6
# A file with a smaller share of a survey's questions is not proposed for it: many surveys ask to recommend.
LEAST_OF_SURVEY: Final = 0.4


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
    found = matched(plan.columns, survey, said, threshold, guessed)
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
        fitted = column if against else adapted(column, candidate, seen)
        columns.append(fitted)
        ties += _ties(fitted, candidate, by, likeness)
        changed += _differences(column, fitted, candidate, likeness)
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


def _ties(column: ColumnPlan, candidate: Candidate, by: By, likeness: int) -> list[Tie]:
    question = candidate.question
    if candidate.item is not None:
        return [Tie(column.key, candidate.item.id, question.id, by, likeness)]
    return [
        Tie(option.key, item.id, question.id, by, likeness)
        for option, item in zip(column.options, question.items, strict=False)
    ]


def _differences(
    before: ColumnPlan, fitted: ColumnPlan, candidate: Candidate, likeness: int
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
    added = [c.label for c in fitted.answers if c.code not in codes] if question.kind == "single" else []
    if added and question.choices:
        yield Changed(question.code, "", ", ".join(added[:10]), "answers")
