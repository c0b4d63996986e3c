"""A questionnaire leaves by window and command line alike: seen before it is printed, every sheet with its own id."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from shiboken6 import isValid

from cxdesk.planning import wording
from cxdesk.project import Project
from cxdesk.surveys import actions
from cxdesk.surveys.described import described
from cxdesk.surveys.versions import release
from exports.questionnaire.form_answers import answers_of_form
from exports.questionnaire.made import Wish, draft_note, questionnaire_of
from tests.support.commands import refused, said, told
from tests.surveys.every_look import EVERY_LOOK
from ui.surveys import print_questionnaire
from ui.surveys.print_questionnaire import PrintQuestionnaire, open_print


@pytest.fixture
def filled(new_file: Path) -> Path:
    project = Project.open(new_file)
    project.run("Survey", actions.build, replace(EVERY_LOOK, languages=("en", "fa", "nl")))
    project.run("Name", wording.write, "firm", wording.FIRM, "name", "en", "Alder Lifts")
    project.close()
    return new_file


@pytest.mark.slow
def test_the_command_line_writes_paper_with_a_map_and_a_form(
    capsys: pytest.CaptureFixture[str], filled: Path, tmp_path: Path
) -> None:
    out = tmp_path / "sheet.pdf"
    made = said(
        capsys, "survey", "export", filled, "--format", "pdf", "--columns", 2, "--paper", "letter", "--copies", 2,
        "--form-map", "-o", out,
    )  # fmt: skip
    assert (made["pages"], len(set(made["sheets"])), made["language"]) == (3, 2, "en")
    pages = [page.extract_text() for page in PdfReader(out).pages]
    assert len(pages) == 6
    assert "Alder Lifts" in pages[0]
    assert all(made["sheets"][at // 3] in page and "draft" in page for at, page in enumerate(pages))
    places = json.loads(Path(made["form_map"]).read_text(encoding="utf-8"))
    assert (places["form"], len(places["boxes"])) == (made["form"], made["boxes"])

    form = tmp_path / "form.pdf"
    assert "(4 pages)" in told(
        capsys, "survey", "export", filled, "--format", "form-pdf", "--language", "fa", "-o", form
    )
    project = Project.open(filled)
    assert answers_of_form(form.read_bytes(), project.read(described, 1)) == {}
    project.close()


def test_a_released_version_is_named_on_its_sheets_and_a_draft_beside_it_is_said(
    capsys: pytest.CaptureFixture[str], filled: Path, tmp_path: Path
) -> None:
    project = Project.open(filled)
    assert draft_note(project, 1) == ""
    project.run("Release", release, 1, override="a test")
    assert "version 1" in pages(questionnaire_of(project, 1, Wish("en", columns=2)).pdf)[0]
    assert draft_note(project, 1) == ""
    project.run("Change", actions.rename, 1, "Another name", "en")
    assert "draft" in pages(questionnaire_of(project, 1, Wish("en", columns=2)).pdf)[0]
    project.close()
    words = told(capsys, "survey", "export", filled, "--format", "form-pdf", "-o", tmp_path / "draft.pdf")
    assert "This is the draft, which is not what version 1 asks." in words


def test_the_command_line_refuses_in_words(
    capsys: pytest.CaptureFixture[str], filled: Path, tmp_path: Path
) -> None:
    out = tmp_path / "x.pdf"
    export = ("survey", "export", filled, "-o", out, "--format")
    assert "no words in Dutch" in refused(capsys, *export, "pdf", "--language", "nl")
    assert "There is no format “png”" in refused(capsys, *export, "png")
    assert "There is no paper “A7”" in refused(capsys, *export, "pdf", "--paper", "A7")
    assert "between 1 and 500" in refused(capsys, *export, "pdf", "--copies", 0)
    assert not out.exists()


@pytest.fixture
def dialog(qtbot: Any, window: Any, filled: Path) -> Any:
    window.resize(1280, 800)
    assert window.context.bridge.open(filled)
    made = open_print(window.context, 1)
    drawn(qtbot, made)
    yield made
    if isValid(made):
        made.reject()


def drawn(qtbot: Any, dialog: PrintQuestionnaire) -> None:
    qtbot.waitUntil(lambda: dialog._job is None and not dialog._later.isActive(), timeout=20_000)


def choose(qtbot: Any, dialog: PrintQuestionnaire, name: str, value: object) -> None:
    choice = getattr(dialog.options, name)
    choice.set_value(value)
    choice.chosen.emit(value)
    drawn(qtbot, dialog)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_what_is_chosen_is_what_is_shown(qtbot: Any, dialog: PrintQuestionnaire) -> None:
    assert dialog.drawn is not None
    assert dialog.words.text() == "Page 1 of 4"
    choose(qtbot, dialog, "columns", 2)
    assert dialog.words.text() == "Page 1 of 3"
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert dialog.words.text() == "Page 2 of 3"
    choose(qtbot, dialog, "language", "fa")
    assert "شما" in " ".join(pages(dialog.drawn.pdf))
    choose(qtbot, dialog, "what", True)
    assert not dialog.print.isEnabled()
    assert dialog.save.isEnabled()
    assert dialog.options.copies.isHidden() or not dialog.options.copies.isVisible()


@pytest.mark.slow
def test_no_two_prints_have_the_same_sheet_id(
    qtbot: Any, dialog: PrintQuestionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[bytes] = []
    monkeypatch.setattr(print_questionnaire, "ask_printer", lambda _c, _o, pdf: printed.append(pdf))
    dialog.options.copies.setValue(2)
    for _time in range(2):
        dialog.print_now()
        drawn(qtbot, dialog)
    ids = {page.split("Sheet ")[1].split(" ")[0] for pdf in printed for page in pages(pdf)}
    assert [len(pages(pdf)) for pdf in printed] == [8, 8]
    assert len(ids) == 4


def test_it_is_saved_with_its_map_and_a_missing_text_is_told_in_the_dialog(
    qtbot: Any, dialog: PrintQuestionnaire, filled: Path, tmp_path: Path
) -> None:
    out = tmp_path / "paper.pdf"
    dialog.options.places.setChecked(True)
    context = dialog._context
    dialog.save_to(out)
    qtbot.waitUntil(lambda: out.exists() and not context.jobs.busy, timeout=20_000)
    assert out.with_name("paper.boxes.json").exists()
    again = open_print(context, 1)
    drawn(qtbot, again)
    choose(qtbot, again, "language", "nl")
    assert "There are no words in Dutch" in again.note.text()
    assert not again.save.isEnabled()
    again.reject()
