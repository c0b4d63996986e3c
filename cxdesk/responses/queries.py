"""Rounds, imports and answers as lists."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import polars as pl
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.errors import UserError
from cxdesk.i18n import _, folded, language, listed, month_or_day, months, number, plain_digits
from cxdesk.responses import corrections
from cxdesk.responses.aggregate import as_kept, over_quota, page_of, rows_of
from cxdesk.responses.filter import Filter
from cxdesk.responses.live import standing
from cxdesk.responses.model import AccountKeyLink, ImportBatch, LiveResponse, ResponseChunk, Round
from cxdesk.responses.schema import LIVE, TEXT_KINDS
from cxdesk.responses.staff import masked, staff_items, withheld
from cxdesk.responses.store import answers_of, live_chunks
from cxdesk.surveys.item_words import crossing
from cxdesk.surveys.queries import QuestionRow, ScaleRow, shown, whole

EVERY = 1 << 31
# What a second round of a name got behind it, in any digits: see `free_name`.
_NUMBER = re.compile(r"(?P<stem>.+) \((?P<n>\d+)\)")


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One survey round."""

    id: int
    survey_id: int
    name: str
    opened_on: date | None
    closed_on: date | None
    invited: int | None
    count_unfinished: bool
    count_tests: bool
    # The days of the survey's other rounds.
    others: tuple[date, ...] = ()

    @property
    def day(self) -> date | None:
        """The day that names the round's month."""
        return self.closed_on or self.opened_on

    @property
    def when(self) -> str:
        """The month of the round, or its day where the survey has another round in that month; else its name."""
        return month_or_day(self.day, self.others) if self.day else self.name

    @property
    def label(self) -> str:
        """The name as shown: one that an import made from the month follows the reader's language."""
        return self.label_in(language())

    def label_in(self, lang: str) -> str:
        """The label in a language."""
        return round_label(self.name, self.day, lang, self.others)


def round_label(name: str, day: date | None, lang: str | None = None, others: Sequence[date] = ()) -> str:
    """A round's name; one that was made from the month is that month in the reader's language.

    Months of two calendars differ: where one of the `others` is in the same month for the reader, it is the day.
    """
    stem, again = _numbered(name)
    if day is None or stem not in months(day):
        return name
    shown = month_or_day(day, others, lang or language())
    return f"{shown} ({number(again, lang=lang)})" if again and day in others else shown


def round_labels(session: Session, lang: str | None = None) -> dict[int, str]:
    """The names of all rounds as a reader sees them, by round."""
    return {row.id: row.label_in(lang or language()) for row in round_rows(session)}


def _numbered(name: str) -> tuple[str, int]:
    """A name without the number that a second round of that name got, and the number; 0 where it got none."""
    found = _NUMBER.fullmatch(name)
    return (found["stem"], int(plain_digits(found["n"]))) if found else (name, 0)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import."""

    id: int
    survey_id: int
    round: str
    source_name: str
    imported_at: datetime
    rows_in: int
    stored: int
    refused: int
    repaired_cells: int
    state: str
    unchanged: int = 0
    changed: int = 0
    round_label: str = ""


def round_rows(session: Session, survey_id: int | None = None) -> list[RoundRow]:
    """The rounds of a survey, or of all, oldest first."""
    # By when they began: a round that takes answers still has no last day, and is no older for it.
    began, ended = func.coalesce(Round.opened_on, Round.closed_on), func.coalesce(Round.closed_on, date.max)
    query = select(Round).order_by(began, ended, Round.id)
    if survey_id is not None:
        query = query.where(Round.survey_id == survey_id)
    rows = [
        RoundRow(
            r.id, r.survey_id, r.name, r.opened_on, r.closed_on, r.invited, r.count_unfinished, r.count_tests
        )
        for r in session.scalars(query)
    ]
    return [
        replace(
            row, others=tuple(o.day for o in rows if o.survey_id == row.survey_id and o.day and o is not row)
        )
        for row in rows
    ]


def known_round(session: Session, survey_id: int, name: str) -> str:
    """The name of a survey's round as the file has it, whatever language it was said in; refused when there is none."""
    rows = round_rows(session, survey_id)
    wanted = name.strip().casefold()
    for row in rows:
        if wanted in (row.name.casefold(), row.label.casefold()):
            return row.name
    raise UserError(
        _("There is no round “{name}” in this survey. There are: {names}.").format(
            name=name, names=listed(r.label for r in rows) or "–"
        )
    )


