"""A question read as another kind later on, from the answers and the kept texts of cells, without the file.

Every stored answer is turned into the text it stood for, with the texts of cells that the old kind could not hold put
back, and read again as an import would read it. The new chunks take the place of the old ones; undo brings those back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed
from cxdesk.importing import kinds
from cxdesk.importing.actions import Runs
from cxdesk.importing.cells import cells_of
from cxdesk.importing.definition import question_of
from cxdesk.importing.found import Found
from cxdesk.importing.mend import mend, worded
from cxdesk.importing.plan import KIND_WORDS, ColumnPlan, SourceColumn
from cxdesk.importing.profile import profile_of
from cxdesk.progress import Progress, no_progress
from cxdesk.responses.actions import keep_raw_cells
from cxdesk.responses.corrections import RETYPED, add_retyping
from cxdesk.responses.model import RawCell
from cxdesk.responses.schema import NOT_ASKED, NOT_SHOWN, TEXT_KINDS, blank_column, column, type_of
from cxdesk.responses.store import ChunkHead, columns_of, live_chunks, supersede, whole_chunk
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.queries import QuestionRow, shown, whole

KINDS: Final = ("nps", "scale", "single", "number", "date", "text", "identifier")
_KEPT_BLANKS: Final = (NOT_ASKED, NOT_SHOWN)


@dataclass(frozen=True, slots=True)
class Retyped:
    """What came of it: answers that are read as the new kind, and cells that are kept as text."""

    question_id: int
    read: int
    kept_as_text: int


@dataclass(frozen=True, slots=True)
class _Ready:
    question: QuestionRow
    spec: QuestionSpec
    chunks: tuple[ChunkHead, ...]
    values: pl.Series
    blank: pl.Series | None
    raw: tuple[tuple[int, str], ...]


def retype(
    project: Runs,
    survey_id: int,
    code: str,
    kind: str,
    progress: Progress = no_progress,
    now: datetime | None = None,
) -> Retyped:
    """Read the answers to one question as another kind, as one step that undo takes back.

    Raises UserError where the question has several columns, or there is no such question or kind.
    """
    ready = project.read(_prepared, survey_id, code, kind, progress)
    label = _("Read “{code}” as another kind").format(code=ready.question.code)
    done: Retyped = project.run(label, _store, ready, now or datetime.now())
    return done


def _prepared(session: Session, survey_id: int, code: str, kind: str, progress: Progress) -> _Ready:
    survey = whole(session, survey_id)
    question = next((q for q in survey.questions if q.code == code), None)
    if question is None:
        sentence = _("There is no question “{name}” in the survey. There are: {names}.")
        raise UserError(sentence.format(name=code, names=listed(q.code for q in survey.questions)))
    if kind not in KINDS or question.kind not in KINDS or len(question.items) != 1:
        sentence = _(
            "“{code}” can’t be read as that here. One column can become: {kinds}. Read the import anew for more."
        )
        words = listed(_(KIND_WORDS[k]) for k in KINDS)
        raise UserError(sentence.format(code=code, kinds=words))
    chunks = live_chunks(session, None, survey_id)
    texts: list[pl.Series] = []
    blanks: list[pl.Series] = []
    for n, chunk in enumerate(chunks):
        progress(n, len(chunks), _("Reading the answers"))
        text, why = _as_it_was_written(session, chunk, question)
        texts.append(text)
        blanks.append(why)
    cells = pl.concat([pl.Series("c0", [], dtype=pl.String), *(t.alias("c0") for t in texts)])
    kept = pl.concat([pl.Series("b", [], dtype=pl.UInt8), *(b.alias("b") for b in blanks)])
    plan, values, blank, raw = _read(cells, question, kind)
    if kept.is_in(list(_KEPT_BLANKS)).any():
        plain = values.is_null().cast(pl.UInt8) * 3 if blank is None else blank
        blank = pl.select(pl.when(kept.is_in(list(_KEPT_BLANKS))).then(kept).otherwise(plain)).to_series()
    lang = survey.languages[0] if survey.languages else "en"
    return _Ready(question, question_of(plan, lang), tuple(chunks), values, blank, raw)


def _as_it_was_written(
    session: Session, chunk: ChunkHead, question: QuestionRow
) -> tuple[pl.Series, pl.Series]:
    """The text of each answer, "" where there is none, and the blank kinds."""
    name, item = column(question.items[0].id), question.items[0].id
    found = columns_of(session, chunk.id, [name, blank_column(item)])
    if question.kind in TEXT_KINDS and chunk.twin_id is not None:
        found |= columns_of(session, chunk.twin_id, [name])
    nothing = pl.Series(name, [None], dtype=type_of(question.kind)).new_from_index(0, chunk.rows)
    text = _text_of(found.get(name, nothing), question).fill_null("")
    blank = found.get(blank_column(item), pl.Series("b", [0], dtype=pl.UInt8).new_from_index(0, chunk.rows))
    raw = session.execute(
        select(RawCell.response_id, RawCell.text)
        .where(RawCell.item_id == item, RawCell.response_id.between(chunk.first_id, chunk.last_id))
        .order_by(RawCell.id)
    ).all()
    # A cell that was corrected since has its answer; only those that are still unread get their text back.
    latest = {r.response_id - chunk.first_id: r.text for r in raw}
    places = [place for place in latest if not text[place]]
    if places:
        text = text.scatter(places, [latest[place] for place in places])
    return text, blank


def _text_of(values: pl.Series, question: QuestionRow) -> pl.Series:
    if values.dtype == pl.String:
        return values
    if isinstance(values.dtype, pl.Datetime):
        words = values.dt.to_string("%Y-%m-%d %H:%M:%S")
        return words.str.replace(" 00:00:00", "", literal=True)
    if values.dtype == pl.Float64:
        whole_ones = values == values.round()
        return pl.select(
            pl.when(whole_ones)
            .then(values.cast(pl.Int64, strict=False).cast(pl.String))
            .otherwise(values.cast(pl.String))
        ).to_series()
    labels = {c.code: shown(c.label) for c in question.choices if shown(c.label)}
    plain = values.cast(pl.String)
    if question.kind != "single" or not labels:
        return plain
    worded_ = values.replace_strict(list(labels), list(labels.values()), default=None, return_dtype=pl.String)
    return worded_.fill_null(plain)


def _read(
    cells: pl.Series, question: QuestionRow, kind: str
) -> tuple[ColumnPlan, pl.Series, pl.Series | None, tuple[tuple[int, str], ...]]:
    """The cells read as the new kind: plan, values, blank kinds where they differ, (place, text) of the unread."""
    rows = pl.int_range(len(cells), dtype=pl.Int64, eager=True)
    words = shown(question.text)
    source = SourceColumn(0, question.code, words, question.code, question.items[0].source_key)
    plan = kinds.as_kind(source, profile_of(cells, rows), kind)
    caster = cells_of(plan)
    values = cells.to_frame().select(caster.quick(pl.col("c0")).cast(caster.dtype).alias("c0")).to_series()
    if kind in TEXT_KINDS:
        done = worded(plan, values)
    else:
        blank_cells = int((cells.str.len_bytes() == 0).sum())
        done = mend(caster, cells, values, rows, Found(), blank_cells)
    plan = replace(plan, choices=plan.choices + tuple(caster.new_choices))
    return plan, done.values, done.blank, done.unreadable


def _store(session: Session, ready: _Ready, now: datetime) -> Retyped:
    question, item = ready.question, ready.question.items[0].id
    at = 0
    raw = dict(ready.raw)
    for chunk, (closed, texts) in zip(ready.chunks, _frames(session, ready), strict=True):
        batch_id = add_retyping(session, chunk, question.code, now)
        supersede(session, batch_id, RETYPED + chunk.id, chunk, closed, texts)
        here = [(chunk.first_id + n - at, item, raw[n]) for n in raw if at <= n < at + chunk.rows]
        keep_raw_cells(session, batch_id, here)
        at += chunk.rows
    surveys.reshape(session, question.id, ready.spec)
    return Retyped(question.id, len(ready.values) - ready.values.null_count(), len(ready.raw))


def _frames(session: Session, ready: _Ready) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Each chunk and its texts with the question's column as it is read now."""
    item = ready.question.items[0].id
    name, companion = column(item), blank_column(item)
    at = 0
    for chunk in ready.chunks:
        closed = whole_chunk(session, chunk.id).drop(name, companion, strict=False)
        texts = whole_chunk(session, chunk.twin_id) if chunk.twin_id is not None else pl.DataFrame()
        texts = texts.drop(name, strict=False) if texts.width else texts
        values = ready.values.slice(at, chunk.rows).alias(name)
        if ready.spec.kind in TEXT_KINDS:
            texts = texts.with_columns(values) if texts.width else values.to_frame()
        else:
            closed = closed.with_columns(values)
        if ready.blank is not None:
            closed = closed.with_columns(ready.blank.slice(at, chunk.rows).alias(companion))
        yield closed, texts
        at += chunk.rows
