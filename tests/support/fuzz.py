"""Damage files in every way that is cheap and see that each opens or is refused in words: `make fuzz`.

To add a format: a function that returns `Sample`s, named in SOURCES. File n of a seed is always the same, so that
`python -m tests.support.fuzz --seed S --only N` does one again.
"""

import argparse
import io
import os
import random
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxdesk.importing.plan import Detection

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
KEPT = Path(__file__).resolve().parents[2] / "out" / "fuzz"
LARGEST = 200_000
SECONDS = 10
CHILD_BYTES = 1_000_000_000
# A workbook takes a process of its own; one in so many files is one.
SLOW_EVERY = 12


@dataclass(frozen=True, slots=True)
class Sample:
    """A sound file to be damaged; `suffix` with its dot."""

    name: str
    data: bytes
    suffix: str

    @property
    def is_slow(self) -> bool:
        return self.data.startswith((b"PK", b"\xd0\xcf", b"$FL", b"PAR1"))


@dataclass(frozen=True, slots=True)
class Failure:
    """What a damaged file did that it must not."""

    number: int
    sample: str
    what: str


def texts() -> list[Sample]:
    """Tables as text: every sign, line end, encoding and kind of cell, small enough to hit each part of them."""
    rows = [
        f"R{n};{n % 11};{n % 5 + 1};2026-03-{n % 28 + 1:02d} 14:05;{n},5;a, b;“ja” {n};Köln né;"
        + ('"two\nlines"' if n % 7 == 0 else '"said ""so"""' if n % 3 == 0 else "plain")
        for n in range(40)
    ]
    body = "ResponseId;NPS;Rate us;EndDate;Spend;Pick;Why;City;Text\n" + "\n".join(rows) + "\n"
    qualtrics = (
        "StartDate,EndDate,Finished,ResponseId,Q1,Q2_1,Q2_2,Q3\n"
        'Start Date,End Date,Finished,Response ID,"How likely, 0-10?",Pick - A,Pick - B,Why?\n'
        '"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""finished""}",'
        '"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_1""}",'
        '"{""ImportId"":""QID2_2""}","{""ImportId"":""QID3_TEXT""}"\n'
        + "".join(
            f"2026-03-01 10:00:00,2026-03-01 10:05:00,True,R_{n},{n % 11},A,,text {n}\n" for n in range(30)
        )
    )
    monkey = (
        "Respondent ID,Collector ID,Start Date,End Date,How satisfied are you?,Which of these?,,,Why?\n"
        ",,,,Response,A,B,Other,Open-Ended Response\n"
        + "".join(f"{n},1,03/01/2026,03/02/2026,{n % 5 + 1},A,,x,because {n}\n" for n in range(30))
    )
    persian = "شناسه,تاریخ,امتیاز\n" + "".join(f"R{n},۱۴۰۴/۱۲/{n % 29 + 1:02d},{n % 10}\n" for n in range(30))
    return [
        Sample("semicolon", body.encode(), ".csv"),
        Sample("tab", body.replace(";", "\t").encode("utf-16"), ".tsv"),
        Sample("cp1252", "".join(c for c in body if ord(c) < 256).encode("cp1252"), ".csv"),
        Sample("returns", body.replace("\n", "\r\n").encode("utf-8-sig"), ".csv"),
        Sample("sep line", b"sep=;\r\n" + body.encode(), ".csv"),
        Sample("titles", b"Title\nExported\n\n" + body.encode(), ".csv"),
        Sample("qualtrics", qualtrics.encode(), ".csv"),
        Sample("surveymonkey", monkey.encode(), ".csv"),
        Sample("persian", persian.encode(), ".csv"),
    ]


