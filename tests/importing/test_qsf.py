"""Qualtrics' survey file alone, and beside its answers."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cxdesk.errors import UserError
from cxdesk.importing import definitions, detect, mapping, typed
from cxdesk.importing.actions import import_file
from cxdesk.importing.plan import ImportPlan, Typed
from cxdesk.importing.sources import gather
from cxdesk.project import Project
from cxdesk.responses.aggregate import counted
from cxdesk.responses.schema import ANSWERED, DECLARED, NOT_SHOWN, SKIPPED
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.formats import qsf
from cxdesk.surveys.queries import survey_rows, whole

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "qualtrics"
needs_corpus = pytest.mark.skipif(
    not CORPUS.exists(), reason="THE REAL FILES ARE NOT HERE: ../shared/corpus is missing"
)


def asked(number: int, kind: str, selector: str, sub: str = "", tag: str = "", **more: Any) -> dict[str, Any]:
    own = {"QuestionID": f"QID{number}", "DataExportTag": tag or f"Q{number}", "QuestionType": kind}
    own |= {
        "Selector": selector,
        "SubSelector": sub,
        "QuestionText": f"Question <b>{number}</b>",
        "Language": [],
    }
    return own | more


def named(*words: str) -> dict[str, dict[str, str]]:
    return {str(n): {"Display": word} for n, word in enumerate(words, start=1)}


def survey(*questions: dict[str, Any], blocks: Any = None, flow: Any = None, **entry: str) -> bytes:
    ids = [{"Type": "Question", "QuestionID": q["QuestionID"]} for q in questions]
    blocks = (
        blocks
        if blocks is not None
        else [{"Type": "Default", "ID": "BL_1", "Description": "All", "BlockElements": ids}]
    )
    elements = [{"Element": "BL", "PrimaryAttribute": "Survey Blocks", "Payload": blocks}]
    if flow is not None:
        elements.append({"Element": "FL", "PrimaryAttribute": "Survey Flow", "Payload": flow})
    elements += [{"Element": "SQ", "PrimaryAttribute": q["QuestionID"], "Payload": q} for q in questions]
    head = {"SurveyID": "SV_1", "SurveyName": "Service", "SurveyLanguage": "EN"} | entry
    return json.dumps({"SurveyEntry": head, "SurveyElements": elements}).encode()


def one(question: dict[str, Any]) -> QuestionSpec:
    return qsf.parse(survey(question), "s.qsf").questions[0]


RATING = asked(
    1, "MC", "SAVR", "TX", "rating",
    Choices=named("Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied", "N/A"),
    ChoiceOrder=["1", "2", "3", "4", "5", "6"],
    RecodeValues={"1": "1", "2": "2", "3": "3", "4": "4", "5": "5", "6": "-1"},
    Validation={"Settings": {"ForceResponse": "ON"}},
)  # fmt: skip
CHANNELS = asked(
    2, "MC", "MAVR", "TX",
    Choices=named("Phone, mobile", "Mail") | {"3": {"Display": "Other", "TextEntry": "true"}},
)  # fmt: skip
GRID = asked(
    3, "Matrix", "Likert", "SingleAnswer", Choices=named("Speed", "Price"), Answers=named("1", "2", "3", "4", "5")
)  # fmt: skip


def test_a_block_is_a_section_in_the_order_of_the_flow_and_trash_is_not_there() -> None:
    blocks = {
        "1": {"Type": "Trash", "ID": "BL_0", "BlockElements": [{"Type": "Question", "QuestionID": "QID3"}]},
        "2": {"Type": "Default", "ID": "BL_1", "Description": "First", "BlockElements": [{"Type": "Question", "QuestionID": "QID1"}]},
        "3": {"Type": "Standard", "ID": "BL_2", "Description": "Second", "BlockElements": [{"Type": "Question", "QuestionID": "QID2"}]},
    }  # fmt: skip
    flow = {"Flow": [{"Type": "Branch", "BranchLogic": {"0": "x"}, "Flow": [{"Type": "Block", "ID": "BL_2"}]},
                     {"Type": "Standard", "ID": "BL_1"}]}  # fmt: skip
    found = qsf.parse(survey(RATING, CHANNELS, GRID, blocks=blocks, flow=flow), "s.qsf")
    assert [s.title["en"] for s in found.sections] == ["Second", "First"]
    assert [q.code for q in found.questions] == ["Q2", "Q2_3_TEXT", "rating"]
    assert (found.name, found.source, found.source_id) == ({"en": "Service"}, "qsf", "SV_1")
    assert json.loads(found.logic)[0]["Payload"] == flow


def test_recodes_are_the_numbers_and_a_negative_one_declines() -> None:
    rating = one(RATING)
    assert (rating.kind, rating.required, rating.text) == ("scale", True, {"en": "Question 1"})
    assert rating.scale is not None
    assert (rating.scale.low, rating.scale.high, rating.scale.reversed) == (1, 5, True)
    assert (rating.scale.low_label, rating.scale.high_label) == (
        {"en": "Very satisfied"},
        {"en": "Very dissatisfied"},
    )
    assert [(c.code, c.declared) for c in rating.choices] == [*((n, False) for n in range(1, 6)), (-1, True)]


def test_a_negative_number_declines_whatever_its_words(tmp_path: Path) -> None:
    tried = asked(
        1, "MC", "SAVR", Choices=named("Like", "Dislike", "Never tried it"), RecodeValues={"3": "-2"}
    )
    assert [(c.code, c.declared) for c in one(tried).choices] == [(1, False), (2, False), (-2, True)]
    header = [("ResponseId", "_recordId"), ("Q1", "QID1")]
    _plan, done = together(tmp_path, answers(tmp_path, header, [["R_1", "-2"], ["R_2", "1"]]), tried)
    assert done.closed["bc1"].to_list() == [DECLARED, ANSWERED]


@pytest.mark.parametrize(
    ("question", "kind", "items"),
    [
        (asked(1, "MC", "SAHR", "TX", Choices=named("Red", "Blue")), "single", 0),
        (asked(1, "MC", "DL", Choices=[{"Display": "Red"}, {"Display": "Blue"}]), "single", 0),
        (asked(1, "MC", "SB", Choices=named("Red", "Blue")), "single", 0),
        (asked(1, "NPS", "NPS", Choices={str(n): {"Display": str(n)} for n in range(11)}), "nps", 0),
        (asked(1, "MC", "NPS", Choices={str(n): {"Display": str(n)} for n in range(11)}), "nps", 0),
        (asked(1, "Matrix", "TE", "Short", Choices=named("A", "B"), Answers=named("x")), "text", 2),
        (asked(1, "Slider", "HBAR", Choices=named("A"), Configuration={"CSSliderMin": 0, "CSSliderMax": 100}), "number", 1),
        (asked(1, "Slider", "STAR", Choices=named("A"), Configuration={"StarCount": "5"}), "scale", 1),
        (asked(1, "RO", "DND", "TX", Choices=named("A", "B", "C")), "scale", 3),
        (asked(1, "CS", "HR", "TX", Choices=named("A", "B", "C")), "number", 3),
        (asked(1, "TE", "FORM", Choices=named("A", "B")), "text", 2),
        (asked(1, "TE", "ML"), "text", 0),
        (asked(1, "TE", "SL", Validation={"Settings": {"ContentType": "ValidNumber"}}), "number", 0),
    ],
)  # fmt: skip
def test_each_type_has_its_kind(question: dict[str, Any], kind: str, items: int) -> None:
    found = one(question)
    assert (found.kind, len(found.items)) == (kind, items)


def test_what_has_no_kind_becomes_the_nearest_and_is_told() -> None:
    told = qsf.parse(
        survey(
            RATING,
            asked(4, "DB", "TB", QuestionText="Welcome!"),
            asked(5, "Timing", "PageTimer"),
            asked(6, "PGR", "DragAndDrop", Choices=named("A", "B")),
        ),
        "s.qsf",
    )
    assert [q.code for q in told.questions] == ["rating", "Q6"]
    assert json.loads(told.questions[1].logic)["QuestionType"] == "PGR"
    assert told.notes == (
        "Could not take over “Question 5”; was: Timing/PageTimer.",
        "Could not take over “Question 6”; was: PGR/DragAndDrop.",
    )
    assert [(e.code, e.kind, e.text) for e in told.elements][1] == ("Q4", "statement", {"en": "Welcome!"})
    assert json.loads(told.sections[0].logic)["Statements"] == {"QID4": "Welcome!"}


def test_translations_and_piped_text_are_kept() -> None:
    question = RATING | {
        "QuestionText": "Is ${q://QID9/ChoiceTextEntryValue} good?",
        "Language": {"NL": {"QuestionText": "Is ${q://QID9/ChoiceTextEntryValue} goed?",
                            "Choices": {"1": {"Display": "Zeer tevreden"}}}},
    }  # fmt: skip
    found = qsf.parse(survey(question), "s.qsf")
    assert found.languages == ("en", "nl")
    assert found.questions[0].text["nl"] == "Is ${q://QID9/ChoiceTextEntryValue} goed?"
    assert found.questions[0].choices[0].label == {"en": "Very satisfied", "nl": "Zeer tevreden"}


def test_logic_of_a_question_and_of_a_choice_is_kept_word_for_word() -> None:
    shown = {"0": {"0": {"LogicType": "GeoIP", "LeftOperand": "loc://PostalCode"}}}
    question = asked(1, "MC", "SAVR", Choices=named("A", "B"), DisplayLogic=shown)
    question["Choices"]["2"]["DisplayLogic"] = shown
    assert json.loads(one(question).logic) == {"DisplayLogic": shown, "Choices": {"2": shown}}


@pytest.mark.parametrize(
    "data",
    [b'{"SurveyEntry": {"SurveyID": "SV_1"}, "SurveyElements": 4}', b'{"SurveyEntry": ' + b"[" * 100_000,
     b'{"SurveyEntry": {}, "SurveyElements": [null, 3, {"Element": "SQ", "Payload": []}]}', b'{"SurveyElements": []}'],
)  # fmt: skip
def test_a_damaged_survey_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "s.txt"
    path.write_bytes(data)
    with pytest.raises(UserError):
        definitions.read(path)


def answers(folder: Path, header: list[tuple[str, str]], rows: list[list[str]], name: str = "a.csv") -> Path:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([tag for tag, _id in header])
    writer.writerow([f"Words of {tag}" for tag, _id in header])
    writer.writerow([json.dumps({"ImportId": id_}) for _tag, id_ in header])
    writer.writerows(rows)
    path = folder / name
    path.write_bytes(text.getvalue().encode())
    return path


def together(folder: Path, table: Path, *questions: dict[str, Any]) -> tuple[ImportPlan, Typed]:
    beside = folder / "survey.json"
    beside.write_bytes(survey(*questions))
    given = gather([table, beside])
    assert given.alone == ()
    plan = mapping.suggest(given.answers[0])
    return plan, typed.build(plan)


HEADER = [("ResponseId", "_recordId"), ("rating", "QID1"), ("Q2_1", "QID2_1"), ("Q2_2", "QID2_2"),
          ("Q2_3", "QID2_3"), ("Q2_3_TEXT", "QID2_3_TEXT"), ("Q3_1", "QID3_1"), ("Q3_2", "QID3_2")]  # fmt: skip


def test_numbers_and_words_of_an_export_mean_the_same_codes(tmp_path: Path) -> None:
    numbers = answers(
        tmp_path,
        HEADER,
        [["R_1", "1", "1", "", "1", "fax", "5", "1"], ["R_2", "-1", "", "1", "", "", "2", "3"]],
    )
    words = answers(
        tmp_path, HEADER,
        [["R_1", "Very satisfied", "Phone, mobile", "", "Other", "fax", "5", "1"], ["R_2", "N/A", "", "Mail", "", "", "2", "3"]],
        "b.csv",
    )  # fmt: skip
    for table in (numbers, words):
        plan, done = together(tmp_path, table, RATING, CHANNELS, GRID)
        assert done.closed["c1"].to_list() == [1, -1]
        assert done.closed["bc1"].to_list() == [ANSWERED, DECLARED]
        assert [done.closed[f"c{n}"].to_list() for n in (2, 3, 4)] == [
            [True, False],
            [False, True],
            [True, False],
        ]
        assert [done.closed[f"c{n}"].to_list() for n in (6, 7)] == [[5, 2], [1, 3]]
        assert done.problem_count == 0
        assert (plan.column("c5").kind, plan.column("c5").other_of) == ("text", "Q2")
        assert {plan.column(f"c{n}").question for n in (2, 3, 4)} == {"Q2"}
        assert (plan.column("c6").kind, plan.column("c6").group_text, plan.column("c6").label) == (
            "scale",
            "Question 3",
            "Speed",
        )


def test_several_answers_in_one_cell_are_split_at_their_own_commas_only(tmp_path: Path) -> None:
    header = [("ResponseId", "_recordId"), ("Q2", "QID2")]
    table = answers(
        tmp_path, header, [["R_1", "Phone, mobile,Mail"], ["R_2", "1,3"], ["R_3", "Phone, mobile"]]
    )
    plan, done = together(tmp_path, table, CHANNELS)
    assert [o.value for o in plan.column("c1").options] == ["1", "2", "3"]
    assert done.closed["c1_1"].to_list() == [True, True, True]
    assert done.closed["c1_2"].to_list() == [True, False, False]


def test_seen_but_unanswered_is_skipped_and_then_a_blank_was_not_shown(tmp_path: Path) -> None:
    rows = [["R_1", "5", "1", "", "", "", "-99", "4"], ["R_2", "-99", "-99", "-99", "-99", "-99", "", ""],
            ["R_3", "", "", "", "", "", "1", "2"]]  # fmt: skip
    table = answers(tmp_path, HEADER, rows)
    _plan, done = together(tmp_path, table, RATING, CHANNELS, GRID)
    assert done.closed["bc1"].to_list() == [ANSWERED, SKIPPED, NOT_SHOWN]
    assert done.closed["c2"].to_list() == [True, None, None]
    assert done.closed["c3"].to_list() == [False, None, None]
    assert done.closed["bc3"].to_list() == [ANSWERED, SKIPPED, NOT_SHOWN]
    assert done.closed["bc6"].to_list() == [SKIPPED, NOT_SHOWN, ANSWERED]
    assert done.texts["c5"].to_list() == [None, None, None]
    assert done.closed["bc5"].to_list() == [NOT_SHOWN, SKIPPED, NOT_SHOWN]
    by_itself = mapping.suggest(detect.sniff(table))
    assert (by_itself.column("c5").kind, by_itself.column("c5").other_of) == (
        "text",
        by_itself.column("c2").group,
    )
    alone = typed.build(by_itself)
    assert alone.closed["bc1"].to_list() == [ANSWERED, SKIPPED, NOT_SHOWN]


def test_an_option_of_another_question_is_not_taken_for_one_that_looks_alike(tmp_path: Path) -> None:
    header = [("ResponseId", "_recordId"), ("Q11_1", "QID11_1"), ("Q1_11", "QID1_11")]
    many = asked(1, "MC", "MAVR", Choices=named(*(f"option {n}" for n in range(1, 12))))
    table = answers(tmp_path, header, [["R_1", "1", "1"], ["R_2", "", "1"]])
    plan, _done = together(tmp_path, table, many)
    assert (plan.column("c1").question, plan.column("c2").question) == ("", "Q1")
    assert plan.column("c2").label == "option 11"


def test_a_recode_that_is_another_options_number_does_not_mix_them_up(tmp_path: Path) -> None:
    many = asked(1, "MC", "MAVR", Choices=named("A", "B", "C"), RecodeValues={"1": "3", "2": "7", "3": "-1"})
    header = [
        ("ResponseId", "_recordId"),
        ("Q1_3", "QID1-1"),
        ("Q1_7", "QID1-2"),
        ("Q1_-1", "QID1-3"),
        ("Q1", "QID9"),
    ]
    table = answers(tmp_path, header, [["R_1", "1", "", "1", "x"], ["R_2", "", "1", "", "y"]])
    plan, _done = together(tmp_path, table, many)
    assert [plan.column(f"c{n}").label for n in (1, 2, 3)] == ["A", "B", "C"]
    assert plan.column("c4").question == ""


def test_an_email_field_of_a_known_survey_is_still_left_out(tmp_path: Path) -> None:
    header = [("ResponseId", "_recordId"), ("Q7", "QID7_TEXT")]
    table = answers(tmp_path, header, [["R_1", "a@example.com"], ["R_2", "b@example.com"]])
    plan, _done = together(tmp_path, table, asked(7, "TE", "SL"))
    assert (plan.column("c1").kind, plan.column("c1").personal) == ("leave_out", True)


def test_tsv_in_utf16_and_a_zip_are_read_like_the_csv(tmp_path: Path) -> None:
    rows = [["R_1", "1", "1", "", "", "", "5", "1"]]
    table = answers(tmp_path, HEADER, rows)
    lines = list(csv.reader(io.StringIO(table.read_text())))
    text = io.StringIO()
    csv.writer(text, delimiter="\t").writerows(lines)
    tsv = tmp_path / "a.tsv"
    tsv.write_bytes(b"\xff\xfe" + text.getvalue().encode("utf-16-le"))
    zipped = tmp_path / "export.zip"
    with zipfile.ZipFile(zipped, "w") as book:
        book.write(table, "Service_May 1, 2026.csv")
    wanted = typed.build(mapping.suggest(detect.sniff(table)))
    for path in (tsv, zipped):
        found = detect.sniff(path)
        assert (found.format, found.header_rows, len(found.columns)) == ("qualtrics", 3, 8)
        assert typed.build(mapping.suggest(found)).closed.equals(wanted.closed)


@needs_corpus
def test_the_real_survey_and_its_answers_have_every_column_told() -> None:
    table = CORPUS / "Many_Question_Types_insights.csv"
    given = gather([table, CORPUS / "Many_Question_Types.qsf"])
    assert given.alone == ()
    plan = mapping.suggest(given.answers[0])
    done = typed.build(plan)
    assert (done.rows_in, done.stored, done.refused, done.problem_count) == (5, 5, 0, 0)
    questions = [c for c in plan.columns if c.source_id.startswith("QID")]
    assert len(questions) == 176
    assert [c.header for c in questions if not c.question] == []
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[3:]
    assert done.closed["c11"].to_list() == [int(r[11]) for r in rows]
    assert done.closed["c143"].to_list() == [int(r[143]) if r[143] else None for r in rows]
    assert {c.code: c.label for c in plan.column("c143").choices} == {
        143: "orange",
        132: "purple",
        142: "red",
    }
    # 35423 is more than a code can be; its answer keeps the words and another number.
    words = {"242": "intolerant", "35423": "meh", "34": "consentual"}
    labels = {c.code: c.label for c in plan.column("c159").choices}
    assert [labels[n] for n in done.closed["c159"].to_list()] == [words[r[159]] for r in rows]
    for n in range(12, 190):
        column = plan.column(f"c{n}")
        if column.kind == "text":
            assert done.texts[f"c{n}"].to_list() == [r[n] or None for r in rows]
        elif column.kind == "number":
            assert done.closed[f"c{n}"].to_list() == [float(r[n]) if r[n] else None for r in rows]
        elif column.kind == "multiple":
            assert [bool(v) for v in done.closed[f"c{n}"].to_list()] == [r[n] == "1" for r in rows]


@needs_corpus
def test_logic_everywhere_is_kept_with_what_cannot_be_converted() -> None:
    found: Definition | None = definitions.read(CORPUS / "Survey_Logic_EVERYWHERE.qsf")
    assert found is not None
    assert [q.code for q in found.questions] == ["Q1", "Q2", "Q3", "Q4", "Q5"]
    second = json.loads(found.questions[1].logic)
    assert second["Choices"]["3"]["0"]["1"]["LeftOperand"] == "loc://PostalCode"
    assert second["SkipLogic"][0]["SkipToDestination"] == "QID4"
    assert {e["Element"] for e in json.loads(found.logic)} >= {"FL", "BR"}


@needs_corpus
@pytest.mark.parametrize("name", ["Many_Question_Types.qsf", "Survey_Logic_EVERYWHERE.qsf"])
def test_a_questionnaire_alone_is_a_survey_without_answers_in_one_step(tmp_path: Path, name: str) -> None:
    project = Project.create(tmp_path / "a.cxdesk")
    found = definitions.read(CORPUS / name)
    assert found is not None
    survey_id = project.run("Create survey", surveys.build, found)
    stored = project.read(whole, survey_id)
    assert [q.code for q in stored.questions] == [q.code for q in found.questions]
    assert [s.title for s in stored.sections] == [s.title for s in found.sections]
    project.undo()
    assert project.read(survey_rows) == []
    project.close()


def test_rows_with_one_export_tag_are_told_apart(tmp_path: Path) -> None:
    grid = GRID | {"ChoiceDataExportTags": {"1": "same", "2": "same"}}
    project = Project.create(tmp_path / "a.cxdesk")
    found = qsf.parse(survey(grid, GRID | {"QuestionID": "QID9"}), "s.qsf")
    stored = project.read(whole, project.run("Create survey", surveys.build, found))
    assert [[i.code for i in q.items] for q in stored.questions] == [
        ["Q3_same", "Q3_same-2"],
        ["Q3_1", "Q3_2"],
    ]
    assert [q.code for q in stored.questions] == ["Q3", "QID9_1"]
    project.close()


def test_older_names_of_rows_and_fields_are_known(tmp_path: Path) -> None:
    side = asked(
        4, "SBS", "SBSMatrix", Choices=named("Frog", "Hippo"), ChoiceDataExportTags={"1": "frog", "2": "hippo"},
        AdditionalQuestions={
            "1": {"QuestionText": "Like?", "QuestionType": "Matrix", "Selector": "Likert", "SubSelector": "SingleAnswer",
                  "Answers": named("Bad", "Fair", "Good"), "AnswerDataExportTag": "92",
                  "ChoiceDataExportTags": {"1": "frog", "2": "hippo"}},
        },
    )  # fmt: skip
    text = asked(1, "MC", "SAVR", Choices=named("A", "B") | {"3": {"Display": "Other", "TextEntry": "true"}})
    lines = [
        [*(f"V{n}" for n in range(1, 11)), "Q1", "Q1_TEXT", "frog: 92", "hippo: 92", ""],
        ["ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress", "IPAddress", "Status", "StartDate",
         "EndDate", "Finished", "Question 1", "Question 1-TEXT", "Like?-Frog", "Like?-Hippo", ""],
        ["R_1", "Default", "", "", "", "", "0", "2026-05-01 08:00:00", "2026-05-01 08:09:00", "1", "3", "both", "1", "3", ""],
    ]  # fmt: skip
    table = tmp_path / "old.csv"
    made = io.StringIO()
    csv.writer(made).writerows(lines)
    table.write_bytes(b"\xef\xbb\xbf" + made.getvalue().encode())
    plan, done = together(tmp_path, table, text, side)
    assert [plan.column(f"c{n}").question for n in range(10, 14)] == ["Q1", "Q1_3_TEXT", "Q4#1", "Q4#1"]
    assert plan.column("c11").other_of == "Q1"
    assert [done.closed[k].to_list() for k in ("c10", "c12", "c13")] == [[3], [1], [3]]


@needs_corpus
def test_the_real_survey_is_stored_with_its_sections_and_each_answer_under_its_own_item(
    tmp_path: Path,
) -> None:
    table, beside = CORPUS / "Many_Question_Types_insights.csv", CORPUS / "Many_Question_Types.qsf"
    project = Project.create(tmp_path / "a.cxdesk")
    done = import_file(project, mapping.suggest(gather([table, beside]).answers[0]))
    assert (done.rows_in, done.stored, done.refused) == (5, 5, 0)
    stored = project.read(whole, done.survey_id)
    told = definitions.read(beside)
    assert told is not None
    assert [s.title for s in stored.sections if s.questions] == [s.title for s in told.sections]
    assert [q.code for q in stored.questions] == [q.code for q in told.questions]
    with table.open(encoding="utf-8-sig", newline="") as file:
        header, _words, ids, *rows = list(csv.reader(file))
    place = {json.loads(c.replace("'", '"'))["ImportId"]: n for n, c in enumerate(ids)}
    assert len(header) == len(place)
    items = [(q, i) for q in stored.questions for i in q.items]
    texts = [i.id for q, i in items if q.kind == "text"]
    answers = project.read(counted, done.survey_id, [i.id for _q, i in items], texts=texts).sort(
        "response_id"
    )
    seen = 0
    for spec, (question, item) in (
        (q, pair) for q in told.questions for pair in items if pair[0].code == q.code
    ):
        names = {i.code: i.sources[0] for i in spec.items} or {item.code: spec.sources[0]}
        column = [r[place[names[item.code].replace("_", "-")]] if names[item.code].replace("_", "-") in place
                  else r[place[spec.sources[1]]] for r in rows]  # fmt: skip
        values = answers[f"i{item.id}"].to_list()
        if question.kind == "text":
            assert values == [c or None for c in column]
        elif question.kind == "multiple":
            assert [bool(v) for v in values] == [c == "1" for c in column]
        elif question.kind == "number":
            assert values == [float(c) if c else None for c in column]
        else:
            number = {v: c.code for c in spec.choices for v in c.values}
            assert values == [number.get(c) for c in column]
        seen += 1
    assert seen == 176
    project.close()
