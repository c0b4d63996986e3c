"""How the command line speaks: sentences, tables, JSON, progress, and exit codes."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from cxdesk.errors import Problem
from cxdesk.i18n import _, written_day
from cxdesk.progress import Progress as Told
from cxdesk.project import Project

out = Console(soft_wrap=True, highlight=False, markup=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

# What may not be read is refused by us, in a sentence: Typer takes it for wrong usage.
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="The .cxdesk file.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
SurveyOption = Annotated[str | None, typer.Option("--survey", help="Code or name of the survey.")]


@contextmanager
def opened(path: Path) -> Iterator[Project]:
    """The file, closed afterwards whatever happens; notices go to stderr."""
    project = Project.open(path)
    try:
        for notice in project.notices:
            err.print(notice)
        yield project
    finally:
        project.close()


@contextmanager
def progress_bar() -> Iterator[Told]:
    """A bar on stderr that a script's stdout never sees."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("", total=None)

        def told(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total or None, description=what)

        yield told


def day_of(text: str | None) -> date:
    """The day that was written, today where none was; another text is a UserError."""
    return written_day(text) if text else date.today()


# What a file from outside must not do to a terminal: control characters, and letters that turn the line around.
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F)])


def say(text: str) -> None:
    """One line for the person."""
    out.print(text.translate(_CONTROLS))


def say_json(value: Any) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def say_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], numbers: frozenset[int] = frozenset()
) -> None:
    """A plain table; columns in `numbers` stand on the right."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(header):
        table.add_column(name, justify="right" if place in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(cell.translate(_CONTROLS) for cell in row))
    out.print(table)


def say_read_back(found: Any, changes: Sequence[Any], lines: Sequence[str], yes: bool, as_json: bool) -> None:
    """What a list that was filled in would change: `changes` for a script, `lines` for a person."""
    if as_json:
        say_json(
            {
                "changes": changes,
                "unchanged": found.unchanged, "blank": found.blank,
                "problems": [p.sentence for p in found.problems],
                "left_out": [p.sentence for p in found.left_out], "written": bool(yes and found.changes),
            }
        )  # fmt: skip
    else:
        for line in lines:
            say(line)


def problem_line(problem: Problem) -> str:
    """A problem with its place in front."""
    place = _("Row {row}: {sentence}").format(row=problem.row, sentence="").rstrip(" :")
    if not problem.row or re.match(rf"{re.escape(place)}(?!\d)", problem.sentence):
        return problem.sentence
    if not problem.column:
        return _("Row {row}: {sentence}").format(row=problem.row, sentence=problem.sentence)
    return _("Row {row}, {column}: {sentence}").format(
        row=problem.row, column=problem.column, sentence=problem.sentence
    )
