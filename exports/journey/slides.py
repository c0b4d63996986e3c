"""A map, or one stage of it, as slides that can be edited: cards are boxes with their words, curves are lines."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Pt
from reportlab.pdfbase.pdfmetrics import stringWidth

from cxdesk.errors import UserError
from cxdesk.i18n import _, is_rtl, words
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import Bead, Box, Curve, Diamond, Icon, Line, Picture, Shape, Text
from exports.journey.icon_paths import SIDE, strokes
from exports.journey.pen import MIRRORED, icon_line
from exports.journey.sheet import Part, one_sheet
from exports.journey.slide_paths import give_path, round_ends, turn_round
from exports.photos import photo_jpeg, photo_size
from exports.slides.office import CULTURE, clean, rgb, without_theme

# A slide may be 56 inches wide; a longer map is drawn smaller.
_INCH, _POINT = 72.0, 12700
_LONGEST = 55 * _INCH
_TITLE_ONLY = 5
# How much wider than in our fonts a text may become before it is wrapped.
SPARE = 0.3
# Arial and Times New Roman have the widths of the two that every PDF program knows.
SMALLEST = 0.8
PERSIAN = 0.9
# The height of a single line by the size of its letters, and how much of a line's height lies above its foot.
_LINE, _ABOVE = 1.43, 0.8


def one_stage(journey: JourneyMap, name: str) -> JourneyMap:
    """The map with one stage only; a UserError names those there are."""
    kept = tuple(s for s in journey.stages if s.name.casefold() == name.casefold() or str(s.id) == name)
    if not kept:
        names = ", ".join(s.name for s in journey.stages)
        raise UserError(
            _("There is no stage “{name}” on this map. There are: {names}.").format(
                name=name, names=names or "–"
            )
        )
    steps = {step.id for stage in kept for step in stage.steps}
    return replace(
        journey, stages=kept, cards=tuple(c for c in journey.cards if c.step_id in steps), links=()
    )


def slides_of(
    journey: JourneyMap,
    language: str,
    pictures: Mapping[str, bytes] | None = None,
    *,
    for_customer: bool = False,
) -> bytes:
    """The map with its heading and legend as the bytes of a presentation of one slide."""
    sheet = one_sheet(journey, language, for_customer=for_customer)
    deck = Presentation()
    fit = min(1.0, _LONGEST / sheet.width, _LONGEST / sheet.height)
    deck.slide_width = Emu(int(max(10 * _INCH, sheet.width * fit) * _POINT))
    deck.slide_height = Emu(int(max(5.6 * _INCH, sheet.height * fit) * _POINT))
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    for part in sheet.parts:
        _Board(slide, part, fit, language, pictures or {}).draw()
    _describe(deck, journey, language)
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def _describe(deck: Any, journey: JourneyMap, language: str) -> None:
    """The properties of the file: ours, and nobody's who made the empty presentation that it grew from."""
    said = deck.core_properties
    said.title, said.subject = clean(journey.name), words(language).gettext("Customer journey")
    said.author = said.last_modified_by = clean(journey.firm) or "cxdesk"
    said.language = CULTURE[language]
    said.keywords = said.comments = said.category = ""
    said.created = said.modified = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    said.revision = 1


