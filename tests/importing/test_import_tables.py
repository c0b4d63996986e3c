"""Any table of cells written as delimited text is read back as it was."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxdesk.importing import body, detect, mapping, table, typed
from cxdesk.importing.found import Found

SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PIECE = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffd")
CELL = st.lists(
    PIECE | st.sampled_from(['"', ",", ";", "\t", "|", "\n", "\r\n", "\r", " ", "é", "Ж", "ن"]), max_size=8
).map("".join)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(1, 5))
    return draw(st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=12))


def written(rows: list[list[str]], delimiter: str, quoting: int, ending: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=ending).writerows(rows)
    return out.getvalue()


def cells_of(batches: list[table.Batch]) -> list[list[str]]:
    return [list(row) for b in batches for row in b.frame.rows()]


@pytest.mark.slow
@SETTINGS
@given(
    tables(),
    st.sampled_from([",", ";", "\t", "|"]),
    # With "\n" alone Python's writer leaves a lone return unquoted, which ends a row for every reader.
    st.sampled_from([(csv.QUOTE_ALL, "\n"), (csv.QUOTE_ALL, "\r\n"), (csv.QUOTE_MINIMAL, "\r\n")]),
    st.integers(1, 60),
)
def test_any_table_reads_back_equal(
    rows: list[list[str]], delimiter: str, style: tuple[int, str], batch_bytes: int
) -> None:
    data = written(rows, delimiter, *style).encode()
    found = Found()
    read = list(table.batches(data, 0, delimiter, len(rows[0]), 1, found, batch_bytes=batch_bytes))
    assert cells_of(read) == rows
    assert pl.concat([b.source_rows for b in read]).to_list() == list(range(1, len(rows) + 1))
    assert found.count == 0


@pytest.mark.slow
@SETTINGS
@given(
    tables(),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be"]),
)
def test_a_file_in_any_encoding_reads_back_equal(
    tmp_path: Path, rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    names = [f"name {n}" for n in range(len(rows[0]))]
    text = written([names, *rows, names], delimiter, csv.QUOTE_ALL, "\r\n")
    path = tmp_path / "table.csv"
    path.write_bytes((b"\xfe\xff" if encoding == "utf-16-be" else b"") + text.encode(encoding))
    asked = detect.Asked(delimiter=delimiter, header_rows=1)
    found = detect.sniff(path, asked=asked)
    assert [c.header for c in found.columns] == names
    assert cells_of(list(body.read(found, Found()))) == [*rows, names]


@st.composite
def ragged(draw: st.DrawFn) -> list[list[str]]:
    return draw(st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=15))


@pytest.mark.slow
@SETTINGS
@given(ragged())
def test_rows_in_is_stored_and_refused_whatever_the_rows_look_like(
    tmp_path: Path, rows: list[list[str]]
) -> None:
    path = tmp_path / "ragged.csv"
    text = written([["a", "b", "c"], ["x", "1", "2"], *rows, ["y", "3", "4"]], ",", csv.QUOTE_MINIMAL, "\r\n")
    path.write_text(text, encoding="utf-8", newline="")
    done = typed.build(mapping.suggest(detect.sniff(path, asked=detect.Asked("utf-8", ",", 1))))
    too_long = sum(len(r) > 3 and any(c.strip() for c in r[3:]) for r in rows)
    blank = sum(
        len(r) <= 3 or not any(c.strip() for c in r[3:]) for r in rows if not any(c.strip() for c in r[:3])
    )
    assert done.refused == too_long
    assert done.rows_in == done.stored + done.refused == len(rows) + 2 - blank
    assert done.closed.height == done.stored


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a,b\n5" pipe,2\n6" pipe,3\n', [['5" pipe', "2"], ['6" pipe', "3"]]),
        ('a,b\n"x"y,2\n', [["xy", "2"]]),
        ("a,b\r1,2\r3,4\r", [["1", "2"], ["3", "4"]]),
        ("a,b\n1,2\r3,4\n", [["1", "2"], ["3", "4"]]),
        ("a,b\n1,2\n\n3,4\n", [["1", "2"], ["", ""], ["3", "4"]]),
        ("a,b\n1\n3,4\n", [["1", ""], ["3", "4"]]),
        ("a,b\n1,2,,\n3,4\n", [["1", "2"], ["3", "4"]]),
    ],
)
def test_untidy_lines_are_read_as_a_spreadsheet_reads_them(
    tmp_path: Path, text: str, expected: list[list[str]]
) -> None:
    path = tmp_path / "untidy.csv"
    path.write_bytes(text.encode())
    found = detect.sniff(path, asked=detect.Asked("utf-8", ",", 1))
    assert cells_of(list(body.read(found, Found()))) == expected
