"""Fonts of this computer that lend characters to paper: only where their licence lets them be embedded."""

import os
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from exports.pdf.faces import Face

SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
MOST_FILES = 4000
MOST_BYTES = 80_000_000
MOST_IN_A_COLLECTION = 64
# OS/2 fsType: what a licence says of embedding. The least strict of the lower bits counts.
RESTRICTED, PREVIEW, EDITABLE, WHOLE_ONLY, PICTURES_ONLY = 0x0002, 0x0004, 0x0008, 0x0100, 0x0200
# Families that look like ours and are free, before whatever else there is.
_FIRST = ("noto", "dejavu", "liberation", "source")


@dataclass(frozen=True, slots=True)
class Lent:
    """What the computer's fonts give: faces to draw with, and for each character refused the font that has it."""

    faces: tuple[Face, ...] = ()
    missing: tuple[str, ...] = ()
    kept_back: tuple[tuple[str, str], ...] = ()


def folders() -> list[Path]:
    """Where this system keeps its fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local"))
        return [
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            Path(local) / "Microsoft" / "Windows" / "Fonts",
        ]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    data = Path(os.environ.get("XDG_DATA_HOME", str(home / ".local" / "share")))
    return [
        data / "fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    ]


def lend(wanted: Iterable[str], where: Sequence[Path] | None = None) -> Lent:
    """The fonts that have these characters and may be embedded, as few as a look through all of them needs."""
    left = {ord(char) for char in wanted}
    if not left:
        return Lent()
    faces: list[Face] = []
    refused: dict[int, str] = {}
    for path, index, covered in _fonts(tuple(where if where is not None else folders())):
        there = left & covered
        if not there:
            continue
        loaded = _loaded(path, index)
        if loaded is None:
            continue
        if not may_be_embedded(_table(loaded, "OS/2")):
            refused |= {code: path.name for code in there if code not in refused}
            continue
        face = _face(path, index, path.stat().st_mtime_ns)
        drawn = {code for code in there if face is not None and _has_ink(face, code)}
        if face is None or not drawn:
            continue
        faces.append(face)
        left -= drawn
        if not left:
            break
    missing = tuple(sorted(map(chr, left)))
    return Lent(tuple(faces), missing, tuple((c, refused[ord(c)]) for c in missing if ord(c) in refused))


def may_be_embedded(os2: bytes) -> bool:
    """What the OS/2 table's fsType says of a part of the font in a document; a font without one says nothing."""
    if len(os2) < 10:
        return True
    bits: int = struct.unpack(">H", os2[8:10])[0]
    if bits & (WHOLE_ONLY | PICTURES_ONLY):
        return False
    return not bits & RESTRICTED or bool(bits & (PREVIEW | EDITABLE))


def _fonts(where: tuple[Path, ...]) -> Iterator[tuple[Path, int, frozenset[int]]]:
    """Every font with the characters it has; free ones of our kind first, upright ones before the rest.

    One by one: a computer may hold thousands, and the first that has what is wanted ends the search.
    """
    for path in _files(where):
        for index in range(_count(path)):
            if covered := _covered(path, index, path.stat().st_mtime_ns):
                yield path, index, covered


@lru_cache(maxsize=MOST_FILES)
def _covered(path: Path, index: int, _changed: int) -> frozenset[int]:
    """The characters a font has; a font that changed is read again."""
    loaded = _loaded(path, index)
    return frozenset(loaded.unicodes) if loaded is not None else frozenset()


def _files(where: Sequence[Path]) -> list[Path]:
    paths: list[Path] = []
    for folder in where:
        for here, _folders, names in os.walk(folder):
            paths += [Path(here) / name for name in sorted(names) if name.lower().endswith(SUFFIXES)]
            if len(paths) > MOST_FILES:
                break
    return sorted(dict.fromkeys(paths[:MOST_FILES]), key=_rank)


def _rank(path: Path) -> tuple[bool, bool, str]:
    name = path.name.lower()
    slanted = any(word in name for word in ("bold", "italic", "oblique", "light", "thin", "black", "mono"))
    return not name.startswith(_FIRST), slanted, name


def _count(path: Path) -> int:
    """How many fonts a file holds."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return 0
    if head[:4] == b"ttcf" and len(head) == 12:
        return min(int(struct.unpack(">I", head[8:12])[0]), MOST_IN_A_COLLECTION)
    return 1 if head[:4] in (b"\0\1\0\0", b"OTTO", b"true") else 0


def _loaded(path: Path, index: int) -> Any:
    """The font as HarfBuzz sees it; None where it can't be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        return hb.Face(hb.Blob.from_file_path(path), index)
    except Exception:  # noqa: BLE001 - a font from outside may be broken in any way
        return None


def _table(loaded: Any, tag: str) -> bytes:
    try:
        return bytes(loaded.reference_table(tag).data or b"")
    except Exception:  # noqa: BLE001 - as above
        return b""


@lru_cache(maxsize=64)
def _face(path: Path, index: int, _changed: int) -> Face | None:
    loaded = _loaded(path, index)
    if loaded is None:
        return None
    try:
        font = hb.Font(loaded)
        extents = font.get_font_extents("ltr")
        scale = 1000 / loaded.upem
        return Face(
            name=_name(path, index),
            hb_face=loaded,
            hb_font=font,
            scale=scale,
            ascent=extents.ascender * scale / 1000,
            descent=-extents.descender * scale / 1000,
            box=tuple(round(v * scale) for v in struct.unpack_from(">4h", _table(loaded, "head"), 36)),
            covered=frozenset(loaded.unicodes),
            blank=_blank(font),
            lent=True,
        )
    except Exception:  # noqa: BLE001 - as above
        return None


def _name(path: Path, index: int) -> str:
    plain = "".join(char for char in path.stem if char.isascii() and (char.isalnum() or char in "-"))
    return f"{plain or 'Font'}{f'-{index}' if index else ''}"


def _blank(font: Any) -> int:
    found = next((g for c in (0x200C, 0x200B, 0x20) if (g := font.get_nominal_glyph(c)) is not None), None)
    return int(found) if found is not None else 0


def _has_ink(face: Face, code: int) -> bool:
    """Whether the character has an outline; colour fonts have pictures instead, which can't be drawn here."""
    glyph = face.hb_font.get_nominal_glyph(code)
    if glyph is None:
        return False
    pen = _Pen()
    face.hb_font.draw_glyph_with_pen(glyph, pen)
    return pen.drawn


class _Pen:
    """Takes note that something is drawn."""

    drawn = False

    def moveTo(self, _place: tuple[float, float]) -> None:  # noqa: N802 - the names fontTools pens have
        pass

    def lineTo(self, _place: tuple[float, float]) -> None:  # noqa: N802
        self.drawn = True

    def curveTo(self, *_places: tuple[float, float]) -> None:  # noqa: N802
        self.drawn = True

    def qCurveTo(self, *_places: tuple[float, float]) -> None:  # noqa: N802
        self.drawn = True

    def closePath(self) -> None:  # noqa: N802
        pass