class _Board:
    """Draws one part of a sheet on a slide, in the order of painting; `scale` is points for a pixel of the part."""

    def __init__(
        self, slide: Any, part: Part, fit: float, language: str, pictures: Mapping[str, bytes]
    ) -> None:
        self.slide, self.shapes, self.part = slide, slide.shapes, part
        self.pictures, self.fit, self.scale = pictures, fit, part.scale * fit
        self.language, self.rtl = language, is_rtl(language)

    def draw(self) -> None:
        """Lines of one text together, card by card."""
        drawing = self.part.drawing
        groups = [self.part.shapes]
        if drawing is not None:
            groups = [drawing.frame.shapes, *(card.piece.shapes for card in drawing.cards)]
        for group in groups:
            for shape in _merged(group):
                self._shape(shape)

    def _shape(self, shape: "Shape | _Words") -> None:
        match shape:
            case Box():
                self._box(shape)
            case Line():
                self._line(
                    shape.x1, shape.y1, shape.x2, shape.y2, shape.colour, shape.width, bool(shape.dash)
                )
            case Bead():
                self._bead(shape)
            case Diamond():
                r = shape.radius
                self._auto(MSO_SHAPE.DIAMOND, shape.x - r, shape.y - r, 2 * r, 2 * r, shape.colour, None, 0)
            case Curve():
                self._curve(shape)
            case Icon():
                self._icon(shape)
            case Picture():
                self._picture(shape)
            case _Words():
                self._words(shape)

    def _box(self, box: Box) -> None:
        kind = MSO_SHAPE.ROUNDED_RECTANGLE if box.radius else MSO_SHAPE.RECTANGLE
        made = self._auto(kind, box.x, box.y, box.w, box.h, box.fill, box.stroke, box.stroke_width)
        if box.radius:
            made.adjustments[0] = min(0.5, box.radius / max(1.0, min(box.w, box.h)))
        if box.dash and box.stroke:
            made.line.dash_style = MSO_LINE.DASH

    def _picture(self, picture: Picture) -> None:
        """The photograph whole in the middle of its box, bare of what a camera wrote; nothing where it can't be read."""
        data = photo_jpeg(self.pictures.get(picture.digest, b""))
        size = photo_size(data) if data else None
        if size is None:
            return
        scale = min(picture.w / size[0], picture.h / size[1])
        w, h = size[0] * scale, size[1] * scale
        x, y = picture.x + (picture.w - w) / 2, picture.y + (picture.h - h) / 2
        made = self.shapes.add_picture(BytesIO(data), self._x(x), self._y(y), self._far(w), self._far(h))
        made._element.nvPicPr.cNvPr.set("descr", clean(picture.alt))

    def _bead(self, bead: Bead) -> None:
        r = bead.radius
        fill = bead.ground if bead.grade == "opinion" else bead.colour
        self._auto(MSO_SHAPE.OVAL, bead.x - r, bead.y - r, 2 * r, 2 * r, fill, bead.colour, bead.line or 1)
        if bead.grade == "some":
            half = self._auto(MSO_SHAPE.CHORD, bead.x - r, bead.y - r, 2 * r, 2 * r, bead.ground, None, 0)
            half.rotation = 45.0 if bead.mirrored else 225.0

    def _icon(self, icon: Icon) -> None:
        """The icon's own strokes as one shape, which takes any colour and size."""
        made = self._stroked(icon.x, icon.y, icon.size, icon.size, icon.colour, icon_line(icon.size))
        give_path(made, strokes(icon.name), SIDE, SIDE)
        round_ends(made)
        made.name = icon.name
        if self.rtl and icon.name in MIRRORED:
            turn_round(made)

    def _curve(self, c: Curve) -> None:
        xs, ys = (c.x0, c.cx0, c.cx1, c.x1), (c.y0, c.cy0, c.cy1, c.y1)
        left, top = min(xs), min(ys)
        w, h = max(1.0, max(xs) - left), max(1.0, max(ys) - top)
        made = self._stroked(left, top, w, h, c.colour, c.width)
        (x0, x1, x2, x3), (y0, y1, y2, y3) = [x - left for x in xs], [y - top for y in ys]
        give_path(made, [("m", x0, y0), ("c", x1, y1, x2, y2, x3, y3)], w, h)
        if c.dash:
            made.line.dash_style = MSO_LINE.DASH

    def _stroked(self, x: float, y: float, w: float, h: float, colour: str, width: float) -> Any:
        return self._auto(MSO_SHAPE.RECTANGLE, x, y, w, h, None, colour, width)

    def _line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dashed: bool
    ) -> None:
        made = self.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, self._x(x1), self._y(y1), self._x(x2), self._y(y2)
        )
        without_theme(made)
        made.line.color.rgb = rgb(colour)
        made.line.width = Pt(width * self.scale)
        if dashed:
            made.line.dash_style = MSO_LINE.DASH

    def _auto(
        self,
        kind: Any,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str | None,
        edge: str | None,
        width: float,
    ) -> Any:
        made = self.shapes.add_shape(kind, self._x(x), self._y(y), self._far(w), self._far(h))
        without_theme(made)
        if fill:
            made.fill.solid()
            made.fill.fore_color.rgb = rgb(fill)
        else:
            made.fill.background()
        if edge:
            made.line.color.rgb = rgb(edge)
            made.line.width = Pt(width * self.scale)
        else:
            made.line.fill.background()
        return made

    def _words(self, words: "_Words") -> None:
        """One box for lines that belong together, so that they are edited as one text."""
        first = words.lines[0]
        left, wide = _room(words.lines)
        # As far apart as on the canvas: other letters have other heights, and beads stand beside these lines. One line
        # has a height too, so that names of one line and of two begin at the same height in whatever letters.
        apart = first.size * _LINE
        if len(words.lines) > 1:
            apart = (words.lines[-1].y - first.y) / (len(words.lines) - 1)
        box = self._text_box(left, first.y - _ABOVE * apart, wide, apart * len(words.lines))
        frame = box.text_frame
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        # Lines are broken as on the canvas; PowerPoint's own widths would break them elsewhere.
        frame.word_wrap = False
        frame.vertical_anchor = MSO_ANCHOR.TOP
        paragraph = frame.paragraphs[0]
        paragraph.line_spacing = Pt(round(apart * self.scale, 1))
        for at, line in enumerate(words.lines):
            if at:
                paragraph.add_line_break()
            run = paragraph.add_run()
            run.text = clean(line.words)
            run.font.size = Pt(max(1.0, round(line.size * self.scale * _fitting(line), 1)))
            run.font.name = _face(line.face)
            run.font.bold = "SemiBold" in line.face
            run.font.color.rgb = rgb(line.colour)
            run._r.get_or_add_rPr().set("lang", CULTURE[self.language])
            if self.rtl:
                complex_face = OxmlElement("a:cs")
                complex_face.set("typeface", _face(line.face))
                run._r.get_or_add_rPr().append(complex_face)
        side = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[first.align]
        paragraph.alignment = side
        if first.rtl:
            paragraph._p.get_or_add_pPr().set("rtl", "1")

    def _text_box(self, x: float, y: float, w: float, h: float) -> Any:
        """A box for words; the map's name is the slide's title, for the outline and for who can't see it."""
        place = (self._x(x), self._y(y), self._far(w), self._far(h))
        if self.part.role != "H1" or (
            self.slide.shapes.title.has_text_frame and self.slide.shapes.title.text
        ):
            return self.shapes.add_textbox(*place)
        box = self.slide.shapes.title
        box.left, box.top, box.width, box.height = place
        return box

    def _x(self, px: float) -> int:
        return int((self.part.x * self.fit + px * self.scale) * _POINT)

    def _y(self, px: float) -> int:
        return int((self.part.y * self.fit + px * self.scale) * _POINT)

    def _far(self, px: float) -> int:
        return int(px * self.scale * _POINT)


