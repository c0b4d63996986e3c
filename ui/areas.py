"""The parts of the window that F6 walks, and where the keyboard goes when another page comes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.rooms import BY_ID
from ui.widgets.tab_order import tab_as_they_stand

if TYPE_CHECKING:
    from ui.main_window import MainWindow

# Below this width of the window the names of the rooms are left out, px.
NARROW = 1080
# Centres so near in height stand in one line, px.
SAME_LINE = 8
BY_TAB = Qt.FocusReason.TabFocusReason


def walk(window: "MainWindow", step: int = 1) -> None:
    """From part to part of the page, to a notice there is, to search, to navigation and round again."""
    nav_item = window.nav.items.get(BY_ID[window.room].inside or window.room)
    told = [button for card in window.notices.cards()[-1:] for button in card.findChildren(QAbstractButton)]
    areas = [*_parts(window), *told[:1], window.top_bar.search, nav_item or window.nav]
    focused = window.focusWidget()
    inside = [focused is not None and (a is focused or a.isAncestorOf(focused)) for a in areas]
    at = inside.index(True) if True in inside else -1
    area = areas[(at + step) % len(areas)]
    start = window.page.start_of_keys() if window.page is not None else None
    into(start if start is not None and area.isAncestorOf(start) else area)


def tab(window: "MainWindow", forward: bool) -> bool:
    """Let Tab go through the page as it stands now, after the navigation; True where that was all there is to do.

    Pages are built in another order than they stand, and change.
    """
    if window.page is None:
        return False
    focused = window.focusWidget()
    if focused is not None and not focused.isVisible() and window.page.isVisible():
        # It went away, and Qt looks for the next: not in the bar above, where what is typed would be a search. Which
        # one is asked later: widgets that are touched while others are taken down bring the program down with them.
        page, at = window.page, focused.mapTo(window.page, focused.rect().center())
        page.setFocus()
        QTimer.singleShot(0, page, lambda: _inherit(page, at))
        return True
    stops = tab_as_they_stand(window.page)
    if stops:
        QWidget.setTabOrder(window.nav.items["settings"], stops[0])
    left = forward and focused is not None and focused.focusPolicy() == Qt.FocusPolicy.NoFocus
    if left and (there := _usable(stops)):
        # What had the keyboard went away, and left it to what it lay in.
        there[0].setFocus(BY_TAB)
        return True
    return False


def fit_rail(window: "MainWindow") -> None:
    """A narrow window, or one with larger text, leaves its width to the page."""
    if (page := window.page) is not None:
        window.nav.set_rail(page.wants_rail or window.width() < NARROW)


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
    stops = [area] if area.focusPolicy().value & Qt.FocusPolicy.TabFocus.value else tab_as_they_stand(area)
    next(iter(_usable(stops)), area).setFocus(BY_TAB)


def _usable(stops: Sequence[QWidget]) -> list[QWidget]:
    """Those that can take the keyboard now."""
    return [stop for stop in stops if stop.isVisible() and stop.isEnabled()]


def _inherit(page: QWidget, at: QPoint) -> None:
    """The keyboard that the page was left with goes to what stands behind the control that went away, else before it."""
    if not page.hasFocus():
        return
    if stops := _usable(tab_as_they_stand(page)):
        next((stop for stop in stops if _is_behind(page, stop, at)), stops[-1]).setFocus()


def _is_behind(page: QWidget, stop: QWidget, at: QPoint) -> bool:
    """Whether it stands below a place, or further along its line in the direction of reading."""
    away = stop.mapTo(page, stop.rect().center()) - at
    along = away.x() if page.layoutDirection() == Qt.LayoutDirection.LeftToRight else -away.x()
    return away.y() > SAME_LINE or (away.y() >= -SAME_LINE and along >= 0)


def _parts(window: "MainWindow") -> Sequence[QWidget]:
    page = window.page
    if page is None:
        return ()
    return page.parts() or (page,)
