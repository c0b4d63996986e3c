"""Erasing in the window: on a chosen answer or by key, never before it was said what goes."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from tests.privacy.erasure_examples import MAIL
from ui.app import open_file
from ui.widgets.erase_dialog import EraseDialog


@pytest.fixture
def responses(window: Any, file: Path, qtbot: Any) -> Any:
    """The window on its page of answers."""
    open_file(window, file)
    qtbot.waitUntil(lambda: window.context.bridge.is_open and not window.context.jobs.busy, timeout=20_000)
    window.context.go("responses", None)
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)
    return window


def dialog() -> EraseDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, EraseDialog) and w.isVisible())


def words_of(shown: EraseDialog) -> str:
    return "\n".join(label.text() for label in shown.findChildren(QLabel) if label.isVisibleTo(shown))


def test_the_chosen_answer_is_erased_after_it_was_said_what_goes(responses: Any, qtbot: Any) -> None:
    page = responses.page
    page.survey_id = 1
    page.reload()
    view = page.answers
    assert not view.erase.isEnabled()
    view.table.selectRow(view.model.response_ids.index(13))
    assert view.erase.isEnabled()
    total = view.model.total
    view.erase.click()
    shown = dialog()
    assert not shown.erase.isVisible()
    qtbot.waitUntil(lambda: shown.told is not None, timeout=20_000)
    assert "This can’t be undone. What goes:" in words_of(shown)
    assert "Recall it" in words_of(shown)
    shown.erase.click()
    qtbot.waitUntil(lambda: not responses.context.jobs.busy, timeout=20_000)
    qtbot.waitUntil(lambda: page.answers.model.total == total - 1, timeout=20_000)
    assert not responses.context.project.can_undo
    assert (
        responses.context.messages.log[-1].bold
        == "2 answers were erased, and everything else of this person."
    )


def test_by_key_another_key_asks_anew(responses: Any, qtbot: Any) -> None:
    responses.do("respondent.erase")
    shown = dialog()
    shown.key.setText("nobody")
    shown.look.click()
    qtbot.waitUntil(lambda: "Nobody with the key “nobody”" in words_of(shown), timeout=20_000)
    assert not shown.erase.isVisible()
    shown.key.setText(MAIL)
    shown.key.textEdited.emit(MAIL)
    shown.look.click()
    qtbot.waitUntil(lambda: shown.told is not None, timeout=20_000)
    assert shown.erase.isVisible()
    shown.key.setText("somebody else")
    shown.key.textEdited.emit("somebody else")
    assert shown.told is None
    assert not shown.erase.isVisible()
    shown.reject()
    assert responses.context.project.read(lambda s: None) is None
