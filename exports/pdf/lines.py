"""Runs of text to finished lines: broken in logical order, then ordered for the eye."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple
from unicodedata import bidirectional, combining, is_normalized

from exports.pdf.bidi import levels, visual_order
from exports.pdf.faces import Face, chain, face
from exports.pdf.look import Style
from exports.pdf.shaping import Glyph, clean, drawable, faces_of, held_together, isolate, shape

_BREAK_AFTER = "-‐–—/\u200b"
_KEPT_UP_TO = 200
_ENDLESS = 1e7
# Letters, digits and signs without marks that combine or turn the line round.
_PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e]+")
_WORDS = re.compile(" +|[^ ]+")
_KEEP_WITH_BEFORE = "\u200c\u200d\ufe0e\ufe0f"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one weight and colour; None means as the paragraph."""

    text: str
    strong: bool | None = None
    colour: str | None = None


class Piece(NamedTuple):
    """Glyphs of one face, colour and direction, from left to right."""

    face: Face
    colour: str
    level: int
    glyphs: tuple[Glyph, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One finished line: pieces from left to right, the ink's width, and the size of its letters.

    `lead` hangs out at its left; `written` is kept by what writes it onto a page.
    """

    pieces: tuple[Piece, ...]
    width: float
    lead: float
    points: float
    written: list[Any] = field(default_factory=list, compare=False, repr=False)


class _Atom(NamedTuple):
    """What is never broken unless it alone is wider than the line; `space` follows it."""

    start: int
    end: int
    width: float
    space: float
    spaced: int
    ends_line: bool


def measure(text: str, style: Style, strong: bool | None = None) -> float:
    """The width of a text on one line, in points."""
    once = _measured if len(text) <= _KEPT_UP_TO else _measured.__wrapped__
    return once(text, style, strong)


@lru_cache(maxsize=512)
def _measured(text: str, style: Style, strong: bool | None) -> float:
    paragraph = _Paragraph((Run(text, strong),), style)
    return sum(a.width + a.space for a in paragraph.atoms()) if text else 0.0


def set_lines(runs: Sequence[Run], style: Style, width: float, most: int = 0) -> list[Line]:
    """The lines of one paragraph; with `most`, the last one kept ends in an ellipsis.

    Short texts are set once: heads, names of months and promises come again in every customer's plan. Of long
    ones the last few are kept, for a page that is tried in closer rows is set several times.
    """
    here = tuple(runs)
    short = sum(len(run.text) for run in here) <= _KEPT_UP_TO
    return list((_set_once if short else _set_lately)(here, style, width, most))


@lru_cache(maxsize=4)
def _set_lately(runs: tuple[Run, ...], style: Style, width: float, most: int) -> tuple[Line, ...]:
    return tuple(_set(runs, style, width, most))


def one_line(text: str, style: Style) -> Line | None:
    """A text that is a finished line already: it is shaped and ordered and never broken; None where it is blank.

    Plain Latin and Cyrillic, which most lines of a map are, need no ordering: word by word is enough.
    """
    if not text.strip():
        return None
    drawn = face("voice" if style.voice else "sans", style.strong)
    if style.rtl or not _is_plain(drawn, text):
        found = set_lines([Run(text)], style, _ENDLESS)
        return found[0] if found else None
    if not is_normalized("NFC", text):
        text = clean(text)
    glyphs, width, before = _plain(drawn, text)
    scale = style.points / 1000
    return Line((Piece(drawn, style.colour, 0, glyphs, width * scale),), before * scale, 0.0, style.points)


@lru_cache(maxsize=4096)
def _is_plain(drawn: Face, text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and drawn.covered.issuperset(map(ord, text))


@lru_cache(maxsize=4096)
def _plain(drawn: Face, text: str) -> tuple[tuple[Glyph, ...], float, float]:
    """The glyphs of a plain line, its advance, and the advance without the spaces at its end."""
    glyphs: tuple[Glyph, ...] = ()
    width = wide = 0.0
    for word in _WORDS.findall(text):
        shaped, wide = shape(drawn, word, 0, len(word), False)
        glyphs += shaped
        width += wide
    return glyphs, width, width - (wide if text.endswith(" ") else 0.0)


@lru_cache(maxsize=512)
def _set_once(runs: tuple[Run, ...], style: Style, width: float, most: int) -> tuple[Line, ...]:
    return tuple(_set(runs, style, width, most))


def _set(runs: tuple[Run, ...], style: Style, width: float, most: int) -> list[Line]:
    paragraph = _Paragraph(runs, style)
    rows = _even_end(_rows(paragraph, max(width, style.points), most), width)
    lines = [paragraph.line(row) for row in rows]
    if most and len(lines) > most:
        return _shortened(paragraph, rows, style, width, most)
    return lines


def _shortened(
    paragraph: "_Paragraph", rows: list[list[_Atom]], style: Style, width: float, most: int
) -> list[Line]:
    """The kept lines with an ellipsis behind as many words and letters as leave room for it."""
    end = rows[most - 1][-1].end
    for cut in range(end, 0, -1):
        text = paragraph.text[:cut].rstrip() + "…"
        lines = _set((Run(text),), style, width, 0)
        if len(lines) <= most:
            return lines
    return _set((Run("…"),), style, width, 0)


def _rows(paragraph: "_Paragraph", width: float, most: int) -> list[list[_Atom]]:
    """Atoms in rows of a width; where only the first ones are kept, two more say how the last of them ends."""
    rows: list[list[_Atom]] = [[]]
    used = 0.0
    for whole in paragraph.atoms():
        for atom in paragraph.fitted(whole, width):
            if most and len(rows) > most + 2:
                return rows
            if rows[-1] and used + atom.width > width + 0.01:
                rows.append([])
                used = 0.0
            rows[-1].append(atom)
            used += atom.width + atom.space
            if atom.ends_line:
                rows.append([])
                used = 0.0
    if len(rows) > 1 and not rows[-1]:
        rows.pop()
    return rows


def _even_end(rows: list[list[_Atom]], width: float) -> list[list[_Atom]]:
    """No single word on the last line where the line before can spare one."""
    if len(rows) < 2:
        return rows
    before, last = rows[-2], rows[-1]
    if not last or not before or before[-1].ends_line or sum(a.spaced > 0 for a in last[:-1]):
        return rows
    moved = len(before) - 1
    while moved > 0 and not before[moved - 1].spaced:
        moved -= 1
    if moved <= 0 or not before[-1].spaced:
        return rows
    longer = before[moved:] + last
    if sum(a.width + a.space for a in longer) - longer[-1].space > width:
        return rows
    return [*rows[:-2], before[:moved], longer]


def _only_left_to_right(text: str) -> bool:
    """Whether a whole paragraph is Latin or Cyrillic: its full stop then stays at its own end."""
    kinds = {bidirectional(c) for c in text}
    return "L" in kinds and not kinds & {"R", "AL"}


class _Paragraph:
    """One paragraph's characters with the face, colour and level of each."""

    def __init__(self, runs: tuple[Run, ...], style: Style) -> None:
        self.style = style
        self.text = ""
        self.faces: list[Face] = []
        self.colours: list[str] = []
        for run in runs:
            self._add(run)
        self.rtl = style.rtl and not _only_left_to_right(self.text)
        self.levels = [
            level for part in self.text.splitlines(keepends=True) for level in levels(part, self.rtl)
        ]
        self.held = held_together(self.text)
        self.uniform = len(set(self.faces)) < 2 and len(set(self.colours)) < 2 and len(set(self.levels)) < 2

    def _add(self, run: Run) -> None:
        style = self.style
        strong = style.strong if run.strong is None else run.strong
        family = "persian" if style.rtl else "voice" if style.voice else "sans"
        faces = (*chain(family, strong), *style.lent)  # type: ignore[arg-type]
        text = drawable(clean(run.text), faces)
        text = isolate(text) if style.rtl else text
        self.text += text
        self.faces += faces_of(text, faces, face("sans", strong) if style.rtl else None)
        self.colours += [run.colour or style.colour] * len(text)

    def atoms(self) -> list[_Atom]:
        """The unbreakable pieces in reading order, each with the spaces after it."""
        found: list[_Atom] = []
        start, text = 0, self.text
        while start < len(text):
            end = start
            while end < len(text) and (text[end] not in " \n" or end in self.held):
                end += 1
                if text[end - 1] in _BREAK_AFTER and self._breaks(start, end):
                    break
            after = end
            while after < len(text) and text[after] == " ":
                after += 1
            ends_line = after < len(text) and text[after] == "\n"
            found.append(
                _Atom(start, end, self._width(start, end), self._width(end, after), after - end, ends_line)
            )
            start = after + ends_line
        return found

    def _breaks(self, start: int, end: int) -> bool:
        text = self.text
        inside = end - start > 2 and end < len(text) and text[end] not in " \n"
        return text[end - 1] == "\u200b" or (inside and text[end - 2].isalpha() and text[end].isalpha())

    def fitted(self, atom: _Atom, width: float) -> Iterator[_Atom]:
        """The atom as it is, or broken between letters where it is wider than a line.

        The work grows with the letters: what is left is measured only where a line or two would hold it.
        """
        if atom.width <= width:
            yield atom
            return
        ends = self._letter_ends(atom)
        start, at, rest = atom.start, 0, atom.width
        while rest > width and at < len(ends) - 1:
            taken = self._furthest(start, ends, at, width)
            end = ends[taken]
            yield _Atom(start, end, self._width(start, end), 0.0, 0, False)
            few = len(ends) - taken <= 2 * (taken - at + 1)
            start, at = end, taken + 1
            rest = self._width(start, atom.end) if few else atom.width
        if start < atom.end:
            yield _Atom(start, atom.end, rest, atom.space, atom.spaced, atom.ends_line)

    def _furthest(self, start: int, ends: list[int], first: int, width: float) -> int:
        """Which is the last place before which the letters from `start` fit; one letter at least."""
        at, used, before = first, 0.0, start
        while at < len(ends) and used <= width:
            used += self._width(before, ends[at])
            before = ends[at]
            at += 1
        # Letters together may be wider than one by one: a font has wide and narrow forms.
        while at - first > 1 and self._width(start, ends[at - 1]) > width:
            at -= 1
        return max(first, at - 1)

    def _letter_ends(self, atom: _Atom) -> list[int]:
        text = self.text
        places = range(atom.start + 1, atom.end)
        inner = [i for i in places if not combining(text[i]) and text[i] not in _KEEP_WITH_BEFORE]
        return [*inner, atom.end]

    def line(self, row: list[_Atom]) -> Line:
        """One row of atoms as pieces in visual order; spaces at its end hang outside the measure."""
        pieces: list[Piece] = []
        hanging = 0.0
        for atom in row:
            pieces += self._pieces(atom.start, atom.end)
            last = atom is row[-1]
            spaces = self._pieces(atom.end, atom.end + atom.spaced, int(self.rtl) if last else None)
            hanging = sum(p.width for p in spaces) if last else 0.0
            pieces += spaces
        ordered = tuple(pieces[i] for i in visual_order([p.level for p in pieces]))
        width = sum(p.width for p in ordered) - hanging
        return Line(ordered, width, hanging if self.rtl else 0.0, self.style.points)

    def _width(self, start: int, end: int) -> float:
        points = self.style.points / 1000
        return sum(self._shaped(at, stop)[1] * points for at, stop in self._alike(start, end))

    def _pieces(self, start: int, end: int, level: int | None = None) -> list[Piece]:
        found: list[Piece] = []
        for at, stop in self._alike(start, end):
            shown = self.levels[at] if level is None else level
            glyphs, width = self._shaped(at, stop, shown)
            found.append(
                Piece(self.faces[at], self.colours[at], shown, glyphs, width * self.style.points / 1000)
            )
        return found

    def _alike(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where in a stretch the face, the colour or the direction changes: the parts between."""
        if self.uniform:
            return [(start, end)] if end > start else []
        found: list[tuple[int, int]] = []
        at = start
        while at < end:
            key = (self.faces[at], self.colours[at], self.levels[at])
            stop = at + 1
            while stop < end and (self.faces[stop], self.colours[stop], self.levels[stop]) == key:
                stop += 1
            found.append((at, stop))
            at = stop
        return found

    def _shaped(self, start: int, end: int, level: int | None = None) -> tuple[tuple[Glyph, ...], float]:
        shown = self.levels[start] if level is None else level
        left, right = self._word(start, end)
        return shape(self.faces[start], self.text[left:right], start - left, end - left, bool(shown % 2))

    def _word(self, start: int, end: int) -> tuple[int, int]:
        """The word around a piece, so that its letters join as in the whole word."""
        left = self.text.rfind(" ", max(0, start - 24), start) + 1 or max(0, start - 24)
        right = self.text.find(" ", end, end + 24)
        return left, right if right >= 0 else min(len(self.text), end + 24)
