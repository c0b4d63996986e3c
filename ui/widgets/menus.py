"""Menus that somebody opens: gone once they are closed, and under the button that opened them."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from ui.theme import Theme
from ui.widgets.chips import Chip

# A plain text, such as a name that people gave, and what it does.
Option = tuple[str, Callable[[], object]]


def menu_on(parent: QWidget) -> QMenu:
    """An empty menu that is gone once it is closed."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def pop_up_below(menu: QMenu, opener: QWidget) -> None:
    """Show a menu under what opened it, from the side where reading begins."""
    corner = opener.rect().bottomLeft()
    if opener.isRightToLeft():
        corner.setX(opener.width() - menu.sizeHint().width())
    menu.popup(opener.mapToGlobal(corner))


def offer(opener: QWidget, options: Iterable[Option]) -> None:
    """Show a menu of what there is to choose under what opened it."""
    menu = menu_on(opener)
    for text, work in options:
        menu.addAction(text.replace("&", "&&"), work)
    pop_up_below(menu, opener)


def opens_menu(button: QAbstractButton, options: Callable[[], Iterable[Option]]) -> None:
    """Let a button open a menu of what there is to choose at that moment."""
    button.clicked.connect(lambda _checked=False: offer(button, options()))


def menu_chip(
    theme: Theme, text: str, options: Callable[[], Iterable[Option]], *, quiet: bool = False
) -> Chip:
    """A chip that opens a menu of what there is to choose at that moment."""
    chip = Chip(theme, text, on_click=lambda: offer(chip, options()), quiet=quiet)
    return chip
