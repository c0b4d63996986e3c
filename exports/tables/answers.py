"""The answers of a survey on their way out: a column for each item and fact, and why cells are blank."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, number
from cxdesk.importing.names import squeezed
from cxdesk.responses.aggregate import as_kept
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import RawCell, Round
from cxdesk.responses.schema import (
    ANSWERED,
    FACTS,
    SENT_AWAY,
    SKIPPED,
    TEST,
    TEXT_KINDS,
    UNFINISHED,
    UNREADABLE,
    blank_column,
    column,
)
from cxdesk.responses.staff import withheld
from cxdesk.surveys.definition import Definition, ItemSpec, QuestionSpec
from cxdesk.surveys.described import described
from cxdesk.surveys.queries import shown

# The name of each fact's column; the import knows them by these names, with and without our questionnaire.
FACT_NAMES: Final[dict[str, str]] = {
    "respondent_key": "ResponseId",
    "account_key": "AccountKey",
    "started": "StartDate",
    "submitted": "SubmitDate",
    "finished": "Finished",
    "status": "Status",
    "language": "Language",
    "channel": "Channel",
    "consent_quote": "ConsentToQuote",
    "over_quota": "OverQuota",
    "leave_out": "Round",
}
# What became of a respondent who neither finished nor stopped; `importing.states` reads it back.
_STATUS: Final = {TEST: "test", SENT_AWAY: "quota full"}
_WHO: Final = ("respondent_key", "account_key", "started", "submitted")


@dataclass(frozen=True, slots=True)
class OutColumn:
    """One column: `kind` of a question or a fact; `blank` by the kinds of `responses.schema`, 0 where answered.

    `raw` has the text of cells that their type could not hold.
    """

    name: str
    kind: str
    values: pl.Series
    blank: pl.Series | None = None
    raw: pl.Series | None = None
    question: QuestionSpec | None = None
    item: ItemSpec | None = None

    @property
    def text(self) -> str:
        """The question's words, and the item's own after them."""
        if self.question is None or self.item is None:
            return self.name
        words, own = shown(self.question.text), shown(self.item.text)
        return f"{words} – {own}" if len(self.question.items) > 1 and own and own != words else words or own


@dataclass(frozen=True, slots=True)
class OutTable:
    """All that leaves; `notes` say what was kept back."""

    definition: Definition
    columns: tuple[OutColumn, ...]
    rows: int
    notes: tuple[str, ...] = ()


def answers_out(session: Session, survey_id: int, where: Filter = Filter()) -> OutTable:
    """The answers that pass, unfinished ones and tests too; keys stay here where the survey's promise says so.

    Columns that name staff stay here too, until somebody gave a reason to show them.
    """
    definition = described(session, survey_id)
    items = [(q, i) for q in definition.questions for i in q.items]
    texts = [int(i.key) for q, i in items if q.kind in TEXT_KINDS]
    closed = [int(i.key) for q, i in items if q.kind not in TEXT_KINDS]
    frame = as_kept(session, survey_id, closed, where, tuple(FACTS), texts, every_state=True)
    if not frame.height:
        raise UserError(_("There are no answers to export. Choose another filter or round."))
    notes: tuple[str, ...] = ()
    promised = definition.promise != "named"
    if promised:
        frame, notes = _kept_promise(frame, definition)
        items = [(q, i) for q, i in items if q.kind != "identifier"]
    hidden = withheld(session, survey_id)
    if names := [i.code for _q, i in items if int(i.key) in hidden]:
        items = [(q, i) for q, i in items if int(i.key) not in hidden]
        definition = _without(definition, hidden)
        note = _("Columns that name staff were left out: {names}. They leave with a reason only.")
        notes += (note.format(names=listed(names)),)
    columns = _facts(session, frame, () if not promised else _WHO)
    columns += _items(session, frame, items)
    return OutTable(definition, tuple(_named(columns)), frame.height, notes)


def _without(definition: Definition, hidden: frozenset[int]) -> Definition:
    """The survey without these columns: the answers to choose from are names too."""
    sections = []
    for section in definition.sections:
        left = [
            replace(q, items=tuple(i for i in q.items if int(i.key) not in hidden)) for q in section.elements
        ]
        sections.append(replace(section, elements=tuple(q for q in left if q.items or not q.is_asked)))
    return replace(definition, sections=tuple(sections))


def _kept_promise(frame: pl.DataFrame, definition: Definition) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Rows in no order that would tell who gave them; too few of them are refused."""
    if frame.height < definition.minimum_n:
        sentence = _(
            "These {n} answers were given in confidence, and fewer than {least} together could be known by them. "
            "Nothing was exported."
        )
        raise UserError(sentence.format(n=number(frame.height), least=number(definition.minimum_n)))
    note = _(
        "The answers were given in confidence: customers, response numbers, identifiers and times were left out, and "
        "the rows are in no order."
    )
    return frame.sample(fraction=1.0, shuffle=True), (note,)


def _facts(session: Session, frame: pl.DataFrame, hidden: tuple[str, ...]) -> list[OutColumn]:
    state = frame["state"].fill_null(0)
    told = {
        name: frame[name]
        for name in FACT_NAMES
        if name in frame.columns and name not in hidden and frame[name].null_count() < frame.height
    }
    told["finished"] = (~state.is_in([UNFINISHED, SENT_AWAY])).cast(pl.Int8)
    if state.is_in(list(_STATUS)).any():
        told["status"] = state.replace_strict(_STATUS, default=None, return_dtype=pl.String)
    if frame["round_id"].n_unique() > 1:
        names = dict(session.execute(select(Round.id, Round.name)).all())
        told["leave_out"] = frame["round_id"].replace_strict(names, return_dtype=pl.String)
    return [OutColumn(FACT_NAMES[kind], kind, told[kind]) for kind in FACT_NAMES if kind in told]


def _items(
    session: Session, frame: pl.DataFrame, items: list[tuple[QuestionSpec, ItemSpec]]
) -> list[OutColumn]:
    columns = []
    for question, item in items:
        key = int(item.key)
        values = frame[column(key)]
        blank = frame[blank_column(key)].fill_null(ANSWERED)
        # A column without blank kinds of its own is answered where there is a value and skipped elsewhere.
        plain = (values.is_null() & (blank == ANSWERED)).cast(pl.UInt8) * SKIPPED
        blank = (blank + plain).alias(item.key)
        raw = _raw(session, frame["response_id"], key) if (blank == UNREADABLE).any() else None
        columns.append(OutColumn(item.code, question.kind, values, blank, raw, question, item))
    return columns


def _raw(session: Session, responses: pl.Series, item_id: int) -> pl.Series:
    query = select(RawCell.response_id, RawCell.text).where(RawCell.item_id == item_id)
    found = dict(session.execute(query).all())
    return (
        responses.replace_strict(found, default=None, return_dtype=pl.String)
        if found
        else (pl.Series([None], dtype=pl.String).new_from_index(0, len(responses)))
    )


def _named(columns: list[OutColumn]) -> list[OutColumn]:
    """Names that no other column has, not even in other letters."""
    taken: Counter[str] = Counter()
    result = []
    for one in columns:
        name = " ".join(one.name.split()) or "Q"
        if taken[squeezed(name)] and one.question is not None:
            name = f"{one.question.code}_{name}"
        base, n = name, 1
        while taken[squeezed(name)]:
            n += 1
            name = f"{base}_v{n}"
        taken[squeezed(name)] += 1
        result.append(replace(one, name=name))
    return result
