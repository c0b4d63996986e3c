"""The bundled typefaces as HarfBuzz sees them: what each can draw, and which stands in for which."""

import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import uharfbuzz as hb

from cxdesk.paths import resource

Family = Literal["sans", "voice", "persian"]

FILES: dict[tuple[Family, bool], str] = {
    ("sans", False): "NotoSans_400Regular.ttf",
    ("sans", True): "NotoSans_600SemiBold.ttf",
    ("voice", False): "SourceSerif4_400Regular.ttf",
    ("voice", True): "SourceSerif4_600SemiBold.ttf",
    ("persian", False): "Vazirmatn-Regular.ttf",
    ("persian", True): "Vazirmatn-SemiBold.ttf",
}
_STAND_INS: dict[Family, tuple[Family, ...]] = {
    "sans": ("sans", "persian", "voice"),
    "voice": ("voice", "sans", "persian"),
    "persian": ("persian", "sans", "voice"),
}


@lru_cache(maxsize=len(FILES))
def face(family: Family, strong: bool) -> "Face":
    """One typeface, read once in the life of the process."""
    data = resource("fonts", FILES[family, strong]).read_bytes()
    loaded = hb.Face(hb.Blob(data))
    font = hb.Font(loaded)
    extents = font.get_font_extents("ltr")
    scale = 1000 / loaded.upem
    blank = next(g for c in (0x200C, 0x200B) if (g := font.get_nominal_glyph(c)) is not None)
    return Face(
        name=FILES[family, strong].removesuffix(".ttf").replace("_", "-"),
        hb_face=loaded,
        hb_font=font,
        scale=scale,
        ascent=extents.ascender * scale / 1000,
        descent=-extents.descender * scale / 1000,
        box=tuple(
            round(v * scale) for v in struct.unpack_from(">4h", loaded.reference_table("head").data, 36)
        ),
        covered=frozenset(loaded.unicodes),
        blank=blank,
    )


def chain(family: Family, strong: bool) -> tuple["Face", ...]:
    """The typeface asked for, then those that stand in for characters it lacks."""
    return tuple(face(name, strong) for name in _STAND_INS[family])


@dataclass(frozen=True, eq=False)
class Face:
    """One typeface; `ascent` and `descent` are in em, `scale` turns its units into thousandths of an em.

    `blank` is a glyph without ink or width: it carries the further letters of a ligature. `lent` are
    those of the computer: they draw what ours can't and nothing else.
    """

    name: str
    hb_face: Any
    hb_font: Any
    scale: float
    ascent: float
    descent: float
    box: tuple[int, ...]
    covered: frozenset[int]
    blank: int
    lent: bool = False
