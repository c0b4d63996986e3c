"""Who gets which document and how often, what is due today, and the gate before the next round."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from cxdesk.i18n import LANGUAGES, NAMES, _, day, language, ngettext, number
from cxdesk.paths import documents_folder
from cxdesk.programme.report import AUDIENCES, EXECUTIVE, FUNCTION, TITLES
from ui.page import PageContext
from ui.programme.gate_card import GateCard
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.file_dialogs import file_dialog
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, label, title

if TYPE_CHECKING:
    from cxdesk.programme.routing import RouteRow
    from exports.report_pack import Made


class RoutesView(QWidget):
    """The table of routes; the buttons below make what is due, or end the chosen one."""

    def __init__(self, context: PageContext, today: date | None = None) -> None:
        super().__init__()
        from cxdesk.programme.reports import functions_of
        from cxdesk.programme.routing import RHYTHMS, route_rows

        self._context, self.today = context, today or date.today()
        self.rows: list[RouteRow] = context.project.read(route_rows)
        self.functions: list[str] = context.project.read(functions_of)
        waiting = sum(r.is_due(self.today) for r in self.rows)
        theme = context.theme
        self.table = Table(
            theme, self._columns(), self.rows, name=_("Who gets what"), fit=True, key=lambda r: r.id
        )
        if self.rows:
            self.table.choose(self.rows[0].id)
        words = ngettext("Make {n} document that is due", "Make {n} documents that are due", waiting)
        self.make = Button(theme, words.format(n=number(waiting)), "filled", on_click=self.ask_where)
        self.make.setEnabled(waiting > 0)
        self.end = Button(theme, _("End it"), "danger", dense=True, on_click=self.remove)
        self.end.setEnabled(bool(self.rows))
        options = [(a, _(TITLES[a])) for a in AUDIENCES if a != FUNCTION or self.functions]
        self.audience = Choice(options, options[0][0])
        self.audience.chosen.connect(lambda _a: self._offer())
        self.function = Choice(
            [(f, f) for f in self.functions], self.functions[0] if self.functions else None
        )
        self.recipient = LineInput(placeholder=_("A person or a group"))
        self.rhythm = Choice([(key, _(words)) for key, words in RHYTHMS.items()], "monthly")
        self.language = Choice([(code, NAMES[code]) for code in LANGUAGES], language())
        self.form = Choice([("pdf", "PDF"), ("pptx", _("Slides"))], "pdf")
        self.add = Button(theme, _("Add"), on_click=self.add_route)
        self._lay_out()
        self._offer()

    def add_route(self) -> None:
        """Let somebody get a document from today on."""
        from cxdesk.programme import routing

        done = self._context.bridge.run(
            _("Add who gets a document"),
            routing.add_route,
            self.audience.value(),
            self.recipient.text(),
            self.rhythm.value(),
            self.today,
            self.language.value(),
            str(self.function.value() or ""),
            self.form.value() if self.audience.value() == EXECUTIVE else "pdf",
        )
        if done is None:
            self.recipient.setFocus()

    def remove(self) -> None:
        """Let the chosen one get it no longer; undo brings it back."""
        from cxdesk.programme import routing

        chosen: RouteRow | None = self.table.current()
        if chosen is not None:
            self._context.bridge.run(_("Remove who gets a document"), routing.delete_route, chosen.id)

    def ask_where(self) -> None:
        """Ask for a folder, then write everything that is due."""
        dialog = file_dialog(_("Choose a folder for the documents"), [])
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.setDirectory(str(documents_folder()))
        dialog.fileSelected.connect(lambda name: self.make_due(Path(name)))
        dialog.open()

    def make_due(self, folder: Path) -> None:
        """A file each; it can be stopped between two."""
        project, now, rows = self._context.project, self.today, [r for r in self.rows if r.is_due(self.today)]

        def work(progress: Any) -> "Made":
            from exports.report_pack import write_due

            return write_due(project, folder, now, rows, progress)

        self._context.jobs.run(work, self._on_made, progress=True, what=_("Making the documents"))

    def _on_made(self, made: "Made") -> None:
        n = len(made.files)
        words = ngettext("{n} document written.", "{n} documents written.", n).format(n=number(n))
        if made.failed:
            self._context.messages.refused("\n".join([words, *(f"{who}: {why}" for who, why in made.failed)]))
        else:
            self._context.messages.notice("good", words, str(made.files[0].parent) if made.files else "")

    def _offer(self) -> None:
        self._function_field.setVisible(self.audience.value() == FUNCTION)
        self._form_field.setVisible(self.audience.value() == EXECUTIVE)

    def _lay_out(self) -> None:
        theme = self._context.theme
        self._function_field = Field(theme, _("Function"), self.function)
        self._form_field = Field(theme, _("As"), self.form)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(title(_("Who gets what, and when")))
        if self.rows:
            box.addWidget(boxed(column(self.table, margins=(12, 4, 12, 8)), "card"))
            box.addLayout(row(self.make, self.end, None))
        else:
            box.addWidget(body(_("Nobody gets a document by rhythm yet. Say below who does."), tone="text2"))
        fields = row(
            Field(theme, _("Document"), self.audience),
            self._function_field,
            Field(theme, _("For"), self.recipient),
            Field(theme, _("How often"), self.rhythm),
            Field(theme, _("Language"), self.language),
            self._form_field,
            gap=12,
        )
        box.addWidget(Card(label(_("Add one"), strong=True), fields, row(self.add, None)))
        box.addWidget(GateCard(self._context))
        box.addStretch(1)

    def _columns(self) -> list[Column]:
        from cxdesk.programme.routing import RHYTHMS

        return [
            Column(
                _("Document"), lambda r: f"{_(TITLES[r.audience])} {r.function}".strip(), "strong", share=3
            ),
            Column(_("For"), lambda r: r.recipient, share=2),
            Column(_("How often"), lambda r: _(RHYTHMS[r.rhythm]), "muted", width=190),
            Column(_("Language"), lambda r: NAMES[r.language], "muted", width=120),
            Column(_("Last made"), lambda r: day(r.last_on) if r.last_on else "–", "muted", width=150),
            Column(_("Next due"), lambda r: self._due(r)[0], "tag", value=self._due, width=170),
        ]

    def _due(self, route: "RouteRow") -> tuple[str, str]:
        if route.due_on is None:
            return "–", "plain"
        return day(route.due_on), "warn" if route.is_due(self.today) else "plain"
