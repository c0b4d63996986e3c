"""Make all plans: exactly what every customer will see, plan by plan, with search; and only then the files."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QSplitter, QVBoxLayout, QWidget

from cxdesk.i18n import LANGUAGES, _, language_name, language_word, ngettext, number
from cxdesk.paths import documents_folder
from ui.jobs import Job
from ui.page import PageContext
from ui.planning.parts import never_cut
from ui.planning.seen_list import SeenList
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.over import window_over
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, title

if TYPE_CHECKING:
    from cxdesk.planning.plan_figures import PlanFigures
    from cxdesk.planning.plan_queries import PlanRow
    from cxdesk.planning.plan_review import Reviewed
    from exports.pdf.batch import Order, Outcome

# So many plans are read before the window can ask for another first.
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One customer's plan: what will be seen once it was looked at, and what became of it."""

    plan: "PlanRow"
    language: str
    seen: "Reviewed | None" = None
    outcome: "Outcome | None" = None

    @property
    def ready(self) -> bool:
        """Whether it can be made."""
        return self.seen is not None and not self.seen.reason

    @property
    def reason(self) -> str:
        """Why it is not made, or was not."""
        if self.outcome is not None:
            return self.outcome.reason
        return self.seen.reason if self.seen is not None else ""


class MakeAll(QDialog):
    """Shows what will be seen, asks, makes with progress, then names every plan that was not made with the reason."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.job: Job | None = None
        self.outcomes: list[Outcome] = []
        self.rows: list[Row] = []
        self._figures: dict[int, PlanFigures] = {}
        self.setWindowTitle(_("Make all plans"))
        self.setMinimumSize(1080, 680)
        theme = context.theme
        self.folder = LineInput(str(documents_folder() / _("Plans")))
        self.language = Choice(
            [(None, _("Each customer’s own language")), *((c, language_name(c)) for c in LANGUAGES)]
        )
        self.kind = Choice([(".pdf", _("PDF to print")), (".xlsx", _("Workbook")), (".html", _("Web page"))])
        self.language.chosen.connect(lambda _value: self.look())
        self.sentence = title(_("Looking at every plan"))
        self.line = body("", tone="text2")
        self.search = LineInput(placeholder=_("Find a name or words in all plans"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(_("Find in all plans"))
        self.search.textChanged.connect(lambda _text: self._filter())
        self.search.returnPressed.connect(self.next_found)
        self.table = Table(theme, _columns(), name=_("Plans"), key=lambda r: r.plan.id)
        self.table.current_changed.connect(lambda _row: self._show_seen())
        self._began = 0
        self.seen = SeenList(theme)
        self.seen.passed.connect(self._pass_on)
        self.ok = Button(theme, _("Make the plans"), "filled", on_click=self.make)
        self.ok.setEnabled(False)
        self.ok.setAutoDefault(False)
        self.stop = Button(theme, _("Stop"), on_click=self._stop)
        self.stop.hide()
        self.close_ = Button(theme, _("Close"), on_click=self.reject)
        self.close_.setAutoDefault(False)
        self._lay_out()
        never_cut(self)
        self.open()
        self.look()

    def look(self) -> None:
        """List every plan at once, then read behind the window what each customer will see."""
        from cxdesk.planning.plan_review import newest_plans

        self._drop()
        self.rows, self._figures = [], {}
        self.ok.setEnabled(False)
        self.sentence.setText(_("Looking at every plan"))
        project = self._context.project
        # Not even the list is read here: another page may be counting, and the window would wait for it.
        self.job = self._context.jobs.run(
            lambda: project.read(newest_plans), self._on_listed, what=_("Looking at every plan")
        )

    def _on_listed(self, plans: "list[PlanRow]") -> None:
        language = self.language.value()
        self.rows = [Row(p, language or p.language) for p in plans]
        self._began = self.rows[0].plan.id if self.rows else 0
        self._filter()
        self.table.setFocus()
        self._read_on()

    def make(self) -> None:
        """Make the files of those that are ready, behind the window."""
        from exports.pdf.batch import make_all, orders

        project, language, kind = self._context.project, self.language.value(), self.kind.value()
        folder = Path(self.folder.text().strip())
        self._where.set_wrong("")
        if not folder.is_absolute():
            self._where.set_wrong(_("Choose a folder for the plans."))
            return
        ready = {r.plan.id for r in self.rows if r.ready}
        self.ok.setEnabled(False)
        self.stop.show()

        def work(progress: "object") -> "list[Outcome]":
            assert callable(progress)
            wanted: list[Order] = [o for o in orders(project, folder, language, kind) if o.plan_id in ready]
            return make_all(project, wanted, progress)

        self.job = self._context.jobs.run(
            work, self._on_made, progress=True, on_error=self._on_error, what=_("Making the plans")
        )

    def next_found(self) -> None:
        """Go to the next line that holds what is looked for, from plan to plan."""
        if self.search.text().strip() and not self.seen.next_found():
            self._pass_on(1)

    def done(self, code: int) -> None:
        """What was made stays; the rest is not made."""
        self._drop()
        super().done(code)

    def _read_on(self) -> None:
        """Read some more plans, the one that is looked at first; what they say in numbers is counted for all at once."""
        from cxdesk.planning.plan_review import figures_of, reviewed

        chosen: Row | None = self.table.current()
        waiting = [r for r in self.rows if r.seen is None]
        if chosen is not None and chosen.seen is None:
            waiting.sort(key=lambda r: r.plan.id != chosen.plan.id)
        part, project, plans = waiting[:AT_ONCE], self._context.project, [r.plan for r in self.rows]
        known = self._figures

        def work() -> "tuple[list[Reviewed], dict[int, PlanFigures]]":
            figures = known or project.read(figures_of, plans)
            found = [project.read(reviewed, r.plan, r.language, figures.get(r.plan.id)) for r in part]
            return found, figures

        if part:
            self.job = self._context.jobs.run(work, self._on_read, what=_("Looking at every plan"))
        else:
            self.job = None
            self._on_looked()

    def _on_read(self, read: "tuple[list[Reviewed], dict[int, PlanFigures]]") -> None:
        found, self._figures = read
        by_plan = {one.plan.id: one for one in found}
        self.rows = [
            replace(r, seen=by_plan[r.plan.id]) if r.plan.id in by_plan and r.seen is None else r
            for r in self.rows
        ]
        looked = sum(r.seen is not None for r in self.rows)
        words = _("Looking at every plan: {n} of {all}")
        self.sentence.setText(words.format(n=number(looked), all=number(len(self.rows))))
        self._filter()
        self._read_on()

    def _on_looked(self) -> None:
        n = sum(r.ready for r in self.rows)
        words = ngettext("{n} plan can be made", "{n} plans can be made", n).format(n=number(n))
        self.sentence.setText(words if self.rows else _("No plan yet"))
        rest = len(self.rows) - n
        waits = ngettext("{n} waits for a wording or for approval; it is not made.",
                         "{n} wait for a wording or for approval; they are not made.", rest)  # fmt: skip
        self.line.setText(waits.format(n=number(rest)) if rest else "")
        button = ngettext("Make {n} plan", "Make {n} plans", n).format(n=number(n))
        self.ok.setText(button if n else _("Make the plans"))
        self.ok.setEnabled(bool(n))
        self.rows.sort(key=lambda r: bool(r.reason))
        self._filter()
        chosen: Row | None = self.table.current()
        if chosen is not None and chosen.plan.id == self._began:  # nobody walked on yet
            self.table.choose(self.table.rows_model.rows[0].plan.id)
            self._show_seen()

    def _filter(self) -> None:
        """Show the plans that hold what is looked for; all of them where nothing is."""
        needle = self.search.text().strip()
        shown = [r for r in self.rows if not needle or _holds(r, needle)]
        before: Row | None = self.table.current()
        self.table.set_rows(shown)
        if shown and self.table.current() is None:
            self.table.choose(shown[0].plan.id)
        self._found.setText("")
        if needle:
            words = ngettext("found in {n} plan", "found in {n} plans", len(shown))
            self._found.setText(words.format(n=number(len(shown))))
        if self.table.current() is not before or needle:
            self._show_seen()

    def _show_seen(self) -> None:
        chosen: Row | None = self.table.current()
        self._whose.setText("")
        if chosen is None:
            self.seen.clear()
            return
        head = _("{customer}, version {n} ({language})")
        self._whose.setText(
            head.format(
                customer=chosen.plan.account,
                n=number(chosen.plan.version),
                language=language_word(chosen.language),
            )
        )
        if chosen.seen is None:
            self.seen.show_parts((), chosen.language, reason=_("Being looked at."))
            return
        self.seen.show_parts(chosen.seen.parts, chosen.language, self.search.text().strip(), chosen.reason)

    def _pass_on(self, step: int) -> None:
        """Go to the plan below or above; its lines keep the keys."""
        rows = self.table.rows_model.rows
        at = self.table.currentIndex().row() + step
        if not 0 <= at < len(rows):
            return
        self.table.choose(rows[at].plan.id)
        if step < 0:
            self.seen.setCurrentRow(self.seen.count() - 1)

    def _stop(self) -> None:
        if self.job is not None:
            self.job.cancel()

    def _drop(self) -> None:
        if self.job is not None and not self.job.finished:
            self.job.drop()
        self.job = None

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Choose a folder for the plans"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _on_made(self, found: "list[Outcome]") -> None:
        self.outcomes = found
        self.stop.hide()
        self.ok.setEnabled(True)
        by_plan = {o.order.plan_id: o for o in found}
        self.rows = [replace(r, outcome=by_plan.get(r.plan.id)) for r in self.rows]
        self.rows.sort(key=lambda r: r.outcome is not None and r.outcome.file is not None)
        made = sum(o.file is not None for o in found)
        folder = Path(self.folder.text())
        words = ngettext("{n} plan made in {folder}.", "{n} plans made in {folder}.", made)
        self.sentence.setText(words.format(n=number(made), folder=folder.name))
        rest = len(self.rows) - made
        words = ngettext("{n} was not made; the reason stands beside it.",
                         "{n} were not made; the reasons stand beside them.", rest)  # fmt: skip
        self.line.setText(words.format(n=number(rest)) if rest else "")
        self._filter()

    def _on_error(self, error: BaseException) -> None:
        from cxdesk.errors import UserError

        self.stop.hide()
        self.ok.setEnabled(True)
        if isinstance(error, UserError):
            self._where.set_wrong(str(error))
            return

        def again() -> None:
            raise error

        self._context.bridge.act(again)

    def _lay_out(self) -> None:
        theme = self._context.theme
        choose = Button(theme, _("Choose a folder"), on_click=self._choose)
        choose.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(self.sentence)
        box.addWidget(self.line)
        self._where = Field(theme, _("Into which folder"), self.folder)
        line = row(gap=8)
        line.addWidget(self._where, 1)
        line.addWidget(choose, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(Field(theme, _("Language"), self.language))
        line.addWidget(Field(theme, _("As"), self.kind))
        box.addLayout(line)
        self._found = body("", tone="text2", wrap=False)
        looked = row(gap=12)
        looked.addWidget(self.search, 1)
        looked.addWidget(self._found)
        box.addLayout(looked)
        self._whose = title("")
        right = QVBoxLayout()
        right.setContentsMargins(12, 0, 0, 0)
        right.addWidget(self._whose)
        right.addWidget(self.seen, 1)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        across.addWidget(self.table)
        across.addWidget(_boxed(right))
        across.setSizes([440, 600])
        box.addWidget(across, 1)
        box.addLayout(row(None, self.close_, self.stop, self.ok))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.search.setFocus)
        QShortcut(QKeySequence("F3"), self).activated.connect(self.next_found)


def make_all_plans(context: PageContext) -> None:
    """Open the window that makes all plans."""
    MakeAll(context)


def _boxed(layout: QVBoxLayout) -> QWidget:
    box = QWidget()
    box.setLayout(layout)
    return box


def _holds(one: Row, needle: str) -> bool:
    from cxdesk.i18n import folded

    if one.seen is not None:
        return one.seen.holds(needle)
    return folded(needle) in folded(one.plan.account)


def _columns() -> list[Column]:
    def state(r: Row) -> tuple[str, str]:
        if r.outcome is not None and r.outcome.file is not None:
            return _("made"), "good"
        if r.seen is None:
            return "…", "plain"
        return (_("not yet"), "warn") if r.reason else (_("ready"), "good")

    return [
        Column(_("Customer"), lambda r: r.plan.account, "strong", share=2),
        Column(_("Language"), lambda r: language_name(r.language), "muted", width=100),
        Column(_("State"), lambda r: state(r)[0], "tag", state, width=90),
    ]
