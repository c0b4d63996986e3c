"""All journeys of a file: a table of them, which should be looked at again, and how a new one begins."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.i18n import _, ngettext, number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, divided_card, row
from ui.widgets.empty import EmptyState
from ui.widgets.menus import Option, offer, opens_menu
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Column, Table
from ui.widgets.text import IconLabel, body, title

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyRow
    from cxdesk.planning.map_reviews import Review


class AllJourneys(QWidget):
    """`open_journey` gets the number of the one that is wanted; `begin_empty` makes one from nothing."""

    def __init__(
        self, context: PageContext, open_journey: Callable[[int], None], begin_empty: Callable[[], None]
    ) -> None:
        super().__init__()
        self._context, self._open, self._begin_empty = context, open_journey, begin_empty
        self.frame = Scaffold(self)

    def show_rows(self, rows: "list[JourneyRow]", reviews: "dict[int, Review]") -> None:
        """Show the journeys, or what to do where there is none."""
        self.frame.clear()
        theme = self._context.theme
        if not rows:
            empty = EmptyState(
                theme,
                _("No journey yet"),
                _("Draw what your customers go through, step by step, and see where it hurts."),
                _("New journey"),
                lambda: offer(empty.buttons[0], self._beginnings()),
            )
            self.frame.add(empty, None)
            return
        count = ngettext("{n} journey", "{n} journeys", len(rows)).format(n=number(len(rows)))
        self.frame.head(count, "", *self._ways_on())
        table = Table(theme, _columns(reviews), rows, name=_("Journeys"), fit=True, key=lambda r: r.id)
        table.opened.connect(lambda r: self._open(r.id))
        self.frame.add(boxed(column(table, margins=(12, 4, 12, 8)), "card"))
        self._show_reviews([reviews[row.id] for row in rows if row.id in reviews])
        self.frame.add(None)

    def _ways_on(self) -> list[QPushButton]:
        theme, go = self._context.theme, self._context.go
        people = Button(theme, _("Personas"), icon="users", on_click=lambda: go("personas"))
        beside = Button(theme, _("Two maps beside each other"), icon="split", on_click=lambda: go("compare"))
        new = Button(theme, _("New journey"), "filled", icon="plus")
        opens_menu(new, self._beginnings)
        return [people, beside, new]

    def _beginnings(self) -> list[Option]:
        from ui.journeys.beginning import TemplateDialog, ask_for_file

        return [
            (_("Empty"), self._begin_empty),
            (_("From a template"), lambda: TemplateDialog(self._context, self._open)),
            (_("From a file"), lambda: ask_for_file(self._context, self._open)),
        ]

    def _show_reviews(self, reviews: "list[Review]") -> None:
        """Why maps should be checked again, each with the way to it."""
        if not reviews:
            return
        lines = []
        for review in reviews:
            there = Button(
                self._context.theme, _("Open the map"), "plain", icon_after="chevron-right",
                on_click=partial(self._open, review.journey_id),
            )  # fmt: skip
            told = column(body(review.name, strong=True), body(review.told, tone="text2"), gap=0)
            line = row(gap=16, margins=(16, 10, 16, 10))
            line.addWidget(IconLabel(self._context.theme, "hourglass", "warn", 20))
            line.addLayout(told, 1)
            line.addWidget(there)
            lines.append(boxed(line))
        self.frame.add(24, title(_("To look at again")), 8, divided_card(lines))


def _columns(reviews: "dict[int, Review]") -> list[Column]:
    from cxdesk.journeys.queries import STATE_WORDS

    def _again(one: "JourneyRow") -> str:
        return _("check again") if one.id in reviews else ""

    return [
        Column(_("Journey"), lambda r: r.name, "strong", share=3),
        Column(_("Whose journey it is"), lambda r: r.persona, "muted", share=2),
        Column(_("What the map shows"), lambda r: _(STATE_WORDS[r.state]), "muted", share=1),
        Column("", _again, "tag", lambda r: (_again(r), "warn") if _again(r) else None, width=100),
        Column(_("Stages"), lambda r: number(r.stages), "number", width=90),
        Column(_("Steps"), lambda r: number(r.steps), "number", width=90),
        Column(_("Cards"), lambda r: number(r.cards), "number", width=90),
    ]
