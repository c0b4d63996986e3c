"""Workshop mode in the whole window, led by keys: capture, clock, dots, parking, photographs, screens, print, work."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QStyle, QStyleOptionViewItem, QWidget
from shiboken6 import isValid
from sqlalchemy import select

from cxdesk import i18n
from cxdesk.journeys import actions, details, whole_map, workshop, workshop_card
from cxdesk.journeys.formats import document
from cxdesk.journeys.model import Card
from cxdesk.journeys.shapes import Box, Picture
from cxdesk.planning.queries import action_rows, issue_rows
from cxdesk.project import Project
from exports.journey import lettering
from exports.pdf.system_fonts import Lent
from tests.bench.bench_canvas import big_map
from tests.journeys.journey_examples import PERSIAN, fill
from ui import actions as table
from ui.journeys import workshop_print
from ui.journeys.workshop_entry import start_workshop
from ui.journeys.workshop_keys import KEYS
from ui.journeys.workshop_look import SMALL_PX
from ui.journeys.workshop_screens import Screen, arranged
from ui.journeys.workshop_window import RoomWindow
from ui.widgets import print_pdf

ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ONE = [Screen((0, 0, 1920, 1080), True)]
TWO = [Screen((0, 0, 1440, 900), True), Screen((1440, 0, 1920, 1080))]
MIRRORED = [Screen((0, 0, 1920, 1080), True), Screen((0, 0, 1920, 1080))]


class Wall:
    """A clock that only goes on when it is told to."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def opened(window, new_file):
    """A function that opens the workshop on the example's map, with screens of its own."""
    made: list[RoomWindow] = []

    def open_room(screens=ONE, texts=None, language="en", size=(1920, 1080)):
        i18n.set_language(language)
        project = Project.open(new_file)
        project.run("Fill", fill, texts) if texts else project.run("Fill", fill)
        project.close()
        window.context.bridge.open(new_file)
        room = RoomWindow(window.context, 1, screens=lambda: list(screens), now=Wall())
        made.append(room)
        room.resize(*size)
        room.screens.arrange()
        room.show()
        room.activateWindow()
        room.line.field.setFocus()
        QApplication.processEvents()
        return room

    yield open_room
    for room in made:
        if isValid(room):
            room.close()


def typed(room, text, enter=True):
    QTest.keyClicks(room.line.field, text)
    if enter:
        QTest.keyClick(room.line.field, Qt.Key.Key_Return)
    QApplication.processEvents()


def texts_in(room, lane="opportunity"):
    lane_id = next(x.id for x in room.journey.lanes if x.kind == lane)
    return [c.text for c in room.journey.cards if c.lane_id == lane_id]


def key(room, keys):
    """Press one of the workshop's own keys where the keyboard is."""
    assert keys in [shown for shown, _words, _name in KEYS]
    pressed = QKeySequence(keys)[0]
    # Without a window manager nobody makes a window active again.
    focused = QApplication.focusWidget() or room.line.field
    focused.window().activateWindow()
    focused.setFocus()
    QApplication.processEvents()
    QTest.keyClick(focused, pressed.key(), pressed.keyboardModifiers())
    QApplication.processEvents()


def test_a_line_becomes_a_card_and_its_place_stays_for_the_next(opened):
    room = opened()
    typed(room, "Tenant poster #waits-for @opp")
    typed(room, "Van stock")
    assert texts_in(room)[-2:] == ["Tenant poster", "Van stock"] or {"Tenant poster", "Van stock"} <= set(
        texts_in(room)
    )
    assert room.line.text == ""
    assert "Waits for the fitter" in room.line.hint.text()
    assert room.context.project.undo_label == "Add a card"
    key(room, "Ctrl+Z")
    assert "Van stock" not in texts_in(room)