def workbooks() -> list[Sample]:
    """Small workbooks of the three kinds."""
    import openpyxl
    import xlwt

    from tests.importing.test_import_spreadsheets import ods, ods_row

    modern = openpyxl.Workbook()
    old = xlwt.Workbook()
    page = old.add_sheet("Answers")
    for n in range(25):
        row = ["id", "score", "when"] if not n else [f"R{n}", n % 11, f"2026-03-{n:02d}"]
        modern.worksheets[0].append([*row, "=B2*2", "#N/A"])
        for place, cell in enumerate(row):
            page.write(n, place, cell)
    modern.worksheets[0].merge_cells("A3:A5")
    modern.create_sheet("Other").append(["x"])
    one, two = io.BytesIO(), io.BytesIO()
    modern.save(one)
    old.save(two)
    with tempfile.TemporaryDirectory() as folder:
        rows = ods_row("id", "score") + "".join(ods_row(f"R{n}", str(n % 11)) for n in range(20))
        three = ods(Path(folder) / "a.ods", f'<table:table table:name="A">{rows}</table:table>').read_bytes()
    return [
        Sample("xlsx", one.getvalue(), ".xlsx"),
        Sample("xls", two.getvalue(), ".xls"),
        Sample("ods", three, ".ods"),
    ]


def real_files() -> list[Sample]:
    """The beginnings of real exports, where they are at hand; long ones are cut at a line's end."""
    found = []
    for path in sorted(p for p in CORPUS.rglob("*") if p.is_file() and p.suffix != ".md"):
        data = path.read_bytes()
        if data.startswith((b"PK", b"\xd0\xcf")) and len(data) > LARGEST:
            continue
        if len(data) > LARGEST:
            data = data[: data.rfind(b"\n", 0, LARGEST) + 1] or data[:LARGEST]
        found.append(Sample(path.name, data, path.suffix))
    return found


def other_tools() -> list[Sample]:
    """What other survey tools make: questionnaires, answers in files of their own, archives."""
    import polars as pl
    import pyreadstat

    from tests.importing import lime_files
    from tests.importing.test_qsf import CHANNELS, RATING, survey

    frame = pl.DataFrame({"Q1": [float(n % 11) for n in range(40)], "Why": [f"word {n}" for n in range(40)]})
    google = '"Timestamp","How satisfied are you?","Which of these?"\n' + "".join(
        f'"2026/03/{n % 28 + 1:02d} 12:38:43 PM GMT+1","{n % 5 + 1}","A;B"\n' for n in range(30)
    )
    kobo = '"start";"Q1";"Q2";"Q2/a";"Q2/b";"_id";"_uuid";"_submission_time";"_index"\n' + "".join(
        f'"2026-03-01T10:00:00";"{n % 11}";"a b";"1";"1";"{n}";"u{n}";"2026-03-01T10:05:00";"{n}"\n'
        for n in range(30)
    )
    typeform = (
        "#,How likely are you to recommend us?,Pick,Start Date (UTC),Submit Date (UTC),Network ID\n"
        + "".join(
            f"{n:032x},{n % 11},A / B,2026-03-01 10:00:00,2026-03-01 10:05:00,{n:010x}\n" for n in range(30)
        )
    )
    reviews = "date,stars,text,source,reach\n" + "".join(
        f"2026-03-{n % 28 + 1:02d},{n % 5 + 1},review {n},Google,{n * 10}\n" for n in range(30)
    )
    packed, parquet = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("answers.csv", google)
    frame.write_parquet(parquet)
    with tempfile.TemporaryDirectory() as name:
        sav, lsa = Path(name) / "a.sav", Path(name) / "a.lsa"
        pyreadstat.write_sav(frame, sav, variable_value_labels={"Q1": {0.0: "No", 10.0: "Yes"}})
        lime_files.lsa(lsa)
        spss, archive = sav.read_bytes(), lsa.read_bytes()
    return [
        Sample("qsf", survey(RATING, CHANNELS), ".qsf"),
        Sample("lss", lime_files.lss(), ".lss"),
        Sample("lsr", lime_files.lsr(), ".lsr"),
        Sample("lsa", archive, ".lsa"),
        Sample("google zip", packed.getvalue(), ".zip"),
        Sample("google", google.encode(), ".csv"),
        Sample("kobo", kobo.encode(), ".csv"),
        Sample("typeform", typeform.encode(), ".csv"),
        Sample("reviews", reviews.encode(), ".csv"),
        Sample("sav", spss, ".sav"),
        Sample("parquet", parquet.getvalue(), ".parquet"),
    ]


