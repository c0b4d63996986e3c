"""The lists and pages of this room side by side, so that one click or arrow key leads from each to the others."""

from collections.abc import Callable
from typing import Any

from cxdesk.i18n import _
from ui.theme import Theme
from ui.widgets.tabs import Segmented

ROOM = ("issues", "priorities", "risks", "actions", "decisions", "plans")


def room_word(key: str) -> str:
    """The name of a list or page."""
    return {
        "issues": _("Issues"),
        "priorities": _("Priorities"),
        "risks": _("Risks"),
        "actions": _("Actions"),
        "decisions": _("Decisions"),
        "plans": _("Plans"),
    }[key]


def room_tabs(theme: Theme, current: str, go: Callable[[Any], None]) -> Segmented:
    """The row of names; choosing one opens it."""
    tabs = Segmented(theme, [(key, room_word(key)) for key in ROOM])
    tabs.set_current(current)
    tabs.chosen.connect(lambda key: go((key, None)))
    return tabs
