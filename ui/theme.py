"""The look: tokens.json turned into palette, fonts, style sheet and coloured icons, light and dark."""

import json
from string import Template
from typing import Any

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from cxdesk import i18n
from cxdesk.paths import resource
from ui.icons import Icons

CHOICES = ("system", "light", "dark")
SHEETS = ("base.qss", "controls.qss", "fields.qss", "tables.qss", "shell.qss")


class Theme(QObject):
    """The one look of the window; widgets ask it for colours, fonts and icons and listen to `changed`."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice if choice in CHOICES else "system"
        self.tokens: dict[str, Any] = json.loads(resource("tokens.json").read_text(encoding="utf-8"))
        self._icons = Icons()
        _load_fonts(self.tokens["font"]["files"])
        QDir.setSearchPaths("styles", [str(resource("styles"))])
        if not app.property("fusion"):
            app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        if self._choice != "system":
            self._tell_system()
        self.apply()

    @property
    def choice(self) -> str:
        """What the person chose: "system", "light" or "dark"."""
        return self._choice

    @property
    def scheme(self) -> str:
        """The colours in use: "light" or "dark"."""
        if self._choice != "system":
            return self._choice
        return "dark" if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in use."""
        return self.scheme == "dark"

    @property
    def rtl(self) -> bool:
        """Whether the window runs from right to left."""
        return i18n.is_rtl()

    @property
    def row_height(self) -> int:
        """The height of a table row; Persian letters need 4 px more."""
        return int(self.tokens["control_px"]["row"]) + self.extra_line

    @property
    def extra_line(self) -> int:
        """What a line of Persian needs more than a line of Latin, in px."""
        return int(self.tokens["type_rtl"]["line_height_extra_px"]) if self.rtl else 0

    def choose(self, choice: str) -> None:
        """Follow the system, or stay light or dark."""
        self._choice = choice if choice in CHOICES else "system"
        self._tell_system()
        self.apply()

    def apply(self) -> None:
        """Give the whole application this look again, after a change of colours or language."""
        self._icons.forget()
        app = self._app
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if self.rtl else Qt.LayoutDirection.LeftToRight)
        app.setPalette(self._palette())
        app.setFont(self.font("body"))
        app.setStyleSheet(self._sheet())
        self.changed.emit()

    def hex(self, token: str) -> str:
        """A colour token as #rrggbb; series_1 to series_8 are the colours of a chart's series."""
        if token.startswith("series_"):
            return str(self.tokens["colour"]["categorical"][self.scheme][int(token[7:]) - 1])
        return str(self.tokens["colour"][self.scheme][token])

    def colour(self, token: str, alpha: float = 1.0) -> QColor:
        """A colour token, or a colour written as #rrggbb."""
        colour = QColor(token if token.startswith("#") else self.hex(token))
        colour.setAlphaF(alpha)
        return colour

    def series(self, index: int) -> QColor:
        """The colour of the nth series of a chart."""
        colours = self.tokens["colour"]["categorical"][self.scheme]
        return QColor(colours[index % len(colours)])

    def font(self, role: str = "body", strong: bool = False, voice: bool = False) -> QFont:
        """A font of the scale: caption, body, lead, title, display or figure; titles speak in the serif."""
        voice = voice or role in ("title", "display")
        font = QFont()
        font.setFamilies(self._families(voice))
        font.setPixelSize(int(self.tokens["type_screen_px"][role][0]))
        strong = strong or role in ("title", "display", "figure")
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font

    def line(self, role: str = "body") -> int:
        """The line height of a role, in px."""
        return int(self.tokens["type_screen_px"][role][1]) + self.extra_line

    def pixmap(self, name: str, tone: str = "text2", size: int = 20, ratio: float | None = None) -> QPixmap:
        """An icon in a colour token, for painting."""
        return self._icons.pixmap(
            name, self.colour(tone), size, ratio or self._app.devicePixelRatio(), self.rtl
        )

    def icon(self, name: str, tone: str = "text2", size: int = 20) -> QIcon:
        """An icon for a button, greyed when the button is off."""
        icon = QIcon(self.pixmap(name, tone, size))
        icon.addPixmap(self.pixmap(name, "line_strong", size), QIcon.Mode.Disabled)
        return icon

    def _tell_system(self) -> None:
        """Title bars and the system's own dialogs follow the choice."""
        hints = self._app.styleHints()
        if self._choice == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if self._choice == "dark" else Qt.ColorScheme.Light)

    def _on_system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._choice == "system":
            self.apply()

    def _families(self, voice: bool) -> list[str]:
        font = self.tokens["font"]
        if self.rtl:
            return [font["rtl"], font["ui"]]
        return [font["voice"], font["rtl"]] if voice else list(font["fallback"])

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text3"))
        return palette

    def _sheet(self) -> str:
        values = dict(self.tokens["colour"][self.scheme])
        values |= {f"{role}_px": px[0] for role, px in self.tokens["type_screen_px"].items()}
        values |= {f"{name}_height": px + self.extra_line for name, px in self.tokens["control_px"].items()}
        values |= {f"{name}_radius": px for name, px in self.tokens["radius_px"].items()}
        values["scheme"] = self.scheme
        values["ui_font"] = ", ".join(f'"{family}"' for family in self._families(False))
        values["voice_font"] = ", ".join(f'"{family}"' for family in self._families(True))
        text = "\n".join(resource("styles", name).read_text(encoding="utf-8") for name in SHEETS)
        return Template(text).substitute(values)


_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line_strong",
    QPalette.ColorRole.Shadow: "line_strong",
}


def _load_fonts(files: list[str]) -> None:
    for name in files:
        path = resource("fonts", name)
        if path.exists():
            QFontDatabase.addApplicationFont(str(path))
