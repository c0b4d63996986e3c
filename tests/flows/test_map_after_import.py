"""A second file is imported while the map is open: its numbers change where they stand, and undo brings the old ones."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.journeys import actions as journeys
from cxdesk.journeys.whole_map import map_of
from cxdesk.privacy.actions import Whom, erase
from cxdesk.project import Project
from cxdesk.surveys.queries import survey_rows, whole
from cxdesk.touchpoints import actions as touch_points

HEAD = "ResponseID,Would you recommend us?,Date\n"


def written(folder: Path, name: str, scores: list[int], month: str) -> Path:
    path = folder / name
    lines = [f"R_{month}{n:03d},{score},2026-{month}-{n % 28 + 1:02d}" for n, score in enumerate(scores)]
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def with_map(path: Path, first: Path) -> int:
    """A file with one import and a map whose one card shows the question's score; returns the map's number."""
    project = Project.create(path)
    import_file(project, mapping.suggest(detect.sniff(first)))
    survey = project.read(whole, project.read(survey_rows)[0].id)
    nps = next(q for q in survey.questions if q.kind == "nps").items[0].id

    def draw(session: Any) -> int:
        point = touch_points.add(session, "Help line")
        touch_points.link(session, point, nps)
        number = journeys.create(session, "Help", today=date(2026, 5, 1))
        step = journeys.add_step(session, journeys.add_stage(session, number, "Asking"), "Calls")
        lane = next(
            one.id for one in map_of(session, number, {}, date(2026, 5, 1)).lanes if one.kind == "touch_point"
        )
        journeys.add_card(session, step, lane, touch_point_id=point)
        return number

    made: int = project.run("Draw", draw)
    project.close()
    return made


def test_the_open_map_shows_the_numbers_of_a_file_that_comes_in(
    window: Any, qtbot: Any, tmp_path: Path
) -> None:
    number = with_map(tmp_path / "a.cxdesk", written(tmp_path, "march.csv", [10] * 30 + [0] * 30, "03"))

    def quiet() -> None:
        qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=15_000)

    window.context.bridge.open(tmp_path / "a.cxdesk")
    window.go("journeys", number)
    quiet()
    page = window.page

    def shown() -> tuple[float | None, int]:
        score = next(c.score for c in page.journey.cards if c.touch_point_id)
        return score.value, score.n

    def drawn() -> str:
        return "\n".join(s.words for s in page.board.view.drawing.shapes if hasattr(s, "words"))

    assert shown() == (0.0, 60)
    assert "n 60" in drawn()
    project = window.context.project
    april = written(tmp_path, "april.csv", [10] * 36 + [0] * 4, "04")
    survey = project.read(survey_rows)[0].id
    window.context.jobs.run(
        lambda: import_file(project, mapping.suggest(detect.sniff(april)), survey_id=survey),
        lambda _done: None,
    )
    quiet()
    assert window.page is page
    assert shown() == (pytest.approx(80.0), 40)
    assert "n 40" in drawn()
    window.do("undo")
    quiet()
    assert shown() == (0.0, 60)
    # The number falls by the one who is erased: by a 10 of thirty.
    window.context.jobs.run(lambda: erase(project, Whom("R_03000")), lambda _done: None)
    quiet()
    assert shown() == (pytest.approx(100 * (29 - 30) / 59), 59)
    assert "n 59" in drawn()
