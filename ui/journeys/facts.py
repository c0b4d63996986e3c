"""What is known of a card, a step, a lane or the map beside its words, each change as one undo step."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cxdesk.i18n import _
from ui.bridge import Bridge


class FactDeeds:
    """What is known of a card, a step, a lane or the map beside its words; one undo step each."""

    def __init__(self, bridge: Bridge, offer_undo: Callable[[str], None]) -> None:
        self._bridge, self._offer_undo = bridge, offer_undo

    def source(self, card_id: int, source: str, n: int | None, on: date | None) -> None:
        """Where a card comes from."""
        from cxdesk.journeys import details

        self._merged(_("Say where it comes from"), "source", card_id, details.set_source, source, n, on)

    def quotation(self, card_id: int, quotation: str, speaker: str) -> None:
        """What somebody said, and who."""
        from cxdesk.journeys import details

        self._merged(_("Write a quotation"), "quotation", card_id, details.set_quotation, quotation, speaker)

    def picture(self, card_id: int, data: bytes | None, media_type: str = "image/png") -> None:
        """A photograph on a card, or none."""
        from cxdesk.journeys import details

        self._bridge.run(_("Change picture"), details.set_picture, card_id, data, media_type)

    def checked(self, card_id: int, on: date | None) -> None:
        """When a card was last checked."""
        from cxdesk.journeys import actions

        self._bridge.run(_("Say when it was checked"), actions.set_checked, card_id, on)

    def step_checked(self, step_id: int, on: date | None) -> None:
        """When a step was last checked."""
        from cxdesk.journeys import details

        self._bridge.run(_("Say when it was checked"), details.validate_step, step_id, on)

    def map_checked(self, journey_id: int, on: date | None) -> None:
        """When the whole map was last checked."""
        from cxdesk.journeys import details

        self._bridge.run(_("Say when it was checked"), details.validate, journey_id, on)

    def function(self, step_id: int, function: str) -> None:
        """Who owns a step."""
        from cxdesk.journeys import details

        self._bridge.run(_("Change step"), details.set_function, step_id, function)

    def inner(self, step_id: int, journey_id: int | None) -> None:
        """The journey that a step opens."""
        from cxdesk.journeys import details

        self._bridge.run(_("Change step"), details.set_inner_journey, step_id, journey_id)

    def score(self, step_id: int, name: str, value: float | None) -> None:
        """How much a step weighs."""
        from cxdesk.journeys import details

        self._bridge.run(_("Change step"), details.set_step_scores, step_id, **{name: value})

    def whose(self, lane_id: int, whose: str) -> None:
        """Whose feelings a lane shows."""
        from cxdesk.journeys import actions

        self._merged(_("Change lane"), "whose", lane_id, actions.change_lane, None, whose)

    def lock(self, kind: str, number: int, on: bool) -> None:
        """Whether the cards of a stage or lane stay where and as they are."""
        from cxdesk.journeys import details

        label = _("Lock") if on else _("Unlock")
        self._bridge.run(label, details.lock, kind, number, on)

    def link(self, from_step: int, to_step: int, kind: str, words: str) -> int | None:
        """From one step to another."""
        from cxdesk.journeys import details

        made: int | None = self._bridge.run(
            _("Link steps"), details.link_steps, from_step, to_step, kind, words
        )
        return made

    def unlink(self, link_id: int) -> None:
        """Take a link away."""
        from cxdesk.journeys import details

        self._bridge.run(_("Take the link away"), details.unlink_steps, link_id)

    def loop(self, journey_id: int, on: bool) -> None:
        """Whether the last stage leads back to the first."""
        from cxdesk.journeys import details

        self._bridge.run(_("Change journey"), details.set_loop, journey_id, on)

    def belongs_to(self, journey_id: int, persona_id: int | None, segment: str) -> None:
        """Persona and segment of the map."""
        from cxdesk.journeys import details

        self._bridge.run(_("Change journey"), details.set_for, journey_id, persona_id, segment)

    def is_for(self, journey_id: int, persona_id: int | None) -> None:
        """The persona of the map, whose segment its figures follow."""
        from cxdesk.journeys import details

        self._bridge.run(_("Change journey"), details.set_persona, journey_id, persona_id)

    def ours(self, journey_id: int, ours: str) -> None:
        """What is our own in a map that began as a template."""
        from cxdesk.journeys import details

        self._merged(_("Describe journey"), "ours", journey_id, details.set_ours, ours)

    def add_mark(self, journey_id: int, name: str, colour: str) -> int | None:
        """A meaning with its colour."""
        from cxdesk.journeys import details

        made: int | None = self._bridge.run(_("Add a colour"), details.add_mark, journey_id, name, colour)
        return made

    def change_mark(self, mark_id: int, name: str | None = None, colour: str | None = None) -> None:
        """Another name or colour."""
        from cxdesk.journeys import details

        self._merged(_("Change a colour"), "mark", mark_id, details.change_mark, name, colour)

    def delete_mark(self, mark_id: int) -> None:
        """Take a meaning away; its cards stay."""
        from cxdesk.journeys import details

        def gone(session: Any) -> int:
            details.delete_mark(session, mark_id)
            return mark_id

        if self._bridge.run(_("Delete a colour"), gone) is not None:
            self._offer_undo(_("The colour is gone; its cards stay without it."))

    def comment(self, journey_id: int, text: str, author: str, card_id: int | None) -> int | None:
        """Say something about a card or the map."""
        from cxdesk.journeys import details

        made: int | None = self._bridge.run(_("Comment"), details.comment, journey_id, text, author, card_id)
        return made

    def settle(self, comment_id: int, on: bool) -> None:
        """A comment is dealt with, or open again."""
        from cxdesk.journeys import details

        label = _("Settle a comment") if on else _("Open a comment again")
        self._bridge.run(label, details.settle_comment, comment_id, on)

    def delete_comment(self, comment_id: int) -> None:
        """Take a comment away."""
        from cxdesk.journeys import details

        def gone(session: Any) -> int:
            details.delete_comment(session, comment_id)
            return comment_id

        if self._bridge.run(_("Delete a comment"), gone) is not None:
            self._offer_undo(_("The comment is gone."))

    def save_view(self, journey_id: int, name: str, shows: Any) -> int | None:
        """Keep a view under a name."""
        from cxdesk.journeys import saved_views

        made: int | None = self._bridge.run(_("Save a view"), saved_views.save_view, journey_id, name, shows)
        return made

    def delete_view(self, view_id: int) -> None:
        """Let go of a kept view."""
        from cxdesk.journeys import saved_views

        def gone(session: Any) -> int:
            saved_views.delete_view(session, view_id)
            return view_id

        if self._bridge.run(_("Delete a view"), gone) is not None:
            self._offer_undo(_("The view is gone."))

    def _merged(self, label: str, field: str, number: int, action: Callable[..., Any], *values: Any) -> None:
        self._bridge.run_merged(label, f"{field}-{number}", action, number, *values)
