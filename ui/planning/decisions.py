"""The log of decisions: what, when, by whom, on which evidence, and what was given up; one without evidence is flagged."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QScrollArea, QStackedWidget, QWidget

from cxdesk.accounts.words import money
from cxdesk.i18n import _, day, listed, ngettext, number
from cxdesk.people.queries import person_rows
from cxdesk.planning.queries import issue_rows
from cxdesk.programme.queries import DecisionRow, decision_rows, evidence_words, share_sentence
from ui.page import PageContext
from ui.planning.amounts import amount_text, read_amount
from ui.planning.deeds import log_decision
from ui.planning.dialogs import SAID, Ask
from ui.planning.editing import done
from ui.planning.inputs import PersonInput
from ui.planning.room_tabs import room_tabs
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row
from ui.widgets.day_input import DayInput
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Field, LineInput
from ui.widgets.lines_input import Lines
from ui.widgets.menus import menu_on
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, display, keys_text

SHORT = 48


class Decisions(QWidget):
    """The log as a table; Enter opens a decision. `go(target)` opens something else of this room."""

    def __init__(self, context: PageContext, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context, self._go = context, go
        self._own = not context.project.read_only
        self.rows: list[DecisionRow] = []
        self.dialog: Ask | None = None
        theme = context.theme
        self.table = Table(theme, columns(), name=_("Decisions"), key=lambda r: r.id, sortable=True)
        self.table.opened.connect(lambda r: self.open_decision(r.id))
        self.table.delete_wanted.connect(self._delete)
        self.table.menu_wanted.connect(self._menu)
        self._sentence = display("")
        self._line = body("", tone="text2")
        self.log = Button(theme, _("Log a decision"), "filled", icon="plus", on_click=self.new)
        self.log.setEnabled(self._own)
        self.leave = Button(theme, _("Export"), icon="download", on_click=self._on_export)
        frame = Scaffold(self, fills=True)
        frame.add(column(self._sentence, self._line, gap=4))
        frame.add(row(room_tabs(theme, "decisions", go), None, self.leave, self.log))
        self._stack = QStackedWidget()
        self._stack.addWidget(Card(self.table, padding=(12, 4)))
        nothing = EmptyState(
            theme,
            _("No decision yet"),
            _("Note what was decided, on which evidence, and what was given up for it."),
            _("Log a decision") if self._own else "",
            self.new,
        )
        self._stack.addWidget(boxed(column(nothing, None)))
        frame.body.addWidget(self._stack, 1)

    def reload(self) -> None:
        """Read the log again."""
        self.rows = self._context.project.read(decision_rows)
        self.table.set_rows(self.rows)
        self._sentence.setText(share_sentence(self.rows))
        bare = sum(1 for r in self.rows if not r.cites_evidence)
        line = ngettext(
            "{n} decision rests on no evidence. Link it to an issue that has some.",
            "{n} decisions rest on no evidence. Link them to issues that have some.",
            bare,
        ).format(n=number(bare))
        self._line.setText(line if bare else _("What was decided, on which evidence, and what was given up."))
        self.leave.setEnabled(bool(self.rows))
        self._stack.setCurrentIndex(0 if self.rows else 1)
        self.log.setVisible(bool(self.rows))

    def columns_shown(self) -> list[list[str]]:
        """The log as it is read on screen, line by line."""
        shown = columns()
        return [[column.text(r) for column in shown] for r in self.rows]

    def let_go(self) -> None:
        """Nothing is waited for."""

    def new(self) -> None:
        """Ask for a new decision."""
        self.dialog = ask_decision(self._context, None)

    def open_decision(self, decision_id: int) -> None:
        """Show one decision, to be changed."""
        row = next((r for r in self.rows if r.id == decision_id), None)
        if row is not None:
            self.table.choose(decision_id)
            self.dialog = ask_decision(self._context, row)

    def save(self, path: Path) -> None:
        """Write the log for a spreadsheet."""
        rows = self.rows

        def work() -> Path:
            from exports.tables.decisions import write_decisions

            return write_decisions(rows, path)

        self._context.jobs.run(work, self._on_saved, what=_("Saving the decisions"))

    def _on_saved(self, path: Path) -> None:
        self._context.messages.notice("good", _("The decisions are in {file}.").format(file=path.name))

    def _on_export(self) -> None:
        dialog = QFileDialog(self, _("Save the decisions"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Excel workbook (*.xlsx)"), _("CSV table (*.csv)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(_("Decisions") + ".xlsx")
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _delete(self, row_: DecisionRow) -> None:
        from cxdesk.programme.actions import delete_decision

        if self._own and done(self._context, _("Delete the decision"), delete_decision, row_.id):
            self._context.offer_undo(_("The decision is gone from the log."), row_.title[:80])

    def _menu(self, row_: DecisionRow, at: QPoint) -> None:
        menu = menu_on(self)
        menu.addAction(_("Open"), lambda: self.open_decision(row_.id))
        for issue_id, name in {c.issue_id: c.issue for c in row_.cited}.items():
            words = _("Open the issue “{title}”").format(title=name[:60]).replace("&", "&&")
            menu.addAction(words, partial(self._go, ("issue", issue_id)))
        gone = menu.addAction(_("Delete") + "\t" + keys_text("Del"), lambda: self._delete(row_))
        gone.setEnabled(self._own)
        menu.popup(at)


def log_here(context: PageContext) -> None:
    """Log a decision, whatever page is shown."""
    ask_decision(context, None)


def columns() -> list[Column]:
    """What the log shows."""

    def proof(r: DecisionRow) -> tuple[str, str]:
        return (_("evidence"), "good") if r.cites_evidence else (_("no evidence"), "warn")

    return [
        Column(_("Decision"), lambda r: r.title, "strong", sub=lambda r: r.why, share=4),
        Column(_("Decided on"), lambda r: day(r.decided_on), "muted", sort=lambda r: r.decided_on, width=130),
        Column(_("Decided by"), lambda r: r.by or "–", "muted", share=2),
        Column(_("Evidence"), lambda r: proof(r)[0], "tag", proof, sort=lambda r: r.evidence, width=112),
        Column(_("Rests on"), lambda r: evidence_words(r) if r.cited else "–", "muted", share=3),
        Column(_("What was given up"), lambda r: r.given_up, "muted", sub=_amounts, share=3),
    ]


def ask_decision(context: PageContext, row_: DecisionRow | None, issue_id: int | None = None) -> Ask:
    """Ask for everything about a decision; one answer is one undo step."""
    theme = context.theme
    people = tuple(p.name for p in context.project.read(person_rows))
    what, why = LineInput(row_.title if row_ else ""), Lines(row_.why if row_ else "", lines=2)
    by = PersonInput(people, row_.by if row_ else "")
    on = DayInput(theme, row_.decided_on if row_ else date.today(), may_be_empty=False)
    given_up = LineInput(row_.given_up if row_ else "")
    cost, forgone = (
        LineInput(amount_text(v) if v is not None else "")
        for v in (row_.cost if row_ else None, row_.revenue_forgone if row_ else None)
    )
    currency = LineInput(row_.currency if row_ else _currency(context))
    before = {c.issue_id for c in row_.cited} if row_ else {issue_id or 0}
    issues = IssueChecks(context, before)
    fields = [
        Field(theme, _("What was decided"), what),
        Field(theme, _("Why"), why),
        Field(theme, _("It rests on the evidence of"), issues),
        Field(theme, _("What was given up for it"), given_up),
        Field(theme, _("Decided by"), by),
        Field(theme, _("Decided on"), on),
        Field(theme, _("Cost"), cost),
        Field(theme, _("Revenue forgone"), forgone),
        Field(theme, _("Currency"), currency),
    ]

    def make() -> str:
        if not what.text().strip():
            return _("Say what was decided.")
        for field, editor in ((fields[6], cost), (fields[7], forgone)):
            wrong = bool(editor.text().strip()) and read_amount(editor.text()) is None
            field.set_wrong(_("“{text}” is not a number.").format(text=editor.text()[:40]) if wrong else "")
            if wrong:
                return SAID
        done(
            context, _("Change the decision") if row_ else _("Log a decision"), log_decision,
            row_.id if row_ else None, issues.checked(), what.text(), by.currentText(), on.value(),
            why=why.toPlainText(), given_up=given_up.text(), cost=read_amount(cost.text()),
            revenue_forgone=read_amount(forgone.text()), currency=currency.text(),
        )  # fmt: skip
        return ""

    sentence = _("A decision") if row_ else _("Log a decision")
    shown = [*fields[:4], boxed(row(*fields[4:6], gap=16)), boxed(row(*fields[6:], gap=16))]
    return Ask(context, sentence, "", fields, _("Save") if row_ else _("Log it"), make, shown)


class IssueChecks(QScrollArea):
    """All issues with a box to tick each, and how much evidence each has."""

    def __init__(self, context: PageContext, ticked: set[int]) -> None:
        super().__init__()
        self.boxes: dict[int, QCheckBox] = {}
        rows = context.project.read(issue_rows)
        for issue in sorted(rows, key=lambda r: r.id not in ticked):
            evidence = ngettext("{n} piece of evidence", "{n} pieces of evidence", issue.evidence)
            told = evidence.format(n=number(issue.evidence)) if issue.evidence else _("opinion only")
            short = issue.title if len(issue.title) <= SHORT else issue.title[:SHORT].rstrip() + "…"
            box = QCheckBox(f"{short} ({told})".replace("&", "&&"))
            box.setToolTip(issue.title[:400])
            box.setChecked(issue.id in ticked)
            self.boxes[issue.id] = box
        self.setWidget(boxed(column(*self.boxes.values(), None, gap=4, margins=(8, 6, 8, 6))))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(120)

    def checked(self) -> list[int]:
        """The issues that are ticked."""
        return [number_ for number_, box in self.boxes.items() if box.isChecked()]


def _currency(context: PageContext) -> str:
    """The currency of most customers."""
    from cxdesk.accounts.queries import account_rows

    found = [a.currency for a in context.project.read(account_rows) if a.currency]
    return max(sorted(set(found)), key=found.count, default="")


def _amounts(r: DecisionRow) -> str:
    parts = []
    if r.cost is not None:
        parts.append(_("costs {amount}").format(amount=money(r.cost, r.currency)))
    if r.revenue_forgone is not None:
        parts.append(_("{amount} of revenue").format(amount=money(r.revenue_forgone, r.currency)))
    return listed(parts)
