"""Import a file: typed and packed outside the transaction, stored in one step, all of it or nothing."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Literal, Protocol

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import Problem, UserError
from cxdesk.i18n import _, month, months, pgettext
from cxdesk.importing import again, kept, links, personal, pseudonym, recipe
from cxdesk.importing.again import Compared
from cxdesk.importing.definition import parts, survey_of
from cxdesk.importing.erased import without_erased
from cxdesk.importing.onto import onto
from cxdesk.importing.places import Place, add_to_questions, placed
from cxdesk.importing.plan import ImportPlan, Typed
from cxdesk.planning.rule_runs import AfterImport, after_import
from cxdesk.progress import Progress, no_progress
from cxdesk.responses import actions as responses
from cxdesk.responses import erased_marks, folding
from cxdesk.responses.matching import MatchReport, relink
from cxdesk.responses.model import ImportBatch, Round
from cxdesk.responses.schema import FACTS, LIVE, blank_column, column
from cxdesk.responses.store import live_chunks, reserve_item_ids, supersede, whole_chunk
from cxdesk.storage.soundness import refuse_damaged
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.queries import SurveyWhole, whole

OnChange = Literal["update", "keep"]
LEAVES_NOTHING: Final = (None, "")


class Runs(Protocol):
    """What an import needs of the open file."""

    def run(self, label: str, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do one action as one step."""

    def read(self, query: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask the file something."""

    def back_up(self, reason: str) -> Path:
        """Keep a copy of the file as it is."""


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
    changed_cells: int = 0
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
class _Ready:
    """All that the one transaction needs."""

    prepared: Prepared
    packed: responses.Packed
    items: dict[str, int]
    first_item: int
    source: responses.Source
    kept: kept.Compressed | None
    report: bytes
    on_change: OnChange


def import_file(
    project: Runs,
    plan: ImportPlan,
    *,
    survey_id: int | None = None,
    round_name: str | None = None,
    typed: Typed | None = None,
    on_change: OnChange = "update",
    keep_original: bool | None = None,
    progress: Progress = no_progress,
    now: datetime | None = None,
) -> Imported:
    """Read, type, pack and store a file; a survey is made from it unless one is named.

    Raises UserError when nothing of it can be stored; the file of the person is then as it was.
    """
    prepared = prepare(project, plan, survey_id=survey_id, typed=typed, progress=progress)
    return store(
        project,
        prepared,
        round_name=round_name,
        on_change=on_change,
        keep_original=keep_original,
        progress=progress,
        now=now,
    )


def prepare(
    project: Runs,
    plan: ImportPlan,
    *,
    survey_id: int | None = None,
    typed: Typed | None = None,
    hold: bool = True,
    new_survey: bool = False,
    progress: Progress = no_progress,
) -> Prepared:
    """Everything before the storing, so that it can be looked at: questions, new and changed answers.

    With `hold` the rows are held against the answers that are there. A file that was imported before goes to its
    survey unless the person asked for a `new_survey`.
    """
    from cxdesk.importing.typed import build

    project.read(refuse_damaged, survey_id)
    # The hash of a large file takes a fifth of the packing; another core does it meanwhile.
    aside = ThreadPoolExecutor(1)
    hashing = aside.submit(kept.sha256_of, plan.detection.path)
    aside.shutdown(wait=False)
    if survey_id is None and not new_survey and project.read(any_import):
        # The same file again is held against what it brought in, and makes no second survey unasked.
        survey_id = project.read(survey_of_import, hashing.result())
    survey: SurveyWhole | None = project.read(whole, survey_id) if survey_id is not None else None
    if survey is not None and plan.survey_id != survey.id:
        plan, typed = onto(plan, survey).plan, None
    elif survey is None and plan.survey_id is not None:
        raise ValueError("the plan was laid onto a survey; name it")
    typed = pseudonym.veiled(project, typed or build(plan, progress))
    places = tuple(placed(typed.plan, survey))
    marks = project.read(erased_marks.marks)
    if marks:
        known = {k: i for p in places for k, i in p.known.items()}
        typed = without_erased(typed, marks, hashing.result(), survey_id, known)
        places = tuple(placed(typed.plan, survey))
    if not typed.stored and typed.erased:
        sentence = _("“{name}” holds only answers of people who were erased. Nothing was imported.")
        raise UserError(sentence.format(name=plan.detection.path.name))
    if not typed.stored:
        sentence = _("There is no row in “{name}” that can be stored.")
        raise UserError(sentence.format(name=plan.detection.path.name))
    compared = None
    if survey is not None and hold:
        progress(0, 1, _("Looking for answers that are there already"))
        known = {k: i for p in places for k, i in p.known.items()}
        compared = project.read(again.compare, survey.id, typed, known)
        if compared is None and project.read(live_import, hashing.result(), survey.id) is not None:
            compared = Compared("file", pl.Series("place", [], dtype=pl.UInt32), typed.stored, _nothing())
    return Prepared(typed, survey_id, places, compared, hashing)


def store(
    project: Runs,
    prepared: Prepared,
    *,
    round_name: str | None = None,
    on_change: OnChange = "update",
    keep_original: bool | None = None,
    progress: Progress = no_progress,
    now: datetime | None = None,
) -> Imported:
    """Store what was prepared in one step; when all of it is there already, nothing is written.

    Unless it is said, the file itself is kept where no cell of a person was left out or made a pseudonym.
    """
    moment = now or datetime.now()
    compared = prepared.compared
    corrected = compared.changed.height if compared is not None and on_change == "update" else 0
    if not prepared.new_rows and not corrected:
        return _as_it_was(prepared, on_change)
    wanted = sum(len(p.new_keys) for p in prepared.places)
    first = project.run(pgettext("undo step", "Import"), reserve_item_ids, wanted) if wanted else 0
    items = _numbered(prepared.places, first)
    ready = _pack(prepared, items, first, on_change, keep_original, progress)
    project.back_up("before-import")
    label = _("Import “{name}”").format(name=prepared.typed.plan.detection.path.name)
    imported: Imported = project.run(label, _store, ready, round_name, moment)
    return imported


def pack_anew(project: Runs, prepared: Prepared, progress: Progress = no_progress) -> "_Ready":
    """All rows packed again, to be put in the place of an import that is there."""
    wanted = sum(len(p.new_keys) for p in prepared.places)
    first = project.run(pgettext("undo step", "Import"), reserve_item_ids, wanted) if wanted else 0
    project.back_up("before-import")
    return _pack(prepared, _numbered(prepared.places, first), first, "update", None, progress)


def store_anew(session: Session, ready: "_Ready", batch_id: int, round_name: str, now: datetime) -> Imported:
    """Take an import out and store its file as it is read now, in the same round."""
    responses.remove_import(session, batch_id)
    if not personal.keeps_file(ready.prepared.typed):
        # What is not to be stored any more goes with the old answers, as soon as undo can't want them.
        session.get_one(ImportBatch, batch_id).state = "replaced"
        kept.let_go(session, ready.prepared.sha256)
    return _store(session, ready, round_name, now)


def live_import(session: Session, sha256: str, survey_id: int | None = None) -> ImportBatch | None:
    """The import that brought in exactly this file, as long as it counts."""
    query = select(ImportBatch).join(Round, Round.id == ImportBatch.round_id)
    query = query.where(ImportBatch.source_sha256 == sha256, ImportBatch.state == "live")
    if survey_id is not None:
        query = query.where(Round.survey_id == survey_id)
    return session.scalars(query).first() if sha256 else None


def any_import(session: Session) -> bool:
    """Whether anything is in the file yet, so that a first import need not wait for its hash."""
    return (
        session.scalars(select(ImportBatch.id).where(ImportBatch.state == "live").limit(1)).first()
        is not None
    )


def survey_of_import(session: Session, sha256: str) -> int | None:
    """The survey into which exactly this file was imported, as long as that import counts."""
    batch = live_import(session, sha256)
    return session.get_one(Round, batch.round_id).survey_id if batch is not None else None


def _as_it_was(prepared: Prepared, on_change: OnChange) -> Imported:
    typed, compared = prepared.typed, prepared.compared
    assert compared is not None
    assert prepared.survey_id is not None
    return Imported(
        prepared.survey_id,
        None,
        None,
        "",
        typed.rows_in,
        0,
        typed.refused,
        typed.repaired_cells,
        typed.problem_count,
        typed.problems,
        None,
        typed.states,
        compared.unchanged,
        compared.changed.height,
        compared.cell_count,
        kept_as_stored=on_change == "keep" and compared.changed.height > 0,
        erased=typed.erased,
    )


def _numbered(places: tuple[Place, ...], first: int) -> dict[str, int]:
    """The item of every key, known ones and new ones in the order they will be made."""
    items: dict[str, int] = {}
    for place in places:
        items |= place.known
        for key in place.new_keys:
            items[key] = first
            first += 1
    return items


def _pack(
    prepared: Prepared,
    items: dict[str, int],
    first: int,
    on_change: OnChange,
    keep_original: bool | None,
    progress: Progress,
) -> _Ready:
    typed, compared = prepared.typed, prepared.compared
    closed, texts, raw = typed.closed, typed.texts, typed.raw_cells
    if compared is not None:
        closed = closed[compared.new]
        texts = texts[compared.new] if texts.width else texts
        order = {int(place): n for n, place in enumerate(compared.new)}
        raw = [(order[row], key, text) for row, key, text in raw if row in order]
    if keep_original is None:
        keep_original = personal.keeps_file(typed)
    # A file that still holds somebody who was erased is not kept.
    keep_original = keep_original and not typed.erased
    with ThreadPoolExecutor(1) as aside:
        path = typed.plan.detection.path
        original = aside.submit(lambda: kept.compressed(path, prepared.sha256, keep_original))
        packed = responses.pack(renamed(closed, items), renamed(texts, items), progress)
    packed = replace(packed, raw_cells=[(row, items[key], text) for row, key, text in raw if key in items])
    source = _source(prepared, on_change)
    report = kept.report_bytes(typed, compared, on_change)
    return _Ready(prepared, packed, items, first, source, original.result(), report, on_change)


def renamed(frame: pl.DataFrame, items: dict[str, int]) -> pl.DataFrame:
    """The frame with its keys replaced by the columns of their items; keys without an item are left out."""
    names = {key: column(item) for key, item in items.items()}
    names |= {f"b{key}": blank_column(item) for key, item in items.items()}
    return frame.select(pl.col(n).alias(names.get(n, n)) for n in frame.columns if n in names or n in FACTS)


def _source(prepared: Prepared, on_change: OnChange) -> responses.Source:
    typed, compared = prepared.typed, prepared.compared
    changed = compared.changed.height if compared is not None else 0
    unchanged = compared.unchanged if compared is not None else 0
    if on_change == "keep":
        unchanged, changed = unchanged + changed, 0
    detection = typed.plan.detection
    return responses.Source(
        detection.path.name.encode("utf-8", "replace").decode("utf-8"),
        detection.format,
        prepared.sha256,
        typed.rows_in,
        typed.refused,
        typed.repaired_cells,
        unchanged,
        changed,
        recipe.signature(detection),
        recipe.as_data(typed.plan),
    )


def round_of(plan: ImportPlan, said: str | None, last: date | None) -> str:
    """The round that answers go into: the one that was said, else the month of the last answer, else the file's name."""
    return said or (month(last) if last else plan.detection.path.stem)


def _store(session: Session, ready: _Ready, round_name: str | None, now: datetime) -> Imported:
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
        compared.cell_count if compared else 0,
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


def _new_survey(session: Session, ready: _Ready) -> int:
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


def _nothing() -> pl.DataFrame:
    return pl.DataFrame(schema={"place": pl.UInt32, "response_id": pl.Int64})
