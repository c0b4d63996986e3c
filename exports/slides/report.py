"""The executive document as slides: a part of it per slide, texts as texts, scores as the charts of the paper."""

from datetime import UTC, datetime
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any, Final
from unicodedata import bidirectional

from matplotlib.figure import Figure as Sheet
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, digits, is_rtl, isolated, number, words
from cxdesk.programme.report import (
    TITLES,
    Changed,
    Chart,
    Line,
    Lines,
    Part,
    Report,
    ScoreLine,
    Scores,
    Table,
    Things,
    Words,
)
from cxdesk.responses.about_data import data_line
from cxdesk.sentences import ended
from exports.charts import shown
from exports.charts.before_after import before_after
from exports.charts.data import BeforeAfter, BeforeAfterRow, ScoreRow, ScoreRows, Trend, TrendPoint
from exports.charts.drawing import draw as draw_chart
from exports.charts.look import Look
from exports.charts.saving import rendered
from exports.charts.twin import described
from exports.pdf.look import ink
from exports.writing import write_file

_WIDE, _HIGH = 13.333, 7.5
_EDGE = 0.7
_ROOM = _WIDE - 2 * _EDGE
_TOP = 1.75
_FACE: Final = {"voice": "Source Serif 4", "sans": "Noto Sans", "persian": "Vazirmatn"}
_CULTURE: Final = {"en": "en-GB", "nl": "nl-NL", "hu": "hu-HU", "uk": "uk-UA", "fa": "fa-IR"}
_MOST_LINES = 6
_MOST_CELLS = 4
# So many pixels of a chart over the width of a slide: its letters are then as large as the text beside.
_CHART_WIDE = 640
_WHO, _WHEN = 2.3, 2.6
_ONE_LINE: Final = 44  # letters of a cover's title
_LETTERS: Final = 10  # of 14 points to an inch, with room to spare


def build(report: Report, target: Path) -> Path:
    """Write the slides; whole or not at all. Another ending than .pptx is a UserError."""
    if target.suffix.lower() != ".pptx":
        raise UserError(_("Slides are written as PPTX. Choose a name that ends in .pptx."))
    data = render(report)
    return write_file(target, lambda part: part.write_bytes(data))


def render(report: Report) -> bytes:
    """The slides as the bytes of a file."""
    made = _Slides(report)
    made.cover()
    for part in report.parts:
        made.part(part)
    made.end()
    return made.bytes()


