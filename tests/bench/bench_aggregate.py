"""Counting a million answers through the one way every analysis asks for them, beside a group-by in Polars."""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from sqlalchemy.orm import Session

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import matching
from cxdesk.responses.aggregate import counted, counts
from cxdesk.responses.filter import Filter
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import whole
from cxdesk.touchpoints import actions as touch_points
from tests.bench.bench_whole_import import settings_in
from tests.bench.harness import Result, race

ROWS = 1_000_000
ROUNDS = ("March 2025", "September 2025", "March 2026", "September 2026")
ACCOUNTS = 140
SCALES = 12


def run() -> list[Result]:
    """One question, and a question by round; the columns were read once before."""
    with TemporaryDirectory() as name, settings_in(Path(name)):
        project, items = big_file(Path(name) / "big.cxdesk", ROWS)
        try:
            frame = _in_memory(project, items["Q1"])
            return [_one(project, items["Q1"], frame), _by_round(project, items["Q1"], frame)]
        finally:
            project.close()


def big_file(path: Path, rows: int) -> tuple[Project, dict[str, int]]:
    """Answers of four rounds to a recommend question and twelve scales, each linked to a touch point."""
    project = Project.create(path)
    scales = tuple(
        QuestionSpec(f"Q{n}", "scale", {"en": f"Question {n}"}, ScaleSpec(1, 5)) for n in range(2, SCALES + 2)
    )
    first = QuestionSpec("Q1", "nps", {"en": "Would you recommend us?"}, ScaleSpec(0, 10, satisfied_from=9))
    survey = project.run(
        "Create", surveys.build, Definition({"en": "Big"}, (SectionSpec({}, (first, *scales)),))
    )
    items = {i.code: i.id for q in project.read(whole, survey).questions for i in q.items}
    project.run("Link", _linked, list(items.values())[1:])
    specs = [AccountSpec(f"AL-{n}", f"Customer {n}", f"Segment {n % 6}") for n in range(ACCOUNTS)]
    project.run("Customers", store_accounts, specs)
    for number, name in enumerate(ROUNDS):
        round_id = project.run("Round", responses.add_round, survey, name, invited=rows)
        packed = responses.pack(_answers(items, rows // len(ROUNDS), number))
        project.run("Import", responses.add_answers, round_id, packed, responses.Source("big.csv"))
    project.run("Match", matching.relink)
    return project, items


def _linked(session: Session, items: list[int]) -> None:
    for n, item in enumerate(items):
        touch_points.link(session, touch_points.add(session, f"Touch point {n}"), item)


def _answers(items: dict[str, int], rows: int, seed: int) -> pl.DataFrame:
    """Codes that look like answers: one in twenty blank, the good end fuller than the bad."""
    place = pl.int_range(rows, eager=True).cast(pl.UInt64)
    codes = {}
    for code, item in items.items():
        chance = place.hash(seed * 100 + item)
        value = 10 - (chance % 121).cast(pl.Float64).sqrt().floor() if code == "Q1" else 1 + chance % 5
        codes[f"i{item}"] = value.cast(pl.Int16).set((chance // 1000) % 20 == 0, None)
    key = "AL-" + (place.hash(seed) % (ACCOUNTS + 20)).cast(pl.String)
    state = pl.Series([0], dtype=pl.UInt8).new_from_index(0, rows)
    return pl.DataFrame({**codes, "account_key": key, "state": state})


def _in_memory(project: Project, item: int) -> pl.DataFrame:
    frame = project.read(counted, 1, [item])
    return pl.DataFrame({"code": frame[f"i{item}"], "round": frame["round_id"]})


def _one(project: Project, item: int, frame: pl.DataFrame) -> Result:
    note = f"first time, from the file: {_cold(project, lambda p: p.read(counts, 1, [item])):.3f} s"
    return race(
        f"one question counted, {frame.height:,} responses",
        lambda: project.read(counts, 1, [item]),
        lambda: frame.group_by("code").agg(pl.len()),
        2.0,
        times=15,
        note=note,
    )


def _by_round(project: Project, item: int, frame: pl.DataFrame) -> Result:
    part = Filter(segments=("Segment 1",))
    note = f"first time: {_cold(project, lambda p: p.read(counts, 1, [item], 'round')):.3f} s"
    begun = time.perf_counter()
    project.read(counts, 1, [item], "round", part)
    note += f"; of one segment, first time: {time.perf_counter() - begun:.3f} s"
    return race(
        f"a question by round, {frame.height:,} responses",
        lambda: project.read(counts, 1, [item], "round"),
        lambda: frame.group_by("round", "code").agg(pl.len()),
        2.0,
        times=15,
        note=note,
    )


def _cold(project: Project, work: Callable[[Project], object]) -> float:
    # The lock is held, so this is a second window that reads only.
    again = Project.open(project.path)
    try:
        begun = time.perf_counter()
        work(again)
        return time.perf_counter() - begun
    finally:
        again.close()
