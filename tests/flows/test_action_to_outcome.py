"""From an issue to an action, through its states, to a change that the next round measured; by the real widgets."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from PySide6.QtWidgets import QApplication, QLabel

from cxdesk.planning import actions as planning
from cxdesk.planning.action_queries import action_rows
from cxdesk.planning.queries import issue_rows
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import whole
from tests.planning.in_window import asked, read, type_into, undone
from ui.widgets.fields import LineInput

SURVEY = Definition(
    {"en": "Repair"},
    (
        SectionSpec(
            {"en": "All"},
            (QuestionSpec("Q1", "scale", {"en": "Time until a fitter arrives"}, ScaleSpec(1, 5)),),
        ),
    ),
)


def answers(project: Project, item: int, name: str, opened: date, closed: date, satisfied: int) -> None:
    number = project.run("Round", responses.add_round, 1, name, opened, closed)
    codes = pl.Series([5] * satisfied + [2] * (200 - satisfied), dtype=pl.Int16)
    frame = pl.DataFrame({f"i{item}": codes, "state": pl.Series([0] * 200, dtype=pl.UInt8)})
    project.run("Answers", responses.add_answers, number, responses.pack(frame), responses.Source(name))


@pytest.fixture
def opened(window: Any, tmp_path: Path) -> Any:
    """A file with one round of 200 answers, half of them satisfied, and one issue."""
    project = Project.create(tmp_path / "Alder.cxdesk")
    project.run("Survey", surveys.build, SURVEY)
    item = project.read(whole, 1).questions[0].items[0].id
    answers(project, item, "Spring", date(2020, 3, 1), date(2020, 3, 20), 100)
    project.run("Issue", planning.raise_issue, "Waiting takes too long", today=date(2020, 4, 1))
    project.close()
    assert window.context.bridge.open(project.path)
    window.go("planning", ("issue", 1))
    window.item = item
    return window


def test_from_issue_to_a_closed_action_with_its_measured_change(opened: Any, qtbot: Any) -> None:
    def row() -> Any:
        return read(opened, action_rows)[0]

    assert read(opened, issue_rows)[0].actions == 0
    page = opened.page.issue
    new = page.findChild(LineInput, "new action")
    qtbot.keyClicks(new, "Two dispatchers at peak hours")
    page._add.click()
    form = opened.page.issue.cards[row().id].form

    # What it is for, who, by when; the question it is measured by fills where we are now.
    form.more_button.click()
    form.more.question.set_value(opened.item)
    form.more.question.chosen.emit(opened.item)
    assert (row().measure, row().baseline) == ("Time until a fitter arrives", "50%, Spring")
    for name, text in (
        ("why", "They ring twice"),
        ("goal", "Nobody waits"),
        ("expected", "Calls are answered"),
        ("target", "65%"),
    ):
        type_into(qtbot, form.texts[name], text)
    form.owner.line.setFocus()
    qtbot.keyClicks(form.owner.line, "Sanne Visser")
    form.owner.commit()
    form.due._pick(date(2020, 6, 1))
    assert form._missing.text() == "Everything is there. It can start."
    form.start.click()
    assert row().state == "active"

    # The work is done before the next round; the step is one of today, so the story's days are set as in a file of then.
    form.finish.click()
    assert row().state == "done"
    assert undone(opened, lambda: row().state) == "active"
    _at_its_days(opened)
    answers(opened.context.project, opened.item, "Autumn", date(2020, 9, 1), date(2020, 9, 20), 150)

    # Closing shows what the round measured and asks what came of it.
    form = opened.page.issue.cards[row().id].form
    form.close_it.click()
    dialog = asked()
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "50% in Spring · 75% in Autumn · +25 (16 to 34)" in words
    assert len(dialog.fields) == 1
    dialog.ok.click()
    assert "Say what came of it, in a few words." in " ".join(
        label.text() for label in dialog.findChildren(QLabel)
    )
    dialog.fields[0].editor.setPlainText("Two people answer the calls.")
    dialog.ok.click()
    assert (row().state, row().result, row().not_measured) == ("measured", "Two people answer the calls.", "")

    # The outcome stands in its view, and one step of undo takes the closing back.
    opened.go("planning", ("outcome", None))
    shown = opened.page.lists.views.made["outcome"]
    QApplication.processEvents()
    words = " ".join(label.text() for label in shown.findChildren(QLabel))
    assert "1 of 1 action measured again shows a real change for the better" in words
    assert "Thanks are due to: Sanne Visser (Two dispatchers at peak hours)." in words
    [outcome] = shown.table.rows_model.rows
    assert [shown.table.rows_model.columns[n].text(outcome) for n in (1, 3, 4)] == [
        "50%",
        "+25 (16 to 34)",
        "target reached",
    ]
    qtbot.waitUntil(lambda: shown.chart.figure() is not None)
    assert "75%" in shown.chart.accessibleDescription()
    assert undone(opened, lambda: row().state) == "done"
    qtbot.waitUntil(lambda: not opened.context.jobs.busy)


def _at_its_days(window: Any) -> None:
    """Let the steps be of April and June 2020, as if they had been done then."""
    from sqlalchemy import text

    def work(session: Any) -> None:
        session.execute(text("UPDATE action_step SET \"on\"='2020-04-02' WHERE state='active'"))
        session.execute(text("UPDATE action_step SET \"on\"='2020-06-01' WHERE state='done'"))

    window.context.bridge.run("Days", work)
