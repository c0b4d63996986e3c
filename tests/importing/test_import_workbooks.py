"""Workbooks are read in a process of their own, and hostile ones end in a sentence."""

import os
import random
import sys
import time
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from cxdesk.errors import UserError
from cxdesk.importing import child, detect, mapping, typed
from cxdesk.progress import Cancelled

HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
TOO_LARGE = "would unpack to more than 60,000,000 cells. Save the sheet you need as CSV."


def book(path: Path, above: int = 0) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for _row in range(above):
        sheet.append([None])
    sheet.append(["Account key", "Would you recommend us?", "Visit", "Spend", "Text"])
    for n in range(40):
        sheet.append([f"{n:04d}", n % 11, datetime(2026, 4, n % 28 + 1), n + 0.25, f"line {n}\nnext"])
    made.create_sheet("Second").append(["other"])
    made.save(path)
    return path


def with_sheet(folder: Path, xml: bytes) -> Path:
    good = book(folder / "good.xlsx")
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return path


def sentence_of(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        typed.build(mapping.suggest(detect.sniff(path)))
    return str(caught.value)


@pytest.mark.parametrize("above", [0, 3])
def test_a_workbook_gives_the_values_that_were_written(tmp_path: Path, above: int) -> None:
    found = detect.sniff(book(tmp_path / "answers.csv", above))
    assert (found.container, found.rows, found.sheets) == ("xlsx", 40, ("Sheet", "Second"))
    done = typed.build(mapping.suggest(found))
    assert done.closed["account_key"].to_list() == [f"{n:04d}" for n in range(40)]
    assert done.closed["c1"].to_list() == [n % 11 for n in range(40)]
    assert done.closed["c2"].to_list() == [datetime(2026, 4, n % 28 + 1) for n in range(40)]
    assert done.closed["c3"].to_list() == [n + 0.25 for n in range(40)]
    assert done.texts["c4"][7] == "line 7\nnext"
    assert done.closed["source_row"][0] == above + 2


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="1"><c s="0" r="A1"><v>1</v></c></row><row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>',
        b"<row><c><v>1</v></c></row>" * 3_000_000,
    ],
)
def test_a_bomb_of_cells_is_refused(tmp_path: Path, cells: bytes) -> None:
    assert TOO_LARGE in sentence_of(with_sheet(tmp_path, HEAD + cells + TAIL))


