"""Templates: complete in five languages, marked until changed, and journeys given out as data."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cxdesk.i18n import LANGUAGES
from cxdesk.importing.journeys import read_journey
from cxdesk.journeys import actions, templates
from cxdesk.journeys.formats.document import create_from, document_of
from cxdesk.journeys.whole_map import map_of
from cxdesk.paths import resource
from cxdesk.project import Project
from exports.journey.data_files import write_data
from tests.journeys.test_journey_document import shown
from tests.support.template_texts import texts

TODAY = date(2026, 11, 26)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = Project.create(tmp_path / "a.cxdesk")
    yield opened
    opened.close()


@pytest.mark.parametrize("key", templates.KEYS)
def test_every_text_of_a_template_is_there_in_every_language(key: str) -> None:
    data = json.loads(resource("templates", "journeys", f"{key}.json").read_text(encoding="utf-8"))
    found = list(texts(data))
    assert len(found) > 10
    for text in found:
        assert sorted(text) == sorted(LANGUAGES)
        assert all(text[code].strip() for code in LANGUAGES)
    for code in set(LANGUAGES) - {"en"}:
        assert sum(text[code] != text["en"] for text in found) > 0.9 * len(found)


def test_there_is_a_file_for_every_template_and_no_other() -> None:
    names = {path.stem for path in resource("templates", "journeys").glob("*.json")}
    assert names == set(templates.KEYS)


def test_the_seven_stages_have_their_names_in_every_language(project: Project) -> None:
    names = {}
    for code in LANGUAGES:
        journey = project.run("Begin", templates.begin, "seven_stages", code)
        seen = project.read(map_of, journey, {}, TODAY)
        names[code] = [stage.name for stage in seen.stages]
        assert seen.is_loop
    assert names["en"] == [
        "Attraction",
        "Awareness",
        "Discovery",
        "Purchase",
        "Use",
        "Cultivation",
        "Advocacy",
    ]
    assert names["fa"][0] == "جذب"
    assert all(len(stages) == 7 for stages in names.values())


def test_a_templates_words_are_marked_until_somebody_makes_them_their_own(project: Project) -> None:
    journey = project.run("Begin", templates.begin, "complaint", "en")
    left = templates.texts_left(project.read(document_of, journey))
    seen = project.read(map_of, journey, {}, TODAY)
    assert all(step.is_template for step in seen.steps)
    card = seen.cards[0]
    project.run("Write", actions.set_text, card.id, card.text)
    assert templates.texts_left(project.read(document_of, journey)) == left
    project.run("Write", actions.set_text, card.id, "Our own words")
    project.run("Name", actions.rename_step, seen.steps[0].id, "Our own step")
    project.run("Name", actions.change_stage, seen.stages[0].id, "Our own stage")
    assert templates.texts_left(project.read(document_of, journey)) == left - 3
    project.undo()
    assert templates.texts_left(project.read(document_of, journey)) == left - 2


def test_json_goes_out_and_comes_back_as_the_same_map(large: Project, tmp_path: Path) -> None:
    project, journey = large, 1
    seen, whole = project.read(map_of, journey, {}, TODAY), project.read(document_of, journey)
    path = write_data(seen, whole, tmp_path / "map.json", "en")
    again = project.run("Read", create_from, read_journey(path).document)
    assert shown(project, again) == shown(project, journey)


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx", "mmd"])
def test_a_customers_copy_holds_nothing_that_stays_inside(
    large: Project, tmp_path: Path, ending: str
) -> None:
    project, journey = large, 1
    drawn = project.read(map_of, journey, {}, TODAY)
    inside = {lane.id for lane in drawn.lanes if lane.kind in actions.INTERNAL_KINDS}

    def plant(session: Any) -> None:
        for lane in inside:
            actions.change_lane(session, lane, internal=True)
            first = next(c for c in drawn.cards if c.lane_id == lane)
            actions.set_text(session, first.id, "SECRETWORD")

    project.run("Plant", plant)
    seen, whole = project.read(map_of, journey, {}, TODAY), project.read(document_of, journey)
    path = write_data(seen, whole, tmp_path / f"map.{ending}", "en", for_customer=True)
    ours = write_data(seen, whole, tmp_path / f"ours.{ending}", "en")
    assert "SECRETWORD" not in everything_in(path)
    assert "interviews" not in everything_in(path)
    if ending in ("json", "csv", "xlsx"):
        assert "SECRETWORD" in everything_in(ours)


def everything_in(path: Path) -> str:
    """All text of a file; a workbook's parts unpacked."""
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    import zipfile

    with zipfile.ZipFile(path) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
