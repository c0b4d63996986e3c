"""Every key, type and word in a file for Qualtrics stands in a file that Qualtrics wrote, or has its source here.

Qualtrics publishes no description of the format. Facts were read from the corpus's two files and from files that people
published with their studies; nothing of them is copied but the names below.
"""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from cxdesk.surveys import templates
from cxdesk.surveys.definition import NPS_SCALE, ChoiceSpec, Definition, SectionSpec
from cxdesk.surveys.formats import qsf, qsf_out
from tests.support.qsf_facts import OURS, facts_in
from tests.surveys.test_formats_as_others_read_them import JUMPS, RICH, ask
from tests.surveys.whole_survey import WHOLE

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "qualtrics"
needs_corpus = pytest.mark.skipif(
    not CORPUS.exists(), reason="THE REAL FILES ARE NOT HERE: ../shared/corpus is missing"
)

# Where each fact was seen that the corpus's files do not show. `a.b.{c,d}: str` stands for two of them.
SOURCES: Final = {
    "DICE-Experiment/DICE-website, Qualtrics.qsf": (
        "BL.Payload.*.BlockElements.*.Type = Page Break",
        "BL.Payload.*.Options.BlockLocking = false",
        "BL.Payload.*.Options.BlockVisibility = Expanded",
        "BL.Payload.*.Options.Randomization.Advanced.QuestionsPerPage: int",
        "BL.Payload.*.Options.RandomizeQuestions = false",
        "CONDITION.*.*.Operator = Contains",
        "FL.Payload.Flow[].Autofill: list",
        "FL.Payload.Flow[].EmbeddedData[].AnalyzeText: bool",
        "FL.Payload.Flow[].EmbeddedData[].DataVisibility: list",
        "FL.Payload.Flow[].EmbeddedData[].Type = Recipient",
        "FL.Payload.Flow[].EmbeddedData[].VariableType = String",
        "FL.Payload.Flow[].EmbeddedData[].{Description,Field}: str",
        "FL.Payload.Flow[].Type = EmbeddedData",
        "PROJ.Payload.ProjectCategory = CORE",
        "PROJ.Payload.SchemaVersion = 1.1.0",
        "PROJ.SecondaryAttribute: NoneType",
        "PROJ.{Element,PrimaryAttribute,SurveyID,TertiaryAttribute}: str",
        "SO.Payload.Skin.templateId: str",
        "SO.Payload.Skin.{brandingId,overrides}: NoneType",
        "SO.Payload.SkinType = templated",
        "SQ.Payload.ClarifyingSymbolType = None",
        "SQ.Payload.Configuration.StarCount: int",
        "SQ.Payload.Configuration.StarType = discrete",
        "SQ.Payload.DataVisibility.{Hidden,Private}: bool",
        "SQ.Payload.Language.*.Answers.*.Display: str",
        "SQ.Payload.Language.*.Choices.*.Display: str",
        "SQ.Payload.Language.*.QuestionText: str",
        "SQ.Payload.QuestionType = {CS,DB}",
        "SQ.Payload.Randomization.Advanced: NoneType",
        "SQ.Payload.Randomization.Type = All",
        "SQ.Payload.Selector = {DL,SAHR,TB,VRTL}",
        "SQ.Payload.Validation.Settings.CustomValidation: dict",
        "SQ.Payload.Validation.Settings.EnforceRange = ON",
        "SQ.Payload.Validation.Settings.ForceResponse = ON",
        "SQ.Payload.Validation.Settings.Type = {ChoicesTotal,CustomValidation}",
        "SQ.Payload.Validation.Settings.{ChoiceTotal,TotalChars}: str",
        "SQ.Payload.{Choices,Labels}: list",
        "SQ.Payload.{NextAnswerId,NextChoiceId}: int",
        "element PROJ",
        "operand q://*/ChoiceTextEntryValue",
        "question CS/VRTL/TX",
        "question DB/TB",
        "question MC/DL",
        "question MC/SAHR/TX",
    ),
    "ScottClaessens/person-trust-ai, qualtrics/survey.qsf": (
        "BL.Payload.*.Options.Randomization.Advanced.FixedOrder[] = {~Randomized~}",
        "BL.Payload.*.Options.Randomization.Advanced.RandomizeAll[]: str",
        "BL.Payload.*.Options.Randomization.Advanced.TotalRandSubset: int",
        "BL.Payload.*.Options.Randomization.Advanced.{RandomSubSet,Undisplayed}: list",
        "BL.Payload.*.Options.RandomizeQuestions = Advanced",
        "CONDITION.*.*.Operator = NotSelected",
        "SQ.Payload.Randomization.Advanced.FixedOrder[] = {~Randomized~}",
        "SQ.Payload.Randomization.Advanced.RandomizeAll[]: str",
        "SQ.Payload.Randomization.Advanced.TotalRandSubset: int",
        "SQ.Payload.Randomization.Advanced.{RandomSubSet,Undisplayed}: list",
        "SQ.Payload.Randomization.Type = Advanced",
        "SQ.Payload.Selector = ML",
        "question TE/ML",
    ),
    "fflewddur/sp, libsp/data_test.go": (
        "SQ.Payload.ColumnLabels[].Display: str",
        "SQ.Payload.ColumnLabels[].IsLabelDefault: bool",
        "SQ.Payload.QuestionType = RO",
        "SQ.Payload.Selector = {DND,NPS}",
        "question MC/NPS",
        "question RO/DND/TX",
    ),
    "ManRev/liquiddemocracy, material/LD_template.qsf": (
        "SQ.Payload.Selector = STAR",
        "question Slider/STAR",
    ),
    "ctesta01/QualtricsTools, sample surveys": (
        "operand q://*/SelectableChoice/*/*",
    ),
    "Press-Release-Infrastructure/press-release-qualtrics-infra, surveys": (
        "CONDITION.*.*.Operator = LessThan",
    ),
    # Qualtrics' API reference, survey definitions, lists the kinds of checks; a public account of five real exports
    # (references/qsf-format.md) gives both ends of a range, as text.
    "api.qualtrics.com, survey definitions, Validation.Settings": (
        "SQ.Payload.Validation.Settings.Type = {ChoiceRange,TotalChar}",
        "SQ.Payload.Validation.Settings.{MaxChoices,MinChoices}: str",
    ),
    # An R package that makes questions through Qualtrics' API.
    "hitop, display logic by a count": (
        "CONDITION.*.*.Operator = GreaterThan",
        "operand q://*/SelectedChoicesCount",
    ),
    # The notes of a public reader of these files (surveyir).
    "surveyir, sets of conditions": ("CONDITION.*.Type = OrIf",),
    # In no file and no text that was found: named by the rule of LessThan and LessThanOrEqual.
    "not seen": ("CONDITION.*.*.Operator = GreaterThanOrEqual",),
}  # fmt: skip


