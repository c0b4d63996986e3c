"""Make all plans: where to, in which language, as what; who gets one and what holds the others back."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QVBoxLayout

from cxdesk.i18n import LANGUAGES, _, language_word, ngettext, number
from cxdesk.paths import documents_folder
from ui.jobs import Job
from ui.page import PageContext
from ui.planning.parts import never_cut
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, title

if TYPE_CHECKING:
    from exports.pdf.batch import Order, Outcome


class MakeAll(QDialog):
    """Asks, makes with progress, then names every plan that was not made with the reason."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(QApplication.activeWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.job: Job | None = None
        self.outcomes: list[Outcome] = []
        self.setWindowTitle(_("Make all plans"))
        self.setMinimumSize(940, 620)
        self.folder = LineInput(str(documents_folder() / _("Plans")))
        self.language = Choice(
            [(None, _("Each customer’s own language")), *((c, language_word(c)) for c in LANGUAGES)]
        )
        self.kind = Choice([(".pdf", _("PDF to print")), (".xlsx", _("Workbook")), (".html", _("Web page"))])
        self.language.chosen.connect(lambda _value: self.look())
        theme = context.theme
        self.sentence = title(_("Looking at every plan"))
        self.line = body("", tone="text2")
        self.table = Table(theme, _columns(), name=_("Plans"))
        self.ok = Button(theme, _("Make the plans"), "filled", on_click=self.make)
        self.ok.setDefault(True)
        self.ok.setEnabled(False)
        self.stop = Button(theme, _("Stop"), on_click=self._stop)
        self.stop.hide()
        self.close_ = Button(theme, _("Close"), on_click=self.reject)
        self.close_.setAutoDefault(False)
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
        box.addLayout(line)
        box.addLayout(
            row(Field(theme, _("Language"), self.language), Field(theme, _("As"), self.kind), gap=16)
        )
        box.addWidget(self.table, 1)
        box.addLayout(row(None, self.close_, self.stop, self.ok))
        never_cut(self)
        self.open()
        self.look()

    def look(self) -> None:
        """Find out behind the window what holds each plan back."""
        from cxdesk.errors import UserError
        from cxdesk.planning.assemble import customer_plan
        from exports.pdf.batch import Outcome, orders

        project, language = self._context.project, self.language.value()

        def work(progress: "object") -> "list[Outcome]":
            assert callable(progress)
            found, wanted = [], orders(project, Path(), language)
            for at, order in enumerate(wanted):
                progress(at, len(wanted), order.account)
                reason = ""
                try:
                    project.read(customer_plan, order.plan_id, order.language)
                except UserError as refused:
                    reason = str(refused)
                found.append(Outcome(order, None, reason))
            return found

        self._drop()
        self.job = self._context.jobs.run(
            work, self._on_looked, progress=True, what=_("Looking at every plan")
        )

    def make(self) -> None:
        """Make them behind the window."""
        from exports.pdf.batch import make_all, orders

        project, language, kind = self._context.project, self.language.value(), self.kind.value()
        folder = Path(self.folder.text().strip())
        self._where.set_wrong("")
        if not folder.is_absolute():
            self._where.set_wrong(_("Choose a folder for the plans."))
            return
        self.ok.setEnabled(False)
        self.stop.show()
        self.job = self._context.jobs.run(
            lambda progress: make_all(project, orders(project, folder, language, kind), progress),
            self._on_made, progress=True, on_error=self._on_error, what=_("Making the plans"),
        )  # fmt: skip

    def done(self, code: int) -> None:
        """What was made stays; the rest is not made."""
        self._drop()
        super().done(code)

    def _stop(self) -> None:
        if self.job is not None:
            self.job.cancel()

    def _drop(self) -> None:
        if self.job is not None and not self.job.finished:
            self.job.cancel()
        self.job = None

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Choose a folder for the plans"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _on_looked(self, found: "list[Outcome]") -> None:
        ready = [o for o in found if not o.reason]
        n = len(ready)
        words = ngettext("{n} plan can be made", "{n} plans can be made", n).format(n=number(n))
        self.sentence.setText(words if found else _("No plan yet"))
        rest = len(found) - n
        waits = ngettext("{n} waits for a wording or for approval; it is not made.",
                         "{n} wait for a wording or for approval; they are not made.", rest)  # fmt: skip
        self.line.setText(waits.format(n=number(rest)) if rest else "")
        self.table.set_rows(sorted(found, key=lambda o: not o.reason))
        self.ok.setEnabled(bool(n))

    def _on_made(self, found: "list[Outcome]") -> None:
        self.outcomes = found
        self.stop.hide()
        self.ok.setEnabled(True)
        made = sum(o.file is not None for o in found)
        folder = Path(self.folder.text())
        words = ngettext("{n} plan made in {folder}.", "{n} plans made in {folder}.", made)
        self.sentence.setText(words.format(n=number(made), folder=folder.name))
        rest = len(found) - made
        words = ngettext("{n} was not made; the reason stands beside it.",
                         "{n} were not made; the reasons stand beside them.", rest)  # fmt: skip
        self.line.setText(words.format(n=number(rest)) if rest else "")
        self.table.set_rows(sorted(found, key=lambda o: o.file is not None))

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


def make_all_plans(context: PageContext) -> None:
    """Open the window that makes all plans."""
    MakeAll(context)


def _columns() -> list[Column]:
    def state(o: "Outcome") -> tuple[str, str]:
        if o.file is not None:
            return _("made"), "good"
        return (_("not yet"), "warn") if o.reason else (_("ready"), "good")

    def order(o: "Outcome") -> "Order":
        return o.order

    return [
        Column(_("Customer"), lambda o: order(o).account, "strong", share=2),
        Column(_("Language"), lambda o: language_word(order(o).language), "muted", width=110),
        Column(_("State"), lambda o: state(o)[0], "tag", state, width=110),
        Column(_("What holds it back"), lambda o: o.reason.partition("\n")[0] or (o.file.name if o.file else ""),
               "muted", sub=lambda o: o.reason.partition("\n")[2].partition("\n")[0], share=5),
    ]  # fmt: skip
