"""Google Forms: files made by rule (no real one may be kept), in both ways it gives its responses away."""

import csv
import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cxdesk.importing import detect, mapping, typed
from cxdesk.importing.plan import ImportPlan, Typed
from cxdesk.importing.several import options_in

DEALS = "Deal sites (fave, iprice, etc...)"
SHOPS = [[DEALS], ["Facebook", DEALS], ["Facebook"], ["Friends, family or colleagues", DEALS],
         ["Facebook", "Friends, family or colleagues"], ["Friends, family or colleagues"]]  # fmt: skip
HEADINGS = ["Timestamp", "Email Address", "How likely are you to recommend us?", "Where do you look for offers?",
            "Rate us [Price]", "Rate us [Speed, on time]", "Any words?", "Any words?"]  # fmt: skip


def rows(separator: str, moments: list[str]) -> list[list[str]]:
    return [
        [moments[n], f"p{n}@example.org", str(n * 5 % 11), separator.join(SHOPS[n % 6]), str(n % 5 + 1),
         str((n + 3) % 5 + 1) if n % 7 else "", f"first, {n}", f"second {n}"]
        for n in range(len(moments))
    ]  # fmt: skip


def table(headings: list[str], body: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *body])
    return text.getvalue().encode()


START = datetime(2019, 10, 1, 12, 38, 43)
DOWNLOADED = [f"{START + timedelta(hours=n):%Y/%m/%d %I:%M:%S %p} GMT+8" for n in range(48)]
SHEET = [
    f"{d.day}/{d.month}/{d.year} {d:%H:%M:%S}"
    for n in range(48)
    if (d := datetime(2024, 7, 1, 22, 5, 36) + timedelta(days=n))
]


def read(path: Path) -> tuple[ImportPlan, Typed]:
    found = detect.sniff(path)
    assert found.format == "google-forms"
    plan = mapping.suggest(found)
    return plan, typed.build(plan)


def test_the_download_is_read_out_of_its_zip(tmp_path: Path) -> None:
    path = tmp_path / "Form.csv.zip"
    body = rows(";", DOWNLOADED)
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("Form.csv", table(HEADINGS, body))
    plan, done = read(path)
    assert (done.rows_in, done.stored, done.refused, done.problem_count) == (48, 48, 0, 0)
    zone = timedelta(hours=8)
    assert done.closed["submitted"].to_list() == [START + timedelta(hours=n) - zone for n in range(48)]
    check(plan, done, body, ";")


