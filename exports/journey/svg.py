"""One sheet of a map as SVG: shapes as shapes, text as text, nothing that a reader would run."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from html import escape
from typing import assert_never

from cxdesk.i18n import is_rtl
from cxdesk.journeys.shapes import Bead, Box, Curve, Diamond, Icon, Line, Picture, Shape, Text
from exports.journey.icon_paths import SIDE, inner_svg
from exports.journey.pen import MIRRORED, icon_line
from exports.journey.sheet import Part, Sheet
from exports.pdf.look import ink
from exports.photos import photo_jpeg, photo_size

FAMILIES = {
    "NotoSans": "'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
    "SourceSerif4": "'Source Serif 4', Georgia, 'Times New Roman', serif",
    "Vazirmatn": "Vazirmatn, Tahoma, 'Noto Sans Arabic', sans-serif",
}
Paint = Callable[[str], str]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg_of(
    sheet: Sheet,
    title: str,
    language: str,
    pictures: Mapping[str, bytes] | None = None,
    paint: Paint = ink,
) -> bytes:
    """The sheet as a file of its own; photographs lie inside it, by the digest of their bytes.

    `paint` writes a colour by its name in tokens.json; a page that has a dark look too writes variables.
    """
    rtl = is_rtl(language)
    body = "\n".join(_part(part, rtl, pictures or {}, paint) for part in sheet.parts)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{language}" width="{_n(sheet.width)}pt" '
        f'height="{_n(sheet.height)}pt" viewBox="0 0 {_n(sheet.width)} {_n(sheet.height)}">\n'
        f"<title>{_safe(title)}</title>\n"
        f'<rect width="100%" height="100%" fill="{paint("surface")}"/>\n{body}\n</svg>\n'
    ).encode()


def _part(part: Part, rtl: bool, pictures: Mapping[str, bytes], paint: Paint) -> str:
    inner = "\n".join(_shape(shape, rtl, pictures, paint) for shape in part.shapes)
    return f'<g transform="translate({_n(part.x)} {_n(part.y)}) scale({_n(part.scale)})">\n{inner}\n</g>'


def _shape(shape: Shape, rtl: bool, pictures: Mapping[str, bytes], paint: Paint) -> str:
    match shape:
        case Text():
            return _text(shape, paint)
        case Box():
            return _box(shape, paint)
        case Line():
            at = f'x1="{_n(shape.x1)}" y1="{_n(shape.y1)}" x2="{_n(shape.x2)}" y2="{_n(shape.y2)}"'
            return f"<line {at}{_pen(shape.colour, shape.width, shape.dash, paint)}/>"
        case Bead():
            return _bead(shape, paint)
        case Icon():
            return _icon(shape, rtl, paint)
        case Diamond():
            x, y, r = shape.x, shape.y, shape.radius
            d = f"M{_n(x)} {_n(y - r)}L{_n(x + r)} {_n(y)}L{_n(x)} {_n(y + r)}L{_n(x - r)} {_n(y)}Z"
            return f'<path d="{d}" fill="{paint(shape.colour)}"/>'
        case Curve():
            d = (
                f"M{_n(shape.x0)} {_n(shape.y0)}C{_n(shape.cx0)} {_n(shape.cy0)} "
                f"{_n(shape.cx1)} {_n(shape.cy1)} {_n(shape.x1)} {_n(shape.y1)}"
            )
            return f'<path d="{d}" fill="none"{_pen(shape.colour, shape.width, shape.dash, paint)}/>'
        case Picture():
            return _picture(shape, pictures.get(shape.digest, b""), paint)
        case _:
            assert_never(shape)


def _text(text: Text, paint: Paint) -> str:
    family = next(value for key, value in FAMILIES.items() if text.face.startswith(key))
    weight = 600 if "600" in text.face or "SemiBold" in text.face else 400
    direction = "rtl" if text.rtl else "ltr"
    # Set around its middle, a line stands right in both directions; its length is kept where the font is missing.
    return (
        f'<text x="{_n(text.left + text.width / 2)}" y="{_n(text.y)}" text-anchor="middle" '
        f'direction="{direction}" textLength="{_n(text.width)}" lengthAdjust="spacingAndGlyphs" '
        f'font-family="{family}" font-size="{_n(text.size)}" font-weight="{weight}" '
        f'fill="{paint(text.colour)}">{_safe(text.words)}</text>'
    )


def _box(box: Box, paint: Paint) -> str:
    inset = box.stroke_width / 2 if box.stroke else 0
    pen = _pen(box.stroke, box.stroke_width, box.dash, paint) if box.stroke else ""
    fill = paint(box.fill) if box.fill else "none"
    return (
        f'<rect x="{_n(box.x + inset)}" y="{_n(box.y + inset)}" width="{_n(box.w - 2 * inset)}" '
        f'height="{_n(box.h - 2 * inset)}" rx="{_n(box.radius)}" fill="{fill}"{pen}/>'
    )


def _bead(bead: Bead, paint: Paint) -> str:
    centre = f'cx="{_n(bead.x)}" cy="{_n(bead.y)}"'
    out = ""
    if bead.halo:
        out += f'<circle {centre} r="{_n(bead.radius + bead.halo)}" fill="{paint(bead.ground)}"/>'
    if bead.grade == "measured":
        return out + f'<circle {centre} r="{_n(bead.radius)}" fill="{paint(bead.colour)}"/>'
    r = bead.radius - bead.line / 2
    pen = _pen(bead.colour, bead.line, (), paint)
    out += f'<circle {centre} r="{_n(r)}" fill="{paint(bead.ground)}"{pen}/>'
    if bead.grade == "some":
        d = f"M{_n(bead.x)} {_n(bead.y - r)}A{_n(r)} {_n(r)} 0 0 {int(bead.mirrored)} {_n(bead.x)} {_n(bead.y + r)}Z"
        out += f'<path d="{d}" fill="{paint(bead.colour)}"/>'
    return out


def _icon(icon: Icon, rtl: bool, paint: Paint) -> str:
    scale = icon.size / SIDE
    turned = rtl and icon.name in MIRRORED
    x = icon.x + (icon.size if turned else 0)
    return (
        f'<g transform="translate({_n(x)} {_n(icon.y)}) scale({_n(-scale if turned else scale)} {_n(scale)})" '
        f'fill="none" stroke-linecap="round" stroke-linejoin="round"'
        f"{_pen(icon.colour, icon_line(icon.size) / scale, (), paint)}>{inner_svg(icon.name)}</g>"
    )


def _picture(picture: Picture, data: bytes, paint: Paint) -> str:
    if not data or photo_size(data) is None:
        return _box(Box(picture.x, picture.y, picture.w, picture.h, "sunken", "line", 1, 4), paint)
    place = f'x="{_n(picture.x)}" y="{_n(picture.y)}" width="{_n(picture.w)}" height="{_n(picture.h)}"'
    said = f"<title>{_safe(picture.alt)}</title>" if picture.alt.strip() else ""
    # Our own pixels, unpacked and packed again: what came from outside is never passed on.
    packed = b64encode(photo_jpeg(data)).decode("ascii")
    return f'<image {place} href="data:image/jpeg;base64,{packed}">{said}</image>'


def _pen(colour: str, width: float, dash: tuple[float, ...], paint: Paint) -> str:
    dashed = f' stroke-dasharray="{" ".join(_n(d) for d in dash)}"' if dash else ""
    return f' stroke="{paint(colour)}" stroke-width="{_n(width)}"{dashed}'


def _safe(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _n(value: float) -> str:
    return f"{value:.4g}" if abs(value) < 1 else f"{value:.2f}".rstrip("0").rstrip(".")
