"""What can be done with a card, a free cell, or the name of a stage, step or lane; the same for hand and keyboard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from cxdesk.i18n import _, is_rtl, pgettext
from cxdesk.journeys.feeling_words import FEELING_WORDS
from cxdesk.journeys.kinds import CURVES, LANE_KINDS, LINES
from ui.journeys.deeds import CardDeeds, MapDeeds
from ui.journeys.facts import FactDeeds
from ui.journeys.many import ManyDeeds
from ui.journeys.moving import KEYS, WAYS, Spot, spot
from ui.widgets.text import keys_text

if TYPE_CHECKING:
    from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, StageOnMap
    from ui.journeys.choices import Choices


@dataclass(frozen=True, slots=True)
class Reach:
    """What menus, panels and list act on and with, and what they offer to choose from."""

    journey: "JourneyMap"
    map: MapDeeds
    card: CardDeeds
    many: ManyDeeds
    facts: FactDeeds
    edit: Callable[[str, int], None]
    open_journey: Callable[[int], None]
    show_panel: Callable[[str], None]
    tell: Callable[[str], None]
    offered: "Choices"


def card_menu(menu: QMenu, reach: Reach, card: "CardOnMap", kind: str) -> None:
    """Words, feeling, how sure, touch point, when checked, delete."""
    from cxdesk.personas.kinds import GRADE_WORDS

    menu.addAction(_("Edit the text"), partial(reach.edit, "card", card.id))
    if kind in CURVES:
        feels = menu.addMenu(_("How it feels"))
        for value, words in FEELING_WORDS:
            tick(feels, _(words), card.feeling == value, partial(reach.card.feel, card.id, value))
    sure = menu.addMenu(_("How sure are we"))
    for grade, words in GRADE_WORDS.items():
        tick(sure, _(words), card.grade == grade, partial(reach.card.grade, card.id, grade))
    if kind not in CURVES:
        on = card.moment_of_truth
        tick(menu, _("Moment of truth"), on, partial(reach.card.moment_of_truth, card.id, not on))
        _touch_points(menu, reach, card)
    _card_moves(menu.addMenu(_("Move")), reach, card, kind)
    menu.addAction(_("Checked today"), partial(reach.card.checked, card.id, date.today()))
    menu.addSeparator()
    menu.addAction(_("Delete card") + "\t" + keys_text("Del"), partial(reach.card.delete, card.id))


def stage_menu(menu: QMenu, reach: Reach, stage: "StageOnMap") -> None:
    """Name, focus, place, steps, delete."""
    place = reach.journey.stages.index(stage)
    menu.addAction(_("Rename"), partial(reach.edit, "stage", stage.id))
    menu.addAction(_("Change duration"), partial(reach.edit, "duration", stage.id))
    tick(
        menu,
        _("In focus"),
        stage.in_focus,
        partial(reach.map.focus, reach.journey.id, None if stage.in_focus else stage.id),
    )
    menu.addAction(_("Add a step"), partial(reach.map.add_step, stage.id))
    menu.addAction(_("Add a stage after this"), partial(reach.map.add_stage, reach.journey.id, place + 1))
    _moves(menu, "stage", reach, stage.id, place, len(reach.journey.stages))
    menu.addSeparator()
    menu.addAction(_("Delete stage"), partial(reach.map.delete, "stage", stage.id))


def step_menu(menu: QMenu, reach: Reach, step_id: int) -> None:
    """Name, place, neighbours, delete."""
    stage = next(s for s in reach.journey.stages if step_id in [x.id for x in s.steps])
    place = [x.id for x in stage.steps].index(step_id)
    menu.addAction(_("Rename"), partial(reach.edit, "step", step_id))
    menu.addAction(_("Add a step after this"), partial(reach.map.add_step, stage.id, place + 1))
    _moves(menu, "step", reach, step_id, place, len(stage.steps), stage.id)
    menu.addSeparator()
    menu.addAction(_("Delete step"), partial(reach.map.delete, "step", step_id))


def lane_menu(menu: QMenu, reach: Reach, lane: "LaneOnMap") -> None:
    """Name, who may see it, place, delete."""
    place = reach.journey.lanes.index(lane)
    menu.addAction(_("Rename"), partial(reach.edit, "lane", lane.id))
    if lane.kind not in LINES:
        tick(
            menu,
            _("Stays inside"),
            lane.internal,
            partial(reach.map.set_internal, lane.id, not lane.internal),
        )
    if place:
        menu.addAction(_("Move up"), partial(reach.map.move, "lane", lane.id, place - 1))
    if place < len(reach.journey.lanes) - 1:
        menu.addAction(_("Move down"), partial(reach.map.move, "lane", lane.id, place + 1))
    menu.addSeparator()
    menu.addAction(_("Delete lane"), partial(reach.map.delete, "lane", lane.id))


def add_menu(menu: QMenu, reach: Reach, stage_id: int | None) -> None:
    """What can be added: a stage, a step in the chosen stage, a lane of any kind."""
    from cxdesk.journeys.actions import INTERNAL_KINDS

    menu.addAction(_("Stage"), partial(reach.map.add_stage, reach.journey.id))
    if stage_id is not None:
        menu.addAction(_("Step"), partial(reach.map.add_step, stage_id))
    lanes = menu.addMenu(_("Lane"))
    for kind, words in lanes_to_add(reach.journey):
        lanes.addAction(words, partial(reach.map.add_lane, reach.journey.id, kind, kind in INTERNAL_KINDS))


def lanes_to_add(journey: "JourneyMap") -> list[tuple[str, str]]:
    """The kinds of lanes a map can still get, each with its word; a line stands on it once."""
    from cxdesk.journeys.queries import LANE_WORDS

    here = {lane.kind for lane in journey.lanes}
    return [(kind, _(LANE_WORDS[kind])) for kind in LANE_KINDS if kind not in LINES or kind not in here]


def _card_moves(menu: QMenu, reach: Reach, card: "CardOnMap", kind: str) -> None:
    for way, words in WAYS.items():
        if kind in CURVES and way in ("up", "down"):
            continue  # there these keys change the feeling
        to = spot(reach.journey, card, way)
        keys = KEYS[way]
        if is_rtl() and way in ("before", "after"):
            keys = KEYS["after" if way == "before" else "before"]
        action = menu.addAction(_(words) + "\t" + keys_text(keys))
        action.setEnabled(to is not None)
        if to is not None:
            action.triggered.connect(partial(move, reach, card.id, to))


def move(reach: Reach, card_id: int, to: Spot, _checked: bool = False) -> None:
    """Move a card to a spot."""
    reach.card.move(card_id, to.step_id, to.lane_id, to.place)


def _touch_points(menu: QMenu, reach: Reach, card: "CardOnMap") -> None:
    points = menu.addMenu(_("Touch point"))
    tick(
        points,
        pgettext("touch point", "none"),
        card.touch_point_id is None,
        partial(reach.card.link, card.id, None),
    )
    for number, name in reach.offered.touch_points:
        tick(points, name, card.touch_point_id == number, partial(reach.card.link, card.id, number))


def _moves(
    menu: QMenu, kind: str, reach: Reach, number: int, place: int, count: int, stage_id: int = 0
) -> None:
    if place:
        menu.addAction(_("Move earlier"), partial(reach.map.move, kind, number, place - 1, stage_id))
    if place < count - 1:
        menu.addAction(_("Move later"), partial(reach.map.move, kind, number, place + 1, stage_id))


def tick(menu: QMenu, text: str, on: bool, work: Callable[[], object]) -> None:
    """An entry that is on or off."""
    action = menu.addAction(text, work)
    action.setCheckable(True)
    action.setChecked(on)
