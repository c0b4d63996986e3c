"""Three lists: issues, actions, plans; each with a sentence over it and, while empty, what to do next."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import _, day, language_name, listed, ngettext, number, pgettext
from cxdesk.planning.action_queries import ActionRow, action_rows
from cxdesk.planning.actions import NEEDED_TO_START
from cxdesk.planning.duplicates import pairs
from cxdesk.planning.judging import KINDS as KINDS_OF_ISSUE
from cxdesk.planning.judging import Risk, grade_word, level_word
from cxdesk.planning.plan_queries import PlanRow, plan_rows
from cxdesk.planning.queries import IssueRow, issue_rows
from ui.page import PageContext
from ui.planning import dialogs
from ui.planning.action_views import VIEWS, ActionViews
from ui.planning.deleting import delete
from ui.planning.make_all import make_all_plans
from ui.planning.missing import Missing
from ui.planning.parts import OneAtATime
from ui.planning.room_tabs import room_tabs
from ui.planning.words import action_state, plan_state
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, empty, row
from ui.widgets.empty import EmptyState
from ui.widgets.figures import joined
from ui.widgets.flow import FlowLayout
from ui.widgets.menus import menu_on
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, display, keys_text

KINDS = ("issues", "actions", "plans")


class Lists(QWidget):
    """The first thing one sees in this room. `go(target)` opens what was chosen."""

    def __init__(self, context: PageContext, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context, self._go = context, go
        self._kind = "issues"
        self._missing = Missing(context, self._on_counted)
        theme = context.theme
        self.tables = {
            "issues": Table(theme, issue_columns(), name=_("Issues"), key=lambda r: r.id, sortable=True),
            "actions": Table(theme, action_columns(), name=_("Actions"), key=lambda r: r.id, sortable=True),
            "plans": Table(
                theme, plan_columns(self._missing), name=_("Plans"), key=lambda r: r.id, sortable=True
            ),
        }
        for kind, table in self.tables.items():
            table.opened.connect(lambda r, kind=kind: go((kind[:-1], r.id)))
            table.delete_wanted.connect(lambda r, kind=kind: self._delete(kind, r))
            table.menu_wanted.connect(lambda r, at, kind=kind: self._menu(kind, r, at))
        self.views = ActionViews(context, self.tables["actions"], go)
        self._lay_out()

    def show_list(self, kind: str) -> None:
        """Show one of the lists, or the one shown last; the name of a view of the actions shows that view."""
        if kind in VIEWS:
            self.views.tabs.set_current(kind)
            kind = "actions"
        self._kind = kind if kind in KINDS else self._kind
        self.choice.set_current(self._kind)
        self.reload()

    def reload(self) -> None:
        """Read the lists again."""
        read = self._context.project.read
        issues, actions, plans = read(issue_rows), read(action_rows), read(plan_rows)
        for kind, rows in (("issues", issues), ("actions", actions), ("plans", plans)):
            if kind != "actions":
                self.tables[kind].set_rows(rows)
            self.choice.buttons[kind].setText(_counted(kind, len(rows)))
        if self._kind == "actions":
            self.views.show_rows(actions)
        self._missing.count(plans)
        sentence = {"issues": _of_issues(issues), "actions": _of_actions(actions), "plans": _of_plans(plans)}
        self._sentence.setText(sentence[self._kind])
        alike = read(pairs) if self._kind == "issues" else []
        self._line.setText(_alike(len(alike)) or _("From what customers said to what we do about it."))
        self._show_body(
            bool({"issues": issues, "actions": actions, "plans": plans}[self._kind]), bool(issues)
        )

    def print_here(self) -> bool:
        """Ask for a printer for the view of the actions that is shown, where it has a paper."""
        if self._kind != "actions":
            return False
        shown = getattr(self.views.made.get(self.views.current), "print_here", None)
        return bool(shown and shown())

    def hideEvent(self, event: QHideEvent) -> None:
        """Count nothing that nobody looks at."""
        super().hideEvent(event)
        self._missing.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with counting."""
        super().showEvent(event)
        self._missing.go_on()

    def _delete(self, kind: str, row: Any) -> None:
        if not self._context.project.read_only:
            delete(self._context, kind[:-1], row.id, row.account if kind == "plans" else row.title)

    def _menu(self, kind: str, row: Any, at: QPoint) -> None:
        menu = menu_on(self)
        menu.addAction(_("Open"), lambda: self._go((kind[:-1], row.id)))
        gone = menu.addAction(_("Delete") + "\t" + keys_text("Del"), lambda: self._delete(kind, row))
        gone.setEnabled(not self._context.project.read_only)
        menu.popup(at)

    def _lay_out(self) -> None:
        frame = Scaffold(self, fills=True)
        self._sentence = display(_("Actions"))
        self._line = body(_("From what customers said to what we do about it."), tone="text2")
        self.choice = room_tabs(self._context.theme, self._kind, self._go)
        self._ends = row(gap=8)
        across = FlowLayout(gap=8, pushed=1)
        across.addWidget(self.choice)
        across.addWidget(boxed(self._ends))
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._sentence)
        head.addWidget(self._line)
        frame.add(head, across)
        self._stack = OneAtATime()
        for kind in KINDS:
            own = self.views if kind == "actions" else Card(self.tables[kind], padding=(12, 4))
            self._stack.addWidget(own)
        self._nothing = QWidget()
        self._nothing_box = QVBoxLayout(self._nothing)
        self._nothing_box.setContentsMargins(0, 0, 0, 0)
        self._nothing_box.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(self._nothing)
        frame.body.addWidget(self._stack, 1)

    def _show_body(self, some: bool, issues: bool) -> None:
        empty(self._ends)
        empty(self._nothing_box)
        if not some:
            self._nothing_box.addWidget(self._empty(issues))
            self._stack.setCurrentWidget(self._nothing)
            return
        self._stack.setCurrentIndex(KINDS.index(self._kind))
        button = {
            "issues": (_("New issue"), dialogs.make_issue),
            "actions": (_("New action"), dialogs.add_action),
            "plans": (_("New plan"), dialogs.make_plan),
        }.get(self._kind)
        if self._kind == "plans":
            theme = self._context.theme
            self._ends.addWidget(
                Button(theme, _("All wordings"), icon="languages", on_click=lambda: self._go(("words", None)))
            )
            self._ends.addWidget(
                Button(
                    theme, _("Make all plans"), icon="printer", on_click=lambda: make_all_plans(self._context)
                )
            )
        if button is not None:
            made = Button(
                self._context.theme,
                button[0],
                "filled",
                icon="plus",
                on_click=lambda: button[1](self._context),
            )
            made.setEnabled(not self._context.project.read_only)
            self._ends.addWidget(made)

    def _empty(self, issues: bool) -> EmptyState:
        context = self._context
        theme, own = context.theme, not context.project.read_only
        if self._kind == "plans":
            return EmptyState(
                theme,
                _("No plan yet"),
                _("A plan tells one customer what you heard and what you will do about it."),
                _("New plan") if own else "",
                lambda: dialogs.make_plan(context),
            )
        if self._kind == "actions" and issues:
            return EmptyState(
                theme,
                _("No action yet"),
                _("Open an issue, say what causes it, and what you will change."),
                _("Show the issues"),
                lambda: self.show_list("issues"),
            )
        return EmptyState(
            theme,
            _("No issues yet") if self._kind == "issues" else _("No action yet"),
            _("Open Insights and choose “Make this an issue”."),
            _("Open Insights"),
            lambda: context.go("analysis", None),
            (_("New issue"), lambda: dialogs.make_issue(context)) if own else None,
        )

    def _on_counted(self) -> None:
        self.tables["plans"].viewport().update()


