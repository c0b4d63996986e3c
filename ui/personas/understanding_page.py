"""“How well we know them”: what was asked, who was described, what was walked through, and how old each is."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, language
from cxdesk.journeys.understanding_words import (
    HEADS,
    age_words,
    gap_words,
    headline,
    newest_of,
    newest_words,
    sure_line,
)
from ui.page import Page, PageContext
from ui.widgets.beads import Bead
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, row, top
from ui.widgets.scaffold import Scaffold
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.journeys.understanding import Known, Part, Understanding

ROOMS = {"survey": "surveys", "persona": "personas", "journey": "journeys"}


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return UnderstandingPage(context)


class UnderstandingPage(Page):
    """Three cards beside each other, each with its things, their ages and what is missing."""

    tables = frozenset(
        {"survey", "round", "import_batch", "persona", "account", "journey", "step", "lane", "card"}
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.frame = Scaffold(self, widest=1400)
        self.today = date.today()

    def reload(self) -> None:
        """Read the three parts again."""
        from cxdesk.journeys.understanding import understanding

        self._show(self.context.project.read(understanding, self.today))

    def _show(self, found: "Understanding") -> None:
        self.frame.clear()
        personas = Button(
            self.context.theme, _("Personas"), icon="users", on_click=lambda: self.context.go("personas")
        )
        self.frame.head(
            headline(found, language()),
            _("Understanding never ends: what is old is asked and looked at again."),
            personas,
            Button(self.context.theme, _("Print"), icon="printer", on_click=self.print_page),
        )
        across = row(gap=24)
        for part in found.parts:
            top(across, self._card(part), 1)
        self.frame.add(across)
        self.frame.add(caption(sure_line(found, language()), wrap=True), None)

    def print_page(self) -> None:
        """Show the page as it will be printed, and save it as a PDF."""
        from ui.widgets.sheet_preview import SheetPreview

        project, today = self.context.project, self.today

        def draw(lang: str) -> Any:
            from cxdesk.journeys.understanding import understanding
            from cxdesk.planning.studio_sheets import understanding_sheet
            from exports.pdf.understanding_sheet import render

            found = project.read(understanding, today)
            return render(project.read(understanding_sheet, found, lang, today))

        name = _("How well we know them")
        SheetPreview(self.context, name, f"{name}.pdf", draw).open()

    def _card(self, part: "Part") -> Card:
        head, question = HEADS[part.key]
        card = Card(title(_(head)), caption(_(question), wrap=True), self._age(part), 4)
        for thing in part.things:
            grade = "opinion" if thing.on is None else "some" if thing.stale else "measured"
            bead = Bead(self.context.theme, grade)
            go = Button(
                self.context.theme, thing.name, "plain", dense=True, on_click=partial(self._go, thing)
            )
            card.add(
                row(bead, go, None),
                caption(
                    age_words(thing, language()),
                    tone="warn" if thing.stale or not thing.on else "text2",
                    wrap=True,
                ),
            )
        if part.gaps:
            card.add(4, caption(gap_words(part, language()), tone="warn", wrap=True))
        return card

    def _age(self, part: "Part") -> QWidget:
        """How old a part is: as old as the newest thing in it."""
        newest = newest_of(part)
        old = bool(part.things) and (newest is None or newest.stale)
        return body(newest_words(part, language()), tone="warn" if old else "text")

    def _go(self, thing: "Known") -> None:
        self.context.go(ROOMS[thing.kind], thing.id)
