"""Cards on the map of a workshop: changed in the line, moved, taken away; stages and lanes locked."""

from typing import TYPE_CHECKING

from cxdesk.i18n import _, language
from cxdesk.journeys.capture import Place
from cxdesk.journeys.kinds import CURVES
from ui.journeys.moving import spot
from ui.widgets.text import keys_text

if TYPE_CHECKING:
    from ui.journeys.workshop_window import RoomWindow


class Cards:
    """What the keyboard does to cards on the map; `editing` is the card whose words are in the line."""

    def __init__(self, room: "RoomWindow") -> None:
        self.room = room
        self.editing: int | None = None
        self._draft_before = ""

    def lock_stage(self) -> None:
        """Lock or unlock the stage that is shown."""
        if (stage := self.room.stage) is not None and self.room.deeds.lock(
            "stage", stage.id, not stage.locked
        ):
            told = (
                _("“{name}” is open again.")
                if stage.locked
                else _("“{name}” is locked: its cards stay as they are.")
            )
            self.room.say(told.format(name=stage.name), "text2")

    def lock_lane(self) -> None:
        """Lock or unlock the lane where the keyboard is on the map."""
        from cxdesk.journeys.labels import lane_words

        cell = self.room.view.chosen_cell
        lanes = self.room.journey.lanes if self.room.journey else ()
        lane = next((one for one in lanes if cell and one.id == cell[1]), None)
        if lane is None:
            self.room.say(_("Choose a card or cell on the map first: {keys}.").format(keys=keys_text("F2")))
        elif self.room.deeds.lock("lane", lane.id, not lane.locked):
            told = (
                _("“{name}” is open again.")
                if lane.locked
                else _("“{name}” is locked: its cards stay as they are.")
            )
            self.room.say(told.format(name=lane_words(lane, language())), "text2")

    def edit(self, card_id: int) -> None:
        """Bring a card’s words into the line, to change them there."""
        card = self.room.card
        if card is None:
            return
        lane = (
            next((x for x in self.room.journey.lanes if x.id == card.lane_id), None)
            if self.room.journey
            else None
        )
        if lane is not None and lane.kind in CURVES:
            self.room.say(_("A feeling is changed on the map’s own page."))
            return
        self.editing = card_id
        self.room.line.keep()
        self._draft_before = self.room.line.text
        self.room.line.set_text(card.text)
        self.room.line.field.setFocus()
        self.room.line.field.selectAll()
        self.room.notes.show_hint()

    def write(self, text: str) -> None:
        """Keep what is typed on the card, while it is typed."""
        if self.editing is not None and text.strip():
            self.room.deeds.write(self.editing, text)

    def end(self) -> None:
        """Leave the card; what was typed before it comes back."""
        self.room.line.keep()
        self.editing = None
        self.room.line.set_text(self._draft_before)
        self.room.line.keep()
        self.room.notes.show_hint()
        self.room.view.setFocus()

    def take_cell(self, step_id: int, lane_id: int) -> None:
        """The next card goes here."""
        self.room.place = Place(step_id, lane_id)
        self.room.desk.show_names(self.room.names, self.room.place)
        self.room.notes.show_hint()
        self.room.line.field.setFocus()

    def delete(self, card_id: int) -> None:
        """Take a card away."""
        if self.room.deeds.delete(card_id):
            self.room.say(
                _("The card is gone. {keys} brings it back.").format(keys=keys_text("Ctrl+Z")), "text2"
            )

    def carry(self, card_id: int, by: int) -> None:
        """A card to the next step or the one before."""
        self._move(card_id, "after" if by > 0 else "before")

    def nudge(self, card_id: int, by: int) -> None:
        """A card up or down."""
        self._move(card_id, "up" if by > 0 else "down")

    def _move(self, card_id: int, way: str) -> None:
        card = (
            next((c for c in self.room.journey.cards if c.id == card_id), None) if self.room.journey else None
        )
        if card is None or self.room.journey is None:
            return
        to = spot(self.room.journey, card, way)
        if to is not None:
            self.room.deeds.move(card_id, to)
            self.room.view.choose_card(card_id)
