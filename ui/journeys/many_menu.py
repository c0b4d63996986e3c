"""What can be done with several cards at once."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QMenu

from cxdesk.i18n import _, language, pgettext
from cxdesk.journeys.kinds import CURVES, LINES
from cxdesk.journeys.shapes import Cell
from ui.journeys.menus import Reach, tick


def many_menu(menu: QMenu, reach: Reach, cards: Sequence[int], at: Cell | None) -> None:
    """How sure, colour, into one lane or one step, checked, delete."""
    from cxdesk.journeys.labels import lane_words
    from cxdesk.personas.kinds import GRADE_WORDS

    chosen = [c for c in reach.journey.cards if c.id in cards]
    sure = menu.addMenu(_("How sure are we"))
    grades = {c.grade for c in chosen}
    for grade, words in GRADE_WORDS.items():
        tick(sure, _(words), grades == {grade}, partial(reach.many.grade, cards, grade))
    marks = {c.mark_id for c in chosen}
    mark_menu(menu.addMenu(_("Colour")), reach, cards, marks.pop() if len(marks) == 1 else 0)
    kinds = {lane.id: lane.kind for lane in reach.journey.lanes}
    if not any(kinds[c.lane_id] in CURVES for c in chosen):
        lanes = menu.addMenu(_("All into one lane"))
        for lane in reach.journey.lanes:
            if lane.kind not in (*LINES, *CURVES):
                words = lane_words(lane, language(), reach.journey.persona)
                lanes.addAction(words, partial(reach.many.line_up, cards, lane_id=lane.id))
        steps = menu.addMenu(_("All into one step"))
        for step in reach.journey.steps:
            steps.addAction(step.name, partial(reach.many.line_up, cards, step_id=step.id))
    menu.addAction(_("Checked today"), partial(reach.many.checked, cards, date.today()))
    menu.addSeparator()
    menu.addAction(_("Delete cards"), partial(reach.many.delete, cards))


def mark_menu(menu: QMenu, reach: Reach, cards: Sequence[int], mark_id: int | None) -> None:
    """The colours of the legend; 0 as the mark means that the cards have different ones."""
    tick(menu, pgettext("colour", "none"), mark_id is None, partial(reach.many.mark, cards, None))
    for mark in reach.journey.marks:
        tick(menu, mark.name, mark_id == mark.id, partial(reach.many.mark, cards, mark.id))
    menu.addSeparator()
    menu.addAction(_("Change the colours"), partial(reach.show_panel, "colours"))