def batch_rows(session: Session) -> list[BatchRow]:
    """The imports, newest first."""
    rows = session.execute(
        select(ImportBatch, Round)
        .join(Round, Round.id == ImportBatch.round_id)
        .where(ImportBatch.format != corrections.FORMAT)
        .order_by(ImportBatch.id.desc())
    )
    labels = round_labels(session)
    return [
        BatchRow(
            b.id,
            r.survey_id,
            r.name,
            b.source_name,
            b.imported_at,
            b.rows_in,
            b.stored,
            b.refused,
            b.repaired_cells,
            b.state,
            b.unchanged,
            b.changed,
            labels[r.id],
        )
        for b, r in rows
    ]


def damaged(session: Session) -> list[str]:
    """Sentences about chunks that were found damaged since the file was opened."""
    return [p.sentence for p in answers_of(session).damaged.values()]


@dataclass(frozen=True, slots=True)
class Table:
    """Answers as a table of texts a person can read, with the response number of each row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    response_ids: tuple[int, ...]
    total: int
    item_ids: tuple[int, ...] = ()


def answers_table(
    session: Session,
    survey_id: int,
    where: Filter = Filter(),
    item_ids: tuple[int, ...] | None = None,
    limit: int = 500,
    offset: int = 0,
    responses: Sequence[int] | None = None,
) -> Table:
    """The answers that count and pass, labels in words, customer and date first; names of staff are withheld.

    `responses` are the numbers of those to be given instead, in their order.
    """
    survey = whole(session, survey_id)
    chosen = [(q, i.id) for q in survey.questions for i in q.items if item_ids is None or i.id in item_ids]
    closed = [i for q, i in chosen if q.kind not in TEXT_KINDS]
    texts = [i for q, i in chosen if q.kind in TEXT_KINDS]
    facts = ("account_key", "submitted", "over_quota")
    if responses is None:
        part, total = page_of(session, survey_id, closed, where, facts, texts, offset=offset, limit=limit)
    else:
        part = rows_of(session, survey_id, closed, responses, facts, texts)
        total = part.height
    names = _names_by_key(session)
    columns: list[list[str]] = [
        [names.get(k or "", k or "") for k in part["account_key"]],
        [d.date().isoformat() if d else "" for d in part["submitted"]],
    ]
    header = ["", ""]
    hidden = withheld(session, survey_id)
    for question, item in chosen:
        header.append(_heading(question, item))
        cells = part[f"i{item}"]
        columns.append(masked(cells) if item in hidden else _in_words(question, cells))
    # On every page or on none: where any of them came in when a quota was full.
    if over_quota(session, survey_id, where, counting=True).height:
        header.append(_("Beyond a quota"))
        columns.append([quotas or "" for quotas in part["over_quota"]])
    return Table(
        tuple(header),
        tuple(zip(*columns, strict=True)),
        tuple(part["response_id"].to_list()),
        total,
        tuple(item for _question, item in chosen),
    )


def sorted_responses(
    session: Session, survey_id: int, by: int | str, down: bool = False, where: Filter = Filter()
) -> tuple[int, ...]:
    """The numbers of the answers that count and pass, by "customer", "date" or an item; what is blank stands last.

    By anything else as they came in.

    Names of staff that are withheld tell nothing by their order either: those stay as they came in.
    """
    kinds = {i.id: q.kind for q in whole(session, survey_id).questions for i in q.items}
    item = by if isinstance(by, int) and by not in withheld(session, survey_id) else None
    texts = [item] if item is not None and kinds[item] in TEXT_KINDS else []
    closed = [item] if item is not None and not texts else []
    facts = ("account_key", "submitted")
    frame, _total = page_of(session, survey_id, closed, where, facts, texts, limit=EVERY)
    if by == "customer":
        names = {key: folded(name) for key, name in _names_by_key(session).items()}
        words = [names.get(key, folded(key)) if key else None for key in frame["account_key"]]
        frame = frame.with_columns(pl.Series("by", words, dtype=pl.String()))
    elif by == "date":
        frame = frame.with_columns(pl.col("submitted").alias("by"))
    elif item is not None:
        cells = pl.col(f"i{item}")
        frame = frame.with_columns(
            pl.when(cells.str.strip_chars() != "").then(cells).alias("by") if texts else cells.alias("by")
        )
    else:
        found = frame["response_id"]
        return tuple((found.reverse() if down else found).to_list())
    return tuple(
        frame.sort("by", descending=down, nulls_last=True, maintain_order=True)["response_id"].to_list()
    )


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """One answer of one respondent in words; `staff` is "withheld" or "shown" where the column names staff."""

    item_id: int
    code: str
    question: str
    words: str
    kind: str
    staff: str = ""


def answer_words(session: Session, survey_id: int, response_id: int) -> tuple[AnswerWords, ...]:
    """What one respondent answered, in the order of the survey and without what was left empty."""
    survey = whole(session, survey_id)
    chunks = [c for c in live_chunks(session, None, survey_id) if c.first_id <= response_id <= c.last_id]
    if not chunks and response_id < LIVE:
        return ()
    asked = [(q, i.id) for q in survey.questions for i in q.items if q.kind != "pseudonym"]
    closed = [i for q, i in asked if q.kind not in TEXT_KINDS]
    texts = [i for q, i in asked if q.kind in TEXT_KINDS]
    frame = as_kept(session, survey_id, closed, texts=texts, every_state=True, only=chunks)
    row = frame.filter(pl.col("response_id") == response_id)
    hidden, named = withheld(session, survey_id), staff_items(session, survey_id)
    found = []
    for question, item in asked:
        cells = row[f"i{item}"]
        words = next(iter(masked(cells) if item in hidden else _in_words(question, cells)), "")
        if words:
            code = next(i.code for i in question.items if i.id == item)
            staff = "withheld" if item in hidden else "shown" if item in named else ""
            found.append(AnswerWords(item, code, _asked(question, item), words, question.kind, staff))
    return tuple(found)


def missing_answers(session: Session, response_ids: Iterable[int]) -> set[int]:
    """Those of the answers that no import brings any more."""
    rows = session.execute(
        select(ResponseChunk.first_id, ResponseChunk.last_id)
        .join(ImportBatch, ImportBatch.id == ResponseChunk.batch_id)
        .where(ImportBatch.state == "live", ResponseChunk.kind == "closed")
        .order_by(ResponseChunk.first_id)
    ).all()
    firsts = [first for first, _last in rows]
    gone = set()
    coming = set(
        session.scalars(select(LiveResponse.id + LIVE).where(LiveResponse.batch_id.is_(None), standing()))
    )
    for response_id in response_ids:
        if response_id >= LIVE:
            gone |= {response_id} - coming
            continue
        at = bisect_right(firsts, response_id) - 1
        if not any(response_id <= last for _first, last in rows[max(0, at - 1) : at + 1]):
            gone.add(response_id)
    return gone


def _asked(question: QuestionRow, item_id: int) -> str:
    """The question in words, with the row or option where it has several."""
    own = _heading(question, item_id)
    text = shown(question.text)
    return own if len(question.items) == 1 or not text or own == text else f"{text}: {own}"


def _names_by_key(session: Session) -> dict[str, str]:
    rows = session.execute(
        select(AccountKeyLink.key, Account.name).join(Account, Account.id == AccountKeyLink.account_id)
    )
    return dict(rows.all())


def _heading(question: QuestionRow, item_id: int) -> str:
    item = next(i for i in question.items if i.id == item_id)
    return shown(item.text) or crossing(question.settings, item.code) or item.code


def _in_words(question: QuestionRow, series: pl.Series) -> list[str]:
    labels = {c.code: shown(c.label) for c in question.choices}
    return [_word(value, labels, question.scale) for value in series]


def _word(value: object, labels: dict[int, str], scale: ScaleRow | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, int):
        label = labels.get(value)
        return f"{value} {label}" if label and scale else label or str(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
