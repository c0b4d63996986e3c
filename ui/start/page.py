"""The start page: with a file what needs a person today, without one a calm beginning."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from cxdesk.i18n import _
from ui.jobs import Job
from ui.page import Page, PageContext
from ui.start.recent import RecentFiles
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, row
from ui.widgets.scaffold import Scaffold
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.programme.overview import Overview
    from cxdesk.project import Project


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
            self.frame.head(project.path.stem, _("Reading the file"))
        if self._reading is not None:
            self._reading.drop()
        self._reading = self.context.jobs.run(
            lambda: _read(project), lambda found: self._on_read(project, *found)
        )

    def show_overview(self, overview: "Overview") -> None:
        """Show an open file; its widgets are loaded only now."""
        from ui.start.overview import show_overview

        self.overview = overview
        show_overview(self.frame, self.context, overview)

    def _on_read(self, project: "Project", found: "Overview", answers: int, journeys: int) -> None:
        if project is self.context.bridge.project:
            self.context.settings.note_size(project.path, answers, journeys)
            self.show_overview(found)

    def _show_without_file(self) -> None:
        frame, context = self.frame, self.context
        self.overview = None
        frame.clear()
        frame.add(24)
        frame.head(
            _("From what your customers say to what you will do"),
            _("Everything stays in one file on this computer. Nothing is sent anywhere."),
        )
        pair = QGridLayout()
        pair.setSpacing(24)
        for at, choice in enumerate(_beginnings(context)):
            pair.addWidget(choice, 0, at)
            pair.setColumnStretch(at, 1)
        dropped = caption(_("You can also drop files anywhere on this window."))
        frame.add(24, pair, 32, RecentFiles(context, heading=_("Files")), 8, dropped)


def _read(project: "Project") -> "tuple[Overview, int, int]":
    from cxdesk.journeys.queries import journey_rows
    from cxdesk.programme.overview import overview
    from cxdesk.responses.queries import batch_rows

    answers = sum(batch.stored for batch in project.read(batch_rows) if batch.state == "live")
    return project.read(overview, date.today()), answers, len(project.read(journey_rows))


def _beginnings(context: PageContext) -> list[Card]:
    def card(head: str, words: str, button: Button) -> Card:
        made = Card(title(head), body(words, tone="text2"), padding=(24, 24), gap=8)
        made.add(None, 8, row(button, None))
        return made

    example = Button(
        context.theme, _("Look at a finished example"), "filled", on_click=lambda: context.do("example")
    )
    own = Button(context.theme, _("Use my own data"), on_click=lambda: context.do("own_data"))
    ask = Button(context.theme, _("Write a survey"), on_click=lambda: context.do("survey.write"))
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
        card(
            _("Ask your customers"),
            _(
                "Ten surveys to begin with, in five languages: on paper, at a kiosk or as a web page, without a server."
            ),
            ask,
        ),
    ]
