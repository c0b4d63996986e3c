"""A font that ReportLab takes for one of its own, fed with shaped glyphs instead of characters.

Every pair of glyph and text gets a code of its own, so that copying and searching give the exact
letters even where two letters share one glyph.
"""

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

import uharfbuzz as hb
from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics

from exports.pdf.faces import Face

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


def _subset(face: Face, gids: list[int]) -> tuple[bytes, dict[int, int]]:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(gids)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    plan = hb.SubsetPlan(face.hb_face, wanted)
    data = bytes(plan.execute().blob.data)
    return _true_type(data) if data[:4] == b"OTTO" else data, dict(plan.old_to_new_glyph_mapping)


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


def _to_unicode(pairs: list[tuple[int, str]]) -> str:
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


def _stream(doc: Any, content: bytes | str, **entries: Any) -> Any:
    stream = pdfdoc.PDFStream(content=content)
    for key, value in entries.items():
        stream.dictionary[key] = value
    stream.filters = [pdfdoc.PDFZCompress]
    return doc.Reference(stream)


@dataclass
class _Used:
    """What one document has drawn so far: codes count from 1, 0 is left to the missing glyph."""

    name: str
    codes: dict[tuple[int, str], int] = field(default_factory=dict)
    known: dict[Any, tuple[str, float, float]] = field(default_factory=dict)


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
        self._used: WeakKeyDictionary[Any, _Used] = WeakKeyDictionary()
        # Widths asked for so far, by glyph.
        self.widths: dict[int, float] = {}

    def known(self, doc: Any) -> dict[Any, tuple[str, float, float]]:
        """What a document showed so far: for a glyph its code, what goes before it and what it owes after."""
        return self._state(doc).known

    def code(self, doc: Any, gid: int, text: str) -> int:
        """The code that shows this glyph and copies as this text."""
        codes = self._state(doc).codes
        return codes.setdefault((gid, text), len(codes) + 1)

    def width(self, gid: int) -> float:
        """The glyph's own width in thousandths of an em, as it is declared in the file."""
        if gid not in self.widths:
            advance = self.drawn_by.hb_font.get_glyph_h_advance(gid) * self.drawn_by.scale
            self.widths[gid] = float(round(advance, 3))
        return self.widths[gid]

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """Unshaped width, for ReportLab's own drawing calls."""
        return sum(self.width(self._glyph(c)) for c in text) * size / 1000

    def splitString(self, text: str, doc: Any, encoding: str = "utf8") -> list[tuple[int, bytes]]:  # noqa: N802
        """Unshaped codes, for ReportLab's own drawing calls."""
        return [(0, b"".join(self.code(doc, self._glyph(c), c).to_bytes(2, "big") for c in text))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: N802
        """The name under which a page's content asks for this font."""
        return "/" + self._state(doc).name

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Write the font with the glyphs this document drew."""
        used = self._used.pop(doc)
        pairs = list(used.codes)
        data, moved = _subset(self.drawn_by, [gid for gid, _ in pairs])
        prefix = "".join(chr(65 + b % 26) for b in hashlib.sha256(data).digest()[:6])
        name = pdfdoc.PDFName(f"{prefix}+{self.drawn_by.name}")
        mapped = b"\0\0" + b"".join(moved[gid].to_bytes(2, "big") for gid, _ in pairs)
        widths = [self.width(0), *(self.width(gid) for gid, _ in pairs)]
        system = pdfdoc.PDFDictionary(
            {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
        )
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": name,
                "CIDSystemInfo": system,
                "FontDescriptor": self._descriptor(doc, name, data),
                "DW": 1000,
                "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray(widths)]),
                "CIDToGIDMap": _stream(doc, mapped),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant)]),
                "ToUnicode": _stream(doc, _to_unicode(pairs)),
            }
        )
        doc.idToObject["BasicFonts"].dict[used.name] = doc.Reference(font, used.name)

    def _descriptor(self, doc: Any, name: Any, data: bytes) -> Any:
        face = self.drawn_by
        return doc.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": "/FontDescriptor",
                    "FontName": name,
                    "Flags": _SYMBOLIC,
                    "FontBBox": pdfdoc.PDFArray(list(face.box)),
                    "ItalicAngle": 0,
                    "Ascent": round(face.ascent * 1000),
                    "Descent": -round(face.descent * 1000),
                    "CapHeight": 714,
                    "StemV": 80,
                    "FontFile2": _stream(doc, data, Length1=len(data)),
                }
            )
        )

    def _glyph(self, char: str) -> int:
        found = self.drawn_by.hb_font.get_nominal_glyph(ord(char))
        return int(found) if found is not None else 0

    def _state(self, doc: Any) -> _Used:
        used = self._used.get(doc)
        if used is None:
            used = self._used[doc] = _Used(f"F{len(doc.fontMapping) + 1}")
            doc.fontMapping[self.fontName] = "/" + used.name
            doc.delayedFonts.append(self)
        return used
