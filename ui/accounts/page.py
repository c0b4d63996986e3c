"""The room “Accounts”: customers with what they answered, who is silent, and the plan of each."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, day, language_name, listed, ngettext, number
from ui.accounts import deeds
from ui.accounts.adding import change_customer
from ui.page import Page, PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row, top
from ui.widgets.empty import EmptyState
from ui.widgets.fields import LineInput
from ui.widgets.figures import value_text
from ui.widgets.scaffold import Scaffold
from ui.widgets.score_glyph import ScoreCell, ScoreView
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.accounts.queries import AccountRow
    from cxdesk.analysis.account_scores import AccountScores

MOST_HISTORY = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One customer with the answers of the latest round."""

    row: "AccountRow"
    scores: "AccountScores | None"


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return AccountsPage(context)


class AccountsPage(Page):
    """The list on the left, the chosen customer on the right."""

    tables = frozenset(
        {
            "account",
            "account_history",
            "contact",
            "person",
            "account_key_link",
            "refused_key",
            "import_batch",
            "invitation",
            "round",
            "plan",
        }
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.frame = Scaffold(self, fills=True)
        self.table: Table | None = None
        self.detail = Card()
        self.search = LineInput(placeholder=_("Find a customer"))
        self.chosen: str | None = None
        self.lines: list[Line] = []
        self._headline: Any = None
        self._match: Any = None
        self._match_line: Any = None
        for keys, work in ((deeds.ISSUE_KEY, self.make_issue), (deeds.PLAN_KEY, self.open_plan)):
            QShortcut(QKeySequence(keys), self).activated.connect(work)

    def reload(self) -> None:
        """Read customers, their latest scores and the match again, behind the window."""
        project = self.context.project
        self.context.jobs.run(lambda: _read(project), self._show)

    def open_at(self, target: Any) -> None:
        """Choose the customer of that key."""
        self.chosen = str(target)
        # One that was just added comes with the next reading.
        if any(line.row.key == self.chosen for line in self.lines):
            self._filter(self.search.text())

    def _show(self, found: tuple[list[Line], Any]) -> None:
        self.lines, match = found
        if not self.lines:
            self._show_empty()
            return
        if self.table is None:
            self._build()
        self._headline.setText(_headline(self.lines))
        waiting = [u for u in match.unmatched if not u.refused]
        self._match.setText(_match_words(waiting))
        self._match_line.setVisible(bool(waiting))
        self._filter(self.search.text())

    def takes_files(self, paths: list[Path]) -> bool:
        """A table that is dropped here is a list of customers, or of purchases where its headings say so."""
        from ui.accounts.dialogs import bring_in

        for path in paths:
            bring_in(self.context, path, "dropped")
        return True

    def _show_empty(self) -> None:
        self.frame.clear()
        self.frame.bar()
        self.table = None
        state = EmptyState(
            self.context.theme,
            _("No customers yet"),
            _(
                "Import your list of customers: a table with their key and name is enough. Answers join it by the key."
            ),
            _("Import customers"),
            lambda: self.context.do("import.accounts"),
            (_("Add a customer"), lambda: self.context.do("account.add")),
        )
        self.frame.add(state, None)

    def _build(self) -> None:
        theme = self.context.theme
        self.frame.clear()
        self._headline = title("")
        self._match = body("", tone="warn", wrap=True)
        bring = Button(
            theme, _("Import customers"), icon="upload", on_click=lambda: self.context.do("import.accounts")
        )
        self.search = LineInput(placeholder=_("Find a customer"))
        self.search.setAccessibleName(_("Find a customer"))
        self.search.setFixedWidth(280)
        self.search.textChanged.connect(self._filter)
        invited = Button(
            theme, _("Import invited people"), "outline", on_click=lambda: self.context.do("import.invited")
        )
        add = Button(
            theme,
            _("Add a customer"),
            "outline",
            icon="plus",
            on_click=lambda: self.context.do("account.add"),
        )
        on_map = Button(
            theme, _("Map of customers"), "outline", on_click=lambda: self.context.go("account_map")
        )
        head = row(self._headline, add, bring)
        head.setStretch(0, 1)
        tools = row(self.search, None, on_map, invited)
        review = Button(
            theme, _("Review"), "outline", dense=True, on_click=lambda: self.context.do("accounts.match")
        )
        across_match = row(self._match, review, gap=16)
        across_match.setStretch(0, 1)
        self._match_line = boxed(across_match)
        self.frame.add(head, tools, self._match_line)
        columns = [
            Column(_("Customer"), lambda r: r.row.name, "strong", sub=lambda r: r.row.key, share=3),
            Column(_("Segment"), lambda r: r.row.segment, "muted", share=1),
            Column(_("Revenue"), _revenue, "number", width=96, sort=lambda r: r.row.revenue),
            Column(_("Would recommend us"), _score_text, "score", value=_score, width=180, sort=_score_order),
            Column(
                _("Answered"),
                _answered,
                "number",
                width=100,
                sort=lambda r: r.scores.answered if r.scores else None,
            ),
        ]
        self.table = Table(theme, columns, name=_("Customers"), key=lambda r: r.row.key, sortable=True)
        self.table.setMinimumHeight(470)
        self.table.current_changed.connect(self._on_current)
        enter = QShortcut(QKeySequence("Return"), self.table)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(self.open_account)
        self.detail = Card()
        self.detail.setFixedWidth(300)
        across = row(gap=24)
        across.addWidget(boxed(column(self.table, margins=(12, 4, 12, 8)), "card"), 1)
        top(across, self.detail)
        self.frame.add(across)

    def _filter(self, text: str) -> None:
        if self.table is None:
            return
        wanted = text.casefold().strip()
        shown = [x for x in self.lines if wanted in f"{x.row.name} {x.row.key} {x.row.segment}".casefold()]
        with QSignalBlocker(self.table):  # the table keeps the row it had, which is not a person's choice
            self.table.set_rows(shown)
            if shown and not self.table.choose(self.chosen):
                self.chosen = shown[0].row.key
                self.table.choose(self.chosen)
        line = next((x for x in shown if x.row.key == self.chosen), None)
        self._show_detail(line)

    def _on_current(self, line: Line) -> None:
        if line.row.key != self.chosen:
            self.chosen = line.row.key
            self._show_detail(line)

    def _show_detail(self, line: Line | None) -> None:
        theme, detail = self.context.theme, self.detail
        detail.clear()
        if line is None:
            detail.add(body(_("No customer of that name."), tone="text2"))
            return
        r = line.row
        detail.add(title(r.name), caption(listed(x for x in (r.key, r.segment, r.region) if x), wrap=True))
        for head, text in facts(r):
            if text:
                detail.add(row(caption(head), None, caption(text, tone="text")))
        self._show_history(r.id)
        if line.scores is not None:
            detail.add(8, caption(_answered_words(line)))
            for name, figure in line.scores.lowest:
                detail.add(caption(name, tone="text", wrap=True), ScoreView(theme, ScoreCell(figure)))
        else:
            detail.add(8, caption(_("Nobody of this customer answered yet."), tone="text2", wrap=True))
        see = Button(theme, _("See the answers"), "plain", dense=True, on_click=lambda: self._see(r.key))
        plan = Button(theme, _("Open the plan"), "outline", dense=True, on_click=self.open_plan)
        page = Button(theme, _("Open the page"), "outline", dense=True, on_click=self.open_account)
        change = Button(theme, _("Change"), "plain", dense=True, on_click=self.change)
        detail.add(8, row(page, plan, None), row(see, change, None))

    def _show_history(self, account_id: int) -> None:
        from cxdesk.accounts.queries import history_rows
        from cxdesk.accounts.words import field_word, value_word

        found = self.context.project.read(history_rows, account_id)
        if found:
            self.detail.add(8, caption(_("What it was"), tone="text"))
        for one in found[:MOST_HISTORY]:
            words = _("{field}: {value} until {day}").format(
                field=field_word(one.field), value=value_word(one.field, one.value), day=day(one.until)
            )
            self.detail.add(caption(words, tone="text2", wrap=True))

    def _see(self, key: str) -> None:
        from cxdesk.responses.filter import Filter

        self.context.go("responses", Filter(accounts=(key,)))

    def open_account(self) -> None:
        """The page of the chosen customer; its neighbours are those of the list as it is sorted and searched."""
        if self.table is not None and self.chosen:
            keys = tuple(line.row.key for line in self.table.rows_model.rows)
            self.context.go("account", deeds.Opened(self.chosen, keys))

    def change(self) -> None:
        """Name, segment, region and language of the chosen customer."""
        line = next((x for x in self.lines if x.row.key == self.chosen), None)
        if line is not None:
            change_customer(self.context, line.row)

    def open_plan(self) -> None:
        """The plan of the chosen customer, made when there is none."""
        line = next((x for x in self.lines if x.row.key == self.chosen), None)
        if line is not None:
            deeds.open_plan(self.context, line.row.id)

    def make_issue(self) -> None:
        """An issue from the lowest touch point of the chosen customer."""
        if self.chosen:
            deeds.make_issue(self.context, self.chosen, None)


def _read(project: Any) -> tuple[list[Line], Any]:
    from cxdesk.accounts.queries import account_rows
    from cxdesk.analysis.account_scores import account_scores
    from cxdesk.responses.matching import report

    scores = project.read(account_scores)
    rows = [Line(r, scores.get(r.key)) for r in project.read(account_rows)]
    return rows, project.read(report)


def _headline(lines: list[Line]) -> str:
    silent = sum(1 for line in lines if line.scores is None)
    n = len(lines)
    customers = ngettext("{n} customer", "{n} customers", n).format(n=number(n))
    if not silent:
        return _("{customers}, and all of them answered").format(customers=customers)
    quiet = ngettext("{n} is silent", "{n} are silent", silent).format(n=number(silent))
    return _("{customers}; {quiet}").format(customers=customers, quiet=quiet)


def facts(account: "AccountRow") -> list[tuple[str, str]]:
    """What is known of a customer, each with its heading; internal, never for a customer's page."""
    from cxdesk.accounts.words import field_word, money, relation_word, value_word

    return [
        (field_word("relation"), relation_word(account.relation)),
        (field_word("left_on"), value_word("left_on", account.left_on)),
        (field_word("revenue"), money(account.revenue, account.currency)),
        (field_word("potential_revenue"), money(account.potential_revenue, account.currency)),
        (field_word("renewal_on"), value_word("renewal_on", account.renewal_on)),
        (field_word("owner"), account.owner),
        (field_word("language"), language_name(account.language)),
    ]


def _match_words(waiting: list[Any]) -> str:
    keys = listed(u.key for u in waiting[:8])
    n = len(waiting)
    words = ngettext(
        "{n} key in the answers belongs to no customer: {keys}",
        "{n} keys in the answers belong to no customer: {keys}",
        n,
    )
    return words.format(n=number(n), keys=keys + ("…" if n > 8 else ""))


def _revenue(line: Line) -> str:
    return number(line.row.revenue) if line.row.revenue is not None else ""


def _score(line: Line) -> ScoreCell | None:
    return ScoreCell(line.scores.recommend) if line.scores and line.scores.recommend else None


def _score_text(line: Line) -> str:
    return value_text(line.scores.recommend) if line.scores and line.scores.recommend else "–"


def _score_order(line: Line) -> float | None:
    return line.scores.recommend.value if line.scores and line.scores.recommend else None


def _answered(line: Line) -> str:
    if line.scores is None:
        return "–"
    if line.scores.invited:
        return _("{n} of {all}").format(n=number(line.scores.answered), all=number(line.scores.invited))
    return number(line.scores.answered)


def _answered_words(line: Line) -> str:
    assert line.scores is not None
    n = number(line.scores.answered)
    if line.scores.invited:
        return _("{n} of {all} answered").format(n=n, all=number(line.scores.invited))
    return ngettext("{n} answer", "{n} answers", line.scores.answered).format(n=n)
