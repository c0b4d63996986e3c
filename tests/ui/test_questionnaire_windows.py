"""A questionnaire leaves the window with what is lost listed before, and comes in with the same listed after."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel

from cxdesk.importing import definitions
from cxdesk.project import Project
from cxdesk.surveys import actions
from cxdesk.surveys.formats import lss_out, surveyjs_out
from cxdesk.surveys.queries import survey_rows
from tests.surveys.whole_survey import WHOLE
from ui.app import open_file
from ui.surveys.export import export_here, open_export
from ui.surveys.opening import take
from ui.widgets.notes_list import NotesList


def words_of(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def lists() -> list[NotesList]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, NotesList)]


def test_what_is_lost_is_listed_before_the_file_is_saved(window: Any, qtbot: Any, tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.cxdesk")
    survey = project.run("Survey", actions.build, WHOLE)
    project.close()
    open_file(window, tmp_path / "a.cxdesk")
    qtbot.waitUntil(lambda: window.context.bridge.is_open)
    dialog = open_export(window.context, survey)
    dialog.choices.button(1).setChecked(True)
    qtbot.waitUntil(dialog.save.isEnabled, timeout=20_000)
    assert "Jumps are in the file as conditions of the questions they pass over: WHY." in words_of(dialog)
    for box in dialog.languages.values():
        box.setChecked(False)
    assert not dialog.save.isEnabled()
    assert "Tick at least one language." in words_of(dialog)
    dialog.languages["fa"].setChecked(True)
    dialog.choices.button(4).setChecked(True)
    qtbot.waitUntil(dialog.save.isEnabled, timeout=20_000)
    assert "Jumps" not in words_of(dialog)
    out = tmp_path / "out.json"
    dialog.save_to(out)
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)
    found = definitions.read(out)
    assert found is not None
    assert (found.languages, len(found.questions)) == (("fa",), 21)
    assert window.context.messages.log[-1].bold == "The questionnaire is in out.json."


@pytest.mark.slow
def test_a_questionnaire_is_opened_and_dropped(window: Any, qtbot: Any, tmp_path: Path) -> None:
    Project.create(tmp_path / "a.cxdesk").close()
    open_file(window, tmp_path / "a.cxdesk")
    qtbot.waitUntil(lambda: window.context.bridge.is_open)
    context = window.context
    export_here(context)
    assert context.messages.log[-1].bold == "No survey yet"
    whole = tmp_path / "whole.json"
    whole.write_bytes(
        surveyjs_out.write(WHOLE).data.replace(b'"visibleIf": "{WHY}', b'"visibleIf": "age({WHY}) + {WHY}')
    )
    take(context, whole)
    qtbot.waitUntil(lambda: len(lists()) == 1, timeout=20_000)
    assert window.room == "surveys"
    assert "could not be converted and is kept as it was written: HELLO" in words_of(lists()[0])
    lists()[0].accept()
    assert context.bridge.undo() is not None
    assert context.project.read(survey_rows) == []
    cut = tmp_path / "cut.lss"
    cut.write_bytes(lss_out.write(WHOLE).data[:5000])
    take(context, cut)
    qtbot.waitUntil(lambda: not context.jobs.busy, timeout=20_000)
    assert "damaged" in context.messages.log[-1].bold + context.messages.log[-1].line
    # Dropped on the window, a definition alone is a survey too.
    window.go("importing", (whole,))
    qtbot.waitUntil(lambda: len(context.project.read(survey_rows)) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: len(lists()) == 1, timeout=20_000)
    lists()[0].accept()
