"""How a question looks to those who answer it: colours, letters and sizes of their own, whatever the window's are.

A questionnaire is read in the respondent's language, in the sender's colour, light or dark, on a desk, a phone or a
kiosk: none of it need be what the window has.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPixmap

from cxdesk.i18n import LANGUAGES, digits, isolated, plain_digits, speaking
from exports.brand import contrast_on_white, readable, tint
from ui.icons import Icons
from ui.theme import Theme

LEAST_CONTRAST: Final = 4.5
_RTL: Final = ("fa", "ar", "he", "ur", "ps", "ckb")
_RLM: Final = "\u200f"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Of letters and targets, in px; `narrow` puts a matrix below each other instead of in a grid."""

    heading: int
    option: int
    small: int
    tile: int
    tile_text: int
    row: int
    mark: int
    gap: int
    narrow: bool = False


SIZES: Final = {
    "desktop": Sizes(20, 15, 13, 48, 17, 42, 20, 8),
    "phone": Sizes(20, 16, 14, 52, 18, 50, 22, 8, narrow=True),
    "kiosk": Sizes(40, 22, 18, 72, 26, 64, 28, 10),
}


class Skin:
    """Asked by every part of a question for its colours, fonts and icons; `accent` is the sender's, as #rrggbb."""

    def __init__(
        self,
        theme: Theme,
        language: str,
        size: str = "desktop",
        accent: str = "",
        scheme: str = "",
        *,
        zoom: float = 1.0,
        narrow: bool = False,
    ) -> None:
        self.theme, self.language, self.size, self.accent, self._scheme = (
            theme,
            language,
            size,
            accent,
            scheme,
        )
        self.zoom, self._narrow = zoom, narrow
        self.sizes = _zoomed(SIZES.get(size, SIZES["desktop"]), zoom, narrow)
        self._icons = Icons()
        self.refresh()

    def in_language(self, language: str) -> "Skin":
        """The same look in another language."""
        return Skin(
            self.theme, language, self.size, self.accent, self._scheme, zoom=self.zoom, narrow=self._narrow
        )

    def px(self, size: float) -> int:
        """A length of the plain look at this zoom."""
        return round(size * self.zoom)

    @property
    def scheme(self) -> str:
        """The colours in use: "light" or "dark"."""
        return self._scheme or self.theme.scheme

    @property
    def rtl(self) -> bool:
        """Whether the respondent reads from right to left."""
        return self.language.split("-")[0].split("_")[0] in _RTL

    @property
    def direction(self) -> Qt.LayoutDirection:
        """The way the respondent reads."""
        return Qt.LayoutDirection.RightToLeft if self.rtl else Qt.LayoutDirection.LeftToRight

    def refresh(self) -> None:
        """Take the theme's colours again, with the sender's in the place of ours."""
        self._colours = dict(self.theme.tokens["colour"][self.scheme])
        if self.accent:
            self._colours |= _branded(self.accent, self.scheme == "dark", self._colours)
        self._icons.forget()

    def hex(self, token: str) -> str:
        """A colour as #rrggbb."""
        return str(self._colours[token])

    def colour(self, token: str) -> QColor:
        """A colour for painting."""
        return QColor(self.hex(token))

    def font(self, px: int, *, strong: bool = False, voice: bool = False) -> QFont:
        """Letters of this size; what speaks to the respondent is in the serif, where the script has one."""
        names = self.theme.tokens["font"]
        font = QFont()
        ltr = [names["voice"], names["rtl"]] if voice else list(names["fallback"])
        font.setFamilies([names["rtl"], names["ui"]] if self.rtl else ltr)
        font.setPixelSize(px)
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font

    def pixmap(self, name: str, token: str, size: int, ratio: float = 1.0) -> QPixmap:
        """An icon in one of the colours."""
        return self._icons.pixmap(name, self.colour(token), size, ratio, self.rtl)

    def digits(self, number: float | str) -> str:
        """A number in the respondent's digits."""
        if isinstance(number, float) and number.is_integer():
            number = int(number)
        shown = str(number).replace("-", "−")
        if not self._persian:
            return shown
        return digits(shown.replace(".", "٫") if isinstance(number, float) else shown, "fa")

    def as_typed(self, text: str) -> str:
        """A number that is being typed, in digits of any script, as the respondent's language writes it."""
        plain = plain_digits(text)
        if not self._persian:
            return plain.replace("٫", ".")
        return digits(plain.replace(".", "٫").replace(",", "٫"), "fa")

    @property
    def _persian(self) -> bool:
        return self.rtl and self.language.startswith("fa")

    def labelled(self, number: int, words: str) -> str:
        """What an end of a scale means: 0 = not at all likely."""
        shown = f"{self.digits(number)} = {isolated(words, self.language)}"
        return _RLM + shown if self.rtl else shown

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Fixed words in the respondent's language; in English where the app does not speak it."""
        with speaking(self.language if self.language in LANGUAGES else "en"):
            yield

    def sheet(self) -> str:
        """The style sheet of fields, lists and buttons inside a question."""
        values = dict(self._colours)
        values |= {
            "px": str(self.sizes.option),
            "row": str(self.sizes.row - 2),
            "small": str(self.sizes.small),
        }
        values["family"] = ", ".join(f'"{name}"' for name in self.font(12).families())
        return _SHEET.format(**values)


