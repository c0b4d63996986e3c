"""A questionnaire as one page: answered in Debian's Chromium, saved, collected, counted; nothing else gets in."""

import json
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cxdesk.analysis.scores import figure
from cxdesk.planning.customer_plan import Brand
from cxdesk.project import Project
from cxdesk.responses import collecting
from cxdesk.responses.aggregate import items_of
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import ChoiceSpec, Definition, QuestionSpec, ScaleSpec, SectionSpec
from exports.questionnaire_html.page import questionnaire_html
from tests.responses.live_survey import VISIT
from tests.support.browser import browser, needs_browser, serious
from tests.support.commands import refused, said, told
from tests.surveys.every_look import EVERY_LOOK

__all__ = ["browser"]


def press(browser: Any, *selectors: str) -> None:
    for selector in selectors:
        browser.execute_script(
            "const e = document.querySelector(arguments[0]); e.scrollIntoView(); e.click()", selector
        )


def saved(folder: Path) -> Path:
    for _ in range(100):
        found = [p for p in folder.glob("answers-*.json") if p.stat().st_size]
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError("nothing was saved")


@needs_browser
@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_is_answered_in_a_browser_becomes_a_score(
    browser: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    file = tmp_path / "visit.cxdesk"
    project = Project.create(file)
    project.run("Survey", surveys.build, VISIT)
    project.close()
    page = tmp_path / "visit.html"
    code = said(capsys, "survey", "list", file)[0]["code"]
    assert "draft" in told(capsys, "survey", "export", file, "--format", "html", "-o", page)
    browser.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    browser.get(f"{page.as_uri()}?lang={language}#account=N-7")
    root = browser.find_element("tag name", "html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == (
        language,
        "rtl" if language == "fa" else "ltr",
    )

    press(browser, "button[type=submit]")  # two are required
    assert len([p for p in browser.find_elements("css selector", ".problem") if p.is_displayed()]) == 2
    assert browser.switch_to.active_element.get_attribute("id") == "q-0-a-1"
    assert serious(browser) == []
    alert = browser.find_element("id", "alert")
    two = alert.text
    assert two
    press(browser, "#q-0-a-2")
    one = alert.text  # the alert counts down with what is mended, and goes with the last
    assert one not in ("", two)
    press(browser, "#q-1-a-9")
    assert (alert.text, alert.is_displayed()) == ("", False)
    press(browser, "button[type=submit]")
    assert serious(browser) == []
    press(browser, "#q-2-r0-4")
    hours = browser.find_element("css selector", "#q-3-a")
    # Digits of every script are shown in the respondent's, the caret where it was put.
    hours.send_keys("13")
    digits, seven = ("۱۲۳", "۷") if language == "fa" else ("123", "7")
    choose, at = "arguments[0].setSelectionRange(1, arguments[1])", "return arguments[0].selectionStart"
    for last, typed, shown in ((1, "۲", digits), (2, "٧", digits[0] + seven + digits[2])):
        browser.execute_script(choose, hours, last)
        hours.send_keys(typed)
        assert (hours.get_attribute("value"), browser.execute_script(at, hours)) == (shown, 2)
    hours.clear()
    hours.send_keys("99")
    press(browser, "button[type=submit]")
    assert "48" in browser.find_element("id", "q-3-problem").text.translate(
        str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
    )
    hours = browser.find_element("css selector", "#q-3-a")
    hours.clear()
    hours.send_keys("۲٫۵" if language == "fa" else "2.5")
    browser.refresh()  # what was answered is there still
    press(browser, "button[type=submit]", "#q-4-t-2", "#q-4-t-0", "#q-4-t-1")
    browser.find_element("css selector", "#q-6-a").send_keys("<b>Fine</b>")
    press(browser, "#q-7-a-1", "button[type=submit]")
    assert serious(browser) == []
    press(browser, "#save")
    answers = saved(tmp_path)
    given = json.loads(answers.read_text(encoding="utf-8"))
    assert given["answers"] == {
        "WHY": 2, "NPS": 9, "STAFF": {"DESK": 4}, "HOURS": 2.5, "WHAT": ["PRICE", "SPEED"], "MORE": "<b>Fine</b>", "QUOTE": 1
    }  # fmt: skip
    assert (given["survey"], given["version"], given["language"]) == (code, 0, language)
    assert given["account"] == "N-7"
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []

    rows = said(capsys, "responses", "collect", file, answers, answers, "--round", "Autumn")
    assert [(r["result"], r["round"]) for r in rows] == [("stored", "Autumn"), ("known", "")]
    project = Project.open(file)
    nps = next(i.id for i in project.read(items_of, 1) if i.code == "NPS")
    found = project.read(figure, 1, nps)
    assert (found.value, found.n) == (100.0, 1)
    project.close()


def test_a_page_loads_nothing_and_texts_in_it_do_nothing() -> None:
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u2028"
    survey = Definition(
        {"en": evil}, (SectionSpec({"en": evil}, (QuestionSpec("Q", "text", {"en": evil}),)),)
    )
    page = questionnaire_html(survey, ["en"], Brand(evil), 1, evil)
    assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)", page)
    assert page.count("<script") == 2  # the block of texts and ours
    assert "<img src=x" not in page
    assert "onerror" in page
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert len(page) < 80_000


