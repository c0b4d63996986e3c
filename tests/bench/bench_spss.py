"""An SPSS file of 200,000 answers to 100 questions, from the disk to typed columns, beside pyreadstat alone."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import pyreadstat

from cxdesk.importing import detect, mapping, pieces, typed
from tests.bench.harness import Result, race

ROWS, LIMIT = 200_000, 2.0
LABELS = {
    1.0: "Very dissatisfied",
    2.0: "Dissatisfied",
    3.0: "Neutral",
    4.0: "Satisfied",
    5.0: "Very satisfied",
    99.0: "Don't know",
}


def run() -> list[Result]:
    """Read and typed; nothing is stored, because pyreadstat stores nothing."""
    with TemporaryDirectory() as name:
        path = make_sav(Path(name) / "answers.sav", ROWS)

        def ours() -> None:
            # A window that asks again is told what was read before; here every turn reads anew.
            pieces._started.clear()
            os.utime(path)
            done = typed.build(mapping.suggest(detect.sniff(path)))
            if done.stored != ROWS:
                raise AssertionError(f"{done.stored} of {ROWS} rows were read")

        def peer() -> None:
            pyreadstat.read_sav(path, output_format="dict")

        return [race(f"SPSS file read and typed, {ROWS:,} x 100", ours, peer, LIMIT, times=3)]


def make_sav(path: Path, rows: int, seed: int = 7) -> Path:
    """Seventy ratings, fifteen options, ten numbers, three texts, a date and a response number."""
    rng = np.random.default_rng(seed)
    columns: dict[str, np.ndarray] = {}
    for n in range(70):
        rating = rng.integers(1, 6, rows).astype(float)
        rating[rng.random(rows) < 0.05] = np.nan
        columns[f"Q{n}"] = rating
    columns |= {f"M_{n}": rng.integers(0, 2, rows).astype(float) for n in range(15)}
    columns |= {f"N{n}": np.round(rng.random(rows) * 900, 2) for n in range(10)}
    columns |= {f"T{n}": np.array([f"word {w}" for w in rng.integers(0, 5_000, rows)]) for n in range(3)}
    columns["visit"] = rng.integers(13_900_000_000, 13_990_000_000, rows).astype(float)
    columns["ResponseId"] = np.array([f"R_{n:07d}" for n in range(rows)])
    labels = {f"Q{n}": LABELS for n in range(70)} | {f"M_{n}": {0.0: "No", 1.0: "Yes"} for n in range(15)}
    pyreadstat.write_sav(
        pl.DataFrame(columns), path, variable_value_labels=labels, variable_format={"visit": "DATETIME20"}
    )
    return path
