"""Each room on a real file: what it shows, what a click does, and that undo takes it back."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from cxdesk import i18n
from cxdesk.accounts import actions as accounts
from cxdesk.planning.behind import Behind
from cxdesk.planning.queries import issue_rows
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import matching
from cxdesk.responses.filter import Filter
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import whole
from cxdesk.touchpoints import actions as touchpoints
from cxdesk.touchpoints.queries import touch_point_rows
from ui.app import open_file
from ui.widgets.charts import ChartView
from ui.widgets.tables import Table

NAMES = ("Time until a fitter arrives", "Invoice", "Skill of the fitter")
SATISFIED = {"September 2025": (50, 60, 90), "March 2026": (48, 85, 91)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two rounds of 100 answers on three touch points, twenty customers, one key nobody has."""
    project = Project.create(tmp_path / "Alder.cxdesk")
    questions = [QuestionSpec("NPS", "nps", {"en": "Would you recommend us?"})]
    questions += [
        QuestionSpec(f"T{n}", "scale", {"en": name}, ScaleSpec(1, 5)) for n, name in enumerate(NAMES)
    ]
    questions.append(QuestionSpec("WHY", "text", {"en": "Why?"}))
    survey = project.run(
        "Create survey",
        surveys.build,
        Definition({"en": "Relationship"}, (SectionSpec({}, tuple(questions)),)),
    )
    items = {i.code: i.id for q in project.read(whole, survey).questions for i in q.items}
    for n, name in enumerate(NAMES):
        point = project.run("Add", touchpoints.add, name, "phone", "Service")
        project.run("Link", touchpoints.link, point, items[f"T{n}"])
    project.run("Add", touchpoints.add, "Visit report")
    project.run(
        "Accounts",
        accounts.store_accounts,
        [
            accounts.AccountSpec(f"AL-{n:02d}", f"Customer {n:02d}", "Offices", revenue=n * 1e3)
            for n in range(20)
        ],
    )
    for n, (name, shares) in enumerate(SATISFIED.items()):
        day = date(2025, 9, 20) if n == 0 else date(2026, 3, 20)
        round_id = project.run("Round", responses.add_round, survey, name, day, day)
        place = pl.int_range(100, eager=True)
        data: dict[str, Any] = {f"i{items['NPS']}": (place % 11).cast(pl.Int16)}
        for at, share in enumerate(shares):
            good = pl.Series([5 if i < share else 2 for i in range(100)], dtype=pl.Int16)
            data[f"i{items[f'T{at}']}"] = good
        data["account_key"] = [f"AL-{i % 21:02d}" for i in range(100)]
        data["submitted"] = [datetime(day.year, day.month, day.day, 9)] * 100
        texts = pl.DataFrame({f"i{items['WHY']}": [f"because {i}" for i in range(100)]})
        packed = responses.pack(pl.DataFrame(data), texts)
        project.run("Import", responses.add_answers, round_id, packed, responses.Source(f"{name}.csv"))
    project.run("Match", matching.relink)
    project.close()
    return project.path


@pytest.fixture
def opened(window: Any, file: Path, qtbot: Any) -> Any:
    open_file(window, file)
    qtbot.waitUntil(lambda: window.context.bridge.is_open)
    return window


def insights_of(window: Any, qtbot: Any) -> Any:
    window.go("analysis")
    qtbot.waitUntil(lambda: window.page.insights is not None, timeout=10_000)
    return window.page


def buttons_called(window: Any, text: str) -> list[QPushButton]:
    return [b for b in window.page.findChildren(QPushButton) if b.text().strip() == text]


def test_a_menu_opens_under_the_button_that_was_pressed(opened: Any, qtbot: Any) -> None:
    for room, name in (("touchpoints", "Print or save"), ("analysis", "Relationship")):
        opened.go(room)
        qtbot.waitUntil(lambda n=name: bool(buttons_called(opened, n)), timeout=10_000)
        (button,) = buttons_called(opened, name)
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Return)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        below = button.mapToGlobal(button.rect().bottomLeft())
        assert abs(menu.y() - below.y()) <= 16, room
        menu.close()