def test_the_linked_sheet_decides_its_dates_from_the_whole_column(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    body = rows(", ", SHEET)
    path.write_bytes(table(HEADINGS, body))
    plan, done = read(path)
    assert (done.rows_in, done.stored, done.refused, done.problem_count) == (48, 48, 0, 0)
    assert plan.open_questions == ()
    assert done.closed["submitted"].to_list()[:2] == [
        datetime(2024, 7, 1, 22, 5, 36),
        datetime(2024, 7, 2, 22, 5, 36),
    ]
    check(plan, done, body, ", ")


def check(plan: ImportPlan, done: Typed, body: list[list[str]], separator: str) -> None:
    assert plan.column("c1").personal
    assert plan.column("c2").kind == "nps"
    assert done.closed["c2"].to_list() == [int(r[2]) for r in body]
    options = done.plan.column("c3").options
    assert {o.value for o in options} == {"Facebook", "Friends, family or colleagues", DEALS}
    for option in options:
        assert done.closed[option.key].to_list() == [option.value in SHOPS[n % 6] for n in range(48)]
    grid = [plan.column("c4"), plan.column("c5")]
    assert [(c.kind, c.group, c.label) for c in grid] == [
        ("scale", "Rate us", "Price"),
        ("scale", "Rate us", "Speed, on time"),
    ]
    assert done.closed["c5"].to_list() == [int(r[5]) if r[5] else None for r in body]
    assert [plan.column(f"c{n}").code for n in (6, 7)] == ["Any words?", "Any words? (2)"]
    assert [plan.column(f"c{n}").kind for n in (6, 7)] == ["text", "text"]
    assert done.texts["c7"].to_list() == [r[7] for r in body]


@pytest.mark.parametrize(
    "first",
    ["Timestamp", "Tijdstempel", "Időbélyeg", "Позначка часу", "مُهر زمان", "Zeitstempel", "Horodateur", "Marca temporal",
     "Carimbo de data/hora", "Informazioni cronologiche", "Sygnatura czasowa", "Zaman damgası"],
)  # fmt: skip
def test_the_first_heading_may_be_in_any_of_twelve_languages(tmp_path: Path, first: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(table([first, *HEADINGS[1:]], rows(", ", SHEET)))
    plan, done = read(path)
    assert plan.columns[0].kind == "submitted"
    assert done.stored == 48
    assert first in plan.detection.reason


def test_the_download_is_known_by_its_moments_in_a_language_nobody_listed(tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_bytes(table(["Aikaleima", *HEADINGS[1:]], rows(";", DOWNLOADED)))
    assert read(path)[1].stored == 48


def test_dates_that_nothing_settles_are_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    moments = [f"8/{n % 9 + 1}/2020 10:00:00" for n in range(30)]
    path.write_bytes(table(HEADINGS, rows(", ", moments)))
    plan = mapping.suggest(detect.sniff(path))
    assert [c.key for c in plan.open_questions] == ["c0"]


def test_columns_of_a_quiz_are_left_out_and_grids_are_not(tmp_path: Path) -> None:
    headings = [
        "Zeitstempel",
        "Punktzahl",
        "Farbe?",
        "Farbe? [Punktzahl]",
        "Farbe? [Feedback]",
        "Wie gut? [Preis]",
        "Wie gut? [Zeit]",
    ]
    body = [
        [SHEET[n], f"{n % 3} / 3", "Rot" if n % 2 else "Blau", f"{n % 2}.00 / 1", "", "gut", "sehr gut"]
        for n in range(40)
    ]
    path = tmp_path / "quiz.csv"
    path.write_bytes(table(headings, body))
    plan, _done = read(path)
    assert [c.header for c in plan.columns if c.kind == "leave_out"] == [
        "Punktzahl",
        "Farbe? [Punktzahl]",
        "Farbe? [Feedback]",
    ]
    assert {plan.column(f"c{n}").group for n in (5, 6)} == {"Wie gut?"}


def test_a_grid_of_boxes_has_a_question_for_each_row(tmp_path: Path) -> None:
    cells = ["Morning, Evening", "Morning", "Evening", "Morning, Noon, Evening", "Noon"]
    headings = ["Timestamp", "When? [Mon]", "When? [Tue]"]
    body = [[SHEET[n], cells[n % 5], cells[(n + 2) % 5]] for n in range(40)]
    path = tmp_path / "grid.csv"
    path.write_bytes(table(headings, body))
    plan, done = read(path)
    assert [plan.column(k).text for k in ("c1", "c2")] == ["When? – Mon", "When? – Tue"]
    for key, place in (("c1", 1), ("c2", 2)):
        for option in done.plan.column(key).options:
            assert done.closed[option.key].to_list() == [option.value in r[place].split(", ") for r in body]


def test_zones_by_name_are_told(tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    moments = [f"2026/03/{n % 20 + 1:02} 9:10:11 PM CET" for n in range(30)]
    path.write_bytes(table(HEADINGS, rows(";", moments)))
    _plan, done = read(path)
    assert done.closed["submitted"][0] == datetime(2026, 3, 1, 20, 10, 11, tzinfo=UTC).replace(tzinfo=None)


def test_options_that_come_apart_once_are_two() -> None:
    assert options_in({"Red, blue": 2, "Red": 1}, ", ") == {"Red": 3, "blue": 2}
    assert options_in({"Red, blue": 2, "Green": 1}, ", ") == {"Red, blue": 2, "Green": 1}
    assert options_in({"Red, Blue": 2, "Green": 1}, ", ") == {"Red": 2, "Blue": 2, "Green": 1}
    assert options_in({"A (b, c), D": 1}, ", ") == {"A (b, c)": 1, "D": 1}
    assert options_in({"sad :(, D": 1}, ", ") == {"sad :(": 1, "D": 1}


def test_a_list_with_a_moment_first_is_no_form(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(table(["Moment", *HEADINGS[1:]], rows(", ", SHEET)))
    assert detect.sniff(path).format == "csv"
    path.write_bytes(table(["Timestamp", "Word"], [["soon", "a"], ["late", "b"]]))
    assert detect.sniff(path).format == "csv"
