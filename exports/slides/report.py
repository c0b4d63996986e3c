"""The executive document as slides: a part of it per slide, texts as texts, scores as the charts of the paper."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from matplotlib.figure import Figure as Sheet
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, is_rtl, number, words
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
_FACE: Final = {"voice": "Source Serif 4", "sans": "Noto Sans", "persian": "Vazirmatn"}
_MOST_LINES = 6
_CHART_WIDE = 1000


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
        told.title, told.author, told.language = _clean(report.title), _clean(report.brand.name), self.lang
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
        lines = [(self.report.subtitle, 20, "text2", False)]
        if self.report.goal is not None:
            goal = self.report.goal
            lines.append((f"{self.words.gettext('Our goal:')} {goal.name}. {goal.target}", 20, "text", False))
        if self.report.focus:
            lines.append((f"{self.words.gettext('Focus:')} {self.report.focus}", 20, "accent", True))
        self._text(slide, lines, 2.6)

    def end(self) -> None:
        """The data behind the slides."""
        slide = self._slide(self.words.gettext("The data behind this page."), 28)
        line = f"{data_line(self.report.data, self.lang)} {self.report.method}".strip()
        self._text(slide, [(line, 16, "text", False)], 1.7)

    def part(self, part: Part) -> None:
        """One slide for one part."""
        if isinstance(part, Scores):
            self._scores(part.head, part.rows, part.empty)
        elif isinstance(part, Things):
            rows = tuple(ScoreLine(t.name, t.figure, t.previous) for t in part.rows)
            self._scores(part.head, rows, "")
        elif isinstance(part, Lines):
            self._lines(part)
        elif isinstance(part, Words):
            self._text(self._slide(part.head, 28), [(s, 20, "text", False) for s in part.sentences], 1.7)
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

    def _scores(self, head: str, rows: tuple[ScoreLine, ...], empty: str) -> None:
        slide = self._slide(head, 28)
        if not rows:
            self._text(slide, [(empty, 20, "text2", False)], 1.7)
            return
        data = ScoreRows(tuple(ScoreRow(r.name, r.figure, r.previous) for r in rows))
        self._picture(slide, draw_chart(data, self._look()), described(data, self.lang))
        # Figures as text too, so that they can be copied and read aloud.
        told = [
            f"{r.name}: {shown.value(r.figure, self.lang)}, {shown.span(r.figure, self.lang)}, "
            f"n = {number(r.figure.n, lang=self.lang)}"
            for r in rows
        ]
        slide.notes_slide.notes_text_frame.text = _clean("\n".join(told))

    def _changed(self, part: Changed) -> None:
        slide = self._slide(part.head, 28)
        if not part.rows:
            self._text(slide, [(part.empty, 20, "text2", False)], 1.7)
            return
        data = BeforeAfter(tuple(BeforeAfterRow(name, now, before) for name, now, before, _said in part.rows))
        self._picture(slide, before_after(data, self._look()), described(data, self.lang))

    def _lines(self, part: Lines) -> None:
        slide = self._slide(part.head, 28)
        if not part.rows:
            self._text(slide, [(part.empty, 20, "text2", False)], 1.7)
            return
        said: list[tuple[str, int, str, bool]] = []
        for line in part.rows[: part.most or _MOST_LINES]:
            said.append((line.what, 20, "text", True))
            if more := self._more(line):
                said.append((more, 16, "text2", False))
        self._text(slide, said, 1.7)

    def _more(self, line: Line) -> str:
        when = day(line.by_when, self.lang) if line.by_when else ""
        return ". ".join(p.rstrip(".") for p in (line.more, line.who, when, line.state) if p)

    def _table(self, part: Table) -> None:
        slide = self._slide(part.head, 28)
        told = [" | ".join(row) for row in part.rows[: 2 * _MOST_LINES]]
        self._text(slide, [(line, 14, "text", False) for line in told or [part.empty]], 1.7)

    def _slide(self, head: str, points: int) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[5])
        title = slide.shapes.title
        title.left, title.top = _inches(_EDGE), _inches(0.55)
        title.width, title.height = _inches(_WIDE - 2 * _EDGE), _inches(1.0 if points < 40 else 1.9)
        frame = title.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        self._write(frame.paragraphs[0], head, points, "text", True, voice=True)
        foot = slide.shapes.add_textbox(
            _inches(_EDGE), _inches(_HIGH - 0.6), _inches(_WIDE - 2 * _EDGE), _inches(0.4)
        )
        said = [
            self.words.gettext("Internal. Not for customers."),
            self.words.gettext(TITLES[self.report.audience]),
        ]
        line = ("، " if self.rtl else " · ").join([*said, day(self.report.made_on, self.lang)])
        self._write(foot.text_frame.paragraphs[0], line, 12, "text2", False)
        return slide

    def _text(self, slide: Any, lines: list[tuple[str, int, str, bool]], top: float) -> None:
        box = slide.shapes.add_textbox(
            _inches(_EDGE), _inches(top), _inches(_WIDE - 2 * _EDGE), _inches(_HIGH - top - 0.8)
        )
        frame = box.text_frame
        frame.word_wrap = True
        for at, (text, points, colour, strong) in enumerate(lines):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(6)
            self._write(paragraph, text, points, colour, strong)

    def _write(
        self, paragraph: Any, text: str, points: int, colour: str, strong: bool, voice: bool = False
    ) -> None:
        run = paragraph.add_run()
        run.text = _clean(text)
        run.font.size, run.font.bold = Pt(points), strong
        run.font.name = _FACE["persian" if self.rtl else "voice" if voice else "sans"]
        red, green, blue = (int(ink(colour)[i : i + 2], 16) for i in (1, 3, 5))
        run.font.color.rgb = RGBColor(red, green, blue)  # type: ignore[no-untyped-call]
        paragraph.alignment = PP_ALIGN.RIGHT if self.rtl else PP_ALIGN.LEFT
        if self.rtl:
            paragraph._p.get_or_add_pPr().set("rtl", "1")

    def _look(self) -> Look:
        return Look("paper", self.lang, _CHART_WIDE)

    def _picture(self, slide: Any, sheet: Sheet, alt: str) -> None:
        out = BytesIO(rendered(sheet))
        room = _inches(_WIDE - 2 * _EDGE), _inches(_HIGH - 2.6)
        picture = slide.shapes.add_picture(out, _inches(_EDGE), _inches(1.8))
        scale = min(room[0] / picture.width, room[1] / picture.height)
        picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
        picture._element.nvPicPr.cNvPr.set("descr", _clean(alt)[:2000])


def _inches(x: float) -> Emu:
    return Emu(int(x * 914_400))


def _clean(text: str) -> str:
    """The text without signs that no XML may hold."""
    return "".join(
        c
        for c in text
        if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