def test_a_workbook_cut_in_half_is_refused(tmp_path: Path) -> None:
    data = book(tmp_path / "a.xlsx").read_bytes()
    path = tmp_path / "half.xlsx"
    path.write_bytes(data[: len(data) // 2])
    assert (
        sentence_of(path) == "“half.xlsx” is damaged and could not be read. Save it again, or save it as CSV."
    )


def test_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    assert "is damaged" in sentence_of(with_sheet(tmp_path, HEAD + b"<row><c r='A1'><v>1</v></row>"))


def test_the_largest_table_of_an_archive_is_read(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("answers.csv", "a,b\n1,2\n3,4\n")
        made.writestr("legend.csv", "a\n1\n")
    found = detect.sniff(path)
    assert (found.container, found.member, found.rows) == ("text", "answers.csv", 2)
    assert found.sheets == ("answers.csv", "legend.csv")


def test_an_archive_without_a_table_says_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("photo.jpg", "x")
    assert sentence_of(path) == "“export.zip” is a zip archive without a table of answers. In it: photo.jpg."


def test_the_bundle_calls_itself_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert child.command("a", "b")[1:] == ["-m", "cxdesk.importing.child", "a", "b"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child.command("a", "b") == [sys.executable, "--read-child", "a", "b"]


def letters(n: int) -> str:
    found = ""
    while n >= 0:
        found, n = chr(65 + n % 26) + found, n // 26 - 1
    return found


def row_of(width: int, named: bool = True) -> bytes:
    cells = "".join(
        f'<c r="{letters(n)}1"><v>1</v></c>' if named else "<c><v>1</v></c>" for n in range(width)
    )
    return f'<row r="1">{cells}'.encode()


def worked() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


WIDE = "has 6,000 columns; cxdesk reads at most 5,000."
WIDER = "has more than 5,000 columns"


@pytest.mark.parametrize(
    ("name", "xml", "expected"),
    [
        ("wide", HEAD + row_of(6_000) + b"</row>" + TAIL, WIDE),
        ("unnamed", HEAD + row_of(6_000, named=False) + b"</row>" + TAIL, WIDE),
        ("a million", HEAD + row_of(1_000_000) + b"</row>" + TAIL, WIDER),
        ("a million unnamed", HEAD + row_of(1_000_000, named=False) + b"</row>" + TAIL, WIDER),
        ("a million without end", HEAD + row_of(1_000_000), WIDER),
        ("one cell of 100 MB", HEAD + b'<row><c t="inlineStr"><is><t>' + b"x" * 100_000_000, TOO_LARGE),
        ("far in a near row", HEAD + b'<row r="1"><c r="A1"><v>1</v></c><c r="ZZ900000"><v>1</v></c></row>' + TAIL,
         TOO_LARGE),
    ],
)  # fmt: skip
def test_a_hostile_sheet_is_refused_within_two_seconds(
    tmp_path: Path, name: str, xml: bytes, expected: str
) -> None:
    path = with_sheet(tmp_path, xml)
    begun = worked()
    assert expected in sentence_of(path)
    # Work, not the clock: on a busy machine everything takes longer.
    assert worked() - begun < 2


def with_parts(folder: Path, **parts: bytes) -> Path:
    """A good workbook with some of its parts replaced or added, named by the end of their names."""
    good = book(folder / "good.xlsx")
    path = folder / "changed.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            own = next((k for k in parts if name.endswith(k.replace("__", "."))), None)
            target.writestr(name, parts.pop(own) if own else source.read(name))
        for name, data in parts.items():
            target.writestr(name.replace("__", "."), data)
    return path


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><workbook>&b;</workbook>'
    assert "is damaged" in sentence_of(with_parts(tmp_path, workbook__xml=bomb))


def test_names_that_lead_out_of_the_archive_are_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "good.xlsx")
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("../../evil.xml", "<x/>")
    assert "is damaged" in sentence_of(path)


def test_one_text_shared_by_many_cells_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shared.xlsx"
    made = openpyxl.Workbook()
    for n in range(300):
        made.worksheets[0].append([f"R{n}", n])
    made.save(path)
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 60_000))
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = HEAD + cells.encode() + TAIL
            if name.endswith("[Content_Types].xml"):
                data = data.replace(
                    b"</Types>",
                    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
                    b'officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
                )
            if not name.endswith("sharedStrings.xml"):
                target.writestr(name, data)
        target.writestr(
            "xl/sharedStrings.xml",
            b"<sst><si><t>" + random.Random(1).randbytes(15_000).hex().encode() * 2 + b"</t></si></sst>",
        )
    assert TOO_LARGE in sentence_of(bomb)


def test_a_lie_about_its_size_is_damage(tmp_path: Path) -> None:
    path = with_sheet(tmp_path, HEAD + b'<row r="1"><c r="A1"><v>1</v></c></row>' * 2_000 + TAIL)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as made:
        size = made.getinfo("xl/worksheets/sheet1.xml").file_size
    at = data.rfind(size.to_bytes(4, "little"))
    data[at : at + 4] = (400).to_bytes(4, "little")
    path.write_bytes(data)
    assert "is damaged" in sentence_of(path)


def test_cancel_ends_the_reading_process_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pid = tmp_path / "pid"
    hang = (
        f"import os, pathlib, time; pathlib.Path({str(pid)!r}).write_text(str(os.getpid())); time.sleep(60)"
    )
    monkeypatch.setattr(child, "command", lambda *_a: [sys.executable, "-c", hang])

    def cancel(done: int, total: int, what: str) -> None:
        if pid.exists() and pid.read_text():
            raise Cancelled

    begun = time.monotonic()
    with pytest.raises(Cancelled):
        child.run(tmp_path / "x.xlsx", "", tmp_path / "out", cancel)
    assert time.monotonic() - begun < 40
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_a_reader_that_hangs_is_ended_after_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "command", lambda *_a: [sys.executable, "-c", "import time; time.sleep(60)"])
    begun = time.monotonic()
    assert child.run(tmp_path / "x.xlsx", "", tmp_path / "out", seconds=0.5) == {"error": "too slow"}
    assert time.monotonic() - begun < 40


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has the clock only")
def test_a_reader_that_works_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = "from cxdesk.importing import child; child.SECONDS = 1; child._limit()\nwhile True: pass"
    monkeypatch.setattr(child, "command", lambda *_a: [sys.executable, "-c", busy])
    assert child.run(tmp_path / "x.xlsx", "", tmp_path / "out") == {"error": "too slow"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts cells and texts instead")
def test_a_reader_that_takes_too_much_memory_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    greedy = "from cxdesk.importing import child; child._limit(); x = b'x' * 4_000_000_000"
    monkeypatch.setattr(child, "command", lambda *_a: [sys.executable, "-c", greedy])
    assert "error" in child.run(tmp_path / "x.xlsx", "", tmp_path / "out")
