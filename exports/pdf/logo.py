"""A customer-facing logo from bytes that came from outside: PNG, JPEG or plain SVG, within bounds.

Whatever cannot be drawn safely and whole is not drawn at all; the name stands alone then.
"""

from functools import lru_cache
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader

from cxdesk.i18n import _
from exports.pdf.svg import Drawing, draw_svg, read_svg
from exports.pdf.tags import artefact

_MOST_BYTES = 4_000_000
_MOST_PIXELS = 16_000_000
_SHOWN_PIXELS = 600


def logo_width(data: bytes, height: float, most: float) -> float:
    """The width the logo takes at this height; 0 where it can't be drawn."""
    size = _size(data)
    return min(most, height * size[0] / size[1]) if size else 0.0


def draw_logo(canvas: Any, data: bytes, x: float, y: float, height: float, most: float) -> None:
    """Draw the logo with its lower left corner at x, y; nothing where it can't be drawn."""
    size = _size(data)
    if size is None:
        return
    scale = min(height / size[1], most / size[0])
    bottom = y + (height - size[1] * scale) / 2
    drawing, picture = _vector(data), _picture(data)
    # The name stands beside it in words.
    with artefact(canvas, "Rule"):
        if drawing is not None:
            draw_svg(canvas, drawing, x, bottom, scale)
        elif picture is not None:
            reader = ImageReader(picture)
            canvas.drawImage(reader, x, bottom, size[0] * scale, size[1] * scale, mask="auto")


def logo_png(data: bytes) -> bytes:
    """The pixels alone, without what a camera or a drawing program wrote beside them; nothing for a drawing."""
    picture = None if _vector(data) else _picture(data)
    if picture is None:
        return b""
    out = BytesIO()
    bare = picture.copy()
    bare.info = {}
    bare.save(out, "PNG")
    return out.getvalue()


def refused(data: bytes) -> str:
    """Why a logo can't be used, as a whole sentence; nothing when it can."""
    if len(data) > _MOST_BYTES:
        return _("The logo is larger than 4 MB. Make it smaller and choose it again.")
    if b"<svg" in data[:4096]:
        if _vector(data) is None:
            return _("This drawing can’t be read whole and safely. Save the logo as PNG and choose that.")
        return ""
    if not data.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff")):
        return _("The logo is neither PNG, JPEG nor SVG. Save it as one of these and choose it again.")
    if _picture(data) is None:
        return _(
            "This picture is damaged, too long and narrow, or has more than 16 million points. "
            "Save the logo anew, about 600 points high."
        )
    return ""


def _size(data: bytes) -> tuple[float, float] | None:
    drawing = _vector(data)
    if drawing is not None:
        return drawing.width, drawing.height
    picture = _picture(data)
    return (float(picture.width), float(picture.height)) if picture is not None else None


@lru_cache(maxsize=4)
def _vector(data: bytes) -> Drawing | None:
    return read_svg(data) if b"<svg" in data[:4096] else None


@lru_cache(maxsize=4)
def _picture(data: bytes) -> Any:
    """The picture as PIL sees it, small enough for paper; its size is known before it is unpacked."""
    from PIL import Image

    if len(data) > _MOST_BYTES or not data.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff")):
        return None
    try:
        picture = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
        if not 0 < picture.width * picture.height <= _MOST_PIXELS:
            return None
        if max(picture.size) > 40 * min(picture.size):
            return None
        shown = picture.convert("RGBA")
        shown.thumbnail((_SHOWN_PIXELS * 4, _SHOWN_PIXELS))
        return shown
    except Exception:  # noqa: BLE001 - a picture from outside may break its decoder in any way
        return None
