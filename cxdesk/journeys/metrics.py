"""How wide words are in the bundled fonts, and where their lines break."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz

from cxdesk.i18n import is_rtl
from cxdesk.journeys.shapes import Align, Text
from cxdesk.paths import resource

# Per role: the face for Latin and Cyrillic, and the one for Persian, whose voice is its weight.
FACES = {
    "ui": ("NotoSans_400Regular.ttf", "Vazirmatn-Regular.ttf"),
    "strong": ("NotoSans_600SemiBold.ttf", "Vazirmatn-SemiBold.ttf"),
    "voice": ("SourceSerif4_400Regular.ttf", "Vazirmatn-SemiBold.ttf"),
    "voice_strong": ("SourceSerif4_600SemiBold.ttf", "Vazirmatn-SemiBold.ttf"),
}
PERSIAN_FACES = frozenset(persian for _latin, persian in FACES.values())
# Vazirmatn's line is 1.56 em against 1.36.
PERSIAN_EXTRA_LINE = 4
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_SPACE = re.compile("[ \t\n\v\f\r\u2028\u2029\x1c-\x1f\x85]+")
# Groups of digits held by hyphens, as in phone numbers: right-to-left text would turn the groups round.
_HELD_DIGITS = re.compile(r"(?<![\w-])\+?\d+(?:-\d+)+")
_LRM = "\u200e"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Style:
    """A way to set text: role of the face, size, height of a line, colour."""

    role: str
    size: float
    line: float
    colour: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are broken for good, with their widths."""

    lines: tuple[tuple[str, float], ...]
    style: Style
    face: str
    line: float
    rtl: bool

    @property
    def height(self) -> float:
        """How high all lines are."""
        return len(self.lines) * self.line

    @property
    def width(self) -> float:
        """How wide the widest line is."""
        return max((width for _words, width in self.lines), default=0.0)

    def at(self, x: float, y: float, align: Align = "left") -> tuple[Text, ...]:
        """The lines with the top of the first at `y`."""
        ascent, descent = _extent(self.face)
        style = self.style
        first = y + (self.line - (ascent + descent) * style.size) / 2 + ascent * style.size
        return tuple(
            Text(x, first + i * self.line, words, self.face, style.size, style.colour, width, align, self.rtl)
            for i, (words, width) in enumerate(self.lines)
            if words
        )


# A map is laid out again at every change of it, and nearly all of its texts are as they were.
@lru_cache(maxsize=1 << 14)
def block(text: str, style: Style, width: float, language: str, first_width: float | None = None) -> Block:
    """Break a text to a width; its first line may have less room."""
    face, rtl = face_for(style.role, text, language), runs_rtl(text, language)
    if rtl and _LRM not in text:
        text = _HELD_DIGITS.sub(lambda found: _LRM + found.group(), text)
    first = width if first_width is None else first_width
    lines = tuple(_broken(text, face, style.size, width, first))
    extra = PERSIAN_EXTRA_LINE if face in PERSIAN_FACES else 0
    return Block(lines, style, face, style.line + extra, rtl)


def face_for(role: str, text: str, language: str) -> str:
    """The bundled face that has the letters of a text."""
    latin, persian = FACES[role]
    if _ARABIC.search(text) or (is_rtl(language) and not _CYRILLIC.search(text)):
        return persian
    return latin


def runs_rtl(text: str, language: str) -> bool:
    """The direction of a line: that of its first strong letter outside of what is isolated, else of the language."""
    isolated = 0
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("LRI", "RLI", "FSI"):
            isolated += 1
        elif kind == "PDI":
            isolated = max(0, isolated - 1)
        elif not isolated and kind in ("L", "R", "AL"):
            return kind != "L"
    return is_rtl(language)


def break_lines(text: str, face: str, size: float, width: float, first_width: float) -> list[str]:
    """Lines that are no wider than asked; a word that is too long is broken inside, never cut off."""
    return [line for line, _width in _broken(text, face, size, width, first_width)]


def _broken(text: str, face: str, size: float, width: float, first_width: float) -> list[tuple[str, float]]:
    """The same lines with their widths; a line's width grows by its words, as `width_of` would measure it anew."""
    lines: list[tuple[str, float]] = []
    line, words, spaces, space = "", 0.0, 0, _units(" ", face)
    for word in words_of(text):
        longer, gaps = words + _units(word, face), spaces + 1 if line else 0
        if (longer + gaps * space) * size <= (width if lines else first_width):
            line, words, spaces = f"{line} {word}" if line else word, longer, gaps
            continue
        if line:
            lines.append((line, (words + spaces * space) * size))
        *whole, line = _pieces(word, face, size, width, width if lines else first_width)
        lines += [(piece, width_of(piece, face, size)) for piece in whole]
        words, spaces = _units(line, face), 0
    return [*lines, (line, (words + spaces * space) * size)] if line else lines


def words_of(text: str) -> list[str]:
    """The words between spaces; a no-break space keeps its neighbours together, control characters go."""
    return [clean for word in _SPACE.split(text) if (clean := _CONTROL.sub("", word))]


def width_of(line: str, face: str, size: float) -> float:
    """How wide a line is: its words as they are shaped, and the spaces between them."""
    words = line.split(" ")
    return (sum(_units(word, face) for word in words) + (len(words) - 1) * _units(" ", face)) * size


def _pieces(word: str, face: str, size: float, width: float, first_width: float) -> list[str]:
    """A word cut into pieces that fit; the first is empty when only the first line is too short for it."""
    room = first_width
    if first_width < width_of(word, face, size) <= width:
        return ["", word]
    pieces = []
    while width_of(word, face, size) > room and (head := _head(word, face, size, room)) < len(word):
        pieces.append(word[:head])
        word, room = word[head:], width
    return [*pieces, word]


def _head(word: str, face: str, size: float, room: float) -> int:
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(word[:middle], face, size) <= room:
            low = middle
        else:
            high = middle - 1
    # Joined letters change their shape where a word is broken, so the search alone is not proof.
    while low > 1 and (width_of(word[:low], face, size) > room or _holds_on(word, low)):
        low -= 1
    if low == 1:
        while low < len(word) and _holds_on(word, low):
            low += 1
    return low


def _holds_on(word: str, place: int) -> bool:
    """Whether the letter at a place belongs to the one before it."""
    return place < len(word) and (
        unicodedata.category(word[place]) in ("Mn", "Me", "Cf") or word[place - 1] in "\u200d\u200c"
    )


@lru_cache(maxsize=len(PERSIAN_FACES) + len(FACES))
def _font(face: str) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(resource("fonts", face))))


@lru_cache(maxsize=16)
def _extent(face: str) -> tuple[float, float]:
    font = _font(face)
    extents = font.get_font_extents("ltr")
    return extents.ascender / font.face.upem, -extents.descender / font.face.upem


@lru_cache(maxsize=1 << 16)
def _units(word: str, face: str) -> float:
    """The advance of a word in em."""
    font = _font(face)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    # No Latin ligatures, as on paper; the canvas draws at most a hair narrower.
    uharfbuzz.shape(font, buffer, {} if buffer.direction == "rtl" else {"liga": False, "clig": False})
    upem = font.face.upem
    widths = (
        place.x_advance / upem if info.codepoint else max(place.x_advance / upem, _lent(word[info.cluster]))
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True)
    )
    return float(sum(widths))


def _lent(char: str) -> float:
    """The room for a character that our faces lack, in em: another font draws it, on screen and on paper."""
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else 0.0
