"""The room “Documents”: one for each audience inside the company, who gets which, and what was given out."""

from typing import Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from ui.page import Page, PageContext
from ui.programme.document_view import DocumentView
from ui.programme.log_view import LogView
from ui.programme.routes_view import RoutesView
from ui.widgets.empty import EmptyState
from ui.widgets.scaffold import Scaffold
from ui.widgets.tabs import Segmented
from ui.widgets.text import title


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return ReportsPage(context)


class ReportsPage(Page):
    """Three views of one thing: the documents, their routes, and the log."""

    tables = frozenset(
        {
            "report_route",
            "report_feedback",
            "handed_out",
            "document_given",
            "plan_setting",
            "issue",
            "action",
            "decision",
            "import_batch",
            "round",
            "touch_point",
        }
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.frame = Scaffold(self, fills=True)
        self.view = "documents"
        self.shown: QWidget | None = None
        self.documents: DocumentView | None = None
        self.log: LogView | None = None

    def reload(self) -> None:
        """Read again; the document that is looked at stays the one chosen."""
        from cxdesk.responses.queries import batch_rows

        audience = self.documents.audience if self.documents is not None else ""
        chosen = self.log.chosen if self.log is not None else 0
        self.leaving()
        self.frame.clear()
        if not self.context.project.read(batch_rows):
            self._show_empty()
            return
        views = Segmented(
            self.context.theme,
            [("documents", _("Documents")), ("routes", _("Who gets what")), ("given", _("Made and given"))],
        )
        views.set_current(self.view)
        views.chosen.connect(self.show_view)
        self.frame.bar(title(_("Documents for people inside the company"), wrap=False), None, views)
        self.documents = self.log = None
        if self.view == "routes":
            self.shown = RoutesView(self.context)
        elif self.view == "given":
            self.shown = self.log = LogView(self.context, chosen)
        else:
            self.shown = self.documents = DocumentView(self.context, audience)
        self.frame.add(self.shown)

    def show_view(self, view: str) -> None:
        """Change between documents, routes and log."""
        self.view = view
        self.reload()

    def open_at(self, target: Any) -> None:
        """Show one view by its name."""
        if target in ("documents", "routes", "given") and target != self.view:
            self.show_view(str(target))

    def leaving(self) -> None:
        """Nothing is drawn for a page that nobody looks at."""
        if self.documents is not None:
            self.documents.stop()

    def _show_empty(self) -> None:
        self.frame.bar()
        self.documents = self.log = None
        state = EmptyState(
            self.context.theme,
            _("No answers yet"),
            _("Documents are made from answers. Import a file, or look at the finished example."),
            _("Import answers"),
            lambda: self.context.do("import.answers"),
            (_("Look at a finished example"), lambda: self.context.do("example")),
        )
        self.frame.add(state, None)
