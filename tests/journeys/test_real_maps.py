"""Journeys of other tools, as they are: each opens, nothing overlaps, and no line is lost on canvas or paper."""

import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from cxdesk.importing.journeys import read_journey
from cxdesk.journeys.formats.document import create_from
from cxdesk.journeys.layout import lay_out
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, StageOnMap, StepOnMap, map_of
from cxdesk.journeys.shapes import Box, Icon, MapDrawing, Text
from cxdesk.project import Project
from exports.journey.kit import Wish, printed
from ui.theme import Theme
from ui.widgets.canvas.items import bounds
from ui.widgets.canvas.view import MapView

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "journeys"
TODAY = date(2026, 11, 26)
NAMES = (
    "gpu-repair-customer_journey.drawio",
    "mermaid-journey-cjk.mmd",
    "mermaid-journey-many-actors.mmd",
    "mermaid-journey-many-tasks.mmd",
    "mermaid-journey-wide-section-label.mmd",
    "nr1-demo-journeyConfig.js",
)
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
    read = read_journey(CORPUS / name)
    number = project.run("Take in", create_from, read.document)
    return project.read(map_of, number, {}, TODAY)


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
@pytest.mark.parametrize("name", NAMES)
def test_a_real_journey_opens_and_nothing_overlaps_or_is_lost(project, qapp, qtbot, name, language):
    journey = taken_in(project, name)
    assert journey.steps
    assert journey.cards
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
@pytest.mark.parametrize("name", NAMES)
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
