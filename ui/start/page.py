"""The start page: with a file what needs a person today, without one a calm beginning."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cxdesk.i18n import _, ngettext, number
from ui.jobs import Job
from ui.page import Page, PageContext
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
    from cxdesk.project import Project

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


def make(context: PageContext) -> Page:
    """The page for the shell."""
    return StartPage(context)


class StartPage(Page):
    """Built anew at each reload; with a file the numbers are read behind the window."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.frame = Scaffold(self, gap=0)
        self.overview: Overview | None = None
        self._reading: Job | None = None

    def reload(self) -> None:
        """Read the file, or greet."""
        project = self.context.bridge.project
        if project is None:
            self._show_without_file()
            return
        if self.overview is None:
            self.frame.clear()
            self.frame.head(greeting(datetime.now()), _("Reading the file"))
        if self._reading is not None:
            self._reading.drop()
        self._reading = self.context.jobs.run(
            lambda: _read(project), lambda found: self._on_read(project, *found)
        )

    def show_overview(self, overview: "Overview") -> None:
        """Show an open file."""
        self.overview = overview
        frame, context = self.frame, self.context
        frame.clear()
        frame.head(f"{greeting(datetime.now())} {need_words(len(overview.tasks))}", overview.subtitle)
        frame.add(16)
        chain = Chain(context.theme, _beads(overview))
        chain.chosen.connect(lambda at: context.go(CHAIN_ROOMS[at] if at < len(CHAIN_ROOMS) else "start"))
        frame.add(Card(caption(overview.chain_title), chain, padding=(28, 12), gap=12))
        frame.add(24)
        across = row(gap=24)
        across.addLayout(self._this_week(overview), 1)
        files = RecentFiles(context, heading=_("Files"))
        files.setFixedWidth(300)
        across.addWidget(files, 0, Qt.AlignmentFlag.AlignTop)
        frame.add(across)
        if overview.again:
            frame.add(
                24, title(_("Measured again after we acted")), 8, _again_row(self.context, overview.again)
            )

    def _on_read(self, project: "Project", found: "Overview", answers: int, journeys: int) -> None:
        if project is self.context.bridge.project:
            self.context.settings.note_size(project.path, answers, journeys)
            self.show_overview(found)

    def _this_week(self, overview: "Overview") -> QVBoxLayout:
        box = column(title(_("This week")), gap=8)
        if overview.tasks:
            box.addWidget(divided_card([_task_row(self.context, task) for task in overview.tasks]))
        elif not any(link.grade != "hollow" for link in overview.chain):
            box.addWidget(
                EmptyState(
                    self.context.theme,
                    _("No answers yet"),
                    _("Import a file, or look at the finished example."),
                    _("Import a file"),
                    lambda: self.context.do("own_data"),
                    (_("Look at a finished example"), lambda: self.context.do("example")),
                )
            )
        else:
            box.addWidget(Card(body(_("Nothing waits for you."), tone="text2")))
        box.addStretch(1)
        return box

    def _show_without_file(self) -> None:
        frame, context = self.frame, self.context
        self.overview = None
        frame.clear()
        frame.add(24)
        frame.head(
            _("From what your customers say to what you will do"),
            _("Everything stays in one file on this computer. Nothing is sent anywhere."),
        )
        frame.add(24)
        pair = QGridLayout()
        pair.setSpacing(24)
        for at, choice in enumerate(_beginnings(context)):
            pair.addWidget(choice, 0, at)
            pair.setColumnStretch(at, 1)
        frame.add(pair, 32)
        frame.add(RecentFiles(context, heading=_("Files")))


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


def _read(project: "Project") -> "tuple[Overview, int, int]":
    from cxdesk.journeys.queries import journey_rows
    from cxdesk.programme.overview import overview
    from cxdesk.responses.queries import batch_rows

    answers = sum(batch.stored for batch in project.read(batch_rows) if batch.state == "live")
    return project.read(overview, date.today()), answers, len(project.read(journey_rows))


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
        on_click=lambda: context.go(task.target),
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
    score = ScoreView(context.theme, ScoreCell(one.figure, one.previous.value))
    return Card(row(label(one.name, strong=True), None, change), score, padding=(16, 12), gap=0)


def _beginnings(context: PageContext) -> list[Card]:
    def card(head: str, words: str, button: Button) -> Card:
        made = Card(title(head), body(words, tone="text2"), padding=(24, 24), gap=8)
        made.add(None, 8, row(button, None))
        return made

    example = Button(
        context.theme, _("Look at a finished example"), "filled", on_click=lambda: context.do("example")
    )
    own = Button(context.theme, _("Use my own data"), on_click=lambda: context.do("own_data"))
    return [
        card(
            _("See where it leads"),
            _(
                "A firm that repairs lifts: its surveys, journeys, findings, and the plans its customers hold in hand."
            ),
            example,
        ),
        card(
            _("Start with your own answers"),
            _(
                "An export from Qualtrics, SurveyMonkey or a table. You see every score before anything is stored."
            ),
            own,
        ),
    ]
