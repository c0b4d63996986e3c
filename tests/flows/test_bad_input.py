"""Bad input gets a sentence and exit code 1, and the file is as it was before."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cxdesk.errors import UserError
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.project import Project
from cxdesk.storage.check import check
from exports.writing import write_file

GOOD = "Account key;Would you recommend us?;Why?\n" + "".join(
    f"AL-{n};{n % 11};word {n}\n" for n in range(300)
)


def csv_of(folder: Path, text: str, name: str = "answers.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def dump(path: Path) -> list[str]:
    """Everything in the file as SQL, without the numbers SQLite has reserved."""
    with closing(sqlite3.connect(path)) as connection:
        return [line for line in connection.iterdump() if "sqlite_sequence" not in line]


def cxdesk(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ui.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=100)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one import in it."""
    project = Project.create(tmp_path / "programme.cxdesk")
    import_file(project, mapping.suggest(detect.sniff(csv_of(tmp_path, GOOD, "first.csv"))))
    project.close()
    return project.path


def empty(folder: Path) -> Path:
    return csv_of(folder, "")


def header_only(folder: Path) -> Path:
    return csv_of(folder, "Account key;Would you recommend us?\n")


def a_directory(folder: Path) -> Path:
    (folder / "answers.csv").mkdir()
    return folder / "answers.csv"


def missing(folder: Path) -> Path:
    return folder / "nowhere.csv"


def pdf_named_csv(folder: Path) -> Path:
    path = folder / "answers.csv"
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n")
    return path


def ten_thousand_columns(folder: Path) -> Path:
    row = ",".join(str(n % 7) for n in range(10_000))
    head = ",".join(f"Q{n}" for n in range(10_000))
    return csv_of(folder, f"{head}\n{row}\n")


def cell_bomb(folder: Path) -> Path:
    """A workbook of a few hundred kilobytes whose sheet unpacks to half a gigabyte."""
    path = folder / "answers.xlsx"
    cells = b'<c t="inlineStr"><is><t>' + b"A" * 32_000 + b"</t></is></c>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", _CONTENT_TYPES)
        book.writestr("_rels/.rels", _RELS)
        book.writestr("xl/workbook.xml", _WORKBOOK)
        book.writestr("xl/_rels/workbook.xml.rels", _WORKBOOK_RELS)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            )
            for _row in range(4_000):
                sheet.write(b"<row>" + cells * 4 + b"</row>")
            sheet.write(b"</sheetData></worksheet>")
    return path


BAD_SOURCES: list[tuple[Callable[[Path], Path], str]] = [
    (empty, "empty"),
    (header_only, "has names of columns but no rows below them"),
    (a_directory, "folder"),
    (missing, "There is no file “nowhere.csv” at that place"),
    (pdf_named_csv, "PDF"),
    (ten_thousand_columns, "10,000 columns"),
    (cell_bomb, "unpack"),
]


@pytest.mark.parametrize(("make", "word"), BAD_SOURCES, ids=[make.__name__ for make, _word in BAD_SOURCES])
def test_a_bad_source_is_refused_with_a_sentence(
    make: Callable[[Path], Path], word: str, file: Path, tmp_path: Path
) -> None:
    source = make(tmp_path)
    before = file.read_bytes()
    done = cxdesk("responses", "import", file, source, "--yes")
    assert done.returncode == 1, done.stdout
    assert word in done.stderr, done.stderr
    assert done.stderr.strip().endswith(".")
    assert "Traceback" not in done.stderr + done.stdout
    assert file.read_bytes() == before


