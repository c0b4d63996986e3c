"""The menu of a place on the map: of a name, of one card, of several, of a free cell."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from cxdesk.i18n import _, ngettext, number
from cxdesk.journeys.kinds import CURVES, LINES
from ui.journeys.many_menu import many_menu, mark_menu
from ui.journeys.menus import card_menu, lane_menu, stage_menu, step_menu
from ui.journeys.part_menus import journeys_menu, links_menu, lock_entry
from ui.widgets.text import keys_text

if TYPE_CHECKING:
    from cxdesk.journeys.shapes import Head
    from ui.journeys.board import Board


def board_menu(board: "Board", head: "Head | None") -> QMenu:
    """The menu of a name, or of where the keyboard is with those of its step, stage and lane below."""
    menu = QMenu(board)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    reach, cell = board.reach, board.view.chosen_cell
    if reach is None:
        return menu
    if head is not None:
        _fill(menu, board, head.kind, head.id)
        return menu
    if cell is None:
        return menu
    step_id, lane_id = cell
    chosen = board.view.chosen_cards
    if len(chosen) > 1:
        count = ngettext("{n} card", "{n} cards", len(chosen)).format(n=number(len(chosen)))
        menu.addSection(count)
        many_menu(menu, reach, chosen, board.view.cell_in_focus)
        _clipboard(menu, board)
        return menu
    card = board.view.chosen
    if card is not None and (shown := board.card(card.card_id)) is not None:
        card_menu(menu, reach, shown, board.lane_kind(lane_id))
        mark_menu(menu.addMenu(_("Colour")), reach, [shown.id], shown.mark_id)
        menu.addAction(_("Comments"), partial(board.toggle_panel, "comments"))
        menu.addSeparator()
    if card is None or board.lane_kind(lane_id) not in CURVES:
        menu.addAction(_("Add a card"), partial(board.add_card, step_id, lane_id))
    _clipboard(menu, board)
    stage = next(s for s in reach.journey.stages if step_id in [x.id for x in s.steps])
    for words, kind, number_ in (
        (_("Step"), "step", step_id),
        (_("Stage"), "stage", stage.id),
        (_("Lane"), "lane", lane_id),
    ):
        _fill(menu.addMenu(words), board, kind, number_)
    return menu


def _clipboard(menu: QMenu, board: "Board") -> None:
    for words, keys, work in (
        (_("Copy"), "Ctrl+C", board.copying.copy),
        (_("Cut"), "Ctrl+X", board.copying.cut),
        (_("Paste"), "Ctrl+V", board.copying.paste),
    ):
        action = menu.addAction(words + "\t" + keys_text(keys))
        action.triggered.connect(lambda _checked=False, work=work: work())


def _fill(menu: QMenu, board: "Board", kind: str, number_: int) -> None:
    reach = board.reach
    assert reach is not None
    journey = reach.journey
    if kind == "step":
        step = next(s for s in journey.steps if s.id == number_)
        step_menu(menu, reach, number_)
        menu.addSeparator()
        links_menu(menu.addMenu(_("Link to")), reach, number_)
        journeys_menu(menu.addMenu(_("Journey inside")), reach, step)
        if step.inner_journey_id is not None:
            words = _("Open “{name}”").format(name=step.inner_journey)
            menu.addAction(
                words + "\t" + keys_text("Ctrl+Return"), partial(reach.open_journey, step.inner_journey_id)
            )
        menu.addAction(_("Checked today"), partial(reach.facts.step_checked, number_, journey.today))
    elif kind == "stage":
        stage = next(s for s in journey.stages if s.id == number_)
        stage_menu(menu, reach, stage)
        menu.addSeparator()
        if board.sight.shows.stage_id == number_:
            menu.addAction(_("Show all stages"), partial(board.sight.focus_stage, 0))
        else:
            menu.addAction(_("Show only this stage"), partial(board.sight.focus_stage, number_))
        lock_entry(menu, reach, "stage", number_, stage.locked)
    else:
        lane = next(one for one in journey.lanes if one.id == number_)
        lane_menu(menu, reach, lane)
        if lane.kind not in LINES:
            menu.addSeparator()
            lock_entry(menu, reach, "lane", number_, lane.locked)
