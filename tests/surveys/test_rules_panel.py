"""Rules are written in rows, by keyboard, each change one undo step; the checks lead to the question."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from cxdesk.errors import UserError
from cxdesk.project import Project
from cxdesk.surveys import actions, codes, naming, rule_actions
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


DEEP = {
    "op": "and",
    "of": [
        {"op": "is", "question": "WHY", "value": 2, "kept": "as it came"},
        {"op": "or", "of": [REPAIR, {"op": "not", "of": {"op": "or", "of": [REPAIR, {"op": "answered", "question": "WHY"}]}}]},
        {"op": "not", "of": {"op": "and", "of": [REPAIR, {"op": "<", "question": "WHY", "value": 99}]}},
        {"op": "or", "of": []},
        {"op": "unheard_of", "question": "WHY"},
        "no condition",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    "expression",
    [
        DEEP,
        {"op": "or", "of": []},
        {"op": "not", "of": {"op": "not", "of": REPAIR}},
        {"op": "and", "of": [{"op": "or", "of": [REPAIR]}]},
        {"op": "count", "question": "SEEN", "is": "<", "value": 2},
        {"op": "is", "question": "WHY", "value": 77},
        {"op": "ticked", "question": "GONE", "value": ["a"]},
    ],
)  # fmt: skip
def test_what_came_with_a_file_stays_word_for_word_until_it_is_changed(
    opened: "Window", qtbot: Any, expression: Any
) -> None:
    opened.context.project.run("Rule", rule_actions.set_show, ids(opened)["NPS"], expression)
    panel = panel_of(opened, qtbot, "NPS")
    told = opened.context.project.undo_label
    assert panel.shown.expression() == expression
    panel.commit()
    panel.reload()
    assert rules(opened, "NPS")["show"] == expression
    assert opened.context.project.undo_label == told


def test_one_change_in_a_nested_condition_leaves_the_rest_as_it_came(opened: "Window", qtbot: Any) -> None:
    opened.context.project.run("Rule", rule_actions.set_show, ids(opened)["NPS"], DEEP)
    panel = panel_of(opened, qtbot, "NPS")
    assert "(“Reason for visit” is “Repair” or " in panel.shown.sentence.text()
    groups = panel.shown.group.parts
    groups[1].joined.set_value("and")
    groups[1].joined.chosen.emit("and")
    now = rules(opened, "NPS")["show"]
    assert now["of"][1] == {**DEEP["of"][1], "op": "and"}
    assert [now["of"][n] for n in (0, 2, 3, 4, 5)] == [DEEP["of"][n] for n in (0, 2, 3, 4, 5)]


def test_a_and_either_b_or_c_is_written_by_keys_alone(opened: "Window", qtbot: Any) -> None:
    panel = panel_of(opened, qtbot, "NPS")
    opened.context.project.run("Rule", rule_actions.set_show, ids(opened)["NPS"], REPAIR)
    panel.reload()
    QTest.keyClick(panel.shown.group.group_button, Qt.Key.Key_Return)
    group = panel.shown.group.parts[1]
    assert group.joined.value() == "or"
    for value in (1, 3):
        row = group.rows[-1]
        row.subject.set_value(("WHY", "", ""))
        row.subject.chosen.emit(("WHY", "", ""))
        box = row.values.children()[-1]
        box.set_value(value)  # type: ignore[attr-defined]
        box.chosen.emit(value)  # type: ignore[attr-defined]
        if value == 1:
            QTest.keyClick(group.add_button, Qt.Key.Key_Return)
    leaves = [{"op": "is", "question": "WHY", "value": n} for n in (1, 3)]
    both = {"op": "and", "of": [REPAIR, {"op": "or", "of": leaves}]}
    assert rules(opened, "NPS")["show"] == both
    panel.activateWindow()
    group.rows[0].subject.setFocus()
    qtbot.waitUntil(panel.isActiveWindow)
    QTest.keyClick(group.rows[0].subject, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert rules(opened, "NPS")["show"] == {"op": "and", "of": [REPAIR, *leaves]}
    opened.context.bridge.undo()
    assert rules(opened, "NPS")["show"] == both
    panel.shown.group.parts[1].joined.set_value("none")
    panel.shown.group.parts[1].joined.chosen.emit("none")
    assert rules(opened, "NPS")["show"] == {
        "op": "and", "of": [REPAIR, {"op": "not", "of": {"op": "or", "of": leaves}}]
    }  # fmt: skip
    assert "it is not so that (" in panel.shown.sentence.text()


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
    assert project.run("Code", codes.change_code, number, "REASON") >= 6
    survey = project.read(described, 1)
    assert "WHY" not in repr([(q.code, q.rules, q.text, q.other_of) for q in survey.elements]).replace(
        "WHY_OTHER", ""
    )
    assert next(q for q in survey.questions if q.code == "REASON").items[0].code == "REASON"
    assert survey.settings["quotas"][0]["when"]["question"] == "REASON"
    with pytest.raises(UserError, match="another question"):
        project.run("Code", codes.change_code, number, "NPS")
    with pytest.raises(UserError, match="one to 80"):
        project.run("Code", codes.change_code, number, "{{x}}")
    project.undo()
    assert project.read(described, 1).questions[0].code == "WHY"
    project.close()


def test_whoever_deletes_a_question_reads_what_looks_at_it() -> None:
    assert naming.naming_words(VISIT, "MORE") == ""
    assert naming.naming_words(VISIT, "SEEN") == (
        "1 place in the survey looks at this question: “Block”. Check the logic afterwards."
    )
    words = naming.naming_words(VISIT, "WHY")
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
