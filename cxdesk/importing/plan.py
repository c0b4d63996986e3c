"""What a file is thought to be, what each column means, and what came of it: plain frozen data.

Columns are known by `key`: "c7" is the eighth column of the file (positions count from 0), and "c7_2" the
second option of a cell that holds several. Whoever stores the answers maps keys to items.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cxdesk.errors import Problem
from cxdesk.i18n import N_, _, number

if TYPE_CHECKING:
    import polars as pl

    from cxdesk.surveys.definition import Definition

MAX_PROBLEMS: Final = 1_000
# `responses.schema` has the blank kinds; it would load Polars with the command line's first breath.
SKIPPED: Final = 3

ANSWER_KINDS: Final = (
    "nps", "scale", "single", "multiple", "number", "date", "text", "identifier", "pseudonym",
)  # fmt: skip
FACT_KINDS: Final = (
    "account_key", "respondent_key", "started", "submitted", "finished", "status", "language", "channel",
    "consent_quote", "over_quota",
)  # fmt: skip
KINDS: Final = (*ANSWER_KINDS, *FACT_KINDS, "leave_out")
# What a rule finds of a column: some of the fields of its `ColumnPlan`, `kind` among them.
Fields = dict[str, Any]

# The words of each kind on the mapping page, in the order of its list.
KIND_WORDS: Final[dict[str, str]] = {
    "nps": N_("0 to 10"),
    "scale": N_("Scale"),
    "single": N_("One answer of several"),
    "multiple": N_("Several answers"),
    "number": N_("Number"),
    "date": N_("Date"),
    "text": N_("Text"),
    "identifier": N_("Identifier"),
    "pseudonym": N_("Pseudonym"),
    "account_key": N_("Account key"),
    "respondent_key": N_("Response number"),
    "started": N_("When it was started"),
    "submitted": N_("When it was sent"),
    "finished": N_("Finished or not"),
    "status": N_("State of the answer"),
    "language": N_("Language"),
    "channel": N_("Channel"),
    "consent_quote": N_("May we quote"),
    "over_quota": N_("Beyond a quota"),
    "leave_out": N_("Leave out"),
}


@dataclass(frozen=True, slots=True)
class Declared:
    """What the source itself says about a column, so that nothing is guessed from its cells.

    `choices` may name an answer in several ways (its number, its words in each language): one ChoicePlan for
    each, all with the same code. `ticked` and `unticked` are the cells of an option that mean yes and no. `separator`
    parts a cell that holds several answers, `options` are those. `blanks` are tokens and their blank kinds;
    `empty` is the blank kind of a cell with nothing in it. `other_of` is the group or code of the question
    whose "other, namely" this text is. `question` is the code of the question in the survey's own definition.
    `tells_finished`: where this fact is blank, the answers were never sent.
    """

    kind: str
    scale: ScalePlan | None = None
    choices: tuple[ChoicePlan, ...] = ()
    ticked: tuple[str, ...] = ()
    unticked: tuple[str, ...] = ()
    separator: str = ""
    options: tuple[OptionPlan, ...] = ()
    blanks: tuple[tuple[str, int], ...] = ()
    empty: int = SKIPPED
    date: DatePlan | None = None
    decimal: str = "."
    other_of: str = ""
    question: str = ""
    tells_finished: bool = False


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """One column as the file has it; `role` is a kind that the format itself declares, or nothing.

    `code` is the short name people know, `source_id` the tool's own number, which stays when names change.
    `declared` is all that the source says of its answers, where it says more than the kind.

    `group` is equal for columns of one question (options, or rows of a table of questions); `label` is
    this column's own words in it. `cells` are the header cells above the data, top first. `blanks` are tokens
    that mean a blank of some kind whatever the column turns out to be.
    """

    position: int
    header: str
    text: str = ""
    code: str = ""
    source_id: str = ""
    role: str = ""
    group: str = ""
    group_text: str = ""
    label: str = ""
    cells: tuple[str, ...] = ()
    declared: Declared | None = None
    blanks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Detection:
    """What a file is and why we think so. `reason` and `header_reason` are sentences for the person.

    `format` is a reader's name, such as "csv" or "qualtrics"; `container` says how the table is kept
    (`cxdesk.importing.containers`), `member` which file of a zip archive it is. `rows` may be None until the
    file was read once. `sample` holds the first records of data as text. `definition` is the survey's
    own description, out of the same file or of one that was given beside it (`definition_path`).
    `cleaning` names what is undone in every cell (`cxdesk.importing.cleaning`).
    """

    path: Path
    format: str
    reason: str
    header_rows: int
    header_reason: str
    columns: tuple[SourceColumn, ...]
    sample: tuple[tuple[str, ...], ...]
    rows: int | None = None
    container: str = "text"
    encoding: str = "utf-8"
    delimiter: str = ","
    skip_bytes: int = 0
    skip_rows: int = 0
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    time_zone: str = ""
    problems: tuple[Problem, ...] = ()
    repaired_cells: int = 0
    member: str = ""
    definition: Definition | None = field(default=None, compare=False)
    definition_path: Path | None = None
    cleaning: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoicePlan:
    """One answer of a column: the number kept, the text in the file, the words shown."""

    code: int
    value: str
    label: str
    declared: bool = False


@dataclass(frozen=True, slots=True)
class OptionPlan:
    """One option of a cell that holds several answers; `key` names its column of yes and no.

    `also` are other ways the same option is written in cells.
    """

    key: str
    value: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScalePlan:
    """The ends of a scale; `reversed` when the low end is the good one."""

    low: int
    high: int
    reversed: bool = False
    low_label: str = ""
    high_label: str = ""


@dataclass(frozen=True, slots=True)
class DatePlan:
    """How the dates of a column are written: order "iso", "day", "month", "year", "short year", "named",
    "jalali" (years of the Persian calendar), "excel" or "undecided".

    `proof_row` and `proof_value` show the cell that settled day or month first (row 0: none did).
    """

    order: str = "iso"
    proof_row: int = 0
    proof_value: str = ""


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What one column will be read as; the person may change any of it through `ImportPlan.change`.

    `personal` says that its cells are about a person, whether they are left out, made pseudonyms or kept.
    """

    key: str
    position: int
    header: str
    kind: str
    text: str = ""
    code: str = ""
    source_id: str = ""
    samples: tuple[str, ...] = ()
    reason: str = ""
    needs_word: bool = False
    personal: bool = False
    group: str = ""
    group_text: str = ""
    label: str = ""
    scale: ScalePlan | None = None
    choices: tuple[ChoicePlan, ...] = ()
    ticked: tuple[str, ...] = ()
    unticked: tuple[str, ...] = ()
    separator: str = ""
    options: tuple[OptionPlan, ...] = ()
    decimal: str = "."
    date: DatePlan | None = None
    blanks: tuple[tuple[str, int], ...] = ()
    empty: int = SKIPPED
    other_of: str = ""
    question: str = ""
    tells_finished: bool = False
    item_id: int | None = None
    touch_point: str = ""

    @property
    def answers(self) -> tuple[ChoicePlan, ...]:
        """The choices to show, one for each number: a file may write the same answer in two ways."""
        bare = self.kind in ("nps", "scale")
        shown = [c for c in self.choices if not bare or c.declared or c.label != str(c.code)]
        return tuple({c.code: c for c in reversed(shown)}.values())[::-1]

    @property
    def is_answer(self) -> bool:
        """Whether the column becomes answers to a question."""
        return self.kind in ANSWER_KINDS


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that is needed to read a file into typed columns.

    `items` are the items of the survey `survey_id` that keys mean, once the file was laid onto it; `ties` are
    what the person said of that, and `said` the columns whose kind is the person's word.
    """

    detection: Detection
    columns: tuple[ColumnPlan, ...]
    name: str = ""
    language: str = "en"
    time_zone: str = ""
    count_unfinished: bool = False
    count_tests: bool = False
    survey_id: int | None = None
    items: tuple[tuple[str, int], ...] = ()
    ties: tuple[tuple[str, int | None], ...] = ()
    said: frozenset[str] = frozenset()

    def column(self, key: str) -> ColumnPlan:
        """The column of that key."""
        return next(c for c in self.columns if c.key == key)

    def change(self, key: str, **changes: Any) -> ImportPlan:
        """The plan with one column changed field by field; for another kind use `mapping.with_kind`."""
        return replace(
            self, columns=tuple(replace(c, **changes) if c.key == key else c for c in self.columns)
        )

    @property
    def open_questions(self) -> tuple[ColumnPlan, ...]:
        """Columns that need the person's word before the import."""
        return tuple(c for c in self.columns if c.needs_word)


