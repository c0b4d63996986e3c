"""The room “Personas”: sheets of personas and segments, the list on the left, the chosen one on the right."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, language, ngettext, number
from cxdesk.personas.kinds import KIND_WORDS
from ui.page import Page, PageContext
from ui.personas.editor import Editor
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, row, top
from ui.widgets.empty import EmptyState
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Column, Table
from ui.widgets.text import title

if TYPE_CHECKING:
    from cxdesk.personas.queries import PersonaRow


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return PersonasPage(context)


class PersonasPage(Page):
    """All sheets, and one of them to write on; what is typed is kept on a pause."""

    tables = frozenset({"persona", "persona_quote", "journey", "account"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.frame = Scaffold(self, widest=1400)
        self.table: Table | None = None
        self.editor: Editor | None = None
        self.chosen: int | None = None
        self.rows: list[PersonaRow] = []
        self._headline: Any = None

    def reload(self) -> None:
        """Read the sheets again."""
        from cxdesk.personas.queries import persona_rows

        self.rows = self.context.project.read(persona_rows)
        if not self.rows:
            self._show_empty()
            return
        if self.table is None:
            self._build()
        assert self.table is not None
        self._headline.setText(_headline(self.rows))
        with QSignalBlocker(self.table):  # the table keeps the row it had, which is not a person's choice
            self.table.set_rows(self.rows)
            if self.chosen is None or not self.table.choose(self.chosen):
                self.chosen = self.rows[0].id
                self.table.choose(self.chosen)
        self._show_chosen()

    def open_at(self, target: Any) -> None:
        """Choose the sheet of that number."""
        if isinstance(target, int):
            self.leaving()
            self.chosen = target
            self.reload()

    def leaving(self) -> None:
        """Write what is being typed."""
        if self.editor is not None:
            self.editor.commit()

    def add(self, kind: str = "persona") -> None:
        """A new sheet with a name to be typed over."""
        from cxdesk.personas import actions

        taken = {r.name for r in self.rows}
        first = _("New persona") if kind == "persona" else _("New segment")
        name, place = first, 2
        while name in taken:
            name, place = _("{name} {n}").format(name=first, n=number(place)), place + 1
        label = _("Add a persona") if kind == "persona" else _("Add a segment")
        made = self.context.bridge.run(label, actions.create, name, kind)
        if made is not None:
            self.chosen = made
            self.reload()
            assert self.editor is not None
            self.editor.name.setFocus()
            self.editor.name.selectAll()

    def print_chosen(self) -> None:
        """Show the chosen sheet as it will be printed, and save it as a PDF."""
        from ui.widgets.sheet_preview import SheetPreview

        row = next((r for r in self.rows if r.id == self.chosen), None)
        if row is None:
            return
        self.leaving()
        project = self.context.project

        def draw(lang: str) -> Any:
            from cxdesk.planning.studio_sheets import persona_sheets
            from exports.pdf.persona_sheet import render

            return render(project.read(persona_sheets, [row], lang)[0])

        SheetPreview(self.context, row.name, f"{row.name}.pdf", draw).open()

    def _show_empty(self) -> None:
        self.frame.clear()
        self.table, self.editor = None, None
        self.frame.add(
            EmptyState(
                self.context.theme,
                _("No personas yet"),
                _(
                    "Describe one kind of customer: what they want, what they take for granted, how to speak with them."
                ),
                _("Add a persona"),
                self.add,
            ),
            None,
        )

    def _build(self) -> None:
        theme = self.context.theme
        self.frame.clear()
        self._headline = title("")
        head = row(
            self._headline,
            Button(
                theme,
                _("How well we know them"),
                icon="eye",
                on_click=lambda: self.context.go("understanding"),
            ),
            Button(theme, _("Print"), icon="printer", on_click=self.print_chosen),
            Button(theme, _("Add a segment"), icon="plus", on_click=lambda: self.add("segment")),
            Button(theme, _("Add a persona"), "filled", icon="plus", on_click=self.add),
        )
        head.setStretch(0, 1)
        self.frame.add(head)
        columns = [
            Column(_("Name"), lambda r: r.name, "strong", share=2),
            Column(_("Kind"), lambda r: _(KIND_WORDS[r.kind]), "muted", width=96),
            Column(_("Share"), _share, "number", width=84),
        ]
        self.table = Table(theme, columns, name=_("Personas and segments"), fit=True, key=lambda r: r.id)
        self.table.current_changed.connect(self._on_current)
        self.editor = Editor(self.context)
        across = row(gap=24)
        top(across, boxed(column(self.table, margins=(12, 4, 12, 8)), "card"), 2)
        top(across, self.editor, 3)
        self.frame.add(across, None)

    def _on_current(self, chosen: "PersonaRow") -> None:
        if chosen.id != self.chosen:
            self.leaving()
            self.chosen = chosen.id
            self._show_chosen()

    def _show_chosen(self) -> None:
        row = next((r for r in self.rows if r.id == self.chosen), None)
        if row is not None and self.editor is not None:
            self.editor.show_persona(row)


def _share(row: "PersonaRow") -> str:
    from cxdesk.i18n import percent

    of = row.share.of_accounts if row.share else None
    return percent(of, language()) if of is not None else "–"


def _headline(rows: "list[PersonaRow]") -> str:
    count = ngettext("{n} sheet", "{n} sheets", len(rows)).format(n=number(len(rows)))
    stale = sum(1 for r in rows if r.stale_months is not None or r.checked_on is None)
    if not stale:
        return _("{sheets}, all checked within a year").format(sheets=count)
    late = ngettext("{n} to check again", "{n} to check again", stale).format(n=number(stale))
    return _("{sheets}; {late}").format(sheets=count, late=late)
