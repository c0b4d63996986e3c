"""The preview of 300 questions on one page, against that of the same page with the few that are seen at once."""

import os
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from cxdesk.project import Project
from cxdesk.settings import Settings
from cxdesk.surveys import actions
from cxdesk.surveys.definition import Definition, SectionSpec
from tests.bench.bench_survey_editor import QUESTIONS, question
from tests.bench.harness import Result, race
from ui.app import application, make_window
from ui.surveys.preview import AT_ONCE, Preview


def run() -> list[Result]:
    """Opened, and the last question gone to by the list of the way through."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("CXDESK_SETTINGS")
        os.environ["CXDESK_SETTINGS"] = str(Path(folder) / "settings")
        try:
            return _measured(Path(folder) / "big.cxdesk")
        finally:
            os.environ.pop("CXDESK_SETTINGS") if before is None else os.environ.update(CXDESK_SETTINGS=before)


def _measured(path: Path) -> list[Result]:
    app = application(["bench"])
    project = Project.create(path)
    for name, count in (("Long", QUESTIONS), ("Short", AT_ONCE)):
        elements = tuple(question(n) for n in range(count))
        project.run("Survey", actions.build, Definition({"en": name}, (SectionSpec({}, elements),)))
    project.close()
    window = make_window(app, Settings(window=(1280, 800)), dialogs=False)
    window.show()
    window.context.bridge.open(path)
    long, short = Preview(window.context, 1), Preview(window.context, 2)
    for shown in (long, short):
        shown.show()
        QApplication.processEvents()
    last, there = f"Q{QUESTIONS - 1}", f"Q{AT_ONCE - 1}"
    try:
        return [
            race(f"page of {QUESTIONS} questions in the preview, against {AT_ONCE}", _page(long), _page(short), 3.0),
            race("a question far down a page gone to, against one near", _jump(long, last), _jump(short, there), 3.0),
        ]  # fmt: skip
    finally:
        for shown in (long, short):
            shown.close()
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _page(preview: Preview) -> Any:
    def show() -> None:
        preview.show_screen()
        QApplication.processEvents()

    return show


def _jump(preview: Preview, code: str) -> Any:
    def go() -> None:
        preview.go_to(code)
        QApplication.processEvents()

    return go
