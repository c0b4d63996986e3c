"""What stands at the end of an open map's head: the way to the workshop, and the round whose figures are shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import Chip
from ui.widgets.text import keys_text

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap


def workshop_button(theme: Theme, begin: Callable[[], None], *, roomy: bool) -> QWidget:
    """Starts a workshop on the map; with its word where there is room."""
    start = _("Start a workshop on this map")
    if not roomy:
        return IconButton(theme, "monitor", start, on_click=begin)
    made = Button(theme, _("Workshop"), icon="monitor", on_click=begin)
    made.setToolTip(f"{start} ({keys_text('F11')})")
    return made


def round_chip(theme: Theme, journey: "JourneyMap", chosen: str, on_click: Callable[[], None]) -> Chip:
    """The round of the figures; where they come from several, these are told when it is pointed at."""
    chip = Chip(theme, journey.round_name or _("Latest round"), on_click=on_click, quiet=not chosen)
    chip.setToolTip(journey.rounds)
    return chip
