"""The start page without a file, with an empty one, and with something to say."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from cxdesk.analysis.figure import Figure
from cxdesk.programme.overview import Again, Link, Overview, Task
from cxdesk.settings import RecentFile
from tests.support.resting import rest
from ui.start.dialogs import create_path, own_data
from ui.start.overview import greeting, need_words
from ui.start.recent import file_line
from ui.widgets.beads import Chain
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from ui.app import Window

SCORE = Figure("top2", 74.0, 298, low=69.0, high=79.0)
BEFORE = Figure("top2", 61.0, 290, low=55.0, high=67.0)
OVERVIEW = Overview(
    "Relationship survey, March 2026. 1,204 people answered.",
    "From goal to outcome: repair after a breakdown",
    (Link("Goal", "Keep 9 in 10 service contracts", "filled"), Link("Outcome", "not yet", "hollow")),
    (Task("clock", "3 actions are due or late", "First: “Depot open”.", "See the actions", "planning"),),
    (Again("Invoice", SCORE, BEFORE, "+13", True),),
)


def texts(window: "Window") -> list[str]:
    """All words on the page."""
    assert window.page is not None
    return [label.text() for label in window.page.findChildren(QLabel)]


def test_without_a_file_there_are_three_ways_to_begin(window: "Window") -> None:
    assert window.page is not None
    buttons = [button.text().strip() for button in window.page.findChildren(Button)]
    assert buttons == ["Look at a finished example", "Use my own data", "Write a survey", "Open", "New file"]


def test_an_empty_file_says_what_to_do_next(window: "Window", new_file: Path, qtbot: Any) -> None:
    window.context.bridge.open(new_file)
    qtbot.waitUntil(lambda: "No answers yet" in texts(window))


def test_an_overview_is_shown_with_its_chain_tasks_and_scores(
    window: "Window", new_file: Path, qtbot: Any
) -> None:
    window.context.bridge.open(new_file)
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    window.page.show_overview(OVERVIEW)  # type: ignore[union-attr]
    words = texts(window)
    assert any(w.endswith("One thing needs you.") for w in words)
    for sentence in (
        OVERVIEW.subtitle,
        OVERVIEW.chain_title,
        "3 actions are due or late",
        "Invoice",
        "+13",
        "74%",
    ):
        assert sentence in words, sentence
    chain = window.page.findChild(Chain)  # type: ignore[union-attr]
    assert [link.accessibleName() for link in chain.links] == [
        "Goal: Keep 9 in 10 service contracts, measured",
        "Outcome: not yet, opinion",
    ]


def test_a_task_leads_to_its_page(window: "Window", new_file: Path, qtbot: Any) -> None:
    window.context.bridge.open(new_file)
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    window.page.show_overview(OVERVIEW)  # type: ignore[union-attr]
    button = next(b for b in window.page.findChildren(Button) if "See the actions" in b.text())  # type: ignore[union-attr]
    button.click()
    assert window.room == "planning"


def test_a_recent_file_opens_by_a_click_and_a_lost_one_is_not_offered(
    window: "Window", new_file: Path, tmp_path: Path, qtbot: Any
) -> None:
    from ui.start.recent import _FileRow

    window.context.settings.remember(tmp_path / "Gone.cxdesk")
    window.context.settings.remember(new_file)
    window.page.reload()  # type: ignore[union-attr]
    rows = window.page.findChildren(_FileRow)  # type: ignore[union-attr]
    assert [row.accessibleName().split(",")[0] for row in rows] == ["Alder Lifts"]
    rows[0].click()
    qtbot.waitUntil(lambda: window.context.bridge.is_open and not window.context.jobs.busy)
    assert window.context.bridge.project is not None
    assert window.context.bridge.project.path == new_file


def test_a_new_file_is_made_opened_and_remembered(window: "Window", tmp_path: Path) -> None:
    assert create_path(window.context, tmp_path / "Ours.cxdesk")
    assert window.top_bar.name.text() == "Ours"
    assert [r.name for r in window.context.settings.recent] == ["Ours"]


def test_own_data_gets_a_file_of_its_own_and_never_overwrites(
    window: "Window", tmp_path: Path, qtbot: Any
) -> None:
    (tmp_path / "Export.cxdesk").write_bytes(b"somebody's")
    (tmp_path / "Export.csv").write_text("Account key,Invoice\nAL-1,4\nAL-2,5\n", encoding="utf-8")
    own_data(window.context, tmp_path / "Export.csv", folder=tmp_path)
    qtbot.waitUntil(lambda: window.context.bridge.is_open and not window.context.jobs.busy, timeout=20_000)
    assert window.context.bridge.project is not None
    assert window.context.bridge.project.path == tmp_path / "Export 2.cxdesk"
    assert (tmp_path / "Export.cxdesk").read_bytes() == b"somebody's"


@pytest.mark.parametrize(
    ("hour", "words"), [(7, "Good morning."), (14, "Good afternoon."), (22, "Good evening.")]
)
def test_the_greeting_knows_the_hour(hour: int, words: str) -> None:
    assert greeting(datetime(2026, 3, 4, hour)) == words


def test_how_many_things_need_the_person_is_said_in_words() -> None:
    assert [need_words(n) for n in (0, 1, 3, 7)] == [
        "Nothing needs you today.",
        "One thing needs you.",
        "Three things need you.",
        "7 things need you.",
    ]


def test_a_recent_file_says_when_and_how_much() -> None:
    today = date(2026, 3, 20)
    assert (
        file_line(RecentFile("/x/A.cxdesk", "2026-03-20T09:12", 1204), today)
        == "Today, 09:12 · 1,204 answers"
    )
    assert file_line(RecentFile("/x/A.cxdesk", "2026-03-08T09:12", 1), today) == "12 days ago · 1 answer"
    assert file_line(RecentFile("/x/A.cxdesk", "2025-03-08T09:12"), today) == "12 months ago"
    assert file_line(RecentFile("/x/A.cxdesk", "?"), today) == "/x"


@pytest.mark.slow
def test_the_finished_example_is_made_once_and_opens_on_a_customers_plan(
    window: "Window", own_settings: Path, qtbot: Any
) -> None:
    window.do("example")
    qtbot.waitUntil(lambda: window.context.bridge.is_open, timeout=60_000)
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)
    assert window.room == "planning"
    made = list((own_settings / "example").glob("*.cxdesk"))
    assert [path.name for path in made] == ["Alder Lifts 2026.cxdesk"]
    stamp = made[0].stat().st_mtime_ns
    window.context.bridge.close()
    window.do("example")
    qtbot.waitUntil(lambda: window.context.bridge.is_open, timeout=20_000)
    assert made[0].stat().st_mtime_ns == stamp
    window.go("start")
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)
    assert any("need you." in words for words in texts(window))


def test_who_writes_a_survey_first_meets_the_templates(window: "Window", tmp_path: Path, qtbot: Any) -> None:
    from ui.start.dialogs import write_survey
    from ui.surveys.begin import BeginDialog

    assert create_path(window.context, tmp_path / "Ours.cxdesk")
    write_survey(window.context)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, BeginDialog) and w.isVisible())
    assert window.room == "surveys"
    dialog.reject()


def test_without_a_file_the_templates_stand_there_once_the_new_file_has_a_name(
    window: "Window", tmp_path: Path, qtbot: Any
) -> None:
    from ui.surveys.begin import BeginDialog

    window.do("survey.write")
    (asked,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog) and w.isVisible())
    qtbot.waitUntil(asked.isActiveWindow)
    asked.selectFile(str(tmp_path / "Ours.cxdesk"))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    rest(window)
    QCoreApplication.sendPostedEvents(asked, QEvent.Type.DeferredDelete)  # with all that belongs to it
    (begin,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, BeginDialog) and w.isVisible())
    assert begin.parentWidget() is window
    begin.reject()
