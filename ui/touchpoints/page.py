"""The room “Touch points”: the inventory as a list, by stage and channel, what is missing, how ready, who does what.

Two more views: what lists propose, and what lies on all maps together.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, language
from ui.page import Page, PageContext
from ui.touchpoints import deeds
from ui.touchpoints.across_view import AcrossView
from ui.touchpoints.coverage_view import CoverageView
from ui.touchpoints.heat_view import HeatView
from ui.touchpoints.listing import ListView
from ui.touchpoints.matrix_view import MatrixView
from ui.touchpoints.proposed_view import ProposedView
from ui.touchpoints.raci_view import RaciView
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.empty import EmptyState
from ui.widgets.file_dialogs import ask_for_saving, ask_for_table
from ui.widgets.menus import menu_on, pop_up_below
from ui.widgets.scaffold import Scaffold
from ui.widgets.tabs import Segmented
from ui.widgets.text import body, display

if TYPE_CHECKING:
    from cxdesk.analysis.inventory import Inventory
    from ui.widgets.tables import Table


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return TouchPointsPage(context)


class TouchPointsPage(Page):
    """Reads the inventory behind the window and shows it in one of seven views."""

    tables = frozenset(
        {
            "touch_point", "touch_point_item", "touch_point_synonym", "touch_point_role", "business_function",
            "person", "survey", "question", "item", "scale", "import_batch", "round", "data_set", "journey", "stage",
            "step", "lane", "card", "account", "account_history", "account_key_link", "invitation",
            "touch_point_proposal",
        }
    )  # fmt: skip

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.frame = Scaffold(self, widest=1720)
        self.found: Inventory | None = None
        self.chosen: int | None = None
        self.preview: Any = None
        self.views: dict[str, QWidget] = {}
        self.segments: Segmented | None = None
        self._view = "list"
        self._job: Any = None
        self._name_it = False
        self._headline: Any = None
        self._line: Any = None

    @property
    def table(self) -> "Table | None":
        """The list, while there is one."""
        return self.views["list"].table if "list" in self.views else None  # type: ignore[attr-defined]

    def reload(self) -> None:
        """Read everything again; what is shown stays until the new is there."""
        project, lang = self.context.project, language()
        if self._job is not None:
            self._job.drop()

        def work() -> "Inventory":
            from cxdesk.analysis.inventory import inventory

            return project.read(inventory, lang)

        self._job = self.context.jobs.run(work, self._show)

    def open_at(self, target: Any) -> None:
        """Choose the touch point of that number, or show the view of that name."""
        if isinstance(target, int):
            self.chosen = target
            self.show_view("list")
            if self.found is not None:
                self._show(self.found)
        elif isinstance(target, str):
            self.show_view(target)

    def leaving(self) -> None:
        """Write what is being typed."""
        if "list" in self.views:
            self.views["list"].leaving()  # type: ignore[attr-defined]

    def add(self) -> None:
        """A new touch point with a name to be typed over."""
        made = deeds.add(self.context)
        if made is not None:
            self.chosen, self._name_it = made, True
            self.show_view("list")

    def choose(self, touch_point_id: int) -> None:
        """Show one touch point's record."""
        self.chosen = touch_point_id
        self.show_view("list")

    def show_view(self, key: str) -> None:
        """The list, the matrix, what is missing, how ready, or who does what."""
        self.leaving()
        self._view = key
        if self.segments is not None:
            self.segments.set_current(key)
        for name, view in self.views.items():
            view.setVisible(name == key)
        if self.found is not None and key in self.views:
            self.views[key].show_inventory(self.found, self.chosen)  # type: ignore[attr-defined]

    def read_list(self) -> None:
        """Choose a list that names kinds of contact, and show what it proposes."""
        ask_for_table(_("Which list names kinds of contact?"), partial(deeds.read_list, self.context))

    def make_page(self) -> None:
        """The inventory on paper, to look at and to save."""
        from ui.widgets.sheet_preview import SheetPreview

        project = self.context.project

        def draw(lang: str) -> Any:
            from cxdesk.planning.touch_point_sheet import inventory_sheet
            from exports.pdf.touch_points_page import render

            return render(project.read(inventory_sheet, lang))

        self.preview = SheetPreview(self.context, _("Touch points"), _("Touch points.pdf"), draw)
        self.preview.open()

    def make_moments_page(self) -> None:
        """The moments of truth of every map on paper, to look at, print and save."""
        from ui.widgets.sheet_preview import SheetPreview

        project = self.context.project

        def draw(lang: str) -> Any:
            from cxdesk.planning.moments_sheet import moments_sheet
            from exports.pdf.moments_page import render

            return render(project.read(moments_sheet, lang))

        self.preview = SheetPreview(self.context, _("Moments of truth"), _("Moments of truth.pdf"), draw)
        self.preview.open()

    def save_table(self, path: Path) -> None:
        """Write the inventory as a table."""
        found, messages = self.found, self.context.messages
        if found is None:
            return

        def work() -> Path:
            from exports.tables.touch_points import write_touch_points

            return write_touch_points(found, path)

        def told(written: Path) -> None:
            messages.notice("good", _("The table is saved."), str(written))

        self.context.jobs.run(work, told, what=_("Writing the table"))

    def _show(self, found: "Inventory") -> None:
        from cxdesk.analysis.inventory_words import headline, maps_line, unheard_line

        self._job, self.found = None, found
        if not found.entries and not found.strays and not self._is_proposed():
            self._show_empty()
            return
        if not self.views:
            self._build()
        self._headline.setText(headline(found))
        self._line.setText("\n".join(filter(None, (maps_line(found), unheard_line(found)))))
        self._line.setVisible(bool(self._line.text()))
        known = {entry.row.id for entry in found.entries}
        if self.chosen not in known:
            self.chosen = found.entries[0].row.id if found.entries else None
        self.views[self._view].show_inventory(found, self.chosen)  # type: ignore[attr-defined]
        if self._name_it:
            self._name_it = False
            self.views["list"].name_it()  # type: ignore[attr-defined]

    def _is_proposed(self) -> bool:
        """Whether lists name anything that an inventory could begin with."""
        from cxdesk.touchpoints.proposals import proposals

        if not self.context.project.read(proposals):
            return False
        self._view = "proposed" if not self.views else self._view
        return True

    def _show_empty(self) -> None:
        self.frame.clear()
        self.views, self.segments = {}, None
        state = EmptyState(
            self.context.theme,
            _("No touch points yet"),
            _("A touch point is where a customer meets you: a call, a visit, an invoice."),
            _("Add a touch point"),
            self.add,
            (_("Read a list"), self.read_list),
        )
        self.frame.add(state, None)

    def _build(self) -> None:
        context, theme = self.context, self.context.theme
        self.frame.clear()
        self._headline, self._line = display(""), body("", tone="text2")
        add = Button(theme, _("Add a touch point"), "filled", icon="plus", on_click=self.add)
        self.out = Button(theme, _("Print or save"), icon="printer", on_click=self._on_out)
        head = row(self._headline, self.out, add)
        head.setStretch(0, 1)
        self.segments = Segmented(
            theme,
            [
                ("list", _("List")),
                ("matrix", _("Stage and channel")),
                ("coverage", _("What is missing")),
                ("heat", _("How ready")),
                ("raci", _("Who does what")),
                ("across", _("All maps")),
                ("proposed", _("Proposed")),
            ],
        )
        self.segments.chosen.connect(self.show_view)
        self.views = {
            "list": ListView(context, self._on_chosen),
            "matrix": MatrixView(context, self.choose),
            "coverage": CoverageView(context, self.choose),
            "heat": HeatView(context, self.choose),
            "raci": RaciView(context, self.choose),
            "across": AcrossView(context, self.choose),
            "proposed": ProposedView(context, self.choose),
        }
        self.segments.set_current(self._view)
        self.frame.add(head, self._line, row(self.segments, None))
        for name, view in self.views.items():
            view.setVisible(name == self._view)
            self.frame.add(view)
        self.frame.add(None)

    def _on_chosen(self, touch_point_id: int) -> None:
        self.chosen = touch_point_id

    def _on_out(self) -> None:
        menu = menu_on(self)
        menu.addAction(_("Make a page"), self.make_page)
        menu.addAction(_("Moments of truth on paper"), self.make_moments_page)
        menu.addAction(_("Save as a table"), self._ask_where)
        pop_up_below(menu, self.out)

    def _ask_where(self) -> None:
        kind = _("Tables ({patterns})").format(patterns="*.xlsx *.csv")
        ask_for_saving(_("Save as a table"), _("Touch points.xlsx"), kind, "xlsx", self.save_table)
