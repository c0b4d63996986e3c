"""The survey editor: 300 questions opened against the same rows read and listed in the plainest way, and a typed word."""

import json
import os
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QStringListModel
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QListView, QPlainTextEdit

from cxdesk.project import Project
from cxdesk.settings import Settings
from cxdesk.surveys import actions
from cxdesk.surveys.definition import ChoiceSpec, Definition, QuestionSpec, ScaleSpec, SectionSpec
from tests.bench.harness import Result, Work, race
from ui.app import application, make_window

QUESTIONS = 300
TABLES = ("question", "item", "choice", "section", "scale")


def run() -> list[Result]:
    """A file of 300 questions in ten sections: scales, answers to choose from, texts."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("CXDESK_SETTINGS")
        os.environ["CXDESK_SETTINGS"] = str(Path(folder) / "settings")
        try:
            return _measured(Path(folder))
        finally:
            os.environ.pop("CXDESK_SETTINGS") if before is None else os.environ.update(CXDESK_SETTINGS=before)


def question(n: int) -> QuestionSpec:
    """One of three kinds by turns."""
    text = {"en": f"How was part {n} of the work, and why was it so?"}
    if n % 3 == 0:
        return QuestionSpec(f"Q{n}", "scale", text, ScaleSpec(1, 5))
    if n % 3 == 1:
        choices = tuple(ChoiceSpec(code, {"en": f"Answer {code}"}) for code in range(1, 7))
        return QuestionSpec(f"Q{n}", "single", text, choices=choices)
    return QuestionSpec(f"Q{n}", "text", text)


def _measured(folder: Path) -> list[Result]:
    app = application(["bench"])
    path = folder / "big.cxdesk"
    project = Project.create(path)
    each = QUESTIONS // 10
    sections = tuple(
        SectionSpec({"en": f"Part {s}"}, tuple(question(s * each + n) for n in range(each)))
        for s in range(10)
    )
    project.run("Survey", actions.build, Definition({"en": "Big"}, sections))
    project.close()
    window = make_window(app, Settings(window=(1280, 800)), dialogs=False)
    window.show()
    window.context.bridge.open(path)
    window.go("surveys")
    try:
        return [*_opening(window.page, path), *_typing(window.page)]
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _opening(page: Any, path: Path) -> list[Result]:
    def ours() -> None:
        page.survey_id = None
        page.outline.model.show_rows([])
        page.reload()
        QApplication.processEvents()

    def plain() -> None:
        listed = []
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            for table in TABLES:
                for row in connection.execute(f'SELECT * FROM "{table}"'):
                    cells = [json.loads(c) if isinstance(c, str) and c[:1] in ("{", "[") else c for c in row]
                    listed += [str(cells[0])] if table == "question" else []
        connection.close()
        view = QListView()
        view.setModel(QStringListModel(listed, view))
        view.show()
        QApplication.processEvents()
        view.close()
        view.deleteLater()

    # The plain way reads and lists; it edits nothing, has no properties and no search.
    return [
        _of_work("survey of 300 questions opened in the editor", ours, 0.2),
        race("survey of 300 questions opened, against reading and listing", ours, plain, 8.0),
    ]


def _of_work(name: str, work: Work, limit: float) -> Result:
    """Seconds of the processor, not of the clock: another program that is busy is not our work."""

    def seconds() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    median = statistics.median([seconds() for _ in range(6)][1:])
    return Result(name, median / limit, 1.0, median, None, f"at most {limit:g} s of work")


def _typing(page: Any) -> list[Result]:
    """A letter into the question where it is written, against one into a bare field.

    Each turn begins with the same words, and what was typed is written before it: a line more in one turn, or the
    writing of ours in the turn of the peer, would make its figure one of something else.
    """
    page.choose(next(r.key for r in page.outline.model.rows if r.key[0] == "question"))
    text, bare = page.frame.middle.held.text, QPlainTextEdit()
    bare.show()
    words = text.toPlainText()

    def begin() -> None:
        text.commit()
        text.show_text(words)
        bare.setPlainText(words)
        bare.moveCursor(QTextCursor.MoveOperation.End)
        text.moveCursor(QTextCursor.MoveOperation.End)
        QApplication.processEvents()

    def letters(field: QPlainTextEdit) -> float:
        begin()
        start = time.process_time()
        for _n in range(20):
            field.insertPlainText("x")
            QApplication.processEvents()
        return time.process_time() - start

    def new_line() -> float:
        """The letter with which the field grows, and all below it moves."""
        begin()
        high, longest = text.height(), 0.0
        while text.height() == high:
            start = time.process_time()
            text.insertPlainText("x")
            QApplication.processEvents()
            longest = time.process_time() - start
        return longest

    turns = [(letters(text), letters(bare)) for _ in range(10)][1:]
    mine, theirs = (statistics.median(side) for side in zip(*turns, strict=True))
    grown = statistics.median([new_line() for _ in range(6)][1:])
    note = "at most 0.05 s of work; all below it moves"
    page.leaving()
    bare.close()
    bare.deleteLater()
    peer = "work, not time; the peer is a bare field with the same words"
    return [
        Result("20 letters typed into one of 300 questions", mine / theirs, 2.0, mine, theirs, peer),
        Result("the letter that begins another line of it", grown / 0.05, 1.0, grown, None, note),
    ]
