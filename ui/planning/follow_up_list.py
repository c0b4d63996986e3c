"""The follow-ups as a list with one of them beside it; which are shown is chosen above."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from cxdesk.i18n import _, pgettext
from ui.page import PageContext
from ui.planning.follow_up_view import FollowUpView
from ui.widgets.cards import Card, boxed, column, empty, put, row, scrolling
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Choice
from ui.widgets.tables import Column, Table
from ui.widgets.tabs import Segmented
from ui.widgets.text import body, caption

if TYPE_CHECKING:
    from cxdesk.planning.follow_up_queries import FollowUpRow

DETAIL_WIDTH = 420
EVERYBODY = ""


def _in_short(state: str) -> tuple[str, str]:
    """The state as a tag that has room in a column."""
    from cxdesk.planning.follow_up_words import state_word

    text, tone = state_word(state)
    return (pgettext("of a follow-up", "waiting") if state == "waiting" else text), tone


class FollowUpList(QWidget):
    """Filters, a table, and the chosen follow-up. `go(target)` opens something of this room."""

    def __init__(self, context: PageContext, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context, self._go = context, go
        self._rows: list[FollowUpRow] = []
        self._now = datetime.now()
        self._fits = False
        self.state = Segmented(
            context.theme,
            [
                ("open", pgettext("follow-ups", "Open")),
                ("late", pgettext("follow-ups", "Late")),
                ("closed", pgettext("follow-ups", "Closed")),
                ("all", pgettext("follow-ups", "All")),
            ],
        )
        self.state.chosen.connect(lambda _key: self._show())
        self.whose = Choice([(EVERYBODY, _("Everybody’s"))])
        self.whose.setAccessibleName(_("Whose follow-ups"))
        self.whose.chosen.connect(lambda _name: self._show())
        self.table = Table(
            context.theme, self._columns(), name=_("Follow-ups"), key=lambda r: r.id, sortable=True
        )
        self.detail = FollowUpView(context, go)
        self.table.current_changed.connect(lambda r: self.detail.show_follow_up(r.id))
        self.table.opened.connect(lambda _r: self.detail.take_focus())
        self._lay_out()

    def show_rows(self, rows: "list[FollowUpRow]", rules: bool, now: datetime) -> None:
        """Show what the file has now."""
        self._rows, self._now = rows, now
        names = sorted({r.for_whom for r in rows if r.for_whom})
        options = [(EVERYBODY, _("Everybody’s")), *((n, n) for n in names)]
        if [self.whose.itemData(n) for n in range(self.whose.count())] != [o[0] for o in options]:
            chosen = self.whose.value()
            self.whose.set_options(options, chosen if chosen in names else EVERYBODY)
        empty(self._nothing)
        if not rows:
            put(self._nothing, self._empty(rules))
            put(self._nothing, None)
            self._stack.setCurrentIndex(1)
            self.filters.hide()
            return
        self.filters.show()
        self._stack.setCurrentIndex(0)
        # What was chosen stays beside the list after it was closed, until another filter is chosen.
        current = self.table.current()
        self._show(current.id if current is not None else None)

    def choose(self, follow_up_id: int) -> None:
        """Choose one, whatever is filtered."""
        if not self.table.choose(follow_up_id):
            self.state.set_current("all")
            self.whose.set_value(EVERYBODY)
            self._show()
            self.table.choose(follow_up_id)
        self.table.setFocus()

    def filter_by(self, state: str) -> None:
        """Show the open, the late, the closed ones, or all."""
        self.state.set_current(state)
        self._show()

    def _show(self, stays: int | None = None) -> None:
        state, whose = self.state.current(), self.whose.value()
        fits = {
            "open": lambda r: r.is_open,
            "late": lambda r: r.overdue(self._now),
            "closed": lambda r: not r.is_open,
        }.get(state, lambda _r: True)
        shown = [r for r in self._rows if r.id == stays or (fits(r) and whose in (EVERYBODY, r.for_whom))]
        self.table.set_rows(shown)
        self._none.setVisible(bool(self._rows) and not shown)
        if not shown:
            self.detail.show_follow_up(None)
        elif self.table.current() is None or self.table.current().id not in {r.id for r in shown}:
            self.table.setCurrentIndex(self.table.rows_model.index(0, 0))
        if shown and self.table.current() is not None:
            self.detail.show_follow_up(self.table.current().id)

    def _columns(self) -> list[Column]:
        from cxdesk.planning.follow_up_words import due_words

        return [
            Column(
                _("Customer"), lambda r: r.account or _("customer not known"), "strong", sub=lambda r: r.rule, share=5
            ),
            Column(_("For whom"), lambda r: r.for_whom or _("nobody yet"), "muted", share=3),
            Column(
                _("First contact"), lambda r: due_words(r, self._now, short=True)[0], "change",
                lambda r: due_words(r, self._now, short=True), sort=lambda r: r.due_at, width=176,
            ),
            Column(_("State"), lambda r: _in_short(r.state)[0], "tag", lambda r: _in_short(r.state), width=112),
        ]  # fmt: skip

    def _lay_out(self) -> None:
        self._none = body(_("None of these. Choose another filter."), tone="text2")
        self._none.hide()
        self.filters = boxed(row(self.state, 8, caption(_("Whose")), self.whose, gap=8))
        beside = scrolling(self.detail)
        beside.setFixedWidth(DETAIL_WIDTH)
        across = row(gap=16)
        across.addWidget(Card(self._none, self.table, padding=(12, 4)), 1)
        across.addWidget(beside)
        whole = boxed(across)
        nothing = QWidget()
        self._nothing = column(gap=8)
        nothing.setLayout(self._nothing)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(nothing)
        box = column(gap=12)
        box.addWidget(self._stack, 1)
        self.setLayout(box)

    def _empty(self, rules: bool) -> EmptyState:
        own = not self._context.project.read_only
        if not rules:
            return EmptyState(
                self._context.theme,
                _("Nobody is called back yet"),
                _(
                    "Write a rule, such as: when somebody would not recommend us, the account’s owner calls within 48 hours."
                ),
                _("Write a rule") if own else "",
                lambda: self._context.do("rule.make"),
            )
        return EmptyState(
            self._context.theme,
            _("No follow-up yet"),
            _("The rules look at every import. You can also run them over the answers that are there."),
            _("Run the rules over all answers") if own else "",
            lambda: self._context.do("rules.run"),
            (_("Show the rules"), lambda: self._go("rules")),
        )
