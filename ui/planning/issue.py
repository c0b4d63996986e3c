"""One issue on one page: what we found, why it happens, what we will change."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.analysis.figure import Figure
from cxdesk.i18n import _, day, ngettext, number
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.actions import add_measured_action
from cxdesk.planning.duplicates import pairs
from cxdesk.planning.reach import Reach, reach_of
from ui.page import PageContext
from ui.planning import deeds, dialogs, reading
from ui.planning.action_card import ActionCard
from ui.planning.causes import Causes
from ui.planning.editing import Typing, remember_focus, show_text
from ui.planning.evidence import EvidenceList, Now
from ui.planning.judged import Alike, Judged
from ui.planning.parts import Crumbs, in_place, never_cut
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, empty, put, row
from ui.widgets.fields import LineInput
from ui.widgets.figures import joined
from ui.widgets.lines_input import Lines
from ui.widgets.scaffold import Scaffold
from ui.widgets.text import IconLabel, body, caption, title


class IssueView(QWidget):
    """The page of one issue; `go(target)` opens something else of this room."""

    def __init__(
        self, context: PageContext, issue_id: int, go: Callable[[Any], None], action_id: int | None = None
    ) -> None:
        super().__init__()
        self._context, self.issue_id, self._go = context, issue_id, go
        self._open = action_id
        self._shape: tuple[list[int], int | None] | None = None
        self._page: reading.IssuePage | None = None
        self._known: dict[int, Figure] = {}
        self._add: Button | None = None
        self.cards: dict[int, ActionCard] = {}
        self._now = Now(context, self._on_now)
        self.crumbs = Crumbs(context.theme, go)
        self.title = in_place(context.theme, Lines(lines=1), "display", _("Title of the issue"))
        self.statement = in_place(context.theme, Lines(lines=1), "lead", _("The issue in a few sentences"))
        self.statement.setPlaceholderText(_("Say in a few sentences what customers meet, and what it costs."))
        for editor, label, write in (
            (self.title, _("Rename the issue"), deeds.set_title),
            (self.statement, _("Describe the issue"), deeds.set_statement),
        ):
            Typing(context, editor, label, write, issue_id, on_refused=self.reload)
        self.tell = Button(
            context.theme, _("What will you tell the customer?"), "filled", on_click=self._tell
        )
        self._facts = caption("")
        self.judged = Judged(context, issue_id)
        self.alike = Alike(context, issue_id, go)
        self.decide = Button(context.theme, _("Log a decision"), on_click=self._decide)
        self.decide.setEnabled(not context.project.read_only)
        self._reach: Reach | None = None
        self._counting: Any = None
        self.evidence = EvidenceList(context, issue_id)
        self.causes = Causes(context, issue_id)
        self._actions = column(gap=12)
        self._lay_out()

    def reload(self) -> None:
        """Read the issue again; fields that are being typed in keep their text."""
        page = self._context.project.read(reading.issue_page, self.issue_id)
        self._page = page
        issue = page.whole.row
        self.crumbs.show_crumbs([(_("Actions"), ("issues", None)), (issue.title, None)])
        show_text(self.title, issue.title)
        show_text(self.statement, issue.statement)
        raised = _("raised on {day}").format(day=day(issue.raised_on))
        self._facts.setText(joined(issue.touch_point, raised))
        self.judged.show_issue(page, self._reach)
        self.alike.show_pairs(self._context.project.read(pairs, self.issue_id))
        self.evidence.show_page(page, self._known)
        self.causes.show_causes(page.whole.causes)
        self._show_actions(page)
        self.tell.setEnabled(not self._context.project.read_only)
        self._now.compute(page.whole.evidence)
        self._count_reach()

    def let_go(self) -> None:
        """Wait for nothing any more."""
        self._now.stop()
        if self._counting is not None:
            self._counting.drop()

    def _count_reach(self) -> None:
        """How far it reaches, counted behind the window."""
        project, number_ = self._context.project, self.issue_id
        if self._counting is not None:
            self._counting.drop()
        self._counting = self._context.jobs.run(
            lambda: project.read(reach_of, number_), self._on_reach, on_error=lambda _error: None
        )

    def _on_reach(self, reach: Reach) -> None:
        self._counting, self._reach = None, reach
        if self._page is not None:
            self.judged.show_issue(self._page, reach)

    def open_action(self, action_id: int) -> None:
        """Open the form of one action and close the one that was open."""
        self._open = None if self._open == action_id else action_id
        self._shape = None
        self.reload()
        if (card := self.cards.get(action_id)) is not None and card.form is not None:
            card.form.title.setFocus()

    def _lay_out(self) -> None:
        frame = Scaffold(self)
        head = row(gap=16)
        head.addWidget(self.title, 1)
        where = row(gap=16)
        where.addWidget(self.crumbs, 1)
        where.addWidget(self._facts)
        frame.add(boxed(where), column(head, self.statement, gap=4), self.alike)
        inside = caption(_("Internal. Customers read only their plan."))
        frame.foot(IconLabel(self._context.theme, "lock"), inside, None, self.decide, self.tell)
        across = QHBoxLayout()
        across.setSpacing(32)
        left = column(
            self.evidence, 8, self.causes, 8, title(_("How we judge it")), Card(self.judged), None, gap=8
        )
        right = column(title(_("What we will change")), self._actions, None, gap=8)
        across.addLayout(left, 4)
        across.addLayout(right, 6)
        frame.add(across)

    def _show_actions(self, page: reading.IssuePage) -> None:
        rows = page.whole.actions
        if self._open is None and len(rows) == 1 and self._shape is None:
            self._open = rows[0].id
        shape = ([a.id for a in rows], self._open)
        if shape != self._shape:
            self._shape = shape
            self._build_actions(page, rows)
        for action in rows:
            self.cards[action.id].show_action(page, action)

    def _build_actions(self, page: reading.IssuePage, rows: tuple[ActionRow, ...]) -> None:
        give_back = remember_focus(self)
        empty(self._actions)
        self.cards, self._add = {}, None
        for action in rows:
            card = ActionCard(self._context, page, action, action.id == self._open)
            card.asked_open.connect(self.open_action)
            self.cards[action.id] = card
            put(self._actions, card)
        if not rows:
            line = _("Say what causes it first; then what you will change so that the cause goes away.")
            put(self._actions, Card(body(_("No action yet"), strong=True), body(line, tone="text2")))
        if not self._context.project.read_only:
            put(self._actions, self._new_action())
        if self._add is not None:
            QWidget.setTabOrder(self._add, self.tell)  # the way on comes last
        never_cut(self)
        give_back()

    def _new_action(self) -> QWidget:
        editor = LineInput("", _("What will you change?"))
        editor.setObjectName("new action")
        editor.setAccessibleName(_("What will you change?"))

        def add() -> None:
            text = editor.text().strip()
            if not text:
                editor.setFocus()
                return
            causes = self._page.whole.causes if self._page else ()
            cause = causes[-1].id if causes else None
            made = self._context.bridge.run(
                _("Add an action"), add_measured_action, self.issue_id, text, cause
            )
            if made is not None:
                self._open = None
                self.open_action(made)

        editor.returnPressed.connect(add)
        button = Button(self._context.theme, _("Add the action"), icon="plus", on_click=add)
        self._add = button
        holder = QWidget()
        holder.setLayout(row(editor, button))
        return holder

    def _decide(self) -> None:
        from ui.planning.decisions import ask_decision

        ask_decision(self._context, None, self.issue_id)

    def _tell(self) -> None:
        page = self._page
        if page is None:
            return
        alive = [a for a in page.whole.actions if a.state != "dropped"]
        ready = tuple(a.id for a in alive if a.due_on)
        if late := len(alive) - len(ready):
            sentence = ngettext(
                "{n} action has no day yet and is left out.",
                "{n} actions have no day yet and are left out.",
                late,
            )
            self._context.messages.notice("info", sentence.format(n=number(late)))
        dialogs.tell_customer(self._context, self.issue_id, ready)

    def _on_now(self, figures: dict[int, Figure]) -> None:
        self._known = figures
        if self._page is not None:
            self.evidence.show_page(self._page, figures)
