"""Personas, how well we know our customers, and two maps beside each other, in the whole window."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from cxdesk.journeys import actions as journeys
from cxdesk.journeys.whole_map import map_of
from cxdesk.personas.queries import persona_rows
from cxdesk.project import Project
from tests.journeys.journey_examples import fill
from ui.widgets.empty import EmptyState
from ui.widgets.text import ElidedLabel


@pytest.fixture
def filled(new_file):
    project = Project.open(new_file)
    project.run("Fill", fill)
    project.close()
    return new_file


def page_in(window, path, room):
    window.resize(1280, 800)
    if not window.context.bridge.is_open:
        assert window.context.bridge.open(path)
    window.go(room)
    page = window.page
    return page() if callable(page) else page


def texts(widget) -> str:
    from PySide6.QtWidgets import QAbstractButton, QLabel

    parts = [w.text() for w in widget.findChildren(QLabel)] + [
        w.text() for w in widget.findChildren(QAbstractButton)
    ]
    parts += [w.full_text for w in widget.findChildren(ElidedLabel) if hasattr(w, "full_text")]
    return "\n".join(parts)


def test_a_persona_is_described_by_keyboard_and_undone(qtbot, window, new_file):
    page = page_in(window, new_file, "personas")
    assert page.findChild(EmptyState) is not None
    page.add()
    page.editor.name.selectAll()
    qtbot.keyClicks(page.editor.name, "Building manager")
    qtbot.keyClick(page.editor.name, Qt.Key.Key_Tab)
    page.editor.lists["needs"].setPlainText("A number that is answered\n\nA name")
    page.leaving()
    page.editor.quotes.setPlainText("Nobody called | manager")
    page.leaving()
    row = window.context.project.read(persona_rows)[0]
    assert (row.name, row.needs, row.quotes) == (
        "Building manager",
        ("A number that is answered", "A name"),
        (("Nobody called", "manager"),),
    )
    for _step in range(4):
        window.context.bridge.undo()
    assert window.context.project.read(persona_rows) == []
    assert page.findChild(EmptyState) is not None


def test_a_picture_is_kept_without_what_the_camera_wrote(window, new_file, tmp_path):
    page = page_in(window, new_file, "personas")
    page.add()
    photo = Image.new("RGB", (4000, 3000), "teal")
    exif = Image.Exif()
    exif[0x010E] = "SECRETPLACE"
    path = tmp_path / "photo.jpg"
    photo.save(path, exif=exif)
    assert b"SECRETPLACE" in path.read_bytes()
    page.editor.take_picture(path)
    from cxdesk.storage import assets

    data = window.context.project.read(assets.load, window.context.project.read(persona_rows)[0].picture)
    assert b"SECRETPLACE" not in data
    assert max(Image.open(io.BytesIO(data)).size) == 2000
    assert not page.editor.picture.isHidden()
    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\nno")
    page.editor.take_picture(tmp_path / "bad.png")
    assert window.context.project.read(persona_rows)[0].picture != ""


def test_how_well_we_know_them_names_the_three_parts_and_what_is_missing(window, filled):
    page = page_in(window, filled, "personas")
    page.add()
    page = page_in(window, filled, "understanding")
    told = texts(page)
    for words in ("Asked", "Described", "Walked through", "Nobody drew a journey for: New persona"):
        assert words in told


def test_a_snapshot_is_kept_and_compared_with_the_map_of_today(window, filled, tmp_path):
    page = page_in(window, filled, "compare")
    page.take_snapshot("Before")
    assert page.found is not None
    assert page.found.changes == ()
    project = window.context.project
    journey = page.sources[page.after.value()].journey_id
    step = project.read(map_of, journey, {}, project_day()).steps[0]
    window.context.bridge.run("Rename", journeys.rename_step, step.id, "Something quite different")
    assert [(c.what, c.kind, c.after) for c in page.found.changes] == [
        ("step", "text", "Something quite different")
    ]
    assert page.table.model().rowCount() == 1
    from exports.pdf.journey_changes import build

    for ending in ("pdf", "xlsx", "csv"):
        written = build(page._sheet("en"), tmp_path / f"list.{ending}")
        assert written.stat().st_size > 100
    assert "Something quite different" in (tmp_path / "list.csv").read_text(encoding="utf-8-sig")


def project_day():
    from datetime import date

    return date(2026, 11, 26)


@pytest.mark.slow
def test_a_sheet_is_printed_from_the_window_and_its_segment_leads_to_the_answers(
    qtbot, window, tmp_path, monkeypatch
):
    from pypdf import PdfReader
    from PySide6.QtWidgets import QApplication

    from cxdesk.journeys import details
    from cxdesk.personas import actions
    from tests.touchpoints.inventory_examples import built, mapped
    from ui.widgets.sheet_preview import SheetPreview

    project = built(tmp_path / "Alder.cxdesk")
    number = mapped(project)
    sheet = project.run("Add", actions.create, "Building manager", "persona", "Hotels")
    project.close()
    page = page_in(window, project.path, "personas")

    def quiet():
        qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=15_000)

    page.print_chosen()
    preview = next(w for w in QApplication.topLevelWidgets() if isinstance(w, SheetPreview))
    qtbot.waitUntil(lambda: preview.rendered is not None, timeout=15_000)
    printed = []
    monkeypatch.setattr("ui.widgets.sheet_preview.ask_printer", lambda _c, _o, pdf: printed.append(pdf))
    preview.print.click()
    assert printed == [preview.rendered.pdf]
    out = tmp_path / "sheet.pdf"
    preview.save_to(out)
    quiet()
    text = " ".join(PdfReader(out).pages[0].extract_text().split())
    assert "Building manager" in text
    assert "1 of 2 customers (50%)" in text
    # The journey's figures follow the persona's segment, and Insights shows that segment alone.
    window.context.bridge.run("For", details.set_persona, number, sheet)
    window.go("journeys", number)
    quiet()
    assert window.page.journey.segment == "Hotels"
    assert next(c.score.n for c in window.page.journey.cards if c.score) == 50
    window.go("personas")
    window.page.editor.answers.click()
    quiet()
    assert (window.room, window.page.segment) == ("analysis", "Hotels")
    assert window.page.insights.where.segments == ("Hotels",)
    assert window.page._segment_words(("Hotels", "Offices")) == [
        ("Hotels", "Hotels (Building manager)"),
        ("Offices", "Offices"),
    ]
    window.context.bridge.run("Nobody", details.set_persona, number, None)
    window.go("journeys", number)
    quiet()
    assert window.page.journey.segment == ""