class _Slides:
    """Puts one document on slides of 16 to 9."""

    def __init__(self, report: Report) -> None:
        self.report, self.lang, self.rtl = report, report.language, is_rtl(report.language)
        self.words = words(report.language)
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = _inches(_WIDE), _inches(_HIGH)
        told = self.deck.core_properties
        told.title, told.author, told.language = (
            _clean(report.title),
            _clean(report.brand.name),
            _CULTURE[self.lang],
        )
        told.subject = self.words.gettext("Internal. Not for customers.")
        told.created = told.modified = datetime.combine(report.made_on, datetime.min.time(), UTC)
        told.last_modified_by = ""

    def bytes(self) -> bytes:
        """The finished file."""
        out = BytesIO()
        self.deck.save(out)
        return out.getvalue()

    def cover(self) -> None:
        """The finding, the goal and where to look."""
        slide = self._slide(self.report.title, 40)
        top = 1.75 if len(self.report.title) <= _ONE_LINE else 2.6
        self._text(slide, [(self.report.subtitle, 20, "text2", False)], top)
        top += 0.85
        if self.report.goal is not None:
            goal, say = self.report.goal, self.words.gettext
            told = [ended(f"{say('Our goal:')} {self._own(goal.name)}")]
            told += [ended(say("Target: {text}").format(text=self._own(goal.target)))] if goal.target else []
            told += [ended(say("Before: {text}").format(text=self._own(goal.now)))] if goal.now else []
            self._box(slide, " ".join(told), top)
            top += 1.0
        if self.report.focus:
            said = f"{self.words.gettext('Focus:')} {self.report.focus}"
            self._text(slide, [(said, 20, "accent", True)], top)

    def end(self) -> None:
        """The data behind the slides."""
        slide = self._slide(self.words.gettext("The data behind this page.").rstrip("."), 28)
        line = f"{data_line(self.report.data, self.lang)} {self.report.method}".strip()
        self._text(slide, [(line, 16, "text", False)], _TOP)

    def part(self, part: Part) -> None:
        """One slide for one part."""
        if isinstance(part, Scores):
            self._scores(part.head, part.rows, part.empty, part.detail_head)
        elif isinstance(part, Things):
            rows = tuple(ScoreLine(t.name, t.figure, t.previous) for t in part.rows)
            self._scores(part.head, rows, "")
        elif isinstance(part, Lines):
            self._lines(part)
        elif isinstance(part, Words):
            self._text(
                self._slide(part.head, 28),
                [(f"{s.rstrip('.')}.", 22, "text", False) for s in part.sentences],
                _TOP,
            )
        elif isinstance(part, Changed):
            self._changed(part)
        elif isinstance(part, Chart):
            points = tuple(TrendPoint(g.day, g.figure, g.label) for g in part.where.groups)
            groups = tuple(ScoreRow(g.label, g.figure) for g in part.where.groups)
            data = Trend(points) if part.where.kind == "round" else ScoreRows(groups)
            slide = self._slide(part.head, 28)
            self._picture(slide, draw_chart(data, self._look()), described(data, self.lang))
        elif isinstance(part, Table):
            self._table(part)

    def _scores(self, head: str, rows: tuple[ScoreLine, ...], empty: str, change: str = "") -> None:
        slide = self._slide(head, 28)
        if not rows:
            self._text(slide, [(empty, 20, "text2", False)], _TOP)
            return
        named = self.words.gettext("Touch point or question")
        data = ScoreRows(
            tuple(ScoreRow(r.name, r.figure, r.previous) for r in rows), named, change_head=change
        )
        self._picture(slide, draw_chart(data, self._look()), described(data, self.lang))
        # Figures as text too, so that they can be copied and read aloud.
        told = [
            f"{r.name}: {shown.value(r.figure, self.lang)}, {shown.span(r.figure, self.lang)}, "
            f"n = {number(r.figure.n, lang=self.lang)}"
            for r in rows
        ]
        self._notes(slide, told)

    def _changed(self, part: Changed) -> None:
        slide = self._slide(part.head, 28)
        if not part.rows:
            self._text(slide, [(part.empty, 20, "text2", False)], _TOP)
            return
        rows = part.rows[: part.most or _MOST_LINES]
        data = BeforeAfter(tuple(BeforeAfterRow(name, now, before) for name, now, before, _said in rows))
        self._picture(slide, before_after(data, self._look()), described(data, self.lang))
        told = [
            f"{name}: {shown.value(before, self.lang) if before else '–'} → {shown.value(now, self.lang)}, {said}"
            for name, now, before, said in rows
        ]
        self._notes(slide, told)

    def _lines(self, part: Lines) -> None:
        slide = self._slide(part.head, 28)
        if not part.rows:
            self._text(slide, [(part.empty, 20, "text2", False)], _TOP)
            return
        rows = part.rows[: min(part.most or _MOST_CELLS, _MOST_CELLS)]
        with_who = any(r.who for r in rows)
        with_end = any(r.by_when or r.state for r in rows)
        ends = [w for w, there in ((_WHO, with_who), (_WHEN, with_end)) if there]
        cells = [
            [part.heads[0], *([part.heads[1]] if with_who else []), *([part.heads[2]] if with_end else [])],
            *(self._cells(r, with_who, with_end) for r in rows),
        ]
        self._grid(slide, cells, [_ROOM - sum(ends), *ends])
        if left := len(part.rows) - len(rows):
            said = self.words.ngettext("and {n} more in the file", "and {n} more in the file", left)
            self._text(
                slide, [(said.format(n=number(left, lang=self.lang)), 14, "text2", False)], _HIGH - 1.25
            )

    def _cells(self, line: Line, with_who: bool, with_end: bool) -> list[str]:
        end = [day(line.by_when, self.lang) if line.by_when else "", line.state]
        return [
            "\n".join(p for p in (line.what, line.more) if p),
            *([line.who] if with_who else []),
            *(["\n".join(p for p in end if p)] if with_end else []),
        ]

    def _grid(self, slide: Any, cells: list[list[str]], widths: list[float]) -> None:
        """A table that can be read aloud and changed: a row of heads, then a row a line, the first text strong."""
        frame = slide.shapes.add_table(
            len(cells),
            len(widths),
            _inches(_EDGE),
            _inches(_TOP - 0.1),
            _inches(_ROOM),
            _inches(0.5 * len(cells)),
        )
        frame._element.nvGraphicFramePr.cNvPr.set("descr", _clean(cells[0][0])[:2000])
        table = frame.table
        pr = table._tbl.tblPr
        pr.set("bandRow", "0")
        if self.rtl:
            # Not by the table's own mark for right to left, which LibreOffice passes over.
            cells, widths = [row[::-1] for row in cells], widths[::-1]
        wide = widths.index(max(widths))
        for at, width in enumerate(widths):
            table.columns[at].width = _inches(width)
        for row, texts in enumerate(cells):
            table.rows[row].height = _inches(self._height(texts[wide], widths[wide]) if row else 0.4)
            for at, text in enumerate(texts):
                self._cell(table.cell(row, at), text, head=row == 0, first=at == wide)

    def _height(self, text: str, width: float) -> float:
        """Inches that a row needs: a strong line, and the lines of what stands below it."""
        _first, *rest = text.split("\n")
        lines = sum(ceil(len(line) / (width * _LETTERS)) for line in rest)
        return (0.55 + 0.27 * lines) * (1.15 if self.rtl else 1.0)

    def _cell(self, cell: Any, text: str, *, head: bool, first: bool) -> None:
        cell.fill.background()
        cell.margin_left = cell.margin_right = _inches(0.05)
        cell.margin_top = cell.margin_bottom = _inches(0.07)
        lines = text.split("\n")
        for at, line in enumerate(lines):
            paragraph = cell.text_frame.paragraphs[0] if at == 0 else cell.text_frame.add_paragraph()
            strong = not head and at == 0 and first
            points = 12 if head else 20 if strong else 14
            self._write(paragraph, line, points, "text" if strong else "text2", strong)
        _bottom_line(cell, ink("line_strong" if head else "line"))

    def _notes(self, slide: Any, told: list[str]) -> None:
        frame = slide.notes_slide.notes_text_frame
        for at, line in enumerate(told):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            self._write(paragraph, line, 12, "text", False)

    def _table(self, part: Table) -> None:
        slide = self._slide(part.head, 28)
        told = [" | ".join(row) for row in part.rows[: 2 * _MOST_LINES]]
        self._text(slide, [(line, 14, "text", False) for line in told or [part.empty]], _TOP)

    def _slide(self, head: str, points: int) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[5])
        title = slide.shapes.title
        title.left, title.top = _inches(_EDGE), _inches(0.75)
        title.width, title.height = _inches(_ROOM), _inches(0.8 if points < 40 else 1.9)
        frame = title.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = 0
        self._write(frame.paragraphs[0], head, points, "text", True, voice=True)
        brand = self._area(slide, 0.3, 0.4)
        self._write(brand.paragraphs[0], self.report.brand.name, 12, "text2", True)
        self._rule(slide, 0.7, "accent", 2.0)
        self._rule(slide, _HIGH - 0.65, "line", 0.75)
        said = [
            self.words.gettext("Internal. Not for customers."),
            self.words.gettext(TITLES[self.report.audience]),
            day(self.report.made_on, self.lang),
            digits(str(len(self.deck.slides)), self.lang),
        ]
        foot = self._area(slide, _HIGH - 0.6, 0.35)
        line = ("، " if self.rtl else " · ").join(part.rstrip(".") for part in said)
        self._write(foot.paragraphs[0], line, 12, "text2", False)
        return slide

    def _area(self, slide: Any, top: float, high: float) -> Any:
        """A text over the whole width."""
        box = slide.shapes.add_textbox(_inches(_EDGE), _inches(top), _inches(_ROOM), _inches(high))
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = 0
        return frame

    def _rule(self, slide: Any, top: float, colour: str, points: float) -> None:
        """A line across the slide, an ornament that nobody reads aloud."""
        y = _inches(top)
        line = slide.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, _inches(_EDGE), y, _inches(_WIDE - _EDGE), y
        )
        _plain(line)
        line.line.color.rgb, line.line.width = _rgb(ink(colour)), Pt(points)

    def _box(self, slide: Any, text: str, top: float) -> None:
        """A sentence on a ground of the accent."""
        box = slide.shapes.add_shape(
            MSO_SHAPE.ROUNDED_RECTANGLE, _inches(_EDGE), _inches(top), _inches(_ROOM), _inches(0.75)
        )
        box.adjustments[0] = 0.12
        box.fill.solid()
        box.fill.fore_color.rgb = _rgb(ink("accent_soft"))
        box.line.fill.background()
        _plain(box)
        box.text_frame.word_wrap, box.text_frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        self._write(box.text_frame.paragraphs[0], text, 18, "text", False)

    def _text(self, slide: Any, lines: list[tuple[str, int, str, bool]], top: float) -> None:
        frame = self._area(slide, top, _HIGH - top - 0.8)
        for at, (text, points, colour, strong) in enumerate(lines):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(10)
            self._write(paragraph, text, points, colour, strong)

    def _write(
        self, paragraph: Any, text: str, points: int, colour: str, strong: bool, voice: bool = False
    ) -> None:
        run = paragraph.add_run()
        run.text = _clean(text)
        run.font.size, run.font.bold = Pt(points), strong
        face = _FACE["persian" if self.rtl else "voice" if voice else "sans"]
        run.font.name = face
        run.font.color.rgb = _rgb(ink(colour))
        # What spells, reads aloud and shapes it must know the language; Persian letters take the complex face.
        told = run._r.get_or_add_rPr()
        told.set("lang", _CULTURE[self.lang])
        if self.rtl:
            told.append(told.makeelement(qn("a:cs"), {"typeface": face}))
        paragraph.alignment = PP_ALIGN.RIGHT if self.rtl else PP_ALIGN.LEFT
        # What somebody typed in other letters runs their way, or its figures and full stops would change sides.
        if self.rtl and _may_run_rtl(text):
            paragraph._p.get_or_add_pPr().set("rtl", "1")

    def _own(self, text: str) -> str:
        return isolated(text.rstrip("."), self.lang)

    def _look(self) -> Look:
        return Look("paper", self.lang, _CHART_WIDE)

    def _picture(self, slide: Any, sheet: Sheet, alt: str) -> None:
        out = BytesIO(rendered(sheet))
        room = _inches(_ROOM), _inches(_HIGH - _TOP - 0.9)
        picture = slide.shapes.add_picture(out, _inches(_EDGE), _inches(_TOP))
        scale = min(room[0] / picture.width, room[1] / picture.height)
        picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
        if self.rtl:
            picture.left = _inches(_EDGE) + room[0] - picture.width
        picture._element.nvPicPr.cNvPr.set("descr", _clean(alt)[:2000])


def _rgb(colour: str) -> RGBColor:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


def _may_run_rtl(text: str) -> bool:
    """Whether a text has Persian letters, or none at all."""
    return any(bidirectional(c) in ("R", "AL") for c in text) or not any(c.isalpha() for c in text)


def _plain(shape: Any) -> None:
    """Take the theme's style away, which some programs draw with a shadow."""
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)


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


def _inches(x: float) -> Emu:
    return Emu(int(x * 914_400))


def _clean(text: str) -> str:
    """The text without signs that no XML may hold."""
    return "".join(
        c
        for c in text
        if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
