"""Sheets of a map as a vector PDF: the same shapes as on the canvas, text as text in embedded fonts."""

from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from cxdesk.i18n import is_rtl
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import Bead, Picture, Shape, Text
from exports.journey.extent import Rect, extent, placed
from exports.journey.pen import Pen
from exports.journey.press import Press
from exports.journey.reading import Reading, reading_of
from exports.journey.sheet import Part, Sheet
from exports.pdf.faces import face
from exports.pdf.pdf_font import pdf_font
from exports.pdf.structure import Tagger, bookmark, write_outline, write_structure
from exports.pdf.tags import Element, artefact, read_in_order
from exports.pdf.xmp import write_metadata

TITLE_SIZE = 20


def pdf_of(
    sheets: Sequence[Sheet],
    title: str,
    language: str,
    firm: str = "",
    subject: str = "",
    press: Press | None = None,
) -> bytes:
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
    book = _Book(sheets, language)
    for number, sheet in enumerate(sheets, 1):
        canvas.setPageSize((sheet.width, sheet.height))
        for part in sheet.parts:
            _Paper(canvas, sheet, part, book, press or Press()).draw()
        bookmark(canvas, number)
        canvas.showPage()
    write_outline(canvas)
    write_structure(canvas)
    write_metadata(canvas._doc, title, firm, subject, language)
    canvas.save()
    return out.getvalue()


class _Book:
    """What the pages share: the element of each shape, and on which page a shape that is on several is read.

    A map cut into tiles is one drawing on many pages. A shape is read where it is whole; where a neighbour
    shows it again it is an ornament.
    """

    def __init__(self, sheets: Sequence[Sheet], language: str) -> None:
        self.language = language
        self.rtl = is_rtl(language)
        self._paths: dict[int, dict[int, list[Element]]] = {}
        self._readings: dict[int, Reading] = {}
        self._extents: dict[int, Rect] = {}
        # Identities are only good while what they name is kept.
        self._kept = sheets
        cut = Counter(id(part.shapes) for sheet in sheets for part in sheet.parts if part.clip)
        self._homes: dict[int, int] = {}
        again = [(s, part) for s in sheets for part in s.parts if part.clip and cut[id(part.shapes)] > 1]
        for whole in (True, False):
            for sheet, part in again:
                self._take_home(sheet, part, whole)

    def seen(self, part: Part) -> list[Shape]:
        """The shapes that show inside the part's window."""
        if part.clip is None:
            return list(part.shapes)
        return [shape for shape in part.shapes if part.clip.meets(self._place(shape, part))]

    def is_read(self, shape: Shape, sheet: Sheet) -> bool:
        """Whether this page is the one on which a shape is read."""
        return self._homes.get(id(shape), id(sheet)) == id(sheet)

    def reading(self, part: Part, journey: JourneyMap | None) -> Reading | None:
        """The reading order of a part that has one of its own, the same on every page."""
        if part.reading is not None:
            return part.reading
        if part.drawing is None or journey is None:
            return None
        if id(part.drawing) not in self._readings:
            self._readings[id(part.drawing)] = reading_of(part.drawing, journey, self.language)
        return self._readings[id(part.drawing)]

    def paragraphs(self, part: Part) -> dict[int, list[Element]]:
        """The texts of a part as headings and paragraphs; none where they are furniture."""
        if part.role in ("Header", "Footer"):
            return {}
        found = self._paths.get(id(part.shapes))
        if found is None:
            found = self._paths[id(part.shapes)] = {}
            texts = [shape for shape in part.shapes if isinstance(shape, Text)]
            for titled, together in groupby(texts, lambda text: text.size >= TITLE_SIZE):
                heads = part.role in ("H1", "H2")
                said = [Element(part.role if heads else "H1" if titled else "P")]  # type: ignore[arg-type]
                found |= {id(text): said for text in together}
        return found

    def _place(self, shape: Shape, part: Part) -> Rect:
        if id(shape) not in self._extents:
            self._extents[id(shape)] = extent(shape)
        return placed(self._extents[id(shape)], part.x, part.y, part.scale)

    def _take_home(self, sheet: Sheet, part: Part, whole: bool) -> None:
        """A shape is read on the first page where it is whole, else on the first where it is seen."""
        assert part.clip is not None
        there = part.clip.holds if whole else part.clip.meets
        for shape in part.shapes:
            if id(shape) not in self._homes and there(self._place(shape, part)):
                self._homes[id(shape)] = id(sheet)


