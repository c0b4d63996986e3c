"""A map as slides that can be edited, and as one HTML file with the list."""

import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation

from cxdesk.errors import UserError
from cxdesk.journeys import actions
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.whole_map import map_of
from cxdesk.project import Project
from exports.journey.every_kind import Form, write
from exports.journey.page import page_of
from exports.journey.slides import one_stage, slides_of
from tests.journeys.journey_examples import fill

TODAY = date(2026, 11, 26)


@pytest.fixture
def journey(tmp_path: Path) -> Iterator[JourneyMap]:
    project = Project.create(tmp_path / "a.cxdesk")
    project.run("Fill", fill)
    number = 1
    lane = next(row for row in project.read(map_of, number, {}, TODAY).lanes if row.kind == "pain")
    step = project.read(map_of, number, {}, TODAY).steps[0]
    project.run("Plant", actions.add_card, step.id, lane.id, "SECRETWORD <script>alert(1)</script>")
    yield project.read(map_of, number, {}, TODAY)
    project.close()


def texts(data: bytes) -> list[str]:
    slide = Presentation(io.BytesIO(data)).slides[0]
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_card_of_the_map_is_a_text_that_can_be_edited(journey: JourneyMap, language: str) -> None:
    # A word longer than a card is broken, so that spaces don't count.
    whole = "".join("".join(texts(slides_of(journey, language))).split())
    for name in (*(card.words for card in journey.cards), *(step.name for step in journey.steps)):
        assert "".join(name.split()) in whole


def test_one_stage_is_a_slide_of_its_own_and_an_unknown_one_is_named(journey: JourneyMap) -> None:
    first = journey.stages[0]
    found = "\n".join(texts(slides_of(one_stage(journey, first.name), "en")))
    assert first.name in found
    assert all(step.name not in found for step in journey.stages[-1].steps if len(journey.stages) > 1)
    with pytest.raises(UserError, match="There are:"):
        one_stage(journey, "Nowhere")


def test_a_customers_slides_and_page_hold_nothing_that_stays_inside(
    journey: JourneyMap, tmp_path: Path
) -> None:
    ours = write(journey, {}, tmp_path / "ours.pptx", "en").path
    theirs = write(journey, {}, tmp_path / "theirs.pptx", "en", Form(for_customer=True)).path
    assert "SECRETWORD" in "\n".join(texts(ours.read_bytes()))
    assert "SECRETWORD" not in "\n".join(texts(theirs.read_bytes()))
    assert "SECRETWORD" in page_of(journey, "en")
    assert "SECRETWORD" not in page_of(journey, "en", for_customer=True)


def test_the_page_is_one_file_that_loads_nothing_and_runs_nothing(
    journey: JourneyMap, tmp_path: Path
) -> None:
    page = write(journey, {}, tmp_path / "map.html", "fa").path.read_text(encoding="utf-8")
    assert 'dir="rtl"' in page
    assert "<script>" not in page
    outside = re.findall(r'(?:src|href|xlink:href)="([^"]+)"', page)
    assert all(link.startswith(("#", "data:")) for link in outside)
    assert page.count("<h3 ") == len(journey.stages)
    with pytest.raises(UserError, match=r"\.html"):
        write(journey, {}, tmp_path / "map.txt", "en")


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="SLIDES WERE NOT OPENED: no LibreOffice on this machine"
)
def test_another_program_opens_the_slides(journey: JourneyMap, tmp_path: Path) -> None:
    path = write(journey, {}, tmp_path / "map.pptx", "fa").path
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/lo",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=110,
    )
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")


def test_a_photograph_on_a_card_is_on_the_slides_and_in_the_page(tmp_path: Path) -> None:
    from PIL import Image

    from cxdesk.journeys import details
    from cxdesk.planning.journey_map import journey_pictures

    project = Project.create(tmp_path / "b.cxdesk")
    project.run("Fill", fill)
    lane = project.run("Lane", actions.add_lane, 1, "observation")
    step = project.read(map_of, 1, {}, TODAY).steps[0]
    card = project.run("Card", actions.add_card, step.id, lane, "Waits at the door")
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    project.run("Picture", details.set_picture, card, out.getvalue())
    shown = project.read(map_of, 1, {}, TODAY)
    pictures = project.read(journey_pictures, shown)
    project.close()
    slide = Presentation(io.BytesIO(slides_of(shown, "en", pictures))).slides[0]
    assert (
        sum(shape.shape_type is not None and shape.shape_type.name == "PICTURE" for shape in slide.shapes)
        == 1
    )
    assert "data:image/" in page_of(shown, "en", pictures=pictures)


def test_icons_are_vector_shapes_that_turn_with_the_reading_direction(journey: JourneyMap) -> None:
    from cxdesk.journeys.layout import lay_out
    from cxdesk.journeys.shapes import Icon

    drawing = lay_out(journey, "en")
    drawn = [s for s in drawing.shapes if isinstance(s, Icon)]
    assert drawn
    for language in ("en", "fa"):
        slide = Presentation(io.BytesIO(slides_of(journey, language))).slides[0]
        vectors = [shape for shape in slide.shapes if "custGeom" in shape._element.xml]
        named = Counter(shape.name for shape in vectors if shape.name in {icon.name for icon in drawn})
        assert named >= Counter(icon.name for icon in drawn)
        turned = [shape for shape in vectors if 'flipH="1"' in shape._element.xml]
        assert {shape.name for shape in turned} == ({"file-text"} if language == "fa" else set())


def test_the_slide_has_the_maps_name_as_its_title_and_nobody_elses_properties(journey: JourneyMap) -> None:
    deck = Presentation(io.BytesIO(slides_of(journey, "en")))
    assert deck.slides[0].shapes.title.text == journey.name
    said = deck.core_properties
    assert "Canny" not in f"{said.author}{said.last_modified_by}"
    assert (said.title, said.language) == (journey.name, "en-GB")
