"""Microsoft Forms: files made by rule (no real one may be kept), as workbook and as the copies people save."""

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from cxdesk.importing import detect, mapping, typed
from cxdesk.importing.detect import Asked
from cxdesk.importing.plan import ImportPlan, Typed
from cxdesk.responses.schema import DECLARED

HEADINGS = ["ID", "Start time", "Completion time", "Email", "Name", "How likely are you to recommend us?\u00a0\n",
            "What do you use?", "Support", "Delivery", "Prices", "Any words?"]  # fmt: skip
RUNGS = ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"]
USES = ["Web;", "Web;Phone, mobile;", "Phone, mobile;", "Shop;Web;", ""]
MOMENT = datetime(2025, 8, 20, 12, 51, 45)


def rows(count: int = 40) -> list[list[object]]:
    return [
        [n + 1 + (n > 20), MOMENT + timedelta(days=n % 9), MOMENT + timedelta(days=n % 9, minutes=4), "anonymous",
         "", n * 7 % 11, USES[n % 5], RUNGS[n % 5], RUNGS[(n + 2) % 5], "N/A" if n == 3 else RUNGS[(n * 3) % 4],
         f"Line one – {n}\nline two" if n % 3 else ""]
        for n in range(count)
    ]  # fmt: skip


def workbook(folder: Path, headings: list[str], body: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [headings, *body]:
        book.active.append(row)
    path = folder / "Survey(1-40).bin"
    book.save(path)
    return path


def copy_as_csv(
    folder: Path, headings: list[str], body: list[list[object]], encoding: str = "cp1252"
) -> Path:
    """As Excel in the United States saves it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    for row in body:
        writer.writerow([f"{v:%m/%d/%y %H:%M:%S}".lstrip("0") if isinstance(v, datetime) else v for v in row])
    path = folder / "copy.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read(path: Path) -> tuple[ImportPlan, Typed]:
    found = detect.sniff(path)
    assert found.format == "microsoft-forms"
    plan = mapping.suggest(found)
    return plan, typed.build(plan)


@pytest.mark.parametrize("make", [workbook, copy_as_csv])
def test_a_form_is_read_alike_from_the_workbook_and_its_copy(tmp_path: Path, make: object) -> None:
    body = rows()
    plan, done = read(make(tmp_path, HEADINGS, body))  # type: ignore[operator]
    assert (done.rows_in, done.stored, done.refused, done.problem_count) == (40, 40, 0, 0)
    assert plan.open_questions == ()
    assert done.closed["respondent_key"].to_list() == [str(r[0]) for r in body]
    assert done.closed["started"].to_list() == [r[1] for r in body]
    assert done.closed["submitted"].to_list() == [r[2] for r in body]
    assert [plan.column(f"c{n}").personal for n in (3, 4)] == [True, True]
    likely = plan.column("c5")
    assert (likely.kind, likely.text) == ("nps", "How likely are you to recommend us?")
    assert done.closed["c5"].to_list() == [r[5] for r in body]
    scores = [int(str(r[5])) for r in body]
    by_hand = 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores)
    values = done.closed["c5"]
    assert 100 * ((values >= 9).sum() - (values <= 6).sum()) / values.len() == by_hand
    assert done.texts["c10"].to_list() == [r[10] or None for r in body]


def test_several_answers_end_in_a_semicolon(tmp_path: Path) -> None:
    body = rows()
    plan, done = read(workbook(tmp_path, HEADINGS, body))
    options = done.plan.column("c6").options
    assert {o.value for o in options} == {"Web", "Phone, mobile", "Shop"}
    for option in options:
        assert done.closed[option.key].to_list() == [
            option.value in str(r[6]).split(";") if r[6] else None for r in body
        ]
    assert plan.column("c6").kind == "multiple"


def test_one_response_with_one_answer_is_still_several(tmp_path: Path) -> None:
    plan, done = read(workbook(tmp_path, HEADINGS, rows(1)))
    assert plan.column("c6").kind == "multiple"
    assert [o.value for o in done.plan.column("c6").options] == ["Web"]


def test_statements_on_one_ladder_are_the_rows_of_one_question(tmp_path: Path) -> None:
    body = rows()
    plan, done = read(workbook(tmp_path, HEADINGS, body))
    grid = [plan.column(f"c{n}") for n in (7, 8, 9)]
    assert {(c.group, c.group_text) for c in grid} == {("Support", "Support / Delivery / Prices")}
    assert [c.label for c in grid] == ["Support", "Delivery", "Prices"]
    assert {(c.kind, c.scale) for c in grid} == {("scale", grid[0].scale)}
    assert grid[0].scale is not None
    assert (grid[0].scale.low, grid[0].scale.high, grid[0].scale.low_label) == (1, 5, "Very dissatisfied")
    assert done.closed["c7"].to_list() == [RUNGS.index(str(r[7])) + 1 for r in body]
    assert done.closed["bc9"].to_list() == [DECLARED if n == 3 else 0 for n in range(40)]


@pytest.mark.parametrize(
    "first",
    [
        ["Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"],
        ["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name"],
        ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom"],
        ["Azonosító", "Kezdés időpontja", "Befejezés időpontja", "E-mail", "Név"],
        ["Ідентифікатор", "Час початку", "Час завершення", "Електронна пошта", "Ім’я"],
        ["شناسه", "زمان شروع", "زمان تکمیل", "ایمیل", "نام"],
        ["ต่อ", "เริ่ม", "จบ", "อีเมล", "ชื่อ"],
    ],
)
def test_headings_follow_the_language_of_the_owner(tmp_path: Path, first: list[str]) -> None:
    plan, done = read(workbook(tmp_path, [*first, *HEADINGS[5:]], rows()))
    kinds = [c.kind for c in plan.columns[:5]]
    assert kinds == ["respondent_key", "started", "submitted", "leave_out", "leave_out"]
    assert done.stored == 40


def test_points_of_a_quiz_and_the_last_change_are_left_out(tmp_path: Path) -> None:
    headings = [*HEADINGS[:5], "Last modified time", "Total points", "Quiz feedback", "Which colour?",
                "Points - Which colour?", "Feedback - Which colour?"]  # fmt: skip
    body = [[*r[:5], "", n % 3, "", "Red" if n % 2 else "Blue", n % 2, ""] for n, r in enumerate(rows())]
    plan, _done = read(workbook(tmp_path, headings, body))
    assert [c.header for c in plan.columns if c.is_answer] == ["Which colour?"]


def test_the_order_of_a_ranking_is_not_taken_for_ticks(tmp_path: Path) -> None:
    orders = ["A;B;C;", "C;B;A;", "B;A;C;"]
    body = [[*r[:5], orders[n % 3]] for n, r in enumerate(rows())]
    plan, done = read(workbook(tmp_path, [*HEADINGS[:5], "Put in order"], body))
    assert plan.column("c5").kind == "text"
    assert done.texts["c5"].to_list() == [orders[n % 3] for n in range(40)]


def test_dates_that_one_column_settles_are_settled_for_all(tmp_path: Path) -> None:
    body = [
        [n + 1, f"0{n % 8 + 1}/05/2026 10:00", f"{n % 8 + 13}/05/2026 11:00", "anonymous", "", "x"]
        for n in range(30)
    ]
    path = copy_as_csv(tmp_path, [*HEADINGS[:5], "Word"], body)
    plan, done = read(path)
    assert plan.open_questions == ()
    assert done.closed["started"][0] == datetime(2026, 5, 1, 10)


def test_the_person_may_say_that_it_is_a_plain_table(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEADINGS, rows())
    assert detect.sniff(path, asked=Asked(format="csv")).format == "csv"


def test_a_table_that_only_begins_alike_is_no_form(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "ID,Start time,Completion time,Email,Name\n7,tomorrow,never,a@b.org,Ann\n3,now,later,c@d.org,Bo\n"
    )
    assert detect.sniff(path).format == "csv"
