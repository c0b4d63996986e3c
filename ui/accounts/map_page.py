"""The page “Map of customers”: who is Model, Growth, At-Risk or Dangling, the same as a list, and who moved."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, language
from ui.accounts import deeds
from ui.accounts.map_cuts import CutsRow
from ui.accounts.map_tables import below_map, customers_table, who_left_parts
from ui.accounts.map_view import MapView, in_words
from ui.page import Page, PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row, top
from ui.widgets.chips import Chip
from ui.widgets.empty import EmptyState
from ui.widgets.menus import menu_chip, opens_menu
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Table
from ui.widgets.text import IconLabel, body, caption, keys_text

if TYPE_CHECKING:
    from cxdesk.analysis.account_map import AccountMap
    from cxdesk.analysis.purchases import MapPurchases
    from cxdesk.analysis.who_left import WhoLeft

    Read = tuple[AccountMap | None, WhoLeft | None, MapPurchases | None]

LIST_WIDTH = 368
NARROW = 900


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return MapPage(context)


class MapPage(Page):
    """Reads the map behind the window; what is shown stays until the new one is there."""

    tables = frozenset(
        {
            "survey", "question", "item", "scale", "round", "import_batch", "account", "account_history",
            "account_key_link", "contact", "invitation", "quadrant_cuts", "data_set", "purchase",
        }
    )  # fmt: skip

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.frame = Scaffold(self, widest=2000)
        self.round_name: str | None = None
        self.segment = ""
        self.found: AccountMap | None = None
        self.left: WhoLeft | None = None
        self.bought: MapPurchases | None = None
        self.view: MapView | None = None
        self.table: Table | None = None
        self.cuts: CutsRow | None = None
        self.preview: Any = None
        self.purchases: Any = None
        self._why = body("", tone="text2")
        self._key = ""
        self._narrow = False
        self._job: Any = None
        for keys, work in ((deeds.ISSUE_KEY, self.make_issue), (deeds.PLAN_KEY, self.open_plan)):
            QShortcut(QKeySequence(keys), self).activated.connect(work)

    def reload(self) -> None:
        """Read the map again."""
        from cxdesk.analysis.account_map import account_map

        project, round_name, segment = self.context.project, self.round_name, self.segment
        if self._job is not None:
            self._job.drop()

        def work() -> "Read":
            from cxdesk.analysis.purchases import bought_on_map
            from cxdesk.analysis.who_left import who_left

            found = project.read(account_map, round_name, segment)
            if found is None:
                return None, None, None
            return found, project.read(who_left, found), project.read(bought_on_map, found)

        self._job = self.context.jobs.run(work, self._show, on_error=self._on_error)

    def open_at(self, target: Any) -> None:
        """Choose the customer of that key."""
        self._choose(str(target))

    def open_account(self, key: str) -> None:
        """The page of one customer; its neighbours are those of this map."""
        if self.found is not None and key:
            keys = tuple(p.standing.key for p in self.found.placed)
            self.context.go("account", deeds.Opened(key, keys, "account_map", self.found.round.name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list goes below the chart where there is no room beside it."""
        super().resizeEvent(event)
        if self.view is not None and (self.width() < NARROW) != self._narrow:
            self._show((self.found, self.left, self.bought))

    def make_issue(self) -> None:
        """An issue from the lowest touch point of the chosen customer."""
        if self._key and self.found is not None:
            deeds.make_issue(self.context, self._key, self.found.round.name)

    def open_plan(self) -> None:
        """The plan of the chosen customer, made when there is none."""
        placed = self.view.placed(self._key) if self.view else None
        if placed is not None:
            deeds.open_plan(self.context, placed.standing.account_id)

    def make_page(self) -> None:
        """The map on one internal A4, to look at and to save."""
        from ui.widgets.sheet_preview import SheetPreview

        found, project = self.found, self.context.project
        if found is None:
            return

        def draw(lang: str) -> Any:
            from cxdesk.planning.account_sheets import map_sheet
            from exports.pdf.account_map_page import render

            return render(project.read(map_sheet, found, lang))

        name = _("Map of customers.pdf")
        self.preview = SheetPreview(self.context, _("Map of customers"), name, draw)
        self.preview.open()

    def open_purchases(self, quadrant: str) -> None:
        """Who of a quadrant bought how much of what; nothing while no purchase is noted."""
        from ui.accounts.purchases_dialog import PurchasesDialog

        if self.found is not None and self.bought is not None:
            self.purchases = PurchasesDialog(
                self.context, self.found, self.bought, quadrant, self.open_account
            )

    def _show(self, read: "Read") -> None:
        self._job = None
        found, self.left, self.bought = read
        self.found = found
        if found is None or not (found.placed or found.absent):
            self._show_empty(found)
            return
        self._show_bar(found)
        focused = self._focused()
        self.frame.clear()
        self._build(found)
        again = {"view": self.view, "table": self.table}.get(focused)
        if again is not None:
            again.setFocus()

    def _show_empty(self, found: "AccountMap | None") -> None:
        self.frame.clear()
        self.frame.bar()
        self.view = self.table = self.cuts = None
        if found is None:
            state = EmptyState(
                self.context.theme,
                _("No answers yet"),
                _("The map places customers by what their people answered and what they bring."),
                _("Import answers"),
                lambda: self.context.do("import.answers"),
                (_("Look at a finished example"), lambda: self.context.do("example")),
            )
        else:
            state = EmptyState(
                self.context.theme,
                _("No customers yet"),
                _("Import your list of customers with their revenue; answers join it by the customer’s key."),
                _("Import customers"),
                lambda: self.context.do("import.accounts"),
            )
        self.frame.add(state, None)

    def _show_bar(self, found: "AccountMap") -> None:
        theme = self.context.theme
        back = Button(theme, _("Customers"), "plain", icon="arrow-left", dense=True)
        back.clicked.connect(lambda: self.context.go("accounts", self._key or None))
        rounds = [(r.label, lambda r=r: self._filter(round_name=r.name)) for r in found.rounds]
        things: list[Any] = [
            back,
            IconLabel(theme, "funnel"),
            menu_chip(theme, found.round.label, lambda: rounds),
        ]
        if self.segment:
            things.append(Chip(theme, self.segment, on_remove=lambda: self._filter(segment="")))
        elif found.segments:
            names = [(s, lambda s=s: self._filter(segment=s)) for s in found.segments]
            add = Button(theme, _("Segment"), "plain", icon="plus", dense=True)
            opens_menu(add, lambda: names)
            things.append(add)
        self.frame.bar(*things, None)

    def _build(self, found: "AccountMap") -> None:
        from cxdesk.analysis import map_words as words
        from cxdesk.responses.about_data import data_line

        theme = self.context.theme
        page = Button(theme, _("Make a page"), icon="file-text", on_click=self.make_page)
        page.setToolTip(_("One internal page with this map, to print"))
        line = " ".join(filter(None, (words.risk_line(found), words.cuts_line(found))))
        self.frame.head(words.headline(found), line, page)
        if warning := words.currency_line(found):
            self.frame.add(body(warning, tone="warn"))
        source = data_line(found.about, language())
        self.cuts = cuts = CutsRow(self.context, found)
        self.view = view = MapView(theme)
        view.key = self._key
        view.chosen.connect(self._choose)
        view.opened.connect(self.open_account)
        if not self.context.project.read_only:
            view.score_cut.connect(lambda value: cuts.set_cut(score=value))
            view.revenue_cut.connect(lambda value: cuts.set_cut(revenue=value))
        view.show_map(found, source)
        self.table = customers_table(theme, found, source)
        self.table.current_changed.connect(lambda p: self._choose(p.standing.key))
        enter = QShortcut(QKeySequence("Return"), self.table)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(lambda: self.open_account(self._key))
        chart = Card(cuts, view, self._chosen_line())
        side = boxed(column(self.table, margins=(8, 4, 8, 8)), "card")
        self._narrow = self.width() < NARROW
        across = column(chart, side, gap=16) if self._narrow else row(gap=16)
        if not self._narrow:
            side.setFixedWidth(LIST_WIDTH)
            top(across, chart, 1)
            across.addWidget(side)
        below = below_map(theme, found, self.bought, self._narrow, self.open_purchases)
        left = who_left_parts(theme, self.left, self._narrow)
        self.frame.add(across, below, *left, caption(source, wrap=True))
        if self._key:
            self._choose(self._key)

    def _chosen_line(self) -> QWidget:
        """What is said of the chosen customer, and what can be done about it."""
        theme = self.context.theme
        self._why = body(_("Choose a customer: click it, or walk the map with the arrow keys."), tone="text2")
        see = Button(theme, _("Open the page"), dense=True, on_click=lambda: self.open_account(self._key))
        issue = Button(theme, _("Make an issue"), dense=True, on_click=self.make_issue)
        issue.setToolTip(keys_text(deeds.ISSUE_KEY))
        plan = Button(theme, _("Open the plan"), dense=True, on_click=self.open_plan)
        plan.setToolTip(keys_text(deeds.PLAN_KEY))
        return boxed(column(self._why, row(see, issue, plan, None), gap=8))

    def _choose(self, key: str) -> None:
        self._key = key
        if self.view is None or self.table is None:
            return
        self.view.choose(key)
        with QSignalBlocker(self.table):
            current = self.table.current()
            if current is None or current.standing.key != key:
                self.table.choose(key)
        placed = self.view.placed(key)
        if placed is not None:
            self._why.setText(in_words(placed).replace("\n", " "))

    def _filter(self, **changes: Any) -> None:
        self.round_name = changes.get("round_name", self.round_name)
        self.segment = changes.get("segment", self.segment)
        self.reload()

    def _focused(self) -> str:
        """Which of the two had the focus before they are made anew."""
        if self.view is not None and self.view.hasFocus():
            return "view"
        return "table" if self.table is not None and self.table.hasFocus() else ""

    def _on_error(self, error: BaseException) -> None:
        """A round that is gone, most likely: show the latest one."""
        self._job = None
        if self.round_name is not None:
            self.round_name = None
            self.reload()
            return
        self.context.bridge.refuse(error)