SOURCES: tuple[Callable[[], list[Sample]], ...] = (texts, workbooks, other_tools, real_files)


def _flip(rng: random.Random, data: bytearray) -> None:
    for _turn in range(rng.choice((1, 3, 30))):
        data[rng.randrange(len(data))] = rng.randrange(256)


def _cut(rng: random.Random, data: bytearray) -> None:
    at = rng.randrange(len(data))
    del data[at : at + rng.choice((1, 10, 1_000, len(data)))]


def _swap(rng: random.Random, data: bytearray) -> None:
    size = rng.randrange(1, 200)
    a, b = rng.randrange(len(data)), rng.randrange(len(data))
    data[a : a + size], data[b : b + size] = data[b : b + size], data[a : a + size]


def _repeat(rng: random.Random, data: bytearray) -> None:
    at = rng.randrange(len(data))
    part = data[at : at + rng.choice((1, 20, 500))]
    data[at:at] = part * rng.choice((1, 5, 50))


PIECES = (
    b'"', b'""', b"\0", b"\0" * 50, b"\xef\xbb\xbf", b"\xff\xfe", b"\n", b"\r", b"\r\n", b";", b",", b"\t", b"|", b"\xe9",
    b"\xc3", "\u200f".encode(), "\u202e".encode(), b"sep=|\n", b"\x1a", b"-", b"#N/A", b"9" * 400, b"1e999", b"nan",
    b"0000-00-00", b"99/99/9999", b"1404/13/40", b"<?xml?>", b"<", b">", b"&a;", b"{", b"=1+1", b"%", "۹".encode(),
    "\ue000end of file\ue001".encode(), "\ue002=x".encode(), b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
)  # fmt: skip


def _insert(rng: random.Random, data: bytearray) -> None:
    for _turn in range(rng.choice((1, 1, 4))):
        at = rng.randrange(len(data) + 1)
        data[at:at] = rng.choice(PIECES)


def _lines(rng: random.Random, data: bytearray) -> None:
    """Whole lines moved, doubled or lost, or one column of a line too many."""
    lines = bytes(data).split(b"\n")
    for _turn in range(rng.choice((1, 5))):
        at = rng.randrange(len(lines))
        what = rng.randrange(4)
        if what == 0 and len(lines) > 1:
            del lines[at]
        elif what == 1:
            lines.insert(rng.randrange(len(lines)), lines[at])
        elif what == 2:
            rng.shuffle(lines)
        else:
            lines[at] += rng.choice((b",x", b";", b"\t\t", b'"'))
    data[:] = b"\n".join(lines)


MUTATIONS = (_flip, _cut, _swap, _repeat, _insert, _insert, _lines)


def damaged(rng: random.Random, sample: Sample) -> bytes:
    """The sample after one to three mutations; of an archive often one part inside, packed again."""
    if sample.data.startswith(b"PK") and rng.random() < 0.8:
        return _part_damaged(rng, sample.data)
    return _damaged(rng, sample.data)


