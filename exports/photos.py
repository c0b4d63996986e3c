"""Photographs, made safe to keep and to print: bounded, upright, and without what a camera wrote beside them."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _

# Of a file that is read, and of a picture that the project holds.
MOST_BYTES = 40_000_000
MOST_KEPT_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
SIDE = 2000
# Longer than this on its longer side, no paper shows more of it.
SHOWN_PIXELS = 1600
_QUALITY = 88


def read_photo(path: Path) -> tuple[bytes, str]:
    """The picture of a file as JPEG (or PNG where it is see-through) and its media type.

    At most 2,000 points wide and high, turned upright as the camera said, without place, time or any
    other note in it. A UserError says why a file can't be used.
    """
    if not path.is_file():
        raise UserError(_("There is no file “{name}” at that place.").format(name=path.name))
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UserError(
            _("The picture “{name}” is larger than 40 MB. Make it smaller and add it again.").format(
                name=path.name
            )
        )
    return bare(data, path.name)


def bare(data: bytes, name: str) -> tuple[bytes, str]:
    """The same of bytes that are there already; `name` is for the sentence."""
    refused = UserError(
        _(
            "“{name}” can’t be read as a picture. Save it as JPEG or PNG, at most 60 million points, and add it again."
        ).format(name=name)
    )
    try:
        upright = _upright(data, ("PNG", "JPEG", "WEBP"))
        if upright is None:
            raise refused
        upright.thumbnail((SIDE, SIDE))
        clear = "A" in upright.getbands() or "transparency" in upright.info
        shown = upright.convert("RGBA" if clear else "RGB")
    except UserError:
        raise
    except Exception:  # noqa: BLE001 - a picture from outside may break its decoder in any way
        raise refused from None
    shown.info = {}
    out = BytesIO()
    if clear:
        shown.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png"
    shown.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue(), "image/jpeg"


def photo_jpeg(data: bytes, *, grey: bool = False) -> bytes:
    """The pixels alone as JPEG, upright and on white; nothing where they can't be read."""
    picture = photo_on_white(data)
    if picture is None:
        return b""
    out = BytesIO()
    (picture.convert("L") if grey else picture).save(out, "JPEG", quality=85)
    return out.getvalue()


def photo_size(data: bytes) -> tuple[int, int] | None:
    """Width and height as shown; None where it can't be read."""
    picture = photo_on_white(data)
    return (picture.width, picture.height) if picture is not None else None


@lru_cache(maxsize=8)
def photo_on_white(data: bytes) -> Any:
    """The picture as PIL sees it, no larger than paper shows, on white; None where it can't be read."""
    from PIL import Image

    if len(data) > MOST_KEPT_BYTES:
        return None
    try:
        upright = _upright(data, ("PNG", "JPEG", "WEBP", "GIF"), SHOWN_PIXELS)
        if upright is None:
            return None
        upright = upright.convert("RGBA")
        upright.thumbnail((SHOWN_PIXELS, SHOWN_PIXELS))
        shown = Image.new("RGB", upright.size, "white")
        shown.paste(upright, mask=upright.getchannel("A"))
        return shown
    except Exception:  # noqa: BLE001 - a picture from outside may break its decoder in any way
        return None


def _upright(data: bytes, formats: tuple[str, ...], side: int = 0) -> Any:
    """The picture turned as the camera said; None where its size, known before it is unpacked, is too large.

    With `side` a JPEG is unpacked no larger than so many points need. A damaged picture raises what its decoder does.
    """
    from PIL import Image, ImageOps

    picture = Image.open(BytesIO(data), formats=formats)
    if not 0 < picture.width * picture.height <= MOST_PIXELS:
        return None
    if side:
        picture.draft("RGB", (side, side))
    return ImageOps.exif_transpose(picture)
