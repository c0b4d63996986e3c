"""What a person does with rounds and answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import polars as pl
from sqlalchemy import insert as insert_rows
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.progress import Progress, no_progress
from cxdesk.responses import corrections, data_set, store
from cxdesk.responses.data_set import NOTHING_TOLD, Told
from cxdesk.responses.model import ImportBatch, RawCell, ResponseChunk, Round, SupersededChunk
from cxdesk.surveys.versions import latest_version, version_rows


@dataclass(frozen=True, slots=True)
class Packed:
    """Answers ready to be stored: built outside the transaction, so that the writer is taken only to insert.

    `raw_cells` are (row from 0, item id, text) of cells that their type could not hold; `told` is what
    the answers themselves tell for the data-set card.
    """

    rows: int
    chunks: list[store.Encoded]
    raw_cells: list[tuple[int, int, str]] = field(default_factory=list)
    told: Told = NOTHING_TOLD


@dataclass(frozen=True, slots=True)
class Source:
    """Where answers came from and what became of them."""

    name: str
    format: str = ""
    sha256: str = ""
    rows_in: int = 0
    refused: int = 0
    repaired_cells: int = 0
    unchanged: int = 0
    changed: int = 0
    signature: str = ""
    settings: dict[str, Any] = field(default_factory=dict)


def pack(closed: pl.DataFrame, texts: pl.DataFrame | None = None, progress: Progress = no_progress) -> Packed:
    """Pack frames whose columns are named by `responses.schema` (`i<item id>`, `b<item id>`, facts)."""
    return Packed(closed.height, store.encode(closed, texts, progress), told=data_set.told_by(closed))


def add_round(
    session: Session,
    survey_id: int,
    name: str,
    opened_on: date | None = None,
    closed_on: date | None = None,
    invited: int | None = None,
) -> int:
    """A new round of a survey, of what was released last; a name that is taken is refused."""
    if round_named(session, survey_id, name) is not None:
        raise UserError(_("There is a round “{name}” already.").format(name=name))
    row = Round(
        survey_id=survey_id,
        name=name.strip(),
        opened_on=opened_on,
        closed_on=closed_on,
        invited=invited,
        version_id=latest_version(session, survey_id),
    )
    session.add(row)
    session.flush()
    return row.id


def free_name(session: Session, survey_id: int, wanted: str) -> str:
    """The name for a new round, with a number behind it where a round of the survey has it."""
    name, n = wanted, 1
    while round_named(session, survey_id, name) is not None:
        n += 1
        name = f"{wanted} ({number(n)})"
    return name


def set_version(session: Session, round_id: int, version_id: int | None) -> None:
    """Say which release of its survey a round asks; None when it is none of them."""
    row = session.get_one(Round, round_id)
    if version_id is not None and version_id not in {v.id for v in version_rows(session, row.survey_id)}:
        raise UserError(_("That version is not in the file any more."))
    row.version_id = version_id


def round_named(session: Session, survey_id: int, name: str) -> int | None:
    """The round of that name."""
    return session.scalar(select(Round.id).where(Round.survey_id == survey_id, Round.name == name.strip()))


def change_round(
    session: Session,
    round_id: int,
    name: str | None = None,
    invited: int | None = None,
    count_unfinished: bool | None = None,
    count_tests: bool | None = None,
) -> None:
    """Change what is given: its name, how many were invited, which rows count."""
    row = session.get_one(Round, round_id)
    for field_name, value in (
        ("name", name),
        ("invited", invited),
        ("count_unfinished", count_unfinished),
        ("count_tests", count_tests),
    ):
        if value is not None:
            setattr(row, field_name, value)


def add_answers(
    session: Session, round_id: int, packed: Packed, source: Source, now: datetime | None = None
) -> int:
    """Store packed answers as one import and return its number."""
    batch = ImportBatch(
        round_id=round_id,
        source_name=source.name,
        source_sha256=source.sha256,
        format=source.format,
        imported_at=now or datetime.now(),
        rows_in=source.rows_in or packed.rows + source.unchanged + source.changed,
        stored=packed.rows,
        refused=source.refused,
        repaired_cells=source.repaired_cells,
        unchanged=source.unchanged,
        changed=source.changed,
        signature=source.signature,
        settings=source.settings,
    )
    session.add(batch)
    session.flush()
    first = store.insert(session, round_id, batch.id, packed.rows, packed.chunks)
    keep_raw_cells(session, batch.id, [(first + row, item, text) for row, item, text in packed.raw_cells])
    data_set.describe_source(session, round_id, packed.told)
    return batch.id


def keep_raw_cells(session: Session, batch_id: int, cells: Iterable[tuple[int, int, str]]) -> None:
    """Keep (response number, item id, text) of cells that their type could not hold."""
    rows = [
        {"batch_id": batch_id, "response_id": response, "item_id": item, "text": text}
        for response, item, text in cells
    ]
    if rows:
        session.execute(insert_rows(RawCell), rows)


def remove_import(session: Session, batch_id: int) -> None:
    """Take one import out of every count; undo brings it back.

    An import that a later one corrected is refused: the corrected answers would stay without their beginning.
    """
    retyped = corrections.retypings_of(session, batch_id)
    mine = [batch_id, *(r.id for r in retyped)]
    own = select(ResponseChunk.id).where(ResponseChunk.batch_id.in_(mine))
    later = session.scalars(
        select(ImportBatch)
        .join(SupersededChunk, SupersededChunk.batch_id == ImportBatch.id)
        .where(SupersededChunk.chunk_id.in_(own), ImportBatch.state == "live", ImportBatch.id.not_in(mine))
    ).first()
    if later is not None:
        sentence = _("Import {n}, “{name}”, corrected answers of this one. Remove that one first.")
        raise UserError(sentence.format(n=later.id, name=later.source_name))
    row = session.get(ImportBatch, batch_id)
    if row is None or row.state != "live" or row.format == corrections.FORMAT:
        raise UserError(_("There is no import {n} in this file.").format(n=batch_id))
    if retyped and corrections.corrects_others(session, batch_id):
        sentence = _(
            "A question was read as another kind after import {n}. Undo that first, or read it back."
        )
        raise UserError(sentence.format(n=batch_id))
    for one in (row, *retyped):
        one.state = "removed"
    session.flush()
    data_set.describe_source(session, row.round_id)
