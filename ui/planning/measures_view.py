"""Every measure with the actions that hang on it; what nobody decided about stands first."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.planning import tracking
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.tracking import Watched
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, column, row
from ui.widgets.empty import EmptyState
from ui.widgets.menus import menu_on
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, title


class MeasuresView(QWidget):
    """The list of measures, and a button that marks one as watched only."""

    def __init__(self, context: PageContext, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context, self._go = context, go
        self._sentence = title("")
        self.table = Table(
            context.theme, columns(), name=_("Measures"), key=lambda w: w.measure.item_id, fit=True
        )
        self.table.opened.connect(self._on_opened)
        self.table.menu_wanted.connect(self._menu)
        self.table.current_changed.connect(lambda _row: self._show_button())
        self.watch = Button(context.theme, _("Watch only"), icon="eye", on_click=self._turn)
        line = body(
            _("Measuring alone changes nothing: act on a measure, or say that you only watch it."),
            tone="text2",
        )
        across = row(gap=12)
        across.addWidget(line, 1)
        across.addWidget(self.watch)
        self._card = Card(self.table, padding=(12, 4))
        self._empty = EmptyState(
            context.theme,
            _("No measure yet"),
            _("Import answers first: each question with a score is a measure."),
            _("Import answers"),
            lambda: context.do("import.answers"),
        )
        self.setLayout(column(self._sentence, across, self._card, self._empty, None, gap=12))

    def show_rows(self, _rows: list[ActionRow], _today: date) -> None:
        """Read the measures again."""
        found = self._context.project.read(tracking.watched_measures)
        self.table.set_rows(found)
        idle = sum(w.is_idle for w in found)
        if idle:
            text = ngettext("Nobody acts on {n} measure", "Nobody acts on {n} measures", idle).format(
                n=number(idle)
            )
        else:
            text = _("Every measure has an action or is only watched")
        self._sentence.setText(text)
        for widget in (self._sentence, self._card, self.watch):
            widget.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._show_button()

    def _show_button(self) -> None:
        chosen: Watched | None = self.table.current()
        own = not self._context.project.read_only
        self.watch.setEnabled(own and (chosen is None or not chosen.actions))
        text = _("Act on it again") if chosen is not None and chosen.watch_only else _("Watch only")
        self.watch.setText(f" {text}")
        self.watch.setAccessibleName(text)

    def _turn(self) -> None:
        chosen: Watched | None = self.table.current()
        if chosen is None:
            self._context.messages.notice("info", _("Choose a measure in the list first."))
        else:
            label = _("Act on a measure again") if chosen.watch_only else _("Watch a measure only")
            self._context.bridge.run(
                label, tracking.watch_only, chosen.measure.item_id, not chosen.watch_only
            )

    def _on_opened(self, found: Watched) -> None:
        """Enter or a click: the action where there is one, else what can be done."""
        if len(found.action_ids) == 1:
            self._go(("action", found.action_ids[0]))
        else:
            self._menu(found, QCursor.pos())

    def _menu(self, found: Watched, at: QPoint) -> None:
        menu = menu_on(self)
        for target, name in zip(found.action_ids, found.actions, strict=True):
            menu.addAction(name.replace("&", "&&"), partial(self._go, ("action", target)))
        if not found.actions:
            text = _("Act on it again") if found.watch_only else _("Watch only")
            menu.addAction(text, self._turn).setEnabled(not self._context.project.read_only)
        menu.popup(at)


def columns() -> list[Column]:
    """What the list of measures shows."""

    def standing(w: Watched) -> tuple[str, str]:
        if w.actions:
            words = ngettext("{n} action", "{n} actions", len(w.actions)).format(n=number(len(w.actions)))
            return words, "good"
        return (_("watch only"), "plain") if w.watch_only else (_("nobody acts"), "warn")

    return [
        Column(_("Measure"), lambda w: w.measure.question, "strong", sub=lambda w: w.measure.survey, share=4),
        Column(_("Touch point"), lambda w: w.measure.touch_point, "muted", share=2),
        Column(_("Actions"), lambda w: listed(w.actions), "muted", share=4),
        Column(_("State"), lambda w: standing(w)[0], "tag", standing, width=140),
    ]
