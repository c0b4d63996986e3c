"""A file of 900 columns, from its bytes to typed answers: the work is limited, for nobody waits longer for many columns.

What is limited is the processor's work, as columns are told one after the other.
"""

import random
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from cxdesk.importing import detect, mapping, typed
from tests.bench.harness import Result

COLUMNS, ROWS, LIMIT = 900, 2000, 2.5
_WORDS = ["the", "fitter", "came", "late", "but", "was", "kind", "and", "explained", "what", "went", "wrong"]


def run() -> list[Result]:
    """Three turns over files of the same shape, so that nothing was read before."""
    with TemporaryDirectory() as folder:
        taken, notes = [], []
        for turn in range(4):
            path = wide_csv(Path(folder) / f"wide {turn}.csv", turn)
            begun = time.process_time()
            detection = detect.sniff(path)
            known = time.process_time()
            plan = mapping.suggest(detection)
            told = time.process_time()
            if typed.build(plan).closed.height != ROWS:
                raise AssertionError("rows are missing")
            taken.append(time.process_time() - begun)
            notes.append(told - known)
    seconds = statistics.median(taken[1:])
    note = f"work of the processor, at most {LIMIT:g} s; columns told in {statistics.median(notes[1:]):.2f}"
    return [Result(f"{COLUMNS} columns, {ROWS:,} rows", seconds / LIMIT, 1.0, seconds, None, note)]


def wide_csv(path: Path, seed: int) -> Path:
    """Scales, marks out of ten, yes and no, choices and words by turns."""
    chance = random.Random(seed)
    makers = (
        lambda: str(chance.randint(1, 7)),
        lambda: str(chance.randint(0, 10)),
        lambda: chance.choice(("Yes", "No")),
        lambda: chance.choice(("Web", "Phone", "Visit", "Mail")),
        lambda: " ".join(chance.sample(_WORDS, 4)),
    )
    asked = COLUMNS - 2
    with path.open("w", encoding="utf-8") as out:
        out.write(",".join(["ResponseId", "StartDate", *(f"Q{n}" for n in range(asked))]) + "\n")
        for row in range(ROWS):
            cells = [makers[n % len(makers)]() for n in range(asked)]
            out.write(",".join([f"R_{row}", f"2026-03-{row % 28 + 1:02d}", *cells]) + "\n")
    return path