def _counted(kind: str, n: int) -> str:
    word = {"issues": _("Issues"), "actions": _("Actions"), "plans": _("Plans")}[kind]
    return f"{word} {number(n)}" if n else word


def issue_columns() -> list[Column]:
    """What the list of issues shows."""

    def sure(r: IssueRow) -> tuple[str, str]:
        return grade_word(r.grade), {"strong": "good", "some": "info"}.get(r.grade, "plain")

    def kind(r: IssueRow) -> tuple[str, str]:
        return _(KINDS_OF_ISSUE[r.kind]), "good" if r.kind == "opportunity" else "plain"

    def risk(r: IssueRow) -> Risk:
        return Risk(r.likelihood, r.impact)

    def doing(r: IssueRow) -> str:
        if not r.actions:
            return _("no action yet")
        return ngettext("{n} action", "{n} actions", r.actions).format(n=number(r.actions))

    return [
        Column(_("Issue"), lambda r: r.title, "strong", sub=lambda r: r.touch_point, share=5),
        Column(_("Kind"), lambda r: kind(r)[0], "tag", kind, width=128),
        Column(
            pgettext("of an issue", "How sure"), lambda r: sure(r)[0], "tag", sure, sort=_sureness, width=128
        ),
        Column(_("Risk"), lambda r: level_word(risk(r)), "muted", sort=lambda r: risk(r).score, width=96),
        Column(_("Evidence"), lambda r: number(r.evidence), "number", sort=lambda r: r.evidence, width=96),
        Column(_("Actions"), doing, "muted", sort=lambda r: r.actions, share=2),
    ]


