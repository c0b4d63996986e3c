"""A journey begins from a template or a file of another tool, is copied to another state, and goes out in any format."""

import pytest
from PySide6.QtCore import Qt

from cxdesk.project import Project
from tests.journeys.journey_examples import fill
from ui.journeys.beginning import TemplateDialog


@pytest.fixture
def filled(new_file):
    project = Project.open(new_file)
    project.run("Fill", fill)
    project.close()
    return new_file


def page_in(window, path):
    window.resize(1280, 800)
    assert window.context.bridge.open(path)
    window.go("journeys")
    page = window.page
    return page() if callable(page) else page


def test_a_template_is_chosen_by_keyboard_and_its_words_are_marked(qtbot, window, new_file):
    page = page_in(window, new_file)
    dialog = TemplateDialog(window.context, page.open_at)
    dialog.language.set_value("nl")
    dialog.language.chosen.emit("nl")
    assert "De zeven fasen" in dialog.list.item(0).text()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert page.journey is not None
    assert page.journey.name == "Serviceblauwdruk"
    assert all(step.is_template for step in page.journey.steps)
    window.context.bridge.undo()
    assert page.journey is None


def test_a_dropped_diagram_becomes_a_journey_and_what_was_left_out_is_named(
    qtbot, window, new_file, tmp_path
):
    page = page_in(window, new_file)
    path = tmp_path / "day.mmd"
    path.write_text(
        "journey\n title My day\n section Work\n  Tea: 5: Me\n  nonsense here\n", encoding="utf-8"
    )
    assert page.takes_files([path])
    qtbot.waitUntil(lambda: page.journey is not None, timeout=20000)
    assert [s.name for s in page.journey.steps] == ["Tea"]
    assert any("nonsense" in n.line for n in window.context.messages.log)


def test_a_file_that_is_no_journey_is_refused_in_words_and_nothing_is_made(qtbot, window, new_file, tmp_path):
    page = page_in(window, new_file)
    path = tmp_path / "bad.drawio"
    path.write_text("<mxfile>", encoding="utf-8")
    page.takes_files([path])
    log = window.context.messages.log
    qtbot.waitUntil(lambda: any("bad.drawio" in n.bold + n.line for n in log), timeout=20000)
    assert page.journey is None


def test_a_map_is_copied_as_it_should_be_and_saved_as_slides(qtbot, window, filled, tmp_path):
    page = page_in(window, filled)
    first = page.journey
    page.copy_as("to_be")
    assert page.journey.state == "to_be"
    assert len(page.journey.cards) == len(first.cards)
    page.save_map(tmp_path / "map.pptx", for_customer=True)
    qtbot.waitUntil((tmp_path / "map.pptx").exists, timeout=30000)


def test_what_a_file_does_not_hold_is_said_and_a_long_list_stays_until_it_is_read(
    qtbot, window, filled, tmp_path
):
    from PySide6.QtWidgets import QApplication, QLabel

    from ui.journeys.carried import tell
    from ui.widgets.notes_list import NotesList

    page = page_in(window, filled)
    page.open_at(1)
    page.save_map(tmp_path / "map.mmd")
    qtbot.waitUntil(lambda: (tmp_path / "map.mmd").exists() and not window.context.jobs.busy)
    notice = window.context.messages.log[-1]
    assert notice.kind == "warn"
    assert "Mermaid" in notice.line
    notes = [f"Line {n} was left out." for n in range(30)]
    tell(window.context, "warn", "30 things were left out:", "What was not taken from the file", notes)
    window.context.messages.log[-1].on_click()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, NotesList))
    assert [label.text() for label in dialog.findChildren(QLabel) if label.text() in notes] == notes
    dialog.accept()


def test_a_picture_is_saved_as_wide_as_its_kind_says(qtbot, window, filled, tmp_path):
    from PIL import Image

    page = page_in(window, filled)
    page.open_at(1)
    page.save_map(tmp_path / "map.png", for_customer=True, width=1920)
    qtbot.waitUntil(lambda: (tmp_path / "map.png").exists() and not window.context.jobs.busy, timeout=20_000)
    with Image.open(tmp_path / "map.png") as picture:
        assert picture.width == 1920
