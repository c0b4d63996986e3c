"""Pictures and looks that the respondent sees, out of the file."""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap

from ui.bridge import Bridge
from ui.widgets.asking.asked import Pictures

if TYPE_CHECKING:
    from cxdesk.planning.customer_plan import Brand


def pictures_of(bridge: Bridge) -> Pictures:
    """Gives the bytes of an asset, each read once."""

    @lru_cache(maxsize=32)
    def picture(digest: str) -> bytes | None:
        from cxdesk.storage.assets import load

        found: bytes | None = bridge.read(load, digest)
        return found

    return picture


def brand_for(bridge: Bridge, language: str, survey: str) -> "Brand":
    """How the sender looks and is named; a file without a name has the survey's."""
    from cxdesk.planning.assemble_page import brand_of

    found: Brand = bridge.read(brand_of, language, survey)
    return found


def logo_of(brand: "Brand", height: int) -> QPixmap:
    """The sender's logo, twice as sharp as it is high; empty where there is none that can be drawn."""
    shown = QPixmap()
    if brand.logo:
        from exports.pdf.brand_kit import logo_picture

        shown.loadFromData(logo_picture(brand.logo, 2.0 * height))
        shown.setDevicePixelRatio(2.0)
    return shown