def _sureness(r: IssueRow) -> tuple[int, int]:
    return ("opinion", "some", "strong").index(r.grade), r.evidence


def action_columns() -> list[Column]:
    """What the list of actions shows."""

    def lacking(r: ActionRow) -> list[str]:
        """What is missing beside owner and day, which have columns of their own."""
        shown = r.missing if r.state == "draft" else ()
        return [_(NEEDED_TO_START[name]) for name in shown if name not in ("owner_id", "due_on")]

    def first(r: ActionRow) -> str:
        fields = listed(lacking(r)[:2])
        return _("missing: {fields}").format(fields=fields) if fields else ""

    return [
        Column(_("Action"), lambda r: r.title, "strong", sub=lambda r: r.issue, share=4),
        Column(_("Owner"), lambda r: r.owner or _("nobody yet"), "muted", share=2),
        Column(_("By when"), _due, "change", _due_tone, sort=lambda r: r.due_on, width=150),
        Column(
            _("State"), lambda r: action_state(r.state)[0], "tag", lambda r: action_state(r.state), width=124
        ),
        Column(_("Before it can start"), first, "muted", sub=lambda r: listed(lacking(r)[2:]), share=3),
    ]


def plan_columns(missing: Missing) -> list[Column]:
    """What the list of plans shows; the count of missing wordings follows from behind."""
    return [
        Column(_("Customer"), lambda r: r.account, "strong", share=4),
        Column(_("Version"), lambda r: number(r.version), "number", sort=lambda r: r.version, width=84),
        Column(_("State"), _plan_text, "tag", lambda r: (_plan_text(r), plan_state(r.state)[1]), width=210),
        Column(_("Language"), lambda r: language_name(r.language), "muted", width=116),
        Column(_("Wording"), missing.text, "muted", share=3),
    ]


def _plan_text(r: PlanRow) -> str:
    text = plan_state(r.state)[0]
    return joined(text, day(r.state_on)) if r.state_on else text


def _due(r: ActionRow) -> str:
    return day(r.due_on) if r.due_on else _("no day yet")


def _due_tone(r: ActionRow) -> tuple[str, str]:
    late = r.due_on is not None and r.due_on < date.today() and r.state in ("draft", "active")
    return _due(r), "bad" if late else "text2"


def _alike(n: int) -> str:
    if not n:
        return ""
    sentence = ngettext(
        "{n} pair of issues looks alike. Open one of them to merge the two.",
        "{n} pairs of issues look alike. Open one of a pair to merge the two.",
        n,
    )
    return sentence.format(n=number(n))


def _of_issues(rows: list[IssueRow]) -> str:
    idle = sum(1 for r in rows if not r.actions)
    if not rows:
        return _("What hurts your customers")
    if not idle:
        return _("Every issue has an action")
    return ngettext("{n} issue has no action yet", "{n} issues have no action yet", idle).format(
        n=number(idle)
    )


def _of_actions(rows: list[ActionRow]) -> str:
    open_ones = [r for r in rows if r.state in ("draft", "active")]
    late = sum(1 for r in open_ones if r.due_on and r.due_on < date.today())
    waiting = sum(1 for r in open_ones if r.missing)
    if not rows:
        return _("What you will change")
    if late:
        return ngettext("{n} action is late", "{n} actions are late", late).format(n=number(late))
    if waiting:
        return ngettext(
            "{n} action is not ready to start", "{n} actions are not ready to start", waiting
        ).format(n=number(waiting))
    return _("All actions are on their way")


def _of_plans(rows: list[PlanRow]) -> str:
    drafts = sum(1 for r in rows if r.state == "draft")
    if not rows:
        return _("What customers hold in hand")
    if not drafts:
        return _("Every plan has gone to its customer")
    return ngettext("{n} plan is still a draft", "{n} plans are still drafts", drafts).format(
        n=number(drafts)
    )
