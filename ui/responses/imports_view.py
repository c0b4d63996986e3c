"""What was imported: what came of each file, why scores may differ from the source tool's, and what can be done about it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import _, day, ngettext, number, pgettext
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row
from ui.widgets.file_dialogs import ask_for_saving, ask_for_table
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, label, title

if TYPE_CHECKING:
    from cxdesk.responses.queries import BatchRow


class ImportsView(QWidget):
    """The imports as a table; the buttons below are for the chosen one."""

    def __init__(self, context: PageContext, batches: Sequence["BatchRow"], survey_id: int | None) -> None:
        super().__init__()
        self._context = context
        theme = context.theme
        again = any(b.unchanged or b.changed for b in batches)
        self.table = Table(theme, _columns(again), batches, name=_("Imports"), fit=True, key=lambda b: b.id)
        if batches:
            self.table.choose(batches[0].id)
        self.table.current_changed.connect(lambda _batch: self._offer())
        self.report = Button(theme, _("Save the report"), dense=True, on_click=self.save_report)
        self.settings = Button(theme, _("Save the settings"), dense=True, on_click=self.save_settings)
        self.anew = Button(theme, _("Read it anew"), dense=True, on_click=self.read_anew)
        self.remove = Button(
            theme, _("Remove this import"), "danger", dense=True, on_click=self.remove_import
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(title(_("Imports")))
        if waiting := context.project.read(_waiting):
            box.addWidget(self._one_by_one(waiting))
        whole = column(
            boxed(column(self.table, margins=(12, 4, 12, 8)), "card"),
            row(self.report, self.settings, self.anew, self.remove, None),
            gap=16,
        )
        holder = boxed(whole)
        whole.setContentsMargins(0, 0, 0, 0)
        box.addWidget(holder)
        # Answers that came in one by one are there before the first import is.
        holder.setVisible(bool(batches))
        if survey_id is not None:
            box.addWidget(self._why(survey_id))
        self._offer()

    def current(self) -> "BatchRow | None":
        """The chosen import."""
        batch: BatchRow | None = self.table.current()
        return batch

    def remove_import(self) -> None:
        """Take the chosen import out of every count; undo brings it back."""
        from cxdesk.importing.removing import remove_import

        batch = self.current()
        if batch is not None and batch.state == "live":
            self._context.bridge.run(_("Remove an import"), remove_import, batch.id)

    def save_report(self) -> None:
        """Ask where, and write what the import found and did."""
        batch = self.current()
        if batch is not None:
            name = _("Import report {name}").format(name=batch.source_name)
            kind = _("Pages ({patterns})").format(patterns="*.html")
            ask_for_saving(_("Save the report"), name, kind, "html", lambda p: self.write_report(batch.id, p))

    def save_settings(self) -> None:
        """Ask where, and write the settings of the import."""
        batch = self.current()
        if batch is not None:
            name = _("Import settings {name}").format(name=batch.source_name)
            kind = _("Import settings ({patterns})").format(patterns="*.json")
            ask_for_saving(
                _("Save the settings"), name, kind, "json", lambda p: self.write_settings(batch.id, p)
            )

    def read_anew(self) -> None:
        """Open the wizard on the file that was kept with the import; where none was, ask for it."""
        from cxdesk.importing.kept import is_kept

        batch = self.current()
        if batch is None or batch.state != "live":
            return
        if self._context.project.read(is_kept, batch.id):
            self.open_anew(batch.id)
        else:
            heading = _("“{name}” was not kept in the file. Choose it again").format(name=batch.source_name)
            ask_for_table(heading, lambda path: self.open_anew(batch.id, path))

    def open_anew(self, batch_id: int, source: Path | None = None) -> None:
        """Open the wizard on an import's own file."""
        from cxdesk.importing.remap import Anew

        self._context.go("importing", Anew(batch_id, source))

    def put_together(self) -> None:
        """Make one import of the answers of each round that came in one by one; each round is one step."""
        from cxdesk.responses.folding import fold

        project, context = self._context.project, self._context
        rounds = project.read(_waiting)

        def work() -> int:
            return sum(fold(project, round_id) for round_id in rounds)

        def told(n: int) -> None:
            words = ngettext("{n} answer was put together.", "{n} answers were put together.", n)
            context.offer_undo(words.format(n=number(n)), _("Every score stays as it was."))

        context.jobs.run(work, told, what=_("Packing the answers"))

    def write_report(self, batch_id: int, path: Path) -> None:
        """Write the report of an import as a page."""
        from cxdesk.importing.kept import report_of
        from exports.tables.import_report import write_import_report

        project = self._context.project
        written = self._context.bridge.act(
            lambda: write_import_report(project.read(report_of, batch_id), path)
        )
        self._tell(written)

    def write_settings(self, batch_id: int, path: Path) -> None:
        """Write the settings of an import."""
        import json

        from cxdesk.importing.remap import settings_of_import
        from exports.writing import write_file

        def write() -> Any:
            data = self._context.project.read(settings_of_import, batch_id)
            text = json.dumps(data, ensure_ascii=False, indent=2)
            return write_file(path, lambda part: part.write_text(text, encoding="utf-8"))

        self._tell(self._context.bridge.act(write))

    def _offer(self) -> None:
        batch = self.current()
        live = batch is not None and batch.state == "live"
        self.report.setEnabled(batch is not None)
        self.settings.setEnabled(batch is not None)
        self.anew.setEnabled(live)
        self.remove.setEnabled(live)

    def _one_by_one(self, waiting: dict[int, int]) -> Card:
        """That answers are there which no import brought, and a button that makes one of them."""
        n = sum(waiting.values())
        words = ngettext(
            "{n} answer came in by itself: at the kiosk, typed in or collected.",
            "{n} answers came in one by one: at the kiosk, typed in or collected.",
            n,
        ).format(n=number(n))
        line = _("They count already. They become an import when their round closes, or when there are many.")
        self.together = Button(
            self._context.theme, _("Make it an import now"), dense=True, on_click=self.put_together
        )
        said = row(body(line, tone="text2"), self.together, gap=16)
        said.setStretch(0, 1)
        return Card(label(words, strong=True), said, gap=4)

    def _why(self, survey_id: int) -> Card:
        from cxdesk.responses.why import differences

        found = self._context.project.read(differences, survey_id)
        lines = [body(sentence) for sentence in found] or [
            body(_("Every row of every file counts."), tone="text2")
        ]
        return Card(label(_("Why a score may differ from the source tool’s"), strong=True), *lines, gap=4)

    def _tell(self, written: Any) -> None:
        if written is not None:
            self._context.messages.notice("good", _("Saved as “{name}”.").format(name=written.name))


def _waiting(session: Any) -> dict[int, int]:
    from cxdesk.responses.folding import waiting

    return waiting(session)


def _columns(again: bool) -> list[Column]:
    """The table's columns; what was there already is told only where something was."""
    there = [
        Column(_("Unchanged"), lambda b: number(b.unchanged), "number", width=100),
        Column(_("Changed"), lambda b: number(b.changed), "number", width=90),
    ]
    return [
        Column(_("File"), lambda b: b.source_name, "strong", share=3),
        Column(_("Survey round"), lambda b: b.round_label, "muted", share=2),
        Column(_("Imported on"), lambda b: day(b.imported_at), "muted", width=150),
        Column(_("Rows in"), lambda b: number(b.rows_in), "number", width=90),
        Column(_("Stored"), lambda b: number(b.stored), "number", width=80),
        *(there if again else []),
        Column(_("Refused"), lambda b: number(b.refused), "number", width=90),
        Column(_("State"), lambda b: _state(b)[0], "tag", value=_state, width=110),
    ]


def _state(batch: "BatchRow") -> tuple[str, str]:
    return (
        (pgettext("of an import", "counts"), "good")
        if batch.state == "live"
        else (pgettext("of an import", "removed"), "plain")
    )
