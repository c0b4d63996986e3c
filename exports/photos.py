"""Photographs from outside, made safe to keep and print: bounded, upright, and without what a camera wrote beside them."""

from io import BytesIO
from pathlib import Path

from cxdesk.errors import UserError
from cxdesk.i18n import _

MOST_BYTES = 40_000_000
MOST_PIXELS = 60_000_000
SIDE = 2000
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
    from PIL import Image, ImageOps

    refused = UserError(
        _(
            "“{name}” can’t be read as a picture. Save it as JPEG or PNG, at most 60 million points, and add it again."
        ).format(name=name)
    )
    try:
        picture = Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP"))
        if not 0 < picture.width * picture.height <= MOST_PIXELS:
            raise refused
        upright = ImageOps.exif_transpose(picture)
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
