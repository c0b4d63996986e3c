"""How sheets are put on paper: in colours or in greys, with which fonts lent, and with which photographs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from exports.pdf.faces import Face
from exports.pdf.look import ink


@dataclass(frozen=True)
class Press:
    """`lent` are the system's fonts for characters that ours lack, `pictures` the bytes by their digest."""

    grey: bool = False
    lent: tuple[Face, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def hex(self, token: str) -> str:
        """A colour of the light look (or a plain one, as #000000), or the grey that is as light."""
        colour = token if token.startswith("#") else ink(token)
        return _grey(colour) if self.grey else colour

    def fill(self, token: str) -> str:
        """The operator that fills in this colour."""
        return f"{_parts(self.hex(token))} rg"

    def stroke(self, token: str) -> str:
        """The operator that draws lines in this colour."""
        return f"{_parts(self.hex(token))} RG"


@lru_cache(maxsize=128)
def _parts(value: str) -> str:
    return " ".join(f"{int(value[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


@lru_cache(maxsize=128)
def _grey(value: str) -> str:
    """As light to the eye as the colour (Rec. 709, linear light)."""
    parts = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    light = sum(share * p for share, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    shown = round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
    return f"#{shown:02X}{shown:02X}{shown:02X}"
