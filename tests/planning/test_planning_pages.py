"""The room “Actions” in the real window: from an issue to the paper a customer holds, each step undone and redone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from cxdesk import i18n
from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.planning import actions as planning
from cxdesk.planning import assemble
from cxdesk.planning.action_queries import action_rows
from cxdesk.planning.plan_queries import line_rows, plan_rows
from cxdesk.planning.queries import issue_rows, issue_whole
from cxdesk.planning.wording import FIRM, written
from cxdesk.project import Project
from tests.planning.in_window import asked, drawn, field, quiet, read, said, type_into, undone
from ui.planning import dialogs
from ui.planning.brand_kit import show_brand_kit
from ui.planning.make_all import MakeAll, make_all_plans
from ui.planning.plan_fields import name_of
from ui.widgets.fields import LineInput, TextInput


def test_without_issues_the_room_says_where_they_come_from(room: Any, qtbot: Any) -> None:
    texts = [
        label.text() for label in room.page.findChildren(type(room.page.lists._line)) if label.isVisible()
    ]
    assert "No issues yet" in texts
    assert "Open Insights and choose “Make this an issue”." in texts
    button = next(b for b in room.page.findChildren(QPushButton) if b.text() == "Open Insights")
    button.click()
    assert room.room == "analysis"


def test_from_an_issue_to_the_paper_in_hand(room: Any, world: Any, qtbot: Any, tmp_path: Path) -> None:
    # An issue of its own.
    next(b for b in room.page.findChildren(QPushButton) if b.text() == "New issue").click()
    dialog = asked()
    dialog.fields[0].editor.setText("Waiting for a fitter takes too long")
    dialog.ok.click()
    issue = read(room, issue_rows)[0]
    assert room.page.issue.issue_id == issue.id

    # Why it happens, and why that is.
    for words in ("One dispatcher answers all calls", "The second shift was cut"):
        new = room.page.issue.causes.findChild(LineInput, "new cause")
        qtbot.keyClicks(new, words)
        qtbot.keyClick(new, Qt.Key.Key_Return)
        if words.startswith("One"):
            cause = read(room, issue_whole, issue.id).causes[0]
            assert undone(room, lambda: len(read(room, issue_whole, issue.id).causes)) == 0
            next(
                b for b in room.page.issue.causes.findChildren(QPushButton) if b.text() == "Why is that?"
            ).click()
    deeper = read(room, issue_whole, issue.id).causes[1]
    assert (deeper.text, deeper.deeper_than_id) == ("The second shift was cut", cause.id)

    # What we will change: the cause is taken over, and it can't start yet.
    new = room.page.issue.findChild(LineInput, "new action")
    qtbot.keyClicks(new, "Two dispatchers at peak hours")
    qtbot.keyClick(new, Qt.Key.Key_Return)
    action = read(room, action_rows)[0]
    assert action.cause_id == deeper.id
    form = room.page.issue.cards[action.id].form
    assert form._missing.text().startswith(
        "Before it can start: owner, date, why, goal, expected result, success"
    )
    form.start.click()
    assert "can’t start yet. Still missing: owner, date, why" in said(room)
    assert form.fields["owner_id"]._wrong.text() == "Who sees to it? Choose or type a name."
    assert read(room, action_rows)[0].state == "draft"

    # Each field reaches the file and is one step.
    for name, text in (
        ("why", "Calls queue"),
        ("goal", "Nobody waits"),
        ("expected", "Calls are answered"),
        ("measure", "% satisfied"),
        ("baseline", "48%"),
        ("target", "65%"),
    ):
        type_into(qtbot, form.texts[name], text)
        assert getattr(read(room, action_rows)[0], name) == text
        assert undone(room, lambda name=name: getattr(read(room, action_rows)[0], name)) == ""
    form.owner.line.setFocus()
    qtbot.keyClicks(form.owner.line, "Sanne Visser")
    form.owner.commit()
    assert read(room, action_rows)[0].owner == "Sanne Visser"
    qtbot.keyClick(form.due, Qt.Key.Key_Down)
    form.due.calendar.month.setSelectedDate(QDate(2026, 6, 1))
    form.due.calendar.month.activated.emit(QDate(2026, 6, 1))
    assert read(room, action_rows)[0].due_on == date(2026, 6, 1)
    assert form._missing.text() == "Everything is there. It can start."
    form.start.click()
    assert read(room, action_rows)[0].state == "active"
    assert undone(room, lambda: read(room, action_rows)[0].state) == "draft"

    # What will you tell the customer?
    room.page.issue.tell.click()
    dialog = asked()
    dialog.fields[0].editor.set_value(world.account)
    dialog.ok.click()
    plan = read(room, plan_rows)[0]
    assert room.page.plan.plan_id == plan.id
    lines = {r.kind: r for r in read(room, line_rows, plan.id)}
    assert (lines["told"].issue_id, lines["do"].action_id) == (issue.id, action.id)

    # The words, tab by tab.
    sentence = "From 1 June two people answer breakdown calls."
    wanted = {
        "told": [("plan_line", lines["told"].id, "text", "You wait too long for a fitter.")],
        "do": [
            ("plan_line", lines["do"].id, "text", sentence),
            ("plan_line", lines["do"].id, "who", "Service manager"),
        ],
        "call": [
            ("plan", plan.id, "contact_title", "Service manager"),
            ("plan", plan.id, "contact_phone", "+31 10 555 0142"),
            ("plan", plan.id, "contact_mail", "service@alder-lifts.example"),
        ],
    }
    names = [
        ("firm", FIRM, "name", "Alder Lifts"),
        ("account", world.account, "name", "Harbour Square"),
        ("account", world.account, "full_name", "Harbour Square Offices"),
    ]
    for tab, words_ in wanted.items():
        room.page.plan.tabs.buttons[tab].click()
        for kind, owner, name, text in words_:
            type_into(qtbot, field(room, kind, owner, name), text)
            assert read(room, written, kind, owner, "en")[name].text == text
            assert undone(room, lambda k=kind, o=owner, n=name: n in read(room, written, k, o, "en")) is False
    room.page.plan.tabs.buttons["names"].click()
    for kind, owner, name, text in names:
        found = room.page.plan.findChild(TextInput, name_of(kind, owner, name))
        type_into(qtbot, found, text)

    # Not before somebody answers for it.
    target = tmp_path / "plan.pdf"
    room.page.plan.out.save_to(plan.id, "en", target)
    qtbot.waitUntil(lambda: "is not approved in English" in said(room), timeout=20_000)
    assert not target.exists()
    room.page.plan.preview.approve.click()
    dialog = asked()
    dialog.fields[0].editor.setEditText("Sanne Visser")
    dialog.ok.click()
    assert read(room, assemble.gaps, plan.id, "en") == []
    assert undone(room, lambda: len(read(room, assemble.gaps, plan.id, "en"))) > 0

    # The paper.
    room.page.plan.preview.save.click()
    qtbot.waitUntil(lambda: room.page.plan.out.review is not None, timeout=20_000)
    room.page.plan.out.review.ok.click()
    box = room.page.plan.out.save_dialog
    assert isinstance(box, QFileDialog)
    box.fileSelected.emit(str(target))
    box.close()
    qtbot.waitUntil(target.exists, timeout=20_000)
    qtbot.waitUntil(lambda: "The plan is saved." in said(room))
    paper = " ".join(PdfReader(target).pages[0].extract_text().split())
    assert sentence in paper
    assert "Calls queue" not in paper
    quiet(room, qtbot)


@pytest.mark.slow
def test_the_calendar_is_opened_walked_and_left_with_keys(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("action", story.action))
    due = told.page.issue.cards[story.action].form.due
    due.setFocus()
    qtbot.keyClick(due, Qt.Key.Key_Down)
    qtbot.keyClick(due.calendar.month.focusWidget(), Qt.Key.Key_Escape)
    assert due.value() == date(2026, 6, 1)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    qtbot.keyClick(due, Qt.Key.Key_Return)
    qtbot.keyClick(due.calendar.month.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(due.calendar.month.focusWidget(), Qt.Key.Key_Return)
    assert read(told, action_rows)[0].due_on == date(2026, 6, 2)
    told.do("undo")
    assert due.value() == date(2026, 6, 1)
    qtbot.waitUntil(lambda: not told.context.jobs.busy)


def test_a_plan_that_is_undone_gives_way_to_the_list(room: Any, world: Any, qtbot: Any) -> None:
    plan = room.context.bridge.run("New plan", planning.create_plan, world.account)
    room.go("planning", ("plan", plan))
    drawn(room, qtbot)
    quiet(room, qtbot)
    room.do("undo")
    assert room.page.plan is None
    assert room.page.lists.isVisible()


def test_a_file_for_reading_takes_no_words(window: Any, story: Any, qtbot: Any) -> None:
    # The story's own project stays open and holds the right to write.
    assert window.context.bridge.open(story.project.path)
    assert window.context.project.read_only
    window.go("planning", ("plan", story.plan))
    assert field(window, "plan_line", story.told, "text").isReadOnly()
    assert not window.page.plan.preview.approve.isEnabled()
    assert not [b for b in window.page.plan.findChildren(QPushButton) if b.text() in ("Take it out", "State")]
    drawn(window, qtbot)
    quiet(window, qtbot)
    window.go("planning", ("issue", story.issue))
    assert window.page.issue.title.isReadOnly()
    assert not window.page.issue.tell.isEnabled()
    qtbot.waitUntil(lambda: not window.context.jobs.busy)


def test_evidence_shows_both_days_when_the_score_has_moved(told: Any, story: Any, qtbot: Any) -> None:
    import polars as pl

    from cxdesk.responses import actions as responses

    more = pl.DataFrame(
        {
            f"i{story.world.score}": pl.Series([5] * 10, dtype=pl.Int16),
            "account_key": ["AL-1"] * 10,
            "state": pl.Series([0] * 10, dtype=pl.UInt8),
        }
    )
    told.context.project.run(
        "More", responses.add_answers, story.world.round, responses.pack(more), responses.Source("b")
    )
    told.go("planning", ("issue", story.issue))

    def texts() -> str:
        return " ".join(label.text() for label in told.page.issue.evidence.findChildren(QLabel))

    assert "may be quoted" in texts()
    qtbot.waitUntil(lambda: "80%, then 40%" in texts(), timeout=10_000)


def test_two_hundred_plans_are_listed_at_once(room: Any, world: Any, qtbot: Any) -> None:
    project: Project = room.context.project
    project.run("More", store_accounts, [AccountSpec(f"X-{n}", f"Customer {n}") for n in range(200)])
    project.run("Plans", lambda session: [planning.create_plan(session, 3 + n) for n in range(200)])
    room.go("planning", ("plans", None))
    table = room.page.lists.tables["plans"]
    assert table.rows_model.rowCount() == 200
    qtbot.waitUntil(
        lambda: "missing" in (table.rows_model.data(table.rows_model.index(0, 4)) or ""), timeout=20_000
    )
    room.go("start")
    qtbot.waitUntil(lambda: not room.context.jobs.busy, timeout=20_000)


@pytest.mark.slow
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_page_and_question_opens_in_every_language(
    told: Any, story: Any, qtbot: Any, language: str
) -> None:
    i18n.set_language(language)
    told.context.theme.apply()
    told.rebuild()
    for target in (
        ("issues", None),
        ("actions", None),
        ("board", None),
        ("timeline", None),
        ("load", None),
        ("outcome", None),
        ("measures", None),
        ("plans", None),
        ("issue", 1),
        ("action", 1),
        ("words", None),
        ("plan", 1),
    ):
        told.go("planning", target)
        assert not told.failures.bugs
    for tab in ("do", "since", "call", "names", "told"):
        told.page.plan.tabs.buttons[tab].click()
    quiet(told, qtbot)
    dialogs.agree(told.context, story.plan, language, "")
    dialogs.approve(told.context, story.plan, language, (), "")
    dialogs.tell_customer(told.context, story.issue)
    for ask in (
        dialogs.make_issue, dialogs.add_action, dialogs.make_plan, dialogs.choose_plan, show_brand_kit,
    ):  # fmt: skip
        ask(told.context)
    make_all_plans(told.context)
    opened = [w for w in QApplication.topLevelWidgets() if isinstance(w, dialogs.Ask) and w.isVisible()]
    assert len(opened) == 8
    everything = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MakeAll) and w.isVisible())
    quiet(told, qtbot)
    for dialog in (*opened, everything):
        dialog.reject()
    i18n.set_language("en")
    told.context.theme.apply()
