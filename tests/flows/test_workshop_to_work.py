"""A workshop from its first line to work with an owner and a day, by keys alone; and what one undo takes back."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.journeys import workshop
from cxdesk.planning.queries import action_rows, issue_rows
from cxdesk.project import Project
from tests.journeys.journey_examples import fill
from tests.journeys.test_workshop_window import CONTROL, key, typed
from ui import actions as table
from ui.journeys.workshop_window import RoomWindow


def test_what_a_room_says_and_votes_becomes_work_in_one_step(window, new_file):
    project = Project.open(new_file)
    project.run("Fill", fill)
    project.close()
    window.context.bridge.open(new_file)
    table.do(table.BY_ID["workshop"], window.context)
    room = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RoomWindow) and w.isVisible())
    said = ("Tenant poster #waiting @opp", "Call back within ten minutes")
    for line, dots in zip(said, (2, 3), strict=True):
        typed(room, line)
        key(room, "F2")  # to the map, where the new card is
        assert room.card is not None
        for _dot in range(dots):
            QTest.keyClick(room.view, Qt.Key.Key_Plus)
        key(room, "F2")
    assert room.line.field.hasFocus()
    project = room.context.project
    votes = [(r.text, r.votes, r.place) for r in project.read(workshop.vote_rows, 1, "")]
    assert votes == [("Call back within ten minutes", 3, 1), ("Tenant poster", 2, 2)]
    key(room, "F10")
    dialog = room.dialog
    first, second = dialog.lines
    soon = date.today() + timedelta(days=14)
    QTest.keyClicks(first.owner.line, "Mira")
    QTest.keyClick(first.due, Qt.Key.Key_Down)
    month = first.due.calendar.month
    month.setSelectedDate(month.selectedDate().addDays(14))
    QTest.keyClick(month.findChild(QWidget, "qt_calendar_calendarview"), Qt.Key.Key_Return)
    QTest.keyClicks(second.owner.line, "Tom")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert "2 issues made, 2 actions made" in room.sentence.text()
    made = {a.title: (a.owner, a.due_on) for a in project.read(action_rows)}
    assert made == {"Call back within ten minutes": ("Mira", soon), "Tenant poster": ("Tom", None)}
    assert len(project.read(issue_rows)) == 2
    assert project.undo_label == "Turn votes into work"
    key(room, "Ctrl+Z")
    assert (project.read(issue_rows), project.read(action_rows)) == ([], [])
    # The votes are a step of their own, and stay.
    assert [r.votes for r in project.read(workshop.vote_rows, 1, "")] == [3, 2]
    key(room, "Ctrl+Y")
    assert {a.owner for a in project.read(action_rows)} == {"Mira", "Tom"}
    QTest.keyClick(room.line.field, Qt.Key.Key_Escape)
    assert not room.isVisible()
