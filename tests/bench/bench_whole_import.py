"""A whole import, from a file on disk to answers in a survey, beside Polars alone doing the least that is needed."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from polars.datatypes import DataTypeClass as PolarsType

from cxdesk.importing import actions, again, body, detect, mapping, typed
from cxdesk.importing.actions import import_file
from cxdesk.importing.found import Found
from cxdesk.importing.storing import Imported
from cxdesk.project import Project
from tests.bench.harness import Result, race
from tests.bench.import_stages import SCALES, make_csv

LIMITS = {200_000: (3.0, 5), 1_000_000: (1.8, 3)}
# Reading runs beside typing, and the hash that finds duplicates beside writing: only what is waited for is counted.
DUPLICATES = (again.compare, actions.any_import, actions.survey_of_import, actions.live_import)
STAGES = ("understand", "read", "type", "check", "duplicates", "write", "back up", "commit")


def run() -> list[Result]:
    """Both sizes of the promise."""
    with TemporaryDirectory() as name, settings_in(Path(name)):
        return [_whole(Path(name), rows, *limit) for rows, limit in LIMITS.items()]


@contextmanager
def settings_in(folder: Path) -> Iterator[None]:
    """Backups of the benchmark's files go away with it."""
    before = os.environ.get("CXDESK_SETTINGS")
    os.environ["CXDESK_SETTINGS"] = str(folder / "settings")
    try:
        yield
    finally:
        if before is None:
            del os.environ["CXDESK_SETTINGS"]
        else:
            os.environ["CXDESK_SETTINGS"] = before


@dataclass(slots=True)
class Timed:
    """An open file that keeps the seconds of what an import asks of it."""

    project: Project
    seconds: dict[str, float] = field(default_factory=dict)

    def run(self, label: str, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """One action."""
        return self.timed("commit", lambda: self.project.run(label, action, *args, **kwargs))

    def read(self, query: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """One query; those that look for answers that are there already are a stage of their own."""
        stage = "duplicates" if query in DUPLICATES else "check"
        return self.timed(stage, lambda: self.project.read(query, *args, **kwargs))

    def back_up(self, reason: str) -> Path:
        """One backup."""
        done: Path = self.timed("back up", lambda: self.project.back_up(reason))
        return done

    def timed(self, stage: str, work: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        try:
            return work()
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - begun


def whole_import(project: Project, source: Path) -> tuple[Imported, dict[str, float]]:
    """What the window and the command line do with a file, and the seconds of each stage."""
    file = Timed(project)
    begun = time.perf_counter()
    plan = mapping.suggest(detect.sniff(source))
    understood = time.perf_counter()
    with _timing(file):
        done = typed.build(plan)
        built = time.perf_counter()
        imported = import_file(file, plan, typed=done)
    stages = dict.fromkeys(STAGES, 0.0) | file.seconds
    stages["understand"] = understood - begun
    stages["type"] = built - understood - stages["read"]
    return imported, {**stages, "write": time.perf_counter() - begun - sum(stages.values())}


@contextmanager
def _timing(file: Timed) -> Iterator[None]:
    """Waiting for batches counts as reading."""
    read = body.read

    def batches(*args: Any, **kwargs: Any) -> Iterator[Any]:
        found = read(*args, **kwargs)
        while (batch := file.timed("read", lambda: next(found, None))) is not None:
            yield batch

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(body, "read", batches)
        yield


def _whole(folder: Path, rows: int, limit: float, times: int) -> Result:
    source = make_csv(folder / "answers.csv", rows)
    # Every turn, the first to warm up too, starts from a file of its own without answers.
    files = [Project.create(folder / f"{rows}-{turn}.cxdesk") for turn in range(times + 1)]
    fresh = iter(files)
    turns: list[dict[str, float]] = []

    def ours() -> None:
        imported, seconds = whole_import(next(fresh), source)
        if imported.stored != rows:
            raise AssertionError(f"{imported.stored} of {rows} rows were stored")
        turns.append(seconds)

    def peer() -> None:
        _polars_alone(source, folder / "peer.parquet")

    try:
        result = race(f"whole import, {rows:,} x 22", ours, peer, limit, times=times)
    finally:
        for project in files:
            project.close()
            project.path.unlink()
    middle = {stage: statistics.median(t.get(stage, 0.0) for t in turns[1:]) for stage in STAGES}
    note = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in middle.items())
    return replace(result, note=f"{note}; reading alone {_reading_alone(source):.2f}")


def _reading_alone(source: Path) -> float:
    found = detect.sniff(source)
    begun = time.perf_counter()
    for _batch in body.read(found, Found()):
        pass
    return time.perf_counter() - begun


def _polars_alone(source: Path, target: Path) -> None:
    """Read as text, cast, write one zstd Parquet file: no detection, no check, no hash, no database."""
    frame = pl.read_csv(source, infer_schema=False)
    kinds: dict[str, PolarsType] = dict.fromkeys(("NPS", *SCALES, "Q12"), pl.Int16)
    kinds["Spend"] = pl.Float64
    casts = [pl.col(name).cast(kind, strict=False) for name, kind in kinds.items()]
    form = "%Y-%m-%d %H:%M:%S"
    casts += [pl.col(name).str.to_datetime(form, strict=False) for name in ("StartDate", "EndDate")]
    frame.with_columns(casts).write_parquet(target, compression="zstd")
