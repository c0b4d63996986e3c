"""The start page of an open file: the chain from goal to outcome, this week, and what was measured again."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cxdesk.i18n import _, ngettext, number
from ui.page import PageContext
from ui.start.recent import RecentFiles
from ui.widgets.beads import BeadText, Chain
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, column, divided_card, row
from ui.widgets.empty import EmptyState
from ui.widgets.scaffold import Scaffold
from ui.widgets.score_glyph import ScoreCell, ScoreView
from ui.widgets.text import IconLabel, body, caption, label, title

if TYPE_CHECKING:
    from cxdesk.programme.overview import Again, Overview, Task

CHAIN_ROOMS = (
    "planning",
    "surveys",
    "responses",
    "analysis",
    "planning",
    "planning",
    "planning",
    "touchpoints",
)


def show_overview(frame: Scaffold, context: PageContext, overview: "Overview") -> None:
    """Build the page anew."""
    frame.clear()
    frame.head(f"{greeting(datetime.now())} {need_words(len(overview.tasks))}", overview.subtitle)
    chain = Chain(context.theme, _beads(overview))
    chain.chosen.connect(lambda at: context.go(CHAIN_ROOMS[at] if at < len(CHAIN_ROOMS) else "start"))
    frame.add(16, Card(caption(overview.chain_title), chain, padding=(28, 12), gap=12), 24)
    files = RecentFiles(context, heading=_("Files"))
    files.setFixedWidth(300)
    across = row(gap=24)
    across.addLayout(_this_week(context, overview), 1)
    across.addWidget(files, 0, Qt.AlignmentFlag.AlignTop)
    frame.add(across)
    if overview.again:
        frame.add(24, title(_("Measured again after we acted")), 8, _again_row(context, overview.again))


def greeting(now: datetime) -> str:
    """Good morning, afternoon or evening."""
    if 5 <= now.hour < 12:
        return _("Good morning.")
    return _("Good afternoon.") if 12 <= now.hour < 18 else _("Good evening.")


def need_words(n: int) -> str:
    """How many things need the person, in words where we have them."""
    words = (
        _("Nothing needs you today."),
        _("One thing needs you."),
        _("Two things need you."),
        _("Three things need you."),
    )
    many = ngettext("{n} thing needs you.", "{n} things need you.", n)
    return words[n] if n < len(words) else many.format(n=number(n))


def _this_week(context: PageContext, overview: "Overview") -> QVBoxLayout:
    box = column(title(_("This week")), gap=8)
    if overview.tasks:
        box.addWidget(divided_card([_task_row(context, task) for task in overview.tasks]))
    elif all(link.grade == "hollow" for link in overview.chain):
        box.addWidget(_no_answers(context))
    else:
        box.addWidget(Card(body(_("Nothing waits for you."), tone="text2")))
    box.addStretch(1)
    return box


def _no_answers(context: PageContext) -> EmptyState:
    return EmptyState(
        context.theme,
        _("No answers yet"),
        _("Import a file, or look at the finished example."),
        _("Import a file"),
        lambda: context.do("own_data"),
        (_("Look at a finished example"), lambda: context.do("example")),
    )


def _beads(overview: "Overview") -> list[BeadText]:
    """What follows the last thing that is done lies ahead."""
    done = max((at for at, link in enumerate(overview.chain) if link.grade == "filled"), default=-1)
    return [BeadText(link.name, link.line, link.grade, at > done) for at, link in enumerate(overview.chain)]


def _task_row(context: PageContext, task: "Task") -> QWidget:
    line = QWidget()
    box = row(gap=16, margins=(16, 10, 16, 10))
    box.addWidget(IconLabel(context.theme, task.icon, "text2", 20))
    box.addLayout(column(body(task.bold, strong=True), body(task.line, tone="text2"), gap=0), 1)
    button = Button(
        context.theme,
        task.button,
        "plain",
        icon_after="chevron-right",
        on_click=lambda: context.go(task.target, task.at),
    )
    box.addWidget(button)
    line.setLayout(box)
    return line


def _again_row(context: PageContext, again: "tuple[Again, ...]") -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(24)
    for at, one in enumerate(again):
        grid.addWidget(_again_card(context, one), 0, at)
    for at in range(max(3, len(again))):
        grid.setColumnStretch(at, 1)
    return grid


def _again_card(context: PageContext, one: "Again") -> Card:
    better = (one.figure.value or 0) >= (one.previous.value or 0)
    tone = ("good" if better else "bad") if one.real else "text2"
    change = label(one.change, "body" if one.real else "caption", tone=tone, strong=one.real)
    cell = ScoreCell(one.figure, one.previous.value, before_round=one.previous_label)
    score = ScoreView(context.theme, cell)
    return Card(row(label(one.name, strong=True), None, change), score, padding=(16, 12), gap=0)
