"""A paragraph that ReportLab can place: shaped, ordered both ways, never drawn with a built-in font."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from exports.pdf.lines import Line, Run, set_lines
from exports.pdf.look import Style
from exports.pdf.placed import Placed
from exports.pdf.scripts import other_language
from exports.pdf.shaping import clean
from exports.pdf.tags import Element, begin_content, end_content, enter, holds_text_itself, link
from exports.pdf.written import draw_line


class Text(Placed):
    """One paragraph of plain text or runs; what a person wrote is never read as markup.

    `to` makes all of it a link: an address, or an element of the same document.
    """

    def __init__(
        self,
        runs: str | Sequence[Run],
        style: Style,
        key: Element | None = None,
        most: int = 0,
        to: str | Element = "",
    ) -> None:
        super().__init__()
        self.runs = (Run(runs),) if isinstance(runs, str) else tuple(runs)
        self.style = style
        self.key = key
        self.most = most
        self.to = to
        # Parts of a paragraph on two pages are one element, so it is made here and not when it is drawn.
        self._paragraph = key or Element("P")
        self._link = Element("Link") if to else None
        self._lines: list[Line] | None = None
        self._set_for = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size of the paragraph at this width."""
        if self._lines is None or self._set_for != width:
            self._lines = set_lines(self.runs, self.style, width, self.most)
            self._set_for = width
        self.width, self.height = width, len(self._lines) * self.style.line
        return self.width, self.height

    def split(self, width: float, height: float) -> list["Text"]:
        """The lines that fit, and the rest; a single line is never left alone on either page."""
        self.wrap(width, height)
        lines = self._lines or []
        fit = int((height + 0.01) / self.style.line)
        if fit >= len(lines):
            return [self]
        fit = min(fit, len(lines) - 2)
        return [] if fit < 2 else [self._part(lines[:fit]), self._part(lines[fit:])]

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw with the lower left corner of the paragraph at a place of the canvas."""
        style = self.style
        first = pdf_face(style)
        lead = (style.line - (first.ascent + first.descent) * style.points) / 2 + first.ascent * style.points
        if tagger := getattr(canvas, "tagger", None):
            self._paragraph.language = other_language(self.words, tagger.language)
        drawn = self.key if self.key is None and holds_text_itself(canvas) else self._paragraph
        title = self.words if self.leads else ""
        inside = enter(canvas, drawn, self.width, self.height, title, (x, y))
        linked = enter(canvas, self._link, self.width, self.height, "", (x, y))
        marked = begin_content(canvas)
        top = y + self.height - lead
        for at, line in enumerate(self._lines or []):
            draw_line(canvas, line, x + self._left(line), top - at * style.line)
        if marked:
            end_content(canvas)
        if self.to and self._lines:
            left = min(self._left(line) for line in self._lines)
            right = max(self._left(line) + line.width for line in self._lines)
            link(canvas, self.to, self.words, (x + left, y, x + right, y + self.height))
        for _entered in range(inside + linked):
            canvas.tagger.leave()

    @property
    def leads(self) -> bool:
        """Whether it may not be the last thing on a page: a heading belongs to what follows it."""
        return self._paragraph.role in ("H1", "H2")

    @cached_property
    def words(self) -> str:
        """The paragraph as plain text."""
        return " ".join(clean("".join(run.text for run in self.runs)).split())

    def _left(self, line: Line) -> float:
        return self.width - line.width if self.style.rtl != self.style.end else 0.0

    def _part(self, lines: list[Line]) -> "Text":
        part = Text(self.runs, self.style, self.key, to=self.to)
        part._paragraph, part._link = self._paragraph, self._link
        part._lines, part._set_for = lines, self._set_for
        return part


def pdf_face(style: Style) -> Any:
    """The face that sets the baseline of a style: one for both voices, so that lines side by side stand level."""
    from exports.pdf.faces import face

    return face("persian" if style.rtl else "sans", style.strong)
