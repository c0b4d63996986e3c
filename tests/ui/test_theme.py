"""Tokens become palette, sheet, fonts and icons; the small pictures of the sheet agree with the tokens."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QPalette

from cxdesk import i18n
from cxdesk.paths import resource
from ui import icons
from ui.theme import Theme
from ui.widgets.fields import LineInput, TextInput

UI = Path(icons.__file__).parent


@pytest.fixture
def theme(qapp: Any) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


def test_each_scheme_gives_its_palette(theme: Theme, qapp: Any) -> None:
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == "#F7F4EE"
    theme.choose("dark")
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == "#1B1916"
    assert theme.hex("accent") == "#D9A3CB"


def test_no_token_of_the_sheets_is_left_unfilled(theme: Theme, qapp: Any) -> None:
    for choice in ("light", "dark"):
        theme.choose(choice)
        assert "${" not in qapp.styleSheet()
        assert f"chevron_{choice}.svg" in qapp.styleSheet()


@pytest.mark.parametrize(
    ("picture", "token"),
    [("chevron", "text2"), ("chevron_up", "text2"), ("check", "on_accent"), ("dash", "on_accent")],
)
def test_the_small_pictures_of_the_sheet_have_the_tokens_colours(
    theme: Theme, picture: str, token: str
) -> None:
    for scheme in ("light", "dark"):
        theme.choose(scheme)
        text = resource("styles", f"{picture}_{scheme}.svg").read_text(encoding="utf-8")
        assert theme.hex(token) in text


def test_the_six_fonts_are_loaded_by_family_and_weight(theme: Theme) -> None:
    families = set(QFontDatabase.families())
    assert {"Noto Sans", "Source Serif 4", "Vazirmatn"} <= families


def test_persian_speaks_vazirmatn_and_gets_higher_rows(theme: Theme) -> None:
    low = theme.row_height
    i18n.set_language("fa")
    theme.apply()
    assert theme.font("title").families()[0] == "Vazirmatn"
    assert theme.row_height == low + 4


def test_an_icon_takes_the_colour_asked_for(theme: Theme) -> None:
    picture = theme.pixmap("check", "accent", 20, 1.0).toImage()
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(20)
        for y in range(20)
        if picture.pixelColor(x, y).alpha() > 250
    }
    assert seen == {QColor(theme.hex("accent")).name()}


def test_arrows_turn_with_the_language_and_clocks_never(qapp: Any) -> None:
    made, black = icons.Icons(), QColor("#000000")
    for name, turns in (("undo-2", True), ("chevron-right", True), ("clock", False), ("check", False)):
        there, back = (made.pixmap(name, black, 20, 1.0, rtl).toImage() for rtl in (False, True))
        assert (there != back) == turns, name
        if turns:
            assert abs(there.pixelColor(4, 9).alpha() - back.pixelColor(15, 9).alpha()) < 4


def test_every_icon_named_in_the_code_ships() -> None:
    asked = re.compile(
        r"""(?:icon=|icon_after=|IconLabel\([\w.]+, |IconButton\([\w.\s]+, |\.icon\(|\.pixmap\()"([a-z0-9-]+)\""""
    )
    used = {
        (path.name, name)
        for path in UI.rglob("*.py")
        for name in asked.findall(path.read_text(encoding="utf-8"))
    }
    assert used
    assert {(file, name) for file, name in used if name not in icons.names()} == set()


def _contrast(one: QColor, other: QColor) -> float:
    """As WCAG has it."""

    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_that_wait_in_an_empty_field_can_be_read(
    theme: Theme, qapp: Any, qtbot: Any, scheme: str
) -> None:
    theme.choose(scheme)
    line = LineInput(placeholder="Customers with a repair since March")
    text = TextInput(placeholder="What will be done differently?")
    for field in (line, text):
        qtbot.addWidget(field)
        field.resize(400, 36)
        field.show()
        picture = field.grab().toImage()
        inside = [picture.pixelColor(x, y) for x in range(8, 300) for y in range(8, picture.height() - 8)]
        ground = picture.pixelColor(390, picture.height() // 2)
        assert max(_contrast(ground, colour) for colour in inside) >= 4.5