def _damaged(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _turn in range(rng.randint(1, 3)):
        if not changed:
            break
        rng.choice(MUTATIONS)(rng, changed)
    return bytes(changed)


def _part_damaged(rng: random.Random, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        names = book.namelist()
        chosen = rng.choice([n for n in names if n.endswith(("xml", "rels"))] or names)
        for name in names:
            part = book.read(name)
            made.writestr(name, _damaged(rng, part) if name == chosen else part)
    return out.getvalue()


def read(path: Path) -> None:
    """All that an import does with a file before it touches the project."""
    from cxdesk.importing import sources

    for detection in sources.gather([path]).answers:
        _read_table(detection)


def _read_table(detection: "Detection") -> None:
    from cxdesk.importing import mapping, typed
    from cxdesk.importing.definition import parts, questions, survey_of

    done = typed.build(mapping.suggest(detection))
    if done.rows_in != done.stored + done.refused or done.closed.height != done.stored:
        raise AssertionError(f"{done.rows_in} rows in, {done.stored} stored, {done.refused} refused")
    if not all(p.sentence and "\n" not in p.sentence[:1] for p in done.problems):
        raise AssertionError("a problem without words")
    survey_of(done.plan)
    parts(done.plan, questions(done.plan))


class _TooSlow(Exception):
    pass


@contextmanager
def _limited() -> Iterator[None]:
    """At most so many seconds of work, here and in children: a busy machine must not look like a hang."""
    begun = _worked()

    def ring(_number: int, _frame: object) -> None:
        raise _TooSlow

    has_clock = hasattr(signal, "setitimer")
    before = signal.signal(signal.SIGPROF, ring) if has_clock else None
    if has_clock:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        if has_clock:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
    if _worked() - begun > SECONDS:
        raise _TooSlow


def _worked() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def outcome(path: Path) -> str:
    """ "opened", "refused", or what happened that must not."""
    from cxdesk.errors import UserError

    try:
        with _limited():
            read(path)
    except UserError as error:
        return "refused" if str(error).endswith((".", "”", ")")) else f"no sentence: {error}"
    except _TooSlow:
        return f"hangs for {SECONDS} s"
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else ""
        return f"{type(error).__name__}: {str(error)[:200]} at {where}"
    return "opened"


def samples(sources: Sequence[Callable[[], list[Sample]]] = SOURCES) -> list[Sample]:
    """Every sample there is."""
    return [sample for source in sources for sample in source() if sample.data]


def file_of(number: int, seed: int, found: Sequence[Sample]) -> tuple[Sample, bytes]:
    """File `number` of a seed."""
    rng = random.Random(f"{seed}-{number}")
    fast, slow = [s for s in found if not s.is_slow], [s for s in found if s.is_slow]
    sample = rng.choice(slow if slow and number % SLOW_EVERY == 0 else fast)
    return sample, damaged(rng, sample)


def run(
    numbers: Sequence[int], seed: int, found: Sequence[Sample], folder: Path
) -> tuple[Counter[str], list[Failure]]:
    """Damage and read so many files; what came of them, and what must not have."""
    counts: Counter[str] = Counter()
    failures: list[Failure] = []
    before = _bytes_of("RUSAGE_CHILDREN")
    for number in numbers:
        sample, data = file_of(number, seed, found)
        path = folder / f"f{number}{sample.suffix}"
        path.write_bytes(data)
        what = outcome(path)
        counts[what if what in ("opened", "refused") else "failed"] += 1
        if what not in ("opened", "refused"):
            failures.append(Failure(number, sample.name, what))
        path.unlink()
    # The system tells only the largest child there ever was: one that was larger before these files is not theirs. A
    # child begins as a copy of its parent, whose size is told as the child's where a long run has made it large.
    if (most := _bytes_of("RUSAGE_CHILDREN")) > max(CHILD_BYTES, before, _bytes_of("RUSAGE_SELF")):
        failures.append(Failure(-1, "a child", f"took {most:,} bytes"))
    return counts, failures


def _bytes_of(whom: str) -> int:
    try:
        import resource
    except ImportError:
        return 0
    size = resource.getrusage(getattr(resource, whom)).ru_maxrss
    return int(size * (1 if sys.platform == "darwin" else 1024))


def main() -> int:
    """Run from the command line; failed files are kept in out/fuzz."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", type=int)
    asked = parser.parse_args()
    found = samples()
    numbers = [asked.only] if asked.only is not None else range(asked.first, asked.first + asked.files)
    total: Counter[str] = Counter()
    failures: list[Failure] = []
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for at in range(0, len(numbers), 100):
            counts, wrong = run(numbers[at : at + 100], asked.seed, found, Path(folder))
            total += counts
            failures += wrong
            print(
                f"{sum(total.values()):,} files, {dict(total)}, {time.monotonic() - begun:.0f} s", flush=True
            )
            for failure in wrong:
                print(f"  {failure.number} ({failure.sample}): {failure.what}", flush=True)
                if failure.number >= 0:
                    KEPT.mkdir(parents=True, exist_ok=True)
                    sample, data = file_of(failure.number, asked.seed, found)
                    (KEPT / f"{asked.seed}-{failure.number}{sample.suffix}").write_bytes(data)
    print(f"{len(failures)} of {sum(total.values()):,} files did what they must not.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
