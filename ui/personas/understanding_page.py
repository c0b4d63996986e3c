"""“How well we know them”: what was asked, who was described, what was walked through, and how old each is."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import N_, _, day, listed, ngettext, number, percent
from ui.page import Page, PageContext
from ui.widgets.beads import Bead
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, row, top
from ui.widgets.scaffold import Scaffold
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.journeys.understanding import Known, Part, Understanding

HEADS = {
    "asked": (N_("Asked"), N_("Do we listen to them, and when did we last?")),
    "characterised": (N_("Described"), N_("Do we know who they are and what they take for granted?")),
    "empathised": (N_("Walked through"), N_("Have we gone their way, step by step?")),
}
GAPS = {
    "asked": N_("Never answered: {names}"),
    "characterised": N_("Segments nobody described: {names}"),
    "empathised": N_("Nobody drew a journey for: {names}"),
}
NOTHING = {
    "asked": N_("Nobody was asked yet."),
    "characterised": N_("Nobody is described yet."),
    "empathised": N_("No journey is drawn yet."),
}
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
            headline(found),
            _("Understanding never ends: what is old is asked and looked at again."),
            personas,
        )
        across = row(gap=24)
        for part in found.parts:
            top(across, self._card(part), 1)
        self.frame.add(across)
        self.frame.add(caption(sure_line(found), wrap=True), None)

    def _card(self, part: "Part") -> Card:
        head, question = HEADS[part.key]
        age = self._age(part) if part.things else body(_(NOTHING[part.key]))
        card = Card(title(_(head)), caption(_(question), wrap=True), age, 4)
        for thing in part.things:
            grade = "opinion" if thing.on is None else "some" if thing.stale else "measured"
            bead = Bead(self.context.theme, grade)
            go = Button(
                self.context.theme, thing.name, "plain", dense=True, on_click=partial(self._go, thing)
            )
            card.add(
                row(bead, go, None),
                caption(age_words(thing), tone="warn" if thing.stale or not thing.on else "text2", wrap=True),
            )
        if part.gaps:
            card.add(4, caption(_(GAPS[part.key]).format(names=listed(part.gaps)), tone="warn", wrap=True))
        return card

    def _age(self, part: "Part") -> QWidget:
        """How old a part is: as old as the newest thing in it."""
        newest = max((t for t in part.things if t.on), key=lambda t: t.on or date.min, default=None)
        if newest is None:
            return body(_("Of no day that we know."), tone="warn")
        return body(_("Newest: {age}").format(age=age_words(newest)), tone="warn" if newest.stale else "text")

    def _go(self, thing: "Known") -> None:
        self.context.go(ROOMS[thing.kind], thing.id)


def age_words(thing: "Known") -> str:
    """The day something is of and how long ago that is."""
    if thing.on is None or thing.months is None:
        return _("Nobody has checked this yet.")
    if thing.months < 1:
        return _("{day}, this month").format(day=day(thing.on))
    ago = ngettext("{n} month ago", "{n} months ago", thing.months).format(n=number(thing.months))
    return _("{day}, {ago}").format(day=day(thing.on), ago=ago)


def headline(found: "Understanding") -> str:
    """What is missing or old, as one sentence."""
    gaps = sum(len(part.gaps) for part in found.parts)
    stale = sum(len(part.stale) for part in found.parts)
    if not any(part.things for part in found.parts):
        return _("We know nothing of our customers yet")
    if not gaps and not stale:
        return _("Everything we know of our customers is of this year")
    told = []
    if stale:
        told.append(
            ngettext("{n} thing is older than a year", "{n} things are older than a year", stale).format(
                n=number(stale)
            )
        )
    if gaps:
        told.append(ngettext("{n} is missing", "{n} are missing", gaps).format(n=number(gaps)))
    return listed(told)


def sure_line(found: "Understanding") -> str:
    """How sure the maps are: cards by grade, and steps where somebody watched."""
    total = sum(found.grades.values())
    if not total:
        return _("No cards on any map yet.")
    share = percent(100 * found.grades["measured"] / total)
    cards = _(
        "{share} of all cards on our maps are measured, {some} rest on some answers, {opinion} are opinion."
    ).format(
        share=share,
        some=percent(100 * found.grades["some"] / total),
        opinion=percent(100 * found.grades["opinion"] / total),
    )
    watched = ngettext(
        "{n} of {all} step holds an observation.", "{n} of {all} steps hold an observation.", found.steps
    )
    return cards + " " + watched.format(n=number(found.observed), all=number(found.steps))
