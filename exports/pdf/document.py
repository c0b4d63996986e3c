"""The frame every document shares: header, footer, page numbers, title and language in the file itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.frames import Frame

from exports.pdf.faces import face
from exports.pdf.grid import stack_height
from exports.pdf.lines import measure
from exports.pdf.logo import draw_logo, logo_width
from exports.pdf.look import GRID, HEADER, INSIDE, PAGE, TOP, WIDTH, down, ink, style, up
from exports.pdf.pdf_font import pdf_font
from exports.pdf.placed import draw_rule
from exports.pdf.structure import Tagger, bookmark, write_outline, write_structure
from exports.pdf.tags import LineBox, artefact
from exports.pdf.text import Text
from exports.pdf.xmp import write_metadata

_LOGO = 24.0
_AFTER_HEADER = 24.0
_FOOT_RULE, _FOOT_TEXT = 16.0, 20.0  # below the text
BODY_BOTTOM = 64.0  # at least so much below the text


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on every page around the text, in the document's language."""

    title: str
    language: str
    rtl: bool
    name: str
    logo: bytes | None
    status: str
    accent: str
    ticked: bool
    footer: str
    page_words: Callable[[int, int], str]
    locked: bool = False
    made_on: date | None = None  # the file's own date; with it the same page gives the same bytes
    paper: tuple[float, float] = PAGE  # every paper has the measure of A4; what it is wider is margin
    sender: str = ""  # our address and where to reach us, below the footer


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished document, and where each sentence of the plan stands in it."""

    pdf: bytes
    lines: tuple[LineBox, ...]
    pages: int


def body_height(furniture: Furniture) -> float:
    """The height that is left for text on each page: a whole number of the grid's steps."""
    return down(_body_top(furniture) - BODY_BOTTOM, INSIDE)


def _body_top(furniture: Furniture) -> float:
    return furniture.paper[1] - TOP - _header_height(furniture) - _AFTER_HEADER


def _body_bottom(furniture: Furniture) -> float:
    return _body_top(furniture) - body_height(furniture)


def _margin(furniture: Furniture) -> float:
    return (furniture.paper[0] - WIDTH) / 2


def render(story: Sequence[Any], furniture: Furniture) -> Rendered:
    """Lay the story out under its furniture."""
    out = BytesIO()
    first = face("persian" if furniture.rtl else "sans", False)
    doc = BaseDocTemplate(
        out,
        pagesize=furniture.paper,
        title=furniture.title,
        author=furniture.name,
        subject=furniture.status,
        creator="cxdesk",
        lang=furniture.language,
        initialFontName=pdf_font(first).fontName,
        allowSplitting=1,
    )
    height = body_height(furniture)
    frame = Frame(_margin(furniture), _body_bottom(furniture) - 0.1, WIDTH, height + 0.1, 0, 0, 0, 0)
    doc.addPageTemplates(PageTemplate(frames=[frame], onPage=lambda canvas, _doc: _header(canvas, furniture)))
    boxes: list[LineBox] = []
    made = partial(_PagedCanvas, furniture=furniture, boxes=boxes)
    doc.build(list(story), canvasmaker=made)
    return Rendered(out.getvalue(), tuple(boxes), doc.page)


def _header_height(furniture: Furniture) -> float:
    name, status = _header_texts(furniture)
    return up(max(HEADER, name[0].wrap(name[1], 1e6)[1], status[0].wrap(status[1], 1e6)[1]), GRID)


def _header_texts(furniture: Furniture) -> tuple[tuple[Text, float], tuple[Text, float]]:
    small = style("small", furniture.rtl, "text2").but(end=True)
    body = style("body", furniture.rtl).but(strong=True)
    room = WIDTH - _mark(furniture) - _logo_room(furniture) - 12
    # The name needs its line more than the status does, and half of the page at most.
    most = max(WIDTH * 0.55, room - measure(furniture.name, body) - 12)
    wide = min(measure(furniture.status, small) + 1, most)
    left = room - wide
    status = Text(furniture.status, small, most=5)
    return (Text(furniture.name, body, most=3), left), (status, wide)


def _mark(furniture: Furniture) -> float:
    return 16.0 if furniture.ticked or furniture.locked else 0.0


def _logo_room(furniture: Furniture) -> float:
    width = logo_width(furniture.logo, _LOGO, 4 * _LOGO) if furniture.logo else 0.0
    return width + 8.0 if width else 0.0


