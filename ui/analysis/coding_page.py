"""The page “What customers mean to do”: two people code comments, each for themselves, then see how far they agree."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedLayout, QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from ui.page import Page, PageContext

if TYPE_CHECKING:
    from cxdesk.planning.coding_queries import CodingRow, Comment
    from ui.analysis.coding_result import ResultView
    from ui.analysis.coding_start import StartView
    from ui.analysis.coding_walk import WalkView


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return CodingPage(context)


class CodingPage(Page):
    """Shows one of three things: the form that draws a sample, the comments of one coder, the agreement of both."""

    tables = frozenset(
        {"coding", "coding_unit", "survey", "question", "item", "import_batch", "round", "staff_column"}
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._stack = QStackedLayout(self)
        self.coding_id: int | None = None
        self.coder = 1
        self.rows: list[CodingRow] = []
        self.start: StartView | None = None
        self.walk: WalkView | None = None
        self.result: ResultView | None = None
        self._new = False
        self._comments: dict[int, tuple[Comment, ...]] = {}
        self._job: Any = None

    def reload(self) -> None:
        """Read the codings again and show the one that is open."""
        from cxdesk.planning.coding_queries import coding_rows

        self.rows = self.context.project.read(coding_rows)
        if not any(r.id == self.coding_id for r in self.rows):
            self.coding_id = self.rows[0].id if self.rows else None
        row = self.row
        if row is None or self._new:
            self._show_start()
        elif row.both_done:
            self._show_result(row)
        else:
            self._show_walk(row)

    @property
    def row(self) -> "CodingRow | None":
        """The coding that is open."""
        return next((r for r in self.rows if r.id == self.coding_id), None)

    def open_at(self, target: Any) -> None:
        """A coding's number, or "new"."""
        self._new = target == "new"
        if isinstance(target, int):
            self.coding_id = target
        self.reload()

    def choose_coding(self, coding_id: int | None) -> None:
        """Open another coding, or with None the form for a new one."""
        self._new = coding_id is None
        if coding_id is not None:
            self.coding_id = coding_id
        self.reload()

    def choose_coder(self, coder: int) -> None:
        """Who sits before the window: 1 or 2."""
        self.coder = coder
        self.reload()

    def draw_sample(self, survey_id: int, item_id: int, size: int, coders: tuple[str, str]) -> None:
        """Draw a sample and begin with its first comment."""
        from cxdesk.planning.coding_actions import start_coding

        made = self.context.bridge.run(
            _("Draw a sample of comments"), start_coding, survey_id, item_id, size, coders
        )
        if made is not None:
            self.coding_id, self.coder, self._new = made, 1, False
            self.reload()

    def code(self, unit_id: int, intent: str) -> None:
        """Write what the coder reads in one comment, as one step."""
        from cxdesk.planning.coding_actions import code

        self.context.bridge.run(_("Code a comment"), code, unit_id, self.coder, intent)

    def settle(self, unit_id: int, intent: str) -> None:
        """Write what both agreed on, as one step."""
        from cxdesk.planning.coding_actions import settle

        self.context.bridge.run(_("Settle a difference"), settle, unit_id, intent)

    def delete(self) -> None:
        """Take the open coding away, with a notice that brings it back."""
        from cxdesk.planning.coding_actions import delete_coding

        if self.coding_id is not None:
            self.context.bridge.run(_("Delete the coding"), delete_coding, self.coding_id)
            self.context.offer_undo(_("The coding is gone, with all its codes. The answers stay."))

    def write_sample(self, coder: int, target: Path) -> None:
        """Write the sample for one coder behind the window."""
        from cxdesk.planning.coding_queries import comments_for

        project, coding_id = self.context.project, self.coding_id

        def work() -> Path:
            from exports.tables.codings import write_sample

            assert coding_id is not None
            return write_sample(coding_id, project.read(comments_for, coding_id, coder), target)

        def said(path: Path) -> None:
            self.context.messages.notice("good", _("The sample is saved."), str(path))

        self.context.jobs.run(work, said, what=_("Writing the sample"))

    def read_sheet(self, coder: int, path: Path) -> None:
        """Read a sheet that was filled in behind the window, then show what it would write."""
        from cxdesk.importing.codings import read_codes

        project, coding_id = self.context.project, self.coding_id
        if coding_id is None:
            return

        def show(found: Any) -> None:
            from ui.analysis.coding_sheet import SheetBack

            SheetBack(self.context, found, coding_id, coder)

        self.context.jobs.run(
            lambda: read_codes(project, path, coding_id, coder), show, on_error=self._on_error,
            what=_("Reading the sheet"),
        )  # fmt: skip

    def _on_error(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.context.messages.refused(str(error))
            return

        def again() -> None:
            raise error

        self.context.bridge.act(again)

    def _show_start(self) -> None:
        from cxdesk.planning.coding_queries import text_questions
        from ui.analysis.coding_start import StartView

        if self.start is None:
            self.start = StartView(self)
            self._stack.addWidget(self.start)
        project, view = self.context.project, self.start
        self._job = self.context.jobs.run(lambda: project.read(text_questions), view.show_questions)
        self._stack.setCurrentWidget(view)

    def _show_walk(self, row: "CodingRow") -> None:
        from cxdesk.planning.coding_queries import codes_of, comments_for
        from ui.analysis.coding_walk import WalkView

        if self.walk is None:
            self.walk = WalkView(self)
            self._stack.addWidget(self.walk)
        view, project, coder = self.walk, self.context.project, self.coder
        codes = project.read(codes_of, row.id, coder)
        known = self._comments.get(row.id, ())
        self._stack.setCurrentWidget(view)
        if {c.id for c in known} == codes.keys():
            view.show_comments(row, coder, known, codes)
            return

        def show(found: "list[Comment]") -> None:
            self._comments[row.id] = tuple(found)
            if self.coding_id == row.id:
                view.show_comments(row, self.coder, tuple(found), project.read(codes_of, row.id, self.coder))

        self._job = self.context.jobs.run(lambda: project.read(comments_for, row.id, coder), show)

    def _show_result(self, row: "CodingRow") -> None:
        from cxdesk.planning.coding_queries import result
        from ui.analysis.coding_result import ResultView

        if self.result is None:
            self.result = ResultView(self)
            self._stack.addWidget(self.result)
        project, view = self.context.project, self.result
        self._stack.setCurrentWidget(view)
        self._job = self.context.jobs.run(lambda: project.read(result, row.id), view.show_result)


def coder_name(row: "CodingRow", coder: int) -> str:
    """A coder's name, or which of the two it is."""
    return row.coders[coder - 1] or (_("First coder") if coder == 1 else _("Second coder"))


def progress_words(row: "CodingRow", coder: int) -> str:
    """How far a coder has come."""
    return _("{name}: {n} of {all}").format(
        name=coder_name(row, coder), n=number(row.coded[coder - 1]), all=number(row.size)
    )