def test_the_worst_question_is_first_and_what_became_better_last(opened: Any, qtbot: Any) -> None:
    page = insights_of(opened, qtbot)
    found = [(f.kind, f.scored.name) for f in page.insights.findings]
    assert found == [("low", NAMES[0]), ("low", NAMES[2]), ("gain", NAMES[1])]
    assert (
        page.insights.findings[0].sentence
        == "“Time until a fitter arrives” disappoints most: 48% are satisfied."
    )
    assert page.insights.answered == 100


def test_one_key_makes_an_issue_with_its_figure_and_undo_takes_it_back(opened: Any, qtbot: Any) -> None:
    page = insights_of(opened, qtbot)
    page.make_issue(page.insights.findings[0])
    project = opened.context.project
    assert [(r.title, r.evidence) for r in project.read(issue_rows)] == [
        ("“Time until a fitter arrives” disappoints most: 48% are satisfied.", 1)
    ]
    assert opened.room == "planning"
    opened.do("undo")
    assert project.read(issue_rows) == []


def test_see_the_answers_leads_to_the_answers_behind_the_figure(opened: Any, qtbot: Any) -> None:
    page = insights_of(opened, qtbot)
    page.see_answers(page.insights.findings[0].scored)
    assert opened.room == "responses"
    model = opened.page.answers.model
    assert model.total == 100
    assert model.columnCount() == 3
    assert model.data(model.index(0, 0)) == "Customer 00"


def test_answers_of_a_filter_can_be_seen_and_the_filter_taken_away(opened: Any, qtbot: Any) -> None:
    opened.go("responses", Behind(1, (), Filter(accounts=("AL-03",), rounds=("March 2026",))))
    page = opened.page
    assert page.answers.model.total == 5
    page._set_filter(Filter())
    assert page.answers.model.total == 200
    assert page.answers.model.canFetchMore(page.answers.model.index(-1, -1)) is False


@pytest.mark.slow
def test_a_removed_import_leaves_every_count_and_comes_back_with_undo(opened: Any, qtbot: Any) -> None:
    opened.go("responses")
    page = opened.page
    page._on_view("imports")
    page.imports.remove_import()
    page._on_view("answers")
    assert page.answers.model.total == 100
    opened.do("undo")
    assert page.answers.model.total == 200


def test_a_touch_point_is_added_named_and_deleted_with_one_undo_each(opened: Any, qtbot: Any) -> None:
    opened.go("touchpoints")
    page = opened.page
    project = opened.context.project
    page.add()
    qtbot.waitUntil(lambda: page.found is not None and len(page.found.entries) == 5, timeout=10_000)
    name = page.views["list"].record.inputs["name"]
    assert name.text() == "New touch point"
    name.setText("Spare part quotation")
    name.editingFinished.emit()
    assert project.read(touch_point_rows)[-1].name == "Spare part quotation"
    opened.do("undo")
    assert project.read(touch_point_rows)[-1].name == "New touch point"
    opened.do("undo")
    assert len(project.read(touch_point_rows)) == 4
    qtbot.waitUntil(lambda: page.table.rows_model.rowCount() == 4, timeout=10_000)


def test_customers_show_who_answered_and_which_keys_nobody_has(opened: Any, qtbot: Any) -> None:
    opened.go("accounts")
    page = opened.page
    qtbot.waitUntil(lambda: bool(page.lines), timeout=10_000)
    assert page._match.text() == "1 key in the answers belongs to no customer: AL-20"
    page._filter("customer 07")
    assert page.table.rows_model.rowCount() == 1
    assert page.chosen == "AL-07"


