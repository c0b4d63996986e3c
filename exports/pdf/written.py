"""What a finished line writes onto a page, worked out once: its codes are each file's own, the rest is the same."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from exports.pdf.faces import Face
from exports.pdf.lines import Line, Piece
from exports.pdf.marks import mark_path
from exports.pdf.pdf_font import pdf_font


@dataclass(frozen=True, slots=True)
class Stretch:
    """Glyphs of one face and colour as operators; `shown` has a gap for each code.

    `start` is in points from the line's left end; `raised` are marks off the line: glyph, points right and up.
    """

    face: Face
    colour: str
    start: float
    shown: str
    glyphs: tuple[tuple[int, str], ...]
    raised: tuple[tuple[int, float, float], ...]


def draw_line(canvas: Any, line: Line, x: float, y: float) -> None:
    """Write one finished line with its left end at x and its baseline at y."""
    doc, points = canvas._doc, line.points
    shown, marks = ["q BT"], []
    x -= line.lead
    for part in stretches(line):
        font, at = pdf_font(part.face), x + part.start
        name, codes = font.of_file(doc)
        ink = fill(part.colour)
        shown.append(
            f"{ink} {name} {points:g} Tf 1 0 0 1 {at:.3f} {y:.3f} Tm "
            + part.shown % tuple(map(codes.__getitem__, part.glyphs))
        )
        for gid, right, up in part.raised:
            marks += [ink, mark_path(part.face, gid, at + right, y + up, points)]
    canvas._code.append(" ".join([*shown, "ET", *marks, "Q"]))


def stretches(line: Line) -> list[Stretch]:
    """The line's stretches from left to right; neighbours of one face and colour are one."""
    if not line.written:
        start, found = 0.0, []
        for face, colour, pieces in _joined(line.pieces):
            found.append(_stretch(face, colour, pieces, start, line.points))
            start += sum(piece.width for piece in pieces)
        # All at once: a preview may be drawn while a document is made, with the same lines.
        line.written[:] = found
    return line.written


def _joined(pieces: tuple[Piece, ...]) -> list[tuple[Face, str, list[Piece]]]:
    found: list[tuple[Face, str, list[Piece]]] = []
    for piece in pieces:
        if found and found[-1][0] is piece.face and found[-1][1] == piece.colour:
            found[-1][2].append(piece)
        else:
            found.append((piece.face, piece.colour, [piece]))
    return found


def _stretch(face: Face, colour: str, pieces: list[Piece], start: float, points: float) -> Stretch:
    """Each glyph is put in place by the widths the file declares."""
    width = pdf_font(face).width
    out: list[str] = []
    glyphs: list[tuple[int, str]] = []
    raised: list[tuple[int, float, float]] = []
    owed = used = 0.0
    for piece in pieces:
        for gid, text, advance, dx, dy in piece.glyphs:
            if dy:
                raised.append((gid, (used + dx) * points / 1000, dy * points / 1000))
                gid, dx = face.blank, 0.0
            owed += dx
            if abs(owed) >= 0.01:
                out.append(f"> {-owed:.2f} <")
            out.append("%04X")
            glyphs.append((gid, text))
            owed = advance - dx - width(gid)
            used += advance
    shown = f"[ <{''.join(out)}> ] TJ".replace("<> ", "")
    return Stretch(face, colour, start, shown, tuple(glyphs), tuple(raised))


@lru_cache(maxsize=64)
def fill(colour: str) -> str:
    """The operator that fills with a colour written as #rrggbb."""
    r, g, b = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return f"{r:.3f} {g:.3f} {b:.3f} rg"
