"""Journeys that other tools wrote, from the folder of real files beside the project: in, drawn, out, in again.

The files may not be copied into the project; where the folder is missing these tests say so and are skipped.
"""

import base64
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from cxdesk.errors import UserError
from cxdesk.importing.journeys import read_journey
from cxdesk.journeys.compare import compare
from cxdesk.journeys.formats.document import create_from, document_of
from cxdesk.journeys.layout import lay_out
from cxdesk.journeys.queries import JourneyMap, map_of
from cxdesk.journeys.shapes import Text
from cxdesk.project import Project
from exports.journey.every_kind import SUFFIXES, write
from exports.journey.saving import saved
from exports.pdf.faces import chain
from exports.pdf.shaping import not_drawable
from exports.pdf.system_fonts import lend

REAL = Path(__file__).parents[3] / "shared" / "corpus" / "journeys"
FILES = {
    "gpu-repair-customer_journey.drawio": (1, 7, 18),
    "mermaid-journey-cjk.mmd": (2, 3, 6),
    "mermaid-journey-many-actors.mmd": (1, 5, 10),
    "mermaid-journey-many-tasks.mmd": (5, 15, 30),
    "mermaid-journey-wide-section-label.mmd": (3, 3, 6),
    "nr1-demo-journeyConfig.js": (1, 4, 8),
}

pytestmark = pytest.mark.skipif(
    not REAL.is_dir(), reason=f"REAL FILES WERE NOT TESTED: there is no folder {REAL}"
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = Project.create(tmp_path / "a.cxdesk")
    yield opened
    opened.close()


def taken(project: Project, path: Path) -> tuple[JourneyMap, dict[str, Any]]:
    number = project.run("Take in", create_from, read_journey(path).document)
    return project.read(map_of, number, {}, date(2026, 11, 26)), project.read(document_of, number)


@pytest.mark.parametrize("name", FILES)
def test_it_comes_in_is_drawn_and_comes_back_from_what_was_written(
    project: Project, tmp_path: Path, name: str
) -> None:
    journey, document = taken(project, REAL / name)
    found = (len(journey.stages), len(journey.steps), len(journey.cards))
    assert found == FILES[name]
    nothing_lies_on_another(journey)
    for kind in set(SUFFIXES) - {".png"}:
        written = write(journey, document, tmp_path / f"out{kind}", "en")
        assert written.path.stat().st_size > 100
        if kind in (".json", ".csv", ".xlsx"):
            again = compare(document, taken(project, written.path)[1])
            assert again.changes == ()
            assert again.same == len(journey.cards)
    if name.endswith(".mmd"):
        again = compare(document, taken(project, tmp_path / "out.mmd")[1])
        assert (again.changes, again.same) == ((), len(journey.cards))


def nothing_lies_on_another(journey: JourneyMap) -> None:
    drawing = lay_out(journey, "en")
    boxes = [(c.x, c.y, c.x + c.w, c.y + c.h) for c in drawing.cards if c.w > 30]
    for at, (x0, y0, x1, y1) in enumerate(boxes):
        for u0, v0, u1, v1 in boxes[at + 1 :]:
            assert x1 <= u0 or u1 <= x0 or y1 <= v0 or v1 <= y0
    for card in drawing.cards:
        for text in card.piece.shapes:
            if isinstance(text, Text) and card.w > 30:
                assert text.left >= card.x - 0.5
                assert text.left + text.width <= card.x + card.w + 0.5
                assert text.y <= card.y + card.h


def test_the_drawing_comes_in_the_same_when_it_is_compressed(project: Project, tmp_path: Path) -> None:
    path = REAL / "gpu-repair-customer_journey.drawio"
    text = path.read_text(encoding="utf-8")
    inner = text[text.index("<mxGraphModel") : text.index("</mxGraphModel>") + len("</mxGraphModel>")]
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = base64.b64encode(engine.compress(quote(inner).encode()) + engine.flush()).decode()
    other = tmp_path / "gpu-repair-customer_journey.drawio"
    other.write_text(f'<mxfile host="x"><diagram id="a" name="Page-1">{packed}</diagram></mxfile>', "utf-8")
    assert read_journey(other) == read_journey(path)
    assert "7 arrows were left out" in " ".join(read_journey(path).notes)


def test_japanese_is_embedded_from_a_font_of_the_system_or_named(project: Project) -> None:
    journey, _document = taken(project, REAL / "mermaid-journey-cjk.mmd")
    wanted = not_drawable("".join(card.words for card in journey.cards) + journey.name, chain("sans", False))
    lent = lend(wanted)
    made = saved(journey, ".pdf", "en")
    if lent.missing:
        assert "A mark stands in their place" in made.notes[0]
    else:
        assert made.notes == ()
        assert any(face.name.encode() in made.data for face in lent.faces)
    told = saved(journey, ".svg", "en")
    assert journey.name in told.data.decode()
    assert "kept as text" in told.notes[0]


def test_a_list_that_is_cut_anywhere_is_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    data = (REAL / "nr1-demo-journeyConfig.js").read_bytes()
    path = tmp_path / "cut.js"
    said = []
    cuts = range(0, data.rindex(b"];"), 37)
    for at in cuts:
        path.write_bytes(data[:at])
        try:
            read_journey(path)
        except UserError as error:
            said.append(str(error))
    assert len(said) == len(cuts)
    assert all("cut" in sentence for sentence in said)
