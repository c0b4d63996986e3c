"""The logic of surveys and its script say the same to every case of one file."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from cxdesk.surveys.logic.script import script, shortened, small_script
from tests.support.logic_cases import EACH, SCRIPT, by_python, by_script, cases


def test_there_are_enough_cases_of_each_kind() -> None:
    told = cases()["cases"]
    assert sum(case["by"] == "hand" for case in told) >= 200
    made = Counter(case["kind"] for case in told if case["by"] == "hypothesis")
    assert set(made) == set(EACH)
    assert made["holds"] >= 100
    truths = Counter(case["gives"] for case in told if case["kind"] == "holds")
    assert min(truths[True], truths[False]) >= 50


def test_python_answers_every_case_as_the_file_says() -> None:
    told = cases()
    answers = json.loads(json.dumps(by_python(told)))
    assert [(c, a) for c, a in zip(told["cases"], answers, strict=True) if a != c["gives"]] == []


@pytest.mark.parametrize("written", ["whole", "small"])
def test_the_script_answers_every_case_as_the_file_says(written: str, tmp_path: Path) -> None:
    source = SCRIPT
    if written == "small":
        source = tmp_path / "small.js"
        source.write_text(small_script(), encoding="utf-8")
    told = cases()
    answers = by_script(_node(), source=source)
    assert [(c, a) for c, a in zip(told["cases"], answers, strict=True) if a != c["gives"]] == []


def test_a_difference_is_found(tmp_path: Path) -> None:
    told = cases()
    told["cases"] = [dict(told["cases"][0], gives=not told["cases"][0]["gives"])]
    file = tmp_path / "one.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    assert by_script(_node(), file) != [told["cases"][0]["gives"]]


def test_the_script_is_small_and_asks_for_nothing() -> None:
    assert script() == SCRIPT.read_text(encoding="utf-8")
    assert len(small_script().encode()) < 12_000
    assert not re.search(r"require\(|import |fetch\(|XMLHttp|https?:|eval\(|innerHTML|</", script())


def test_short_names_leave_texts_patterns_and_properties_alone() -> None:
    source = 'var long = {long: 1, other: "long // x"}; // long\nreturn a ? long : long.long / /[/"]long/g;'
    assert shortened(source) == 'var a={long:1,other:"long // x"};return b?a:a.long/ /[/"]long/g;'


def _node() -> str:
    node = shutil.which("node") or shutil.which("nodejs")
    if node is None:
        pytest.skip("NODE IS NOT HERE: the script of the HTML questionnaire was not held to its cases")
    return node
