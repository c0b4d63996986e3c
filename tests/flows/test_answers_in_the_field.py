"""A round in the field from its first answer to its end: page for one customer, kiosk, paper, quota, undo, close."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.analysis.scores import figure
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import live
from cxdesk.responses.aggregate import items_of, people
from cxdesk.responses.filter import Filter
from cxdesk.responses.folding import waiting
from cxdesk.responses.model import LiveResponse
from cxdesk.surveys import actions as surveys
from tests.responses.live_survey import REPLIES, VISIT, answered
from tests.responses.test_quotas_in_the_field import QUOTAS, answer_file
from tests.support.commands import refused, said, told
from ui.responses.data_card import DataCardView
from ui.responses.page import ResponsesPage
from ui.surveys.export import open_export

NAMED = replace(VISIT, promise="named", settings={"quotas": QUOTAS[:1]})
CUSTOMERS = [AccountSpec("N", "North Lifts"), AccountSpec("S", "South Lifts")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    project = Project.create(tmp_path / "field.cxdesk")
    project.run("Survey", surveys.build, NAMED)
    project.run("Customers", store_accounts, CUSTOMERS)
    project.close()
    return project.path


def of_page(page: Path) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="survey">(.*?)</script>', page.read_text("utf-8"))
    assert found is not None
    survey: dict[str, Any] = json.loads(found[1])
    return survey


def test_a_page_for_one_customer_brings_answers_that_count_there(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "north.html"
    export = ("survey", "export", file, "-o", page)
    words = told(capsys, *export, "--format", "html", "--account", "north lifts")
    assert "quota" in words
    assert of_page(page)["account"] == "N"
    assert "nobody" in refused(capsys, *export, "--format", "html", "--account", "nobody")
    for other, why in (("docx", "html"), ("pdf", "paper is for anybody")):
        assert why in refused(capsys, *export, "--format", other, "--account", "N")

    project = Project.open(file)
    files = [answer_file(tmp_path, project, n, account=key) for n, key in enumerate(("N", " s ", "X", ""))]
    anonymous = project.run("Survey", surveys.build, replace(VISIT, promise="anonymous"))
    project.close()
    assert [o["over"] for o in said(capsys, "responses", "collect", file, *files)] == [
        [],
        [],
        ["Repairs"],
        ["Repairs"],
    ]
    again = Project.open(file)
    for key, n in (("N", 1), ("S", 1)):
        assert again.read(people, 1, where=Filter(accounts=(key,)))["n"].to_list() == [n]
    assert again.read(lambda s: [r.account_key for r in s.query(LiveResponse)]) == ["N", "s", "X", ""]
    again.close()
    page.unlink()
    code = said(capsys, "survey", "list", file)[1]["code"]
    assert "promises" in refused(capsys, *export, "--survey", code, "--format", "html", "--account", "N")
    assert anonymous == 2


def test_the_window_makes_a_page_for_one_customer(
    window: Any, file: Path, qtbot: Any, tmp_path: Path
) -> None:
    window.context.bridge.open(file)
    dialog = open_export(window.context, 1)
    html = next(b for b in dialog.choices.buttons() if b.text() == "Web page")
    assert html.isChecked()
    dialog.choices.button(1).setChecked(True)
    assert dialog._customer.isHidden()  # another tool's file carries no customer
    html.setChecked(True)
    qtbot.waitUntil(lambda: dialog.made is not None, timeout=20_000)
    dialog.customer.setEditText("South Lifts")
    dialog.customer.commit()
    qtbot.waitUntil(lambda: dialog.made is not None and b'"account":"S"' in dialog.made.data, timeout=20_000)
    dialog.reject()


def test_what_came_in_one_by_one_becomes_an_import_by_a_button_and_when_its_round_is_closed(
    window: Any, file: Path, qtbot: Any, tmp_path: Path
) -> None:
    window.context.bridge.open(file)
    project, context = window.context.project, window.context
    context.go("responses")
    page = window.page
    assert isinstance(page, ResponsesPage)
    assert page.answers is None
    from ui import dropped

    dropped.take(context, page, [answer_file(tmp_path, project, n) for n in range(2)])
    qtbot.waitUntil(lambda: not context.jobs.busy, timeout=20_000)
    assert page.answers is not None
    assert page.answers.model.total == 2
    context.do("undo")
    assert context.messages.log[-1].line == "2 answers went with it. Redo brings them back."
    context.do("redo")
    page._on_view("imports")
    assert page.imports is not None
    page.imports.together.click()
    qtbot.waitUntil(lambda: not context.jobs.busy, timeout=20_000)
    assert project.read(waiting) == {}
    assert page.imports.current().stored == 2
    window.context.do("undo")
    assert project.read(waiting) == {1: 2}

    page._on_view("card")
    assert page.card is not None
    page.card.closing.click()
    qtbot.waitUntil(lambda: not context.jobs.busy, timeout=20_000)
    assert project.read(waiting) == {}
    assert "Open" in page.card.closing.text()
    assert project.undo_label == "Close a survey round"
    nps = next(i.id for i in project.read(items_of, 1) if i.code == "NPS")
    assert project.read(figure, 1, nps).n == 2
    page.card.closing.click()
    assert "Close" in page.card.closing.text()


def test_who_walked_away_counts_where_the_round_says_so(
    window: Any, file: Path, qtbot: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project.open(file)
    round_id = project.run("Round", responses.add_round, 1, "Hall")
    number = project.run("Begin", live.start, round_id, "kiosk", "en")
    project.run("Keep", live.keep, number, NAMED, "NPS", 9)
    nps = next(i.id for i in project.read(items_of, 1) if i.code == "NPS")
    assert project.read(figure, 1, nps).n == 0
    project.close()
    card = ("responses", "card", file, "--round", "Hall")
    assert said(capsys, *card)["count_unfinished"] is False
    assert said(capsys, *card, "--count-unfinished")["count_unfinished"] is True
    window.context.bridge.open(file)
    project = window.context.project
    assert (project.read(figure, 1, nps).n, project.read(figure, 1, nps).value) == (1, 100.0)
    view = DataCardView(window.context, 1, round_id)
    qtbot.addWidget(view)
    assert view.unfinished.isChecked()
    view.unfinished.click()
    assert project.read(figure, 1, nps).n == 0
    project.undo()
    assert project.read(figure, 1, nps).n == 1
    window.context.bridge.close()


@pytest.mark.parametrize("ending", ["csv", pytest.param("xlsx", marks=pytest.mark.slow)])
def test_the_answers_of_two_kiosks_on_copies_come_together_and_each_counts_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    one, two, out = tmp_path / "one.cxdesk", tmp_path / "two.cxdesk", tmp_path / f"two.{ending}"
    project = Project.create(one)
    project.run("Survey", surveys.build, VISIT)
    round_id = project.run("Round", responses.add_round, 1, "Autumn")
    for reply in REPLIES[:2]:
        project.run("Kiosk", answered, round_id, reply)
    project.close()
    shutil.copy(one, two)
    for file, own in ((one, (REPLIES[2],)), (two, (REPLIES[3], REPLIES[0], REPLIES[2]))):
        project = Project.open(file)
        for reply in own:
            project.run("Kiosk", answered, round_id, reply)
        project.close()
    said(capsys, "responses", "export", two, "-o", out)
    code = said(capsys, "survey", "list", one)[0]["code"]
    take = ("responses", "import", one, out, "--survey", code, "--round", "Autumn", "--yes")
    for _time in range(2):
        told(capsys, *take)
        project = Project.open(one)
        assert project.read(people, 1)["n"].sum() == 6
        nps = next(i.id for i in project.read(items_of, 1) if i.code == "NPS")
        found = project.read(figure, 1, nps)
        # 10, 3, 9 here; 6, 10, 9 there: four promoters, two critics of six.
        assert (found.n, round(found.value or 0, 1)) == (6, 33.3)
        project.close()
