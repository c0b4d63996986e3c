"""A paragraph that ReportLab can place: shaped, ordered both ways, never drawn with a built-in font."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from exports.pdf.lines import Line, Piece, Run, set_lines
from exports.pdf.look import Style
from exports.pdf.marks import mark_path
from exports.pdf.pdf_font import pdf_font
from exports.pdf.tags import Element, element


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
    out = [f"{ink} {font.getSubsetInternalName(0, doc)} {points:g} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm ["]
    marks: list[str] = []
    owed = used = 0.0
    for glyph in piece.glyphs:
        gid, dx = glyph.gid, glyph.dx
        if glyph.dy:
            at = x + (used + dx) * points / 1000
            marks += [ink, mark_path(face, gid, at, y + glyph.dy * points / 1000, points)]
            gid, dx = face.blank, 0.0
        owed += dx
        if abs(owed) >= 0.01:
            out.append(f"{-owed:.2f}")
        out.append(f"<{font.code(doc, gid, glyph.text):04X}>")
        owed = glyph.advance - dx - font.width(gid)
        used += glyph.advance
    out.append("] TJ")
    return " ".join(out).replace("> <", ""), marks


class Text(Flowable):  # type: ignore[misc]
    """One paragraph of plain text or runs; what a person wrote is never read as markup."""

    def __init__(
        self, runs: str | Sequence[Run], style: Style, key: Element | None = None, most: int = 0
    ) -> None:
        super().__init__()
        self.runs = (Run(runs),) if isinstance(runs, str) else tuple(runs)
        self.style = style
        self.key = key
        self.most = most
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
        """The lines that fit, and the rest; never a single line left alone where there are three."""
        self.wrap(width, height)
        lines = self._lines or []
        fit = int((height + 0.01) / self.style.line)
        if 2 < len(lines) == fit + 1:
            fit -= 1
        if fit < 1 or (fit < 2 < len(lines)):
            return []
        return [self] if fit >= len(lines) else [self._part(lines[:fit]), self._part(lines[fit:])]

    def draw(self) -> None:
        """Draw at the canvas's origin, the lower left corner of the paragraph."""
        style, canvas = self.style, self.canv
        first = pdf_face(style)
        lead = (style.line - (first.ascent + first.descent) * style.points) / 2 + first.ascent * style.points
        with element(canvas, self.key, self.width, self.height):
            for at, line in enumerate(self._lines or []):
                x = self.width - line.width if style.rtl != style.end else 0.0
                draw_line(canvas, line, x, self.height - at * style.line - lead, style.points)

    def _part(self, lines: list[Line]) -> "Text":
        part = Text(self.runs, self.style, self.key)
        part._lines, part._set_for = lines, self._set_for
        return part


def pdf_face(style: Style) -> Any:
    """The face that sets the baseline of a style."""
    from exports.pdf.faces import face

    return face("persian" if style.rtl else "voice" if style.voice else "sans", style.strong)