def test_a_wrong_place_is_said_and_the_text_stays(opened):
    room = opened()
    typed(room, "Poster #waiting @nowhere")
    assert room.line.text == "Poster #waiting @nowhere"
    assert room.sentence.text().startswith("There is no lane “nowhere”.")
    assert "Poster" not in texts_in(room)


def test_a_step_or_stage_that_the_room_names_is_made_from_the_line(opened):
    room = opened()
    before = [[s.name for s in stage.steps] for stage in room.journey.stages]
    typed(room, "Shouts through the door #helped-by-a-neighbour @does")
    assert "There is no stage or step" in room.sentence.text()
    assert "Enter once more makes it a step of “Waiting”" in room.sentence.text()
    QTest.keyClick(room.line.field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [s.name for s in room.stage.steps] == [before[1][0], "Helped by a neighbour", before[1][1]]
    assert "Shouts through the door" in texts_in(room, "does")
    assert room.line.text == ""
    typed(room, "Tells a friend #telling-others @does", enter=False)
    key(room, "Ctrl+N")
    assert room.journey.stages[-1].name == "Telling others"
    assert "Tells a friend" in texts_in(room, "does")
    for _step in range(4):
        key(room, "Ctrl+Z")
    assert [[s.name for s in stage.steps] for stage in room.journey.stages] == before
    # A line that is changed in between is asked about anew.
    typed(room, "One #nowhere @does")
    typed(room, " more", enter=False)
    QTest.keyClick(room.line.field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [[s.name for s in stage.steps] for stage in room.journey.stages] == before


def test_what_is_offered_is_taken_by_tab_and_by_down_and_enter(opened):
    room = opened()
    typed(room, "Poster #hea", enter=False)
    assert room.line.offers.list.isVisible()
    QTest.keyClick(room.line.field, Qt.Key.Key_Tab)
    assert room.line.text == "Poster #hears-when-we-come "
    typed(room, "@", enter=False)
    QTest.keyClick(room.line.field, Qt.Key.Key_Down)
    QTest.keyClick(room.line.field, Qt.Key.Key_Return)
    assert room.line.text == "Poster #hears-when-we-come @touch-points "
    assert room.line.field.hasFocus()


def test_many_pasted_lines_are_many_cards_in_one_undo_step(opened):
    room = opened()
    QGuiApplication.clipboard().setText("One #waiting @pain\r\nTwo\n\nThree @opp")
    room.line.field.paste()
    QTest.keyClick(room.line.field, Qt.Key.Key_Return)
    assert {"One", "Two"} <= set(texts_in(room, "pain"))
    assert "Three" in texts_in(room)
    key(room, "Ctrl+Z")
    assert not {"One", "Two", "Three"} & {c.text for c in room.journey.cards}


def test_dots_are_given_on_the_map_by_key_and_more_than_the_room_has_is_said(opened):
    room = opened()
    room.deeds.keep(people=1, dots=2)
    room.view.setFocus()
    card = next(c for c in room.journey.cards if c.text == "Second dispatcher at peak hours")
    key(room, "Ctrl+PgUp")
    room.view.choose_card(card.id)
    for _n in range(3):
        QTest.keyClick(room.view, Qt.Key.Key_Plus)
    assert room.counts == {card.id: 3}
    assert room.sentence.text() == "3 of 2 dots given."
    QTest.keyClick(room.view, Qt.Key.Key_Minus)
    assert room.counts == {card.id: 2}
    assert "2 votes" in words_on(room)
    key(room, "Ctrl+Z")
    assert room.counts == {}


def test_counts_are_typed_in_a_list_and_the_result_shows_ties(opened):
    room = opened()
    key(room, "F3")
    key(room, "F9")
    table_ = room.votes.table
    for row, count in ((0, "4"), (1, "7"), (2, "4")):
        table_.setCurrentCell(row, 1)
        QTest.keyClicks(table_, count)
        editor = QApplication.focusWidget()
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QApplication.processEvents()
    assert sorted(room.counts.values()) == [4, 4, 7]
    assert "15 given" in room.votes.left.text()
    assert "9 left" in room.votes.left.text()
    key(room, "F9")
    shown = [room.votes.table.item(i, 0).text() for i in range(3)]
    assert [s.split(" ")[0] for s in shown] == ["1.", "2=.", "2=."]
    key(room, "Ctrl+Shift+B")
    assert room.deeds.desk.ballot == "Vote 2"
    assert room.counts == {}
    key(room, "Ctrl+B")
    assert sorted(room.counts.values()) == [4, 4, 7]


def test_a_wrong_count_is_said_and_the_old_one_comes_back(opened):
    room = opened()
    key(room, "F9")
    room.votes.table.item(0, 1).setText("many")
    assert room.sentence.text() == "That is no number of dots."
    assert room.votes.table.item(0, 1).text() == ""


def test_one_key_parks_a_line_and_enter_brings_it_onto_the_map(opened):
    room = opened()
    typed(room, "Poster #hears @pain")
    typed(room, "Who pays the sign?", enter=False)
    key(room, "F4")
    assert (room.line.text, [r.text for r in room.parked]) == ("", ["Who pays the sign?"])
    key(room, "F4")
    assert room.panel is room.parking
    QTest.keyClick(room.parking.list, Qt.Key.Key_Return)
    assert "Who pays the sign?" in texts_in(room, "pain")
    assert room.parked == []
    key(room, "Ctrl+Z")
    assert [r.text for r in room.parked] == ["Who pays the sign?"]


def test_a_locked_stage_takes_no_card_and_says_so_and_the_text_stays(opened):
    room = opened()
    key(room, "Ctrl+L")
    assert room.head.lock.isVisible()
    typed(room, "Poster #waiting @opp")
    assert "The stage “Waiting” is locked" in room.sentence.text()
    assert room.line.text == "Poster #waiting @opp"
    card = next(c for c in room.journey.cards if c.text.startswith("Text with"))
    room.view.choose_card(card.id)
    QTest.keyClick(room.view, Qt.Key.Key_Delete)
    QTest.keyClick(room.view, Qt.Key.Key_Right, ALT)
    assert card in room.journey.cards
    key(room, "Ctrl+L")
    QTest.keyClick(room.line.field, Qt.Key.Key_Return)
    assert "Poster" in texts_in(room)


def test_a_card_is_changed_from_the_map_and_what_was_typed_comes_back(opened):
    room = opened()
    typed(room, "half a line", enter=False)
    card = next(c for c in room.journey.cards if c.text.startswith("Text with"))
    room.view.setFocus()
    room.view.choose_card(card.id)
    QTest.keyClick(room.view, Qt.Key.Key_Return)
    assert room.line.text == card.text
    typed(room, "Text a name")
    assert "Text a name" in texts_in(room)
    assert room.line.text == "half a line"


def test_the_clock_counts_changes_its_look_and_goes_on_by_keys(opened):
    room = opened()
    room.desk.rounds.setText("silent writing 5 min, vote 3")
    room.desk.rounds.commit()
    assert room.head.pill.left.text() == "05:00"
    key(room, "F5")
    room.clock.now.time += 241
    room.clock.changed.emit()
    assert (room.head.pill.left.text(), room.head.pill.property("state")) == ("00:59", "soon")
    room.clock.now.time += 60
    room.clock._on_tick()
    assert room.head.pill.property("state") == "up"
    assert room.head.pill.name.text() == "time is up: silent writing"
    key(room, "F6")
    assert room.head.pill.left.text() == "01:00"
    key(room, "F7")
    assert (room.head.pill.name.text(), room.head.pill.left.text()) == ("vote", "03:00")
    key(room, "F5")
    assert room.head.pill.name.text() == "paused: vote"
    assert not room.clock._tick.isActive()
    assert room.deeds.desk.rounds == "silent writing 5 min, vote 3"


@pytest.mark.parametrize(
    ("screens", "why", "private"), [(ONE, "one", False), (TWO, "two", True), (MIRRORED, "mirrored", False)]
)
def test_the_screens_say_who_sees_what(screens, why, private):
    found = arranged(screens)
    assert (found.why, found.private) == (why, private)
    assert found.room.place == (screens[1] if private else screens[0]).place


def test_with_a_second_screen_private_lines_are_shown_when_they_are_ready(opened):
    room = opened(TWO)
    assert QRect(*TWO[1].place).contains(room.geometry().center())
    desk = room.desk_window
    assert desk is not None
    assert desk.pos().x() < 1440
    assert room.desk.private.isVisible()
    room.desk.private.setPlainText("Secret one #waiting @pain\nSecret two")
    room.desk.notes.setPlainText("ask Mira")
    assert "Secret one" not in [c.text for c in room.journey.cards]
    room.desk.private.setFocus()
    QTest.keyClick(room.desk.private, Qt.Key.Key_Return, CONTROL)
    assert {"Secret one", "Secret two"} <= set(texts_in(room, "pain"))
    assert room.desk.private.toPlainText() == ""
    key(room, "Ctrl+Z")
    assert "Secret two" not in texts_in(room, "pain")
    bridge = room.context.bridge
    room.close()
    assert bridge.read(workshop.desk, 1).notes == "ask Mira"


@pytest.mark.parametrize(("screens", "word"), [(ONE, "There is one screen"), (MIRRORED, "Both screens show")])
def test_with_one_or_a_mirrored_screen_what_is_private_is_off_and_it_says_why(opened, screens, word):
    room = opened(screens)
    key(room, "Ctrl+D")
    assert room.panel is room.desk
    assert not room.desk.private.isVisible()
    assert room.desk.why.text().startswith(word)


def photograph(tmp_path, size=(900, 600)):
    path = tmp_path / "wall.jpg"
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    Image.new("RGB", size, "#886644").save(path, exif=exif)
    return path


def test_forty_notes_are_typed_from_a_photograph_by_keys_alone(opened, tmp_path, qtbot):
    room = opened()
    room.wall.pin(photograph(tmp_path))
    qtbot.waitUntil(lambda: room.panel is room.photo and not room.photo.is_empty, timeout=20000)
    assert room.line.field.hasFocus()
    kept = room.context.bridge.read(workshop.photo_rows, 1)[0]
    from cxdesk.storage.assets import load

    data = room.context.bridge.read(load, kept.picture)
    assert not Image.open(BytesIO(data)).getexif()
    before = len(room.journey.cards)
    lanes = ("@pain", "@opp", "@thinking", "@behind")
    for n in range(40):
        QTest.keyClick(room.line.field, Qt.Key.Key_Plus, ALT)
        QTest.keyClick(room.line.field, (Qt.Key.Key_Right, Qt.Key.Key_Down)[n % 2], ALT)
        step = ("#lift-stops", "#hears", "#fitter", "#gets-the-report")[n % 4]
        typed(room, f"Note {n} {step if n % 4 != 2 else '#fitter-arrives'} {lanes[n % 4]}")
        if n == 20:
            assert room.photo.zoom > 5
            assert room.photo.middle.x() > 0.5
    assert len(room.journey.cards) == before + 40
    assert room.sentence.text() == ""
    QTest.keyClick(room.line.field, Qt.Key.Key_R, ALT)
    assert (room.photo.quarter, room.photo.zoom) == (1, 1.0)
    key(room, "F2")
    key(room, "F2")
    assert room.photo.hasFocus()
    for pressed in (Qt.Key.Key_Plus, Qt.Key.Key_Left, Qt.Key.Key_L):
        QTest.keyClick(room.photo, pressed)
    assert room.photo.quarter == 0
    QTest.keyClick(room.photo, Qt.Key.Key_Delete)
    assert room.photo.is_empty
    key(room, "Ctrl+Z")
    assert not room.photo.is_empty


def test_a_picture_that_is_none_is_refused_in_a_sentence(opened, tmp_path, qtbot):
    room = opened()
    wrong = tmp_path / "wall.png"
    wrong.write_bytes(b"not a picture")
    room.wall.pin(wrong)
    qtbot.waitUntil(lambda: "can’t be read as a picture" in room.sentence.text(), timeout=20000)


def beside(room):
    return list(room.context.project.path.parent.glob("Repair after a breakdown *.pdf"))


def test_without_a_printer_print_now_leaves_a_pdf_beside_the_file_and_says_so(opened, qtbot, monkeypatch):
    monkeypatch.setattr(workshop_print, "default_printer", lambda: None)
    room = opened()
    key(room, "F12")
    qtbot.waitUntil(lambda: "No printer is set up here" in room.sentence.text(), timeout=60000)
    [found] = beside(room)
    assert found.name in room.sentence.text()
    assert found.read_bytes()[:5] == b"%PDF-"


def test_print_now_puts_the_whole_map_on_one_page_of_the_machines_own_printer(
    opened, qtbot, monkeypatch, tmp_path
):
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    ready = workshop_print.Ready(printer, "Hall printer", "A3")
    monkeypatch.setattr(workshop_print, "default_printer", lambda: ready)
    room = opened()
    key(room, "F12")
    qtbot.waitUntil(
        lambda: "Sent to the printer “Hall printer”, on A3" in room.sentence.text(), timeout=60000
    )
    assert beside(room) == []
    [page] = PdfReader(tmp_path / "paper.pdf").pages
    assert sorted(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) == [297, 420]


def test_print_now_says_which_signs_the_paper_can_not_show(opened, qtbot, monkeypatch):
    monkeypatch.setattr(workshop_print, "default_printer", lambda: None)
    monkeypatch.setattr(lettering, "lend", lambda wanted: Lent((), tuple(sorted(wanted))))
    room = opened()
    room.context.bridge.run("Text", actions.set_text, room.journey.cards[0].id, "お茶を入れる")
    key(room, "F12")
    qtbot.waitUntil(lambda: "No printer is set up here" in room.sentence.text(), timeout=60000)
    assert "A mark stands in their place" in room.sentence.text()


def test_another_printer_is_asked_for_with_the_map_on_one_page(opened, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(
        print_pdf, "ask_printer", lambda _context, owner, pdf, done: asked.append((owner, pdf, done))
    )
    room = opened()
    key(room, "Shift+F12")
    qtbot.waitUntil(lambda: bool(asked), timeout=60000)
    [(owner, pdf, done)] = asked
    assert owner is room
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    done()
    assert room.sentence.text() == "Printed."
    assert beside(room) == []


def test_a_printer_that_takes_nothing_leaves_a_pdf_beside_the_file(opened, qtbot, monkeypatch, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "paper.pdf"))
    ready = workshop_print.Ready(printer, "Broken {one}", "A4")
    monkeypatch.setattr(workshop_print, "default_printer", lambda: ready)
    room = opened()
    key(room, "F12")
    qtbot.waitUntil(lambda: "“Broken {one}” did not take the page" in room.sentence.text(), timeout=60000)
    assert [path.name in room.sentence.text() for path in beside(room)] == [True]


def test_the_leaders_private_lines_complete_their_places_as_the_rooms_line_does(opened):
    room = opened(TWO)
    lines = room.desk.private
    room.desk_window.activateWindow()
    lines.setFocus()
    QApplication.processEvents()
    QTest.keyClicks(lines, "First secret #wait")
    assert lines.offers.list.isVisible()
    QTest.keyClick(lines, Qt.Key.Key_Tab)
    QTest.keyClicks(lines, "@t")
    assert lines.offers.list.count() > 1
    assert room.desk_window.rect().contains(lines.offers.list.geometry())
    QTest.keyClick(lines, Qt.Key.Key_Down)
    taken = lines.offers.list.chosen.written
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert lines.toPlainText() == f"First secret #waiting {taken} "
    assert not lines.offers.list.isVisible()
    # Tab goes on to the next field when nothing is offered, Enter begins a line.
    QTest.keyClick(lines, Qt.Key.Key_Return)
    QTest.keyClicks(lines, "Second")
    assert lines.toPlainText().endswith("\nSecond")
    QTest.keyClick(lines, Qt.Key.Key_Return, CONTROL)
    assert {"First secret", "Second"} <= {c.text for c in room.journey.cards}


def test_the_top_votes_become_work_by_keys_alone(opened):
    room = opened()
    cards = [c for c in room.journey.cards if c.text.startswith(("Text with", "Van stock", "Second disp"))]
    for card, dots in zip(cards, (9, 12, 5), strict=True):
        room.deeds.count({card.id: dots})
    key(room, "F10")
    dialog = room.dialog
    assert [line.result.votes for line in dialog.lines] == [12, 9, 5]
    assert all(line.wanted.isChecked() for line in dialog.lines)
    assert dialog.lines[0].owner.hasFocus() or dialog.lines[0].owner.line.hasFocus()
    QTest.keyClicks(dialog.lines[0].owner.line, "Mira")
    dialog.lines[0].due.open_calendar()
    popup = dialog.lines[0].due.calendar
    popup.month.setSelectedDate(popup.month.selectedDate().addDays(7))
    QTest.keyClick(popup.month.findChild(QWidget, "qt_calendar_calendarview"), Qt.Key.Key_Return)
    QTest.keyClick(dialog.lines[2].wanted, Qt.Key.Key_Space)
    assert not dialog.lines[2].title.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    dialog.accept() if dialog.isVisible() else None
    project = room.context.project
    made = project.read(action_rows)
    assert sorted(a.title for a in made) == sorted(line.result.text for line in dialog.lines[:2])
    owned = next(a for a in made if a.owner)
    assert (owned.owner, owned.due_on > date.today()) == ("Mira", True)
    assert "2 issues made, 2 actions made" in room.sentence.text()
    key(room, "Ctrl+Z")
    assert project.read(issue_rows) == []


def test_what_is_typed_but_not_entered_comes_back_with_the_next_workshop(opened):
    room = opened()
    typed(room, "Half a thou", enter=False)
    context = room.context
    room.close()
    again = RoomWindow(context, 1, screens=lambda: ONE, now=Wall())
    assert again.line.text == "Half a thou"
    again.line.clear()
    again.close()


def test_escape_closes_what_is_open_and_then_leaves(opened):
    room = opened()
    key(room, "F1")
    QTest.keyClick(room.keys.list, Qt.Key.Key_Escape)
    assert room.panel is None
    assert room.isVisible()
    QTest.keyClick(room.line.field, Qt.Key.Key_Escape)
    assert not room.isVisible()


def test_the_palette_begins_it_and_a_journey_that_is_deleted_ends_it(window, new_file):
    project = Project.open(new_file)
    project.run("Fill", fill)
    project.close()
    window.context.bridge.open(new_file)
    table.do(table.BY_ID["workshop"], window.context)
    rooms = [w for w in QApplication.topLevelWidgets() if isinstance(w, RoomWindow) and w.isVisible()]
    assert len(rooms) == 1
    assert rooms[0].isFullScreen()
    window.context.bridge.run("Delete journey", actions.delete, 1)
    assert not rooms[0].isVisible()


def words_on(room):
    return [t.words for c in room.view.drawing.cards for t in c.piece.text]


@pytest.mark.parametrize(("language", "texts"), [("en", None), ("fa", PERSIAN)])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_nothing_the_room_reads_is_under_32_px(opened, language, texts, size):
    room = opened(texts=texts, language=language, size=size)
    room.deeds.count({room.journey.cards[0].id: 3})
    room.say("x")
    for whole in (False, True):
        room.whole = whole
        room.show_map()
        drawing = room.view.drawing
        sizes = {t.size for t in drawing.frame.text} | {t.size for c in drawing.cards for t in c.piece.text}
        assert min(sizes) >= SMALL_PX
        assert room.view.zoom >= 1
    for panel in (room.parking, room.votes, room.keys, room.desk):
        room.panels.show(panel)
        QApplication.processEvents()
        small = [
            (type(w).__name__, w.font().pixelSize(), w.objectName())
            for w in (*room.findChildren(QLabel), *room.findChildren(QPushButton))
            if w.isVisible() and w.text() and QFontMetrics(w.font()).height() < 36
        ]
        assert small == []


def with_all_a_card_can_show(session):
    """A photograph, a quotation with its speaker and a meaning on one card; the meaning of another stage’s card."""
    out = BytesIO()
    Image.new("RGB", (1200, 800), "#2255cc").save(out, "JPEG")
    cards = session.scalars(select(Card).order_by(Card.id)).all()
    card = next(c for c in cards if c.text.startswith("Text with"))
    details.set_picture(session, card.id, out.getvalue(), "image/jpeg")
    details.set_quotation(session, card.id, "Morning is not a time", "building manager")
    shown, other = (
        details.add_mark(session, 1, name, f"series_{n}") for n, name in ((2, "cost"), (3, "law"))
    )
    details.mark_cards(session, [card.id], shown)
    details.mark_cards(session, [next(c for c in cards if c.text.startswith("Photo report")).id], other)
    return card.id


@pytest.mark.parametrize(("language", "texts"), [("en", None), ("fa", PERSIAN)])
def test_cards_show_photograph_quotation_and_the_colour_of_their_meaning(opened, language, texts):
    room = opened(texts=texts, language=language)
    if texts:
        start = next(
            c for c in room.journey.cards if c.lane_id == lane_of(room, "opportunity") and c.step_id == 3
        )
        room.context.bridge.run("words", actions.set_text, start.id, "Text with")
        last = [c for c in room.journey.cards if c.lane_id == lane_of(room, "opportunity")][-1]
        room.context.bridge.run("words", actions.set_text, last.id, "Photo report")
    card_id = room.context.bridge.run("more", with_all_a_card_can_show)
    room.deeds.count({card_id: 3})
    shape = next(c for c in room.view.drawing.cards if c.card_id == card_id)
    [picture] = [s for s in shape.piece.glyph if isinstance(s, Picture)]
    assert picture.h >= 200
    words = " ".join(t.words for t in shape.piece.text)
    for said in ("Morning is not a time", "building manager"):
        assert said in words
    ink = room.context.theme.colour("series_2").name()
    [bar] = [s for s in shape.piece.keep if isinstance(s, Box) and s.fill == "series_2"]
    assert (bar.x > shape.x + shape.w / 2) == (language == "fa")
    legend = [t.words for t in room.view.drawing.frame.text if t.words in ("cost", "law")]
    assert legend == ["cost"]
    # On the screen itself: the photograph's blue and the meaning's colour, nothing of it outside of its card.
    room.view.go(room.view.grid.place_of(shape.step_id, shape.lane_id, card_id))
    QApplication.processEvents()
    seen = room.view.viewport().grab().toImage()
    where = room.view.mapFromScene(picture.x + picture.w / 2, picture.y + picture.h / 2)
    assert seen.pixelColor(where).blue() > 180
    where = room.view.mapFromScene(bar.x + bar.w / 2, bar.y + bar.h / 2)
    assert seen.pixelColor(where).name() == ink
    texts_at = [(t.y, t.size) for t in shape.piece.text]
    assert all(shape.y < y < shape.y + shape.h and size >= SMALL_PX for y, size in texts_at)


def lane_of(room, kind):
    return next(lane.id for lane in room.journey.lanes if lane.kind == kind)


@pytest.mark.parametrize(("language", "texts"), [("en", None), ("fa", PERSIAN)])
def test_no_line_of_a_panel_is_cut_on_a_small_projector(opened, language, texts):
    room = opened(texts=texts, language=language, size=(1280, 800))
    room.deeds.park("Something long that was said about the way in which spare parts are ordered today")
    for panel, lines in (
        (room.keys, room.keys.list),
        (room.parking, room.parking.list),
        (room.votes, room.votes.table),
    ):
        room.panels.show(panel)
        QApplication.processEvents()
        model = lines.model()
        for row in range(model.rowCount()):
            option = QStyleOptionViewItem()
            lines.initViewItemOption(option)
            lines.itemDelegate().initStyleOption(option, model.index(row, 0))
            option.rect = lines.visualRect(model.index(row, 0))
            free = lines.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, lines)
            flags = int(Qt.TextFlag.TextWordWrap)
            needed = lines.fontMetrics().boundingRect(QRect(0, 0, free.width() - 6, 9999), flags, option.text)
            assert needed.height() <= free.height() + 1, (panel.head.text(), option.text, needed, free)


def test_locked_lanes_are_seen_and_said(opened):
    room = opened()
    lane = next(x for x in room.journey.lanes if x.kind == "opportunity")
    room.context.bridge.run("lock", details.lock, "lane", lane.id, True)
    typed(room, "Poster #waiting @opp")
    assert "This lane is locked" in room.sentence.text()
    icons = [s.name for s in room.view.drawing.frame.keep if hasattr(s, "name")]
    assert "lock" in icons


def test_a_note_in_a_large_map_reads_and_draws_the_new_card_alone(window, new_file, monkeypatch):
    project = Project.open(new_file)
    number = project.run("Draw", document.create_from, document.document_of_copy(big_map(480)))
    project.close()
    assert window.context.bridge.open(new_file)
    room = RoomWindow(window.context, number, screens=lambda: ONE)
    room.resize(1920, 1080)
    room.show()
    read, drawn = [], []
    cards_of, content = whole_map.cards_of, workshop_card.content

    def reading(*args, **kwargs):
        made = cards_of(*args, **kwargs)
        read.append(len(made))
        return made

    def drawing(card, *asked):
        drawn.append(card.id)
        return content(card, *asked)

    monkeypatch.setattr(whole_map, "cards_of", reading)
    monkeypatch.setattr(room._known.cards, "_make", drawing)
    for whole in (False, True):
        room.whole = whole
        room.show_map()
        drawn.clear()
        read.clear()
        room.line.set_text("Nobody says when #step-1-of-the-way @pain")
        room.notes.enter(room.line.text)
        assert (read, len(drawn)) == ([1], 1)
        made = drawn[0]
        # Its votes are counted anew, and no other card is read for them.
        assert room.deeds.dots(made, 2) == 2
        assert (read, drawn) == ([1, 1], [made, made])
        assert room.counts == {made: 2}
        assert room.context.bridge.undo() is not None
        assert room.context.bridge.undo() is not None
    assert len(room.journey.cards) == 480
    room.close()


def test_the_page_below_the_room_waits_until_it_is_seen_and_then_shows_all(qtbot, window, new_file):
    project = Project.open(new_file)
    project.run("Fill", fill)
    project.close()
    assert window.context.bridge.open(new_file)
    window.go("journeys")
    window.show()
    page, before = window.page, len(window.page.journey.cards)
    room = start_workshop(window.context)
    assert room.screens.cover_all()
    room.line.set_text("Nobody says when #lift-stops @pain")
    room.notes.enter(room.line.text)
    assert (len(room.journey.cards), len(page.journey.cards)) == (before + 1, before)
    room.close()
    qtbot.waitUntil(lambda: len(page.journey.cards) == before + 1)
