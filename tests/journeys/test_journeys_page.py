"""The room of journeys in the whole window: empty state, writing in place, the same as rows, undo, printing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from cxdesk import i18n
from cxdesk.project import Project
from tests.journeys.journey_examples import PERSIAN, fill
from ui.journeys.page import JourneysPage
from ui.widgets.empty import EmptyState


@pytest.fixture
def filled(new_file):
    project = Project.open(new_file)
    project.run("Fill", fill)
    project.close()
    return new_file


def page_in(window, path) -> JourneysPage:
    window.resize(1400, 900)
    assert window.context.bridge.open(path)
    window.go("journeys")
    page = window.page
    page = page() if callable(page) else page
    assert isinstance(page, JourneysPage)
    return page


def type_into(qtbot, page: JourneysPage, text: str) -> None:
    editor = page.board.editor
    assert editor is not None
    editor.setPlainText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def card_texts(page: JourneysPage) -> list[str]:
    assert page.journey is not None
    return [c.text for c in page.journey.cards]


def entries(menu: QMenu) -> dict[str, object]:
    return {a.text().partition("\t")[0]: a for a in menu.actions() if a.text()}  # keys stand behind a tab


def test_without_a_journey_the_page_says_what_to_do_and_does_it(window, new_file):
    page = page_in(window, new_file)
    assert page.findChild(EmptyState) is not None
    page.new_journey()
    assert page.journey is not None
    assert [s.name for s in page.journey.steps] == ["First step"]
    assert not page.about.isHidden()
    window.context.bridge.undo()
    assert page.findChild(EmptyState) is not None


@pytest.mark.slow
def test_one_journey_opens_at_once_and_several_are_listed(window, filled):
    page = page_in(window, filled)
    assert page.journey is not None
    page.new_journey()
    page._on_back()
    assert page.pages.currentWidget() is page.all


def test_a_card_is_written_in_place_and_undone_as_one_step(qtbot, window, filled):
    page = page_in(window, filled)
    page.board.view.choose_card(page.journey.cards[0].id)
    qtbot.keyClick(page.board.view, Qt.Key.Key_Return)
    type_into(qtbot, page, "Hears a bang")
    assert "Hears a bang" in card_texts(page)
    assert page.board.editor is None
    window.context.bridge.undo()
    assert "Hears a bang" not in card_texts(page)


def test_enter_on_a_free_cell_makes_a_card_to_be_typed(qtbot, window, filled):
    page = page_in(window, filled)
    view = page.board.view
    view.choose_card(page.journey.cards[0].id)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    before = len(page.journey.cards)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    type_into(qtbot, page, "Shouts for help")
    assert len(page.journey.cards) == before + 1
    assert "Shouts for help" in card_texts(page)


def test_leaving_the_page_writes_what_is_being_typed(qtbot, window, filled):
    page = page_in(window, filled)
    page.board.edit("card", page.journey.cards[0].id)
    page.board.editor.setPlainText("Half a sen")
    window.go("start")
    with_text = Project.read(window.context.project, _texts)
    assert "Half a sen" in with_text


def _texts(session) -> list[str]:
    from sqlalchemy import select

    from cxdesk.journeys.model import Card

    return list(session.scalars(select(Card.text)))


def test_a_step_is_renamed_where_it_stands(qtbot, window, filled):
    page = page_in(window, filled)
    page.board.edit("step", page.journey.steps[1].id)
    type_into(qtbot, page, "Phones us")
    assert page.journey.steps[1].name == "Phones us"
    page.board.edit("step", page.journey.steps[1].id)
    type_into(qtbot, page, "   ")
    assert page.journey.steps[1].name == "Phones us"


def test_the_menu_of_a_card_grades_links_and_deletes(window, filled):
    page = page_in(window, filled)
    card = page.journey.cards[0]
    page.board.view.choose_card(card.id)
    found = entries(page.board.menu_for(None))
    assert {"Edit the text", "How sure are we", "Touch point", "Delete card", "Step", "Stage", "Lane"} <= set(
        found
    )
    grades = entries(found["How sure are we"].menu())
    grades["opinion"].trigger()
    assert page.journey.cards[0].grade == "opinion"
    points = entries(entries(page.board.menu_for(None))["Touch point"].menu())
    points["Emergency call"].trigger()
    assert next(c for c in page.journey.cards if c.id == card.id).touch_point == "Emergency call"
    entries(page.board.menu_for(None))["Delete card"].trigger()
    assert card.id not in {c.id for c in page.journey.cards}


def test_stages_steps_and_lanes_are_added_moved_and_deleted_from_their_menus(window, filled):
    page = page_in(window, filled)
    page.board.view.choose_card(page.journey.cards[0].id)

    def of(name: str) -> dict[str, object]:
        return entries(entries(page.board.menu_for(None))[name].menu())

    of("Step")["Add a step after this"].trigger()
    assert [s.name for s in page.journey.stages[0].steps] == ["Lift stops", "New step", "Calls us"]
    of("Step")["Move later"].trigger()
    assert page.journey.steps[1].name == "Lift stops"
    of("Stage")["Delete stage"].trigger()
    assert [s.name for s in page.journey.stages] == ["Waiting", "Repair", "After"]
    window.context.bridge.undo()
    of("Lane")["Stays inside"].trigger()
    assert page.journey.lanes[0].internal


def test_alt_and_an_arrow_move_a_feeling(qtbot, window, filled):
    page = page_in(window, filled)
    card = next(c for c in page.journey.cards if c.feeling == 4.0)
    page.board.view.choose_card(card.id)
    for _step in range(3):
        qtbot.keyClick(page.board.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert next(c for c in page.journey.cards if c.id == card.id).feeling == 5.0
    window.context.bridge.undo()
    assert next(c for c in page.journey.cards if c.id == card.id).feeling == 4.0


def test_the_list_holds_every_card_and_changes_the_same_file(window, filled):
    page = page_in(window, filled)
    page.segments.buttons["list"].click()
    rows = page.listing.cards.table.rows_model.rows
    assert {line.card.id for line in rows} == {c.id for c in page.journey.cards}
    assert (rows[0].stage, rows[0].step, rows[0].lane) == (
        "Something breaks",
        "Lift stops",
        "What the customer does",
    )
    page.listing.form.text.setPlainText("Stands still")
    page.listing.leaving()
    assert "Stands still" in card_texts(page)
    page.listing.form.truth.click()
    assert page.journey.cards[0].moment_of_truth
    page.listing.form.show_on_map()
    assert page.views.currentWidget() is page.board
    assert page.board.view.chosen.card_id == page.journey.cards[0].id


def test_what_is_said_of_a_journey_is_written_in_the_panel(window, filled):
    page = page_in(window, filled)
    page._on_about()
    page.about.name.setText("Repair in the night")
    page.about.leaving()
    page.about.takeaway.setPlainText("Nights are worse.")
    page.leaving()
    assert (page.journey.name, page.journey.takeaway) == ("Repair in the night", "Nights are worse.")


def test_the_map_is_saved_in_the_background_with_a_notice(qtbot, window, filled, tmp_path):
    page = page_in(window, filled)
    page.save_map(tmp_path / "map.pdf")
    log = window.context.messages.log
    qtbot.waitUntil(lambda: any("map.pdf" in notice.bold for notice in log), timeout=20000)
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")


def test_another_ending_is_refused_with_a_notice(qtbot, window, filled, tmp_path):
    page = page_in(window, filled)
    page.save_map(tmp_path / "map.docx")
    log = window.context.messages.log
    qtbot.waitUntil(lambda: any("map.docx" in n.bold + n.line for n in log), timeout=20000)


def test_in_persian_the_map_begins_on_the_right(window, new_file):
    project = Project.open(new_file)
    project.run("Fill", fill, PERSIAN)
    project.close()
    i18n.set_language("fa")
    window.rebuild()
    page = page_in(window, new_file)
    drawing = page.board.view.drawing
    assert drawing.rtl
    assert drawing.cards[0].x > drawing.width / 2


def test_a_card_that_is_written_reads_no_choices_again_but_a_new_persona_is_offered_at_once(window, filled):
    from cxdesk.journeys import actions
    from cxdesk.personas import actions as personas

    page = page_in(window, filled)
    before, bridge = page._reach.offered, window.context.bridge
    bridge.run("Words", actions.set_text, page.journey.cards[0].id, "Other words")
    assert page.journey.cards[0].text == "Other words"
    assert page._reach.offered is before
    bridge.run("Persona", personas.create, "Night porter")
    assert "Night porter" in [name for _number, name in page._reach.offered.personas]
