"""The table of answers sorts by what is in a column, blanks last, and gives rows in that order."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from cxdesk import i18n
from cxdesk.project import Project
from cxdesk.responses import actions
from cxdesk.responses.aggregate import items_of
from cxdesk.responses.filter import AnswerTest, Filter
from cxdesk.responses.queries import answers_table, sorted_responses
from cxdesk.surveys import actions as surveys
from tests.responses.live_survey import REPLIES, VISIT, answered
from tests.support.resting import rest
from ui.app import open_file
from ui.responses.answers_view import AS_THEY_CAME


@pytest.fixture
def file(tmp_path: Path) -> Path:
    project = Project.create(tmp_path / "visit.cxdesk")
    survey = project.run("Survey", surveys.build, VISIT)
    place = project.run("Round", actions.add_round, survey, "November", date(2026, 11, 1))
    for given in (*REPLIES, {"WHY": 1, "NPS": 9, "MORE": "As always"}):
        project.run("Answer", answered, place, given)
    project.close()
    return project.path


def test_answers_are_sorted_by_what_stands_in_a_column(file: Path) -> None:
    project = Project.open(file)
    items = {i.code: i.id for i in project.read(items_of, 1)}

    def column(code: str, **how: Any) -> list[str]:
        order = project.read(sorted_responses, 1, items[code], **how)
        table = project.read(answers_table, 1, responses=order)
        return [row[2 + table.item_ids.index(items[code])] for row in table.rows]

    assert column("NPS") == ["3", "6", "9", "9", "10"]
    assert column("NPS", down=True) == ["10", "9", "9", "6", "3"]
    assert column("MORE") == ["As always", "Very kind", "", "", ""]
    assert column("MORE", down=True) == ["Very kind", "As always", "", "", ""]
    low = Filter(answers=(AnswerTest("NPS", "<=", "6"),))
    assert column("NPS", where=low, down=True) == ["6", "3"]
    came = project.read(answers_table, 1).response_ids
    assert project.read(sorted_responses, 1, "", down=True) == came[::-1]
    project.close()


def test_a_click_on_a_head_sorts_turns_round_and_lets_go(window: Any, qtbot: Any, file: Path) -> None:
    open_file(window, file)
    qtbot.waitUntil(lambda: window.context.bridge.is_open)
    window.go("responses")
    rest(window)
    view = window.page.answers
    place = view.model.heads().index("How likely are you to recommend us?")

    def shown() -> list[str]:
        return [row[place] for row in view.model.rows]

    came = shown()
    header = view.table.horizontalHeader()
    header.sectionClicked.emit(place)
    assert shown() == ["3", "6", "9", "9", "10"]
    assert (view.by.value(), header.isSortIndicatorShown()) == (place, True)
    header.sectionClicked.emit(place)
    assert shown() == ["10", "9", "9", "6", "3"]
    view.table.selectRow(0)
    assert view.chosen_response() == view.model.response_ids[0]
    header.sectionClicked.emit(place)
    assert (shown(), view.by.value(), header.isSortIndicatorShown()) == (came, AS_THEY_CAME, False)


def test_the_head_of_an_english_question_is_cut_at_its_end_in_persian_too(
    window: Any, qtbot: Any, file: Path
) -> None:
    i18n.set_language("fa")
    open_file(window, file)
    qtbot.waitUntil(lambda: window.context.bridge.is_open)
    window.go("responses")
    rest(window)
    model = window.page.answers.model
    shown = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert shown == [f"\u2068{head}\u2069" for head in model.heads()]
