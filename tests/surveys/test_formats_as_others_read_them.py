"""What was seen when the programs themselves opened our files: LimeSurvey 6.10, survey-core 3.1, pyxform 4.

None of them is here; each test keeps a fact that was learnt from one of them.
"""

import io
import json
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from pyxform.xls2xform import convert

from cxdesk.surveys import templates
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.formats import limesurvey, lss_out, qsf_out, surveyjs, surveyjs_out, xlsform_out
from cxdesk.surveys.formats.prepared import without_jumps
from cxdesk.surveys.logic.path import path
from tests.surveys.test_formats_by_hypothesis import read
from tests.surveys.test_survey_formats import WRITERS, differences

IS_REPAIR = {"op": "is", "question": "WHY", "value": 2}


def t(words: str) -> dict[str, str]:
    return {"en": words}


def ask(code: str, kind: str = "text", **more: Any) -> QuestionSpec:
    return QuestionSpec(code, kind, more.pop("text", t(code)), **more)


RICH = Definition(
    t("Rich"),
    (
        SectionSpec(
            t("One"),
            (
                ask("WHY", "single", choices=(ChoiceSpec(1, t("New")), ChoiceSpec(2, t("Repair")),
                    ChoiceSpec(8, t("Other"), settings={"other": True})), look="radio"),
                ask("WHY_o", other_of="WHY", look="line"),
                ask("SID", text=t("Why {not} for ${money}, {{WHY}} or {{WHY_o}} of {{account.name}}?"), look="text"),
                ask("HOURS", "number", look="number", settings={"min": 0, "unit": t("h"), "step": 1},
                    rules={"valid": {"op": "<", "question": "HOURS", "value": 9}}),
                ask("DAY", "date", look="date", settings={"min": "2026-01-01", "max": "2026-12-31"}),
                ask("DID", "multiple", items=tuple(ItemSpec(f"DID_{n}", t(n)) for n in ("a", "A", "time")), look="ticks"),
                ask("MORE", look="text", rules={"show": {"op": "count", "question": "DID", "is": ">=", "value": 2}}),
                ask("MAIL", look="line", rules={"valid": {"op": "contains", "question": "MAIL", "value": "@"}}),
            ),
            code="ONE", settings={"randomise": True},
        ),
        SectionSpec(
            t("Two"),
            (
                ask("GRID", "multiple", look="matrix_ticks",
                    items=tuple(ItemSpec(f"{r}:{c}", {}, settings={"row": r, "column": c}) for r in "ab" for c in "12"),
                    settings={"rows": [{"code": r, "text": t(r)} for r in "ab"],
                              "columns_of": [{"code": c, "text": t(c)} for c in "12"]}),
                ask("RANK", "number", items=tuple(ItemSpec(f"RANK_{n}", t(n)) for n in "xyz"), look="ranking",
                    settings={"most": 2}),
                ask("STAR", "scale", scale=ScaleSpec(1, 5, 4), look="stars"),
                ask("WARM", "number", look="slider", settings={"min": 0, "max": 50, "step": 5}),
                ask("FROM", look="hidden", settings={"field": "link.source"}),
                ask("END", look="text", rules={"show": {"op": ">", "question": "WARM", "value": 10}}),
            ),
            code="TWO",
        ),
    ),
    settings={"quotas": [{"name": "Repairs", "when": IS_REPAIR, "most": 10, "then": "end"}],
              "randomise_sections": ["ONE", "TWO"]},
)  # fmt: skip
JUMPS = Definition(
    t("Jumps"),
    (
        SectionSpec(t("One"), (
            ask("A", "single", choices=(ChoiceSpec(1, t("x")), ChoiceSpec(2, t("y")), ChoiceSpec(3, t("z"))), look="radio",
                rules={"skip": [{"when": {"op": "is", "question": "A", "value": 1}, "to": {"question": "D"}},
                                {"when": {"op": "not_answered", "question": "A"}, "to": {"end": True}}]}),
            ask("B", rules={"show": {"op": "is", "question": "A", "value": 2}}),
            ask("C", rules={"skip": [{"when": {"op": "answered", "question": "C"}, "to": {"section": "TWO"}}]}),
            ask("D")), code="ONE"),
        SectionSpec(t("Two"), (ask("E"),), code="TWO"),
    ),
)  # fmt: skip


def tables(made: bytes) -> dict[str, list[dict[str, str]]]:
    root = ElementTree.fromstring(made)
    return {
        e.tag: [{c.tag: c.text or "" for c in row} for row in rows]
        for e in root
        if (rows := e.find("rows")) is not None
    }


@pytest.fixture(scope="module")
def lime() -> dict[str, list[dict[str, str]]]:
    return tables(lss_out.write(RICH).data)


