"""What actions ask of each owner and function in the months to come, with limits that warn."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, digits, month, ngettext, number, short_month
from cxdesk.planning import tracking
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.actions import leading_number
from cxdesk.planning.load import LoadRow, function_load, months_from, owner_load
from ui.messages import Notice
from ui.page import PageContext
from ui.planning.editing import Typing, show_text
from ui.widgets.cards import Card, column, empty, row
from ui.widgets.fields import Field, LineInput
from ui.widgets.notices import NoticeCard
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption


class LoadView(QWidget):
    """Two short tables, owners and functions by month; what is over its limit is said above them."""

    def __init__(self, context: PageContext, _go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context = context
        self._months: tuple[date, ...] = ()
        self._box = column(gap=12)
        self._warnings = column(gap=8)
        self._tables = column(gap=8)
        self.owners: Table | None = None
        self.functions: Table | None = None
        self.limits = {name: LineInput() for name in tracking.LIMITS}
        names = {
            "owner_hours": _("Most hours a month for one owner"),
            "function_actions": _("Most actions at once for one function"),
            "stall_days": _("Days without a closed action until we say so"),
        }
        fields = row(gap=16)
        for name, text in names.items():
            Typing(
                context, self.limits[name], _("Set a limit"), set_limit, name, on_refused=self._show_limits
            )
            fields.addWidget(Field(context.theme, text, self.limits[name]), 1)
        self._box.addLayout(self._warnings)
        self._box.addLayout(self._tables)
        self._box.addLayout(fields)
        self._box.addWidget(
            caption(_("A day counts as 8 hours. Counted are actions that are not done."), wrap=True)
        )
        self._box.addStretch(1)
        self.setLayout(self._box)

    def show_rows(self, rows: list[ActionRow], today: date) -> None:
        """Count the load of the coming months."""
        limits = self._context.project.read(tracking.limits)
        months = months_from(today)
        if months != self._months:
            self._months = months
            self._build()
        owners = owner_load(rows, months, limits["owner_hours"])
        functions = function_load(rows, months, limits["function_actions"])
        assert self.owners is not None
        assert self.functions is not None
        self.owners.set_rows(owners)
        self.functions.set_rows(functions)
        self._show_limits()
        self._warn(owners, functions, limits)

    def _build(self) -> None:
        empty(self._tables)
        theme = self._context.theme
        self.owners = Table(
            theme, self._columns(_("Owner"), _hours, sub=True), name=_("Hours a month per owner"), fit=True
        )
        self.functions = Table(
            theme, self._columns(_("Function"), _count), name=_("Actions at once per function"), fit=True
        )
        for text, table in (
            (_("Hours a month per owner"), self.owners), (_("Actions at once per function"), self.functions),
        ):  # fmt: skip
            self._tables.addWidget(body(text, strong=True))
            self._tables.addWidget(Card(table, padding=(12, 4)))
            self._tables.addSpacing(8)

    def _columns(self, head: str, said: Callable[[float], str], sub: bool = False) -> list[Column]:
        def cell(at: int) -> Column:
            def text(r: LoadRow) -> str:
                return said(r.amounts[at])

            def value(r: LoadRow) -> tuple[str, str]:
                return text(r), "bad" if r.over[at] else "text2"

            return Column(short_month(self._months[at]), text, "change", value, width=84)

        def unsaid(r: LoadRow) -> str:
            if not r.unsaid:
                return ""
            words = ngettext("{n} action without an effort", "{n} actions without an effort", r.unsaid)
            return words.format(n=number(r.unsaid))

        first = Column(head, lambda r: r.name, "strong", share=2)
        note = [Column("", unsaid, "muted", share=3)] if sub else []
        return [first, *(cell(at) for at in range(len(self._months))), *note]

    def _warn(self, owners: list[LoadRow], functions: list[LoadRow], limits: dict[str, float]) -> None:
        empty(self._warnings)
        said = [
            _("{name}: {hours} in {month}, more than {limit}.").format(
                name=r.name,
                hours=_hours(r.amounts[at]),
                month=month(self._months[at]),
                limit=_hours(limits["owner_hours"]),
            )
            for r in owners
            if r.is_over and (at := r.over.index(True)) >= 0
        ]
        for r in functions:
            if r.is_over:
                at = r.over.index(True)
                text = ngettext(
                    "{name}: {n} action at once in {month}, more than {limit}.",
                    "{name}: {n} actions at once in {month}, more than {limit}.",
                    int(r.amounts[at]),
                )
                said.append(
                    text.format(
                        name=r.name, n=_count(r.amounts[at]), month=month(self._months[at]),
                        limit=_count(limits["function_actions"]),
                    )
                )  # fmt: skip
        if said:
            words = ngettext(
                "{n} owner or function is over the limit",
                "{n} owners or functions are over the limit",
                len(said),
            )
            line = " ".join([*said, _("Move an action, give it to somebody else, or do less.")])
            notice = Notice("warn", words.format(n=number(len(said))), line)
            self._warnings.addWidget(NoticeCard(self._context.theme, notice))

    def _show_limits(self) -> None:
        for name, value in self._context.project.read(tracking.limits).items():
            if name in self.limits:
                show_text(self.limits[name], digits(f"{value:g}"))


def set_limit(session: Any, name: str, text: str) -> None:
    """A limit as it was typed."""
    value = leading_number(text)
    tracking.set_limit(session, name, 0 if value is None else value)


def _hours(amount: float) -> str:
    if not amount:
        return "–"
    return _("{n} h").format(n=number(amount, 0 if amount == round(amount) else 1))


def _count(amount: float) -> str:
    return number(amount) if amount else "–"