class _Words:
    """Lines of one text that stand below each other."""

    __slots__ = ("lines",)
    __match_args__ = ("lines",)

    def __init__(self, lines: tuple[Text, ...]) -> None:
        self.lines = lines


def _merged(shapes: tuple[Shape, ...]) -> Iterator[Shape | _Words]:
    """The shapes with lines of one text put together."""
    held: list[Text] = []
    for shape in shapes:
        if isinstance(shape, Text):
            if held and not _goes_on(held[-1], shape):
                yield _Words(tuple(held))
                held = []
            held.append(shape)
            continue
        if held:
            yield _Words(tuple(held))
            held = []
        yield shape
    if held:
        yield _Words(tuple(held))


def _room(lines: tuple[Text, ...]) -> tuple[float, float]:
    """Where a box for the lines begins and how wide it is: room is left where no line has its edge.

    Another font than ours may be wider; a line grows away from its edge and never off its place.
    """
    left = min(line.left for line in lines)
    right = max(line.left + line.width for line in lines)
    spare = (right - left) * SPARE
    if lines[0].align == "left":
        return left, right - left + spare
    if lines[0].align == "right":
        return left - spare, right - left + spare
    return left - spare / 2, right - left + spare


def _goes_on(line: Text, following: Text) -> bool:
    same = (line.face, line.size, line.colour, line.align) == (
        following.face,
        following.size,
        following.colour,
        following.align,
    )
    return same and abs(line.x - following.x) < 0.5 and 0 < following.y - line.y < line.size * 2


def _face(file: str) -> str:
    """A typeface that every office program has, or one as wide: a slide can't bring ours along."""
    return "Times New Roman" if file.startswith("SourceSerif") else "Arial"


def _fitting(line: Text) -> float:
    """How much smaller a line is set so that it is no wider than in our font; 1 where its letters are not known."""
    strong = "SemiBold" in line.face
    serif = line.face.startswith("SourceSerif")
    known = (
        ("Times-Bold" if strong else "Times-Roman")
        if serif
        else ("Helvetica-Bold" if strong else "Helvetica")
    )
    try:
        line.words.encode("cp1252")
    except UnicodeEncodeError:
        # Which font draws Persian is not known here; most are as wide as ours or a little wider.
        return PERSIAN if line.face.startswith("Vazirmatn") else 1.0
    wide = stringWidth(line.words, known, line.size)
    return min(1.0, max(SMALLEST, line.width / wide)) if wide else 1.0