def _header(canvas: Any, furniture: Furniture) -> None:
    (name, left), (status, wide) = _header_texts(furniture)
    tall = _header_height(furniture)
    top = furniture.paper[1] - TOP
    room, rtl = _logo_room(furniture), furniture.rtl
    left_edge = _margin(furniture)
    right = left_edge + WIDTH
    with artefact(canvas, "Header"):
        if room:
            x = right - room + 8 if rtl else left_edge
            foot = top - up((tall - _LOGO) / 2) - _LOGO
            draw_logo(canvas, furniture.logo or b"", x, foot, _LOGO, 4 * _LOGO)
        height = name.wrap(left, 1e6)[1]
        x = right - room - left if rtl else left_edge + room
        name.drawOn(canvas, x, top - up((tall - height) / 2) - height)
        height = status.wrap(wide, 1e6)[1]
        x = left_edge if rtl else right - wide
        foot = top - up((tall - height) / 2) - height
        status.drawOn(canvas, x, foot)
        if furniture.ticked or furniture.locked:
            inked = min(wide, max((line.width for line in status._lines or []), default=wide))
            at = left_edge + inked + 11 if rtl else right - inked - 11
            draw = _draw_lock if furniture.locked else _draw_tick
            with artefact(canvas, "Rule"):
                draw(canvas, at, foot + height - status.style.line / 2, furniture.accent)


def _draw_tick(canvas: Any, x: float, y: float, colour: str) -> None:
    """A tick in a circle, drawn: no face of ours has one."""
    canvas.saveState()
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(1.0)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.circle(x, y, 4.6, stroke=1, fill=0)
    path = canvas.beginPath()
    path.moveTo(x - 1.9, y - 0.1)
    path.lineTo(x - 0.5, y - 1.5)
    path.lineTo(x + 2.0, y + 1.5)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


def _draw_lock(canvas: Any, x: float, y: float, colour: str) -> None:
    """A lock, drawn like the tick."""
    canvas.saveState()
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(1.0)
    canvas.setLineCap(1)
    canvas.roundRect(x - 4.6, y - 4.6, 9.2, 6.4, 1.2, stroke=1, fill=0)
    shackle = canvas.beginPath()
    shackle.moveTo(x - 2.7, y + 1.8)
    shackle.lineTo(x - 2.7, y + 3.0)
    shackle.curveTo(x - 2.7, y + 6.6, x + 2.7, y + 6.6, x + 2.7, y + 3.0)
    shackle.lineTo(x + 2.7, y + 1.8)
    canvas.drawPath(shackle, stroke=1, fill=0)
    canvas.restoreState()


def _footer(canvas: Any, furniture: Furniture, page: int, pages: int) -> None:
    small = style("small", furniture.rtl, "text2")
    count = furniture.page_words(page, pages)
    wide = measure(count, small) + 1
    left_edge = _margin(furniture)
    most = 1 if furniture.sender else 2
    words, number = Text(furniture.footer, small, most=most), Text(count, small.but(end=True))
    room = WIDTH - wide - 12
    foot = _body_bottom(furniture)
    top = foot - _FOOT_TEXT
    with artefact(canvas, "Footer"):
        draw_rule(canvas, ink("line_strong"), 0.5, left_edge, foot - _FOOT_RULE, WIDTH)
        for text, width, at_start in ((words, room, True), (number, wide, False)):
            x = left_edge if at_start != furniture.rtl else left_edge + WIDTH - width
            text.drawOn(canvas, x, top - stack_height((text,), width))
        if furniture.sender:
            sender = Text(furniture.sender, small, most=1)
            tall = stack_height((sender,), WIDTH)
            sender.drawOn(canvas, left_edge, top - small.line - tall)


class _PagedCanvas(Canvas):  # type: ignore[misc]
    """Keeps finished pages until their number is known, then writes each with its footer."""

    def __init__(self, *args: Any, furniture: Furniture, boxes: list[LineBox], **kwargs: Any) -> None:
        kwargs["pdfVersion"] = (1, 7)
        if furniture.made_on is not None:
            kwargs["invariant"] = 1
        super().__init__(*args, **kwargs)
        if furniture.made_on is not None:
            self._doc._timeStamp.YMDhms = (*furniture.made_on.timetuple()[:3], 0, 0, 0)
        self._furniture = furniture
        self._finished: list[dict[str, Any]] = []
        self.line_boxes = boxes
        self.tagger = Tagger(furniture.language)
        write_metadata(self._doc, furniture.title, furniture.name, furniture.status, furniture.language)

    def showPage(self) -> None:  # noqa: N802
        self._finished.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        pages = list(self._finished)
        for number, state in enumerate(pages, 1):
            self.__dict__.update(state)
            _footer(self, self._furniture, number, len(pages))
            bookmark(self, number)
            super().showPage()
        write_outline(self)
        write_structure(self)
        super().save()
