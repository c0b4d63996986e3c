"""SurveyMonkey: both layouts, words and numbers, as CSV and as a workbook; made by rule beside the one real file."""

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from cxdesk.importing import detect, mapping, typed
from cxdesk.importing.plan import ImportPlan, Typed

OTHER = "Other (please specify)"
FIRST = ["Respondent ID", "Collector ID", "Date Created", "Date Modified", "IP Address", "Email Address", "First Name",
         "Last Name", "Custom Data 1", "How likely are you to<br>recommend us?", "Which do you use?", "", "", "",
         "Rate us", "", "Where are you?", "", "Any words?"]  # fmt: skip
SECOND = [*[""] * 9, "", "Web", "Phone, mobile", "Shop", OTHER, "Price", "Speed", "Response", OTHER,
          "Open-Ended Response"]  # fmt: skip
RUNGS = ["Poor", "Fair", "Good", "Very good", "Excellent"]
CREATED = datetime(2026, 9, 14, 16, 5, 9)


def rows(count: int = 40, numbers: bool = False) -> list[list[object]]:
    made: list[list[object]] = []
    for n in range(count):
        words = [("Web", "1"), ("Phone, mobile", "2"), ("Shop", "3")]
        ticks = [w[numbers] if (n + k) % (k + 2) == 0 else "" for k, w in enumerate(words)]
        rated = [
            str(n % 5 + 1) if numbers else RUNGS[n % 5],
            str((n + 2) % 5 + 1) if numbers else RUNGS[(n + 2) % 5],
        ]
        made.append(
            [114_000_000_00 + n, 431, CREATED + timedelta(days=n), CREATED + timedelta(days=n, minutes=5), "10.0.0.1",
             "", "", "", "", n * 3 % 11, *ticks, "a van" if n % 9 == 0 else "", *rated,
             ("1" if n % 2 else "2") if numbers else ("North" if n % 2 else "South"), "at sea" if n % 11 == 0 else "",
             f"words, {n}"]
        )  # fmt: skip
    return made


def as_csv(folder: Path, headings: list[list[str]], body: list[list[object]]) -> Path:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows(headings)
    for row in body:
        writer.writerow([f"{v:%m/%d/%Y %I:%M:%S %p}" if isinstance(v, datetime) else v for v in row])
    path = folder / "Sheet_1.csv"
    path.write_bytes(text.getvalue().encode())
    return path