def every() -> dict[str, bytes]:
    """Files for surveys with every look and rule there is, and the templates."""
    found = {"whole": WHOLE, "rich": RICH, "jumps": JUMPS}
    found |= {
        f"{key}_{lang}": templates.definition(key, lang, "")
        for key in templates.KEYS
        for lang in ("en", "fa")
    }
    return {name: qsf_out.write(survey).data for name, survey in found.items()}


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return every()


def sourced() -> set[str]:
    """The facts of the table, with the containers that their paths pass through."""
    found = {one for facts in SOURCES.values() for fact in facts for one in _each(fact)}
    for fact in tuple(found):
        path, colon, _kind = fact.partition(": ")
        if not colon:
            path, equals, _word = fact.partition(" = ")
            if not equals:
                continue
            found.add(f"{path}: str")
        while path.endswith("[]") or "." in path:
            is_list = path.endswith("[]")
            path = path[:-2] if is_list else path.rpartition(".")[0]
            found.add(f"{path}: {'list' if is_list else 'dict'}")
    return found


def _each(fact: str) -> list[str]:
    several = re.search(r"\{([^{}~]+)\}", fact)
    return [fact] if several is None else [fact.replace(several[0], name) for name in several[1].split(",")]


@needs_corpus
def test_every_key_type_and_word_is_one_of_qualtrics(written: dict[str, bytes]) -> None:
    known = sourced()
    for path in sorted(CORPUS.glob("*.qsf")):
        known |= facts_in(path.read_bytes())
    ours = set[str]().union(*map(facts_in, written.values()))
    assert sorted(ours - known) == []
    assert len(ours) > 300


@needs_corpus
def test_the_table_holds_nothing_that_is_not_written(written: dict[str, bytes]) -> None:
    ours = set[str]().union(*map(facts_in, written.values()))
    assert sorted({one for facts in SOURCES.values() for fact in facts for one in _each(fact)} - ours) == []


