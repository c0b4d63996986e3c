"""A map of 480 cards as an A0 page, beside ReportLab alone drawing the same boxes and the same strings."""

import random
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import Box, Line, Text
from cxdesk.journeys.whole_map import map_of
from cxdesk.paths import resource
from cxdesk.project import Project
from exports.journey.kit import Wish, printed
from exports.journey.papers import PAPERS
from exports.journey.poster import Subject, on_paper
from exports.journey.sheet import Sheet
from tests.bench.harness import Result, race
from tests.journeys.test_journey_document import TODAY, large_map

# The peer draws one page and nothing else; ours lays the map out, orders, shapes and embeds, and says what everything is.
PAGE, TILES = 2.0, 6.0
NAMES = ("NotoSans_400Regular", "NotoSans_600SemiBold", "SourceSerif4_400Regular", "SourceSerif4_600SemiBold")
WORDS = [
    "asks",
    "when",
    "somebody",
    "comes",
    "and",
    "tells",
    "the",
    "tenants",
    "that",
    "the",
    "fitter",
    "drives",
    "to",
    "the",
    "depot",
    "first",
    "for",
    "parts",
]


def run() -> list[Result]:
    """The page, and the page cut into sheets of A4."""
    journey = _journey()
    sheet = on_paper(Subject(journey, "en"), PAPERS["A0"]).sheet
    for name in NAMES:
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{name}.ttf"))))
    texts = sum(isinstance(s, Text) for p in sheet.parts for s in p.shapes)
    note = f"{len(journey.cards)} cards, {texts} lines"

    def peer() -> None:
        _drawn(sheet)

    return [
        race("A0 page of a map", lambda: printed(journey, "en", Wish(paper="A0")), peer, PAGE, note=note),
        race(
            "A0 map on sheets of A4",
            lambda: printed(journey, "en", Wish(paper="A0", tiles="A4")),
            peer,
            TILES,
            note=note,
        ),
    ]


def _journey() -> JourneyMap:
    with TemporaryDirectory() as folder:
        project = Project.create(Path(folder) / "large.cxdesk")
        number = project.run("Draw", large_map)
        journey = project.read(map_of, number, {}, TODAY)
        project.close()
    chance = random.Random(1)
    said = (" ".join(chance.choices(WORDS, k=chance.randint(4, 14))) for _card in journey.cards)
    return replace(
        journey, cards=tuple(replace(c, text=text) for c, text in zip(journey.cards, said, strict=True))
    )


def _drawn(sheet: Sheet) -> bytes:
    """The same boxes, lines and strings in ReportLab's own way."""
    for name in (
        "NotoSans_400Regular",
        "NotoSans_600SemiBold",
        "SourceSerif4_400Regular",
        "SourceSerif4_600SemiBold",
    ):
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{name}.ttf"))))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(sheet.width, sheet.height))
    for part in sheet.parts:
        for shape in part.shapes:
            x, scale = part.x, part.scale
            y = sheet.height - part.y
            if isinstance(shape, Text):
                canvas.setFont(shape.face.removesuffix(".ttf"), shape.size * scale)
                canvas.drawString(x + shape.left * scale, y - shape.y * scale, shape.words)
            elif isinstance(shape, Box):
                at = (x + shape.x * scale, y - (shape.y + shape.h) * scale, shape.w * scale, shape.h * scale)
                canvas.roundRect(*at, shape.radius * scale, stroke=1, fill=0)
            elif isinstance(shape, Line):
                canvas.line(
                    x + shape.x1 * scale, y - shape.y1 * scale, x + shape.x2 * scale, y - shape.y2 * scale
                )
    canvas.save()
    return out.getvalue()
