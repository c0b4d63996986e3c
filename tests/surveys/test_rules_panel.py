"""Rules are written in rows, by keyboard, each change one undo step; the checks lead to the question."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from cxdesk.errors import UserError
from cxdesk.project import Project
from cxdesk.surveys import actions, rule_actions
from cxdesk.surveys.described import described
from cxdesk.surveys.formats.own import definition_of
from cxdesk.surveys.queries import whole
from tests.support.logic_cases import cases
from ui.surveys.rules_checks import LogicDialog, open_logic
from ui.surveys.rules_panel import RulesPanel, rules_panel
from ui.surveys.rules_quotas import open_quotas

if TYPE_CHECKING:
    from ui.app import Window

VISIT = definition_of(cases()["surveys"]["visit"])
REPAIR = {"op": "is", "question": "WHY", "value": 2}


@pytest.fixture
def opened(window: "Window", new_file: Path) -> "Window":
    project = Project.open(new_file)
    project.run("Survey", actions.build, VISIT)
    project.close()
    window.context.bridge.open(new_file)
    return window


def ids(window: "Window") -> dict[str, int]:
    return {q.code: q.id for q in window.context.project.read(whole, 1).elements}


def rules(window: "Window", code: str) -> dict[str, Any]:
    survey = window.context.project.read(described, 1)
    return next(q.rules for q in survey.elements if q.code == code)


def panel_of(window: "Window", qtbot: Any, code: str) -> RulesPanel:
    panel = rules_panel(window.context, 1, ids(window)[code])
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_a_condition_is_written_by_keyboard_and_each_change_is_one_step(opened: "Window", qtbot: Any) -> None:
    panel = panel_of(opened, qtbot, "NPS")
    label = opened.context.project.undo_label
    QTest.keyClick(panel.shown.add_button, Qt.Key.Key_Return)
    assert len(panel.shown.rows) == 2
    assert opened.context.project.undo_label == label  # nothing yet: its value is missing
    row = panel.shown.rows[1]
    row.subject.set_value(("WHY", "", ""))
    row.subject.chosen.emit(("WHY", "", ""))
    row.op.set_value("is")
    row.op.chosen.emit("is")
    value = row.values.children()[-1]
    value.set_value(2)  # type: ignore[attr-defined]
    value.chosen.emit(2)  # type: ignore[attr-defined]
    both = {"op": "and", "of": [{"op": "answered", "question": "WHY"}, REPAIR]}
    assert rules(opened, "NPS")["show"] == both
    assert panel.shown.sentence.text() == (
        "Show this if “Reason for visit” is answered and “Reason for visit” is “Repair”."
    )
    assert panel.shown.rows[1] is row  # what was typed in stays as it is
    opened.context.bridge.undo()
    assert rules(opened, "NPS")["show"] == {"op": "answered", "question": "WHY"}
    assert len(panel.shown.rows) == 1


def test_what_is_taken_away_is_gone_and_shown_as_always(opened: "Window", qtbot: Any) -> None:
    panel = panel_of(opened, qtbot, "NPS")
    panel.shown.rows[0].gone.emit()
    assert "show" not in rules(opened, "NPS")
    assert panel.shown.sentence.text() == "Always shown."


def test_a_skip_leads_on_and_what_leads_back_stays_as_it_is(opened: "Window", qtbot: Any) -> None:
    panel = panel_of(opened, qtbot, "AGE")
    before = rules(opened, "AGE")["skip"]
    assert panel.skips.skips() == before
    assert panel.skips.rows[2].target.currentText() == "Reason for visit"
    panel.skips.add()
    assert rules(opened, "AGE")["skip"] == [*before, {"when": None, "to": {"end": True}}]
    target = panel.skips.rows[3].target
    target.set_value(("question", "NPS"))
    target.chosen.emit(("question", "NPS"))
    assert rules(opened, "AGE")["skip"][3]["to"] == {"question": "NPS"}
    assert panel.skips.rows[3].when.sentence.text() == "Go on to “Recommend?” in any case."


def test_an_option_is_shown_under_a_condition(opened: "Window", qtbot: Any) -> None:
    panel = panel_of(opened, qtbot, "SEEN")
    assert panel.options.value() == "tools"  # the one that has a condition
    panel.options.set_value("badge")
    panel.options.chosen.emit("badge")
    assert panel.option.sentence.text() == "Always shown."
    panel.option.add()
    row = panel.option.rows[0]
    row.subject.set_value(("WHY", "", ""))
    row.subject.chosen.emit(("WHY", "", ""))
    row.op.set_value("one_of")
    row.op.chosen.emit("one_of")
    for box in row.values.findChildren(QCheckBox)[:2]:
        QTest.keyClick(box, Qt.Key.Key_Space)
    survey = opened.context.project.read(described, 1)
    badge = next(i for q in survey.questions for i in q.items if i.code == "badge")
    assert badge.settings["show"] == {"op": "one_of", "question": "WHY", "value": [1, 2]}


def test_conditions_inside_conditions_are_read_until_they_are_written_anew(
    opened: "Window", qtbot: Any
) -> None:
    section = opened.context.project.read(whole, 1).sections[2]
    panel = rules_panel(opened.context, 1, section_id=section.id)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.shown.rows == []
    assert "it is not so that “None” is ticked" in panel.shown.sentence.text()
    QTest.keyClick(panel.shown.anew, Qt.Key.Key_Return)
    assert opened.context.project.read(whole, 1).sections[2].rules == {}


def test_the_checks_and_the_simulation_lead_to_the_question(opened: "Window", qtbot: Any) -> None:
    gone: list[Any] = []
    dialog = open_logic(opened.context, 1)
    qtbot.waitUntil(lambda: dialog.found is not None)
    assert dialog.head.text() == "2 things to look at in the logic:"
    assert dialog.table.rows_model.rowCount() == 12
    object.__setattr__(dialog._context, "go", lambda room, target: gone.append((room, target)))
    dialog.jump("AGE")
    assert gone == [("surveys", ("question", ids(opened)["AGE"]))]


def test_a_question_with_another_code_is_followed_by_rules_and_texts(new_file: Path) -> None:
    project = Project.open(new_file)
    project.run("Survey", actions.build, VISIT)
    number = next(q.id for q in project.read(whole, 1).elements if q.code == "WHY")
    assert project.run("Code", rule_actions.change_code, number, "REASON") >= 6
    survey = project.read(described, 1)
    assert "WHY" not in repr([(q.code, q.rules, q.text, q.other_of) for q in survey.elements]).replace(
        "WHY_OTHER", ""
    )
    assert next(q for q in survey.questions if q.code == "REASON").items[0].code == "REASON"
    assert survey.settings["quotas"][0]["when"]["question"] == "REASON"
    with pytest.raises(UserError, match="another question"):
        project.run("Code", rule_actions.change_code, number, "NPS")
    with pytest.raises(UserError, match="one to 80"):
        project.run("Code", rule_actions.change_code, number, "{{x}}")
    project.undo()
    assert project.read(described, 1).questions[0].code == "WHY"
    project.close()


def test_whoever_deletes_a_question_reads_what_looks_at_it() -> None:
    assert rule_actions.naming_words(VISIT, "MORE") == ""
    assert rule_actions.naming_words(VISIT, "SEEN") == (
        "1 place in the survey looks at this question: “Block”. Check the logic afterwards."
    )
    words = rule_actions.naming_words(VISIT, "WHY")
    assert "look at this question" in words
    assert "“About {{WHY}}”" in words
    assert "+" in words


def test_a_quota_counts_once_it_has_a_condition_and_a_number(opened: "Window", qtbot: Any) -> None:
    opened.context.do("survey.logic")
    dialog = open_quotas(opened.context, 1)
    assert [card.name.text() for card in dialog.cards] == ["small", "big"]
    kept = opened.context.project.read(described, 1).settings["quotas"]
    QTest.keyClick(dialog.add_button, Qt.Key.Key_Return)
    card = dialog.cards[2]
    QTest.keyClicks(card.name, "critics")
    card.commit()
    assert opened.context.project.read(described, 1).settings["quotas"] == kept  # it says nothing yet
    card.when.add()
    row = card.when.rows[0]
    assert row.subject.value() == ("NPS", "", "")
    value = row.values.children()[-1]
    value.set_value(6)  # type: ignore[attr-defined]
    value.chosen.emit(6)  # type: ignore[attr-defined]
    when = {"op": "is", "question": "NPS", "value": 6}
    new = {"name": "critics", "when": when, "most": 100, "then": "end"}
    assert opened.context.project.read(described, 1).settings["quotas"] == [*kept, new]
    assert card.when.sentence.text() == (
        "Quota “critics”: after 100 respondents, the survey ends for others if “Recommend?” is “6”."
    )
    QTest.keyClicks(card.said, "We have heard enough.")
    card.commit()
    new["said"] = {"en": "We have heard enough."}
    assert opened.context.project.read(described, 1).settings["quotas"] == [*kept, new]
    card.most.clear()
    QTest.keyClicks(card.most, "many")
    dialog.reject()
    assert opened.context.project.read(described, 1).settings["quotas"] == kept  # without a number it is none
    opened.context.bridge.undo()
    assert opened.context.project.read(described, 1).settings["quotas"] == [*kept, new]
    for open_one in opened.findChildren(LogicDialog):
        open_one.reject()
