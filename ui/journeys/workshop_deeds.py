"""Everything a workshop changes, each as one undo step with its label; a refusal is shown and gives None."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cxdesk.i18n import _
from cxdesk.journeys.capture import Note
from ui.bridge import Bridge

if TYPE_CHECKING:
    from cxdesk.journeys.workshop import Desk
    from ui.journeys.moving import Spot


class WorkshopDeeds:
    """What is done to one map while a room looks at it, and what lies on the leader's desk."""

    def __init__(self, bridge: Bridge, journey_id: int) -> None:
        from cxdesk.journeys import workshop

        self._bridge, self._journey_id = bridge, journey_id
        self.desk: Desk = bridge.read(workshop.desk, journey_id)

    def capture(self, notes: Sequence[Note]) -> list[int] | None:
        """Cards of one line, or of many, as one step."""
        from cxdesk.journeys import workshop

        label = _("Add a card") if len(notes) == 1 else _("Add cards")
        made: list[int] | None = self._bridge.run(label, workshop.capture, notes)
        return made

    def add_step(self, stage_id: int, name: str, place: int) -> bool:
        """A step that somebody in the room named."""
        from cxdesk.journeys import actions

        return self._done(_("Add a step"), actions.add_step, stage_id, name, place)

    def add_stage(self, name: str) -> bool:
        """A stage that somebody in the room named, with a step to put cards in."""

        def work(session: Any) -> None:
            from cxdesk.journeys import actions

            actions.add_step(session, actions.add_stage(session, self._journey_id, name), name)

        return self._done(_("Add a stage"), work)

    def write(self, card_id: int, text: str) -> bool:
        """Other words on a card; while they are typed it is one step."""
        from cxdesk.journeys import actions

        def work(session: object) -> bool:
            actions.set_text(session, card_id, text)  # type: ignore[arg-type]
            return True

        return bool(self._bridge.run_merged(_("Write on a card"), f"card-text-{card_id}", work))

    def move(self, card_id: int, to: "Spot") -> None:
        """A card to where a step meets a lane."""
        from cxdesk.journeys import actions

        self._done(_("Move card"), actions.move_card, card_id, to.step_id, to.lane_id, to.place)

    def delete(self, card_id: int) -> bool:
        """Take a card away."""
        from cxdesk.journeys import actions

        return self._done(_("Delete card"), actions.delete_card, card_id)

    def dots(self, card_id: int, by: int) -> int | None:
        """Some dots more or less on a card; many in a row are one step."""
        from cxdesk.journeys import workshop

        key = f"workshop-dots-{card_id}-{self.desk.ballot}"
        made: int | None = self._bridge.run_merged(
            _("Give dots"), key, workshop.add_dots, card_id, self.desk.ballot, by
        )
        return made

    def count(self, counts: Mapping[int, int]) -> bool:
        """Dots as they were counted."""
        from cxdesk.journeys import workshop

        return self._done(_("Count dots"), workshop.set_many_votes, dict(counts), self.desk.ballot)

    def park(self, text: str) -> int | None:
        """A note for the parking lot."""
        from cxdesk.journeys import workshop

        made: int | None = self._bridge.run(_("Park a note"), workshop.park, self._journey_id, text)
        return made

    def bring_in(self, note_id: int, note: Note) -> int | None:
        """A parked note onto the map."""
        from cxdesk.journeys import workshop

        made: int | None = self._bridge.run(
            _("Bring a parked note onto the map"), workshop.bring_in, note_id, note
        )
        return made

    def unpark(self, note_id: int) -> bool:
        """A parked note goes."""
        from cxdesk.journeys import workshop

        return self._done(_("Delete a parked note"), workshop.delete_parked, note_id)

    def pin(self, data: bytes, media_type: str, caption: str) -> int | None:
        """A photograph of the wall."""
        from cxdesk.journeys import workshop

        made: int | None = self._bridge.run(
            _("Pin a photograph"), workshop.pin_photo, self._journey_id, data, media_type, caption
        )
        return made

    def unpin(self, photo_id: int) -> bool:
        """A photograph of the wall goes."""
        from cxdesk.journeys import workshop

        return self._done(_("Take a photograph away"), workshop.unpin_photo, photo_id)

    def lock(self, kind: str, number: int, on: bool) -> bool:
        """Keep the cards of a stage or lane as they are, or free them."""
        from cxdesk.journeys import details

        return self._done(_("Lock") if on else _("Unlock"), details.lock, kind, number, on)

    def keep(self, **fields: Any) -> None:
        """What lies on the leader's desk now; no step to undo."""
        from cxdesk.journeys import workshop

        changed = replace(self.desk, **fields)
        if changed != self.desk:
            self.desk = changed
            self._bridge.run(_("Keep the desk"), workshop.keep_desk, self._journey_id, changed)

    def _done(self, label: str, action: Any, *args: Any) -> bool:
        def work(session: object) -> bool:
            action(session, *args)
            return True

        return bool(self._bridge.run(label, work))
