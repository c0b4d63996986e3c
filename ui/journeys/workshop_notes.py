"""What is typed in a workshop: cards from the line, the parking lot, and lines that are shown when they are ready."""

from typing import TYPE_CHECKING

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.journeys.capture import Name, Note, Place, UnknownPlaceError, notes_of
from ui.journeys.workshop_look import WIDE
from ui.widgets.text import keys_text

if TYPE_CHECKING:
    from ui.journeys.workshop_window import RoomWindow


class Notes:
    """The notes of one room."""

    def __init__(self, room: "RoomWindow") -> None:
        self.room = room
        # The line whose place is not on the map; entered once more it makes the place.
        self._unknown = ""

    def enter(self, text: str) -> None:
        """Make cards of what is typed; what is wrong is said and the text stays."""
        if not text.strip():
            return
        if self.room.cards.editing is not None:
            self.room.cards.end()
            return
        try:
            notes, place = notes_of(text, self.room.names, self.room.walk.starting_place())
        except UnknownPlaceError as unknown:
            self._new_place(text, unknown)
            return
        except UserError as error:
            self.room.say(str(error))
            return
        self.room.say("")
        if notes and self.room.deeds.capture(notes) is None:
            return  # the refusal is shown, the text stays
        self.room.place = place
        self.room.line.clear()
        self.room.walk.go_to_place()
        told = ngettext("{n} card added.", "{n} cards added.", len(notes)).format(n=number(len(notes)))
        self.room.say(told if len(notes) > 1 else "", "text2")
        self.show_hint()

    def enter_as_stage(self) -> None:
        """Make the place that is typed a new stage, with a step of that name, and the card in it."""
        text = self.room.line.text
        try:
            notes_of(text, self.room.names, self.room.walk.starting_place())
        except UnknownPlaceError as unknown:
            if self.room.deeds.add_stage(unknown.name):
                self.enter(text)
        except UserError as error:
            self.room.say(str(error))

    def _new_place(self, text: str, unknown: UnknownPlaceError) -> None:
        stage = self.room.stage
        if stage is None or self._unknown != text:
            self._unknown = text
            more = _("Enter once more makes it a step of “{stage}”, {keys} a stage.") if stage else ""
            told = more.format(stage=stage.name if stage else "", keys=keys_text("Ctrl+N"))
            self.room.say(" ".join(filter(None, (str(unknown), told))))
            return
        self._unknown = ""
        here = self.room.walk.starting_place().step_id
        steps = [step.id for step in stage.steps]
        place = steps.index(here) + 1 if here in steps else len(steps)
        if self.room.deeds.add_step(stage.id, unknown.name, place):
            self.enter(text)

    def park(self) -> None:
        """Park what is typed; with an empty line show the parking lot."""
        text = self.room.line.text.strip()
        if not text or self.room.cards.editing is not None:
            self.room.panels.show(None if self.room.panel is self.room.parking else self.room.parking)
            return
        if self.room.deeds.park(" ".join(text.split())) is not None:
            self.room.line.clear()
            self.room.say(
                _("Parked. {keys} on an empty line shows the parking lot.").format(keys=keys_text("F4")),
                "text2",
            )

    def bring_in(self, note_id: int) -> None:
        """A parked note becomes a card where the next one goes."""
        row = next((r for r in self.room.parked if r.id == note_id), None)
        if row is None:
            return
        try:
            notes, place = notes_of(row.text, self.room.names, self.room.walk.starting_place())
        except UserError as error:
            self.room.say(str(error))
            return
        if notes and self.room.deeds.bring_in(note_id, notes[0]) is not None:
            self.room.place = place
            self.room.say("")
            self.room.walk.go_to_place()

    def unpark(self, note_id: int) -> None:
        """Take a parked note away."""
        if self.room.deeds.unpark(note_id):
            self.room.say(
                _("The note is gone. {keys} brings it back.").format(keys=keys_text("Ctrl+Z")), "text2"
            )

    def reveal(self, notes: list[Note]) -> bool:
        """Cards of the lines that nobody saw yet."""
        made = self.room.deeds.capture(notes)
        if made is not None:
            told = ngettext("{n} card added.", "{n} cards added.", len(made)).format(n=number(len(made)))
            self.room.say(told, "text2")
        return made is not None

    def keep_draft(self, text: str) -> None:
        """Keep what is being typed."""
        if self.room.cards.editing is None:
            self.room.deeds.keep(draft=text)
        else:
            self.room.cards.write(text)

    def undo(self) -> None:
        """The last step back: of the line while it has one, else of the file."""
        document = self.room.line.field.document()
        if self.room.line.field.hasFocus() and document.isUndoAvailable() and self.room.line.text:
            self.room.line.field.undo()
        elif (label := self.room.context.bridge.undo()) is not None:
            self.room.say(_("Undone: {step}").format(step=label), "text2")

    def redo(self) -> None:
        """The step that was taken back, again."""
        if (label := self.room.context.bridge.redo()) is not None:
            self.room.say(_("Done again: {step}").format(step=label), "text2")

    def show_hint(self) -> None:
        """Beside the line: what Enter does, and where the next card goes as far as there is room to say it."""
        room = self.room
        if room.cards.editing is not None:
            room.line.hint.setText(_("Enter changes the card"))
            return
        place = room.walk.starting_place()
        named = [n.words for n in (*room.names.columns, *room.names.lanes) if _is_at(n, place)]
        told = _("Enter adds it")
        if len(named) == 2:
            shown = named if room.width() >= WIDE else named[:1]
            told = _("Enter: {place}").format(place=listed(shown))
        room.line.hint.setText(told)
        room.line.hint.setMinimumWidth(
            min(room.width() // 3, room.line.hint.fontMetrics().horizontalAdvance(told) + 8)
        )


def _is_at(name: Name, place: Place) -> bool:
    return (name.kind, name.id) in (("step", place.step_id), ("lane", place.lane_id))