def test_a_key_that_qualtrics_has_not_would_be_found() -> None:
    whole = json.loads(qsf_out.write(WHOLE).data)
    before = facts_in(json.dumps(whole).encode())
    question = next(e["Payload"] for e in whole["SurveyElements"] if e["Element"] == "SQ")
    question["Validation"]["Settings"]["Type"] = "MaxChars"
    question["Answer"] = 1
    question["DisplayLogic"] = {"0": {"0": {"Operator": "IsMore", "LeftOperand": "q://QID1/Chosen/3"}}}
    more = facts_in(json.dumps(whole).encode()) - before
    assert {"SQ.Payload.Validation.Settings.Type = MaxChars", "SQ.Payload.Answer: int", "operand q://*/Chosen/*",
            "CONDITION.*.*.Operator = IsMore"} == more  # fmt: skip


def test_what_is_our_own_stands_under_one_name_beside_what_is_qualtrics(written: dict[str, bytes]) -> None:
    def places(value: Any, path: str = "") -> set[str]:
        pairs = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        found = set()
        for key, inner in pairs:
            own = path if isinstance(value, list) else f"{path}.{key}"
            found |= {path} if key == OURS else places(inner, own)
        return found

    found = set[str]()
    for data in written.values():
        for element in json.loads(data)["SurveyElements"]:
            found |= places(element["Payload"], element["Element"])
    assert found == {"SQ", "BL", "BL.BlockElements", "FL.Flow.EmbeddedData"}


def test_ids_have_the_form_that_qualtrics_looks_at_first(written: dict[str, bytes]) -> None:
    """Two letters, then fifteen signs; a public report tells of a file with sixteen that was refused."""
    for data in written.values():
        ids = set(re.findall(r'"((?:SV|RS|UR|BL)_[^"]*)"', data.decode()))
        assert ids
        assert all(re.fullmatch(r"[A-Z]{2}_\w{15}", id_) for id_ in ids)
        flow = [int(n) for n in re.findall(r'"FL_(\d+)"', data.decode())]
        assert len(flow) == len(set(flow))


def test_its_own_0_to_10_is_a_list_numbered_from_0_also_in_conditions() -> None:
    whole = json.loads(qsf_out.write(WHOLE).data)
    questions = {
        e["Payload"]["DataExportTag"]: e["Payload"] for e in whole["SurveyElements"] if e["Element"] == "SQ"
    }
    nps = questions["NPS"]
    assert [c["Display"] for c in nps["Choices"]] == nps["ChoiceOrder"] == [str(n) for n in range(11)]
    locators = re.findall(
        rf"q://{nps['QuestionID']}/SelectableChoice/(\d+)", json.dumps(questions["BETTER"]["DisplayLogic"])
    )
    assert sorted(set(map(int, locators))) == list(range(7))
    # With something beside the numbers Qualtrics' own can't ask it.
    beside = ask(
        "R", "nps", scale=NPS_SCALE, look="nps", choices=(ChoiceSpec(98, {"en": "Can't say"}, declared=True),)
    )
    made = json.loads(qsf_out.write(Definition({"en": "S"}, (SectionSpec({}, (beside,), code="ONE"),))).data)
    (question,) = (e["Payload"] for e in made["SurveyElements"] if e["Element"] == "SQ")
    assert (question["Selector"], len(question["Choices"])) == ("SAHR", 12)


def test_one_check_is_in_force_and_settings_of_earlier_ones_are_not_read() -> None:
    def checked(selector: str, kind: str = "TE", **settings: Any) -> Any:
        own = {
            "QuestionID": "QID1",
            "DataExportTag": "Q1",
            "QuestionType": kind,
            "Selector": selector,
            "QuestionText": "?",
        }
        own |= {"Choices": {"1": {"Display": "a"}, "2": {"Display": "b"}}} if kind == "MC" else {}
        own |= {"Validation": {"Settings": settings}}
        blocks = [
            {"Type": "Default", "ID": "BL_1", "BlockElements": [{"Type": "Question", "QuestionID": "QID1"}]}
        ]
        elements = [{"Element": "BL", "Payload": blocks}, {"Element": "SQ", "Payload": own}]
        return qsf.parse(
            json.dumps({"SurveyEntry": {}, "SurveyElements": elements}).encode(), "x.qsf"
        ).questions[0]

    old = {
        "MinChars": "99",
        "TotalChars": "7",
        "ContentType": "ValidNumber",
        "ValidNumber": {"Min": "1", "Max": "3"},
    }
    assert checked("SL", Type="TotalChar", **(old | {"TotalChars": "500"})).settings == {"characters": 500}
    assert checked("SL", Type="CustomValidation", **old).kind == "text"
    assert checked("SL", Type="ContentType", **old).settings == {"min": 1, "max": 3}
    assert checked("MAVR", "MC", Type="ChoiceRange", MinChoices="0", MaxChoices="2", **old).settings == {
        "most": 2
    }
    assert checked("MAVR", "MC", Type="None", MinChoices="1", MaxChoices="2").settings == {}


