"""The keys of a workshop as a table: shortcuts and the page of keys are made from it."""

from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import N_

if TYPE_CHECKING:
    from ui.journeys.workshop_window import RoomWindow

# Keys, what they do, and what does it, as seen from the room's window.
KEYS = (
    ("F1", N_("These keys"), "panels.show_keys"),
    ("F2", N_("From the line to the map and back"), "walk.areas"),
    ("F3", N_("This stage, or the whole map"), "walk.switch_whole"),
    ("Ctrl+PgDown", N_("Next stage"), "walk.next_stage"),
    ("Ctrl+PgUp", N_("Stage before"), "walk.stage_before"),
    ("F4", N_("Park what is typed; with an empty line, the parking lot"), "notes.park"),
    ("Ctrl+N", N_("Add what is typed in a new stage of the name behind #"), "notes.enter_as_stage"),
    ("F5", N_("Start or pause the clock"), "panels.switch_clock"),
    ("F6", N_("One minute more"), "clock.more"),
    ("F7", N_("Next round"), "clock.go_on"),
    ("F8", N_("Photograph of the wall"), "wall.show_photo"),
    ("Ctrl+O", N_("Pin a photograph of the wall"), "wall.ask_photo"),
    ("F9", N_("Count the dots; again: the result; again: close"), "voting.show_votes"),
    ("Ctrl+B", N_("Another vote"), "voting.next_ballot"),
    ("Ctrl+Shift+B", N_("A new vote beside the earlier ones"), "voting.new_ballot"),
    ("F10", N_("Turn the top votes into issues and actions"), "voting.turn_into_work"),
    ("F12", N_("Print now; without a printer the map as PDF beside the file"), "printing.now"),
    ("Shift+F12", N_("Print on a printer of your choice"), "printing.choose"),
    ("Ctrl+L", N_("Lock or unlock this stage"), "cards.lock_stage"),
    ("Ctrl+Shift+L", N_("Lock or unlock the lane of the chosen card"), "cards.lock_lane"),
    ("Ctrl+D", N_("Rounds, clock and what is private"), "panels.show_desk"),
    ("Ctrl+Z", N_("Undo"), "notes.undo"),
    ("Ctrl+Y", N_("Redo"), "notes.redo"),
    ("F11", N_("Leave the workshop"), "close"),
)
# What keys do where the map or a photograph has the keyboard; only told.
TOLD = (
    ("+", N_("On the map: one dot more on the chosen card")),
    ("-", N_("On the map: one dot less")),
    ("Return", N_("On the map: change the card; in a free cell: the next card goes there")),
    ("Delete", N_("On the map: take the card away")),
    ("Alt+Left", N_("With Alt, arrows on the map move the card; in the line they move the photograph")),
    ("Alt++", N_("In the line: the photograph nearer; Alt+- further, Alt+R turns it, Alt+0 shows the whole")),
    ("Escape", N_("Close what is open, then leave")),
)


def bind_keys(room: "RoomWindow", window: QWidget) -> None:
    """Make the keys of a workshop work in one of its windows; what is being typed is kept before each."""

    def do(work: Callable[[], object]) -> None:
        room.line.keep()
        room.context.bridge.act(work)

    for keys, _words, name in KEYS:
        work: Callable[[], object] = attrgetter(name)(room)
        QShortcut(QKeySequence(keys), window).activated.connect(partial(do, work))