@pytest.mark.slow
def test_a_survey_is_written_by_hand_and_each_step_undone(opened: Any, qtbot: Any) -> None:
    opened.go("surveys")
    page, project = opened.page, opened.context.project
    page.new_survey()
    made = page.survey_id
    section = project.read(whole, made).sections[0].id
    page.add_question(section, "radio")
    panel = page.frame.middle.held
    panel.text.setPlainText("Which lift?")
    panel.text.commit()
    first = next(iter(panel.lists[0].lines.values()))
    first.setText("The red one")
    first.editingFinished.emit()
    now = project.read(whole, made).questions[0]
    assert now.text["en"] == "Which lift?"
    assert now.choices[0].label["en"] == "The red one"
    for _step in range(4):
        opened.do("undo")
    assert made not in {s.id for s in project.read(_surveys)}


def _surveys(session: Any) -> Any:
    from cxdesk.surveys.queries import survey_rows

    return survey_rows(session)


@pytest.mark.slow
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_room_opens_in_every_language(language: str, window: Any, file: Path, qtbot: Any) -> None:
    i18n.set_language(language)
    window.rebuild()
    open_file(window, file)
    qtbot.waitUntil(lambda: window.context.bridge.is_open)
    for room in (
        "start",
        "surveys",
        "journeys",
        "touchpoints",
        "responses",
        "analysis",
        "planning",
        "accounts",
    ):
        window.go(room)
        qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=10_000)
        assert window.room == room
    assert not window.failures.bugs
    assert not [n for n in window.context.messages.log if n.kind == "bad"]


def test_what_is_copied_from_the_scores_says_which_data_stands_behind_them(opened: Any, qtbot: Any) -> None:
    """A chart, a table or a page that leaves without this line fails here."""
    from PySide6.QtGui import QGuiApplication

    page = insights_of(opened, qtbot)
    line = "Relationship, March 2026; 100 people answered, 20 March 2026. Source: March 2026.csv."
    labels = [w.text() for w in page.findChildren(QLabel)]
    assert any(text.startswith(line) for text in labels)
    table = page.findChild(Table)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[-1].startswith(line)
    chart = page.findChild(ChartView)
    qtbot.keyClick(chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    both = (
        "Relationship, March 2026, September 2025; 200 people answered, 20 September 2025 to 20 March 2026."
    )
    assert mime.text().splitlines()[-1].startswith(both)
    assert both in mime.html()


@pytest.mark.slow
def test_a_page_is_looked_at_in_another_language_and_saved(opened: Any, qtbot: Any, tmp_path: Path) -> None:
    page = insights_of(opened, qtbot)
    page.make_page()
    shown = page.preview
    qtbot.waitUntil(lambda: shown.rendered is not None, timeout=20_000)
    english = shown.rendered.pdf
    shown.language.set_value("fa")
    shown.draw()
    qtbot.waitUntil(lambda: shown.rendered.pdf != english, timeout=20_000)
    target = tmp_path / "page.pdf"
    pdf = shown.rendered.pdf
    shown.save_to(target)
    qtbot.waitUntil(target.exists, timeout=10_000)
    qtbot.waitUntil(lambda: not opened.context.jobs.busy)
    assert target.read_bytes() == pdf
    assert opened.context.messages.log[-1].bold == "The page is saved."


@pytest.mark.slow
def test_the_data_card_is_written_in_the_window_and_undone(opened: Any, qtbot: Any) -> None:
    page = insights_of(opened, qtbot)
    page.edit_card()
    room = opened.page
    assert opened.room == "responses"
    assert room.card.line.text().endswith("Known bias: nothing is written down yet.")
    editor = room.card.texts["known_bias"]
    editor.setFocus()
    qtbot.keyClicks(editor, "small blocks answered least")
    editor.commit()
    assert room.card.line.text().endswith("Known bias: small blocks answered least.")
    opened.do("undo")
    assert room.card.texts["known_bias"].toPlainText() == ""
    assert room.card.line.text().endswith("Known bias: nothing is written down yet.")


@pytest.mark.slow
def test_a_number_that_is_none_is_refused_and_the_field_shows_the_file(opened: Any, qtbot: Any) -> None:
    insights_of(opened, qtbot).edit_card()
    editor = opened.page.card.invited
    editor.setFocus()
    qtbot.keyClicks(editor, "many")
    editor.commit()
    assert "is not a number of people" in opened.context.messages.log[-1].bold
    assert editor.text() == ""
