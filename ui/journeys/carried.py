"""What a file could not hold, or a map not take from it, in words that stay until they are read."""

from collections.abc import Sequence

from cxdesk.i18n import _
from ui.page import PageContext
from ui.widgets.notes_list import NotesList

# One sentence as long as this is read in a notice; more is a list of its own.
SHORT = 160


def tell(context: PageContext, kind: str, bold: str, heading: str, notes: Sequence[str]) -> None:
    """A notice with the one short sentence, or with a button to the list of them; `heading` is the list's."""
    if not notes:
        context.messages.notice(kind, bold)
    elif len(notes) == 1 and len(notes[0]) <= SHORT:
        context.messages.notice(kind, bold, notes[0])
    else:

        def show() -> None:
            NotesList(context.theme, heading, "", notes)

        first = notes[0] if len(notes[0]) <= SHORT else notes[0][: SHORT - 1] + "…"
        context.messages.notice(kind, bold, first, _("Show all of it"), show)