@dataclass(frozen=True, slots=True)
class Typed:
    """The answers, typed and ready to be stored; rows_in = stored + refused, always.

    `closed` has the facts of `responses.schema.FACTS` that the file tells, then a column per key and `b<key>`
    where blanks differ; `texts` has the text kinds in the same row order. `raw_cells` are (row from 0, key,
    text). `plan` is the plan with answers that only the whole file showed. `states` counts rows by
    FINISHED, UNFINISHED, TEST. `problems` lists the first 1,000; `problem_count` counts all. Columns of
    pseudonyms hold the cells themselves until `veiled`. `person_cells` says whether a column of persons that
    is not stored as it is holds anything: many exports have such columns and leave them blank. `erased` of the
    refused rows are of people who were erased.
    """

    plan: ImportPlan
    closed: pl.DataFrame
    texts: pl.DataFrame
    raw_cells: list[tuple[int, str, str]]
    problems: tuple[Problem, ...]
    problem_count: int
    rows_in: int
    stored: int
    refused: int
    repaired_cells: int
    states: dict[int, int] = field(default_factory=dict)
    veiled: bool = False
    person_cells: bool = True
    erased: int = 0


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the check page shows; `typed` is kept so that the import need not read the file again."""

    typed: Typed

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems found, at most 1,000 of them."""
        return self.typed.problems

    @property
    def counts(self) -> dict[str, int]:
        """Rows in, stored, refused, cells repaired, problems."""
        t = self.typed
        return {
            "rows_in": t.rows_in,
            "stored": t.stored,
            "refused": t.refused,
            "repaired_cells": t.repaired_cells,
            "problems": t.problem_count,
        }


def key_of(position: int) -> str:
    """The key of the column at a position counted from 0."""
    return f"c{position}"


def kind_words(column: ColumnPlan) -> str:
    """What the mapping page says a column is read as."""
    if column.kind == "scale" and column.scale is not None:
        return _("Scale {low} to {high}").format(low=number(column.scale.low), high=number(column.scale.high))
    return _(KIND_WORDS[column.kind])
