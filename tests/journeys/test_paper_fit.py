"""A map on one sheet takes the sheet: no third of it stays empty, and words are as large as they can be."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cxdesk.journeys.grid import CARD_WIDTH
from cxdesk.journeys.metrics import FACES
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import Text
from cxdesk.journeys.templates import KEYS, begin
from cxdesk.journeys.whole_map import map_of
from cxdesk.project import Project
from exports.journey.fitting import WIDEST_CARD, least_card
from exports.journey.papers import PAPERS
from exports.journey.poster import Subject, on_paper
from exports.journey.sheet import FOOT, MARGIN, Part, a3_sheets

DAY = date(2026, 5, 20)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = Project.create(tmp_path / "p.cxdesk")
    yield opened
    opened.close()


def map_part(parts: tuple[Part, ...]) -> Part:
    return next(part for part in parts if part.drawing is not None)


def template(project: Project, key: str, language: str) -> JourneyMap:
    return project.read(map_of, project.run("Begin", begin, key, language), {}, DAY)


@pytest.mark.parametrize(
    "language", ["en", *(pytest.param(code, marks=pytest.mark.slow) for code in ("nl", "hu", "uk", "fa"))]
)
def test_every_template_takes_the_whole_sheet(project: Project, language: str) -> None:
    for key in KEYS:
        sheet = on_paper(Subject(template(project, key, language), language), PAPERS["A3"]).sheet
        part = map_part(sheet.parts)
        assert part.drawing is not None
        across = part.drawing.width * part.scale / (sheet.width - 2 * MARGIN)
        down = part.drawing.height * part.scale / (sheet.height - FOOT - part.y)
        assert sheet.width > sheet.height, key
        assert 0.97 < across < 1.001, key
        assert 0.94 < down < 1, key


def test_twelve_steps_are_printed_larger_in_narrower_columns(project: Project) -> None:
    journey = template(project, "seven_stages", "en")
    part = map_part(on_paper(Subject(journey, "en"), PAPERS["A3"]).sheet.parts)
    assert part.drawing is not None
    assert part.drawing.cards[0].w < CARD_WIDTH
    smallest = min(s.size * part.scale for s in part.shapes if isinstance(s, Text))
    # As wide as on the screen they had 6 points.
    assert smallest > 7


def test_no_column_is_so_narrow_that_a_word_breaks(project: Project) -> None:
    journey = template(project, "seven_stages", "hu")
    name = "Ügyfélszolgálati munkatársak"
    longer = journey.stages[0].steps[0]
    assert least_card(journey, "hu") < CARD_WIDTH
    stage = replace(journey.stages[0], steps=(replace(longer, name=name),))
    wider = replace(journey, stages=(stage, *journey.stages[1:]))
    part = map_part(on_paper(Subject(wider, "hu"), PAPERS["A3"]).sheet.parts)
    lines = [s.words for s in part.shapes if isinstance(s, Text) and s.face == FACES["strong"][0]]
    assert "Ügyfélszolgálati" in lines


def test_a_high_map_on_a3_has_wide_columns(project: Project) -> None:
    journey = template(project, "service_blueprint", "en")
    sheets = a3_sheets(journey, "en")
    part = map_part(sheets[0].parts)
    assert part.drawing is not None
    assert len(sheets) == 1
    assert CARD_WIDTH < part.drawing.cards[0].w <= WIDEST_CARD
    assert part.drawing.width * part.scale > 0.9 * (sheets[0].width - 2 * MARGIN)
