"""Conditions are read as sentences, answers are put into texts, and the command line says what is wrong."""

from pathlib import Path
from typing import Any

import pytest

from cxdesk.i18n import LANGUAGES, speaking
from cxdesk.project import Project
from cxdesk.surveys import actions
from cxdesk.surveys.formats.own import definition_of
from cxdesk.surveys.logic.checks import checks
from cxdesk.surveys.logic.piping import piped
from cxdesk.surveys.logic.quotas import quotas_of
from cxdesk.surveys.logic.sentences import quota_sentence, sentence, skip_sentence, valid_sentence
from tests.support.commands import refused, said, told
from tests.support.logic_cases import cases

VISIT = definition_of(cases()["surveys"]["visit"])
REPAIR = {"op": "is", "question": "WHY", "value": 2}


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (REPAIR, "Show this if “Reason for visit” is “Repair”."),
        ({"op": "one_of", "question": "WHY", "value": [1, 2]}, "Show this if “Reason for visit” is one of “Installation”, “Repair”."),
        ({"op": ">=", "question": "WAIT", "item": "WAIT_M", "value": 4}, "Show this if “The wait: Met” is at least 4."),
        ({"op": "ticked", "question": "SEEN", "value": ["van"]}, "Show this if “The van” is ticked in “What did you see?”."),
        ({"op": "count", "question": "SEEN", "is": ">", "value": 1}, "Show this if more than 1 answer is ticked in “What did you see?”."),
        ({"op": "<", "question": "DAY", "value": "2026-11-26"}, "Show this if “When?” is before 26 November 2026."),
        ({"op": "not", "of": {"op": "answered", "question": "MORE"}}, "Show this if it is not so that “More?” is answered."),
        ({"op": "is", "field": "account.segment", "value": "Gold"}, "Show this if “Customer: Segment” is “Gold”."),
        ({"op": "is", "question": "GONE", "value": 1}, "Show this if “GONE” is “1”."),
        ({"op": "or", "of": [REPAIR, {"op": "and", "of": [REPAIR, {"op": "answered", "question": "MORE"}]}]}, "Show this if “Reason for visit” is “Repair” or (“Reason for visit” is “Repair” and “More?” is answered)."),
        ({"op": "odd"}, "Show this if …"),
        (None, ""),
    ],
)  # fmt: skip
def test_a_condition_reads_as_a_sentence(expression: Any, words: str) -> None:
    assert sentence(expression, VISIT) == words


def test_skips_quotas_and_what_is_accepted_read_as_sentences() -> None:
    assert skip_sentence({"when": REPAIR, "to": {"section": "LAST"}}, VISIT) == (
        "If “Reason for visit” is “Repair”, go on to “Last”."
    )
    assert (
        skip_sentence({"when": None, "to": {"question": "NPS"}}, VISIT)
        == "Go on to “Recommend?” in any case."
    )
    assert skip_sentence({"to": {"end": True}}, VISIT) == "The survey ends here."
    assert valid_sentence({"op": "contains", "question": "MORE", "value": "é"}, VISIT) == (
        "Accept the answer only if “More?” contains “é”."
    )
    assert quota_sentence(quotas_of(VISIT)[1], VISIT) == (
        "Quota “big”: after 7 respondents, the survey ends for others if “Age of the lift” is at least 20."
    )


def test_sentences_and_findings_are_made_in_every_language() -> None:
    for language in LANGUAGES:
        assert "{" not in sentence(REPAIR, VISIT, language)
        with speaking(language):
            assert all("{" not in f.sentence for f in checks(VISIT))


def test_hostile_answers_stay_plain_text_when_they_are_put_in() -> None:
    answers = {"MORE": "<script>{{WHY}}</script>", "WHY": 2}
    assert piped("You said {{MORE}}", VISIT, answers) == "You said <script>{{WHY}}</script>"


def test_the_command_line_sends_respondents_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "s.cxdesk"
    project = Project.create(file)
    project.run("Survey", actions.build, VISIT)
    project.close()
    result = said(capsys, "survey", "simulate", file, "--survey", "Visit", "--respondents", 200)
    assert result["respondents"] == 200
    assert {c["question"]: c["share"] for c in result["coverage"]}["WHY"] == 100
    assert [(f["kind"], f["question"]) for f in result["findings"]] == [("quota", ""), ("loop", "AGE")]
    words = told(capsys, "survey", "simulate", file)
    assert "1,000 random respondents were sent through." in words
    assert "Loop: A skip of “Age of the lift” leads back to “Reason for visit”" in words
    assert "Choose between 1 and 100,000" in refused(capsys, "survey", "simulate", file, "--respondents", 0)
    assert "There is no survey “Gone”" in refused(capsys, "survey", "simulate", file, "--survey", "Gone")
