"""The parts of the window that F6 walks, and where the keyboard goes when another page comes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.rooms import BY_ID

if TYPE_CHECKING:
    from ui.main_window import MainWindow

BY_TAB = Qt.FocusReason.TabFocusReason


def walk(window: "MainWindow", step: int = 1) -> None:
    """From part to part of the page, to a notice there is, to search, to navigation and round again."""
    nav_item = window.nav.items.get(BY_ID[window.room].inside or window.room)
    told = [button for card in window.notices.cards()[-1:] for button in card.findChildren(QAbstractButton)]
    areas = [*_parts(window), *told[:1], window.top_bar.search, nav_item or window.nav]
    focused = window.focusWidget()
    inside = [focused is not None and (a is focused or a.isAncestorOf(focused)) for a in areas]
    at = inside.index(True) if True in inside else -1
    into(areas[(at + step) % len(areas)])


def into_page(window: "MainWindow") -> None:
    """Back to where the keyboard was on this page; on the first visit to its first part."""
    page = window.page
    if page is None:
        return
    before = page.focusWidget()
    if before is not None and before is not page and before.isVisible() and before.isEnabled():
        before.setFocus(BY_TAB)
        return
    into(page.start_of_keys() or page)


def into(area: QWidget) -> None:
    """Put the keyboard on a part, or on the first thing in it that takes it."""
    if area.focusProxy() is not None or area.focusPolicy().value & Qt.FocusPolicy.TabFocus.value:
        area.setFocus(BY_TAB)
        return
    following = area.nextInFocusChain()
    while following is not None and following is not area:
        if (
            area.isAncestorOf(following)
            and following.focusPolicy().value & Qt.FocusPolicy.TabFocus.value == Qt.FocusPolicy.TabFocus.value
            and following.isVisible()
            and following.isEnabled()
            and following.focusProxy() is None
        ):
            following.setFocus(BY_TAB)
            return
        following = following.nextInFocusChain()
    area.setFocus(BY_TAB)


def _parts(window: "MainWindow") -> Sequence[QWidget]:
    page = window.page
    if page is None:
        return ()
    return page.parts() or (page,)