def as_workbook(folder: Path, headings: list[list[str]], body: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [*headings, *body]:
        book.active.append([v if v != "" else None for v in row])
    path = folder / "Sheet_1.xlsx"
    book.save(path)
    return path


def read(path: Path) -> tuple[ImportPlan, Typed]:
    found = detect.sniff(path)
    assert found.format == "surveymonkey"
    plan = mapping.suggest(found)
    return plan, typed.build(plan)


@pytest.mark.parametrize("make", [as_csv, as_workbook])
@pytest.mark.parametrize("numbers", [False, True])
def test_the_expanded_export_is_read(tmp_path: Path, make: object, numbers: bool) -> None:
    body = rows(numbers=numbers)
    plan, done = read(make(tmp_path, [FIRST, SECOND], body))  # type: ignore[operator]
    assert (done.rows_in, done.stored, done.refused, done.problem_count) == (40, 40, 0, 0)
    assert done.closed["respondent_key"].to_list() == [str(r[0]) for r in body]
    assert done.closed["started"].to_list() == [r[2] for r in body]
    assert done.closed["submitted"].to_list() == [r[3] for r in body]
    assert [plan.column(f"c{n}").kind for n in range(4, 9)] == ["leave_out"] * 5
    assert (plan.column("c9").kind, plan.column("c9").text) == ("nps", "How likely are you to recommend us?")
    assert done.closed["c9"].to_list() == [r[9] for r in body]
    for place in (10, 11, 12):
        ticked = [bool(r[place]) if any(r[10:13]) else None for r in body]
        assert (plan.column(f"c{place}").kind, plan.column(f"c{place}").group) == ("multiple", "Q2")
        assert done.closed[f"c{place}"].to_list() == ticked
    assert {plan.column(k).scale for k in ("c14", "c15")} == {plan.column("c14").scale}
    numbers_of = {w: n for n, w in enumerate(RUNGS, start=1)}
    assert done.closed["c15"].to_list() == [numbers_of.get(str(r[15])) or int(str(r[15])) for r in body]
    assert done.texts["c18"].to_list() == [r[18] for r in body]


def test_other_please_specify_belongs_to_its_question(tmp_path: Path) -> None:
    plan, done = read(as_csv(tmp_path, [FIRST, SECOND], rows()))
    assert [(plan.column(k).kind, plan.column(k).other_of) for k in ("c13", "c17")] == [
        ("text", "Q2"),
        ("text", "Q4"),
    ]
    assert (plan.column("c16").kind, plan.column("c16").code, plan.column("c16").group) == (
        "single",
        "Q4",
        "",
    )
    assert [v for v in done.texts["c13"].to_list() if v] == ["a van"] * 5


def condensed() -> list[str]:
    return [*FIRST[:10], "Which do you use? - Web", "Which do you use? - Phone, mobile", "Which do you use? - Shop",
            f"Which do you use? - {OTHER}", "Rate us - Price", "Rate us - Speed", "Where are you?", "Really?", "Any words?"]  # fmt: skip


@pytest.mark.parametrize("make", [as_csv, as_workbook])
def test_the_condensed_export_is_read(tmp_path: Path, make: object) -> None:
    body = rows()
    plan, done = read(make(tmp_path, [condensed()], body))  # type: ignore[operator]
    assert (done.rows_in, done.stored, done.problem_count) == (40, 40, 0)
    assert plan.detection.header_rows == 1
    assert done.closed["submitted"].to_list() == [r[3] for r in body]
    options = [plan.column(f"c{n}") for n in (10, 11, 12)]
    assert [(c.kind, c.group_text, c.label) for c in options] == [
        ("multiple", "Which do you use?", "Web"), ("multiple", "Which do you use?", "Phone, mobile"),
        ("multiple", "Which do you use?", "Shop"),
    ]  # fmt: skip
    assert (plan.column("c13").kind, plan.column("c13").other_of) == ("text", "Which do you use?")
    assert done.closed["c11"].to_list() == [bool(r[11]) if any(r[10:13]) else None for r in body]
    assert [plan.column(k).label for k in ("c14", "c15")] == ["Price", "Speed"]


def test_numbers_a_spreadsheet_shortened_are_told_and_left_out(tmp_path: Path) -> None:
    body = rows()
    for row in body:
        row[0] = "4.34E+09"
    plan, done = read(as_csv(tmp_path, [FIRST, SECOND], body))
    assert done.stored == 40
    assert plan.column("c0").kind == "leave_out"
    told = next(p for p in done.problems if p.value == "4.34E+09" and p.column == "Respondent ID")
    assert told.row == 3
    assert "“4.34E+09”" in told.sentence


def test_a_table_of_respondents_without_its_companions_is_a_plain_one(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Respondent ID,Place\n1,A\n2,B\n")
    assert detect.sniff(path).format == "csv"


def test_what_people_wrote_themselves_is_never_a_choice(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["Respondent ID", "Collector ID", "Start Date", "Which town?", "How many lifts?"])
        table.writerow(["", "", "", "Open-Ended Response", "Open-Ended Response"])
        for n in range(60):
            table.writerow([11_400_000 + n, 431, "09/14/2026 16:05:09", ("Oss", "Ede", "")[n % 3], n % 4 + 1])
    plan = mapping.suggest(detect.sniff(path))
    assert plan.detection.format == "surveymonkey"
    assert {c.text: c.kind for c in plan.columns if c.is_answer} == {
        "Which town?": "text",
        "How many lifts?": "number",
    }