def test_options_that_stay_at_the_end_stay_there() -> None:
    payload = {
        "QuestionID": "QID1", "DataExportTag": "Q1", "QuestionType": "MC", "Selector": "MAVR", "QuestionText": "?",
        "Choices": {"1": {"Display": "a"}, "2": {"Display": "b"}, "3": {"Display": "c"},
                    "4": {"Display": "Other", "TextEntry": "true"}, "5": {"Display": "None", "ExclusiveAnswer": True}},
        "ChoiceOrder": [1, 2, "3", "4", "5"],
        "Randomization": {"Type": "Advanced", "Advanced": {
            "FixedOrder": ["{~Randomized~}", "{~Randomized~}", "3", "4", "5"], "RandomizeAll": ["1", "2"]}},
    }  # fmt: skip
    data = json.dumps({"SurveyElements": [{"Element": "SQ", "Payload": payload}]}).encode()
    parsed = qsf.parse(data, "x.qsf")
    asked = parsed.questions[0]
    assert asked.settings == {"randomise": True, "keep_last": 3}
    assert [i.settings for i in asked.items] == [{}, {}, {}, {"other": True}, {"exclusive": True}]
    out = next(
        e["Payload"] for e in json.loads(qsf_out.write(parsed).data)["SurveyElements"] if e["Element"] == "SQ"
    )
    assert (
        out["Randomization"]["Advanced"]["FixedOrder"] == payload["Randomization"]["Advanced"]["FixedOrder"]
    )
    payload["Randomization"] = {"Type": "SubSet", "TotalRandSubset": "2"}
    payload["DynamicChoices"] = {"Locator": "q://QID9/ChoiceGroup/SelectedChoices"}
    data = json.dumps({"SurveyElements": [{"Element": "SQ", "Payload": payload}]}).encode()
    assert [n.split(": ", 1)[1] for n in qsf.parse(data, "x.qsf").notes] == [
        "the random order of its options could not be taken over whole.",
        "options that come from the answers to another question could not be taken over.",
    ]


def test_quotas_come_in_where_their_condition_can_be_read() -> None:
    def quota(name: str, locator: str, action: str = "EndCurrentSurvey") -> dict[str, Any]:
        one = {"LogicType": "Question", "Operator": "Selected", "LeftOperand": locator, "Type": "Expression"}
        logic = {"0": {"0": one, "Type": "If"}, "Type": "BooleanExpression"}
        return {
            "Element": "QO",
            "Payload": {"Name": name, "Occurrences": 100, "QuotaAction": action, "Logic": logic},
        }

    whole = json.loads(qsf_out.write(WHOLE).data)
    whole["SurveyElements"] += [
        quota("Repairs", "q://QID1/SelectableChoice/2"),
        quota("Broken", "q://undefined/undefined"),
        quota("Told only", "q://QID1/SelectableChoice/1", "ForBranching"),
    ]
    found = qsf.parse(json.dumps(whole).encode(), "x.qsf")
    when = {"op": "is", "question": "WHY", "value": 2}
    assert found.settings["quotas"] == [{"name": "Repairs", "when": when, "most": 100, "then": "end"}]
    assert "Quotas that could not be taken over: Broken, Told only." in found.notes


def test_sections_in_a_random_order_go_and_come_where_they_stand_together() -> None:
    assert qsf.parse(qsf_out.write(RICH).data, "x.qsf").settings["randomise_sections"] == ["ONE", "TWO"]
    assert "The random order of sections" not in " ".join(qsf_out.write(RICH).notes)


def test_what_qualtrics_checks_only_once_is_told() -> None:
    rule = {"op": "<", "question": "N", "value": 9}
    asked = ask("N", "number", look="number", settings={"max": 20}, rules={"valid": rule})
    survey = Definition({"en": "S"}, (SectionSpec({"en": "One"}, (asked,), code="ONE"),))
    made = qsf_out.write(survey)
    question = next(e["Payload"] for e in json.loads(made.data)["SurveyElements"] if e["Element"] == "SQ")
    assert question["Validation"]["Settings"]["Type"] == "CustomValidation"
    assert any("limits beside it are not: N." in note for note in made.notes)
