"""Everything a person changes on a journey, each as one undo step with its label."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cxdesk.i18n import _
from cxdesk.journeys.kinds import CURVES
from ui.bridge import Bridge


class MapDeeds:
    """What is done to a journey, its stages, steps and lanes; a refusal is shown by the bridge and gives None."""

    def __init__(self, bridge: Bridge, offer_undo: Callable[[str], None]) -> None:
        self._bridge, self._offer_undo = bridge, offer_undo

    def create(self, name: str) -> int | None:
        """A new journey with a first stage and step, so that there is something to type over."""

        def begin(session: object) -> int:
            from cxdesk.journeys import actions

            made = actions.create(session, name)  # type: ignore[arg-type]
            stage = actions.add_stage(session, made, _("First stage"))  # type: ignore[arg-type]
            actions.add_step(session, stage, _("First step"))  # type: ignore[arg-type]
            return made

        made: int | None = self._bridge.run(_("New journey"), begin)
        return made

    def rename(self, kind: str, number: int, name: str) -> None:
        """Another name for the journey, a stage, a step or a lane."""
        from cxdesk.journeys import actions

        known: dict[str, tuple[Callable[..., Any], str]] = {
            "journey": (actions.rename, _("Rename journey")),
            "stage": (actions.change_stage, _("Rename stage")),
            "step": (actions.rename_step, _("Rename step")),
            "lane": (actions.change_lane, _("Rename lane")),
        }
        action, label = known[kind]
        self._bridge.run_merged(label, f"journey-{kind}-{number}", action, number, name)

    def set_duration(self, stage_id: int, duration: str) -> None:
        """How long a stage takes, in words."""
        from cxdesk.journeys import actions

        key = f"journey-duration-{stage_id}"
        self._bridge.run_merged(_("Change duration"), key, actions.change_stage, stage_id, None, duration)

    def focus(self, journey_id: int, stage_id: int | None) -> None:
        """The stage the map is about."""
        from cxdesk.journeys import actions

        self._bridge.run(_("Put a stage in focus"), actions.focus_stage, stage_id, journey_id)

    def describe(self, journey_id: int, field: str, text: str) -> None:
        """Persona, about or takeaway of a journey."""
        from cxdesk.journeys import actions

        key = f"journey-{field}-{journey_id}"
        self._bridge.run_merged(_("Describe journey"), key, actions.change, journey_id, **{field: text})

    def set_state(self, journey_id: int, state: str) -> None:
        """As it is, or as it should be."""
        from cxdesk.journeys import actions

        self._bridge.run(_("Change journey"), actions.set_state, journey_id, state)

    def add_stage(self, journey_id: int, place: int | None = None) -> int | None:
        """A stage with a first step."""

        def begin(session: object) -> int:
            from cxdesk.journeys import actions

            stage = actions.add_stage(session, journey_id, _("New stage"), place=place)  # type: ignore[arg-type]
            actions.add_step(session, stage, _("New step"))  # type: ignore[arg-type]
            return stage

        made: int | None = self._bridge.run(_("Add a stage"), begin)
        return made

    def add_step(self, stage_id: int, place: int | None = None) -> int | None:
        """A step in a stage."""
        from cxdesk.journeys import actions

        made: int | None = self._bridge.run(_("Add a step"), actions.add_step, stage_id, _("New step"), place)
        return made

    def add_lane(self, journey_id: int, kind: str, internal: bool) -> int | None:
        """A lane at the end."""
        from cxdesk.journeys import actions

        made: int | None = self._bridge.run(
            _("Add a lane"), actions.add_lane, journey_id, kind, internal=internal
        )
        return made

    def move(self, kind: str, number: int, place: int, stage_id: int = 0) -> None:
        """A stage, step or lane to another place."""
        from cxdesk.journeys import actions

        if kind == "stage":
            self._bridge.run(_("Move stage"), actions.move_stage, number, place)
        elif kind == "step":
            self._bridge.run(_("Move step"), actions.move_step, number, stage_id, place)
        else:
            self._bridge.run(_("Move lane"), actions.move_lane, number, place)

    def delete(self, kind: str, number: int) -> None:
        """A journey, stage, step or lane; undo brings all of it back."""
        from cxdesk.journeys import actions

        known: dict[str, tuple[Callable[..., Any], str]] = {
            "journey": (actions.delete, _("Delete journey")),
            "stage": (actions.delete_stage, _("Delete stage")),
            "step": (actions.delete_step, _("Delete step")),
            "lane": (actions.delete_lane, _("Delete lane")),
        }
        action, label = known[kind]
        sentences = {
            "journey": _("The journey is gone, with all that is on its map."),
            "stage": _("The stage is gone, with its steps and cards."),
            "step": _("The step is gone, with its cards."),
            "lane": _("The lane is gone, with its cards."),
        }

        def gone(session: object) -> int:
            action(session, number)
            return number

        if self._bridge.run(label, gone) is not None:
            self._offer_undo(sentences[kind])

    def set_internal(self, lane_id: int, internal: bool) -> None:
        """Whether a lane stays inside."""
        from cxdesk.journeys import actions

        self._bridge.run(_("Change lane"), actions.change_lane, lane_id, internal=internal)


class CardDeeds:
    """What is done to a card; a refusal is shown by the bridge and gives None."""

    def __init__(self, bridge: Bridge, offer_undo: Callable[[str], None]) -> None:
        self._bridge, self._offer_undo = bridge, offer_undo

    def add(self, step_id: int, lane_id: int, kind: str) -> int | None:
        """An empty card; in a lane of feelings one in the middle."""
        from cxdesk.journeys import actions

        feeling = 0.0 if kind in CURVES else None
        made: int | None = self._bridge.run(
            _("Add a card"), actions.add_card, step_id, lane_id, "", "opinion", feeling
        )
        return made

    def write(self, card_id: int, text: str) -> None:
        """The words on a card."""
        from cxdesk.journeys import actions

        self._bridge.run_merged(_("Write on a card"), f"card-text-{card_id}", actions.set_text, card_id, text)

    def grade(self, card_id: int, grade: str) -> None:
        """How sure we are."""
        from cxdesk.journeys import actions

        self._bridge.run(_("Say how sure we are"), actions.set_grade, card_id, grade)

    def feel(self, card_id: int, feeling: float | None) -> None:
        """How it feels; nudges in a row are one step."""
        from cxdesk.journeys import actions

        key = f"card-feeling-{card_id}"
        self._bridge.run_merged(_("Change a feeling"), key, actions.set_feeling, card_id, feeling)

    def moment_of_truth(self, card_id: int, on: bool) -> None:
        """Whether the customer decides about us here."""
        from cxdesk.journeys import actions

        self._bridge.run(_("Mark a moment of truth"), actions.set_moment_of_truth, card_id, on)

    def link(self, card_id: int, touch_point_id: int | None) -> None:
        """The touch point of a card."""
        from cxdesk.journeys import actions

        self._bridge.run(_("Link a touch point"), actions.link_touch_point, card_id, touch_point_id)

    def checked(self, card_id: int, on: date) -> None:
        """Somebody made sure today that it is still so."""
        from cxdesk.journeys import actions

        self._bridge.run(_("Say when it was checked"), actions.set_checked, card_id, on)

    def move(self, card_id: int, step_id: int, lane_id: int, place: int) -> None:
        """Move a card to where a step meets a lane."""
        from cxdesk.journeys import actions

        self._bridge.run(_("Move card"), actions.move_card, card_id, step_id, lane_id, place)

    def delete(self, card_id: int) -> None:
        """Take a card away, and offer to bring it back."""

        def gone(session: object) -> int:
            from cxdesk.journeys import actions

            actions.delete_card(session, card_id)  # type: ignore[arg-type]
            return card_id

        if self._bridge.run(_("Delete card"), gone) is not None:
            self._offer_undo(_("The card is gone."))
