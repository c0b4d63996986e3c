"""Photographs for paper and drawings: bounded before they are unpacked, nothing beside their pixels kept."""

from functools import lru_cache
from io import BytesIO
from typing import Any

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
# Longer than this on its longer side, no paper shows more of it.
SHOWN_PIXELS = 1600


def photo_jpeg(data: bytes, *, grey: bool = False) -> bytes:
    """The pixels alone as JPEG, upright and on white; nothing where they can't be read."""
    picture = _picture(data)
    if picture is None:
        return b""
    out = BytesIO()
    (picture.convert("L") if grey else picture).save(out, "JPEG", quality=85)
    return out.getvalue()


def photo_size(data: bytes) -> tuple[int, int] | None:
    """Width and height as shown; None where it can't be read."""
    picture = _picture(data)
    return (picture.width, picture.height) if picture is not None else None


@lru_cache(maxsize=8)
def _picture(data: bytes) -> Any:
    """The picture as PIL sees it; its size is known before it is unpacked."""
    from PIL import Image, ImageOps

    if len(data) > MOST_BYTES:
        return None
    try:
        picture = Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF"))
        if not 0 < picture.width * picture.height <= MOST_PIXELS:
            return None
        picture.draft("RGB", (SHOWN_PIXELS, SHOWN_PIXELS))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
        upright.thumbnail((SHOWN_PIXELS, SHOWN_PIXELS))
        shown = Image.new("RGB", upright.size, "white")
        shown.paste(upright, mask=upright.getchannel("A"))
        return shown
    except Exception:  # noqa: BLE001 - a picture from outside may break its decoder in any way
        return None
