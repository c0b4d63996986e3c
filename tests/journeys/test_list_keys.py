"""The list of a map of twelve lanes and forty steps, by the keyboard alone; and the search of list and map."""

from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget

from cxdesk import i18n
from cxdesk.journeys import actions, details
from cxdesk.journeys.comments import comment_rows
from cxdesk.journeys.finding import about_the_map, found
from cxdesk.journeys.formats import document
from cxdesk.project import Project
from cxdesk.sought import sought
from tests.bench.bench_canvas import big_map
from tests.journeys.test_journeys_page import page_in
from tests.support.keyboard import controls, nameless

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(window, new_file):
    project = Project.open(new_file)
    project.run("Draw", document.create_from, document.document_of_copy(big_map(480)))
    project.close()
    made = page_in(window, new_file)
    window.show()
    window.activateWindow()
    made.segments.buttons["list"].click()
    made.listing.cards.begin()
    QApplication.processEvents()
    return made


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the keyboard is; it must be somewhere before and after."""
    focus = QApplication.focusWidget()
    assert focus is not None, "the keyboard is lost"
    QTest.keyClick(focus, key, modifier)
    QApplication.processEvents()
    assert QApplication.focusWidget() is not None, f"{key} lost the keyboard"


def tab_to(wanted: QWidget) -> None:
    for _step in range(60):
        if QApplication.focusWidget() is wanted:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {wanted.accessibleName() or wanted}")


def choose(field: QComboBox, words: str) -> None:
    """Choose in a list with the arrow keys, as somebody does who reads what is said."""
    tab_to(field)
    for _step in range(field.count()):
        if field.currentText() == words:
            return
        press(Qt.Key.Key_Down)
    raise AssertionError(f"“{words}” is not offered")


def test_a_card_lives_from_its_beginning_to_its_end_by_keys_alone(page):
    listing, form = page.listing, page.listing.form
    table = listing.cards.table
    assert QApplication.focusWidget() is table
    before = len(page.journey.cards)

    press(Qt.Key.Key_Insert)
    assert len(page.journey.cards) == before + 1
    assert QApplication.focusWidget() is form.text
    number = form.row.id
    QTest.keyClicks(form.text, "Rings the bell")
    press(Qt.Key.Key_Tab)
    assert card(page, number).text == "Rings the bell"

    choose(form.grade, "measured")
    assert card(page, number).grade == "measured"
    assert form.row.id == number

    table.setFocus()
    press(Qt.Key.Key_Right, ALT)
    assert card(page, number).step_id == page.journey.steps[1].id
    assert (form.row.id, table.current().id, QApplication.focusWidget()) == (number, number, table)
    press(Qt.Key.Key_Left, ALT)
    press(Qt.Key.Key_Up, ALT)
    assert (card(page, number).step_id, card(page, number).position) == (page.journey.steps[0].id, 0)

    press(Qt.Key.Key_Return)
    choose(form.lane, "Pain")
    lane = next(lane for lane in page.journey.lanes if lane.kind == "pain")
    assert card(page, number).lane_id == lane.id

    tab_to(form.comments)
    press(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is listing.comments.text
    QTest.keyClicks(listing.comments.text, "Who says so?")
    press(Qt.Key.Key_Tab)
    tab_to(
        next(b for b in listing.comments.findChildren(QPushButton) if b.accessibleName() == "Add the comment")
    )
    press(Qt.Key.Key_Space)
    said = page.context.project.read(comment_rows, page.journey.id)
    assert [(c.text, c.card_id) for c in said] == [("Who says so?", number)]

    listing.show_tab("cards")
    listing.cards.begin()
    assert listing.cards.row.id == number
    place = table.currentIndex().row()
    press(Qt.Key.Key_Delete)
    assert number not in {c.id for c in page.journey.cards}
    # What comes next is chosen, not the first of all.
    assert (table.currentIndex().row(), QApplication.focusWidget()) == (place, table)
    page.context.bridge.undo()
    assert number in {c.id for c in page.journey.cards}
    assert QApplication.focusWidget() is table


def test_steps_stages_lanes_and_links_are_made_moved_and_taken_away_by_keys(page):
    listing, window = page.listing, page.window()
    for tab, part, names in (
        ("steps", listing.steps, lambda: [s.id for s in page.journey.steps]),
        ("stages", listing.stages, lambda: [s.id for s in page.journey.stages]),
        ("lanes", listing.lanes, lambda: [lane.id for lane in page.journey.lanes]),
    ):
        listing.show_tab(tab)
        part.begin()
        before = names()
        press(Qt.Key.Key_Insert)
        made = (set(names()) - set(before)).pop()
        field = QApplication.focusWidget()
        assert part.form.isAncestorOf(field), tab
        QTest.keyClicks(field, " of ours")
        press(Qt.Key.Key_Return)
        part.begin()
        place = names().index(made)
        press(Qt.Key.Key_Up, ALT)
        assert names().index(made) == place - 1, tab
        press(Qt.Key.Key_Delete)
        assert names() == before
    listing.show_tab("links")
    listing.links.begin()
    assert QApplication.focusWidget() is listing.link_from, "without a link the keyboard is where one is made"
    tab_to(next(w for w in controls(listing.links) if w.accessibleName() == "Link them"))
    press(Qt.Key.Key_Space)
    # The next step is offered, for nobody links a step to itself.
    first, second = page.journey.steps[:2]
    assert [(k.from_step_id, k.to_step_id) for k in page.journey.links] == [(first.id, second.id)]
    listing.links.begin()
    press(Qt.Key.Key_Delete)
    assert page.journey.links == ()
    assert QApplication.focusWidget() is listing.link_from
    assert nameless(window) == []


def test_every_row_is_said_whole_and_an_edit_costs_little(page):
    table = page.listing.cards.table
    model = table.rows_model
    said = [model.data(model.index(0, at), Qt.ItemDataRole.AccessibleTextRole) for at in range(4)]
    assert said == [
        "Step 1 of the way, Stage 1",
        "What the customer does",
        page.journey.cards[0].text,
        "opinion",
    ]
    spent = []
    for turn in range(6):
        before = process_time()
        page._card_deeds.write(page.journey.cards[0].id, f"Other words {turn}")
        spent.append(process_time() - before)
    assert sorted(spent)[2] < 0.5, "an edit of 480 cards in the list"
    assert page.listing.form.text.toPlainText() == "Other words 5"


def test_the_list_shows_only_the_rows_that_hold_the_words(page):
    listing = page.listing
    table = listing.cards.table
    QTest.keyClick(table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is listing.search
    QTest.keyClicks(listing.search, "AFTER 7 hours")
    assert {line.step for line in table.rows_model.rows} == {"Step 7 of the way"}
    assert listing.form.row.step == "Step 7 of the way"
    listing.search.setText("no such words")
    assert table.rows_model.rows == []
    assert listing.cards.none.text() == "Nothing here holds these words."
    assert listing.cards.none.isVisible()
    listing.search.setText("")
    assert len(table.rows_model.rows) == 480
    listing.show_tab("lanes")
    listing.search.setText("behind")
    assert [row.kind for row in listing.lanes.table.rows_model.rows] == ["behind"]
    listing.lanes.begin()
    press(Qt.Key.Key_Insert)
    assert listing.search.text() == "", "a new row would not be seen"


def test_a_search_finds_colours_comments_and_words_however_they_are_typed(page):
    project, journey = page.context.project, page.journey
    first, second, third = (c.id for c in journey.cards[:3])
    project.run("Write", actions.set_text, first, "Várakozás a szerelőre")
    project.run("Write", actions.set_text, second, "می‌رود ۱۴ كيلو")
    mark = project.run("Mark", details.add_mark, journey.id, "Costs us customers")
    project.run("Mark", details.mark_cards, [c.id for c in journey.cards[10:13]], mark)
    project.run("Comment", details.comment, journey.id, "Zoë doubts this", "Sanne", third)
    project.run("Comment", details.comment, journey.id, "Zoë likes the map", "Sanne", None)
    journey, comments = page.journey, project.read(comment_rows, journey.id)
    assert found(journey, "varakozas") == {first: "words"}
    for words in ("میرود", "می رود", "14 کیلو", "١٤ كيلو"):
        assert found(journey, words, comments) == {second: "words"}, words
    assert found(journey, "zoe doubts", comments) == {third: "comment"}
    assert [c.text for c in about_the_map("zoe", comments)] == ["Zoë likes the map"]
    marked = [c.id for c in journey.cards if c.mark_id]
    assert len(marked) == 3
    assert set(found(journey, "costs us", comments)) == set(marked)
    assert set(found(journey, "costs us", comments).values()) == {"colour"}
    assert found(journey, "  ", comments) == found(journey, "\u200c\u0301", comments) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Łódź", "lodz"), ("ŒUVRE", "oeuvre"), ("ﬁne", "FINE"), ("Ґанок", "ганок"), ("آب", "اب"), ("خانهٔ", "خانه"),
     ("İzmir", "izmir"), ("“so”", '"so"'), ("Straße", "STRASSE"), ("a\u00a0b", "A  b")],
)  # fmt: skip
def test_letters_are_sought_by_what_they_are(one, other):
    assert sought(one) == sought(other)


def test_the_search_of_the_map_says_by_what_it_found_and_opens_comments_on_all_of_it(page):
    project, number = page.context.project, page.journey.cards[5].id
    page.context.bridge.run("Comment", details.comment, page.journey.id, "Ask Zoë", "", number)
    page.context.bridge.run("Comment", details.comment, page.journey.id, "Zoë again", "", None)
    mark = page.context.bridge.run("Mark", details.add_mark, page.journey.id, "Costs us customers")
    page.context.bridge.run("Mark", details.mark_cards, [number], mark)
    page.segments.buttons["map"].click()
    sight = page.board.sight
    sight.find()
    QTest.keyClicks(sight.find_bar.line, "zoe")
    assert sight.find_bar.count.text() == "1 of 1, in a comment"
    assert page.board.view.chosen.card_id == number
    assert sight.find_bar.about.text() == "1 comment on the whole map"
    sight.find_bar.about.click()
    assert page.board.panels.is_open("comments")
    sight.find_bar.line.setText("costs us")
    assert sight.find_bar.count.text().endswith("by its colour")
    assert sight.find_bar.about.isHidden()
    assert project.read(comment_rows, page.journey.id)


def card(page, number: int):
    return next(c for c in page.journey.cards if c.id == number)


def test_a_persian_map_that_is_opened_behind_the_list_begins_at_its_right_edge(window, new_file):
    project = Project.open(new_file)
    small = project.run("Draw", document.create_from, document.document_of_copy(big_map(96)))
    large = project.run("Draw", document.create_from, document.document_of_copy(big_map(480)))
    project.close()
    i18n.set_language("fa")
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made = page_in(window, new_file)
    window.show()
    window.go("journeys", small)
    QApplication.processEvents()
    made.segments.buttons["list"].click()
    window.go("journeys", large)
    made.segments.buttons["map"].click()
    QApplication.processEvents()
    view = made.board.view
    assert view.rtl
    right = view.mapToScene(view.viewport().rect()).boundingRect().right()
    assert abs(right - view.sceneRect().right()) < 20, "it stands at another step than the first"


def test_an_empty_map_says_what_to_do_on_the_canvas_and_in_the_list(window, new_file):
    project = Project.open(new_file)
    project.run("Begin", actions.create, "Empty")
    project.close()
    made = page_in(window, new_file)
    strip = made.board.sight._strip
    assert strip is not None
    button = next(b for b in strip.findChildren(QPushButton) if b.accessibleName() == "Add a stage")
    made.segments.buttons["list"].click()
    assert made.listing.cards.none.text() == "No stage yet. Add one under “Stages”; its steps come next."
    made.segments.buttons["map"].click()
    button.click()
    assert len(made.journey.stages) == 1
    assert made.board.editor is not None
    assert made.board.sight._strip is None
