"""The room “Actions”: lists of issues, actions and plans; one issue; one customer's plan."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedLayout, QWidget

from cxdesk.errors import UserError
from ui.page import Page, PageContext
from ui.planning.editing import commit_all

if TYPE_CHECKING:
    from ui.planning.cause_page import CausePage
    from ui.planning.decisions import Decisions
    from ui.planning.issue import IssueView
    from ui.planning.lists import Lists
    from ui.planning.plan_editor import PlanEditor
    from ui.planning.priorities import Priorities
    from ui.planning.risk_register import RiskRegister
    from ui.planning.wordings import WordingsView

# The answers' tables are among them: evidence is shown as it was kept and as it is now.
TABLES = frozenset(
    {
        "issue", "evidence", "cause", "action", "action_step", "action_slip", "action_function", "action_champion",
        "watch_only", "business_function", "goal", "item", "plan", "plan_line", "plan_setting", "wording", "person", "account",
        "account_key_link", "touch_point", "touch_point_item", "import_batch", "round", "survey", "question", "scale",
        "told_apart", "decision", "decision_link", "risk_review",
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
        self.causes: CausePage | None = None
        self.priorities: Priorities | None = None
        self.risks: RiskRegister | None = None
        self.decisions: Decisions | None = None
        self.wordings: WordingsView | None = None

    def reload(self) -> None:
        """Read again what is shown."""
        try:
            self._shown().reload()
        except UserError as gone:
            self.context.messages.notice("info", str(gone))
            self.show_list("")

    def open_at(self, target: Any) -> None:
        """("issue", id), ("action", id), ("plan", id), ("causes", issue), ("issues" | "actions" | "plans" | "priorities" |
        "risks" | "decisions" | "words", None), ("decision", id), or ("save", None); a view's name opens it."""
        kind, number = target if isinstance(target, tuple) else (str(target or ""), None)
        self.leaving()
        if kind == "save":
            self._save()
        elif kind == "words":
            self.show_wordings()
        elif kind in ("priorities", "risks", "decisions"):
            self._show_whole(kind)
        elif kind in ("issue", "action", "plan", "causes", "decision") and isinstance(number, int):
            try:
                self._show(kind, number)
            except UserError as gone:
                self.context.messages.notice("info", str(gone))
                self.show_list("")
        else:
            self.show_list(kind)

    def print_here(self) -> bool:
        """Ask for a printer for what is shown; False where it has no paper of its own."""
        shown = getattr(self._stack.currentWidget(), "print_here", None)
        return bool(shown and shown())

    def leaving(self) -> None:
        """Write what is being typed."""
        if self.causes is not None:
            self.causes.leaving()
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
        from cxdesk.planning.action_queries import action_rows

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

    def show_causes(self, issue_id: int) -> None:
        """Why an issue happens: fishbone, chains of whys, list."""
        from ui.planning.cause_page import CausePage

        view = CausePage(self.context, issue_id, self.open_at)
        view.reload()
        self._let_go()
        self.causes = view
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        view.fish.view.setFocus()

    def show_decision(self, decision_id: int) -> None:
        """The log with one decision open."""
        self._show_whole("decisions")
        assert self.decisions is not None
        self.decisions.open_decision(decision_id)

    def _show_whole(self, kind: str) -> None:
        """A page of this room about all issues: what to do first, what is at risk, or what was decided."""
        from ui.planning.decisions import Decisions
        from ui.planning.priorities import Priorities
        from ui.planning.risk_register import RiskRegister

        self._let_go()
        if kind == "decisions":
            self.decisions = Decisions(self.context, self.open_at)
        elif kind == "risks":
            self.risks = RiskRegister(self.context, self.open_at)
        else:
            self.priorities = Priorities(self.context, self.open_at)
        view = self.decisions or self.risks or self.priorities
        assert view is not None
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        view.reload()
        view.table.setFocus()

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
        elif kind == "causes":
            self.show_causes(number)
        elif kind == "decision":
            self.show_decision(number)
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

    def _shown(
        self,
    ) -> "Lists | IssueView | PlanEditor | CausePage | Priorities | RiskRegister | Decisions | WordingsView":
        shown = self._stack.currentWidget()
        if shown is None:
            self.show_list("")
        return self._stack.currentWidget()  # type: ignore[return-value]  # only these are put in

    def _let_go(self) -> None:
        """Drop the issue or plan that was shown, with the jobs it waits for."""
        for view in (
            self.issue, self.plan, self.causes, self.priorities, self.risks, self.decisions, self.wordings
        ):  # fmt: skip
            if view is not None:
                view.let_go()
                self._stack.removeWidget(view)
                view.deleteLater()
        self.issue = self.plan = self.causes = self.priorities = None
        self.risks = self.decisions = self.wordings = None