class _Paper:
    """Draws one part of a sheet and says what each shape is."""

    def __init__(self, canvas: Any, sheet: Sheet, part: Part, book: _Book, press: Press) -> None:
        self._canvas = canvas
        self._sheet = sheet
        self._part = part
        self._book = book
        self._pen = Pen(canvas, part, sheet.height, book.rtl, press)
        # The elements that are open, from the outermost, and whether each could be opened.
        self._open: list[tuple[Element, bool]] = []
        reading = book.reading(part, sheet.journey)
        if reading is None:
            self._paths = book.paragraphs(part)
        else:
            self._paths = reading.of
            if not canvas.tagger.knows(reading.table.key):
                read_in_order(canvas, reading.table)

    def draw(self) -> None:
        """All shapes of the part in their order, neighbours of one element together."""
        canvas, clip = self._canvas, self._part.clip
        if clip is not None:
            canvas.saveState()
            path = canvas.beginPath()
            path.rect(clip.left, self._sheet.height - clip.bottom, clip.width, clip.height)
            canvas.clipPath(path, stroke=0, fill=0)
        for said, shapes in groupby(self._book.seen(self._part), self._path):
            self._draw(said, list(shapes))
        self._leave_down_to([])
        if clip is not None:
            canvas.restoreState()

    def _path(self, shape: Shape) -> list[Element] | None:
        return self._paths.get(id(shape)) if self._book.is_read(shape, self._sheet) else None

    def _draw(self, path: list[Element] | None, drawn: list[Shape]) -> None:
        """Shapes inside the element they are in; those without one are ornaments.

        The same as `element`, `content` and `artefact` do, without a context for each of thousands of lines.
        """
        canvas, role = self._canvas, self._part.role
        if path is None:
            with artefact(canvas, role if role in ("Header", "Footer") else "Rule"):
                for shape in drawn:
                    self._pen.draw(shape)
            return
        tagger = canvas.tagger
        title = " ".join(shape.words for shape in drawn if isinstance(shape, Text))
        self._leave_down_to(path)
        for key in path[len(self._open) :]:
            self._open.append((key, tagger.enter(canvas, key, self._place(key, drawn), title)))
        mark = tagger.begin_content(canvas)
        canvas._code.append(mark)
        for shape in drawn:
            self._pen.draw(shape)
        canvas._code.append("EMC")
        tagger.end()

    def _leave_down_to(self, path: list[Element]) -> None:
        """Leave the elements that the next shapes are not in; a table and its rows stay open."""
        kept = 0
        while kept < len(self._open) and kept < len(path) and self._open[kept][0] is path[kept]:
            kept += 1
        while len(self._open) > kept:
            _key, entered = self._open.pop()
            if entered:
                self._canvas.tagger.leave()

    def _place(self, key: Element, drawn: list[Shape]) -> tuple[float, float, float, float]:
        """Left, bottom, right and top: of a figure; of anything else only how high up its bookmark leads."""
        first, pen, scale = drawn[0], self._pen, self._part.scale
        if key.role == "Figure" and isinstance(first, Bead):
            radius = (first.radius + first.halo) * scale
            x, y = pen.x(first.x), pen.y(first.y)
            return x - radius, y - radius, x + radius, y + radius
        if key.role == "Figure" and isinstance(first, Picture):
            return (
                pen.x(first.x),
                pen.y(first.y + first.h),
                pen.x(first.x + first.w),
                pen.y(first.y),
            )
        return 0.0, 0.0, 0.0, self._sheet.height
