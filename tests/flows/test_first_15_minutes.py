"""The first fifteen minutes of somebody who never saw cxdesk, by real clicks and keys, and how many they take."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
)

from cxdesk.accounts.queries import account_rows
from cxdesk.analysis.scores import figure
from cxdesk.planning.action_queries import action_rows
from cxdesk.planning.plan_queries import plan_rows
from cxdesk.planning.queries import issue_rows
from cxdesk.surveys.queries import whole
from resources.sample.export import write_accounts, write_export
from tests.support.person import Clicker
from ui.start import dialogs
from ui.widgets.score_glyph import BigValue

# What a customer reads, in the order in which the window asks for it.
WORDS = (
    "You expected a fitter within four hours; you told us it takes longer.",
    "From December two people answer breakdown calls in the morning.",
    "Service manager",
    "Service manager, region north",
    "+31 10 555 0142",
    "service.north@alder-lifts.example",
    "Harbour Square",
    "Alder Lifts",
    "Harbour Square Offices",
)
INSIDE = ("Calls wait for one dispatcher", "It costs contracts", "Two dispatchers at peak hours")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home folder without a folder for documents, where a new file goes."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return tmp_path


@pytest.fixture
def person(window: Any, qtbot: Any) -> Clicker:
    window.resize(1280, 800)
    return Clicker(window, qtbot)


@pytest.mark.slow
def test_the_finished_example_opens_on_a_plan_and_a_sentence_leads_to_its_answers(person: Clicker) -> None:
    window = person.window
    person.click("Look at a finished example")
    person.wait(lambda: window.room == "planning" and window.context.bridge.is_open)
    editor = window.page._shown()
    view = editor.preview.view
    person.wait(view._boxes)
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
    person.rest()


def test_own_data_gives_the_tools_score_in_two_clicks_and_a_printed_plan_in_thirty_six(
    person: Clicker, home: Path
) -> None:
    window = person.window
    person.click("Use my own data")
    person.choose_file(write_export(home / "Relationship survey.csv"))
    person.wait(lambda: window.room == "importing" and window.page.typed is not None)
    person.click("Import 1,418 rows")
    person.wait(lambda: window.room == "analysis" and window.page.insights is not None)
    assert person.clicks == 2
    assert (home / "Relationship survey.cxdesk").exists()
    _the_score_is_the_tools(window)

    _customers_match(person, home)
    _an_issue_from_the_worst_question(person)
    assert (person.clicks, person.scrolls) == (7, 0)
    _one_cause_and_one_action(person)
    assert person.clicks == 18
    _the_customers_plan(person)
    assert person.clicks == 32
    _print_and_save(person, home)
    assert person.clicks == 36
    assert person.scrolls == 0


def _the_score_is_the_tools(window: Any) -> None:
    project = window.context.project
    survey = project.read(whole, window.page.insights.survey.id)
    nps = next(q for q in survey.questions if q.kind == "nps")
    shown = project.read(figure, survey.id, nps.items[0].id)
    # As Qualtrics counts it: finished answers that are no previews, promoters less critics.
    assert (round(shown.value or 0), shown.n) == (31, 1204)


def _customers_match(person: Clicker, home: Path) -> None:
    window, context = person.window, person.window.context
    person.click("Import customers")  # the notice of the import offers it
    person.choose_file(write_accounts(home / "customers.csv"))
    person.wait(lambda: window.room == "import_accounts" and window.page.outcome is not None)
    person.click("Check the rows")
    person.click("Import 140 customers")
    person.wait(lambda: any("customers imported" in n.bold for n in context.messages.log))
    person.rest()
    told = next(n for n in context.messages.log if "customers imported" in n.bold)
    assert "AL-0999" in told.line
    assert len(context.project.read(account_rows)) == 140


def _an_issue_from_the_worst_question(person: Clicker) -> None:
    window = person.window
    person.click(window.nav.items["analysis"])
    person.rest()
    assert "Time until a fitter arrives" in window.page.insights.findings[0].sentence
    person.click("Make this an issue")
    assert window.room == "planning"
    assert window.context.project.read(issue_rows)[0].evidence == 1


def _one_cause_and_one_action(person: Clicker) -> None:
    project = person.window.context.project
    person.type_in("Why does it happen?", "Calls wait for one dispatcher.", Qt.Key.Key_Return)
    person.type_in("What will you change?", "Two dispatchers at peak hours", Qt.Key.Key_Return)
    # What the issue was found with measures the action, and says where we are now.
    needed = {"owner_id", "due_on", "why", "goal", "expected", "target"}
    action = project.read(action_rows)[0]
    assert set(action.missing) == needed
    assert action.baseline.startswith("48%")
    person.type_in("Why it helps", "It costs contracts.")
    person.type_in("Goal of this action", "A fitter within 4 hours")
    person.type_in("Expected result", "Calls are answered within two minutes")
    person.type_in("Owner", "Sanne Visser")
    _choose_a_day_of_next_month(person)
    person.type_in("Target", "65%")
    person.rest()
    found = person.window.page.findChild(BigValue)
    assert all(part.height() >= part.sizeHint().height() for part in (found, *found.findChildren(QLabel)))
    person.click("Start the action")
    action = project.read(action_rows)[0]
    assert (action.state, action.owner, action.missing) == ("active", "Sanne Visser", ())


def _choose_a_day_of_next_month(person: Clicker) -> None:
    person.click(person.field("By when"))
    calendar = QApplication.activePopupWidget()
    assert calendar is not None
    later, days = (calendar.findChild(kind, name) for kind, name in (
        (QToolButton, "qt_calendar_nextmonth"), (QTableView, "qt_calendar_calendarview")
    ))  # fmt: skip
    person.click(later)
    middle = days.visualRect(days.model().index(3, 3)).center()
    person.click(days.viewport(), middle)


def _the_customers_plan(person: Clicker) -> None:
    window = person.window
    person.click("What will you tell the customer?")
    person.pick_from(person.front().findChild(QComboBox), "Harb")
    person.click("Open the plan")
    person.wait(lambda: window.page.plan is not None and window.page.plan._drawn is not None)
    foot = window.page.plan.preview
    assert foot.clean.text() == "9 sentences are still to be written."
    assert not foot.approve.isVisible()
    for place, words in enumerate(WORDS):
        person.click(foot.write)
        field = QApplication.focusWidget()
        assert field is not None
        assert field.objectName().startswith("wording")
        person.qtbot.keyClicks(field, words)
        left = len(WORDS) - place - 1
        person.wait(lambda left=left: len(window.page.plan._drawn.missing) == left)
    person.click("Approve")
    person.type_in("Who approves it", "Sanne Visser", Qt.Key.Key_Return)
    person.wait(lambda: foot.clean.text().startswith("Approved."))
    assert not foot.approve.isVisible()
    assert window.context.project.read(plan_rows)[0].account == "Harbour Square"


def _print_and_save(person: Clicker, home: Path) -> None:
    person.click("Print")
    person.click("Choose a printer")
    person.wait(lambda: isinstance(person.front(), QPrintDialog))
    _print_to_a_file(person, home / "printed.pdf")
    assert len(pypdfium2.PdfDocument(home / "printed.pdf")) == 1
    person.click("Save")
    person.click("Choose where to save")
    person.choose_file(home / "plan.pdf")
    person.wait(lambda: any(n.bold == "The plan is saved." for n in person.window.context.messages.log))
    text = pypdfium2.PdfDocument(home / "plan.pdf")[0].get_textpage().get_text_range()
    assert all(words.split()[0] in text for words in WORDS)
    assert not any(words in text for words in INSIDE)


def _print_to_a_file(person: Clicker, target: Path) -> None:
    """The system's own dialog, as its file dialog: answered, not counted."""
    dialog = person.front()
    name = dialog.findChild(QLineEdit, "filename")
    assert name is not None
    name.setText(str(target))
    box = dialog.findChild(QDialogButtonBox)
    yes = next(b for b in box.buttons() if box.buttonRole(b) == QDialogButtonBox.ButtonRole.AcceptRole)
    person.qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    person.wait(target.exists)


def test_nothing_is_demanded_before_the_first_score(person: Clicker, tmp_path: Path) -> None:
    """No goal, survey, journey or touch point comes before the page of findings."""
    dialogs.own_data(person.window.context, write_export(tmp_path / "survey.csv"), folder=tmp_path)
    person.wait(lambda: person.window.room == "importing")
    person.wait(lambda: person.window.page.next_button is not None and person.window.page.typed is not None)
    assert person.window.page.next_button.text() == "Import 1,418 rows"
    project = person.window.context.project
    assert project.read(_count_everything) == 0


def _count_everything(session: Any) -> int:
    from sqlalchemy import text

    tables = ("goal", "survey", "journey", "touch_point")
    return sum(int(session.scalar(text(f"SELECT count(*) FROM {t}"))) for t in tables)
