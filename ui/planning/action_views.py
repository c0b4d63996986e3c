"""The actions in six views: table, board, timeline, load, outcome, and the measures behind them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import _, number, percent
from cxdesk.planning import tracking
from cxdesk.planning.action_queries import ActionRow
from ui.messages import Notice
from ui.page import PageContext
from ui.planning import words
from ui.planning.parts import OneAtATime, WrappedTabs
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, column, empty, row
from ui.widgets.fields import Choice
from ui.widgets.file_dialogs import ask_for_saving
from ui.widgets.notices import NoticeCard
from ui.widgets.tables import Table
from ui.widgets.text import caption

VIEWS = ("table", "board", "timeline", "load", "outcome", "measures")


class ActionViews(QWidget):
    """One list of actions, looked at in the way that is chosen; a view is made when it is first shown."""

    def __init__(self, context: PageContext, table: Table, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context, self._go, self._table = context, go, table
        self.today: Callable[[], date] = date.today
        self._rows: list[ActionRow] = []
        self._stall: tracking.Stall | None = None
        self.made: dict[str, Any] = {}
        names = {
            "table": _("Table"), "board": _("Board"), "timeline": _("Timeline"), "load": _("Load"),
            "outcome": _("Outcome"), "measures": _("Measures"),
        }  # fmt: skip
        self.tabs = WrappedTabs([(k, names[k]) for k in VIEWS])
        self.tabs.chosen.connect(self.show_view)
        self._notices = column(gap=8)
        self._stall_holder = QWidget()
        self._stall_holder.setLayout(self._notices)
        self.kind = Choice([(None, "")])
        self.kind.setAccessibleName(_("What kind of change"))
        self.kind.chosen.connect(lambda _value: self._fill())
        self._share = caption("", wrap=True)
        self.stack = OneAtATime()
        self.save = Button(
            context.theme, _("Save the actions as PDF"), icon="download", on_click=self._ask_where
        )
        across = row(self.kind, self._share, self.save, gap=12)
        across.setStretch(1, 1)
        self._table_page = QWidget()
        self._table_page.setLayout(column(across, Card(table, padding=(12, 4)), gap=8))
        self.stack.addWidget(self._table_page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.tabs)
        box.addWidget(self._stall_holder)
        box.addWidget(self.stack, 1)

    @property
    def current(self) -> str:
        """The view that is shown."""
        return self.tabs.current()

    def show_view(self, name: str) -> None:
        """Show one of VIEWS."""
        self.tabs.set_current(name)
        self._fill()

    def show_rows(self, rows: list[ActionRow]) -> None:
        """Show these actions."""
        self._rows = rows
        self._stall = self._context.project.read(tracking.stall, self.today())
        self._show_kinds()
        self._say_stall()
        self._fill()

    def save_to(self, target: Path) -> None:
        """Write the internal document of all actions behind the window."""
        project, today = self._context.project, self.today()

        def work() -> Path:
            from cxdesk.planning.action_book import action_book
            from exports.pdf.action_book import build

            return build(project.read(action_book, None, today), target)

        self._context.jobs.run(work, self._on_saved, what=_("Writing the actions"))

    def _ask_where(self) -> None:
        ask_for_saving(
            _("Save the actions as PDF"), _("Actions"), _("PDF documents (*.pdf)"), "pdf", self.save_to
        )

    def _on_saved(self, path: Path) -> None:
        self._context.messages.notice("good", _("The actions are saved."), str(path))

    def _make(self, name: str) -> QWidget:
        from ui.planning.board import Board
        from ui.planning.load_view import LoadView
        from ui.planning.measures_view import MeasuresView
        from ui.planning.outcome_view import OutcomeView
        from ui.planning.timeline_view import TimelineView

        made: dict[str, Callable[..., QWidget]] = {
            "board": Board, "timeline": TimelineView, "load": LoadView, "outcome": OutcomeView,
            "measures": MeasuresView,
        }  # fmt: skip
        return made[name](self._context, self._go)

    def _fill(self) -> None:
        if self.current != "table" and self.current not in self.made:
            self.made[self.current] = made = self._make(self.current)
            self.stack.addWidget(made)
        name, today = self.current, self.today()
        self._stall_holder.setVisible(self._stall is not None and name in ("table", "board"))
        if name == "table":
            kind = self.kind.value()
            self._table.set_rows([r for r in self._rows if kind is None or r.change_type == kind])
            self.stack.setCurrentWidget(self._table_page)
            return
        if name in self.made:
            view = self.made[name]
            view.show_rows(self._rows, today)
            self.stack.setCurrentWidget(view)

    def _show_kinds(self) -> None:
        """Each kind of change with its share, so that the filter says what the programme consists of."""
        chosen = self.kind.value()
        shares = tracking.change_shares(self._rows)
        options: list[tuple[str | None, str]] = [(None, _("All kinds of change"))]
        for share in shares:
            text = _(words.CHANGE_TYPES[share.kind]) if share.kind else _("not said")
            options.append(
                (
                    share.kind,
                    _("{kind}: {n}, {share}").format(
                        kind=text, n=number(share.count), share=percent(share.percent)
                    ),
                )
            )
        self.kind.set_options(options, chosen)
        structure = next((s for s in shares if s.kind == "structure"), None)
        if structure is None or not structure.of:
            self._share.setText("")
            return
        text = _("{n} of {all} change who is responsible: {share}.")
        self._share.setText(
            text.format(n=number(structure.count), all=number(structure.of), share=percent(structure.percent))
        )

    def _say_stall(self) -> None:
        empty(self._notices)
        found = self._stall
        if found is None:
            return
        notice = Notice(
            "warn",
            tracking.stall_sentence(found),
            _("Choose one and finish it, or drop what nobody will do."),
            "" if self._context.project.read_only else _("I have seen it"),
            lambda: self._context.bridge.run(_("Standstill seen"), tracking.stall_seen, found),
        )
        self._notices.addWidget(NoticeCard(self._context.theme, notice))
