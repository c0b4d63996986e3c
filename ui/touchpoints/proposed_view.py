"""What lists propose for the inventory: each is accepted, joined to a touch point that is there, or dismissed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, language, ngettext, number
from ui.page import PageContext
from ui.touchpoints import deeds
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.file_dialogs import ask_for_table
from ui.widgets.tables import Column, Table
from ui.widgets.text import caption, title

if TYPE_CHECKING:
    from cxdesk.analysis.inventory import Inventory
    from cxdesk.touchpoints.proposals import Proposal

NAME_WIDTH = 260


class ProposedView(QWidget):
    """A table of what waits; below it what to do with the chosen one."""

    def __init__(self, context: PageContext, choose: Callable[[int], None]) -> None:
        super().__init__()
        self._context, self._choose = context, choose
        self._dismissed = False
        self.rows: list[Proposal] = []
        theme = context.theme
        columns = [
            Column(_("Proposed"), lambda p: p.name, "strong", share=3),
            Column(_("Rows"), lambda p: number(p.count), "number", sort=lambda p: p.count, width=90),
            Column(_("List and column"), _sources, "muted", share=4),
        ]
        self.table = Table(theme, columns, name=_("Proposed touch points"), fit=True, key=lambda p: p.id)
        self.table.current_changed.connect(self._on_current)
        self.name, self.channel, self.same = LineInput(), Choice(), Choice()
        self.told = caption("")
        self.name.setMinimumWidth(NAME_WIDTH)
        self.accept = Button(theme, _("Add to the inventory"), "filled", dense=True, on_click=self.take)
        self.join = Button(theme, _("It is another name of it"), dense=True, on_click=self.make_same)
        self.dismiss = Button(theme, _("It is no touch point"), "plain", dense=True, on_click=self.refuse)
        self.look = Button(theme, _("Show dismissed ones"), "plain", dense=True, on_click=self.show_other)
        self._read = Button(theme, _("Read a list"), icon="file-up", dense=True, on_click=self.ask_for_list)
        self._decide = Card(
            title(_("What is it?")),
            row(
                Field(theme, _("Name in the inventory"), self.name),
                Field(theme, _("Channel"), self.channel),
                _low(self.accept),
                None,
                gap=16,
            ),
            row(Field(theme, _("Touch point it means"), self.same), _low(self.join), None, gap=16),
            row(self.dismiss, None),
        )
        self._list = boxed(column(self.table, margins=(12, 4, 12, 8)), "card")
        self._nothing = EmptyState(
            theme,
            _("Nothing is proposed"),
            _(
                "A list of contacts, visits, cases or purchases may name kinds of contact that are not in the inventory. "
                "Read one: what is known by a name or another name is left out, and nothing is added by itself."
            ),
            _("Read a list"),
            self.ask_for_list,
        )
        self._head = boxed(row(self.told, None, self.look, self._read))
        self.setLayout(column(self._head, self._nothing, self._list, self._decide, gap=12))

    @property
    def chosen(self) -> "Proposal | None":
        """The proposal the keyboard is on."""
        return next((p for p in self.rows if p.id == self._chosen), None)

    _chosen: int = 0

    def show_inventory(self, found: "Inventory", _point: int | None) -> None:
        """Show what waits, or what was dismissed."""
        from PySide6.QtCore import QSignalBlocker

        from cxdesk.touchpoints.proposals import proposals
        from cxdesk.touchpoints.words import CHANNEL_WORDS, channel_word

        project = self._context.project
        self.rows = project.read(proposals, dismissed=self._dismissed)
        others = project.read(proposals, dismissed=not self._dismissed)
        with QSignalBlocker(self.table):
            self.table.set_rows(self.rows)
            if self.rows and (self.chosen is None or not self.table.choose(self._chosen)):
                self._chosen = self.rows[0].id
                self.table.choose(self._chosen)
        self.channel.set_options([(key, channel_word(key)) for key in CHANNEL_WORDS], "other")
        kept = self.same.value()
        points = [(e.row.id, e.row.name) for e in found.entries]
        self.same.set_options(points, kept if kept in dict(points) else None)
        may = not project.read_only
        for part, on in ((self._list, bool(self.rows)), (self._decide, bool(self.rows) and may)):
            part.setVisible(on)
        self._nothing.setVisible(not self.rows and not self._dismissed)
        self._read.setVisible(bool(self.rows) or self._dismissed)
        self._read.setEnabled(may)
        self._head.setVisible(bool(self.rows or others) or self._dismissed)
        self.look.setVisible(self._dismissed or bool(others))
        self.look.setText(_("Show what waits") if self._dismissed else _("Show dismissed ones"))
        self.accept.setVisible(not self._dismissed)
        self.join.setEnabled(bool(points))
        self.dismiss.setText(_("Propose it again") if self._dismissed else _("It is no touch point"))
        self.told.setText(_told(len(self.rows), self._dismissed))
        self._show_chosen()

    def ask_for_list(self) -> None:
        """Choose a list to look through."""
        ask_for_table(_("Which list names kinds of contact?"), self.read_list)

    def read_list(self, path: Path) -> None:
        """Look through a list behind the window."""
        deeds.read_list(self._context, path)

    def take(self) -> None:
        """Add the chosen one to the inventory."""
        if self.chosen is not None:
            deeds.accept(self._context, self.chosen, self.channel.value(), self.name.text())

    def make_same(self) -> None:
        """Make the chosen one another name of a touch point."""
        if self.chosen is not None and self.same.value() is not None:
            deeds.join(self._context, self.chosen, self.same.value(), self.same.currentText())

    def refuse(self) -> None:
        """Dismiss the chosen one, or propose a dismissed one again."""
        if self.chosen is not None:
            deeds.dismiss(self._context, self.chosen, not self._dismissed)

    def show_other(self) -> None:
        """Change between what waits and what was dismissed."""
        self._dismissed = not self._dismissed
        page = self._context.page()
        found = getattr(page, "found", None)
        if found is not None:
            self.show_inventory(found, None)

    def _on_current(self, chosen: "Proposal") -> None:
        self._chosen = chosen.id
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self.chosen is not None:
            self.name.setText(self.chosen.name)
            self.name.setCursorPosition(0)


def _low(button: Button) -> QWidget:
    """A button at the height of the field beside it, below the field's name."""
    return boxed(column(22, button, gap=0))


def _sources(proposal: "Proposal") -> str:
    from cxdesk.touchpoints.proposal_words import sources_words

    return sources_words(proposal)


def _told(count: int, dismissed: bool) -> str:
    if dismissed:
        text = ngettext("{n} was dismissed.", "{n} were dismissed.", count)
    else:
        text = ngettext(
            "{n} kind of contact in lists is not in the inventory.",
            "{n} kinds of contact in lists are not in the inventory.",
            count,
        )
    return text.format(n=number(count, lang=language())) if count or dismissed else ""
