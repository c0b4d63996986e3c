"""From characters to glyphs: which face draws each character, joined letters, one piece of text per glyph."""

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import bidirectional, category, combining, is_normalized, normalize

import uharfbuzz as hb

from exports.pdf.faces import Face

_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u061c\ufeff\u00ad"
_REPLACEMENT = "\ufffd"
_MARKS_DIRECTION = re.compile(r"[\u200e\u200f\u061c\u2066-\u2069\u202a-\u202e]")
_LRI, _PDI = "\u2066", "\u2069"
_DIGIT = "[0-9۰-۹]"
# Mail, web address, or a phone number: groups of digits that begin with + or 0 or are held by hyphens.
_LEFT_TO_RIGHT = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[^\s«»<>]+|www\.[^\s«»<>]+"
    rf"|\+{_DIGIT}[{_DIGIT[1:-1]} ()/-]{{4,20}}{_DIGIT}"
    rf"|(?<![\d/])[0۰]{_DIGIT}{{1,4}}(?:[ -]{_DIGIT}{{2,8}}){{1,4}}(?![\d/])"
    rf"|(?<![\d/-]){_DIGIT}{{2,8}}(?:-{_DIGIT}{{2,8}})+(?![\d/-])"
)

# What every one of these holds: most sentences are passed over at once.
_HAS_ADDRESS = re.compile(rf"[@+]|://|www\.|{_DIGIT}[ -]{_DIGIT}")


class Glyph(NamedTuple):
    """One shaped glyph with the text it copies as; distances in thousandths of an em."""

    gid: int
    text: str
    advance: float
    dx: float
    dy: float


def clean(text: str) -> str:
    """Text fit to be drawn: composed, one kind of line end, no control characters or lone surrogates."""
    if text.isprintable() and is_normalized("NFC", text):
        return text
    text = normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n").replace("\t", " ").replace("\v", "\n").replace("\f", "\n")
    kept = (c for c in text if c == "\n" or category(c) not in ("Cc", "Cs", "Cn"))
    return "".join(c for c in kept if not "\u202a" <= c <= "\u202e")


def isolate(text: str) -> str:
    """Right-to-left text in which mail addresses, web addresses and phone numbers keep their own direction."""
    if _LRI in text or not _HAS_ADDRESS.search(text):
        return text
    return _LEFT_TO_RIGHT.sub(lambda found: f"{_LRI}{found.group()}{_PDI}", text)


def held_together(text: str) -> frozenset[int]:
    """The places of spaces inside phone numbers, at which no line may end."""
    if not _HAS_ADDRESS.search(text):
        return frozenset()
    found = (place for hit in _LEFT_TO_RIGHT.finditer(text) for place in range(*hit.span()))
    return frozenset(place for place in found if text[place] == " ")


def drawable(text: str, faces: Sequence[Face]) -> str:
    """The same text with every character that no face can draw replaced by one that they can."""
    if faces[0].covered.issuperset(map(ord, text)):
        return text
    return "".join(_stand_in(c, faces) for c in text)


def not_drawable(text: str, faces: Sequence[Face]) -> set[str]:
    """The characters of a text that no face has and nothing simpler stands in for."""
    if all(any(ord(char) in face.covered for face in faces) for char in set(text)):
        return set()
    found = set(clean(text)) - set("\n" + _INVISIBLE)
    return {
        char
        for char in found
        if not any(ord(char) in face.covered for face in faces)
        and (_stand_in(char, faces) == _REPLACEMENT or combining(char))
    }


def _stand_in(char: str, faces: Sequence[Face]) -> str:
    if char in "\n " or char in _INVISIBLE or any(ord(char) in face.covered for face in faces):
        return char
    if "\ufe00" <= char <= "\ufe0f" or category(char) == "Cf":
        return ""
    if category(char) == "Zs":
        return "\u00a0"
    simpler = normalize("NFKC", char)
    if simpler != char and all(any(ord(c) in face.covered for face in faces) for c in simpler):
        return simpler
    return "" if combining(char) else _REPLACEMENT


def faces_of(text: str, chain: Sequence[Face], latin: Face | None) -> list[Face]:
    """The face of each character; `latin` draws Latin and Cyrillic words inside Persian text.

    Signs and spaces take the face of the letter before them, so that an address is of one piece.
    """
    if latin is None and chain[0].covered.issuperset(map(ord, text)):
        return [chain[0]] * len(text)
    found: list[Face] = []
    for at, char in enumerate(text):
        if _MARKS_DIRECTION.match(char):
            # Nothing of it is drawn, so it must not bring in a face of its own.
            found.append(found[-1] if found else chain[0])
            continue
        before = found[-1] if found and text[at - 1] not in " \u00a0\n" else None
        found.append(_face_of(char, chain, latin, before))
    return found


def _face_of(char: str, chain: Sequence[Face], latin: Face | None, before: Face | None) -> Face:
    letter = char.isalpha()
    if latin is not None and letter and bidirectional(char) == "L" and ord(char) in latin.covered:
        return latin
    if before is not None and not letter and (_goes_on(char, before) or char in _INVISIBLE):
        return before
    return next((face for face in chain if ord(char) in face.covered), before or chain[0])


def _goes_on(char: str, before: Face) -> bool:
    """Whether a sign is drawn by the face before it; a font that is lent only goes on with marks on its letters."""
    return ord(char) in before.covered and (not before.lent or category(char)[0] == "M")


@lru_cache(maxsize=4096)
def shape(face: Face, context: str, start: int, end: int, rtl: bool) -> tuple[tuple[Glyph, ...], float]:
    """The glyphs of context[start:end] from left to right, and their width in thousandths of an em.

    Letters join across the ends of the piece.
    """
    buffer = hb.Buffer()
    buffer.add_str(context, start, end - start)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.flags = hb.BufferFlags.PRESERVE_DEFAULT_IGNORABLES
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    # Chrome drops the second letter of a Latin ligature when text is copied: "ofce" for "office".
    hb.shape(face.hb_font, buffer, {} if rtl else {"liga": False, "clig": False})
    clusters = sorted({info.cluster for info in buffer.glyph_infos} | {end})
    after = dict(itertools.pairwise(clusters))
    glyphs: list[Glyph] = []
    seen: set[int] = set()
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        text = context[info.cluster : after[info.cluster]] if info.cluster not in seen else ""
        seen.add(info.cluster)
        invisible = bool(text) and all(c in _INVISIBLE for c in text)
        glyph = Glyph(
            face.blank if invisible else info.codepoint,
            text[:1],
            0.0 if invisible else place.x_advance * face.scale,
            place.x_offset * face.scale,
            place.y_offset * face.scale,
        )
        # Readers turn the letters of a ligature round in right-to-left text: each gets a glyph of its own.
        further = [Glyph(face.blank, c, 0.0, 0.0, 0.0) for c in text[1:]]
        glyphs += [*reversed(further), glyph] if rtl else [glyph, *further]
    shown = tuple(_without_marks(glyphs))
    return shown, sum(glyph.advance for glyph in shown)


def _without_marks(glyphs: list[Glyph]) -> list[Glyph]:
    """Marks of direction have done their work once the order is known; nothing of them is written."""
    return [g for g in glyphs if not (g.text and _MARKS_DIRECTION.match(g.text))]
