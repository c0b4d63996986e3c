"""The room “Actions” in the real window: from an issue to the paper a customer holds, each step undone and redone."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.planning import actions as planning
from cxdesk.planning import assemble
from cxdesk.planning.queries import action_rows, issue_rows, issue_whole, line_rows, plan_rows
from cxdesk.planning.wording import FIRM, written
from cxdesk.project import Project
from ui.planning.dialogs import Ask
from ui.planning.plan_fields import name_of
from ui.widgets.fields import LineInput, TextInput
from ui.widgets.notices import NoticeCard


@pytest.fixture
def room(window: Any, world: Any) -> Any:
    """The window on the small firm's file, in this room."""
    world.project.close()
    assert window.context.bridge.open(world.project.path)
    window.go("planning")
    return window


@pytest.fixture
def told(window: Any, story: Any) -> Iterator[Any]:
    """The window on a file with an issue, an action and a plan without words."""
    story.project.close()
    assert window.context.bridge.open(story.project.path)
    window.go("planning")
    return window


def read(window: Any, query: Any, *args: Any) -> Any:
    return window.context.project.read(query, *args)


def asked() -> Ask:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Ask) and w.isVisible())


def type_into(qtbot: Any, editor: Any, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    editor.commit()


def field(window: Any, kind: str, owner: int, name: str) -> Any:
    found = window.page.plan.findChild((LineInput, TextInput)[name == "text"], name_of(kind, owner, name))
    assert found is not None, (kind, owner, name)
    return found


def drawn(window: Any, qtbot: Any) -> Any:
    editor = window.page.plan
    qtbot.waitUntil(lambda: editor._drawn is not None, timeout=20_000)
    return editor._drawn


def quiet(window: Any, qtbot: Any) -> None:
    """Wait until nothing is being drawn any more."""
    editor = window.page.plan
    qtbot.waitUntil(
        lambda: not editor._drawing._pause.isActive() and not window.context.jobs.busy, timeout=20_000
    )


def undone(window: Any, look: Any) -> Any:
    """What `look` sees after undo; redo brings the end back."""
    before = look()
    window.do("undo")
    after = look()
    window.do("redo")
    assert look() == before
    return after


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
    assert form._missing.text().startswith("Before it can start: owner, date, why, success measure")
    form.start.click()
    assert "can't start yet. Still missing: owner, date, why" in _said(room)
    assert form.fields["owner_id"]._wrong.text() == "Who sees to it? Choose or type a name."
    assert read(room, action_rows)[0].state == "draft"

    # Each field reaches the file and is one step.
    for name, text in (
        ("why", "Calls queue"),
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
    qtbot.waitUntil(lambda: "is not approved in English" in _said(room), timeout=20_000)
    assert not target.exists()
    room.page.plan.preview.approve.click()
    dialog = asked()
    dialog.fields[0].editor.setEditText("Sanne Visser")
    dialog.ok.click()
    assert read(room, assemble.gaps, plan.id, "en") == []
    assert undone(room, lambda: len(read(room, assemble.gaps, plan.id, "en"))) > 0

    # The paper.
    room.page.plan.preview.save.click()
    box = room.page.plan.out.save_dialog
    assert isinstance(box, QFileDialog)
    box.fileSelected.emit(str(target))
    box.close()
    qtbot.waitUntil(target.exists, timeout=20_000)
    qtbot.waitUntil(lambda: "The plan is saved." in _said(room))
    paper = " ".join(PdfReader(target).pages[0].extract_text().split())
    assert sentence in paper
    assert "Calls queue" not in paper
    quiet(room, qtbot)


def test_a_refused_plan_names_each_line_in_its_notice(
    told: Any, story: Any, qtbot: Any, tmp_path: Path
) -> None:
    told.go("planning", ("plan", story.plan))
    told.page.plan.out.save_to(story.plan, "en", tmp_path / "plan.pdf")
    qtbot.waitUntil(lambda: bool(told.context.messages.log), timeout=20_000)
    notice = told.context.messages.log[-1]
    missing = [g.sentence for g in read(told, assemble.gaps, story.plan, "en")]
    assert len(missing) > 8
    assert notice.line.splitlines()[:3] == missing[:3]
    assert notice.line.splitlines()[3] == f"and {len(missing) - 3} more, named below the fields"
    assert [c.notice.line.splitlines() for c in told.page.plan.findChildren(NoticeCard)][-1] == missing
    drawn(told, qtbot)
    notice.on_click()
    assert told.page.plan.tabs.current() == "names"
    assert QApplication.focusWidget().objectName() == name_of("account", story.world.account, "name")
    quiet(told, qtbot)


def test_typing_in_one_visit_is_one_undo_step_and_the_next_visit_another(
    told: Any, story: Any, qtbot: Any
) -> None:
    told.go("planning", ("plan", story.plan))
    editor = field(told, "plan_line", story.told, "text")
    steps = len(told.context.project._history.undo)
    editor.setFocus()
    for piece in ("You ", "wait ", "long."):
        qtbot.keyClicks(editor, piece)
        with qtbot.waitSignal(editor.committed, timeout=3000):
            pass  # the pause of half a second
    assert read(told, written, "plan_line", story.told, "en")["text"].text == "You wait long."
    assert len(told.context.project._history.undo) == steps + 1
    assert editor.toPlainText() == "You wait long."
    told.page.plan.preview.view.setFocus()
    editor.setFocus()
    qtbot.keyClicks(editor, "Too ")
    editor.commit()
    assert len(told.context.project._history.undo) == steps + 2
    told.do("undo")
    told.do("undo")
    assert read(told, written, "plan_line", story.told, "en") == {}
    assert field(told, "plan_line", story.told, "text").toPlainText() == ""
    quiet(told, qtbot)


def test_a_pause_in_typing_keeps_the_space_and_the_place(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("plan", story.plan))
    editor = field(told, "plan_line", story.told, "text")
    editor.setFocus()
    qtbot.keyClicks(editor, "You wait ")
    editor.commit()
    qtbot.keyClicks(editor, "long")
    assert editor.toPlainText() == "You wait long"
    quiet(told, qtbot)


def test_the_page_is_drawn_and_outlines_the_line_being_written(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("plan", story.plan))
    editor = field(told, "plan_line", story.told, "text")
    type_into(qtbot, editor, "You wait long.")
    view = told.page.plan.preview.view
    qtbot.waitUntil(lambda: view.place_of(story.told) is not None, timeout=20_000)
    assert view.line_id == story.told
    qtbot.waitUntil(lambda: view._image is not None, timeout=20_000)
    quiet(told, qtbot)
    assert told.page.plan.preview.clean.text() == "Only customer wording is on this page."


@pytest.mark.parametrize("way", ["click", "keys", "list"])
def test_a_sentence_on_the_page_leads_to_its_answers_and_back(
    told: Any, story: Any, qtbot: Any, way: str
) -> None:
    for kind, owner, name, text in story.wordings():
        told.context.project.run("Write", _write, kind, owner, name, text)
    told.go("planning", ("plan", story.plan))
    preview = told.page.plan.preview
    qtbot.waitUntil(lambda: preview.view.place_of(story.told) is not None, timeout=20_000)
    quiet(told, qtbot)
    if way == "click":
        at = preview.view.place_of(story.told).toPoint()
        qtbot.mouseClick(preview.view, Qt.MouseButton.LeftButton, pos=QPoint(at))
    elif way == "keys":
        preview.view.setFocus()
        qtbot.keyClick(preview.view, Qt.Key.Key_Down)
        assert preview.view.accessibleDescription().startswith("You expected a fitter")
        qtbot.keyClick(preview.view, Qt.Key.Key_Return)
    else:
        preview._list.click()
        preview.sentences.setCurrentRow(0)
        preview.sentences.setFocus()
        qtbot.keyClick(preview.sentences, Qt.Key.Key_Return)
    assert told.room == "responses"
    assert told.page.where.accounts == ("AL-1",)
    assert told.page.item_ids == (story.world.score, story.world.words)
    room_, target = told.page.back
    told.go(room_, target)
    assert told.room == "planning"
    assert told.page.plan.plan_id == story.plan
    drawn(told, qtbot)
    quiet(told, qtbot)


def test_write_it_leads_to_the_field_also_in_another_language(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("plan", story.plan))
    drawn(told, qtbot)
    gap = next(g for g in read(told, assemble.gaps, story.plan, "nl") if g.need.owner_id == story.do)
    told.page.plan.write_gap(gap, "nl")
    assert told.page.plan.tabs.current() == "do"
    assert told.page.plan.language == "nl"
    editor = field(told, "plan_line", story.do, "text")
    assert QApplication.focusWidget() is editor
    type_into(qtbot, editor, "Vanaf 1 juni")
    assert read(told, written, "plan_line", story.do, "nl")["text"].text == "Vanaf 1 juni"
    quiet(told, qtbot)


def test_a_promise_without_a_day_is_said_where_the_page_would_be(told: Any, story: Any, qtbot: Any) -> None:
    told.context.project.run("No day", planning.change_action, story.action, due_on=None)
    told.go("planning", ("plan", story.plan))
    assert "there is no action with a date behind it" in drawn(told, qtbot).problem
    assert told.page.plan.preview._problem.isVisible()
    quiet(told, qtbot)


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


def test_agreed_needs_with_whom_and_is_one_step(told: Any, story: Any, qtbot: Any) -> None:
    told.go("planning", ("plan", story.plan))
    told.page.plan._state_setter("agreed")()
    dialog = asked()
    dialog.ok.click()
    assert dialog.isVisible()
    assert read(told, plan_rows)[0].state == "draft"
    dialog.fields[0].editor.setText("your facility manager")
    dialog.ok.click()
    assert read(told, plan_rows)[0].state == "agreed"
    assert read(told, written, "plan", story.plan, "en")["agreed_with"].text == "your facility manager"
    told.do("undo")
    assert read(told, plan_rows)[0].state == "draft"
    assert read(told, written, "plan", story.plan, "en") == {}
    quiet(told, qtbot)


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
    assert not [
        b for b in window.page.plan.findChildren(QPushButton) if b.text() in ("Take it out", "Change")
    ]
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
        return " ".join(
            label.text() for label in told.page.issue.evidence.findChildren(type(told.page.issue._facts))
        )

    assert "may be quoted" in texts()
    qtbot.waitUntil(lambda: "80%, then 40%" in texts(), timeout=10_000)


def test_two_hundred_plans_are_listed_at_once(room: Any, world: Any, qtbot: Any) -> None:
    project: Project = room.context.project
    project.run("More", store_accounts, [AccountSpec(f"X-{n}", f"Customer {n}") for n in range(200)])
    project.run("Plans", lambda session: [planning.create_plan(session, 3 + n) for n in range(200)])
    began = time.perf_counter()
    room.go("planning", ("plans", None))
    assert time.perf_counter() - began < 1.5
    table = room.page.lists.tables["plans"]
    assert table.rows_model.rowCount() == 200
    qtbot.waitUntil(
        lambda: "missing" in (table.rows_model.data(table.rows_model.index(0, 4)) or ""), timeout=20_000
    )
    room.go("start")
    qtbot.waitUntil(lambda: not room.context.jobs.busy, timeout=20_000)


def _write(session: Any, kind: str, owner: int, name: str, text: str) -> None:
    from cxdesk.planning.wording import write

    write(session, kind, owner, name, "en", text)


def _said(window: Any) -> str:
    return "\n".join(f"{n.bold} {n.line}" for n in window.context.messages.log)
