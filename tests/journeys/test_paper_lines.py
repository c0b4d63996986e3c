"""Draw once, show twice: a map of 480 cards has the same lines on the canvas and on paper, in the same order."""

import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from cxdesk.journeys.layout import lay_out
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import Text
from cxdesk.journeys.whole_map import map_of
from cxdesk.project import Project
from exports.journey.papers import PAPERS
from exports.journey.pdf import pdf_of
from exports.journey.poster import Subject, in_scale, on_paper
from tests.journeys.test_journey_document import TODAY
from ui.theme import Theme
from ui.widgets.canvas.ink import Ink
from ui.widgets.canvas.view import MapView

PERSIAN = "«منتظر می‌ماند» و 021-5555 را می‌گیرد؛ Alder Lifts (۱۲ ساعت) دوباره زنگ می‌زند"
LONG_WORDS = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen and неперевершенопривабливого"


@pytest.fixture(scope="module")
def large(tmp_path_factory, large_file) -> JourneyMap:
    """480 cards of every kind of lane, with words that break and words too long to."""
    project = Project.open(shutil.copy(large_file, tmp_path_factory.mktemp("lines") / "large.cxdesk"))
    journey = project.read(map_of, 1, {}, TODAY)
    project.close()
    cards = tuple(
        replace(
            card,
            text=f"{card.text} {LONG_WORDS if n % 7 == 0 else 'is asked again and again'} {n}",
            stale_months=14 if n % 11 == 0 else None,
            moment_of_truth=n % 13 == 0,
        )
        for n, card in enumerate(journey.cards)
    )
    assert len(cards) == 480
    return replace(journey, cards=cards, takeaway="Nobody calls back.", today=date(2026, 11, 26))


@pytest.fixture
def theme(qapp):
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


def in_persian(journey: JourneyMap) -> JourneyMap:
    cards = tuple(
        replace(c, text=f"{PERSIAN} {c.id}" if n % 3 else c.text) for n, c in enumerate(journey.cards)
    )
    return replace(journey, cards=cards)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_line_of_480_cards_is_the_same_on_canvas_and_paper(qtbot, theme, monkeypatch, large, language):
    journey = in_persian(large) if language == "fa" else large
    poster = on_paper(Subject(journey, language), PAPERS["A0"])
    [part] = [p for p in poster.sheet.parts if p.drawing is not None]
    assert part.drawing is not None
    painted = painted_lines(qtbot, theme, monkeypatch, part.drawing)
    laid = [shape.words for shape in part.drawing.shapes if isinstance(shape, Text)]
    assert painted == laid
    assert len(painted) > 1500
    # Only the map's own part is drawn, so that nothing else has text on the page.
    pdf = pdf_of([replace(poster.sheet, parts=(part,))], "Lines", language)
    printed = list(printed_words(pdf))
    for line in painted:
        wanted = bag(line)
        got = ""
        while len(bag(got)) < len(wanted) and printed:
            got += printed.pop(0)
        assert bag(got) == wanted, line
        assert words(got) == words(line), line
    assert not [rest for rest in printed if bag(rest)]


@pytest.mark.slow
def test_the_screen_breaks_its_lines_as_paper_of_every_size_does(large):
    # At 100 % lines are those of the screen; as large as it fits, those of a screen with columns as wide as the paper's.
    sheets = [in_scale(Subject(large, "en"), 100).sheet]
    sheets += [on_paper(Subject(large, "en"), PAPERS[paper]).sheet for paper in ("A4", "A3", "A0")]
    for sheet in sheets:
        [part] = [p for p in sheet.parts if p.drawing is not None]
        assert part.drawing is not None
        screen = lay_out(large, "en", card_width=part.drawing.cards[0].w)
        assert [s.words for s in part.shapes if isinstance(s, Text)] == [
            s.words for s in screen.shapes if isinstance(s, Text)
        ]
        assert _letters(screen.shapes) == _letters(lay_out(large, "en").shapes)


def painted_lines(qtbot, theme, monkeypatch, drawing) -> list[str]:
    """Every line the canvas really paints at 100 %, in the order of painting."""
    view = MapView(theme)
    qtbot.addWidget(view)
    view.show_drawing(drawing)
    lines: list[str] = []
    real = Ink._text

    def note(self: Ink, painter: QPainter, text: Text) -> None:
        lines.append(text.words)
        real(self, painter, text)

    monkeypatch.setattr(Ink, "_text", note)
    image = QImage(round(drawing.width), round(drawing.height), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    whole = QRectF(0, 0, drawing.width, drawing.height)
    view.scene().render(painter, QRectF(image.rect()), whole)
    painter.end()
    return lines


def printed_words(pdf: bytes) -> Iterator[str]:
    """The text of each piece the page shows, in the order of the file."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text = page.get_textpage()
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=1):
        length = pdfium.FPDFTextObj_GetText(thing, text, None, 0)
        buffer = (pdfium.FPDF_WCHAR * (length // 2 + 1))()
        pdfium.FPDFTextObj_GetText(thing, text, buffer, length)
        yield bytes(buffer).decode("utf-16-le").split("\0")[0]
    document.close()


def bag(text: str) -> str:
    """The letters of a text whatever their order: paper holds right-to-left text in the order of the eye."""
    plain = unicodedata.normalize("NFKC", text)
    mirrored = str.maketrans("«)]}›>", "»([{‹<")
    return "".join(
        sorted(re.sub(r"[\s\u200b-\u200f\u2066-\u2069\u061c\ufeff]", "", plain).translate(mirrored))
    )


def words(text: str) -> list[str]:
    """The words of a line by their letters; brackets and quotation marks stand on either side of them."""
    return sorted(filter(None, (bag(word) for word in re.sub(r"[()«»“”<>؛،]", " ", text).split())))


def _letters(shapes) -> list[str]:
    """All letters of a drawing, wherever its lines break."""
    return sorted("".join(s.words for s in shapes if isinstance(s, Text)).replace(" ", ""))
