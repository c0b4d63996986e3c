"""The print dialog of a map: live pages, refusals in words, by keyboard, saved and printed as they are shown."""

from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from shiboken6 import isValid

from cxdesk import i18n
from cxdesk.project import Project
from exports.journey.kit import Wish, printed
from exports.journey.papers import MM
from tests.journeys.journey_examples import ENGLISH, PERSIAN, fill, repair_map
from ui.journeys.print_form import OWN
from ui.journeys.printing import PrintDialog
from ui.widgets.print_pdf import print_pages


@pytest.fixture
def filled(new_file):
    project = Project.open(new_file)
    project.run("Fill", fill)
    project.close()
    return new_file


@pytest.fixture
def dialog(qtbot, window, filled):
    window.resize(1280, 800)
    assert window.context.bridge.open(filled)
    window.go("journeys")
    window.do("journey.print")
    made = window.page.print_dialog
    assert isinstance(made, PrintDialog)
    drawn(qtbot, made)
    yield made
    if isValid(made):
        made.reject()


def drawn(qtbot, dialog: PrintDialog) -> None:
    qtbot.waitUntil(lambda: dialog._job is None and not dialog._later.isActive(), timeout=20_000)


def choose(qtbot, dialog: PrintDialog, name: str, value: object) -> None:
    choice = getattr(dialog.form, name)
    choice.set_value(value)
    choice.chosen.emit(value)
    drawn(qtbot, dialog)


def text(dialog: PrintDialog) -> str:
    assert dialog.printed is not None
    document = pypdfium2.PdfDocument(dialog.printed.pdf)
    said = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    document.close()
    return said


def test_it_opens_with_the_map_on_a3_and_draws_it_at_once(dialog):
    assert dialog.printed is not None
    assert (dialog.printed.pages, dialog.words.text()) == (1, "1 page")
    assert "Emergency call" in text(dialog)
    assert dialog.print.isEnabled()
    assert dialog.save.isEnabled()


@pytest.mark.slow
def test_what_is_chosen_is_what_is_drawn(qtbot, dialog):
    choose(qtbot, dialog, "what", "cards")
    assert "Cards to cut out" in text(dialog)
    choose(qtbot, dialog, "what", "votes")
    assert "You have 3 votes" in text(dialog)
    dialog.form.votes.setValue(4)
    drawn(qtbot, dialog)
    assert "You have 4 votes" in text(dialog)
    choose(qtbot, dialog, "what", "empty")
    assert "Emergency call" not in text(dialog)
    choose(qtbot, dialog, "language", "fa")
    assert "«" in text(dialog) or any("\u0600" <= char <= "\u06ff" for char in text(dialog))


@pytest.mark.slow
def test_fields_that_say_nothing_for_a_choice_are_hidden(qtbot, dialog):
    fields = dialog.form._fields
    assert fields["overlap"].isHidden()
    choose(qtbot, dialog, "tiles", "A4")
    assert not fields["overlap"].isHidden()
    choose(qtbot, dialog, "what", "votes")
    assert fields["tiles"].isHidden()
    assert not fields["votes"].isHidden()
    assert dialog.form.wish().tiles == ""


@pytest.mark.slow
def test_pages_are_turned_with_the_page_keys(qtbot, dialog):
    choose(qtbot, dialog, "tiles", "A4")
    assert dialog.printed is not None
    assert dialog.printed.pages > 3
    dialog.view.setFocus()
    qtbot.keyClick(dialog.view, Qt.Key.Key_PageDown)
    qtbot.keyClick(dialog.view, Qt.Key.Key_PageDown)
    assert dialog.words.text().startswith("Page 3 of")
    qtbot.keyClick(dialog.view, Qt.Key.Key_PageUp)
    assert dialog.view.page == 2
    assert dialog.view.paper == dialog.printed.sizes[1]
    dialog.activateWindow()
    dialog.form.what.setFocus()
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(dialog.form.what, Qt.Key.Key_PageDown, ctrl)
    assert dialog.view.page == 3
    assert dialog.form.what.value() == "map"


@pytest.mark.slow
def test_what_can_not_be_is_said_and_can_not_be_printed(qtbot, dialog):
    choose(qtbot, dialog, "paper", "A4")
    dialog.form.scale.setValue(300)
    drawn(qtbot, dialog)
    assert dialog.printed is None
    assert "larger than A4" in dialog.note.text()
    assert not dialog.note.isHidden()
    assert not dialog.print.isEnabled()
    choose(qtbot, dialog, "paper", OWN)
    assert dialog.printed is not None
    assert dialog.note.isHidden()


def test_a_customers_copy_holds_nothing_internal(qtbot, dialog):
    assert "Nobody calls back" in text(dialog)
    choose(qtbot, dialog, "reader", True)
    for secret in (*filter(None, ENGLISH["pain"]), ENGLISH["takeaway"], "Internal"):
        assert secret not in text(dialog)


@pytest.mark.slow
def test_it_is_saved_exactly_as_it_is_shown(qtbot, window, dialog, tmp_path):
    shown = dialog.printed.pdf
    dialog.save_to(tmp_path / "map.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "map.pdf").exists() and not window.context.jobs.busy, timeout=10_000)
    assert (tmp_path / "map.pdf").read_bytes() == shown
    assert not isValid(dialog)


def test_every_field_and_button_is_reached_by_tab(qtbot, dialog):
    choose(qtbot, dialog, "tiles", "A4")
    wanted = {dialog.form.what, dialog.form.reader, dialog.form.paper, dialog.form.tiles, dialog.form.overlap,
              dialog.form.scale, dialog.form.colours, dialog.form.language, dialog.view, dialog.save, dialog.print}  # fmt: skip
    seen = set()
    at = dialog.form.what
    for _step in range(60):
        seen.add(at)
        at = at.nextInFocusChain()
    reached = {w for w in seen if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisibleTo(dialog)}
    assert wanted <= reached
    assert all(w.accessibleName() for w in wanted if w is not dialog.print)


def test_ctrl_p_prints_a_map_among_journeys_and_a_plan_elsewhere(qtbot, window, filled):
    assert window.context.bridge.open(filled)
    done = []
    window.do = done.append  # type: ignore[method-assign]
    window.go("journeys")
    window._do_by_keys("Ctrl+P")
    window.go("planning")
    window._do_by_keys("Ctrl+P")
    assert done == ["journey.print", "plan.export"]


def test_without_a_journey_it_says_so(window, new_file):
    assert window.context.bridge.open(new_file)
    window.go("journeys")
    window.do("journey.print")
    assert window.page.print_dialog is None


@pytest.mark.parametrize("texts", [ENGLISH, PERSIAN])
def test_pages_come_out_of_a_printer_in_real_size(qapp, tmp_path, texts):
    made = printed(repair_map(texts), "en", Wish(paper="A2", tiles="A4"))
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    print_pages(made.pdf, printer)
    reader = PdfReader(BytesIO((tmp_path / "out.pdf").read_bytes()))
    assert len(reader.pages) == made.pages
    for page, (wide, high) in zip(reader.pages, made.sizes, strict=True):
        box = page.mediabox
        turned = page.get("/Rotate", 0) in (90, 270)
        size = (float(box.height), float(box.width)) if turned else (float(box.width), float(box.height))
        assert size == pytest.approx((wide, high), abs=0.5 * MM)
    i18n.set_language("en")
