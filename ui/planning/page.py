"""The room “Actions”: lists of issues, actions and plans; one issue; one customer's plan."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedLayout, QWidget

from cxdesk.errors import UserError
from ui.page import Page, PageContext
from ui.planning.editing import commit_all

if TYPE_CHECKING:
    from ui.planning.issue import IssueView
    from ui.planning.lists import Lists
    from ui.planning.plan_editor import PlanEditor
    from ui.planning.wordings import WordingsView

# The answers' tables are among them: evidence is shown as it was kept and as it is now.
TABLES = frozenset(
    {
        "issue", "evidence", "cause", "action", "plan", "plan_line", "plan_setting", "wording", "person", "account",
        "account_key_link", "touch_point", "touch_point_item", "import_batch", "round", "survey", "question", "scale",
    }
)  # fmt: skip


def make(context: PageContext) -> Page:
    """The page for the shell."""
    return PlanningPage(context)


class PlanningPage(Page):
    """Shows one of four things; a thing that is gone gives way to the lists."""

    tables = TABLES

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._stack = QStackedLayout(self)
        self.lists: Lists | None = None
        self.issue: IssueView | None = None
        self.plan: PlanEditor | None = None
        self.wordings: WordingsView | None = None

    def reload(self) -> None:
        """Read again what is shown."""
        try:
            self._shown().reload()
        except UserError as gone:
            self.context.messages.notice("info", str(gone))
            self.show_list("")

    def open_at(self, target: Any) -> None:
        """("issue", id), ("action", id), ("plan", id), ("issues" | "actions" | "plans" | "words", None), or ("save", None)."""
        kind, number = target if isinstance(target, tuple) else (str(target or ""), None)
        self.leaving()
        if kind == "save":
            self._save()
        elif kind == "words":
            self.show_wordings()
        elif kind in ("issue", "action", "plan") and isinstance(number, int):
            try:
                self._show(kind, number)
            except UserError as gone:
                self.context.messages.notice("info", str(gone))
                self.show_list("")
        else:
            self.show_list(kind)

    def leaving(self) -> None:
        """Write what is being typed."""
        commit_all(self)

    def show_list(self, kind: str) -> None:
        """The lists; `kind` is issues, actions, plans, or empty for the one last shown."""
        if self.lists is None:
            from ui.planning.lists import Lists

            self.lists = Lists(self.context, self.open_at)
            self._stack.addWidget(self.lists)
        self._let_go()
        self._stack.setCurrentWidget(self.lists)
        self.lists.show_list(kind)

    def show_issue(self, issue_id: int, action_id: int | None = None) -> None:
        """One issue, with one of its actions open."""
        from ui.planning.issue import IssueView

        view = IssueView(self.context, issue_id, self.open_at, action_id)
        view.reload()
        self._let_go()
        self.issue = view
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        view.setFocus()

    def show_action(self, action_id: int) -> None:
        """The issue of an action, with the action open."""
        from cxdesk.i18n import _
        from cxdesk.planning.queries import action_rows

        row = next((a for a in self.context.project.read(action_rows) if a.id == action_id), None)
        if row is None:
            raise UserError(_("That action is not in the file any more."))
        self.show_issue(row.issue_id, action_id)

    def show_plan(self, plan_id: int) -> None:
        """One customer's plan."""
        from ui.planning.plan_editor import PlanEditor

        editor = PlanEditor(self.context, plan_id, self.open_at)
        try:
            editor.reload()
        except UserError:
            editor.let_go()
            raise
        self._let_go()
        self.plan = editor
        self._stack.addWidget(editor)
        self._stack.setCurrentWidget(editor)
        editor.setFocus()

    def show_wordings(self) -> None:
        """Every sentence of all plans side by side."""
        from ui.planning.wordings import WordingsView

        view = WordingsView(self.context, self.open_at)
        view.reload()
        self._let_go()
        self.wordings = view
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        view.table.setFocus()

    def _show(self, kind: str, number: int) -> None:
        if kind == "issue":
            self.show_issue(number)
        elif kind == "action":
            self.show_action(number)
        else:
            self.show_plan(number)

    def _save(self) -> None:
        """Save the plan that is shown; without one, ask which."""
        if self.plan is not None:
            self.plan.save()
        else:
            from ui.planning.dialogs import choose_plan

            choose_plan(self.context)

    def _shown(self) -> "Lists | IssueView | PlanEditor | WordingsView":
        shown = self._stack.currentWidget()
        if shown is None:
            self.show_list("")
        return self._stack.currentWidget()  # type: ignore[return-value]  # only these are put in

    def _let_go(self) -> None:
        """Drop the issue or plan that was shown, with the jobs it waits for."""
        for view in (self.issue, self.plan, self.wordings):
            if view is not None:
                view.let_go()
                self._stack.removeWidget(view)
                view.deleteLater()
        self.issue = self.plan = self.wordings = None
