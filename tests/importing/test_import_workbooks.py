"""Workbooks are read in a process of their own, and hostile ones end in a sentence."""

import sys
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from cxdesk.errors import UserError
from cxdesk.importing import child, detect, mapping, typed

HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
TOO_LARGE = "would unpack to more than 60,000,000 cells. Save the sheet with the answers as CSV."


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


def test_an_archive_that_is_named_like_a_workbook_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("answers.csv", "a,b\n1,2\n")
    found = detect.sniff(path)
    assert (found.container, found.member, found.rows) == ("text", "answers.csv", 1)


def test_the_bundle_calls_itself_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert child.command("a", "b")[1:] == ["-m", "cxdesk.importing.child", "a", "b"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child.command("a", "b") == [sys.executable, "--read-child", "a", "b"]