def test_limesurvey_runs_whatever_stands_between_braces_so_only_answers_do(
    lime: dict[str, list[dict[str, str]]],
) -> None:
    text = next(row["question"] for row in lime["question_l10ns"] if "not" in row["question"])
    assert re.findall(r"\{[^{}]*\}", text) == ["{WHY.shown}", "{WHYo.shown}"]
    assert "&#123;not&#125; for $&#123;money&#125;" in text
    assert "{{account.name}}" in " ".join(lss_out.write(RICH).notes)


def test_limesurvey_gets_no_code_that_it_would_change(lime: dict[str, list[dict[str, str]]]) -> None:
    assert "SID" not in {q["title"] for q in lime["questions"]}
    did = next(q["qid"] for q in lime["questions"] if q["title"] == "DID")
    codes = [row["title"].casefold() for row in lime["subquestions"] if row["parent_qid"] == did]
    assert len(set(codes)) == 3
    assert "time" not in codes


def test_limesurvey_asks_each_in_its_own_way(lime: dict[str, list[dict[str, str]]]) -> None:
    types = {q["title"]: q["type"] for q in lime["questions"]}
    # An equation (*) would store its own words as the answer of everybody.
    assert (types["GRID"], types["STAR"], types["WARM"], types["FROM"]) == (":", "5", "K", "S")
    assert lime["survey_url_parameters"][0]["parameter"] == "source"
    assert "targetsqid" not in lime["survey_url_parameters"][0]
    assert [(r["qlimit"], r["action"]) for r in lime["quota"]] == [("10", "1")]
    assert lime["quota_members"][0]["code"] == "2"
    assert lime["quota_languagesettings"][0]["quotals_message"]
    assert {g["randomization_group"] for g in lime["groups"]} == {"mixed"}


def test_limesurvey_lets_a_question_with_a_rule_be_left_blank(lime: dict[str, list[dict[str, str]]]) -> None:
    rules = [a["value"] for a in lime["question_attributes"] if a["attribute"] == "em_validation_q"]
    assert len(rules) == 2
    assert all(rule.startswith("(is_empty(") for rule in rules)


def test_other_namely_is_shown_only_with_its_option(lime: dict[str, list[dict[str, str]]]) -> None:
    (shown,) = (q["relevance"] for q in lime["questions"] if q["title"] == "WHYo")
    assert shown == "WHY.NAOK == '8'"
    told = json.loads(surveyjs_out.write(RICH).data)
    assert told["pages"][0]["elements"][1]["visibleIf"] == "{WHY} = 8"


@pytest.mark.parametrize("key", sorted(WRITERS))
def test_what_was_put_in_for_another_tool_is_not_there_when_it_comes_back(key: str) -> None:
    made = WRITERS[key][1](RICH)
    after = read(key, made.data)
    lost = {
        # A form on a phone puts in codes only; limits of a text and a table of ticks it has not.
        "xlsform": {("DAY", "settings"), ("HOURS", "settings"), ("GRID", "settings"), ("GRID", "words"),
                    ("MAIL", "valid"), ("RANK", "settings")},
        "qsf": {("HOURS", "settings"), ("DAY", "settings"), ("GRID", "settings"), ("GRID", "words"), ("RANK", "settings"),
                ("HOURS", "valid"), ("MAIL", "valid"), ("MORE", "show"), ("END", "show")},
        "surveyjs": {("HOURS", "settings"), ("GRID", "words"), ("GRID", "settings")},
        "lss": {("GRID", "words")},
    }[key]  # fmt: skip
    assert differences(RICH, after) <= lost
    if key in ("lss",):
        assert after.settings == RICH.settings
        assert [s.settings for s in after.sections] == [s.settings for s in RICH.sections]


@pytest.mark.parametrize("key", ["lss", "surveyjs", "qsf", "xlsform"])
def test_answers_put_into_texts_come_back_as_ours(key: str) -> None:
    after = read(key, WRITERS[key][1](RICH).data)
    (text,) = (q.text["en"] for q in after.elements if q.code == "SID")
    assert text == RICH.sections[0].elements[2].text["en"]


@pytest.mark.parametrize("first", [None, 1, 2, 3])
@pytest.mark.parametrize("third", [None, "said"])
def test_jumps_as_conditions_lead_the_same_way(first: int | None, third: str | None) -> None:
    answers = {k: v for k, v in (("A", first), ("C", third)) if v is not None}
    ready, told = without_jumps(JUMPS)
    assert not any(q.rules.get("skip") for q in ready.elements)
    assert told == ("Jumps are in the file as conditions of the questions they pass over: A, C.",)
    ways = [[s.element.code for s in path(d, answers).stops] for d in (JUMPS, ready)]
    assert ways[0] == ways[1]


@pytest.mark.parametrize("key", ["lss", "xlsform"])
@pytest.mark.parametrize("to", [{"end": True}, {"question": "B"}])
def test_a_jump_that_passes_over_nothing_is_not_told_of(key: str, to: dict[str, Any]) -> None:
    """From the last question to the end, or to the question that comes next anyway."""
    jump = {"skip": [{"when": {"op": "contains", "question": "A", "value": "x"}, "to": to}]}
    asked = [ask("A"), ask("B")]
    at = 1 if "end" in to else 0
    asked[at] = replace(asked[at], rules=jump)
    made = WRITERS[key][1](Definition(t("Short"), (SectionSpec(t("S"), tuple(asked), code="S1"),)))
    assert made.notes == ()
    assert not any(q.rules for q in read(key, made.data).elements)


