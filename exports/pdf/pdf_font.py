"""A font that ReportLab takes for one of its own, fed with shaped glyphs instead of characters.

Every pair of glyph and text gets a code of its own, so that copying and searching give the exact
letters even where two letters share one glyph.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

import uharfbuzz as hb
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics

from exports.pdf.faces import Face
from exports.pdf.raw import Raw, packed, placed

# Pages as bytes: text of printable letters only is a fifth longer and slow to write.
rl_config.useA85 = 0

_DROPPED = (
    "GSUB", "GPOS", "GDEF", "DSIG", "STAT", "cmap", "OS/2", "name", "post", "gasp",
    # What fonts of the computer have besides: axes, colours, pictures, upright columns.
    "fvar", "gvar", "avar", "cvar", "HVAR", "VVAR", "MVAR", "COLR", "CPAL", "CBDT", "CBLC", "SVG ", "sbix",
    "EBDT", "EBLC", "kern", "vhea", "vmtx", "VORG", "BASE", "JSTF", "MATH", "morx", "feat", "meta", "hdmx",
    "VDMX", "LTSH", "PCLT",
)  # fmt: skip
_SYMBOLIC = 4


@lru_cache(maxsize=16)
def pdf_font(face: Face) -> "PdfFont":
    """The one ReportLab font of a face, registered under its name."""
    font = PdfFont(face)
    pdfmetrics.registerFont(font)
    return font


def _true_type(data: bytes) -> bytes:
    """A font with PostScript outlines, as many of the computer's are, with outlines of the one kind written here."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, newTable

    font = TTFont(BytesIO(data))
    shapes, drawn = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        shapes[name].draw(Cu2QuPen(pen, font["head"].unitsPerEm / 1000, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = font.getGlyphOrder(), drawn
    for tag in ("CFF ", "CFF2"):
        if tag in font:
            del font[tag]
    most = font["maxp"]
    most.tableVersion = 0x00010000
    for key in (
        "maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours", "maxTwilightPoints", "maxStorage",
        "maxFunctionDefs", "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions", "maxComponentElements",
        "maxComponentDepth",
    ):  # fmt: skip
        setattr(most, key, 0)
    most.maxZones = 1
    font.sfntVersion = "\0\1\0\0"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _to_unicode(pairs: tuple[tuple[int, str], ...]) -> str:
    lines = [f"<{0:04X}> <{0xFFFD:04X}>"]
    lines += [
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, (_, text) in enumerate(pairs, 1)
    ]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


class Codes(dict[tuple[int, str], int]):
    """The code of each glyph and text in one document, given when it is first asked for; 0 is the missing glyph."""

    def __missing__(self, pair: tuple[int, str]) -> int:
        code = self[pair] = len(self) + 1
        return code


def _number(value: float) -> bytes:
    return f"{value:.3f}".rstrip("0").rstrip(".").encode()


@dataclass(frozen=True, slots=True)
class _Subset:
    """The streams of one subset, deflated, under the name it takes from its outlines."""

    name: bytes
    outlines: bytes
    to_glyphs: bytes
    to_unicode: bytes


@lru_cache(maxsize=32)
def _subset_of(face: Face, pairs: tuple[tuple[int, str], ...]) -> _Subset:
    """The subset with these glyphs, by code; a page that is drawn again after an edit has most of them again."""
    data, outlines, moved = _outlines(face, frozenset(gid for gid, _ in pairs))
    prefix = bytes(65 + b % 26 for b in hashlib.sha256(data).digest()[:6])
    mapped = b"\0\0" + b"".join(moved[gid].to_bytes(2, "big") for gid, _ in pairs)
    return _Subset(
        b"/%b+%b" % (prefix, face.name.encode()),
        outlines,
        packed(mapped),
        packed(_to_unicode(pairs).encode()),
    )


@lru_cache(maxsize=32)
def _outlines(face: Face, gids: frozenset[int]) -> tuple[bytes, bytes, dict[int, int]]:
    """The typeface with these glyphs only: as it is, as a stream, and where each glyph went."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(gids)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    plan = hb.SubsetPlan(face.hb_face, wanted)
    data = bytes(plan.execute().blob.data)
    if data[:4] == b"OTTO":
        data = _true_type(data)
    return data, packed(data, b" /Length1 %d" % len(data)), dict(plan.old_to_new_glyph_mapping)


class PdfFont:
    """Looks like ReportLab's TTFont from outside: a dynamic multi-byte font, written as Type 0 at the end."""

    _dynamicFont = 1  # noqa: N815 - the names ReportLab looks for
    _multiByte = 1  # noqa: N815
    shapable = False

    def __init__(self, face: Face) -> None:
        self.drawn_by = face
        self.fontName = f"cxdesk-{face.name}"
        self.face = SimpleNamespace(
            name=face.name, ascent=face.ascent * 1000, descent=-face.descent * 1000, builtIn=0
        )
        self._used: WeakKeyDictionary[Any, tuple[str, Codes]] = WeakKeyDictionary()
        self._widths: dict[int, float] = {}

    def of_file(self, doc: Any) -> tuple[str, Codes]:
        """The name under which a page's content asks for this font, and the codes given so far."""
        used = self._used.get(doc)
        if used is None:
            used = self._used[doc] = f"/F{len(doc.fontMapping) + 1}", Codes()
            doc.fontMapping[self.fontName] = used[0]
            doc.delayedFonts.append(self)
        return used

    def width(self, gid: int) -> float:
        """The glyph's own width in thousandths of an em, as it is declared in the file."""
        found = self._widths.get(gid)
        if found is None:
            wide = self.drawn_by.hb_font.get_glyph_h_advance(gid) * self.drawn_by.scale
            found = self._widths[gid] = float(round(wide, 3))
        return found

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """Unshaped width, for ReportLab's own drawing calls."""
        return sum(self.width(self._glyph(c)) for c in text) * size / 1000

    def splitString(self, text: str, doc: Any, encoding: str = "utf8") -> list[tuple[int, bytes]]:  # noqa: N802
        """Unshaped codes, for ReportLab's own drawing calls."""
        codes = self.of_file(doc)[1]
        return [(0, b"".join(codes[self._glyph(c), c].to_bytes(2, "big") for c in text))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: N802
        """The name under which a page's content asks for this font."""
        return self.of_file(doc)[0]

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Write the font with the glyphs this document drew."""
        name, codes = self._used.pop(doc)
        subset = _subset_of(self.drawn_by, tuple(codes))
        widths = b" ".join(_number(self.width(gid)) for gid in (0, *(gid for gid, _ in codes)))
        descendant = (
            b"<</Type /Font /Subtype /CIDFontType2 /BaseFont %b /DW 1000 /W [0 [%b]] /FontDescriptor %b "
            b"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /CIDToGIDMap %b>>"
        ) % (subset.name, widths, self._descriptor(doc, subset), placed(doc, Raw(subset.to_glyphs)))
        font = b"<</Type /Font /Subtype /Type0 /BaseFont %b /Encoding /Identity-H /DescendantFonts [%b] /ToUnicode %b>>" % (
            subset.name, placed(doc, Raw(descendant)), placed(doc, Raw(subset.to_unicode)),
        )  # fmt: skip
        doc.idToObject["BasicFonts"].dict[name[1:]] = doc.Reference(Raw(font), name[1:])

    def _descriptor(self, doc: Any, subset: _Subset) -> bytes:
        face = self.drawn_by
        left, bottom, right, top = face.box
        ascent, descent = round(face.ascent * 1000), -round(face.descent * 1000)
        said = (
            b"<</Type /FontDescriptor /FontName %b /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d "
            b"/Descent %d /CapHeight 714 /StemV 80 /FontFile2 %b>>"
        ) % (
            subset.name, _SYMBOLIC, left, bottom, right, top, ascent, descent, placed(doc, Raw(subset.outlines)),
        )  # fmt: skip
        return placed(doc, Raw(said))

    def _glyph(self, char: str) -> int:
        found = self.drawn_by.hb_font.get_nominal_glyph(ord(char))
        return int(found) if found is not None else 0
