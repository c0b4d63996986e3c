"""Import a file: typed and packed outside the transaction, stored in one step, all of it or nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, pgettext
from cxdesk.importing import again, kept, personal, pseudonym, recipe
from cxdesk.importing.again import Compared
from cxdesk.importing.erased import without_erased
from cxdesk.importing.onto import onto
from cxdesk.importing.places import Place, placed
from cxdesk.importing.plan import ImportPlan, Typed
from cxdesk.importing.storing import Imported, OnChange, Prepared, Ready, renamed, store_ready
from cxdesk.progress import Progress, no_progress
from cxdesk.responses import actions as responses
from cxdesk.responses import erased_marks
from cxdesk.responses.model import ImportBatch, Round
from cxdesk.responses.store import reserve_item_ids
from cxdesk.responses.why import ERASED_ROWS
from cxdesk.storage.soundness import refuse_damaged
from cxdesk.surveys.queries import SurveyWhole, whole


class Runs(Protocol):
    """What an import needs of the open file."""

    def run(self, label: str, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do one action as one step."""

    def read(self, query: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask the file something."""

    def back_up(self, reason: str) -> Path:
        """Keep a copy of the file as it is."""


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
    ready = _pack(prepared, items, on_change, keep_original, progress)
    project.back_up("before-import")
    label = _("Import “{name}”").format(name=prepared.typed.plan.detection.path.name)
    imported: Imported = project.run(label, store_ready, ready, round_name, moment)
    return imported


def pack_anew(project: Runs, prepared: Prepared, progress: Progress = no_progress) -> "Ready":
    """All rows packed again, to be put in the place of an import that is there."""
    wanted = sum(len(p.new_keys) for p in prepared.places)
    first = project.run(pgettext("undo step", "Import"), reserve_item_ids, wanted) if wanted else 0
    project.back_up("before-import")
    return _pack(prepared, _numbered(prepared.places, first), "update", None, progress)


def store_anew(session: Session, ready: "Ready", batch_id: int, round_name: str, now: datetime) -> Imported:
    """Take an import out and store its file as it is read now, in the same round."""
    responses.remove_import(session, batch_id)
    if not personal.keeps_file(ready.prepared.typed):
        # What is not to be stored any more goes with the old answers, as soon as undo can't want them.
        session.get_one(ImportBatch, batch_id).state = "replaced"
        kept.let_go(session, ready.prepared.sha256)
    return store_ready(session, ready, round_name, now)


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
    on_change: OnChange,
    keep_original: bool | None,
    progress: Progress,
) -> Ready:
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
    return Ready(prepared, packed, items, source, original.result(), report, on_change)


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
        recipe.as_data(typed.plan) | ({ERASED_ROWS: typed.erased} if typed.erased else {}),
    )


def _nothing() -> pl.DataFrame:
    return pl.DataFrame(schema={"place": pl.UInt32, "response_id": pl.Int64})
