"""How a workshop begins: from the palette, by F11, from the map."""

from typing import Any

from PySide6.QtWidgets import QApplication

from cxdesk.i18n import _
from ui.journeys.page import JourneysPage
from ui.journeys.workshop_window import RoomWindow
from ui.page import PageContext
from ui.widgets.over import window_over


def start_workshop(context: PageContext) -> "RoomWindow | None":
    """The map that is shown, else the only one there is, over the whole screen."""
    from cxdesk.journeys.queries import journey_rows

    open_ones = [w for w in QApplication.topLevelWidgets() if isinstance(w, RoomWindow) and w.isVisible()]
    if open_ones:
        open_ones[0].activateWindow()
        return open_ones[0]
    page: Any = context.page()
    journey_id = getattr(page, "journey_id", None)
    rows = context.project.read(journey_rows)
    if journey_id is None and len(rows) == 1:
        journey_id = rows[0].id
    if journey_id is None:
        context.go("journeys")
        context.messages.notice("info", _("Open a journey first, then start the workshop."))
        return None
    if context.project.read_only:
        context.messages.notice(
            "info", _("This file can only be read here, so nothing can be written down in it.")
        )
        return None
    if page is not None:
        page.leaving()
    room = RoomWindow(context, journey_id)
    window = window_over() or (page.window() if page is not None else None)
    room.screens.begin(window.frameGeometry() if window else room.geometry())
    if isinstance(page, JourneysPage):
        page.lie_below(room, room.screens.cover_all)
    return room
