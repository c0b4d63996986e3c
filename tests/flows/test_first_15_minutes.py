"""The first fifteen minutes of somebody who never saw cxdesk, by real clicks, and how many they take."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.accounts.queries import account_rows
from cxdesk.analysis.scores import figure
from cxdesk.people.actions import person_named
from cxdesk.planning import actions as planning
from cxdesk.planning.queries import action_rows, issue_rows, plan_rows
from cxdesk.surveys.queries import whole
from resources.sample.export import write_accounts, write_export
from ui.accounts.dialogs import bring_in
from ui.start import dialogs

SECONDS = 30_000


class Person:
    """Somebody with a mouse who counts every click."""

    def __init__(self, window: Any, qtbot: Any) -> None:
        self.window, self.qtbot, self.clicks = window, qtbot, 0

    def wait(self, until: Callable[[], Any]) -> None:
        self.qtbot.waitUntil(until, timeout=SECONDS)

    def rest(self) -> None:
        """Wait until nothing runs behind the window."""
        self.wait(lambda: not self.window.context.jobs.busy)

    def button(self, text: str) -> QPushButton:
        """The visible button of these words; waits until they are on the screen."""
        self.wait(lambda: bool(self._seen(text)))
        return self._seen(text)[0]

    def _seen(self, text: str) -> list[QPushButton]:
        buttons = self.window.findChildren(QPushButton)
        shown = [b for b in buttons if b.isVisible() and b.isEnabled()]
        return [b for b in shown if b.text().replace("&&", "&").strip() == text]

    def click(self, what: str | QWidget, at: QPoint | None = None) -> None:
        widget = self.button(what) if isinstance(what, str) else what
        self.clicks += 1
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())


@pytest.fixture
def person(window: Any, qtbot: Any) -> Person:
    window.resize(1280, 800)
    return Person(window, qtbot)


def test_the_finished_example_opens_on_a_plan_and_a_sentence_leads_to_its_answers(person: Person) -> None:
    window = person.window
    person.click("Look at a finished example")
    person.wait(lambda: window.room == "planning" and window.context.bridge.is_open)
    editor = window.page._shown()
    view = editor.preview.view
    person.wait(lambda: bool(view._boxes()))
    line = next(iter(view._boxes()))
    place = view.place_of(line)
    assert place is not None
    person.click(view, place.toPoint())
    person.wait(lambda: window.room == "responses")
    person.rest()
    assert 0 < window.page.answers.model.total <= 14
    person.click("Back")
    assert window.room == "planning"
    assert person.clicks == 3


def test_own_data_gives_the_tools_score_in_two_clicks_and_a_plan_from_the_worst_question(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, context = person.window, person.window.context
    export = write_export(tmp_path / "Relationship survey.csv")
    # The system's own file dialog can't be clicked in a test; its answer is given instead.
    monkeypatch.setattr(dialogs, "use_own_data", lambda ctx: dialogs.own_data(ctx, export, tmp_path))
    person.click("Use my own data")
    person.wait(lambda: window.room == "importing" and window.page.next_button is not None)
    person.wait(lambda: window.page.next_button.isEnabled() and window.page.typed is not None)
    person.click(window.page.next_button)
    person.wait(lambda: window.room == "analysis" and window.page.insights is not None)
    assert person.clicks == 2

    project = context.project
    survey = project.read(whole, window.page.insights.survey.id)
    nps = next(q for q in survey.questions if q.kind == "nps")
    shown = project.read(figure, survey.id, nps.items[0].id)
    # As Qualtrics counts it: finished answers that are no previews, promoters less critics.
    assert (round(shown.value or 0), shown.n) == (31, 1204)

    bring_in(context, write_accounts(tmp_path / "customers.csv"))
    person.wait(lambda: window.room == "import_accounts" and window.page.outcome is not None)
    person.click("Check the rows")
    person.click("Import 140 customers")
    person.wait(lambda: len(project.read(account_rows)) > 100)
    person.rest()
    told = next(n for n in context.messages.log if "customers imported" in n.bold)
    assert "AL-0999" in told.line

    window.go("analysis")
    person.rest()
    person.wait(lambda: window.page.insights is not None)
    assert "Time until a fitter arrives" in window.page.insights.findings[0].sentence
    person.click("Make this an issue")
    assert window.room == "planning"
    issue = project.read(issue_rows)[0]
    cause = project.run("Cause", planning.add_cause, issue.id, "Calls wait for one dispatcher.")
    owner = project.run("Owner", person_named, "Sanne Visser")
    action = project.run("Action", planning.add_action, issue.id, "Two dispatchers at peak hours", cause)
    assert set(project.read(action_rows)[0].missing) == {
        "owner_id",
        "due_on",
        "why",
        "measure",
        "baseline",
        "target",
    }
    from datetime import date, datetime

    project.run(
        "Fill", planning.change_action, action, owner_id=owner, due_on=date(2026, 6, 1), why="It costs contracts.",
        measure="% satisfied", baseline="48%", target="65%",
    )  # fmt: skip
    project.run("Start", planning.start_action, action)

    person.click("What will you tell the customer?")
    person.rest()
    from cxdesk.planning import assemble, wording

    account = next(a for a in project.read(account_rows) if a.name == "Harbour Square")
    if not project.read(plan_rows):
        plan = project.run("Plan", planning.create_plan, account.id)
        project.run("Told", planning.add_line, plan, "told", issue_id=issue.id)
        project.run("Do", planning.add_line, plan, "do", action_id=action)
    plan = project.read(plan_rows)[0].id
    window.go("planning", ("plan", plan))
    person.rest()
    _write_all(project, plan, wording, assemble)
    owners = project.read(assemble.owners, plan)
    project.run("Approve", wording.approve, owners, "en", "Sanne Visser", datetime(2026, 4, 1))
    from exports.pdf.hand_out import hand_out

    path = hand_out(project, plan, "en", tmp_path / "plan.pdf")
    text = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    assert "Wording for" in text
    assert "Calls wait for one dispatcher" not in text


def _write_all(project: Any, plan: int, wording: Any, assemble: Any) -> None:
    for gap in project.read(assemble.gaps, plan, "en"):
        need = gap.need
        words = f"Wording for {need.field}"
        project.run("Write", wording.write, need.owner_kind, need.owner_id, need.field, "en", words)


def test_nothing_is_demanded_before_the_first_score(person: Person, tmp_path: Path) -> None:
    """No goal, survey, journey or touch point comes before the page of findings."""
    dialogs.own_data(person.window.context, write_export(tmp_path / "survey.csv"), tmp_path)
    person.wait(lambda: person.window.page.next_button is not None and person.window.page.typed is not None)
    assert person.window.page.next_button.text() == "Import 1,418 rows"
    project = person.window.context.project
    assert project.read(_count_everything) == 0


def _count_everything(session: Any) -> int:
    from sqlalchemy import text

    tables = ("goal", "survey", "journey", "touch_point")
    return sum(int(session.scalar(text(f"SELECT count(*) FROM {t}"))) for t in tables)