def test_jumps_stay_where_the_order_is_random() -> None:
    mixed = replace(JUMPS, settings={"randomise_sections": ["ONE", "TWO"]})
    assert without_jumps(mixed) == (mixed, ())


def test_surveyjs_keeps_hints_in_a_calculated_value_and_knows_every_property() -> None:
    made = surveyjs_out.write(RICH)
    whole = json.loads(made.data)
    assert '"cxdesk":' not in made.data.decode()
    (value,) = whole["calculatedValues"]
    assert value["name"] == "cxdesk"
    assert re.fullmatch(r"'[\w%.~-]+'", value["expression"])
    # It writes rows that it has mixed in the order it showed them: codes stay with their words.
    page = whole["pages"][0]["elements"]
    page[0]["choices"].reverse()
    page[5]["choices"].reverse()
    after = surveyjs.parse(json.dumps(whole).encode(), "x.json")
    by_code = {q.code: q for q in after.elements}
    assert {c.code: c.label["en"] for c in by_code["WHY"].choices} == {1: "New", 2: "Repair", 8: "Other"}
    assert {i.code: i.text["en"] for i in by_code["DID"].items} == {
        "DID_a": "a",
        "DID_A": "A",
        "DID_time": "time",
    }


def test_a_ranking_is_no_part_of_conditions_where_only_the_order_is_kept() -> None:
    rank = ask("R", "number", items=(ItemSpec("R_1", t("a")), ItemSpec("R_2", t("b"))), look="ranking")
    late = ask("L", rules={"show": {"op": "is", "question": "R", "item": "R_1", "value": 1}})
    survey = Definition(t("S"), (SectionSpec(t("One"), (rank, late), code="ONE"),))
    for write in (xlsform_out.write, surveyjs_out.write, lss_out.write):
        assert "The condition for showing is not in the file: L." in write(survey).notes
    convert(io.BytesIO(xlsform_out.write(survey).data), file_type=".xlsx")


@pytest.mark.parametrize("key", templates.KEYS)
def test_pyxform_takes_every_template_without_a_warning(key: str) -> None:
    made = xlsform_out.write(templates.definition(key, "en", ""))
    assert convert(io.BytesIO(made.data), file_type=".xlsx").warnings == []


def test_a_pair_has_words_for_its_rows_in_each_language() -> None:
    pair = ask("P", "scale", scale=ScaleSpec(1, 5), look="pair",
               items=(ItemSpec("E", {}, settings={"role": "expectation"}), ItemSpec("M", {}, settings={"role": "experience"})))  # fmt: skip
    survey = Definition(t("S"), (SectionSpec(t("One"), (pair,), code="ONE"),), ("en", "nl"))
    (q,) = limesurvey.parse(lss_out.write(survey).data).elements
    assert q.items[0].text["en"] == "What you expected"
    assert q.items[0].text["nl"]
    assert "What you experienced" in qsf_out.write(survey).data.decode()


@pytest.mark.parametrize("key", ["xlsform", "lss", "surveyjs"])
def test_an_answer_put_into_the_words_for_what_is_not_accepted_comes_back(key: str) -> None:
    said = {"min": 1, "max": 5, "message": t("No, {{A}}, 1 to 5")}
    asked = (ask("A", "text", look="line"), ask("N", "number", look="number", settings=said))
    survey = Definition(t("S"), (SectionSpec(t("One"), asked, code="ONE"),))
    made = WRITERS[key][1](survey)
    assert read(key, made.data).elements[1].settings["message"] == t("No, {{A}}, 1 to 5")
    assert made.notes == ()


def test_pyxform_takes_questions_that_have_no_answers_yet_and_they_are_named() -> None:
    rows = (ItemSpec("D_1", t("a")), ItemSpec("D_2", t("b")))
    asked = (ask("A", "single", look="radio"), ask("B", "multiple", look="ticks"), ask("C", "number", look="ranking"),
             ask("D", "single", look="matrix_radio", items=rows), ask("E", "single", look="dropdown"))  # fmt: skip
    survey = Definition(t("S"), (SectionSpec(t("One"), asked, code="ONE"),))
    made = xlsform_out.write(survey)
    assert convert(io.BytesIO(made.data), file_type=".xlsx").warnings == []
    assert "Without answers to choose from, so they ask for words there: A, B, C, D, E." in made.notes
    back = read("xlsform", made.data)
    assert [(q.code, q.kind, q.look) for q in back.elements] == [(q.code, q.kind, q.look) for q in asked]
    assert [i.code for i in back.elements[3].items] == ["D_1", "D_2"]
