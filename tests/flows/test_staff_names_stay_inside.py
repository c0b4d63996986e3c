"""Names of the staff who were measured, planted in a column of answers, are in no window, no output and no document by default."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from cxdesk.importing.recipe import without_names
from cxdesk.planning.rule_words import questions_asked
from cxdesk.planning.rules import RuleSpec, RuleTest
from cxdesk.privacy import package
from cxdesk.responses import staff
from cxdesk.responses.aggregate import items_of
from tests.planning.follow_up_examples import add, project_with_answers, unhappy
from ui.cli import main
from ui.rooms import ROOMS

NAMES = ("Piet Smit", "Jan Kok")
REASON = "Safety inquiry, agreed with the works council"
AUDIENCES = (
    "line-manager",
    "general-manager",
    "executive",
    "analyst",
    "staff",
    "operations-review",
    "results",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    project = project_with_answers(tmp_path)
    add(project, unhappy(project))
    add(project, RuleSpec("Somebody’s visits", (RuleTest("answer", "Technician", "is", ("1",)),)))
    project.close()
    return project.path


@pytest.mark.slow
def test_no_command_says_them(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = (
        ("responses", "list"), ("responses", "report", "--import", "1"), ("responses", "why"), ("responses", "staff"),
        ("responses", "settings", "--import", "1"), ("scores", "show"), ("issues", "list"), ("rules", "list"),
        ("rules", "run", "--yes"), ("rules", "run", "--dry-run"), ("followups", "list"), ("actions", "list"),
        ("accounts", "show", "--account", "A1"), ("decisions", "list"), ("responses", "card", "--round", "March 2026"),
    )  # fmt: skip
    for noun, verb, *rest in asked:
        for form in ((), ("--json",)) if verb != "settings" else ((),):
            assert _run([noun, verb, str(file), *rest, *form]) == 0, (noun, verb)
            _clean(capsys.readouterr().out, (noun, verb, *form))
    for form in ((), ("--json",)):
        assert _run(["responses", "detect", str(tmp_path / "march.csv"), *form]) == 0
        _clean(capsys.readouterr().out, ("detect", *form))


def test_no_file_that_leaves_holds_them(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.csv", "a.xlsx", "a.sav", "a.parquet", "words.xlsx", "words.parquet", "words.sav"):
        words = ("--labels",) if name.startswith("words") else ()
        assert _run(["responses", "export", str(file), "-o", str(tmp_path / name), *words]) == 0
        _clean(_inside(tmp_path / name), name)
        assert "Columns that name staff were left out: Technician." in capsys.readouterr().out
    for audience in AUDIENCES:
        out = tmp_path / f"{audience}.pdf"
        assert _run(["report", "export", str(file), "--audience", audience, "-o", str(out)]) == 0
        _clean("".join(page.extract_text() for page in PdfReader(out).pages), audience)
    package.write(file, tmp_path / "outside.cxdesk")
    _clean(_inside(tmp_path / "outside.cxdesk"), "package")


def test_no_room_of_the_window_shows_them(file: Path, window: Any, qtbot: Any) -> None:
    assert window.context.bridge.open(file)
    for room in ROOMS:
        window.go(room.id)
        qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)
        QCoreApplication.processEvents()
        _clean("\n".join(_shown(window)), room.id)


def test_a_survey_shows_them_with_a_reason_that_stays_and_undo_withholds_them(
    file: Path, window: Any, qtbot: Any
) -> None:
    assert window.context.bridge.open(file)
    window.go("surveys")
    technician = next(q for q in window.page.survey.questions if q.code == "Technician")
    window.page.choose(("question", technician.id))
    assert "2 names of staff, withheld" in "\n".join(_shown(window))
    _press(window, "Show names of staff")
    assert window.context.messages.log[-1].bold == "Say why names of staff are to be shown."
    why = next(
        w for w in window.page.findChildren(QLineEdit) if w.placeholderText() == "Why are the names needed?"
    )
    why.setFocus()
    qtbot.keyClicks(why, REASON)
    _press(window, "Show names of staff")
    assert "Piet Smit" in "\n".join(_shown(window))
    window.do("undo")
    _clean("\n".join(_shown(window)), "undone")
    window.do("redo")
    _press(window, "Show them no more")
    _clean("\n".join(_shown(window)), "withheld again")


def test_with_a_reason_they_leave_and_come_back_equal(file: Path, tmp_path: Path, capsys: Any) -> None:
    assert (
        _run(["responses", "staff", str(file), "--question", "Technician", "--show", REASON, "--json"]) == 0
    )
    assert json.loads(capsys.readouterr().out) == [{"question": "Technician", "withheld": False}]
    assert _run(["responses", "export", str(file), "-o", str(tmp_path / "a.parquet"), "--labels"]) == 0
    assert set(pl.read_parquet(tmp_path / "a.parquet")["Technician"].drop_nulls()) == set(NAMES)


def test_a_rule_says_the_number_of_the_answer_and_not_the_name(file: Path) -> None:
    from cxdesk.project import Project

    project = Project.open(file)
    technician = next(i.id for i in project.read(items_of, 1) if i.code == "Technician")
    assert project.read(questions_asked)["Technician"].answers["1"] == "name withheld (1)"
    project.run("Show", staff.show_names, technician, REASON)
    assert project.read(questions_asked)["Technician"].answers["1"] == "Piet Smit"
    project.close()


def test_settings_keep_the_answers_of_every_other_column() -> None:
    columns = {
        "technician": {"kind": "single", "choices": [[1, "Piet Smit", "Piet Smit", False]]},
        "channel": {"kind": "single", "choices": [[1, "Phone", "Phone", False]]},
    }
    left = without_names({"format": "csv", "columns": columns}, NAMES)
    assert left == {"format": "csv", "columns": columns | {"technician": {"kind": "single"}}}


def _run(command: list[str]) -> int:
    try:
        return int(main(command) or 0)
    except SystemExit as end:
        return int(end.code or 0)


def _clean(words: str, where: object) -> None:
    for name in (*NAMES, "Piet", "Kok"):
        assert name not in words, (where, name)


def _inside(path: Path) -> str:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return path.read_bytes().decode("utf-8", "replace")


def _press(window: Any, text: str) -> None:
    next(b for b in window.page.findChildren(QPushButton) if b.text() == text).click()


def _shown(root: QWidget) -> Iterator[str]:
    """Every word a window shows, says to a screen reader or has ready in a list."""
    for widget in root.findChildren(QWidget):
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QPushButton | QLineEdit):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(at) for at in range(widget.count()))
        elif isinstance(widget, QTableView) and (model := widget.model()) is not None:
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    yield str(model.index(row, column).data() or "")
