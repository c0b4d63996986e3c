"""Slides of 16 to 9 with our head and foot, and what is put on them: texts, tables, pictures."""

from datetime import UTC, datetime
from io import BytesIO
from math import ceil
from typing import Any, Final
from unicodedata import bidirectional

from matplotlib.figure import Figure as Sheet
from pptx import Presentation
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from cxdesk.i18n import day, digits, is_rtl, words
from cxdesk.programme.report import TITLES, Report
from exports.charts.saving import rendered
from exports.pdf.look import ink
from exports.slides.office import CULTURE, clean, rgb, without_theme

# In inches: a slide, its edge, the room between, and where its content begins.
WIDE, HIGH = 13.333, 7.5
EDGE = 0.7
ROOM = WIDE - 2 * EDGE
TOP = 1.75
_FACE: Final = {"voice": "Source Serif 4", "sans": "Noto Sans", "persian": "Vazirmatn"}
# Line ends and tabs stay in a text.
_LINES: Final = "\n\t"
_LETTERS: Final = 10  # of 14 points to an inch, with room to spare


class Deck:
    """The slides of one document, in its language."""

    def __init__(self, report: Report) -> None:
        self.report, self.lang, self.rtl = report, report.language, is_rtl(report.language)
        self.words = words(report.language)
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = inches(WIDE), inches(HIGH)
        told = self.deck.core_properties
        told.title, told.author, told.language = (
            clean(report.title, _LINES),
            clean(report.brand.name, _LINES),
            CULTURE[self.lang],
        )
        told.subject = self.words.gettext("Internal. Not for customers.")
        told.created = told.modified = datetime.combine(report.made_on, datetime.min.time(), UTC)
        told.last_modified_by = ""

    def slide(self, head: str, points: int) -> Any:
        """A new slide with its heading, our line above and what it is of below."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[5])
        title = slide.shapes.title
        title.left, title.top = inches(EDGE), inches(0.75)
        title.width, title.height = inches(ROOM), inches(0.8 if points < 40 else 1.9)
        frame = title.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = 0
        self._write(frame.paragraphs[0], head, points, "text", True, voice=True)
        brand = self._area(slide, 0.3, 0.4)
        self._write(brand.paragraphs[0], self.report.brand.name, 12, "text2", True)
        self._rule(slide, 0.7, "accent", 2.0)
        self._rule(slide, HIGH - 0.65, "line", 0.75)
        said = [
            self.words.gettext("Internal. Not for customers."),
            self.words.gettext(TITLES[self.report.audience]),
            day(self.report.made_on, self.lang),
            digits(str(len(self.deck.slides)), self.lang),
        ]
        foot = self._area(slide, HIGH - 0.6, 0.35)
        line = ("، " if self.rtl else " · ").join(part.rstrip(".") for part in said)
        self._write(foot.paragraphs[0], line, 12, "text2", False)
        return slide

    def text(self, slide: Any, lines: list[tuple[str, int, str, bool]], top: float) -> None:
        """Lines below each other, each with its size, its ink and whether it is strong."""
        frame = self._area(slide, top, HIGH - top - 0.8)
        for at, (text, points, colour, strong) in enumerate(lines):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(10)
            self._write(paragraph, text, points, colour, strong)

    def box(self, slide: Any, text: str, top: float) -> None:
        """A sentence on a ground of the accent."""
        box = slide.shapes.add_shape(
            MSO_SHAPE.ROUNDED_RECTANGLE, inches(EDGE), inches(top), inches(ROOM), inches(0.75)
        )
        box.adjustments[0] = 0.12
        box.fill.solid()
        box.fill.fore_color.rgb = rgb("accent_soft")
        box.line.fill.background()
        without_theme(box)
        box.text_frame.word_wrap, box.text_frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        self._write(box.text_frame.paragraphs[0], text, 18, "text", False)

    def grid(self, slide: Any, cells: list[list[str]], widths: list[float]) -> None:
        """A table that can be read aloud and changed: a row of heads, then a row a line, the first text strong."""
        frame = slide.shapes.add_table(
            len(cells),
            len(widths),
            inches(EDGE),
            inches(TOP - 0.1),
            inches(ROOM),
            inches(0.5 * len(cells)),
        )
        frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(cells[0][0], _LINES)[:2000])
        table = frame.table
        pr = table._tbl.tblPr
        pr.set("bandRow", "0")
        if self.rtl:
            # Not by the table's own mark for right to left, which LibreOffice passes over.
            cells, widths = [row[::-1] for row in cells], widths[::-1]
        wide = widths.index(max(widths))
        for at, width in enumerate(widths):
            table.columns[at].width = inches(width)
        for row, texts in enumerate(cells):
            table.rows[row].height = inches(self._height(texts[wide], widths[wide]) if row else 0.4)
            for at, text in enumerate(texts):
                self._cell(table.cell(row, at), text, head=row == 0, first=at == wide)

    def notes(self, slide: Any, told: list[str]) -> None:
        """What is read aloud or copied beside the slide."""
        frame = slide.notes_slide.notes_text_frame
        for at, line in enumerate(told):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            self._write(paragraph, line, 12, "text", False)

    def picture(self, slide: Any, sheet: Sheet, alt: str) -> None:
        """A chart as large as fits, with the words that say what it shows."""
        out = BytesIO(rendered(sheet))
        room = inches(ROOM), inches(HIGH - TOP - 0.9)
        picture = slide.shapes.add_picture(out, inches(EDGE), inches(TOP))
        scale = min(room[0] / picture.width, room[1] / picture.height)
        picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
        if self.rtl:
            picture.left = inches(EDGE) + room[0] - picture.width
        picture._element.nvPicPr.cNvPr.set("descr", clean(alt, _LINES)[:2000])

    def bytes(self) -> bytes:
        """The finished file."""
        out = BytesIO()
        self.deck.save(out)
        return out.getvalue()

    def _area(self, slide: Any, top: float, high: float) -> Any:
        """A text over the whole width."""
        box = slide.shapes.add_textbox(inches(EDGE), inches(top), inches(ROOM), inches(high))
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = 0
        return frame

    def _rule(self, slide: Any, top: float, colour: str, points: float) -> None:
        """A line across the slide, an ornament that nobody reads aloud."""
        y = inches(top)
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, inches(EDGE), y, inches(WIDE - EDGE), y)
        without_theme(line)
        line.line.color.rgb, line.line.width = rgb(colour), Pt(points)

    def _write(
        self, paragraph: Any, text: str, points: int, colour: str, strong: bool, voice: bool = False
    ) -> None:
        run = paragraph.add_run()
        run.text = clean(text, _LINES)
        run.font.size, run.font.bold = Pt(points), strong
        face = _FACE["persian" if self.rtl else "voice" if voice else "sans"]
        run.font.name = face
        run.font.color.rgb = rgb(colour)
        # What spells, reads aloud and shapes it must know the language; Persian letters take the complex face.
        told = run._r.get_or_add_rPr()
        told.set("lang", CULTURE[self.lang])
        if self.rtl:
            told.append(told.makeelement(qn("a:cs"), {"typeface": face}))
        paragraph.alignment = PP_ALIGN.RIGHT if self.rtl else PP_ALIGN.LEFT
        # What somebody typed in other letters runs their way, or its figures and full stops would change sides.
        if self.rtl and _may_run_rtl(text):
            paragraph._p.get_or_add_pPr().set("rtl", "1")

    def _height(self, text: str, width: float) -> float:
        """Inches that a row needs: a strong line, and the lines of what stands below it."""
        _first, *rest = text.split("\n")
        lines = sum(ceil(len(line) / (width * _LETTERS)) for line in rest)
        return (0.55 + 0.27 * lines) * (1.15 if self.rtl else 1.0)

    def _cell(self, cell: Any, text: str, *, head: bool, first: bool) -> None:
        cell.fill.background()
        cell.margin_left = cell.margin_right = inches(0.05)
        cell.margin_top = cell.margin_bottom = inches(0.07)
        lines = text.split("\n")
        for at, line in enumerate(lines):
            paragraph = cell.text_frame.paragraphs[0] if at == 0 else cell.text_frame.add_paragraph()
            strong = not head and at == 0 and first
            points = 12 if head else 20 if strong else 14
            self._write(paragraph, line, points, "text" if strong else "text2", strong)
        _bottom_line(cell, ink("line_strong" if head else "line"))


def _may_run_rtl(text: str) -> bool:
    """Whether a text has Persian letters, or none at all."""
    return any(bidirectional(c) in ("R", "AL") for c in text) or not any(c.isalpha() for c in text)


def _bottom_line(cell: Any, colour: str) -> None:
    """A thin line below a cell and none at its other sides, which PowerPoint's own styles would draw."""
    pr = cell._tc.get_or_add_tcPr()
    fill = pr[:]
    for side in ("a:lnL", "a:lnR", "a:lnT", "a:lnB"):
        line = pr.makeelement(qn(side), {"w": "9525" if side == "a:lnB" else "0"})
        if side == "a:lnB":
            solid = line.makeelement(qn("a:solidFill"), {})
            solid.append(solid.makeelement(qn("a:srgbClr"), {"val": colour.lstrip("#").upper()}))
            line.append(solid)
        else:
            line.append(line.makeelement(qn("a:noFill"), {}))
        pr.append(line)
    for one in fill:  # lines stand before the ground in a cell
        pr.append(one)


def inches(x: float) -> Emu:
    return Emu(int(x * 914_400))
