"""KoboToolbox and ODK: their exports by the rules of their exporters, and XLSForms, made here and real."""

import csv
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from cxdesk.errors import UserError
from cxdesk.importing import definitions, detect, mapping, typed
from cxdesk.importing.definition import questions
from cxdesk.importing.plan import ImportPlan, Typed
from cxdesk.importing.sources import gather
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.formats import xlsform
from ui.cli import _run

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "xlsform"
real = pytest.mark.skipif(
    not CORPUS.exists(), reason="THE REAL FILES ARE NOT HERE: ../shared/corpus is missing"
)

SURVEY = [
    ["type", "name ", "label::English (en)", "label::Nederlands (nl)", "required", "relevant", "constraint"],
    ["start", "start"],
    ["begin group", "visit", "Visit", "Bezoek"],
    ["select_multiple channels or_other", "used", "Which did you use?", "Wat gebruikte u?", "yes"],
    ["select one rating", "happy", "How satisfied?", "Hoe tevreden?", "", "${used} != ''"],
    ["integer", "nps", "Would you recommend us, 0 to 10?", "Beveelt u ons aan?", "", "", ". <= 10"],
    ["end_group"],
    ["note", "thanks", "Thank you"],
    ["date", "day", "When?", "Wanneer?"],
    ["begin_repeat", "staff", "Staff"],
    ["text", "who", "Who?"],
    ["end repeat"],
    ["geopoint", "spot", "Where?"],
    ["range", "ease", "Ease", "", "", "", "", "start=1 end=5 step=1"],
]
SURVEY[0].append("parameters")
CHOICES = [
    ["list name", "name", "label::English (en)", "label::Nederlands (nl)"],
    ["channels", "web", "Web shop", "Webwinkel"],
    ["channels", "call", "Phone call", "Telefoon"],
    *[["rating", str(n), words] for n, words in enumerate(
        ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"), 1)],
]  # fmt: skip
META = ["_id", "_uuid", "_submission_time", "_validation_status", "_submitted_by", "__version__", "_index"]


def workbook(path: Path, **sheets: list[list[str]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def form(folder: Path) -> Path:
    settings = [["form_title", "default_language"], ["Visit survey", "English (en)"]]
    return workbook(folder / "anything.xlsx", survey=SURVEY, choices=CHOICES, settings=settings)


def meta(n: int) -> list[str]:
    return [str(n), f"0e3a-{n}", "2024-03-05T10:11:12", "", "ann", "v1", str(n)]


HEAD = ["start", "visit/used", "visit/used/web", "visit/used/call", "visit/used_other", "visit/happy", "visit/nps",
        "day", "_spot_latitude", *META]  # fmt: skip
ROWS = [
    ["2024-03-05T12:00:00.000+02:00", "web call", "1", "1", "", "5", "9", "2024-03-04", "52.1", *meta(1)],
    ["2024-03-05T12:00:00.000+02:00", "web", "1", "0", "", "1", "3", "45000", "", *meta(2)],
    ["2024-03-05T12:00:00.000+02:00", "", "", "", "boat", "", "", "", "", *meta(3)],
]


def quoted(path: Path, head: list[str], rows: list[list[str]], delimiter: str = ";") -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([head, *rows])
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def read(*paths: Path) -> tuple[ImportPlan, Typed]:
    (found,) = gather(paths).answers
    plan = mapping.suggest(found)
    return plan, typed.build(plan)


def by_header(plan: ImportPlan) -> dict[str, str]:
    return {c.header: c.kind for c in plan.columns}


def test_a_form_is_known_by_its_sheets_and_read_with_languages_and_logic(tmp_path: Path) -> None:
    found = definitions.read(form(tmp_path))
    assert found is not None
    assert (found.source, found.name, found.languages) == ("xlsform", {"en": "Visit survey"}, ("en", "nl"))
    kinds = {q.code: q.kind for q in found.questions}
    assert kinds == {
        "used": "multiple", "used_other": "text", "happy": "scale", "nps": "nps", "day": "date", "who": "text",
        "ease": "scale",
    }  # fmt: skip
    by_code = {q.code: q for q in found.questions}
    assert by_code["used"].required
    assert by_code["used_other"].other_of == "used"
    assert [i.option.values for i in by_code["used"].items if i.option] == [("web",), ("call",), ("other",)]
    assert by_code["happy"].logic == "relevant: ${used} != ''"
    assert by_code["nps"].logic == "constraint: . <= 10"
    assert (by_code["happy"].rules["show"], by_code["nps"].settings["max"]) == (
        {"op": "answered", "question": "used"},
        10,
    )
    assert [(e.code, e.kind) for e in found.elements if not e.is_asked] == [("thanks", "statement")]
    assert by_code["used"].text["nl"] == "Wat gebruikte u?"
    assert [s.title.get("en", "") for s in found.sections] == ["Visit", "", "Staff", ""]
    assert found.notes == (
        "1 question asks for files or places, which are not taken over: spot.",
        "“Staff” is asked several times for one response; its answers are a table of their own.",
    )


def test_a_table_of_one_list_is_one_question_with_rows() -> None:
    survey = [
        ["type", "name", "label", "appearance"],
        ["begin group", "grid", "Rate", "table-list"],
        ["select_one l", "price", "Price"],
        ["select_one l", "speed", "Speed"],
        ["end group"],
    ]
    choices = [["list_name", "name", "label"], ["l", "1", "Bad"], ["l", "2", "Good"]]
    (grid,) = xlsform.parse({"survey": padded(survey), "choices": choices}, "f.xlsx").questions
    assert (grid.code, [i.text["en"] for i in grid.items]) == ("grid", ["Price", "Speed"])
    assert grid.items[1].sources[:2] == ("grid/speed", "grid-speed")


def padded(rows: list[list[str]]) -> list[list[str]]:
    return [r + [""] * (len(rows[0]) - len(r)) for r in rows]


def test_choices_given_both_ways_count_once_without_the_form(tmp_path: Path) -> None:
    plan, done = read(quoted(tmp_path / "x.csv", HEAD, ROWS))
    assert (plan.detection.format, plan.detection.delimiter) == ("kobo", ";")
    assert plan.detection.reason == "A KoboToolbox export: every response has “_uuid” and “_submission_time”."
    kinds = by_header(plan)
    assert kinds["visit/used"] == "leave_out"
    assert kinds["_validation_status"] == kinds["_submitted_by"] == kinds["_spot_latitude"] == "leave_out"
    assert (kinds["_uuid"], kinds["start"], kinds["_submission_time"]) == (
        "respondent_key",
        "started",
        "submitted",
    )
    assert [(a.spec.code, len(a.keys)) for a in questions(plan) if a.spec.kind == "multiple"] == [("used", 2)]
    assert done.closed["c2"].to_list() == [True, True, None]
    assert done.closed["c3"].to_list() == [True, False, None]
    assert done.closed["started"][0] == datetime(2024, 3, 5, 10)


@pytest.mark.parametrize("shape", ["both", "joined", "split"])
def test_each_way_to_export_choices_comes_to_the_same_with_the_form(tmp_path: Path, shape: str) -> None:
    left_out = {"both": set(), "joined": {2, 3}, "split": {1}}[shape]
    head, *rows = ([c for n, c in enumerate(r) if n not in left_out] for r in [HEAD, *ROWS])
    plan, done = read(quoted(tmp_path / "x.csv", head, rows), form(tmp_path))
    (used,) = [a for a in questions(plan) if a.spec.kind == "multiple"]
    assert [i.text[plan.language] for i in used.spec.items][:2] == ["Web shop", "Phone call"]
    assert [done.closed[k].to_list() for k in used.keys][:2] == [[True, True, None], [True, False, None]]
    happy = next(c for c in plan.columns if c.code == "happy")
    assert (happy.kind, done.closed[happy.key].to_list()) == ("scale", [5, 1, None])
    nps = next(c for c in plan.columns if c.code == "nps")
    assert (nps.kind, done.closed[nps.key].to_list()) == ("nps", [9, 3, None])
    day = next(c for c in plan.columns if c.code == "day")
    assert done.closed[day.key].to_list() == [datetime(2024, 3, 4), datetime(2023, 3, 15), None]
    other = next(c for c in plan.columns if c.code == "used_other")
    assert (other.other_of, done.texts[other.key].to_list()) == ("used", [None, None, "boat"])
    assert (done.rows_in, done.stored, done.problem_count) == (3, 3, 0)


def test_labels_in_headings_and_cells(tmp_path: Path) -> None:
    head = ["Visit/Which did you use?", "Visit/Which did you use?/Web shop", "Visit/Which did you use?/Phone call",
            "Visit/How satisfied?", *META]  # fmt: skip
    rows = [
        ["Web shop Phone call", "1", "1", "Very satisfied", *meta(1)],
        ["Phone call", "0", "1", "Neutral", *meta(2)],
    ]
    plan, done = read(quoted(tmp_path / "labels.csv", head, rows), form(tmp_path))
    assert [done.closed[k].to_list() for k in ("c1", "c2", "c3")] == [[True, False], [True, True], [5, 3]]
    assert by_header(plan)["Visit/Which did you use?"] == "leave_out"
    joined = [[r[0], *r[3:]] for r in rows]
    plan, done = read(quoted(tmp_path / "one.csv", [head[0], *head[3:]], joined), form(tmp_path))
    assert [done.closed[k].to_list() for k in ("c0_1", "c0_2")] == [[True, False], [True, True]]


@pytest.mark.parametrize("sign", ["/", "%"])
def test_a_row_of_tags_is_a_heading_and_any_sign_may_stand_before_an_option(
    tmp_path: Path, sign: str
) -> None:
    asked = "What kind of symmetry?"
    head = ["start", asked, f"{asked}{sign}Spherical", f"{asked}{sign}Radial", "Segments", *META]
    tags = ["", "#symmetry", "", "", "#segments", *[""] * len(META)]
    rows = [["", "Spherical Radial", "1", "1", "6", *meta(1)], ["", "Radial", "0", "1", "3", *meta(2)]]
    plan, done = read(quoted(tmp_path / "x.csv", head, [tags, *rows]))
    assert (plan.detection.header_rows, done.stored) == (2, 2)
    assert next((a.spec.code, len(a.keys)) for a in questions(plan)) == (asked, 2)
    assert [done.closed[k].to_list() for k in ("c2", "c3")] == [[True, False], [True, True]]


def test_names_joined_by_spaces_are_found_without_the_form(tmp_path: Path) -> None:
    cells = ["web_shop", "web_shop call", "call web_shop", "call"]
    rows = [[c, *meta(n)] for n, c in enumerate(cells)]
    plan, done = read(quoted(tmp_path / "x.csv", ["used", *META], rows))
    assert [o.value for o in plan.column("c0").options] == ["web_shop", "call"]
    assert done.closed["c0_2"].to_list() == [False, True, True, True]


def test_a_workbook_of_text_names_the_sheets_with_repeated_answers(tmp_path: Path) -> None:
    staff = [["who", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"],
             ["Ann", "1", "Visit", "1", "0e3a-1"], ["Bob", "2", "Visit", "1", "0e3a-1"]]  # fmt: skip
    path = workbook(tmp_path / "kobo.xlsx", Visit=[HEAD, *ROWS], staff=staff)
    plan, done = read(path)
    assert (plan.detection.format, done.stored, plan.detection.sheets) == ("kobo", 3, ("Visit", "staff"))
    assert any("the others are not: staff" in p.sentence for p in done.problems)
    again = detect.with_sheet(plan.detection, "staff")
    assert again.reason.startswith("Answers that repeat within a response")
    done = typed.build(mapping.suggest(again))
    assert done.texts["c0"].to_list() == ["Ann", "Bob"]
    assert done.closed["respondent_key"].to_list() == ["1", "2"]


def test_the_command_line_names_the_tables_beside_and_reads_each_on_asking(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    staff = [["who", "_index", "_parent_index"], ["Ann", "1", "1"]]
    path = str(workbook(tmp_path / "kobo.xlsx", Visit=[HEAD, *ROWS], staff=staff))
    assert _run(["responses", "detect", path, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["table"], found["tables"]) == ("Visit", ["Visit", "staff"])
    assert ["the others are not: staff" in note for note in found["notes"]] == [True]
    assert _run(["responses", "detect", path, "--sheet", "staff", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == 1


def test_a_question_called_like_a_fact_is_still_asked(tmp_path: Path) -> None:
    rows = [["by train", "open", *meta(n)] for n in range(3)]
    plan, done = read(quoted(tmp_path / "x.csv", ["trip/start", "case/Status", *META], rows))
    assert [plan.column(k).is_answer for k in ("c0", "c1")] == [True, True]
    assert done.problem_count == 0


def test_an_odk_archive_reads_the_main_table_even_when_a_repeat_is_larger(tmp_path: Path) -> None:
    main = (
        "SubmissionDate,visit-happy,visit-used,visit-spot-Latitude,meta-instanceID,KEY\n"
        "2024-03-05T10:11:12.000Z,5,web call,52.1,uuid:1,uuid:1\n"
    )
    staff = "who,PARENT_KEY,KEY\n" + "".join(f"Person {n},uuid:1,uuid:1/staff[{n}]\n" for n in range(1, 30))
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("visit-staff.csv", staff)
        book.writestr("visit.csv", main)
    plan, done = read(path, form(tmp_path))
    assert (plan.detection.member, done.stored) == ("visit.csv", 1)
    assert done.closed["submitted"].to_list() == [datetime(2024, 3, 5, 10, 11, 12)]
    assert any("visit-staff.csv" in p.sentence for p in done.problems)
    assert plan.column("c3").personal
    assert [done.closed[k][0] for k in ("c1", "c2_1", "c2_2")] == [5, True, True]
    repeat = detect.with_sheet(plan.detection, "visit-staff.csv")
    assert (repeat.rows, repeat.format) == (29, "kobo")


def test_the_person_may_say_that_it_is_a_plain_table(tmp_path: Path) -> None:
    path = quoted(tmp_path / "x.csv", HEAD, ROWS)
    assert detect.sniff(path, asked=detect.Asked(format="csv")).format == "csv"


def form_of(name: str) -> Definition:
    found = definitions.read(CORPUS / name)
    assert found is not None
    return found


@real
def test_the_real_form_in_swahili_and_english() -> None:
    found = form_of("UCL_Biomass_Plot_Form.xlsx")
    by_code = {q.code: q for q in found.questions}
    assert (found.languages, len(by_code)) == (("sw", "en"), 50)
    assert by_code["disturbance"].kind == "multiple"
    assert [i.option.values for i in by_code["disturbance"].items if i.option][:2] == [
        ("burning",),
        ("grazing",),
    ]
    assert by_code["cbh"].logic == "constraint: . >=  ${size_constraint}"
    assert by_code["leader_name_other"].other_of == "leader_name"
    assert sum("table of their own" in note for note in found.notes) == 5


@real
def test_the_specification_test_is_read_and_the_double_column_refused_in_words() -> None:
    found = form_of("xlsform_spec_test.xlsx")
    assert (found.name, found.languages) == ({"en": "Spec test"}, ("en", "zh"))
    assert next(q for q in found.questions if q.code == "select_multiple_test").kind == "multiple"
    with pytest.raises(UserError, match="has the column “label” twice"):
        form_of("duplicate_columns.xlsx")


def test_a_workbook_with_answers_is_no_form(tmp_path: Path) -> None:
    assert definitions.read(workbook(tmp_path / "a.xlsx", survey=[["id", "score"], ["1", "2"]])) is None
    path = workbook(tmp_path / "b.xlsx", survey=[["type", "label"]], choices=[["list_name"]])
    with pytest.raises(UserError, match="no columns “type” and “name”"):
        definitions.read(path)


@pytest.mark.parametrize("name", ["form.xls", "form.xlsx"])
def test_an_old_workbook_of_a_newer_excel_holds_an_archive_with_its_colours_and_is_read(
    tmp_path: Path, name: str
) -> None:
    import xlwt

    book = xlwt.Workbook()
    # Names of sheets and columns come in any letters.
    sheet = book.add_sheet("SURVEY")
    for n, row in enumerate([["TYPE", "NAME", "LABEL"], ["text", "who", "Who are you?"]]):
        for place, cell in enumerate(row):
            sheet.write(n, place, cell)
    made, colours = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(colours, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("theme/theme/theme1.xml", "<a/>")
    path = tmp_path / name
    path.write_bytes(made.getvalue() + colours.getvalue())
    assert zipfile.is_zipfile(path)
    found = definitions.read(path)
    assert found is not None
    assert [q.text for q in found.questions] == [{"en": "Who are you?"}]
