"""Journeys of other tools, as they are: each comes in, is drawn, goes out and comes back, and no line is lost.

The files may not be copied into the project; where their folder is missing these tests say so and are skipped.
"""

import base64
import unicodedata
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pypdfium2
import pytest

from cxdesk.errors import UserError
from cxdesk.importing.journeys import read_journey
from cxdesk.journeys.compare import compare
from cxdesk.journeys.formats.document import create_from, document_of
from cxdesk.journeys.layout import lay_out
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, StageOnMap, StepOnMap
from cxdesk.journeys.shapes import Box, Icon, MapDrawing, Text
from cxdesk.journeys.whole_map import map_of
from cxdesk.project import Project
from exports.journey.every_kind import SUFFIXES, write
from exports.journey.kit import Wish, printed
from exports.journey.saving import saved
from exports.pdf.faces import chain
from exports.pdf.shaping import not_drawable
from exports.pdf.system_fonts import lend
from ui.theme import Theme
from ui.widgets.canvas.items import bounds
from ui.widgets.canvas.view import MapView

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "journeys"
TODAY = date(2026, 11, 26)
# How many stages, steps and cards each has.
FILES = {
    "gpu-repair-customer_journey.drawio": (1, 7, 18),
    "mermaid-journey-cjk.mmd": (2, 3, 6),
    "mermaid-journey-many-actors.mmd": (1, 5, 10),
    "mermaid-journey-many-tasks.mmd": (5, 15, 30),
    "mermaid-journey-wide-section-label.mmd": (3, 3, 6),
    "nr1-demo-journeyConfig.js": (1, 4, 8),
}
JAPANESE = "mermaid-journey-cjk.mmd"
real = pytest.mark.skipif(
    not CORPUS.exists(), reason="THE REAL JOURNEYS ARE NOT HERE: ../shared/corpus is missing"
)


@pytest.fixture
def project(tmp_path):
    made = Project.create(tmp_path / "real.cxdesk")
    yield made
    made.close()


def taken_in(project: Project, name: str) -> JourneyMap:
    """A file as the window takes it in."""
    return with_document(project, CORPUS / name)[0]


def with_document(project: Project, path: Path) -> tuple[JourneyMap, dict[str, Any]]:
    """A file as it comes in, as a map and as its own document."""
    number = project.run("Take in", create_from, read_journey(path).document)
    return project.read(map_of, number, {}, TODAY), project.read(document_of, number)


def assert_nothing_overlaps(drawing: MapDrawing) -> None:
    """No card on another, no line of words on another, and none outside of its card or of the map."""
    placed = [(c.x, c.y, c.x + c.w, c.y + c.h) for c in drawing.cards]
    lines = [shape for shape in drawing.shapes if isinstance(shape, Text)]
    words = [(t.left, t.y - t.size * 0.8, t.left + t.width, t.y + t.size * 0.2) for t in lines]
    for boxes in (placed, words):
        for i, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[i + 1 :]:
                apart = right <= other[0] + 0.5 or other[2] <= left + 0.5 or bottom <= other[1] + 0.5
                assert apart or other[3] <= top + 0.5, (boxes[i], other)
    for left, top, right, bottom in words:
        assert left >= -0.5
        assert right <= drawing.width + 0.5
        assert top >= 0
        assert bottom <= drawing.height
    for card in drawing.cards:
        for shape in card.own.shapes:
            if isinstance(shape, Text | Box | Icon) and card.kind not in ("feeling", "employee"):
                rect = bounds(shape)
                assert rect.left() >= -2.5
                assert rect.right() <= card.w + 2.5
                assert shape.y <= card.h


