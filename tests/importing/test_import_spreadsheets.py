"""Nothing in a workbook vanishes without a word: errors, formulas, times, hidden and merged cells, other sheets."""

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.styles
import pytest
import xlwt

from cxdesk.importing import detect, mapping, typed
from cxdesk.importing.plan import Typed

_NS = " ".join(
    f'xmlns:{short}="urn:{long}"'
    for short, long in (
        ("office", "oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("table", "oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("text", "oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("style", "oasis:names:tc:opendocument:xmlns:style:1.0"),
        ("calcext", "org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"),
    )
)


def xlsx(path: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def ods(path: Path, body: str, styles: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr(
            "content.xml",
            f"<?xml version='1.0'?><office:document-content {_NS}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return path


def ods_cell(text: str, **more: str) -> str:
    extra = " ".join(f'{k.replace("_", ":", 1).replace("_", "-")}="{v}"' for k, v in more.items())
    return f"<table:table-cell {extra}><text:p>{text}</text:p></table:table-cell>"


def ods_row(*cells: str, **more: str) -> str:
    extra = " ".join(f'{k.replace("_", ":", 1).replace("_", "-")}="{v}"' for k, v in more.items())
    made = "".join(c if c.startswith("<") else ods_cell(c, office_value_type="string") for c in cells)
    return f"<table:table-row {extra}>{made}</table:table-row>"


def read(path: Path) -> Typed:
    return typed.build(mapping.suggest(detect.sniff(path)))


def told(done: Typed) -> list[tuple[int, str, str]]:
    return [(p.row, p.column, p.value) for p in done.problems]


def column(done: Typed, header: str) -> str:
    return next(c.key for c in done.plan.columns if c.header == header)


def test_errors_and_formulas_without_a_result_are_named_with_row_and_column(tmp_path: Path) -> None:
    rows = [["id", "Spend", "Comment", "Twice"]] + [[f"R{n}", n + 0.5, f"said {n}", n] for n in range(30)]
    rows[5][1], rows[6][1], rows[7][2], rows[8][2] = "#DIV/0!", "=B2*2", "#N/A", '=A1&"<x>"'
    for row in rows[1:]:
        row[3] = "=B2*2"
    done = read(xlsx(tmp_path / "errors.xlsx", rows))
    assert done.stored == 30
    values = done.closed[column(done, "Spend")].to_list()
    assert values[4] is None
    assert values[5] is None
    assert values[6] == 6.5
    assert done.texts[column(done, "Comment")].to_list()[5:8] == ["said 5", None, None]
    found = told(done)
    assert (6, "Spend", "#DIV/0!") in found
    assert (7, "Spend", "=B2*2") in found
    assert (8, "Comment", "#N/A") in found
    assert (9, "Comment", '=A1&"<x>"') in found
    assert sum(p[1] == "Twice" for p in found) == 30
    sentences = {p.value: p.sentence for p in done.problems}
    assert sentences["#DIV/0!"] == (
        "Row 6, Spend: the spreadsheet has the error #DIV/0! here, so there is no answer to count."
    )
    assert (
        "“=B2*2” has no stored result. Open the file in your spreadsheet, save it there" in sentences["=B2*2"]
    )
    assert (4, column(done, "Spend"), "#DIV/0!") in done.raw_cells
    assert (7, column(done, "Comment"), '=A1&"<x>"') in done.raw_cells


def test_the_same_errors_in_a_text_file_are_named_too(tmp_path: Path) -> None:
    path = tmp_path / "errors.csv"
    body = "".join(f"R{n},{n}.5,good\n" for n in range(30))
    path.write_text("id,Spend,Key\n" + body + "R30,#N/A,good\nR31,#####,#REF!\n", encoding="utf-8")
    done = read(path)
    assert (32, "Spend", "#N/A") in told(done)
    assert (33, "Spend", "#####") in told(done)
    assert "make the column wider" in " ".join(p.sentence for p in done.problems).lower()
    assert not any("#" in c.value for p in done.plan.columns for c in p.choices)


def test_real_types_come_out_as_they_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "types.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Key", "Seen", "At", "Took", "Flag", "Big", "Shown", "Code"])
    for n in range(3):
        sheet.append(
            [f"00{n}", date(2026, 3, 2 + n), time(14, 5, n), timedelta(hours=30, minutes=n), n > 0, 123456789012 + n,
             4.34e9, n + 7]
        )  # fmt: skip
        sheet.cell(n + 2, 8).number_format = "0000"
        sheet.cell(n + 2, 7).number_format = "0.00E+00"
    book.save(path)
    rows = detect.sniff(path).sample
    assert rows[1] == ("001", "2026-03-03 00:00:00", "14:05:01", "30:01:00", "true", "123456789013", "4340000000",
                       "0008")  # fmt: skip


def test_the_sheet_with_the_answers_is_proposed_and_the_others_named(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].title = "About"
    book.worksheets[0].append(["Exported for Alder Lifts"])
    secret = book.create_sheet("Old")
    answers = book.create_sheet("Answers")
    for n in range(40):
        answers.append(["id", "score"] if not n else [f"R{n}", n % 11])
        secret.append(["x", "y", "z"])
    secret.sheet_state = "hidden"
    answers.row_dimensions[5].hidden = True
    answers.row_dimensions[9].hidden = True
    book.save(path)
    found = detect.sniff(path)
    assert (found.sheet, found.rows) == ("Answers", 39)
    sentences = [p.sentence for p in found.problems]
    assert "The sheet “Answers” is read; the others are not: About, “Old” (hidden)." in sentences
    assert "2 rows are hidden in the sheet and read like the others: 5, 9." in sentences
    assert detect.with_sheet(found, "Old").sheet == "Old"


def test_titles_and_blank_edges_around_a_table_are_passed_over_with_the_reason(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[None, "Survey 2026"], [None, "Exported on 2 March"], [None]]
    rows += [[None, "id", "score", "city", "why"]] + [[None, f"R{n}", n, "Ulm", f"t{n}"] for n in range(9)]
    done = read(xlsx(tmp_path / "titled.xlsx", rows))
    assert [c.header for c in done.plan.columns] == ["id", "score", "city", "why"]
    assert done.closed["source_row"].to_list() == list(range(5, 14))
    assert "2 rows above" not in done.problems[0].sentence
    assert done.problems[0].sentence == (
        "3 rows above the table were passed over, because they fill only the first cells of the table’s width: "
        "“Survey 2026 / Exported on 2 March”."
    )


def test_titles_above_a_text_table_are_passed_over_too(tmp_path: Path) -> None:
    path = tmp_path / "titled.csv"
    body = "".join(f"R{n},{n},Ulm,t{n}\n" for n in range(9))
    path.write_text(f"\nSurvey 2026\nExported on 2 March\n\nid,score,city,why\n{body}R9,x,Ulm,y\n", "utf-8")
    done = read(path)
    assert [c.header for c in done.plan.columns] == ["id", "score", "city", "why"]
    assert done.closed["source_row"].to_list() == list(range(6, 16))
    assert "4 rows above the table were passed over" in done.problems[0].sentence


def test_a_group_of_headings_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    body = "".join(f"R{n},{n % 5},{n % 4},3\n" for n in range(9))
    path.write_text(f"id,Rate,,\n,Speed,Price,Care\n{body}", "utf-8")
    assert detect.sniff(path).skip_rows == 0


def test_merged_headings_stand_in_each_of_their_rows_and_merged_answers_are_named(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Customer", "Rate us", None, "Spend"])
    sheet.append([None, "Speed", "Price", None])
    for n in range(12):
        sheet.append([f"R{n}", n % 5 + 1, n % 4 + 1, n + 0.5])
    for area in ("A1:A2", "B1:C1", "D1:D2", "A5:A7"):
        sheet.merge_cells(area)
    book.save(path)
    found = detect.sniff(path)
    assert found.header_rows == 2
    assert [c.text for c in found.columns] == ["Customer", "Speed", "Price", "Spend"]
    assert [c.group_text for c in found.columns][1:3] == ["Rate us", "Rate us"]
    assert "Rows 5 to 7 have merged cells; only row 5 holds their value." in [
        p.sentence for p in found.problems
    ]


def test_an_open_document_sheet_gives_times_errors_and_repeated_cells(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "answers.ods",
        '<table:table table:name="Answers">'
        + ods_row("id", "score", "seen", "at", "rate", "twice", "why")
        + ods_row(
            "a<text:s text:c='2'/>b",
            ods_cell("7", office_value_type="float", office_value="7"),
            ods_cell("2-3-26", office_value_type="date", office_date_value="2026-03-02T14:05:00"),
            ods_cell("14:05", office_value_type="time", office_time_value="PT14H05M00S"),
            ods_cell("25%", office_value_type="percentage", office_value="0.25"),
            '<table:table-cell table:formula="of:=[.B2]*2"/>',
            "<table:table-cell office:value-type='string'><office:annotation><text:p>my note</text:p>"
            "</office:annotation><text:p>fine</text:p></table:table-cell>",
            table_number_rows_repeated="3",
        )
        + ods_row(
            "b",
            ods_cell("#DIV/0!", office_value_type="string", calcext_value_type="error"),
            '<table:table-cell table:number-columns-repeated="16382"/>',
            table_visibility="collapse",
        )
        + '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        '<table:table table:name="Lists" table:style-name="off">' + ods_row("x") + "</table:table>",
        '<style:style style:name="off"><style:table-properties table:display="false"/></style:style>',
    )
    found = detect.sniff(path)
    assert (found.rows, found.sheets) == (4, ("Answers", "Lists"))
    assert found.sample[0] == ("a  b", "7", "2026-03-02 14:05:00", "14:05:00", "0.25", "=[.B2]*2", "fine")
    done = typed.build(mapping.suggest(found))
    assert (5, "score", "#DIV/0!") in told(done)
    assert sum(p[1] == "twice" for p in told(done)) == 3
    sentences = [p.sentence for p in done.problems]
    assert "1 row is hidden in the sheet and read like the others: 5." in sentences
    assert "The sheet “Answers” is read; the others are not: “Lists” (hidden)." in sentences


@pytest.mark.parametrize("rows", [12, 3_000])
def test_an_old_workbook_gives_values_errors_and_hidden_rows(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "answers.xls"
    book = xlwt.Workbook()
    book.add_sheet("Empty")
    sheet = book.add_sheet("Answers", cell_overwrite_ok=True)
    day, hour = xlwt.easyxf(num_format_str="YYYY-MM-DD HH:MM"), xlwt.easyxf(num_format_str="HH:MM")
    for n, head in enumerate(("id", "score", "seen", "at", "flag")):
        sheet.write(0, n, head)
    for n in range(1, rows):
        sheet.write(n, 0, f"00{n}")
        sheet.write(n, 1, n + 0.5)
        sheet.write(n, 2, datetime(2026, 3, 2, 14, 5), day)
        sheet.write(n, 3, time(14, 5), hour)
        sheet.write(n, 4, True)
    sheet.row(4).set_cell_error(1, 0x2A)
    sheet.row(6).hidden = True
    book.save(str(path))
    done = read(path)
    assert done.stored == rows - 1
    assert done.closed[column(done, "score")].to_list()[2:4] == [3.5, None]
    assert done.plan.detection.sample[0] == ("001", "1.5", "2026-03-02 14:05:00", "14:05:00", "true")
    assert (5, "score", "#N/A") in told(done)
    assert "1 row is hidden in the sheet and read like the others: 7." in [p.sentence for p in done.problems]


def test_rows_and_cells_that_are_only_coloured_take_no_room(tmp_path: Path) -> None:
    path = tmp_path / "coloured.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for n in range(30):
        sheet.append(["id", "score"] if not n else [f"R{n}", n % 11])
    fill = openpyxl.styles.PatternFill("solid", "FFFF00")
    for place in ("A1048576", "XFD3", "ZZ1048576"):
        sheet[place].fill = fill
    book.save(path)
    found = detect.sniff(path)
    assert (found.rows, len(found.columns)) == (29, 2)