GOOD: dict[str, Any] = {
    "cxdesk_answers": 1, "survey": "Visit", "version": 0, "key": "0" * 32, "language": "en",
    "answers": {"WHY": 1, "NPS": 9}, "started": "2026-11-26T10:00:00Z", "finished": "2026-11-26T10:05:00Z",
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> tuple[Path, str]:
    file = tmp_path / "visit.cxdesk"
    project = Project.create(file)
    project.run("Survey", surveys.build, VISIT)
    from cxdesk.surveys.queries import survey_rows

    code = project.read(survey_rows)[0].code
    project.close()
    return file, code


def test_files_that_do_not_fit_are_refused_in_words_and_the_others_come_in(
    file: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, code = file
    good = GOOD | {"survey": code}
    deep: Any = 1
    for _ in range(500):
        deep = [deep]
    bad: dict[str, str] = {
        "cut": json.dumps(good)[:60],
        "foreign": json.dumps({"questions": []}),
        "large": json.dumps(good) + " " * 2_000_000,
        "deep": '{"cxdesk_answers": 1, "answers": ' + "[" * 100_000,
        "nested": json.dumps(good | {"answers": {"WHY": deep, "NPS": 9}}),
        "survey": json.dumps(good | {"survey": "Other"}),
        "version": json.dumps(good | {"version": 7}),
        "code": json.dumps(good | {"answers": {"WHY": 1, "NPS": 9, "X": 1}}),
        "range": json.dumps(good | {"answers": {"WHY": 1, "NPS": 11}}),
        "truth": json.dumps(good | {"answers": {"WHY": True, "NPS": 9}}),
        "huge": json.dumps(good).replace('"NPS": 9', '"NPS": 1e999'),
        "missing": json.dumps(good | {"answers": {"WHY": 1}}),
        "off the way": json.dumps(good | {"answers": {"WHY": 1, "NPS": 9, "HOURS": 2}}),
        "long": json.dumps(good | {"answers": {"WHY": 1, "NPS": 9, "MORE": "x" * 300}}),
        "key": json.dumps(good | {"key": "../../etc"}),
        "language": json.dumps(good | {"language": "xx"}),
        "day": json.dumps(good | {"started": "2026-13-40T10:00:00Z"}),
        "fields": json.dumps(good | {"fields": {"account.key": "A"}}),
        "account": json.dumps(good | {"account": ["A"]}),
        "account too long": json.dumps(good | {"account": "A" * 201}),
        "newer": json.dumps(good | {"cxdesk_answers": 2}),
    }
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in bad.items():
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    (folder / "binary.json").write_bytes(b"\xff\xfe\x00{")
    files = sorted(folder.iterdir())
    sentences = refused(capsys, "responses", "collect", path, *files, folder / "gone.json")
    for name in (*bad, "binary", "gone"):
        assert f"“{name}.json”" in sentences
    assert "Traceback" not in sentences
    assert said(capsys, "survey", "list", path)[0]["code"] == code

    (folder / "good.json").write_text(json.dumps(good), encoding="utf-8")
    assert "range.json" in refused(
        capsys, "responses", "collect", path, folder / "good.json", folder / "range.json"
    )
    assert "already" in told(capsys, "responses", "collect", path, folder / "good.json")
    project = Project.open(path)
    nps = next(i.id for i in project.read(items_of, 1) if i.code == "NPS")
    assert project.read(figure, 1, nps).n == 1
    project.close()


def test_answer_files_dropped_on_the_window_become_responses_behind_it(
    window: Any, file: tuple[Path, str], tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui import dropped

    path, code = file
    window.context.bridge.open(path)
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(GOOD | {"survey": code}), encoding="utf-8")
    bad.write_text(json.dumps(GOOD | {"survey": code, "answers": {"WHY": 7, "NPS": 9}}), encoding="utf-8")
    project, jobs = window.context.project, window.context.jobs
    nps = next(i.id for i in project.read(items_of, 1) if i.code == "NPS")

    def drop(*files: Path) -> int:
        dropped.take(window.context, window.page, list(files))
        assert jobs.busy
        qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
        return project.read(figure, 1, nps).n

    assert drop(good, bad, good) == 1
    assert drop(good) == 1
    assert project.undo_label == "Take in the answers of 1 person"
    window.context.do("undo")
    assert project.read(figure, 1, nps).n == 0
    assert window.context.messages.log[-1].bold == "Undone: Take in the answers of 1 person"

    many = []
    for n in range(40):
        many.append(tmp_path / f"{n}.json")
        many[-1].write_text(json.dumps(GOOD | {"survey": code, "key": f"{n:032x}"}), encoding="utf-8")
    before, full = project.undo_label, collecting.full_for
    told: list[int] = []

    def stopped_at_the_tenth(*given: Any) -> tuple[str, ...]:
        told.append(1)
        if len(told) == 10:
            jobs._waiting[0].cancel()
        return full(*given)

    monkeypatch.setattr(collecting, "full_for", stopped_at_the_tenth)
    dropped.take(window.context, window.page, many)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
    assert project.read(figure, 1, nps).n == 0
    assert (project.undo_label, len(told)) == (before, 10)
    assert drop(*many) == 40


@needs_browser
def test_a_problem_goes_with_the_question_that_is_not_asked_any_more(browser: Any, tmp_path: Path) -> None:
    why, nps = VISIT.questions[:2]
    asked = replace(nps, rules={"show": {"op": "is", "question": "WHY", "value": 2}})
    survey = Definition(VISIT.name, (SectionSpec({}, (why, asked), code="S"),))
    page = tmp_path / "page.html"
    page.write_text(questionnaire_html(survey, ["en"], Brand("Alder Lifts"), 1, "S"), encoding="utf-8")
    browser.get(page.as_uri())
    press(browser, "#q-0-a-2", "button[type=submit]")
    assert browser.find_element("id", "alert").text == "One question needs your attention."
    press(browser, "#q-0-a-1")
    assert browser.find_element("id", "alert").text == ""


@needs_browser
@pytest.mark.parametrize(
    ("promise", "address", "words"),
    [
        ("anonymous", "", "Nobody can see who gave these answers."),
        ("named", "#account=N-7", "We keep your answers with your name"),
        ("named", "", ""),
    ],
)
def test_a_page_without_words_before_it_says_what_is_promised_above_the_first_question(
    browser: Any, tmp_path: Path, promise: str, address: str, words: str
) -> None:
    survey = replace(VISIT, intro={}, promise=promise)
    page = tmp_path / f"{promise}.html"
    page.write_text(questionnaire_html(survey, ["en"], Brand("Alder Lifts"), 1, "visit"), encoding="utf-8")
    browser.get(f"{page.as_uri()}{address}")
    found = [e.text for e in browser.find_elements("css selector", ".promise")]
    assert ([found[0][: len(words)]] if words else found) == ([words] if words else [])
    assert serious(browser) == []


@needs_browser
def test_a_pair_says_what_it_asks_and_a_slider_that_nobody_moved_claims_nothing(
    browser: Any, tmp_path: Path
) -> None:
    asked = {q.code: q for q in EVERY_LOOK.questions}
    survey = Definition(
        EVERY_LOOK.name, (SectionSpec({}, (asked["PAIR"], asked["SLID"]), code="S"),), languages=("en", "fa")
    )
    page = tmp_path / "page.html"
    page.write_text(questionnaire_html(survey, ["fa", "en"], Brand("Alder Lifts"), 1, "S"), encoding="utf-8")
    browser.get(page.as_uri() + "?lang=en")
    rows = [row.text for row in browser.find_elements("css selector", ".row-text")]
    assert rows == ["What you expected", "What you experienced"]
    slider = browser.find_element("css selector", "input[type=range]")
    told = browser.find_element("css selector", "output")
    assert (told.text, slider.get_attribute("class")) == ("Move the bead", "untouched")
    assert [end.text for end in browser.find_elements("css selector", "input[type=range] + .ends span")] == [
        "0", "100",
    ]  # fmt: skip
    slider.send_keys("\ue014")  # the right arrow
    assert told.text.startswith("51")
    assert slider.get_attribute("class") == ""
    assert serious(browser) == []


@needs_browser
def test_ends_of_a_scale_are_said_once_where_its_points_say_them(browser: Any, tmp_path: Path) -> None:
    low, high = {"en": "Never"}, {"en": "Always"}
    scale = ScaleSpec(1, 3, low_label=low, high_label=high)
    points = (ChoiceSpec(1, low), ChoiceSpec(2, {"en": "Sometimes"}), ChoiceSpec(3, high))
    asked = (
        QuestionSpec("A", "scale", {"en": "Worded"}, scale=scale, choices=points),
        QuestionSpec("B", "scale", {"en": "Bare"}, scale=scale),
    )
    survey = Definition({"en": "Two"}, (SectionSpec({}, asked, code="S"),), languages=("en",))
    page = tmp_path / "page.html"
    page.write_text(questionnaire_html(survey, ["en"], Brand("Alder Lifts"), 1, "S"), encoding="utf-8")
    browser.get(page.as_uri())
    text = browser.find_element("tag name", "main").text
    assert (text.count("Never"), text.count("1 = Never")) == (2, 1)
    assert (text.count("Always"), text.count("3 = Always")) == (2, 1)


@needs_browser
def test_back_forward_and_reload_turn_the_pages_and_lose_nothing(browser: Any, tmp_path: Path) -> None:
    """The browser's own Back left the questionnaire in the midst of it."""
    page = tmp_path / "page.html"
    page.write_text(questionnaire_html(VISIT, ["en"], Brand("Alder Lifts"), 1, "S"), encoding="utf-8")
    browser.get(page.as_uri())
    press(browser, "#q-0-a-2", "#q-1-a-9", "button[type=submit]", "#q-2-r0-4")
    hours = browser.find_element("css selector", "#q-3-a")
    hours.send_keys("about 2")
    press(browser, "button[type=submit]")
    hours = browser.find_element("css selector", "#q-3-a")
    # It stood there as "NaN", and after a reload as "null".
    assert (hours.get_attribute("value"), hours.get_attribute("aria-invalid")) == ("about 2", "true")
    browser.refresh()
    assert browser.find_element("css selector", "#q-3-a").get_attribute("value") == ""
    browser.find_element("css selector", "#q-3-a").send_keys("2")
    browser.back()
    assert browser.find_element("css selector", "#q-0-a-2").is_selected()
    assert browser.find_element("css selector", "#q-1-a-9").is_selected()
    browser.forward()
    assert browser.find_element("css selector", "#q-2-r0-4").is_selected()
    assert browser.find_element("css selector", "#q-3-a").get_attribute("value") == "2"
    press(browser, "button[type=submit]", "button[type=submit]")
    assert browser.find_element("id", "save").is_displayed()
    browser.back()
    assert not browser.find_elements("id", "save")
    browser.forward()
    assert browser.find_element("id", "save").is_displayed()


@needs_browser
def test_a_browser_that_keeps_nothing_says_so_and_asks_before_it_forgets(
    browser: Any, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text(questionnaire_html(VISIT, ["en"], Brand("Alder Lifts"), 1, "S"), encoding="utf-8")
    blocked = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})"
    script = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": blocked})
    try:
        browser.get(page.as_uri())
        assert "keeps nothing" in browser.find_element("css selector", ".unkept").text
        leaves = "return window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"
        assert browser.execute_script(leaves) is True
        press(browser, "#q-0-a-1", "#q-1-a-9", "button[type=submit]")
        assert browser.execute_script(leaves) is False
        assert len(browser.find_elements("css selector", ".question")) > 0
    finally:
        browser.execute_cdp_cmd(
            "Page.removeScriptToEvaluateOnNewDocument", {"identifier": script["identifier"]}
        )
        browser.execute_script("window.onbeforeunload = null")
        browser.get("about:blank")
