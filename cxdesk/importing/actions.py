"""Import a file: typed and packed outside the transaction, stored in one step, all of it or nothing."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import Problem, UserError
from cxdesk.i18n import _, day, month, pgettext
from cxdesk.importing import links
from cxdesk.importing.definition import Asked, definition, known_items, questions
from cxdesk.importing.plan import ImportPlan, Typed
from cxdesk.progress import Progress, no_progress
from cxdesk.responses import actions as responses
from cxdesk.responses.matching import MatchReport, relink
from cxdesk.responses.model import ImportBatch
from cxdesk.responses.schema import FACTS, blank_column, column
from cxdesk.responses.store import reserve_item_ids
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.queries import whole


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
    """What came of an import; rows_in = stored + refused."""

    survey_id: int
    round_id: int
    batch_id: int
    round: str
    rows_in: int
    stored: int
    refused: int
    repaired_cells: int
    problem_count: int
    problems: tuple[Problem, ...]
    match: MatchReport
    states: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Ready:
    """All that the one transaction needs."""

    typed: Typed
    packed: responses.Packed
    asked: list[tuple[Asked, list[int]]]
    new: list[tuple[Asked, int]]
    source: responses.Source
    opened_on: date | None
    closed_on: date | None


def import_file(
    project: Runs,
    plan: ImportPlan,
    *,
    survey_id: int | None = None,
    round_name: str | None = None,
    typed: Typed | None = None,
    progress: Progress = no_progress,
    now: datetime | None = None,
) -> Imported:
    """Read, type, pack and store a file; a survey is made from it unless one is named.

    Raises UserError when nothing of it can be stored; the file of the person is then as it was.
    """
    from cxdesk.importing.typed import build

    typed = typed or build(plan, progress)
    if not typed.stored:
        raise UserError(
            _("There is no row in “{name}” that can be stored.").format(name=plan.detection.path.name)
        )
    ready = _prepare(project, typed, survey_id, progress)
    project.back_up("before-import")
    label = _("Import “{name}”").format(name=plan.detection.path.name)
    imported: Imported = project.run(label, _store, ready, survey_id, round_name, now or datetime.now())
    return imported


def _prepare(project: Runs, typed: Typed, survey_id: int | None, progress: Progress) -> _Ready:
    asked: list[tuple[Asked, list[int]]] = []
    new: list[tuple[Asked, int]] = []
    survey = project.read(whole, survey_id) if survey_id is not None else None
    found = questions(typed.plan)
    known: list[list[int | None]] = [
        known_items(a, survey) if survey else [None] * len(a.keys) for a in found
    ]
    fresh = [(a, ids) for a, ids in zip(found, known, strict=True) if None in ids]
    wanted = sum(len(a.keys) for a, _ids in fresh)
    first = project.run(pgettext("undo step", "Import"), reserve_item_ids, wanted) if wanted else 0
    for one, ids in zip(found, known, strict=True):
        if None in ids:
            new.append((one, first))
            asked.append((one, list(range(first, first + len(one.keys)))))
            first += len(one.keys)
        else:
            asked.append((one, [i for i in ids if i is not None]))
    items = {key: item for one, ids in asked for key, item in zip(one.keys, ids, strict=True)}
    with ThreadPoolExecutor(1) as aside:
        # The hash of a large file takes a fifth of the packing; another core does it meanwhile.
        digest = aside.submit(_sha256, typed.plan.detection.path)
        packed = responses.pack(_renamed(typed.closed, items), _renamed(typed.texts, items), progress)
    raw = [(row, items[key], text) for row, key, text in typed.raw_cells if key in items]
    packed = responses.Packed(packed.rows, packed.chunks, raw)
    opened, closed = _days(typed.closed)
    return _Ready(typed, packed, asked, new, _source(typed, digest.result()), opened, closed)


def _renamed(frame: pl.DataFrame, items: dict[str, int]) -> pl.DataFrame:
    names = {key: column(item) for key, item in items.items()}
    names |= {f"b{key}": blank_column(item) for key, item in items.items()}
    return frame.select(pl.col(n).alias(names.get(n, n)) for n in frame.columns if n in names or n in FACTS)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _source(typed: Typed, digest: str) -> responses.Source:
    path = typed.plan.detection.path
    return responses.Source(
        path.name.encode("utf-8", "replace").decode("utf-8"),
        typed.plan.detection.format,
        digest,
        typed.rows_in,
        typed.refused,
        typed.repaired_cells,
    )


def _days(frame: pl.DataFrame) -> tuple[date | None, date | None]:
    for name in ("submitted", "started"):
        if name in frame.columns and frame[name].null_count() < frame.height:
            first, last = frame.select(pl.col(name).min().alias("a"), pl.col(name).max().alias("b")).row(0)
            return first.date(), last.date()
    return None, None


def _refuse_twice(session: Session, source: responses.Source) -> None:
    """The same file again would count every answer twice."""
    query = select(ImportBatch.imported_at).where(
        ImportBatch.source_sha256 == source.sha256, ImportBatch.state == "live"
    )
    before = session.scalars(query).first()
    if source.sha256 and before is not None:
        sentence = _(
            "“{name}” was imported already on {day}. Nothing was imported, so no answer counts twice. "
            "To read it anew, remove that import under Responses first."
        )
        raise UserError(sentence.format(name=source.name, day=day(before)))


def _store(
    session: Session, ready: _Ready, survey_id: int | None, round_name: str | None, now: datetime
) -> Imported:
    typed, plan = ready.typed, ready.typed.plan
    _refuse_twice(session, ready.source)
    if survey_id is None:
        first = ready.new[0][1] if ready.new else None
        survey_id = surveys.build(session, definition(plan, [a for a, _i in ready.asked]), first)
    elif ready.new:
        section = whole(session, survey_id).sections[-1].id
        for one, first_item in ready.new:
            surveys.add_question(session, section, one.spec, first_item)
    links.store(
        session,
        plan,
        {key: item for one, ids in ready.asked for key, item in zip(one.keys, ids, strict=True)},
    )
    name = round_name or (month(ready.closed_on) if ready.closed_on else plan.detection.path.stem)
    round_id = responses.round_named(session, survey_id, name)
    if round_id is None:
        round_id = responses.add_round(session, survey_id, name, ready.opened_on, ready.closed_on)
        responses.change_round(
            session, round_id, count_unfinished=plan.count_unfinished, count_tests=plan.count_tests
        )
    batch_id = responses.add_answers(session, round_id, ready.packed, ready.source, now)
    return Imported(
        survey_id,
        round_id,
        batch_id,
        name,
        typed.rows_in,
        typed.stored,
        typed.refused,
        typed.repaired_cells,
        typed.problem_count,
        typed.problems,
        relink(session),
        typed.states,
    )
