"""What happens when something of ours breaks."""

import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from cxdesk.errors import UserError
from cxdesk.progress import Cancelled
from ui import crash
from ui.messages import Messages
from ui.theme import Theme
from ui.widgets.crash_dialog import CrashDialog


def failed() -> BaseException:
    """An error with a traceback."""
    try:
        raise ValueError("inner trouble")
    except ValueError as error:
        return error


def test_a_refusal_and_a_stop_are_notices_and_a_bug_is_kept(qapp: Any) -> None:
    messages = Messages()
    failures = crash.Failures(messages)
    failures(UserError("Row 88 is not a date. Choose day first."))
    failures(Cancelled())
    failures(failed())
    assert [(n.kind, n.bold, n.line) for n in messages.log] == [
        ("bad", "Row 88 is not a date.", "Choose day first."),
        ("info", "Stopped. Nothing was changed.", ""),
    ]
    assert [str(b) for b in failures.bugs] == ["inner trouble"]


def test_a_bug_opens_one_dialog_in_plain_words_and_writes_a_report(
    qapp: Any, tidy: None, own_settings: Path, qtbot: Any
) -> None:
    theme = Theme(qapp, "light")
    show = crash.dialogs_for(theme, lambda: None)
    show(failed())
    show(failed())
    dialogs = [w for w in qapp.topLevelWidgets() if isinstance(w, CrashDialog) and w.isVisible()]
    assert len(dialogs) == 1
    words = " ".join(label.text() for label in dialogs[0].findChildren(QLabel))
    assert "Your file is as it was before it" in words
    assert "ValueError" not in words
    reports = list((own_settings / "crashes").glob("*.txt"))
    assert "ValueError: inner trouble" in reports[0].read_text(encoding="utf-8")
    dialogs[0].carry_on.click()
    theme.deleteLater()


def test_what_nobody_caught_ends_in_the_same_place(qapp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    failures = crash.Failures(Messages())
    crash.install(failures)
    error = failed()
    sys.excepthook(type(error), error, error.__traceback__)
    assert failures.bugs == [error]
