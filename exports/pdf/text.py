"""A paragraph that ReportLab can place: shaped, ordered both ways, never drawn with a built-in font."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from exports.pdf.lines import Line, Piece, Run, set_lines
from exports.pdf.look import Style
from exports.pdf.marks import mark_path
from exports.pdf.pdf_font import pdf_font
from exports.pdf.scripts import other_language
from exports.pdf.shaping import clean
from exports.pdf.tags import Element, content, element, holds_text_itself, link


def draw_line(canvas: Any, line: Line, x: float, y: float, points: float) -> None:
    """Write one finished line with its left end at x and its baseline at y."""
    shown, marks = ["q BT"], []
    x -= line.lead
    for piece in _joined(line.pieces):
        text, raised = _shown(canvas, piece, x, y, points)
        shown.append(text)
        marks += raised
        x += piece.width
    canvas._code.append(" ".join([*shown, "ET", *marks, "Q"]))


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one face and colour as one piece, so that words and spaces are shown in one go."""
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if before and (before.face, before.colour) == (piece.face, piece.colour):
            glyphs, width = before.glyphs + piece.glyphs, before.width + piece.width
            found[-1] = Piece(piece.face, piece.colour, piece.level, glyphs, width)
        else:
            found.append(piece)
    return found


def _shown(canvas: Any, piece: Piece, x: float, y: float, points: float) -> tuple[str, list[str]]:
    """The operators that show one piece, and its raised marks, which are drawn outside the text.

    Each glyph is put in place by the widths the file declares.
    """
    font, face = pdf_font(piece.face), piece.face
    doc = canvas._doc
    r, g, b = (int(piece.colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    ink = f"{r:.3f} {g:.3f} {b:.3f} rg"
    start = f"{ink} {font.getSubsetInternalName(0, doc)} {points:g} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm ["
    out: list[str] = []
    marks: list[str] = []
    owed = used = 0.0
    known = font.known(doc)
    for glyph in piece.glyphs:
        found = known.get(glyph)
        if found is None:
            gid, text, advance, dx, dy = glyph
            if dy:
                at = x + (used + dx) * points / 1000
                marks += [ink, mark_path(face, gid, at, y + dy * points / 1000, points)]
                gid, dx = face.blank, 0.0
            found = f"{font.code(doc, gid, text):04X}", dx, advance - dx - font.width(gid)
            if not dy:
                known[glyph] = found
        code, before, after = found
        owed += before
        if owed >= 0.01 or owed <= -0.01:
            out.append(f">{-owed:.2f}<")
        out.append(code)
        owed = after
        used += glyph.advance
    shown = "".join(out).replace("<>", "")
    return f"{start}<{shown}>] TJ".replace("<>", ""), marks


class Text(Flowable):  # type: ignore[misc]
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

    def draw(self) -> None:
        """Draw at the canvas's origin, the lower left corner of the paragraph."""
        style, canvas = self.style, self.canv
        first = pdf_face(style)
        lead = (style.line - (first.ascent + first.descent) * style.points) / 2 + first.ascent * style.points
        if tagger := getattr(canvas, "tagger", None):
            self._paragraph.language = other_language(self.words, tagger.language)
        drawn = self.key if self.key is None and holds_text_itself(canvas) else self._paragraph
        with (
            element(canvas, drawn, self.width, self.height, title=self.words if self.leads else ""),
            element(canvas, self._link, self.width, self.height),
        ):
            with content(canvas):
                for at, line in enumerate(self._lines or []):
                    draw_line(
                        canvas, line, self._left(line), self.height - at * style.line - lead, style.points
                    )
            if self.to and self._lines:
                left = min(self._left(line) for line in self._lines)
                right = max(self._left(line) + line.width for line in self._lines)
                link(canvas, self.to, self.words, (left, 0.0, right, self.height))

    @property
    def leads(self) -> bool:
        """Whether it may not be the last thing on a page: a heading belongs to what follows it."""
        return self._paragraph.role in ("H1", "H2")

    @property
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
    """The face that sets the baseline of a style."""
    from exports.pdf.faces import face

    return face("persian" if style.rtl else "voice" if style.voice else "sans", style.strong)
