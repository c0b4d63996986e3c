"""What is done to several cards at once, each as one undo step with its label."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from cxdesk.i18n import _, ngettext, number
from ui.bridge import Bridge

if TYPE_CHECKING:
    from cxdesk.journeys.rearrange import Move
    from cxdesk.journeys.several import Pasted, PastedCard


class ManyDeeds:
    """Moves, marks, grades, deletes, copies and pastes cards; a refusal is shown by the bridge and gives None."""

    def __init__(self, bridge: Bridge, offer_undo: Callable[[str], None]) -> None:
        self._bridge, self._offer_undo = bridge, offer_undo

    def move(self, moves: "Sequence[Move]") -> None:
        """Cards to their cells."""
        from cxdesk.journeys import several

        label = _("Move card") if len(moves) == 1 else _("Move cards")
        self._bridge.run(label, several.move_cards, tuple(moves))

    def delete(self, card_ids: Sequence[int]) -> None:
        """Take cards away, and offer to bring them back."""
        from cxdesk.journeys import several

        gone = self._bridge.run(_("Delete cards"), several.delete_cards, list(card_ids))
        if gone is not None:
            self._offer_undo(
                ngettext("{n} card is gone.", "{n} cards are gone.", gone).format(n=number(gone))
            )

    def grade(self, card_ids: Sequence[int], grade: str) -> None:
        """How sure we are."""
        from cxdesk.journeys import several

        self._bridge.run(_("Say how sure we are"), several.grade_cards, list(card_ids), grade)

    def mark(self, card_ids: Sequence[int], mark_id: int | None) -> None:
        """A meaning with its colour, or none."""
        from cxdesk.journeys import details

        self._bridge.run(_("Mark cards"), details.mark_cards, list(card_ids), mark_id)

    def checked(self, card_ids: Sequence[int], on: date | None) -> None:
        """The day somebody made sure that they are still so."""
        from cxdesk.journeys import several

        self._bridge.run(_("Say when it was checked"), several.check_cards, list(card_ids), on)

    def line_up(self, card_ids: Sequence[int], *, lane_id: int = 0, step_id: int = 0) -> None:
        """Into one lane, each in its step; or into one step, each in its lane."""
        from cxdesk.journeys import several

        self._bridge.run(_("Move cards"), several.line_up, list(card_ids), lane_id=lane_id, step_id=step_id)

    def copied(self, card_ids: Sequence[int]) -> "list[PastedCard]":
        """The cards as they can be pasted again."""
        from cxdesk.journeys import several

        found: list[PastedCard] = self._bridge.read(several.copy_cards, list(card_ids))
        return found

    def steps_needed(self, step_id: int, cards: "Sequence[PastedCard]") -> int:
        """How many steps are missing for a grid."""
        from cxdesk.journeys import several

        needed: int = self._bridge.read(several.steps_needed, step_id, cards)
        return needed

    def paste(self, step_id: int, lane_id: int, cards: "Sequence[PastedCard]") -> "Pasted | None":
        """Make cards from a cell on."""
        from cxdesk.journeys import several

        made: Pasted | None = self._bridge.run(_("Paste cards"), several.paste, step_id, lane_id, cards)
        return made

    @property
    def project_name(self) -> str:
        """Which file this is, for what is copied between two of them."""
        project = self._bridge.project
        return str(project.path) if project else ""
