"""The map after a second round: each figure says its round, and is the one of Insights and of the touch points."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from cxdesk.analysis.inventory import inventory
from cxdesk.analysis.scores import figure
from cxdesk.analysis.touch_points import scored_touch_points
from cxdesk.i18n import set_language
from cxdesk.journeys import actions as journeys
from cxdesk.journeys.layout import customer_copy
from cxdesk.journeys.whole_map import map_of
from cxdesk.planning.journey_map import journey_map, round_choices
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import live
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import round_rows
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.described import described
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.queries import survey_rows, whole
from cxdesk.touchpoints import actions as touchpoints
from exports.journey.sheet import _about, _kind
from tests.support.commands import refused, said
from tests.surveys.every_look import EVERY_LOOK
from ui.journeys.spoken import figure_facts, hover_words

TODAY = date(2026, 1, 5)
# For Persian readers both are in the month of Azar.
NOVEMBER, DECEMBER = date(2025, 11, 25), date(2025, 12, 10)


def drawn(session: Session, item: int, other: int) -> None:
    number = journeys.create(session, "Repair", today=TODAY)
    stage = journeys.add_stage(session, number, "Repair")
    lane = next(one.id for one in map_of(session, number, {}, TODAY).lanes if one.kind == "touch_point")
    for name, linked in (("Repair visit", item), ("Invoice", other)):
        point = touchpoints.add(session, name)
        touchpoints.link(session, point, linked)
        step = journeys.add_step(session, stage, name)
        journeys.add_card(session, step, lane, touch_point_id=point)


def answered(session: Session, survey: int, round_id: int, given: list[int]) -> None:
    definition = described(session, survey)
    for ease in given:
        made = live.start(session, round_id, "web", "en")
        live.keep(session, made, definition, "CES", ease)
        live.finish(session, made, path(definition, {"CES": ease}))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "a.cxdesk")
    made.run("Survey", surveys.build, EVERY_LOOK)
    made.run("Other", surveys.build, EVERY_LOOK)
    items = [
        next(q for q in made.read(whole, survey).questions if q.code == "CES").items[0].id
        for survey in (1, 2)
    ]
    made.run("Map", drawn, *items)
    for name, day, given in (
        ("November 2025", NOVEMBER, [7] * 10 + [1] * 30), ("December 2025", DECEMBER, [7] * 36 + [1] * 4)
    ):  # fmt: skip
        made.run("Round", responses.add_round, 1, name, day)
        made.run("Answers", answered, 1, made.read(round_rows, 1)[-1].id, given)
    yield made
    made.close()


def card(project: Project, lang: str = "en", **more: Any) -> Any:
    shown = project.read(journey_map, 1, lang, today=TODAY, **more)
    return shown, next(c for c in shown.cards if c.touch_point == "Repair visit")


def test_each_figure_of_the_map_says_its_round_and_is_the_one_of_the_other_pages(project: Project) -> None:
    shown, one = card(project)
    item = next(q for q in project.read(whole, 1).questions if q.code == "CES").items[0].id
    said = project.read(figure, 1, item, Filter(rounds=("December 2025",)), today=TODAY)
    listed = next(e for e in project.read(inventory, today=TODAY).entries if e.row.name == "Repair visit")
    scored = next(s for s in project.read(scored_touch_points, today=TODAY) if s.touch_point_id == 1)
    assert one.score == said == listed.scored.figure == scored.figure
    assert one.beside.before == listed.scored.previous.value == 25.0
    assert (shown.round_name, one.beside.round, one.beside.before_round, one.beside.direction) == (
        "December 2025", "December 2025", "November 2025", 1,
    )  # fmt: skip
    told = hover_words(shown, "card", one.id)
    assert "40 answers counted, December 2025" in told
    assert "Since November 2025: +65" in told
    assert _kind(shown, "en").endswith("December 2025")
    assert "Tick: November 2025." in " ".join(_about(shown, "en", 2000))
    assert "Tick" not in " ".join(_about(customer_copy(shown), "en", 2000))
    _shown, older = card(project, round_name="November 2025")
    assert (older.score.value, older.beside.before, older.beside.round) == (25.0, None, "November 2025")


def test_persian_readers_read_days_where_both_rounds_are_in_one_month(project: Project) -> None:
    set_language("fa")
    shown, one = card(project, "fa")
    assert (shown.round_name, one.beside.before_round) == ("۱۹ آذر ۱۴۰۴", "۴ آذر ۱۴۰۴")
    assert figure_facts(one)[0].endswith("۱۹ آذر ۱۴۰۴")
    assert project.read(round_choices) == [("December 2025", "۱۹ آذر ۱۴۰۴"), ("November 2025", "۴ آذر ۱۴۰۴")]


def test_undo_brings_the_older_figure_with_its_round(project: Project) -> None:
    project.undo()
    shown, one = card(project)
    assert (one.score.value, one.beside.before, shown.round_name) == (25.0, None, "November 2025")
    assert [words for _name, words in project.read(round_choices)] == ["November 2025"]


def test_figures_of_several_rounds_are_said_with_all_of_them_on_paper(project: Project) -> None:
    number = project.run("Round", responses.add_round, 2, "January 2026", date(2026, 1, 3))
    project.run("Answers", answered, 2, number, [7])
    shown, one = card(project)
    assert (shown.round_name, shown.rounds) == ("", "January 2026, December 2025")
    assert one.beside.round == "December 2025"
    assert _kind(shown, "en").endswith("January 2026, December 2025")


def test_rounds_of_two_surveys_that_read_alike_are_told_apart_and_named_on_the_command_line(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project.run("Round", responses.add_round, 2, "december 2025", DECEMBER)
    own, other = (row.name for row in project.read(survey_rows))
    words = dict(project.read(round_choices))
    assert words["December 2025"] == f"December 2025 ({own})"
    assert words["december 2025"] == f"December 2025 ({other})"
    assert card(project, round_name="December 2025")[0].round_name == words["December 2025"]
    file, page = project.path, tmp_path / "map.html"
    project.close()
    map_of_it = ("journey", "export", file, "--journey", "Repair", "-o", page)
    assert said(capsys, *map_of_it, "--round", "november 2025")["file"] == str(page)
    assert "November 2025" in page.read_text(encoding="utf-8")
    assert "25%" in page.read_text(encoding="utf-8")
    told = refused(capsys, *map_of_it, "--round", "Spring")
    assert "There is no round “Spring” in this file. There are: " in told
    assert words["December 2025"] in told
    assert "Several rounds are called “December 2025”" in refused(
        capsys, *map_of_it, "--round", "December 2025"
    )
    assert said(capsys, *map_of_it, "--round", words["December 2025"])["file"] == str(page)
    assert words["December 2025"] in page.read_text(encoding="utf-8")
    assert "There is no round" in refused(
        capsys, "journey", "print", file, "Repair", "--round", "x", "-o", tmp_path / "p.pdf"
    )
