"""Opening a file with a million responses to its first page, and the page of findings after it."""

import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from cxdesk.analysis.insights import insights
from cxdesk.programme import overview
from cxdesk.project import Project
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import answers_table
from cxdesk.surveys.queries import survey_rows
from tests.bench.bench_aggregate import ROWS, big_file
from tests.bench.bench_whole_import import settings_in
from tests.bench.harness import Result, within

TODAY = date(2026, 10, 1)


def run() -> list[Result]:
    """Every turn opens the file anew, so no column was read before."""
    with TemporaryDirectory() as name, settings_in(Path(name)):
        made, _items = big_file(Path(name) / "big.cxdesk", ROWS)
        made.close()
        stages = _stages(made.path)
        return [
            _first_rows(made.path),
            within(
                f"file open to its first page, {ROWS:,} responses",
                lambda: _first_page(made.path).close(),
                1.0,
                note=", ".join(f"{stage} {seconds:.2f}" for stage, seconds in stages.items()),
            ),
        ]


def _first_rows(path: Path) -> Result:
    """The first page of the answers themselves, right after opening: at most 50 ms and one chunk."""
    projects = [Project.open(path) for _turn in range(6)]
    ready = iter(projects)
    survey = projects[0].read(survey_rows)[0].id

    def work() -> None:
        table = next(ready).read(answers_table, survey, limit=200)
        if (len(table.rows), table.total) != (200, ROWS):
            raise AssertionError(f"{len(table.rows)} of {table.total} rows")

    found = within(f"first page of the answers, {ROWS:,} responses", work, 0.05, times=5)
    read = {chunk for chunk, _name in projects[-1].answers._columns}
    for project in projects:
        project.close()
    return replace(found, note=f"{found.note}; chunks read: {len(read)}")


def _first_page(path: Path) -> Project:
    project = Project.open(path)
    page = project.read(overview.overview, TODAY)
    if project.read(overview.counts).touch_points == 0 or not page.again:
        raise AssertionError("the first page said nothing of the answers")
    return project


def _stages(path: Path) -> dict[str, float]:
    """Seconds of opening, of the first page, and of the page of findings when gone to and when gone to again."""
    marks = [time.perf_counter()]
    project = Project.open(path)
    marks.append(time.perf_counter())
    project.read(overview.overview, TODAY)
    project.read(overview.counts)
    marks.append(time.perf_counter())
    for _turn in range(2):
        project.read(insights, None, Filter(), TODAY)
        marks.append(time.perf_counter())
    project.close()
    names = ("open", "page", "findings after it", "findings again")
    return {name: b - a for name, a, b in zip(names, marks, marks[1:], strict=False)}
