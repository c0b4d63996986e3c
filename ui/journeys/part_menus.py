"""Links, journeys inside, and locks: what the menus of steps, stages and lanes hold beside their names."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from cxdesk.i18n import _, pgettext
from ui.journeys.menus import Reach, tick

if TYPE_CHECKING:
    from cxdesk.journeys.queries import StepOnMap


def links_menu(menu: QMenu, reach: Reach, step_id: int) -> None:
    """To which step the way goes on from here; a tick takes the link away. Branches get their words in the list."""
    links = {k.to_step_id: k for k in reach.journey.links if k.from_step_id == step_id}
    for step in reach.journey.steps:
        if step.id == step_id:
            continue
        link = links.get(step.id)
        work = (
            partial(reach.facts.unlink, link.id)
            if link
            else partial(reach.facts.link, step_id, step.id, "goes_to", "")
        )
        tick(menu, step.name, link is not None, work)


def journeys_menu(menu: QMenu, reach: Reach, step: "StepOnMap") -> None:
    """Which journey a step opens."""
    tick(
        menu,
        pgettext("journey", "none"),
        step.inner_journey_id is None,
        partial(reach.facts.inner, step.id, None),
    )
    for number, name in reach.offered.journeys:
        if number != reach.journey.id:
            tick(menu, name, step.inner_journey_id == number, partial(reach.facts.inner, step.id, number))


def lock_entry(menu: QMenu, reach: Reach, kind: str, number: int, on: bool) -> None:
    """Keep the cards of a stage or lane where and as they are."""
    tick(menu, _("Locked"), on, partial(reach.facts.lock, kind, number, not on))
