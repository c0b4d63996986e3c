"""From a sentence to the paper in hand for all customers: written, approved, seen, made, handed out, agreed."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from cxdesk.accounts.model import Account
from cxdesk.importing.wordings import read_wordings
from cxdesk.people.actions import person_named
from cxdesk.planning import assemble, wording
from cxdesk.planning.plan_queries import plan_notes, plan_rows
from cxdesk.planning.wording import written
from cxdesk.storage.model import HandedOut
from tests.planning.conftest import story, world  # noqa: F401 - the fixtures
from tests.planning.in_window import asked, drawn, quiet, type_into
from ui.planning.make_all import MakeAll
from ui.planning.meeting import Meeting
from ui.planning.review import Review
from ui.planning.wordings_back import Back

SECONDS = 30_000


def front(kind: type) -> Any:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


@pytest.fixture
def room(window: Any, story: Any) -> Any:  # noqa: F811
    """The window on the firm's file; everything is written but one sentence, nothing approved, the account owned."""
    for kind, owner, field, text in story.wordings():
        if (kind, owner, field) != ("plan_line", story.told, "text"):
            story.write(kind, owner, field, text)

    def own(session: Any) -> None:
        session.get_one(Account, story.world.account).owner_id = person_named(session, "Ines Duarte")

    story.project.run("Own", own)
    story.project.close()
    assert window.context.bridge.open(story.project.path)
    window.go("planning", ("words", None))
    return window


def test_all_plans_from_a_missing_sentence_to_agreed_with_a_name(
    room: Any,
    story: Any,  # noqa: F811
    qtbot: Any,
    tmp_path: Path,
) -> None:
    project = room.context.project

    # One list shows what is missing; it is written there.
    view = room.page.wordings
    assert view.title.text() == "1 sentence is missing"
    missing = next(r for r in view.rows if r.state == "missing")
    view.table.choose(missing.key)
    type_into(qtbot, view.editor, "You wait too long for a fitter.")
    assert project.read(written, "plan_line", story.told, "en")["text"].text.startswith("You wait")
    assert "waits for approval" in view.title.text() or "wait for approval" in view.title.text()

    # A translator's workbook comes back: the changes are shown first, then written as one step.
    view.write_out(tmp_path / "words.xlsx")
    qtbot.waitUntil((tmp_path / "words.xlsx").exists, timeout=SECONDS)
    qtbot.waitUntil(lambda: not room.context.jobs.busy, timeout=SECONDS)
    assert read_wordings(project, tmp_path / "words.xlsx").changes == ()
    _translate(
        tmp_path / "words.xlsx", "You wait too long for a fitter.", "You wait too long for somebody to come."
    )
    view.read_back(tmp_path / "words.xlsx")
    qtbot.waitUntil(lambda: front(Back) is not None, timeout=SECONDS)
    assert project.read(written, "plan_line", story.told, "en")["text"].text.endswith("a fitter.")
    front(Back).ok.click()
    assert project.read(written, "plan_line", story.told, "en")["text"].text.endswith("somebody to come.")

    # Nobody has approved it: no plan can be made, and the window says which.
    room.do("plans.make")
    everything = front(MakeAll)
    qtbot.waitUntil(
        lambda: everything.table.rows_model.rowCount() == 1 and not room.context.jobs.busy, timeout=SECONDS
    )
    assert not everything.ok.isEnabled()
    everything.reject()

    # The owner of the account approves in the plan.
    room.go("planning", ("plan", story.plan))
    drawn(room, qtbot)
    quiet(room, qtbot)
    editor = room.page.plan
    editor.preview.approve.click()
    assert asked().fields[0].editor.currentText() == "Ines Duarte"
    asked().ok.click()
    assert project.read(assemble.gaps, story.plan, "en") == []
    quiet(room, qtbot)

    # What the customer will see is listed before the paper leaves.
    editor.save()
    qtbot.waitUntil(lambda: front(Review) is not None, timeout=SECONDS)
    seen = [front(Review).seen.item(n).text() for n in range(front(Review).seen.count())]
    assert "You wait too long for somebody to come." in seen
    assert "Based on 3 answers from your colleagues, March 2026" in seen
    assert not any("Calls queue" in text for text in seen)
    front(Review).reject()

    # All of them, a file each, and it is remembered to whom.
    room.do("plans.make")
    everything = front(MakeAll)
    qtbot.waitUntil(everything.ok.isEnabled, timeout=SECONDS)
    everything.folder.setText("plans")
    everything.make()
    assert everything._where._wrong.text() == "Choose a folder for the plans."
    everything.folder.setText(str(tmp_path / "plans"))
    everything.ok.click()
    qtbot.waitUntil(lambda: bool(everything.outcomes), timeout=SECONDS)
    [made] = everything.outcomes
    assert made.file == tmp_path / "plans" / "Harbour Square, version 1.pdf"
    everything.reject()
    assert project.read(lambda s: s.scalar(select(HandedOut.account_key))) == "AL-1"
    paper = pypdfium2.PdfDocument(made.file)
    text = " ".join(paper[0].get_textpage().get_text_range().split())
    paper.close()
    assert "You wait too long for somebody to come." in text

    # In the meeting, large and led by keys, with notes that no document takes.
    editor.open_meeting()
    meeting = front(Meeting)
    qtbot.keyClick(meeting, Qt.Key.Key_Right)
    assert meeting.slides[meeting.place][0] == "What you told us"
    qtbot.keyClick(meeting, Qt.Key.Key_N)
    qtbot.keyClicks(meeting.notes, "They were told of the second dispatcher in confidence")
    meeting.close()
    assert project.read(plan_notes, story.plan).startswith("They were told")
    made_again = tmp_path / "again.pdf"
    editor.out.save_to(story.plan, "en", made_again)
    qtbot.waitUntil(made_again.exists, timeout=SECONDS)
    assert b"confidence" not in made_again.read_bytes()

    # Agreed, with a name.
    editor._state_setter("agreed")()
    asked().fields[0].editor.setText("your facility manager")
    asked().ok.click()
    assert project.read(plan_rows)[0].state == "agreed"
    project.run(
        "Approve", wording.approve, [("plan", story.plan)], "en", "Ines Duarte", datetime(2026, 4, 20)
    )
    made, _gaps = project.read(assemble.draft, story.plan, "en", need_approval=True)
    assert (made.status, made.agreed_with, _gaps) == ("agreed", "your facility manager", [])
    quiet(room, qtbot)


def _translate(path: Path, old: str, new: str) -> None:
    """Write another sentence into the column “Wording”, as a person in a spreadsheet would."""
    import zipfile

    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert old.encode() in parts["xl/sharedStrings.xml"]
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data)
