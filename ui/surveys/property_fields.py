"""Small fields of the properties: a number that may be empty, a yes or no, each telling its change once."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox

from cxdesk.i18n import _, number, number_to_type, plain_digits
from ui.theme import Theme
from ui.widgets.fields import Field
from ui.widgets.number_box import NumberLine

LARGEST = 1e12


def read_number(text: str, whole: bool = False) -> float | int | None:
    """A number as somebody types it, in any digits; None for an empty field, ValueError for what is none."""
    plain = plain_digits(text.strip()).replace("٫", ".").replace(",", ".").replace("−", "-")
    if not plain:
        return None
    value = int(plain) if whole else float(plain)
    if not abs(value) <= LARGEST:
        raise ValueError(text)
    return int(value) if value == int(value) else value


def written(value: float | int | None) -> str:
    """A number for a field that is typed in; nothing for none."""
    return "" if value is None else number_to_type(value)


class NumberInput(NumberLine):
    """A number or nothing; `on_change(value)` follows a number that can be read, the others are said to be wrong."""

    def __init__(
        self, value: float | int | None, on_change: Callable[[float | int | None], Any], whole: bool = False
    ) -> None:
        super().__init__(written(value))
        self._on_change, self._whole = on_change, whole
        self.field: Field | None = None
        self.setMaxLength(16)
        self.setMinimumWidth(64)
        self.committed.connect(self._on_typed)

    def in_field(self, theme: Theme, words: str, hint: str = "") -> Field:
        """Itself under a caption."""
        self.field = Field(theme, words, self, hint=hint)
        return self.field

    def _on_typed(self, text: str) -> None:
        try:
            value = read_number(text, self._whole)
        except ValueError:
            if self.field is not None:
                self.field.set_wrong(_("“{text}” is not a number.").format(text=text[:20]))
            return
        if self.field is not None:
            self.field.set_wrong("")
        self._on_change(value)


def ticked(words: str, on: bool, on_change: Callable[[bool], Any]) -> QCheckBox:
    """A box to tick."""
    box = QCheckBox(words.replace("&", "&&"))
    box.setAccessibleName(words)
    box.setChecked(on)
    box.clicked.connect(on_change)
    return box


def point_options(low: int, high: int) -> list[tuple[Any, str]]:
    """The points of a scale to choose from."""
    return [(point, number(point)) for point in range(low, high + 1)]
