"""The list: every field of cards, steps, stages, lanes, links and comments, without a mouse."""

from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QIODeviceBase, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from cxdesk.errors import UserError
from cxdesk.journeys import actions, details
from cxdesk.project import Project
from cxdesk.storage.assets import load
from exports.photos import bare
from tests.journeys.journey_examples import fill
from tests.journeys.test_journeys_page import page_in
from ui.journeys.card_form import whole_number


@pytest.fixture
def page(window, new_file):
    project = Project.open(new_file)
    project.run("Fill", fill)
    project.close()
    made = page_in(window, new_file)
    made.segments.buttons["list"].click()
    return made


def choose(choice, value) -> None:
    choice.set_value(value)
    choice.chosen.emit(value)


def card(page, number: int):
    return next(c for c in page.journey.cards if c.id == number)


def picture(kind: str = "PNG") -> bytes:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    buffer = QBuffer()
    buffer.open(QIODeviceBase.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(buffer.data().data())


def test_all_that_is_known_of_a_card_is_written_in_the_list(page):
    form = page.listing.form
    number = form.row.id
    form.source.setText("interviews")
    form.people.setText("1,400")
    form.leaving()
    form.source_on.chosen.emit(date(2026, 3, 4))
    form.source_on.show_day(date(2026, 3, 4))
    form._write_source()
    form.quotation.setPlainText("Nobody told me")
    form.speaker.setText("building manager")
    form.leaving()
    form.checked.chosen.emit(date(2026, 5, 1))
    found = card(page, number)
    assert (found.source, found.source_n, found.source_on) == ("interviews", 1400, date(2026, 3, 4))
    assert (found.quotation, found.speaker, found.checked_on) == (
        "Nobody told me",
        "building manager",
        date(2026, 5, 1),
    )


def test_a_number_that_is_none_is_said_below_its_field_and_nothing_is_lost(page):
    form = page.listing.form
    number = form.row.id
    form.people.setText("many")
    form.leaving()
    assert "“many” is no whole number." in form._people_field._wrong.text()
    assert card(page, number).source_n is None
    assert whole_number("۱۴") == 14
    assert whole_number("-3") is whole_number("1e5") is whole_number("") is None


def test_a_card_is_moved_to_another_step_and_lane_by_choosing_them(page):
    form = page.listing.form
    number, last = form.row.id, page.journey.steps[-1].id
    choose(form.step, last)
    assert card(page, number).step_id == last
    pain = next(lane.id for lane in page.journey.lanes if lane.kind == "pain")
    choose(form.lane, pain)
    assert card(page, number).lane_id == pain
    assert form.row.id == number
    form._on_way("before")
    assert card(page, number).step_id == page.journey.steps[-2].id


def test_a_card_is_added_where_step_and_lane_say(page):
    listing = page.listing
    behind = next(lane.id for lane in page.journey.lanes if lane.kind == "behind")
    listing.add_step.set_value(page.journey.steps[0].id)
    listing.add_lane.set_value(behind)
    before = len(page.journey.cards)
    listing._on_add_card()
    assert len(page.journey.cards) == before + 1
    assert (listing.form.row.card.step_id, listing.form.row.card.lane_id) == (
        page.journey.steps[0].id,
        behind,
    )


@pytest.mark.slow
def test_a_photograph_is_checked_kept_and_taken_out(page, tmp_path, window):
    form = page.listing.form
    number = form.row.id
    lie = tmp_path / "lie.png"
    lie.write_bytes(b"\x89PNG\r\n\x1a\nno picture at all")
    form._take_picture(number, lie)
    assert "lie.png" in window.context.messages.log[-1].bold
    assert card(page, number).picture == ""
    real = tmp_path / "hall.jpg"
    real.write_bytes(picture("JPEG"))
    form._take_picture(number, real)
    digest = card(page, number).picture
    assert window.context.project.read(load, digest)
    assert page.board.view.drawing is not None
    form._on_no_picture()
    assert card(page, number).picture == ""


def test_a_header_that_lies_about_its_size_is_no_picture():
    data = bytearray(picture())
    data[16:24] = (60000).to_bytes(4, "big") + (60000).to_bytes(4, "big")
    for wrong in (bytes(data), b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>"):
        with pytest.raises(UserError, match="can’t be read as a picture"):
            bare(wrong, "a.png")
    kept = bare(picture("JPEG"), "a.jpg")
    assert kept[1] == "image/jpeg"


def test_a_step_gets_owner_weights_age_and_a_journey_inside(page, window):
    listing = page.listing
    listing.show_tab("steps")
    form = listing.steps.form
    step = form.row.id
    inner = window.context.bridge.run("Inner", actions.create, "Inside")
    form.name.setText("The lift stops")
    form.leaving()
    form.function.named.emit("Service")
    choose(form.scores["customer_score"], 8.0)
    choose(form.inner, inner)
    form.checked.chosen.emit(date(2026, 1, 2))
    found = page.journey.steps[0]
    assert (found.name, found.function, found.customer_score) == ("The lift stops", "Service", 8.0)
    assert (found.inner_journey_id, found.checked_on) == (inner, date(2026, 1, 2))
    choose(form.scores["customer_score"], None)
    assert page.journey.steps[0].customer_score is None
    choose(form.stage, page.journey.stages[-1].id)
    assert page.journey.stages[-1].steps[-1].id == step
    form._on_open()
    assert page.journey.id == inner


def test_stages_and_lanes_are_added_changed_moved_locked_and_deleted(page, window):
    listing = page.listing
    listing.show_tab("stages")
    listing._on_add_stage()
    form = listing.stages.form
    assert form.row.name == "New stage"
    form.name.setText("Later")
    form.leaving()
    form.duration.setText("a week")
    form.leaving()
    form.locked.click()
    form.focus.click()
    stage = page.journey.stages[-1]
    assert (stage.name, stage.duration, stage.locked, stage.in_focus) == ("Later", "a week", True, True)
    listing.show_tab("lanes")
    listing.add_kind.set_value("employee")
    listing._on_add_lane()
    lanes = listing.lanes.form
    lanes.whose.setText("fitters")
    lanes.leaving()
    lanes.internal.click()
    lane = page.journey.lanes[-1]
    assert (lane.kind, lane.whose, lane.internal) == ("employee", "fitters", False)
    assert not lanes._whose_field.isHidden()
    page._deeds.delete("lane", lane.id)
    assert lane.id not in {one.id for one in page.journey.lanes}
    window.context.bridge.undo()
    assert lane.id in {one.id for one in page.journey.lanes}


def test_links_are_made_named_and_taken_away(page):
    listing = page.listing
    listing.show_tab("links")
    one, other = page.journey.steps[1].id, page.journey.steps[4].id
    listing.link_from.set_value(one)
    listing.link_to.set_value(other)
    listing._on_link()
    form = listing.links.form
    choose(form.kind, "branch")
    form.words.setText("if somebody is stuck")
    form.leaving()
    link = page.journey.links[0]
    assert (link.from_step_id, link.to_step_id, link.kind, link.words) == (
        one,
        other,
        "branch",
        "if somebody is stuck",
    )
    form.do(lambda reach, row: reach.facts.unlink(row.id))
    assert page.journey.links == ()


def test_comments_are_read_and_written_in_the_list_too(page, window):
    window.context.bridge.run("Comment", details.comment, page.journey.id, "Show this to the board.", "Ben")
    page.listing.show_tab("comments")
    panel = page.listing.comments
    panel.about.set_value("map")
    panel.text.setPlainText("And to the team.")
    panel._on_add()
    texts = [row.text for row in page._reach.offered.comments]
    assert texts == ["Show this to the board.", "And to the team."]


def test_a_field_that_is_being_typed_in_is_written_when_another_row_is_chosen(qtbot, page):
    listing = page.listing
    first = listing.form.row.id
    listing.form.text.setPlainText("Half a sentence")
    listing.cards.table.setFocus()
    qtbot.keyClick(listing.cards.table, Qt.Key.Key_Down)
    assert card(page, first).text == "Half a sentence"
    assert listing.form.row.id != first


def test_every_field_says_its_name_to_a_screen_reader(page):
    for key in ("cards", "steps", "stages", "lanes", "links", "comments"):
        page.listing.show_tab(key)
        part = page.listing.stack.currentWidget()
        for kind in (QComboBox, QPlainTextEdit, QLineEdit):
            for field in part.findChildren(kind):
                inside = isinstance(field.parent(), QComboBox) or field.objectName().startswith("qt_")
                assert inside or field.accessibleName(), (key, type(field).__name__)


def test_persona_segment_loop_and_age_of_the_map_are_in_its_panel(page, window):
    from cxdesk.personas.model import Persona

    def persona(session) -> int:
        row = Persona(name="Building manager")
        session.add(row)
        session.flush()
        return row.id

    number = window.context.bridge.run("Persona", persona)
    about = page.about
    choose(about.sheet, number)
    about.segment.named.emit("Offices")
    about.loop.click()
    about.checked.chosen.emit(date(2020, 1, 1))
    journey = page.journey
    assert (journey.persona_id, journey.segment, journey.is_loop) == (number, "Offices", True)
    assert journey.checked_on == date(2020, 1, 1)
