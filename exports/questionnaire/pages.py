"""Pages with what stands around the text: who asks, the marks a scanner looks for, sheet and page."""

from typing import Any

from cxdesk.i18n import _, digits, isolate_ltr
from cxdesk.journeys.shapes import Bead
from exports.journey.codes import MATRIX_SIDE, QR_SIDE, page_code, page_marks
from exports.pdf.grid import draw_stack
from exports.pdf.lines import measure
from exports.pdf.logo import draw_logo, logo_width
from exports.pdf.look import MM
from exports.pdf.placed import fill_box
from exports.pdf.structure import bookmark
from exports.pdf.tags import artefact
from exports.pdf.text import Text
from exports.questionnaire.options import SIDE, TOP, Kit, Options
from exports.questionnaire.packing import Spot

CODES_SIDE = 17 * MM  # further in than the text, so that the rings leave the codes their white
# How far the codes stand from the paper's top and foot, and the words from the codes.
CODE_TOP, CODE_FOOT, CODE_AIR = 8 * MM, 12 * MM, 4 * MM
_HEAD_TOP = 14 * MM
_LOGO = 24.0


def draw_pages(
    canvas: Any, kit: Kit, options: Options, title: str, pages: list[list[Spot]], sheet: str, first: int
) -> None:
    """Draw one copy; `first` is the page of the file it begins on."""
    for at, spots in enumerate(pages, 1):
        canvas.drawn.page = at
        _head(canvas, kit, options, title if at > 1 else "")
        for spot in spots:
            start = SIDE + spot.start
            if kit.rtl:
                start = kit.paper.width - SIDE - spot.start - spot.width
            draw_stack(canvas, spot.parts, start, kit.paper.height - TOP - spot.top, spot.width)
        _foot(canvas, kit, options.version, sheet, at, len(pages))
        with artefact(canvas, "Footer"):
            _marks(canvas, kit, page_code(sheet, at, len(pages)))
        bookmark(canvas, first + at - 1)
        canvas.showPage()


def _marks(canvas: Any, kit: Kit, code: str) -> None:
    high = kit.paper.height
    for shape in page_marks(kit.paper, code, CODES_SIDE, CODE_TOP, CODE_FOOT, rtl=kit.rtl):
        if isinstance(shape, Bead):
            canvas.saveState()
            canvas.setStrokeColorRGB(0, 0, 0)
            canvas.setLineWidth(shape.line)
            # The ring's outer edge is its size.
            canvas.circle(shape.x, high - shape.y, shape.radius - shape.line / 2, stroke=1, fill=0)
            canvas.restoreState()
        else:
            box: Any = shape
            fill_box(canvas, "#000000", box.x, high - box.y - box.h, box.w, box.h)


def _head(canvas: Any, kit: Kit, options: Options, running: str) -> None:
    """Who asks, on the first page; on the others what this is."""
    sender = options.sender
    room = kit.width - QR_SIDE - CODE_AIR - (CODES_SIDE - SIDE)
    top = kit.paper.height - _HEAD_TOP
    right = kit.paper.width - SIDE
    with artefact(canvas, "Header"):
        if running:
            text = Text(running, kit.small, most=1)
            _draw_line(canvas, kit, text, right, top, room)
            return
        logo = sender.logo if sender.logo and logo_width(sender.logo, _LOGO, 4 * _LOGO) else None
        beside = 0.0
        if logo:
            wide = logo_width(logo, _LOGO, 4 * _LOGO)
            x = right - wide if kit.rtl else SIDE
            draw_logo(canvas, logo, x, top - _LOGO - 2, _LOGO, 4 * _LOGO)
            beside = wide + 10
        lines: list[Text] = []
        if sender.name.strip():
            lines.append(Text(_short(sender.name), kit.strong, most=1))
        reach = [_short(part) for part in (sender.address, sender.contact) if part.strip()]
        if reach:
            between = "، " if kit.rtl else " · "
            lines.append(Text(between.join(reach), kit.small, most=2))
        for line in lines:
            _draw_line(canvas, kit, line, right - beside, top, room - beside, beside)
            top -= line.height


def _draw_line(
    canvas: Any, kit: Kit, text: Text, right: float, top: float, room: float, beside: float = 0.0
) -> None:
    height = text.wrap(room, 1e6)[1]
    text.drawOn(canvas, right - room if kit.rtl else SIDE + beside, top - height)


def _foot(canvas: Any, kit: Kit, version: str, sheet: str, page: int, pages: int) -> None:
    """The sheet's id and the page, beside the small code."""
    at = CODES_SIDE + MATRIX_SIDE + CODE_AIR
    room = kit.paper.width - at - SIDE
    count = _("Page {page} of {pages}").format(page=digits(str(page)), pages=digits(str(pages)))
    number = _("Sheet {id}").format(id=isolate_ltr(sheet))
    state = _("version {n}").format(n=digits(version)) if version else _("draft")
    number = ("، " if kit.rtl else " · ").join((number, state))
    end = kit.small.but(end=True)
    wide = measure(count, end) + 2
    foot = CODE_FOOT
    with artefact(canvas, "Footer"):
        for text, width, start in (
            (Text(number, kit.small), room - wide - 8, 0.0),
            (Text(count, end), wide, room - wide),
        ):
            text.wrap(width, 1e6)
            left = kit.paper.width - at - start - width if kit.rtl else at + start
            text.drawOn(canvas, left, foot + 2)


def _short(text: str) -> str:
    words = ", ".join(part.strip() for part in text.splitlines() if part.strip())
    return words if len(words) <= 160 else words[:159] + "…"
