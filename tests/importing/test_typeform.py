"""Typeform's CSV by the rules of its exports: both ways to write choices, pipes, bold, line ends and mojibake."""

import csv
import io
from datetime import datetime
from pathlib import Path

import pytest

from cxdesk.importing import detect, mapping, typed
from cxdesk.importing.cleaning import unscrambled
from cxdesk.importing.definition import questions
from cxdesk.importing.plan import ImportPlan, Typed
from cxdesk.importing.readers.typeform import displayed

LAST = ["Start Date (UTC)", "Submit Date (UTC)", "Network ID"]
TIMES = ["2024-03-05 10:00:00", "2024-03-05 10:11:12", "a1b2c3"]


def token(n: int) -> str:
    return f"{n:032x}"


def read(path: Path, head: list[str], rows: list[list[str]]) -> tuple[ImportPlan, Typed]:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    path.write_text(out.getvalue(), encoding="utf-8")
    plan = mapping.suggest(detect.sniff(path))
    return plan, typed.build(plan)


def test_newer_exports_hold_all_choices_in_one_cell(tmp_path: Path) -> None:
    head = [
        "#",
        "How likely are you to *recommend* us, {{field:01ABC}}?",
        "What did you\nuse?",
        "Tags",
        *LAST,
    ]
    rows = [
        [token(1), "9", "Shop / Phone", "", *TIMES],
        [token(2), "3", "Shop", "", *TIMES],
        [token(3), "10", "", "", *TIMES],
        [token(4), "8", "Phone / Shop", "", *TIMES],
    ]
    plan, done = read(tmp_path / "t.csv", head, rows)
    assert (
        plan.detection.reason
        == "A Typeform export: it begins with a token and has the time of sending in UTC."
    )
    assert plan.columns[1].text == "How likely are you to recommend us, …?"
    assert plan.columns[2].text == "What did you use?"
    assert [c.kind for c in plan.columns] == [
        "respondent_key", "nps", "multiple", "leave_out", "started", "submitted", "leave_out",
    ]  # fmt: skip
    assert done.closed["respondent_key"][0] == token(1)
    assert done.closed["submitted"][0] == datetime(2024, 3, 5, 10, 11, 12)
    assert plan.time_zone == "UTC"
    assert [o.value for o in plan.column("c2").options] == ["Shop", "Phone"]
    assert done.closed["c2_2"].to_list() == [True, False, None, True]


def test_a_stroke_before_the_first_choice_is_no_part_of_it(tmp_path: Path) -> None:
    rows = [[token(n), cell, *TIMES] for n, cell in enumerate([" / Arm / Leg", " / Arm", " / Leg / Arm", ""])]
    plan, done = read(tmp_path / "t.csv", ["#", "Muscles", *LAST], rows)
    assert [o.value for o in plan.column("c1").options] == ["Arm", "Leg"]
    assert done.closed["c1_1"].to_list() == [True, True, True, None]
    assert done.closed["c1_2"].to_list() == [True, False, True, None]


def test_telephone_numbers_behind_an_apostrophe_are_personal(tmp_path: Path) -> None:
    rows = [[token(n), f"'+5695484551{n}", *TIMES] for n in range(3)]
    plan, _done = read(tmp_path / "t.csv", ["#", "Tu número", *LAST], rows)
    assert plan.column("c1").personal


def test_older_exports_have_a_column_for_each_option_headed_by_its_words(tmp_path: Path) -> None:
    head = ["#", "Comment", "Shop", "Fax", "Phone", "Other", "Again?", *LAST]
    rows = [
        [token(1), "fine", "Shop", "", "", "", "1", *TIMES],
        [token(2), "", "", "", "Phone", "by boat", "0", *TIMES],
        [token(3), "slow", "", "", "", "", "1", *TIMES],
    ]
    plan, done = read(tmp_path / "t.csv", head, rows)
    (used,) = [a for a in questions(plan) if a.spec.kind == "multiple"]
    assert [i.text["en"] for i in used.spec.items] == ["Shop", "Fax", "Phone"]
    assert [done.closed[k].to_list() for k in used.keys] == [
        [True, False, None], [False, False, None], [False, True, None],
    ]  # fmt: skip
    assert (plan.column("c5").kind, plan.column("c5").other_of) == ("text", "Q2")
    assert done.texts["c5"].to_list() == [None, "by boat", None]
    assert plan.column("c6").group == ""


def test_utf8_read_as_windows_1252_is_put_right_and_reported(tmp_path: Path) -> None:
    head = ["#", "Hur mÃ¥nga Ã¥r?", *LAST]
    rows = [[token(1), "lÃ¥r", *TIMES], [token(2), "CAFÉ… lår", *TIMES], [token(3), "Ã¶ver", *TIMES]]
    plan, done = read(tmp_path / "t.csv", head, rows)
    assert plan.columns[1].text == "Hur många år?"
    assert done.texts["c1"].to_list() == ["lår", "CAFÉ… lår", "över"]
    assert done.repaired_cells == 3
    sentences = [p.sentence for p in done.problems if p.severity == "repaired"]
    assert "Row 2: “lÃ¥r” was UTF-8 read as Windows-1252; it is read as “lår”." in sentences


@pytest.mark.parametrize(
    "text", ["CAFÉ…", "Ã", "São Paulo", "Ñandú", "Ünïcödé", "сервіс", "خدمات", "Âge", "“Å”"]
)
def test_words_that_only_look_damaged_stay(text: str) -> None:
    assert unscrambled(text) == text


@pytest.mark.parametrize("text", ["lår", "gyűjtő", "сервіс", "خدمات", "naïve – “quoted”"])
def test_damage_in_each_of_our_languages_is_undone(text: str) -> None:
    seen = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())
    assert unscrambled(seen) == text


def test_stars_and_lines_that_mean_no_bold_stay() -> None:
    assert displayed("5 * 3 * 2 and snake_case_name") == "5 * 3 * 2 and snake_case_name"
    assert displayed("Hi {{hidden:name}}, *really*?") == "Hi …, really?"


def test_a_plain_table_with_a_number_sign_is_none_of_typeforms(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("#,Score\n1,9\n2,10\n", encoding="utf-8")
    assert detect.sniff(path).format == "csv"
    path.write_text(f"#,Score,{','.join(LAST)}\n{token(1)},9,{','.join(TIMES)}\n", encoding="utf-8")
    assert detect.sniff(path).format == "typeform"
    assert detect.sniff(path, asked=detect.Asked(format="csv")).format == "csv"
