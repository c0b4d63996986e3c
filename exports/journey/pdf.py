"""Sheets of a map as a vector PDF: the same shapes as on the canvas, text as text in embedded fonts."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from cxdesk.i18n import is_rtl
from cxdesk.journeys.shapes import Bead, Box, Curve, Diamond, Icon, Line, Shape, Text
from exports.journey.icon_paths import SIDE, strokes
from exports.journey.reading import reading_of
from exports.journey.sheet import Part, Sheet
from exports.pdf.faces import face
from exports.pdf.lines import Run, set_lines
from exports.pdf.look import Style, ink
from exports.pdf.pdf_font import pdf_font
from exports.pdf.structure import Tagger, bookmark, write_outline, write_structure
from exports.pdf.tags import Element, artefact, content, element, read_in_order
from exports.pdf.written import draw_line
from exports.pdf.xmp import write_metadata

ENDLESS = 1e7
TITLE_SIZE = 20
# Icons that turn with the reading direction, as in the window.
MIRRORED = frozenset({"file-text"})


def pdf_of(sheets: Sequence[Sheet], title: str, language: str, firm: str = "", subject: str = "") -> bytes:
    """One page per sheet."""
    out = BytesIO()
    first = pdf_font(face("persian" if is_rtl(language) else "sans", False)).fontName
    size = (sheets[0].width, sheets[0].height)
    canvas = Canvas(out, pagesize=size, lang=language, initialFontName=first, pdfVersion=(1, 7))
    canvas.setTitle(title)
    canvas.setAuthor(firm)
    canvas.setSubject(subject)
    canvas.setCreator("cxdesk")
    canvas.tagger = Tagger(language)
    for number, sheet in enumerate(sheets, 1):
        canvas.setPageSize((sheet.width, sheet.height))
        for part in sheet.parts:
            _Paper(canvas, sheet, part, language).draw()
        bookmark(canvas, number)
        canvas.showPage()
    write_outline(canvas)
    write_structure(canvas)
    write_metadata(canvas._doc, title, firm, subject, language)
    canvas.save()
    return out.getvalue()


class _Paper:
    """Draws one part of a sheet; y is turned round, for paper counts from below."""

    def __init__(self, canvas: Any, sheet: Sheet, part: Part, language: str) -> None:
        self._canvas = canvas
        self._height = sheet.height
        self._part = part
        self._scale = part.scale
        self._rtl = is_rtl(language)
        self._paths: dict[int, list[Element]] = {}
        if part.drawing is not None and sheet.journey is not None:
            reading = reading_of(part.drawing, sheet.journey, language)
            self._paths = reading.of
            read_in_order(canvas, reading.table)
        elif part.role in ("P", "H1"):
            texts = [shape for shape in part.shapes if isinstance(shape, Text)]
            for titled, together in groupby(texts, lambda text: part.role == "H1" or text.size >= TITLE_SIZE):
                said = [Element("H1" if titled else "P")]
                self._paths |= {id(text): said for text in together}

    def draw(self) -> None:
        """All shapes of the part in their order, neighbours of one element together."""
        for path, shapes in groupby(self._part.shapes, lambda shape: self._paths.get(id(shape))):
            drawn = list(shapes)
            with self._said(path, drawn):
                for shape in drawn:
                    self._canvas.saveState()
                    self._shape(shape)
                    self._canvas.restoreState()

    @contextmanager
    def _said(self, path: list[Element] | None, drawn: list[Shape]) -> Iterator[None]:
        """The element these shapes are in; shapes without one are ornaments."""
        canvas, role = self._canvas, self._part.role
        with ExitStack() as inside:
            if path is None:
                inside.enter_context(artefact(canvas, role if role in ("Header", "Footer") else "Rule"))
            else:
                title = " ".join(shape.words for shape in drawn if isinstance(shape, Text))
                for key in path:
                    left, bottom, wide, high = self._place(key, drawn)
                    inside.enter_context(element(canvas, key, wide, high, title, (left, bottom)))
                inside.enter_context(content(canvas))
            yield

    def _place(self, key: Element, drawn: list[Shape]) -> tuple[float, float, float, float]:
        """Left, bottom, width and height: of a bead; of anything else only how high up its bookmark leads."""
        bead = drawn[0]
        if key.role != "Figure" or not isinstance(bead, Bead):
            return 0.0, 0.0, 0.0, self._height
        radius = (bead.radius + bead.halo) * self._scale
        return self._x(bead.x) - radius, self._y(bead.y) - radius, 2 * radius, 2 * radius

    def _shape(self, shape: Shape) -> None:
        match shape:
            case Text():
                self._text(shape)
            case Box():
                self._box(shape)
            case Line():
                self._pen(shape.colour, shape.width, shape.dash)
                self._canvas.line(self._x(shape.x1), self._y(shape.y1), self._x(shape.x2), self._y(shape.y2))
            case Bead():
                self._bead(shape)
            case Icon():
                self._icon(shape)
            case Diamond():
                x, y, r = self._x(shape.x), self._y(shape.y), shape.radius * self._scale
                self._polygon([(x, y + r), (x + r, y), (x, y - r), (x - r, y)], shape.colour)
            case Curve():
                self._curve(shape)

    def _text(self, text: Text) -> None:
        size = text.size * self._scale
        line = _line(text.words, text.face, text.colour, size, text.rtl)
        if line is None:
            return
        # Another face may stand in for a letter that ours lacks; the line keeps the width it was given.
        room = text.width * self._scale
        squeeze = room / line.width if line.width > room > 0 else 1.0
        left = {"left": 0.0, "center": 0.5, "right": 1.0}[text.align] * line.width * squeeze
        self._canvas.translate(self._x(text.x) - left, self._y(text.y))
        if squeeze < 1:
            self._canvas.scale(squeeze, 1)
        draw_line(self._canvas, line, 0, 0)

    def _box(self, box: Box) -> None:
        if box.stroke:
            self._pen(box.stroke, box.stroke_width, box.dash)
        if box.fill:
            self._canvas.setFillColor(colour_of(box.fill))
        inset = box.stroke_width / 2 if box.stroke else 0
        w, h = (box.w - 2 * inset) * self._scale, (box.h - 2 * inset) * self._scale
        x, y = self._x(box.x + inset), self._y(box.y + box.h - inset)
        radius = min(box.radius * self._scale, w / 2, h / 2)
        self._canvas.roundRect(x, y, w, h, radius, stroke=int(bool(box.stroke)), fill=int(bool(box.fill)))

    def _bead(self, bead: Bead) -> None:
        x, y, size = self._x(bead.x), self._y(bead.y), self._scale
        if bead.halo:
            self._disc(x, y, (bead.radius + bead.halo) * size, bead.ground)
        if bead.grade == "measured":
            self._disc(x, y, bead.radius * size, bead.colour)
            return
        radius = (bead.radius - bead.line / 2) * size
        self._disc(x, y, radius, bead.ground)
        if bead.grade == "some":
            self._canvas.setFillColor(colour_of(bead.colour))
            start = -90 if bead.mirrored else 90
            box = (x - radius, y - radius, x + radius, y + radius)
            self._canvas.wedge(*box, start, 180, stroke=0, fill=1)
        self._pen(bead.colour, bead.line, ())
        self._canvas.circle(x, y, radius, stroke=1, fill=0)

    def _icon(self, icon: Icon) -> None:
        scale = icon.size * self._scale / SIDE
        self._pen(icon.colour, 1.6 * SIDE / icon.size, ())
        canvas = self._canvas
        canvas.setLineWidth(1.6 * SIDE / icon.size)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        turned = self._rtl and icon.name in MIRRORED
        canvas.translate(self._x(icon.x + (icon.size if turned else 0)), self._y(icon.y))
        canvas.scale(-scale if turned else scale, -scale)
        path = canvas.beginPath()
        for kind, *at in strokes(icon.name):
            {"m": path.moveTo, "l": path.lineTo, "c": path.curveTo, "z": path.close}[str(kind)](*at)
        canvas.drawPath(path, stroke=1, fill=0)

    def _curve(self, curve: Curve) -> None:
        self._pen(curve.colour, curve.width, curve.dash)
        points = (
            (curve.x0, curve.y0), (curve.cx0, curve.cy0), (curve.cx1, curve.cy1), (curve.x1, curve.y1)
        )  # fmt: skip
        self._canvas.bezier(*(v for x, y in points for v in (self._x(x), self._y(y))))

    def _polygon(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        self._canvas.setFillColor(colour_of(colour))
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self._canvas.setFillColor(colour_of(colour))
        self._canvas.circle(x, y, radius, stroke=0, fill=1)

    def _pen(self, colour: str, width: float, dash: tuple[float, ...]) -> None:
        self._canvas.setStrokeColor(colour_of(colour))
        self._canvas.setLineWidth(width * self._scale)
        if dash:
            self._canvas.setDash([length * self._scale for length in dash])

    def _x(self, x: float) -> float:
        return self._part.x + x * self._scale

    def _y(self, y: float) -> float:
        return self._height - self._part.y - y * self._scale


@lru_cache(maxsize=64)
def colour_of(token: str) -> Color:
    """A colour of the light look; the paper itself is white."""
    return HexColor(ink(token))


def _line(words: str, file: str, colour: str, size: float, rtl: bool) -> Any:
    """One finished line, shaped and ordered; its face is told by the file the map was measured in."""
    voice, strong = file.startswith("SourceSerif"), "600" in file or "SemiBold" in file
    style = Style(size, size * 1.4, ink(colour), rtl=rtl, voice=voice, strong=strong)
    # The space hangs outside the line: without it readers glue the words of two lines together.
    lines = set_lines([Run(words + " ")], style, ENDLESS)
    return lines[0] if words.strip() and lines else None