def said_on(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    told = "".join(page.get_textpage().get_text_range() for page in pages)
    return "".join(unicodedata.normalize("NFKC", told).split())


@real
@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("name", FILES)
def test_a_real_journey_opens_and_nothing_overlaps_or_is_lost(project, qapp, qtbot, name, language):
    journey = taken_in(project, name)
    assert (len(journey.stages), len(journey.steps), len(journey.cards)) == FILES[name]
    drawing = lay_out(journey, language)
    assert_nothing_overlaps(drawing)
    told = "".join("".join(t.words for t in drawing.shapes if isinstance(t, Text)).split())
    for words in (*(s.name for s in journey.stages), *(s.name for s in journey.steps)):
        assert "".join(words.split()) in told
    theme = Theme(qapp, "light")
    view = MapView(theme)
    qtbot.addWidget(view)
    view.resize(1280, 800)
    view.show_drawing(drawing)
    assert not view.grab().isNull()
    theme.deleteLater()


@real
@pytest.mark.parametrize("name", FILES)
def test_a_real_journey_is_whole_on_paper(project, name):
    journey = taken_in(project, name)
    made = printed(journey, "en", Wish(paper="A3"))
    paper = said_on(made.pdf)
    for text in lay_out(journey, "en").shapes:
        if isinstance(text, Text) and (name != JAPANESE or text.words.isascii()):
            assert "".join(unicodedata.normalize("NFKC", text.words).split()) in paper, text.words
    if name == JAPANESE:
        # Their letters come from a font of the system; without one that may be embedded the notice names them.
        assert "お茶を入れる" in paper or any("お" in note for note in made.notes)


@real
@pytest.mark.parametrize("name", FILES)
def test_a_real_journey_comes_back_from_what_was_written(project: Project, tmp_path: Path, name: str) -> None:
    journey, document = with_document(project, CORPUS / name)
    for kind in set(SUFFIXES) - {".png"}:
        written = write(journey, document, tmp_path / f"out{kind}", "en")
        assert written.path.stat().st_size > 100
        if kind in (".json", ".csv", ".xlsx"):
            again = compare(document, with_document(project, written.path)[1])
            assert again.changes == ()
            assert again.same == len(journey.cards)
    if name.endswith(".mmd"):
        again = compare(document, with_document(project, tmp_path / "out.mmd")[1])
        assert (again.changes, again.same) == ((), len(journey.cards))


@real
def test_the_drawing_comes_in_the_same_when_it_is_compressed(project: Project, tmp_path: Path) -> None:
    path = CORPUS / "gpu-repair-customer_journey.drawio"
    text = path.read_text(encoding="utf-8")
    inner = text[text.index("<mxGraphModel") : text.index("</mxGraphModel>") + len("</mxGraphModel>")]
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = base64.b64encode(engine.compress(quote(inner).encode()) + engine.flush()).decode()
    other = tmp_path / "gpu-repair-customer_journey.drawio"
    other.write_text(f'<mxfile host="x"><diagram id="a" name="Page-1">{packed}</diagram></mxfile>', "utf-8")
    assert read_journey(other) == read_journey(path)
    assert "7 arrows were left out" in " ".join(read_journey(path).notes)


@real
def test_japanese_is_embedded_from_a_font_of_the_system_or_named(project: Project) -> None:
    journey, _document = with_document(project, CORPUS / "mermaid-journey-cjk.mmd")
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


@real
def test_a_list_that_is_cut_anywhere_is_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    data = (CORPUS / "nr1-demo-journeyConfig.js").read_bytes()
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


def one_card(text: str) -> JourneyMap:
    steps = (StepOnMap(1, "Waits"), StepOnMap(2, "Calls"))
    lanes = (LaneOnMap(1, "does"), LaneOnMap(2, "pain"))
    cards = (CardOnMap(1, 1, 1, text), CardOnMap(2, 2, 1, "short"), CardOnMap(3, 1, 2, text))
    return JourneyMap(1, "x", stages=(StageOnMap(1, "s", steps=steps),), lanes=lanes, cards=cards)


HOSTILE = {
    "5,000 characters": "The fitter drives to the depot first, and nobody calls. " * 90,
    "one word of 5,000": "a" * 5000,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈👍🏽 " * 30,
    "combining": "Z̴̢̛͚̈́á̵͇l̷̛̰g̶̰̈́ö̸́" * 20,
    "both directions": "Alder Lifts می‌گوید «call 021-5555» و then רגע (۱۲ hours) " * 8,
}


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_words_stay_inside_their_card_and_keep_every_letter(what, language):
    text = HOSTILE[what]
    drawing = lay_out(one_card(text), language)
    assert_nothing_overlaps(drawing)
    for card in drawing.cards:
        if card.card_id != 2:
            told = "".join(t.words for t in card.own.text if isinstance(t, Text)).replace("\u200e", "")
            assert "".join(told.split()) == "".join(text.split())
    other = replace(one_card(text), cards=one_card(text).cards[1:2])
    assert lay_out(other, language).height < drawing.height
