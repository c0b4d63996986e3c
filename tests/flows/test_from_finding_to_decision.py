"""From a finding to a decision by keyboard: an issue, a second kind of evidence, a fishbone, a priority, the log."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.planning.action_queries import action_rows
from cxdesk.planning.priorities import priorities
from cxdesk.planning.queries import issue_rows, issue_whole
from cxdesk.programme.queries import decision_rows
from cxdesk.project import Project
from resources.sample.export import write_export
from tests.planning.in_window import asked, said
from tests.support.person import Typist
from ui.widgets.fields import LineInput

ENTER, DOWN, RIGHT = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Right
ISSUE_HERE = Qt.Modifier.CTRL | Qt.Modifier.SHIFT


@pytest.fixture
def person(window: Any, qtbot: Any, tmp_path: Path) -> Typist:
    window.resize(1280, 800)
    project = Project.create(tmp_path / "own.cxdesk")
    import_file(project, mapping.suggest(detect.sniff(write_export(tmp_path / "export.csv"))))
    project.close()
    assert window.context.bridge.open(project.path)
    return Typist(window, qtbot)


def shifted(person: Typist, key: Qt.Key) -> None:
    """Ctrl+Shift and a key, pressed in the page."""
    window = person.window
    person.activate(window)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    person.qtbot.keyClick(window.focusWidget() or window, key, both)


def test_a_finding_becomes_a_strong_issue_with_causes_a_priority_and_a_decision(
    person: Typist, qtbot: Any, tmp_path: Path
) -> None:
    window = person.window
    read = window.context.project.read

    # One key makes the first finding an issue.
    window.go("analysis")
    person.wait(lambda: window.page.insights is not None)
    person.rest()
    finding = window.page.insights.findings[0]
    shifted(person, Qt.Key.Key_I)
    (issue,) = read(issue_rows)
    assert (issue.title, issue.grade, issue.kinds) == (finding.sentence, "some", ("figure",))
    assert window.page.issue.issue_id == issue.id
    assert window.page.issue.evidence.grade.text() == "some evidence"
    person.rest()
    assert "Reach: " in window.page.issue.judged.line.text()

    # The words of one respondent, with the other key, are a second kind of evidence.
    window.go("responses")
    person.rest()
    answers = window.page.answers
    row = next(
        n for n, cells in enumerate(answers.model.rows) if any(len(cell) > 60 and " " in cell for cell in cells)
    )  # fmt: skip
    answers.table.selectRow(row)
    answers.table.setFocus()
    shifted(person, Qt.Key.Key_E)
    asked().ok.click()
    (issue,) = read(issue_rows)
    assert (issue.grade, set(issue.kinds)) == ("strong", {"figure", "quotation"})
    assert window.page.issue.evidence.grade.text() == "strong"
    person.rest()

    # Why it happens: the fishbone is walked with the keys; Enter adds a cause and changes its words.
    page = window.page
    page.issue.causes.fish.click()
    view = page.causes.fish.view
    view.setFocus()
    for key in (RIGHT, RIGHT, Qt.Key.Key_Left, ENTER):
        qtbot.keyClick(view, key)
    editor = page.causes.fish.editor
    assert editor is not None, "Enter on an empty bone asks for the words of a cause"
    qtbot.keyClicks(editor, "One dispatcher answers all calls")
    qtbot.keyClick(editor, ENTER)
    (cause,) = read(issue_whole, issue.id).causes
    assert (cause.text, cause.bone) == ("One dispatcher answers all calls", "people")
    page.causes.deeper(cause.id)
    qtbot.keyClicks(page.causes.fish.editor, "The second shift was cut")
    qtbot.keyClick(page.causes.fish.editor, ENTER)
    page.causes.show_view("whys")
    new = page.causes.whys.findChild(LineInput, "new why")
    qtbot.keyClicks(new, "Only cost per call is measured")
    qtbot.keyClick(new, ENTER)
    causes = read(issue_whole, issue.id).causes
    assert [c.text for c in causes][1:] == ["The second shift was cut", "Only cost per call is measured"]
    assert causes[2].deeper_than_id == causes[1].id
    page.causes.save(tmp_path / "causes.pdf")
    person.rest()
    document = pypdfium2.PdfDocument(tmp_path / "causes.pdf")
    text = " ".join(document[1].get_textpage().get_text_range().split())
    document.close()
    assert "3. Why is that? Only cost per call is measured" in text

    # An action against the cause says that it treats it.
    page.causes.menu(causes[0].id).actions()[3].trigger()
    (action,) = read(action_rows)
    assert (action.cause_id, action.treats) == (causes[0].id, "cause")

    # What to do first.
    window.go("planning", ("priorities", None))
    person.wait(lambda: window.page.priorities.rows)
    panel = window.page.priorities.panel
    for name, place in (("impact", 3), ("effort", 1), ("likelihood", 3)):
        panel.steps[name].setFocus()
        for _step in range(place):
            qtbot.keyClick(panel.steps[name], DOWN)
        qtbot.keyClick(panel.steps[name], ENTER)
        person.rest()
    person.wait(lambda: window.page.priorities.rows[0].corner == "first")
    (first,) = read(priorities)
    assert (first.risk.likelihood, first.risk.impact, first.issue.effort) == (3, 3, 1)
    assert "First: " in window.page.priorities._sentence.text()

    # The decision, on this evidence.
    window.go("planning", ("issue", issue.id))
    window.page.issue.decide.click()
    dialog = asked()
    editor = dialog.fields[0].editor
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "Hire a second dispatcher")
    dialog.fields[6].editor.setText("31,000")
    dialog.ok.click()
    (decision,) = read(decision_rows)
    assert (decision.title, decision.cites_evidence, decision.cost) == (
        "Hire a second dispatcher",
        True,
        31_000,
    )
    window.go("planning", ("decisions", None))
    assert window.page.decisions._sentence.text() == "1 of 1 decision cites evidence (100%)"

    # Everything is undone step by step.
    for _step in range(40):
        if not window.context.project.can_undo:
            break
        window.do("undo")
        QApplication.processEvents()
    assert read(issue_rows) == []
    assert read(decision_rows) == []
    person.rest()


def test_where_nothing_is_chosen_the_key_says_what_can_be(person: Typist) -> None:
    person.window.go("surveys")
    shifted(person, Qt.Key.Key_I)
    assert "Nothing is chosen that an issue can be made of." in said(person.window)
    person.rest()