def _zoomed(sizes: Sizes, zoom: float, narrow: bool) -> Sizes:
    if zoom == 1.0 and not narrow:
        return sizes
    found = {f.name: round(getattr(sizes, f.name) * zoom) for f in fields(sizes) if f.name != "narrow"}
    return Sizes(**found, narrow=narrow or sizes.narrow)


def _branded(accent: str, dark: bool, plain: dict[str, str]) -> dict[str, str]:
    """The sender's colour made readable on this ground, and the tints drawn from it."""
    colour = readable(accent)
    if not dark:
        soft, line = tint(colour, 0.1), tint(colour, 0.45)
        hover = QColor(colour).darker(118).name()
        return {
            "accent": colour, "accent_hover": hover, "accent_soft": soft, "accent_line": line, "on_accent": "#FFFFFF",
            "focus": colour, "accent_mid": tint(colour, 0.7), "selection": tint(colour, 0.22),
        }  # fmt: skip
    ground, share = contrast_on_white(plain["surface"]), 1.0
    while ground / contrast_on_white(tint(colour, share)) < LEAST_CONTRAST + 1.5 and share > 0.05:
        share -= 0.05
    light = tint(colour, share)
    soft = _mixed(light, plain["surface"], 0.2)
    return {
        "accent": light, "accent_hover": tint(colour, share * 0.8), "accent_soft": soft,
        "accent_line": _mixed(light, plain["surface"], 0.5), "on_accent": plain["sunken"], "focus": light,
        "accent_mid": _mixed(light, plain["surface"], 0.7), "selection": _mixed(light, plain["surface"], 0.3),
    }  # fmt: skip


def _mixed(over: str, under: str, share: float) -> str:
    a, b = QColor(over), QColor(under)
    parts = zip((a.red(), a.green(), a.blue()), (b.red(), b.green(), b.blue()), strict=True)
    return QColor(*(round(x * share + y * (1 - share)) for x, y in parts)).name()


_SHEET: Final = """
* {{ font-family: {family}; }}
QLineEdit, QPlainTextEdit, QComboBox {{ background: {surface}; color: {text}; border: 1px solid {line_strong};
  border-radius: 6px; padding: 0 12px; font-size: {px}px; selection-background-color: {selection};
  selection-color: {text}; }}
QLineEdit, QComboBox {{ min-height: {row}px; max-height: {row}px; }}
QPlainTextEdit {{ padding: 8px 8px; }}
QComboBox::drop-down {{ border: none; width: 0; }}
QComboBox::down-arrow {{ image: none; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {accent}; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 2px solid {bad}; }}
QComboBox QAbstractItemView {{ background: {surface}; color: {text}; border: 1px solid {line_strong}; outline: none;
  font-size: {px}px; }}
QComboBox QAbstractItemView::item, QListView::item {{ min-height: {row}px; padding: 0 12px; color: {text}; }}
QComboBox QAbstractItemView::item:selected, QListView::item:selected {{ background: {accent_soft}; color: {text}; }}
QListView {{ background: {surface}; color: {text}; border: 1px solid {line_strong}; border-radius: 6px;
  font-size: {px}px; }}
QPushButton[part="step"] {{ background: {surface}; color: {text}; border: 1px solid {line_strong}; border-radius: 6px;
  font-size: {px}px; min-height: {row}px; max-height: {row}px; min-width: {row}px; max-width: {row}px; padding: 0; }}
QPushButton[part="step"]:hover {{ background: {hover}; }}
QPushButton[part="step"]:focus {{ border: 2px solid {accent}; }}
QPushButton[part="step"]:disabled {{ color: {text3}; border-color: {line}; }}
"""
