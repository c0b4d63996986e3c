"""A room without a page says so."""

from cxdesk.i18n import _
from ui.page import Page, PageContext
from ui.rooms import Room
from ui.widgets.empty import EmptyState
from ui.widgets.scaffold import Scaffold


class NotYet(Page):
    """What stands in the place of a page that is not in this version."""

    def __init__(self, context: PageContext, room: Room) -> None:
        super().__init__(context)
        frame = Scaffold(self)
        frame.head(_(room.label))
        frame.add(
            EmptyState(
                context.theme,
                _("There is nothing here yet"),
                _("This page is not in this version."),
                _("Back to the start"),
                lambda: context.go("start"),
            )
        )
