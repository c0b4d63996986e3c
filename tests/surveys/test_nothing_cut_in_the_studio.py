"""Every page, panel and window of the survey studio and the responses, on a small screen: no text is cut off."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from cxdesk import i18n
from cxdesk.project import Project
from cxdesk.surveys import actions
from cxdesk.surveys.described import described
from cxdesk.surveys.versions import release
from tests.support import survey_rooms as rooms
from tests.support.cut_texts import cut_texts
from tests.support.resting import rest
from tests.surveys.every_look import EVERY_LOOK
from ui.app import open_file

SMALL = (1280, 800)


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """The language, set before the window is made."""
    i18n.set_language(request.param)
    return str(request.param)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_no_text_of_the_studio_is_cut_off_on_a_small_display(
    language: str, window: Any, example_file: Path, tmp_path: Path
) -> None:
    window.resize(*SMALL)
    file = Path(shutil.copy(example_file, tmp_path / "Alder Lifts.cxdesk"))
    project = Project.open(file)
    survey = project.run("Survey", actions.build, EVERY_LOOK)
    project.run("Release", release, survey, "Noor", "", "No goal is agreed yet")
    definition = project.read(described, survey)
    project.close()
    open_file(window, file)
    rest(window)
    found = []
    for name, opened in rooms.pages(window, survey):
        shown = opened()
        rest(window)
        found += [f"{name}: {said}" for said in cut_texts(shown)]
    for name, opened in rooms.windows(window, survey, definition):
        shown = opened()
        rest(window)
        found += [f"{name}: {said}" for said in cut_texts(shown)]
        if shown.height() > SMALL[1] - 20:
            found.append(f"{name} is {shown.height()} px high")
        rooms.close_all()
    assert found == []
