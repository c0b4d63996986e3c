"""Run every tests/bench/bench_*.py, print one table, and fail on a missed ratio.

A benchmark is a module with `def run() -> list[Result]`. It races cxdesk against a peer that does the same work in
the plainest way, in the same process and by turns, so that a slow machine slows both and the ratio stays.
"""

import gc
import importlib
import statistics
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).resolve().parent

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Result:
    """One measured figure; `ratio` must not be over `limit`.

    `peer_seconds` is None for a limit in seconds; then `ratio` is the share of that time that was used, of 1.
    """

    name: str
    ratio: float
    limit: float
    seconds: float
    peer_seconds: float | None = None
    note: str = ""

    @property
    def met(self) -> bool:
        return self.ratio <= self.limit


def race(name: str, ours: Work, peer: Work, limit: float, *, times: int = 5, note: str = "") -> Result:
    """Our work against the peer's, by turns; the medians count, the first turn of each only warms up."""
    turns = [(_seconds(ours), _seconds(peer)) for _ in range(times + 1)][1:]
    mine, theirs = (statistics.median(side) for side in zip(*turns, strict=True))
    return Result(name, mine / theirs, limit, mine, theirs, note)


def within(name: str, work: Work, limit_seconds: float, *, times: int = 5, note: str = "") -> Result:
    """Our work against a limit in seconds."""
    median = statistics.median([_seconds(work) for _ in range(times + 1)][1:])
    note = "; ".join(filter(None, [f"at most {limit_seconds:g} s", note]))
    return Result(name, median / limit_seconds, 1.0, median, None, note)


def say(sentence: str) -> None:
    """A line among the names of the benchmarks, such as what was skipped and why."""
    Console(width=None if sys.stdout.isatty() else 120).print(sentence, style="dim")


def _seconds(work: Work) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def benchmarks(wanted: Sequence[str] = ()) -> list[str]:
    """Names of the modules to run; a word picks those whose name holds it."""
    names = sorted(path.stem for path in HERE.glob("bench_*.py"))
    return [name for name in names if not wanted or any(word in name for word in wanted)]


def main(wanted: Sequence[str] = ()) -> int:
    """Run, print, and return 1 when a ratio was missed or a benchmark broke."""
    console = Console(width=None if sys.stdout.isatty() else 120)
    results: list[Result] = []
    broken: list[str] = []
    for name in benchmarks(wanted):
        console.print(f"{name} ...", style="dim")
        try:
            results += importlib.import_module(f"tests.bench.{name}").run()
        except Exception:  # noqa: BLE001 - the other figures are still wanted
            broken.append(name)
            traceback.print_exc()
    console.print(table_of(results))
    missed = [result.name for result in results if not result.met]
    for name in broken:
        console.print(f"{name} broke; its words are above.")
    console.print(f"{len(results) - len(missed)} of {len(results)} figures met.")
    return 1 if missed or broken or not results else 0


def table_of(results: Sequence[Result]) -> Table:
    """The results, one a line."""
    table = Table(header_style="bold")
    table.add_column("figure", overflow="fold")
    for heading in ("ratio", "limit", "cxdesk, s", "peer, s"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("met", no_wrap=True)
    table.add_column("note", overflow="fold")
    for result in results:
        peer = "-" if result.peer_seconds is None else f"{result.peer_seconds:.3f}"
        met = "yes" if result.met else "[bold red]no[/]"
        numbers = (f"{result.ratio:.2f}", f"{result.limit:.2f}", f"{result.seconds:.3f}", peer)
        table.add_row(result.name, *numbers, met, result.note)
    return table
