"""A questionnaire pasted from a document becomes questions: tolerant, looked at first, one undo step."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from cxdesk.errors import UserError
from cxdesk.project import Project
from cxdesk.surveys import actions, pasting
from cxdesk.surveys.described import described
from cxdesk.surveys.formats.typed import LONGEST, understood
from cxdesk.surveys.queries import whole
from tests.support.commands import said

if TYPE_CHECKING:
    from ui.app import Window

TEXT = """Customer survey 2026

Thank you for taking part. It takes five minutes.

1.\tHow satisfied are you with our service? *
a.\tVery satisfied
b.\tSatisfied
c.\tDon't know

2. On a scale of 0 to 10, how likely are you to recommend us?

3. What did you use? (tick all that apply)
☐ Phone
☐ Other, namely ______
☐ None of these

4. Did you call us?
1. Yes
2. No (go to question 6)
5. How often did you call?
•\tOnce
•\tTwice

Section B: About you
6. How many people work at your company?
7. What should we do better?
____________
____________
8. How do you rate the following?
\tBad\tFair\tGood
Price\to\to\to
Speed\to\to\to
9. How easy was it? (1 = very difficult, 7 = very easy)
10. Would you buy again?
Yes / No
11. Rate the lift
Very bad 1 2 3 4 5 Very good
12. Please rank these in order of importance
- Price
- Speed
Anything else?
"""
LOOKS = [
    "statement", "radio", "nps", "ticks", "yes_no", "radio",
    "number", "text", "matrix_radio", "points", "yes_no", "points", "ranking", "text",
]  # fmt: skip


def labels(question: Any) -> list[str]:
    parts = question.items if len(question.items) > 1 else question.choices
    return [next(iter((p.text if hasattr(p, "text") else p.label).values())) for p in parts]


def by_code(text: str, language: str = "en") -> dict[str, Any]:
    return {q.code: q for q in understood(text, language).elements}


def test_a_questionnaire_from_word_is_understood_type_by_type() -> None:
    made = understood(TEXT, "en")
    assert made.name == {"en": "Customer survey 2026"}
    assert [s.title for s in made.sections] == [{}, {"en": "About you"}]
    assert [q.look for q in made.elements] == LOOKS
    found = by_code(TEXT)
    assert found["Q1"].required
    assert labels(found["Q1"]) == ["Very satisfied", "Satisfied", "Don't know"]
    assert [c.declared for c in found["Q1"].choices] == [False, False, True]
    assert labels(found["Q3"]) == ["Phone", "Other, namely", "None of these"]
    assert [i.settings for i in found["Q3"].items] == [{}, {"other": True}, {"exclusive": True}]
    skip = {"when": {"op": "is", "question": "Q4", "value": 2}, "to": {"question": "Q6"}}
    assert found["Q4"].rules == {"skip": [skip]}
    assert labels(found["Q8"]) == ["Price", "Speed"]
    assert [c.label["en"] for c in found["Q8"].choices] == ["Bad", "Fair", "Good"]
    assert found["Q9"].scale.low_label == {"en": "very difficult"}
    assert (found["Q11"].scale.low, found["Q11"].scale.high) == (1, 5)
    assert found["Q11"].scale.high_label == {"en": "Very good"}
    assert made.notes == ()


@pytest.mark.parametrize(
    ("language", "text", "look", "answers"),
    [
        ("nl", "Vraag 1: Wat gebruikte u? (meerdere antwoorden)\n- Telefoon\n- Website", "ticks", ["Telefoon", "Website"]),
        ("hu", "1. Ajánlana minket? (0–10)", "nps", []),
        ("uk", "1) Чи телефонували ви?\nа) Так\nб) Ні", "yes_no", ["Так", "Ні"]),
        ("fa", "۱. چقدر راضی بودید؟\n۱) راضی\n۲) ناراضی", "radio", ["راضی", "ناراضی"]),
        ("fa", "۱. از ۰ تا ۱۰ چقدر ما را توصیه می‌کنید؟", "nps", []),
        ("en", "How was it?\nGood\nBad\n\nWhy?", "radio", ["Good", "Bad"]),
        ("en", "Q7. Which lift?\n(1) North\n(2) South", "radio", ["North", "South"]),
        ("en", "1. Rate us\n1 = Bad\n2 = Fair\n3 = Good", "radio", ["Bad", "Fair", "Good"]),
        ("en", "1. Pick\n○ Yes ○ No", "yes_no", ["Yes", "No"]),
    ],
)  # fmt: skip
def test_other_languages_and_other_marks(language: str, text: str, look: str, answers: list[str]) -> None:
    first = understood(text, language).questions[0]
    assert first.look == look
    if answers:
        assert labels(first) == answers


def test_what_can_not_be_told_stays_as_words_and_too_much_is_refused() -> None:
    made = understood(
        "1. First?\na) Yes (go to question 99)\nb) No\n\nA note in between.\n\n2. Second?", "en"
    )
    assert [q.look for q in made.elements] == ["yes_no", "statement", "text"]
    assert made.notes == ("1 “go to” leads to no later question and was left out.",)
    assert understood("", "en").elements == ()
    with pytest.raises(UserError, match="too much text"):
        understood("x" * (LONGEST + 1), "en")
    with pytest.raises(UserError, match="at once"):
        understood("\n".join(f"{n}. Why?" for n in range(1, 999)) + "\n\nWhy?" * 200, "en")


@given(st.text(alphabet="12 .)a?\n\t☐-_ابQqYesNo۱", max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_text_is_too_odd_and_no_word_is_lost(text: str) -> None:
    made = understood(text, "en")
    codes = [q.code for q in made.elements]
    assert len(codes) == len(set(codes))


def test_pasted_questions_find_free_codes_and_their_skips_follow(new_file: Path) -> None:
    project = Project.open(new_file)
    survey = project.run("Survey", actions.create, "S")
    section = project.read(whole, survey).sections[0].id
    pasted = understood(TEXT, "en")
    project.run("Paste", pasting.add_pasted, section, 0, pasted)
    project.run("Paste", pasting.add_pasted, section, 1, pasted, {"Q2"})
    made = project.read(described, survey)
    codes = [q.code for q in made.elements]
    assert len(codes) == len(set(codes))
    skips = [(q.code, q.rules["skip"][0]) for q in made.questions if q.rules.get("skip")]
    assert len(skips) == 2
    for code, skip in skips:
        assert skip["when"]["question"] == code
        assert skip["to"]["question"] in codes
    assert [s.title for s in made.sections] == [{}, {"en": "About you"}, {"en": "About you"}]
    assert sum(1 for q in made.questions if q.look == "nps") == 1  # one was left out
    assert any(q.other_of for q in made.questions)
    project.undo()
    assert len(project.read(described, survey).questions) == len(pasted.questions) + 1
    project.close()


def test_the_outline_takes_the_clipboard_after_a_look_as_one_step(
    window: "Window", new_file: Path, qtbot: Any
) -> None:
    project = Project.open(new_file)
    project.run("Survey", actions.create, "S")
    project.close()
    window.context.bridge.open(new_file)
    window.go("surveys")
    page: Any = window.page
    QGuiApplication.clipboard().setText(TEXT)
    page.outline.view.setFocus()
    qtbot.keyClick(page.outline.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog: Any = QApplication.activeModalWidget()
    assert dialog.count.text() == "13 questions were understood"
    words = "One answer of several; has to be answered; Very satisfied, Satisfied, Don't know"
    assert dialog.found.item(1).text() == f"1  How satisfied are you with our service?\n{words}"
    dialog.found.setCurrentRow(0)
    qtbot.keyClick(dialog.found, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.yes, Qt.Key.Key_Return)
    assert [q.look for q in page.survey.elements if not q.other_of] == LOOKS[1:]
    assert len(page.survey.sections) == 2
    window.context.do("undo")
    assert page.survey.elements == ()


def test_a_text_file_is_a_questionnaire_on_the_command_line(
    new_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "questions.txt"
    source.write_text(TEXT, encoding="utf-8")
    added = said(capsys, "survey", "add", new_file, source)[0]
    assert (added["name"], added["questions"]) == ("Customer survey 2026", 13)
    changed = said(capsys, "survey", "code", new_file, "Q4", "CALLED")
    assert changed["places"] == 1
    assert said(capsys, "survey", "code", new_file, "CALLED", "5", "--answer", "2")["places"] == 1