def test_a_file_cut_in_half_is_said_to_be_damaged(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    done = cxdesk("check", file)
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert "Traceback" not in done.stderr
    assert file.read_bytes() == data[: len(data) // 2]


def test_a_chunk_cut_short_is_named_by_check(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE response_chunk SET data=substr(data, 1, 50) WHERE kind='closed'")
    done = cxdesk("check", file)
    assert done.returncode == 1
    assert "The answers numbered 1 to 300 are damaged" in done.stderr


def test_a_disk_that_fills_while_importing_leaves_the_file_as_it_was(file: Path, tmp_path: Path) -> None:
    project = Project.open(file)
    before = dump(file)
    pages = project.read(lambda session: session.connection().exec_driver_sql("PRAGMA page_count").scalar())
    project.read(lambda session: session.connection().exec_driver_sql(f"PRAGMA max_page_count={pages + 2}"))
    rows = "".join(f"AL-{n};{n % 11};some other words {n * 7919}\n" for n in range(20_000))
    plan = mapping.suggest(detect.sniff(csv_of(tmp_path, GOOD + rows)))
    with pytest.raises(
        UserError, match=r"There was no room on the disk\. Nothing was changed; your file is as it was\."
    ):
        import_file(project, plan)
    project.close()
    assert dump(file) == before
    assert check(file).problems == ()


@pytest.mark.skipif(os.name == "nt", reason="the limit is a POSIX one")
def test_a_file_size_limit_while_importing_leaves_the_file_as_it_was(file: Path, tmp_path: Path) -> None:
    before = dump(file)
    source = csv_of(tmp_path, GOOD + "".join(f"AL-{n};{n % 11};words {n * 7919}\n" for n in range(60_000)))
    limit = file.stat().st_size + 100_000

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "responses", "import", str(file), str(source), "--yes"],
        capture_output=True,
        text=True,
        preexec_fn=limited,
        timeout=100,
    )
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert "as it was" in done.stderr
    assert dump(file) == before


def test_a_target_that_a_viewer_holds_keeps_the_new_file_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"old")

    def held(_source: object, _target: object) -> None:
        raise PermissionError(13, "held by a viewer")

    monkeypatch.setattr("exports.writing.os.replace", held)
    with pytest.raises(UserError, match=r"“plan.pdf” is open elsewhere .* kept as .*plan \d"):
        write_file(target, lambda part: part.write_bytes(b"new"))
    assert target.read_bytes() == b"old"
    kept = [p for p in tmp_path.iterdir() if p != target]
    assert [p.read_bytes() for p in kept] == [b"new"]


KILLED = """
import os, random, signal, sys, threading, time
from pathlib import Path
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.project import Project
from cxdesk.surveys import actions as surveys

seed, file, source = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
choose = random.Random(seed)
project = Project.open(file)
wanted, seen = choose.randint(1, 60), 0

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def traced(sql):
    global seen
    seen += 1
    if seed % 2 and sql.strip() == "COMMIT":
        threading.Thread(target=lambda: (time.sleep(choose.random() * 0.004), die())).start()
    elif not seed % 2 and seen == wanted:
        die()

plan = mapping.suggest(detect.sniff(source))
project._driver().set_trace_callback(traced)
if seed % 4 < 2:
    import_file(project, plan)
else:
    for n in range(40):
        project.run("Create survey", surveys.create, f"Edit {n}")
project.close()
os._exit(0)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a POSIX signal")
@pytest.mark.parametrize(
    "seed", [pytest.param(n, marks=pytest.mark.slow if n % 7 else ()) for n in range(20)]
)
def test_a_kill_at_any_moment_leaves_all_of_a_step_or_none(seed: int, file: Path, tmp_path: Path) -> None:
    source = csv_of(tmp_path, GOOD.replace("word", "other"), "second.csv")
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    before = _facts(file)
    done = subprocess.run([sys.executable, str(script), str(seed), str(file), str(source)], timeout=100)
    assert done.returncode in (-9, 0)
    project = Project.open(file)
    assert not project.read_only
    project.close()
    assert check(file).problems == ()
    after = _facts(file)
    imports, chunks, surveys = after[0] - before[0], after[1] - before[1], after[2] - before[2]
    if seed % 4 < 2:
        assert (imports, chunks, surveys) in ((0, 0, 0), (1, 2, 1))
    else:
        assert (imports, chunks) == (0, 0)
        assert after[2] == after[3], "each survey came with its section, or not at all"


def _facts(file: Path) -> tuple[int, int, int, int]:
    """Imports, chunks, surveys, sections, as a fresh reader sees them."""
    copy = shutil.copy(file, file.with_suffix(".seen"))
    journal = file.with_name(file.name + "-journal")
    if journal.exists():
        shutil.copy(journal, f"{copy}-journal")
    with closing(sqlite3.connect(copy)) as connection:
        tables = ("import_batch", "response_chunk", "survey", "section")
        return tuple(connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables)  # type: ignore[return-value]


_CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="xl/workbook.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_WORKBOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_WORKBOOK_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
)
