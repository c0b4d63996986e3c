"""Which survey round the counts of a plan are of, said above its tabs, and the way to another one."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from cxdesk.planning.plan_rounds import newer_than
from ui.messages import Notice
from ui.planning.parts import menu_button
from ui.theme import Theme
from ui.widgets.cards import row
from ui.widgets.notices import NoticeCard
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.planning.plan_rounds import Answered

RestOn = Callable[[int], None]


def counted_of(
    theme: Theme, round_id: int | None, rounds: "Sequence[Answered]", rest_on: RestOn | None
) -> QWidget | None:
    """A line with the round; a notice where the customer answered a newer one.

    `rest_on(number)` lets the plan rest on another round; nothing where its counts are settled.
    """
    here = next((one for one in rounds if one.id == round_id), None)
    newest = newer_than(round_id, rounds)
    if here is None and newest is None:
        return None
    if newest is not None and rest_on is not None:
        return _newer(theme, newest, here, rest_on)
    if here is None:
        return None
    found = QWidget()
    others = [(one.words, _setter(rest_on, one.id)) for one in rounds if one.id != round_id and rest_on]
    line = caption(_("Every count of this plan is of {round}.").format(round=here.words), wrap=True)
    across = row(gap=8)
    across.addWidget(line, 1)
    if others:
        name = _("Let the plan rest on another round")
        across.addWidget(menu_button(theme, _("Another round"), name, others))
    found.setLayout(across)
    return found


def _newer(theme: Theme, newest: "Answered", here: "Answered | None", rest_on: RestOn) -> NoticeCard:
    bold = _("Newer answers: {round}").format(round=newest.words)
    line = ""
    if here is not None:
        said = _("Every count of this plan is of {round}, and stays so until you take the newer ones over.")
        line = said.format(round=here.words)
    return NoticeCard(theme, Notice("info", bold, line, _("Take them over"), _setter(rest_on, newest.id)))


def _setter(rest_on: RestOn | None, round_id: int) -> Callable[[], None]:
    return lambda: rest_on(round_id) if rest_on is not None else None
