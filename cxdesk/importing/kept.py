"""What stays of an import beside its answers: the file itself, compressed, and the report of what was done."""

import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cxdesk.errors import Problem, Severity, UserError
from cxdesk.i18n import _
from cxdesk.importing.again import CellChange, Compared
from cxdesk.importing.done import notes
from cxdesk.importing.plan import Typed
from cxdesk.responses.model import ImportBatch, ImportReport, KeptOriginal

# A larger file is not kept: the project would grow by more than its answers.
MOST_KEPT: Final = 20_000_000
_QUICK: Final = 1


@dataclass(frozen=True, slots=True)
class Compressed:
    """A file ready to be kept."""

    sha256: str
    name: str
    size: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells in the file = stored + repaired + kept as text + unchanged + refused + left out."""

    total: int
    stored: int
    repaired: int
    kept_as_text: int
    unchanged: int
    refused: int
    left_out: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One cell that differed from what was stored, as text."""

    row: int
    column: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that an import found and did. Rows in = stored + unchanged + changed + refused."""

    source: str
    format: str
    reason: str
    header_reason: str
    encoding: str
    rows_in: int
    stored: int
    unchanged: int
    changed: int
    refused: int
    cells: Cells
    states: dict[int, int]
    count_unfinished: bool
    count_tests: bool
    problem_count: int
    problems: tuple[Problem, ...]
    on_change: str
    change_count: int
    changes: tuple[ChangeRow, ...]
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...] = ()


def sha256_of(path: Path) -> str:
    """The hash by which a file is known again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def compressed(path: Path, sha256: str, wanted: bool = True) -> Compressed | None:
    """The file compressed, or None when it is not wanted or too large."""
    size = path.stat().st_size
    if not wanted or size > MOST_KEPT:
        return None
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    return Compressed(sha256, name, size, zlib.compress(path.read_bytes(), _QUICK))


def keep(session: Session, batch_id: int, original: Compressed | None, report: bytes) -> None:
    """Store the report of an import, and its file unless that is kept already."""
    session.add(ImportReport(batch_id=batch_id, data=report))
    if original is None:
        return
    known = session.scalar(select(KeptOriginal.id).where(KeptOriginal.sha256 == original.sha256))
    if known is None:
        session.add(
            KeptOriginal(sha256=original.sha256, name=original.name, size=original.size, data=original.data)
        )


def let_go(session: Session, sha256: str) -> None:
    """Keep a file no longer; what undo brings back has to be read from the person's own copy."""
    session.execute(delete(KeptOriginal).where(KeptOriginal.sha256 == sha256))


def original_of(session: Session, batch_id: int) -> tuple[str, bytes] | None:
    """Name and bytes of the file an import read, when it was kept."""
    query = (
        select(KeptOriginal.name, KeptOriginal.data)
        .join(ImportBatch, ImportBatch.source_sha256 == KeptOriginal.sha256)
        .where(ImportBatch.id == batch_id)
    )
    row = session.execute(query).first()
    return (row.name, zlib.decompress(row.data)) if row is not None else None


def is_kept(session: Session, batch_id: int) -> bool:
    """Whether the file an import read was kept with it."""
    query = (
        select(KeptOriginal.id)
        .join(ImportBatch, ImportBatch.source_sha256 == KeptOriginal.sha256)
        .where(ImportBatch.id == batch_id)
    )
    return session.execute(query).first() is not None


def report_of(session: Session, batch_id: int) -> Report:
    """The report of an import; one of a version that wrote none is a UserError."""
    data = session.scalar(select(ImportReport.data).where(ImportReport.batch_id == batch_id))
    if data is None:
        raise UserError(_("There is no report of import {n} in this file.").format(n=batch_id))
    return _report(json.loads(zlib.decompress(data)))


def report_bytes(typed: Typed, compared: Compared | None, on_change: str) -> bytes:
    """The report as it is stored: compressed JSON."""
    return zlib.compress(json.dumps(_as_data(made(typed, compared, on_change))).encode())


def made(typed: Typed, compared: Compared | None, on_change: str) -> Report:
    """The report of what was read and what becomes of it."""
    plan, detection = typed.plan, typed.plan.detection
    changed = compared.changed.height if compared is not None else 0
    unchanged = compared.unchanged if compared is not None else 0
    new = typed.stored - changed - unchanged
    return Report(
        source=detection.path.name,
        format=detection.format,
        reason=detection.reason,
        header_reason=detection.header_reason,
        encoding=detection.encoding,
        rows_in=typed.rows_in,
        stored=new,
        unchanged=unchanged,
        changed=changed,
        refused=typed.refused,
        cells=_cells(typed, unchanged),
        states=typed.states,
        count_unfinished=plan.count_unfinished,
        count_tests=plan.count_tests,
        problem_count=typed.problem_count,
        problems=typed.problems,
        on_change=on_change if changed else "",
        change_count=compared.cell_count if compared is not None else 0,
        changes=tuple(_change(c) for c in compared.cells) if compared is not None else (),
        left_out=tuple((c.header, c.reason) for c in plan.columns if c.kind == "leave_out"),
        notes=tuple(notes(typed)),
    )


def _cells(typed: Typed, unchanged: int) -> Cells:
    width = len(typed.plan.detection.columns)
    away = sum(c.kind == "leave_out" for c in typed.plan.columns)
    here = typed.stored * (width - away)
    as_text, same = len(typed.raw_cells), unchanged * (width - away)
    in_rows = typed.repaired_cells - sum(p.severity == "repaired" for p in typed.plan.detection.problems)
    repaired = max(0, min(in_rows, here - as_text - same))
    return Cells(
        total=typed.rows_in * width,
        stored=here - as_text - same - repaired,
        repaired=repaired,
        kept_as_text=as_text,
        unchanged=same,
        refused=typed.refused * width,
        left_out=typed.stored * away,
    )


def _change(cell: CellChange) -> ChangeRow:
    return ChangeRow(cell.row, cell.column, as_text(cell.before), as_text(cell.now))


def as_text(value: object) -> str:
    """A stored value as plain text, "" where there is none."""
    if value is None:
        return ""
    if isinstance(value, (date, datetime)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _as_data(report: Report) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(report)


def _report(data: dict[str, Any]) -> Report:
    severities: dict[str, Severity] = {"refused": "refused", "repaired": "repaired", "note": "note"}
    problems = tuple(
        Problem(p["row"], p["column"], p["sentence"], p["value"], severities.get(p["severity"], "note"))
        for p in data.pop("problems")
    )
    changes = tuple(ChangeRow(**c) for c in data.pop("changes"))
    states = {int(k): n for k, n in data.pop("states").items()}
    left_out = tuple((name, why) for name, why in data.pop("left_out"))
    told = tuple((name, sentence) for name, sentence in data.pop("notes", ()))
    cells = Cells(**data.pop("cells"))
    return Report(
        **data,
        cells=cells,
        states=states,
        problems=problems,
        changes=changes,
        left_out=left_out,
        notes=told,
    )
