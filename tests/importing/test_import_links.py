"""Columns and touch points: proposed from the words, changed by the person, stored in the import's own step."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from cxdesk.errors import UserError
from cxdesk.importing import detect, links, mapping, target
from cxdesk.importing.actions import import_file
from cxdesk.importing.plan import ImportPlan
from cxdesk.project import Project
from cxdesk.surveys.queries import whole
from cxdesk.touchpoints import actions as touchpoints
from cxdesk.touchpoints.queries import touch_point_rows
from ui.cli import _run

HEAD = "Account key,How satisfied were you with the repair visit?,The invoice,What should we do better?\n"
ROWS = "".join(f"AL-{n % 5},{n % 5 + 1},{(n + 2) % 5 + 1},Words number {n}\n" for n in range(60))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "a.cxdesk")
    for name in ("Repair visit", "Invoice", "Handover"):
        made.run("Add", touchpoints.add, name)
    yield made
    made.close()


def proposed(project: Project, source: Path, survey: int | None = None) -> ImportPlan:
    return project.read(target.aimed, mapping.suggest(detect.sniff(source)), survey).plan


def asked_about(project: Project) -> dict[str, int]:
    return {p.name: len(p.item_ids) for p in project.read(touch_point_rows)}


def test_words_that_hold_a_touch_points_name_propose_it(project: Project, source: Path) -> None:
    plan = proposed(project, source)
    assert [c.touch_point for c in plan.columns] == ["", "Repair visit", "Invoice", ""]


def test_a_heading_that_is_a_synonym_proposes_its_touch_point(project: Project, tmp_path: Path) -> None:
    project.run("Names", touchpoints.set_synonyms, 2, ["Bill", "Rechnung"])
    path = tmp_path / "answers.csv"
    path.write_text(HEAD.replace("The invoice", "Contact point: rechnung") + ROWS, encoding="utf-8")
    plan = proposed(project, path)
    assert [c.touch_point for c in plan.columns] == ["", "Repair visit", "Invoice", ""]
    import_file(project, plan.change(plan.columns[2].key, touch_point="bill"))
    assert asked_about(project) == {"Repair visit": 1, "Invoice": 1, "Handover": 0}


def test_links_and_new_touch_points_come_and_go_with_the_import_in_one_step(
    project: Project, source: Path
) -> None:
    plan = links.named(proposed(project, source), ["What should we do better?=Suggestions"])
    import_file(project, plan)
    assert asked_about(project) == {"Repair visit": 1, "Invoice": 1, "Handover": 0, "Suggestions": 1}
    project.undo()
    assert asked_about(project) == {"Repair visit": 0, "Invoice": 0, "Handover": 0}


def test_a_question_that_is_linked_already_shows_its_link_and_the_person_may_change_it(
    project: Project, source: Path, tmp_path: Path
) -> None:
    done = import_file(project, proposed(project, source))
    survey = project.read(whole, done.survey_id)
    repair = next(q for q in survey.questions if "repair" in next(iter(q.text.values())))
    points = {p.name: p.id for p in project.read(touch_point_rows)}
    project.run("Move", touchpoints.relink, repair.items[0].id, points["Repair visit"], points["Handover"])
    second = tmp_path / "second.csv"
    second.write_text(HEAD + ROWS.replace("AL-", "BL-"), encoding="utf-8")
    plan = proposed(project, second, done.survey_id)
    assert plan.columns[1].touch_point == "Handover"
    import_file(
        project, plan.change(plan.columns[1].key, touch_point="Repair visit"), survey_id=done.survey_id
    )
    assert asked_about(project) == {"Repair visit": 1, "Invoice": 1, "Handover": 0}


@pytest.mark.parametrize("link", ["Nothing=Repair visit", "The invoice", "=x", "Account key=Invoice"])
def test_a_link_that_fits_nothing_is_refused_in_words(link: str, project: Project, source: Path) -> None:
    with pytest.raises(UserError, match=r"is no link|There is no question"):
        links.named(proposed(project, source), [link])


def test_the_command_line_links_too(
    project: Project, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project.close()
    command = [
        "responses",
        "import",
        str(project.path),
        str(source),
        "--link",
        "The invoice=Billing",
        "--json",
    ]
    assert _run(command) == 0
    json.loads(capsys.readouterr().out)
    again = Project.open(project.path)
    assert asked_about(again) == {"Repair visit": 1, "Invoice": 0, "Handover": 0, "Billing": 1}
    again.close()


def test_the_wizard_shows_the_proposal_and_takes_another_from_the_list_or_a_new_one(
    project: Project, source: Path, window: Any, qtbot: Any
) -> None:
    project.close()
    assert window.context.bridge.open(project.path)
    window.go("importing", source)
    qtbot.waitUntil(lambda: window.page.typed is not None, timeout=20_000)
    page = window.page
    points = {page.plan.column(key).header: box for key, box in page.columns.points.items()}
    repair, invoice, words = (points[name] for name in HEAD.strip().split(",")[1:])
    assert (repair.currentText(), invoice.currentText(), words.currentText()) == (
        "Repair visit",
        "Invoice",
        "",
    )
    assert words.line.placeholderText() == "Link to a touch point"
    words.setFocus()
    qtbot.keyClicks(words.line, "Suggestions")
    qtbot.keyClick(words.line, Qt.Key.Key_Tab)
    invoice.setCurrentIndex(invoice.findText("Handover"))
    invoice.activated.emit(invoice.currentIndex())
    assert page.typed is not None  # the rows are not read again for a link
    page.next_button.click()
    qtbot.waitUntil(lambda: window.room == "analysis" and not window.context.jobs.busy, timeout=20_000)
    assert asked_about(window.context.project) == {
        "Repair visit": 1, "Invoice": 0, "Handover": 1, "Suggestions": 1,
    }  # fmt: skip
