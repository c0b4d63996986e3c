"""The next round of a source in the window: one click where nothing is in doubt, and every change seen where something is."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from PySide6.QtWidgets import QLabel, QRadioButton

from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.project import Project
from cxdesk.responses.aggregate import counted
from cxdesk.responses.queries import batch_rows
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.queries import survey_rows, whole
from tests.support.person import Clicker
from ui.importing.rows_view import StoredRows, rows_view

HEAD = "ResponseID,Would you recommend us?,Which product?,Why?,Date\n"
PRODUCTS = ("Lift", "Escalator", "Ramp")
MILLION = 1_000_000


def rows(count: int, first: int = 0, month: str = "03") -> list[str]:
    return [
        f'R_{n:03d},{n % 11},{PRODUCTS[n % 3]},"because {n}",2026-{month}-{n % 28 + 1:02d}'
        for n in range(first, first + count)
    ]


def written(folder: Path, name: str, lines: list[str]) -> Path:
    path = folder / name
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def person(window: Any, qtbot: Any, tmp_path: Path) -> Clicker:
    path = tmp_path / "Alder Lifts.cxdesk"
    project = Project.create(path)
    import_file(project, mapping.suggest(detect.sniff(written(tmp_path, "march.csv", rows(60)))))
    project.close()
    window.context.bridge.open(path)
    found = Clicker(window, qtbot)
    found.rest()
    return found


def test_the_next_round_of_a_known_source_takes_one_click(person: Clicker, tmp_path: Path) -> None:
    window = person.window
    window.go("importing", written(tmp_path, "april.csv", rows(60) + rows(40, 60, "04")))
    person.wait(lambda: window.page.ready is not None)
    assert window.page.target.why == "remembered"
    person.click("Import 40 rows")
    person.wait(lambda: window.room == "analysis")
    assert person.clicks == 1
    survey = window.context.project.read(survey_rows)
    assert len(survey) == 1
    assert window.context.project.read(counted, survey[0].id, []).height == 100


def test_the_same_file_again_says_that_nothing_is_changed(person: Clicker, tmp_path: Path) -> None:
    window = person.window
    window.go("importing", tmp_path / "march.csv")
    person.wait(lambda: window.page.ready is not None)
    person.wait(lambda: _says(window, "Nothing will be changed."))
    person.click("Import")
    person.wait(lambda: window.room == "analysis")
    assert len(window.context.project.read(batch_rows)) == 1


def test_changed_answers_are_seen_before_they_are_taken_and_can_be_left(
    person: Clicker, tmp_path: Path
) -> None:
    window = person.window
    later = rows(60)
    later[7] = later[7].replace("R_007,7,", "R_007,10,")
    window.go("importing", written(tmp_path, "again.csv", later))
    person.wait(lambda: window.page.ready is not None)
    person.click("Check the rows")
    choices = {b.text(): b for b in window.findChildren(QRadioButton)}
    choices["Leave them as they are stored"].click()
    person.wait(lambda: _says(window, "stays as it is stored"))
    choices["Update them from the file"].click()
    person.wait(lambda: _says(window, "is updated"))
    person.click("Import")
    person.wait(lambda: window.room == "analysis")
    project = window.context.project
    nps = next(q for q in project.read(whole, 1).questions if q.kind == "nps").items[0].id
    assert project.read(counted, 1, [nps])[f"i{nps}"][7] == 10
    window.context.do("undo")
    assert project.read(counted, 1, [nps])[f"i{nps}"][7] == 7


def test_another_survey_can_be_chosen_and_new_questions_are_named(person: Clicker, tmp_path: Path) -> None:
    window = person.window
    path = tmp_path / "other.csv"
    path.write_text("Code,Colour\n" + "".join(f"{n},red\n{n},blue\n" for n in range(40)), encoding="utf-8")
    window.go("importing", path)
    person.wait(lambda: window.page.ready is not None)
    assert (window.page.survey_id, window.page.target.why) == (None, "new")
    window.page.aim(1)
    person.wait(lambda: window.page.ready is not None)
    assert "Colour" in window.page.target.laid.new
    window.page.check()
    person.wait(lambda: _says(window, "New questions"))


def test_somebody_renames_a_survey_while_a_million_rows_come_in(person: Clicker, tmp_path: Path) -> None:
    window, project = person.window, person.window.context.project
    path = tmp_path / "million.csv"
    n = pl.int_range(MILLION, eager=True)
    pl.DataFrame({"Response ID": n, "Would you recommend us?": n % 11, "Speed": n % 5 + 1}).write_csv(path)
    window.go("importing", path)
    person.wait(lambda: window.page.plan is not None)
    renamed = 0
    while window.page.ready is None:
        person.qtbot.wait(5)
        if not renamed:
            window.context.bridge.run("Rename survey", surveys.rename, 1, "Relationship 2026", "en")
            renamed = 1
            assert window.page.ready is None
    window.page.store()
    window.context.bridge.run("Rename survey", surveys.rename, 1, "Relationship 2027", "en")
    person.wait(lambda: window.room == "analysis")
    assert project.read(whole, 1).name["en"] == "Relationship 2027"
    assert project.read(counted, 2, []).height == MILLION


def test_a_million_rows_scroll_in_the_preview(qapp: Any, window: Any, tmp_path: Path) -> None:
    from cxdesk.importing.typed import build

    path = tmp_path / "million.csv"
    n = pl.int_range(MILLION, eager=True)
    pl.DataFrame({"Response ID": n, "Would you recommend us?": n % 11}).write_csv(path)
    table = rows_view(window.context.theme, build(mapping.suggest(detect.sniff(path))))
    model = table.model()
    assert isinstance(model, StoredRows)
    table.resize(800, 500)
    table.show()
    table.scrollToBottom()
    qapp.processEvents()
    assert model.rowCount() == MILLION
    assert table.indexAt(table.rect().center()).row() > MILLION - 40
    assert model.cell(MILLION - 1, 0) == "1,000,001"
    table.close()


def _says(window: Any, words: str) -> bool:
    return any(words in w.text() for w in window.findChildren(QLabel) if w.isVisible())


@pytest.mark.parametrize("is_kept", [True, False])
def test_an_import_is_read_anew_from_the_copy_that_was_kept_or_from_the_file_the_person_chooses(
    window: Any, qtbot: Any, tmp_path: Path, is_kept: bool
) -> None:
    path, source = tmp_path / "Alder Lifts.cxdesk", written(tmp_path, "march.csv", rows(60))
    project = Project.create(path)
    import_file(project, mapping.suggest(detect.sniff(source)), keep_original=is_kept)
    project.close()
    window.context.bridge.open(path)
    person = Clicker(window, qtbot)
    person.rest()
    window.go("responses")
    person.click("Imports")
    person.click("Read it anew")
    if not is_kept:
        other = written(tmp_path, "other.csv", rows(61))
        person.choose_file(other)
        person.wait(lambda: _says(window, "is not the file of import 1"))
        window.go("responses")
        person.click("Imports")
        person.click("Read it anew")
        person.choose_file(source)
    person.wait(lambda: window.room == "importing" and window.page.ready is not None)
    key = next(c.key for c in window.page.plan.columns if c.header == "Which product?")
    window.page.change_plan(mapping.with_kind(window.page.plan, key, "text"))
    person.wait(lambda: window.page.ready is not None)
    person.click("Import 60 rows")
    person.wait(lambda: window.room == "analysis")
    survey = window.context.project.read(survey_rows)[0]
    kinds = {q.code: q.kind for q in window.context.project.read(whole, survey.id).questions}
    assert kinds["Which product?"] == "text" or "text" in kinds.values()
    assert source.exists()
    assert [b.state for b in window.context.project.read(batch_rows)].count("live") == 1
