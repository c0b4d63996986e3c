"""An import that is ready becomes a batch, its chunks and their corrections in the file."""

from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

import polars as pl
from sqlalchemy.orm import Session

from cxdesk.errors import Problem
from cxdesk.i18n import month, months
from cxdesk.importing import kept, links, personal, recipe
from cxdesk.importing.again import Compared
from cxdesk.importing.definition import parts, survey_of
from cxdesk.importing.places import Place, add_to_questions
from cxdesk.importing.plan import ImportPlan, Typed
from cxdesk.planning.rule_runs import AfterImport, after_import
from cxdesk.responses import actions as responses
from cxdesk.responses import folding
from cxdesk.responses.matching import MatchReport, relink
from cxdesk.responses.schema import FACTS, LIVE, blank_column, column
from cxdesk.responses.store import live_chunks, supersede, whole_chunk
from cxdesk.surveys import actions as surveys

OnChange = Literal["update", "keep"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import; rows_in = stored + unchanged + changed + refused.

    `changed` rows were there with other answers: they were updated, or left as they were when `kept` says so.
    `erased` of the refused ones are answers of people who were erased.
    `batch_id` is None when nothing had to be stored.
    """

    survey_id: int
    round_id: int | None
    batch_id: int | None
    round: str
    rows_in: int
    stored: int
    refused: int
    repaired_cells: int
    problem_count: int
    problems: tuple[Problem, ...]
    match: MatchReport | None
    states: dict[int, int]
    unchanged: int = 0
    changed: int = 0
    kept_as_stored: bool = False
    original_kept: bool = False
    personal_columns: int = 0
    follow_ups: AfterImport = field(default_factory=AfterImport)
    erased: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file read, laid onto its survey and held against the answers there: all but the storing.

    `compared` is None where nothing is there to compare with.
    """

    typed: Typed
    survey_id: int | None
    places: tuple[Place, ...]
    compared: Compared | None
    hashing: Future[str]

    @property
    def sha256(self) -> str:
        """The hash of the file; waits for it."""
        return self.hashing.result()

    @property
    def new_rows(self) -> int:
        """How many responses are not there yet."""
        return self.typed.stored if self.compared is None else len(self.compared.new)


@dataclass(frozen=True, slots=True)
class Ready:
    """All that the one transaction needs."""

    prepared: Prepared
    packed: responses.Packed
    items: dict[str, int]
    source: responses.Source
    kept: kept.Compressed | None
    report: bytes
    on_change: OnChange


def renamed(frame: pl.DataFrame, items: dict[str, int]) -> pl.DataFrame:
    """The frame with its keys replaced by the columns of their items; keys without an item are left out."""
    names = {key: column(item) for key, item in items.items()}
    names |= {f"b{key}": blank_column(item) for key, item in items.items()}
    return frame.select(pl.col(n).alias(names.get(n, n)) for n in frame.columns if n in names or n in FACTS)


def round_of(plan: ImportPlan, said: str | None, last: date | None) -> str:
    """The round that answers go into: the one that was said, else the month of the last answer, else the file's name."""
    return said or (month(last) if last else plan.detection.path.stem)


def store_ready(session: Session, ready: Ready, round_name: str | None, now: datetime) -> Imported:
    prepared = ready.prepared
    typed, plan = prepared.typed, prepared.typed.plan
    if prepared.survey_id is None:
        survey_id = _new_survey(session, ready)
    else:
        survey_id = prepared.survey_id
        add_to_questions(session, survey_id, prepared.places, ready.items)
    links.store(session, plan, ready.items)
    told = ready.packed.told
    name = round_of(plan, round_name, told.last)
    round_id = _round_there(session, survey_id, name, None if round_name else told.last)
    if round_id is None:
        round_id = responses.add_round(session, survey_id, name, told.first, told.last)
        responses.change_round(
            session, round_id, count_unfinished=plan.count_unfinished, count_tests=plan.count_tests
        )
    batch_id = responses.add_answers(session, round_id, ready.packed, ready.source, now)
    compared = prepared.compared
    if compared is not None and ready.on_change == "update":
        compared = _in_chunks(session, survey_id, compared, now)
        _correct(session, batch_id, prepared.typed, compared, ready.items)
    kept.keep(session, batch_id, ready.kept, ready.report)
    recipe.remember(session, typed.plan, survey_id, now)
    match = _matched(session, plan)
    # In the step of the import, so that one undo takes answers and follow-ups away together.
    changed = compared.changed["response_id"] if compared and ready.on_change == "update" else ()
    follow_ups = after_import(session, survey_id, batch_id, changed, now)
    return Imported(
        survey_id,
        round_id,
        batch_id,
        name,
        typed.rows_in,
        ready.packed.rows,
        typed.refused,
        typed.repaired_cells,
        typed.problem_count,
        typed.problems,
        match,
        typed.states,
        compared.unchanged if compared else 0,
        compared.changed.height if compared else 0,
        kept_as_stored=ready.on_change == "keep" and bool(compared and compared.changed.height),
        original_kept=ready.kept is not None,
        personal_columns=0 if personal.keeps_file(typed) else len(personal.away(plan)),
        follow_ups=follow_ups,
        erased=typed.erased,
    )


def _matched(session: Session, plan: ImportPlan) -> MatchReport | None:
    """Customers and answers joined anew; what stays unmatched is this import's matter only where it has keys."""
    report = relink(session)
    return report if any(c.kind == "account_key" for c in plan.columns) else None


def _round_there(session: Session, survey_id: int, name: str, day: date | None) -> int | None:
    """The round of a name; a month that was imported in another language is the same month."""
    names = [name, *(months(day) if day else ())]
    return next((n for w in names if (n := responses.round_named(session, survey_id, w)) is not None), None)


def _new_survey(session: Session, ready: Ready) -> int:
    plan = ready.prepared.typed.plan
    survey_id = surveys.begin(session, survey_of(plan))
    for part in parts(plan, [p.asked for p in ready.prepared.places]):
        section = surveys.add_section(
            session, survey_id, part.heading.title, part.heading.logic, part.heading
        )
        for asked in part.questions:
            first = ready.items[asked.keys[0]] if asked.keys else None
            surveys.add_question(session, section, asked.spec, first, len(asked.keys))
    return survey_id


def _in_chunks(session: Session, survey_id: int, compared: Compared, now: datetime) -> Compared:
    """The same, with answers that came in one by one stored first where the file corrects one of them."""
    if not (compared.changed["response_id"] >= LIVE).any():
        return compared
    moved = folding.put_all(session, survey_id, now)
    numbers = [moved.get(n, n) for n in compared.changed["response_id"]]
    changed = compared.changed.with_columns(pl.Series("response_id", numbers, dtype=pl.Int64))
    return replace(compared, changed=changed, chunks=tuple(live_chunks(session, None, survey_id)))


def _correct(
    session: Session, batch_id: int, typed: Typed, compared: Compared, items: dict[str, int]
) -> None:
    """Put the file's answers in the place of stored ones that differ, chunk by chunk."""
    if not compared.changed.height:
        return
    places = compared.changed["place"]
    closed = renamed(typed.closed[places], items)
    texts = renamed(typed.texts[places], items) if typed.texts.width else pl.DataFrame()
    numbers = compared.changed["response_id"]
    for seq, chunk in enumerate(compared.chunks, start=1_000_000):
        here = numbers.is_between(chunk.first_id, chunk.last_id)
        if not here.any():
            continue
        rows = (numbers.filter(here) - chunk.first_id).cast(pl.UInt32)
        frames = []
        for source_id, new in ((chunk.id, closed), (chunk.twin_id, texts)):
            old = whole_chunk(session, source_id) if source_id is not None else pl.DataFrame()
            frames.append(_overlaid(old, new.filter(here), rows, chunk.rows) if new.width else old)
        supersede(session, batch_id, seq, chunk, *frames)
    order = {int(place): int(number) for place, number in compared.changed.iter_rows()}
    raw = [(order[row], items[k], text) for row, k, text in typed.raw_cells if row in order and k in items]
    responses.keep_raw_cells(session, batch_id, raw)


def _overlaid(old: pl.DataFrame, new: pl.DataFrame, rows: pl.Series, height: int) -> pl.DataFrame:
    """A chunk's columns with some rows replaced; columns that it lacks are added, blank elsewhere."""
    columns = {name: old[name] for name in old.columns}
    for name in new.columns:
        before = columns.get(name)
        if before is None:
            before = pl.Series(name, [None], dtype=new[name].dtype).new_from_index(0, height)
        columns[name] = before.scatter(rows, new[name].cast(before.dtype))
    return pl.DataFrame([series.alias(name) for name, series in columns.items()])
