"""Tables that leave: a spreadsheet reads them back, and no cell can run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.errors import UserError
from exports.tables.cells import as_text
from exports.tables.delimited import csv_text, tab_text, write_csv
from exports.tables.web import html_table

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200e=1", "\ufeff=1"]


def test_a_csv_file_is_read_back_as_it_was(tmp_path):
    rows = [["Alder, “Nord”", 48.5, None], ["یک\nخط", -3, "x"], ['a "b"', 12.0, "é"]]
    path = write_csv(rows, ["Name", "Score", "Note"], tmp_path / "t.csv")
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    back = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert back == [
        ["Name", "Score", "Note"], ["Alder, “Nord”", "48.5", ""], ["یک\nخط", "-3", "x"], ['a "b"', "12", "é"],
    ]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_would_run_gets_an_apostrophe_everywhere(text):
    assert as_text(text) == "'" + text
    assert next(csv.reader(io.StringIO(csv_text([], [text]), newline="")))[0].startswith("'")
    assert tab_text([[text]], ["x"]).split("\n")[1].startswith("'")
    assert "<td>'" in html_table([[text]], ["x"])


def test_negative_numbers_stay_numbers():
    assert [as_text(cell) for cell in (-1, -1.5, 0, 1e20, True, None)] == [
        "-1",
        "-1.5",
        "0",
        "1e+20",
        "True",
        "",
    ]


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_pasted_text_has_the_shape_of_the_table(rows):
    lines = tab_text(rows, ["a", "b"]).split("\n")
    assert len(lines) == len(rows) + 1
    assert {line.count("\t") for line in lines} == {1}


def test_html_is_escaped():
    text = html_table([["<script>alert(1)</script>", 5]], ["a & b", "n"], rtl=True, lang='fa"')
    assert "<script>" not in text
    assert "a &amp; b" in text
    assert 'dir="rtl" lang="fa&quot;"' in text


def test_a_row_of_another_length_is_a_bug():
    for make in (csv_text, tab_text, html_table):
        with pytest.raises(ValueError, match="1 cells under a header of 2"):
            make([["x"]], ["a", "b"])


def test_a_missing_folder_is_told_in_words(tmp_path):
    with pytest.raises(UserError):
        write_csv([], ["a"], tmp_path / "none" / "t.csv")
