"""A keyboard on the screen, for a kiosk without one: it types into the field that has the focus and never takes it."""

from contextlib import suppress

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QInputDevice, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cxdesk.i18n import NAMES, _, pgettext
from ui.widgets import key_layouts as keys
from ui.widgets.asking.skin import Skin
from ui.widgets.cards import empty

LEAST = 44
TALL = 54
_CODES = {keys.BACK: Qt.Key.Key_Backspace, keys.ENTER: Qt.Key.Key_Return, keys.SPACE: Qt.Key.Key_Space}
_WIDE = {
    keys.SPACE: 10,
    keys.SHIFT: 3,
    keys.BACK: 3,
    keys.HIDE: 4,
    keys.SIGNS: 3,
    keys.LETTERS: 3,
    keys.LATIN: 3,
}
_ALPHABETS = {"uk": "абв", "fa": "الف"}
_SHEET = """QPushButton {{ background: {ground}; color: {text}; border: 1px solid {line}; border-radius: 6px;
  font-family: {family}; font-size: {px}px; font-weight: 400; padding: 0; min-height: {tall}px; max-height: {tall}px; }}
QPushButton:pressed, QPushButton:checked {{ background: {soft}; border: 2px solid {accent}; }}"""


def there_is_touch() -> bool:
    """Whether this computer has a touch screen."""
    return any(d.type() == QInputDevice.DeviceType.TouchScreen for d in QInputDevice.devices())


class TouchKeys(QWidget):
    """Letters of the respondent's language, signs and digits; `shown_changed` when it comes or goes."""

    shown_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        self._skin: Skin | None = None
        self._page, self._upper = keys.LETTERS, False
        self._drawn: tuple[object, ...] = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        # On real keys the letters stand from the left in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def offer(self, skin: Skin, field: QWidget | None, numbers: bool = False) -> None:
        """Come up below a field that words can be typed in, with digits for numbers; go where there is none."""
        wanted = is_writable(field)
        if wanted and (not self.isVisible() or numbers != (self._page == keys.SIGNS)):
            self._page = keys.SIGNS if numbers else keys.LETTERS
        self._skin = skin
        if wanted:
            self._draw(isinstance(field, QPlainTextEdit))
        if wanted == self.isHidden():
            self.setVisible(wanted)
            self.shown_changed.emit(wanted)

    def press(self, key: str) -> None:
        """Type a letter, or turn the page."""
        if key == keys.SHIFT:
            self._upper = not self._upper
        elif key in (keys.SIGNS, keys.LETTERS, keys.LATIN):
            self._page, self._upper = key, False
        elif key == keys.HIDE:
            if (field := QApplication.focusWidget()) is not None:
                field.clearFocus()
            self.hide()
            self.shown_changed.emit(False)
            return
        else:
            self._type(key)
            self._upper = False
        self._draw(isinstance(QApplication.focusWidget(), QPlainTextEdit))

    def _type(self, key: str) -> None:
        field = QApplication.focusWidget()
        if field is None or not is_writable(field):
            return
        code = _CODES.get(key, Qt.Key.Key_unknown)
        letter = self._letter(key)
        text = {keys.BACK: "", keys.ENTER: "\r", keys.SPACE: " "}.get(key, letter)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, text))

    def _letter(self, key: str) -> str:
        return key.upper() if self._upper and len(key) == 1 else key

    def _draw(self, several_lines: bool) -> None:
        skin = self._skin
        if skin is None:
            return
        drawn = (skin.language, skin.scheme, skin.accent, skin.zoom, self._page, self._upper, several_lines)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        empty(self._box)
        self.buttons = {}
        language = skin.language.split("-")[0]
        rows = [*keys.rows_of(language, self._page), keys.last_row(language, self._page, several_lines)]
        self.setStyleSheet(self._style(skin))
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(6)
            for key in row:
                button = self._key(key, skin)
                self.buttons[key] = button
                line.addWidget(button, _WIDE.get(key, 2))
            self._box.addLayout(line)

    def _key(self, key: str, skin: Skin) -> QPushButton:
        button = QPushButton()
        # A button that took the focus would take it from the field.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRepeat(key == keys.BACK)
        button.setMinimumWidth(LEAST)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        shown, name, icon = self._face(key, skin)
        button.setText(shown)
        button.setAccessibleName(name)
        if icon:
            button.setIcon(QIcon(skin.pixmap(icon, "text", skin.px(22), 2.0)))
            button.setIconSize(QSize(skin.px(22), skin.px(22)))
        if key == keys.SHIFT:
            button.setCheckable(True)
            button.setChecked(self._upper)
        button.clicked.connect(lambda _on=False: self.press(key))
        return button

    def _face(self, key: str, skin: Skin) -> tuple[str, str, str]:
        """What is on a key, what it is called, and its icon."""
        with skin.speaking():
            named = {
                keys.SHIFT: ("", _("Capital letters"), "arrow-up"),
                keys.BACK: ("", _("Take the last letter away"), "arrow-left"),
                keys.ENTER: ("", _("New line"), "corner"),
                keys.SPACE: (NAMES.get(skin.language, ""), _("Space between words"), ""),
                keys.SIGNS: (f"{skin.digits('1')}{skin.digits('2')}{skin.digits('3')}", _("Digits and signs"), ""),
                keys.LETTERS: (_ALPHABETS.get(skin.language, "abc"), _("Letters of the alphabet"), ""),
                keys.LATIN: ("abc", _("Latin letters"), ""),
                keys.HIDE: (pgettext("button", "Done"), _("Put the keyboard away"), ""),
                keys.HALF_SPACE: ("", _("Half space"), ""),
            }  # fmt: skip
        shown, name, icon = named.get(key, (self._letter(key), self._letter(key), ""))
        if key == keys.ENTER:
            return "↵", name, ""
        if key == keys.HALF_SPACE:
            return "‹ ›", name, ""
        return shown.replace("&", "&&"), name, icon

    def _style(self, skin: Skin) -> str:
        family = ", ".join(f'"{name}"' for name in skin.font(12).families())
        return _SHEET.format(
            ground=skin.hex("surface"), text=skin.hex("text"), line=skin.hex("line_strong"), soft=skin.hex("accent_soft"),
            accent=skin.hex("accent"), family=family, px=skin.px(21), tall=skin.px(TALL) - 2,
        )  # fmt: skip


def is_writable(field: QWidget | None) -> bool:
    """Whether words can be typed there."""
    with suppress(RuntimeError):
        return isinstance(field, (QLineEdit, QPlainTextEdit)) and not field.isReadOnly() and field.isEnabled()
    return False
