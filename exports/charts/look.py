"""How a chart looks: theme, language, size and accent, all values from tokens.json."""

import json
import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties

from cxdesk import i18n
from cxdesk.paths import resource

PX_PER_INCH = 96
PT_PER_PX = 72 / PX_PER_INCH
INSET = 2.0


@dataclass(frozen=True, slots=True)
class Look:
    """Width and height are CSS pixels (1/96 inch, so 0.75 pt on paper); no height lets the chart choose.

    `accent` is the customer's own colour for papers they read. `ground` names the colour token
    behind the chart. `dense` brings rows closer together, `low` gives cells the height of one line.
    """

    theme: str = "light"
    lang: str | None = None
    width: float = 640
    height: float | None = None
    accent: str | None = None
    ground: str = "surface"
    dense: bool = False
    low: bool = False

    @property
    def language(self) -> str:
        """The language of words and digits: the asked one, else the window's."""
        return self.lang or i18n.language()

    @property
    def rtl(self) -> bool:
        """Whether the chart is mirrored."""
        return i18n.is_rtl(self.language)

    @property
    def mode(self) -> str:
        """The colour set: paper is printed with the light one."""
        return "dark" if self.theme == "dark" else "light"

    @property
    def room(self) -> float:
        """The width that builders fill: all but a sliver on each side, so that no letter is cut."""
        return self.width - 2 * INSET

    @property
    def caption(self) -> float:
        """Size of axis texts and notes, px."""
        return self._size("caption", "small")

    @property
    def body(self) -> float:
        """Size of labels, px."""
        return self._size("body", "body")

    @property
    def hair(self) -> float:
        """Width of a hairline, px."""
        return 0.5 / PT_PER_PX if self.theme == "paper" else 1.0

    @property
    def row(self) -> float:
        """Height of a row, px; Persian letters reach higher and lower."""
        extra: float = tokens()["type_rtl"]["line_height_extra_px"] if self.rtl else 0
        return float(tokens()["control_px"]["row_dense" if self.dense else "row"]) + extra

    @property
    def row_air(self) -> float:
        """Least air above and below the words of a row together, px."""
        return 6.0 if self.dense else 14.0

    def line(self, size: float) -> float:
        """Height of a line of text of this size, px."""
        extra: float = tokens()["type_rtl"]["line_height_extra_px"] if self.rtl else 0
        return round(size * 1.4) + extra

    def colour(self, name: str) -> str:
        """A colour token; accents follow the customer's colour where there is one."""
        values = tokens()["colour"][self.mode]
        if self.accent and name in _ACCENT_SHARE:
            return mixed(self.accent, values["surface"], _ACCENT_SHARE[name])
        return str(values[name])

    def palette(self, name: str) -> list[str]:
        """A row of colours: categorical, sequential or diverging."""
        return list(tokens()["colour"][name][self.mode])

    def ink_on(self, name: str) -> list[str]:
        """The text colour measured for each colour of the "seq" or "div" row."""
        return list(tokens()["measured"][f"{name}_{self.mode}"]["text"])

    def _size(self, screen: str, paper: str) -> float:
        if self.theme == "paper":
            return float(tokens()["type_paper_pt"][paper][0]) / PT_PER_PX
        return float(tokens()["type_screen_px"][screen][0])


_ACCENT_SHARE = {"accent": 1.0, "accent_mid": 0.65, "accent_line": 0.45, "accent_soft": 0.12}


@lru_cache(maxsize=1)
def tokens() -> dict[str, Any]:
    """The whole of tokens.json."""
    data: dict[str, Any] = json.loads(resource("tokens.json").read_text("utf-8"))
    return data


def mixed(colour: str, ground: str, share: float) -> str:
    """The opaque colour that `share` of `colour` makes on `ground`."""
    pairs = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


@lru_cache(maxsize=64)
def font(rtl: bool, strong: bool, size: float) -> FontProperties:
    """The font of a text of `size` px, with the other script behind it for mixed texts."""
    families = _families()
    names = families[::-1] if rtl else families
    weight = tokens()["font"]["weights"]["strong" if strong else "regular"]
    return FontProperties(family=list(names), weight=weight, size=size * PT_PER_PX)


@lru_cache(maxsize=1)
def _families() -> tuple[str, ...]:
    """Load the product's own fonts; a checkout without them draws with matplotlib's."""
    for name in tokens()["font"]["files"]:
        path = resource("fonts", name)
        if not path.exists():
            logging.getLogger(__name__).info("font %s is missing", name)
            return ("DejaVu Sans",)
        font_manager.fontManager.addfont(path)
    return (tokens()["font"]["ui"], tokens()["font"]["rtl"])
