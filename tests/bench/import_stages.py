"""How long the import's reading and typing takes beside Polars alone doing the least that is needed."""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SCALES = [f"Q{n}" for n in range(2, 12)]
CHANNELS = ("Web", "Phone", "Visit", "Mail")
PRODUCTS = ("Lift", "Escalator", "Gate", "Platform", "Service contract")
WORDS = [
    "the",
    "fitter",
    "came",
    "late",
    "but",
    "was",
    "kind",
    "and",
    "explained",
    "what",
    "went",
    "wrong",
    "with",
    "our",
    "lift",
    "on",
    "monday",
    "again",
]
BLOCK = 20_000


def make_csv(path: Path, rows: int, seed: int = 7) -> Path:
    """A survey export of 22 columns, about 126 bytes a row, equal for equal seeds."""
    rng = random.Random(seed)
    start = datetime(2026, 1, 5, 8)
    header = [
        "ResponseId",
        "Account",
        "StartDate",
        "EndDate",
        "Channel",
        "Product",
        "NPS",
        *SCALES,
        "Q12",
        "Spend",
    ]
    header += ["Satisfied", "Region", "Comment"]
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(header) + "\n")
        for done in range(0, rows, BLOCK):
            out.write("".join(_line(rng, n, start) for n in range(done, min(done + BLOCK, rows))))
    return path


def run(rows: int) -> dict[str, Any]:
    """Seconds of each stage, of Polars alone, and their ratio; medians of three."""
    with TemporaryDirectory() as folder:
        path = make_csv(Path(folder) / "answers.csv", rows)
        plan_of = _planner(path)
        ours, theirs, stages = [], [], {}
        for _turn in range(3):
            theirs.append(_seconds(lambda: _polars_alone(path)))
            stages = _stages(plan_of())
            ours.append(sum(stages.values()))
        ours.sort()
        theirs.sort()
        return {"rows": rows, "bytes": path.stat().st_size, **stages, "ours": ours[1], "polars": theirs[1],
                "ratio": ours[1] / theirs[1]}  # fmt: skip


def _planner(path: Path) -> Callable[[], Any]:
    from cxdesk.importing import detect, mapping

    return lambda: mapping.suggest(detect.sniff(path))


def _stages(plan: Any) -> dict[str, float]:
    from cxdesk.importing import detect, mapping, typed

    begun = time.perf_counter()
    plan = mapping.suggest(detect.sniff(plan.detection.path))
    sniffed = time.perf_counter()
    done = typed.build(plan)
    built = time.perf_counter()
    for frame in (done.closed, done.texts):
        for at in range(0, frame.height, 65_536):
            frame.slice(at, 65_536).write_parquet(
                BytesIO(), compression="zstd", compression_level=1, statistics=False
            )
    written = time.perf_counter()
    return {"sniff": sniffed - begun, "build": built - sniffed, "parquet": written - built}


def _polars_alone(path: Path) -> None:
    import polars as pl

    frame = pl.read_csv(path, infer_schema=False)
    kinds = {"NPS": pl.Int16, **dict.fromkeys(SCALES, pl.Int16), "Q12": pl.Int16, "Spend": pl.Float64}
    casts = [pl.col(name).cast(kind, strict=False) for name, kind in kinds.items()]
    casts += [pl.col(n).str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False) for n in ("StartDate", "EndDate")]
    frame.with_columns(casts).write_parquet(BytesIO(), compression="zstd")


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _line(rng: random.Random, n: int, start: datetime) -> str:
    begun = start + timedelta(seconds=n * 17)
    ended = begun + timedelta(seconds=60 + n % 900)
    scores = [str(rng.choice((1, 2, 3, 4, 4, 5, 5))) if rng.random() > 0.05 else "" for _q in SCALES]
    comment = " ".join(rng.choices(WORDS, k=rng.randint(1, 5))) if rng.random() < 0.3 else ""
    cells = [f"R_{n:09d}", f"AL-{rng.randint(1, 140):04d}", f"{begun}", f"{ended}", rng.choice(CHANNELS)]
    cells += [rng.choice(PRODUCTS), str(min(10, int(rng.triangular(0, 12, 9)))), *scores]
    cells += [str(rng.randint(1, 7)), f"{rng.random() * 900:.2f}", rng.choice(("Yes", "No"))]
    cells += [
        rng.choice(("North", "South", "East", "West")),
        f'"{comment}, {n % 7}"' if n % 10 == 0 else comment,
    ]
    return ",".join(cells) + "\n"
