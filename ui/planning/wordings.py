"""Every sentence of all customers' plans side by side: what is missing, written in place, out to a translator and back."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, is_rtl, language_name, language_word, ngettext, number
from cxdesk.planning import wording
from cxdesk.planning.side_by_side import Sentence, languages_in_use, side_by_side
from ui.page import PageContext
from ui.planning.dialogs import make_plan
from ui.planning.editing import Typing, commit_all
from ui.planning.parts import Crumbs
from ui.planning.wordings_back import Back
from ui.widgets.buttons import Button
from ui.widgets.cards import boxed, column, row
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Choice
from ui.widgets.lines_input import Lines
from ui.widgets.scaffold import Scaffold
from ui.widgets.side_by_side import SideBySide, Writing
from ui.widgets.tables import Column, Table
from ui.widgets.tabs import Segmented
from ui.widgets.text import body, display

if TYPE_CHECKING:
    from cxdesk.importing.wordings import Wordings


class WordingsView(QWidget):
    """The list, and below it the one sentence that is being written; `go(target)` opens something of this room."""

    def __init__(self, context: PageContext, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context, self._go = context, go
        self.rows: list[Sentence] = []
        self.back: Back | None = None
        theme = context.theme
        self.title = display("")
        self.language = Choice()
        self.language.setAccessibleName(_("Language to write"))
        self.language.chosen.connect(lambda _value: self._again())
        self.source = Choice()
        self.source.setAccessibleName(_("Language to read beside it"))
        self.source.chosen.connect(lambda _value: self._again())
        self.state = Segmented(theme, [("open", _("Still open")), ("all", _("All"))])
        self.state.chosen.connect(lambda _value: self._again())
        self.sides = SideBySide(
            theme, columns(), name=_("Sentences of all plans"), key=lambda r: r.key, writing=_writing,
            tie=self._tie, ends=self._ends, look="customer",
        )  # fmt: skip
        self._lay_out()

    @property
    def table(self) -> Table:
        """The list."""
        return self.sides.table

    @property
    def editor(self) -> Lines | None:
        """The field of the sentence that is chosen."""
        return self.sides.editor

    def reload(self) -> None:
        """Read the list again; the sentence that is being written stays."""
        read = self._context.project.read
        used = read(languages_in_use)
        options = [(None, _("Each customer’s own language")), *((c, language_name(c)) for c in used)]
        self.language.set_options(options, self.language.value())
        beside = [(c, language_name(c)) for c in ("en", *(c for c in used if c != "en"))]
        self.source.set_options(beside, self.source.value() or "en")
        self.rows = read(side_by_side, self.language.value(), self.source.value())
        self._show_title()
        for widget in self._some:
            widget.setVisible(bool(self.rows))
        self._nothing.setVisible(not self.rows)
        shown = self.shown()
        self.sides.show_rows(shown)

    def shown(self) -> list[Sentence]:
        """The rows that the filter lets through; the one being written stays until another is chosen."""
        if self.state.current() == "all":
            return self.rows
        return [r for r in self.rows if r.state in ("missing", "waiting") or r.key == self.sides.written]

    def let_go(self) -> None:
        """Nothing runs behind this view."""

    def write_out(self, target: Path) -> None:
        """Write what is shown as a workbook for a translator."""
        from exports.tables.wordings import write_wordings

        commit_all(self)
        rows = self.shown()
        self._context.jobs.run(
            lambda: write_wordings(rows, target), self._on_written, what=_("Writing the list")
        )

    def read_back(self, source: Path) -> None:
        """Read a workbook that was filled in and show what it would change."""
        from cxdesk.importing.wordings import read_wordings

        commit_all(self)
        project = self._context.project
        self._context.jobs.run(
            lambda progress: read_wordings(project, source, progress),
            self._on_read,
            progress=True,
            what=_("Reading the list"),
        )

    def approve(self) -> None:
        """Somebody answers for the sentence that is chosen."""
        from ui.planning.wordings_back import approve_one

        commit_all(self)
        if (chosen := self.table.current()) is not None and chosen.text:
            approve_one(self._context, chosen, datetime.now())

    def _again(self) -> None:
        self.sides.forget()
        self.reload()

    def _show_title(self) -> None:
        missing = sum(r.state == "missing" for r in self.rows)
        waiting = sum(r.state == "waiting" for r in self.rows)
        if missing:
            words = ngettext("{n} sentence is missing", "{n} sentences are missing", missing)
            self.title.setText(words.format(n=number(missing)))
        elif waiting:
            words = ngettext("{n} sentence waits for approval.", "{n} sentences wait for approval.", waiting)
            self.title.setText(words.format(n=number(waiting)))
        elif not self.rows:
            self.title.setText(_("Wording of all plans"))
        else:
            self.title.setText(_("Every sentence is written and approved"))

    def _tie(self, editor: Lines, chosen: Sentence) -> None:
        Typing(
            self._context, editor, _("Write for the customer"), wording.write, *chosen.owner, chosen.field,
            chosen.language, on_refused=self.reload,
        )  # fmt: skip

    def _ends(self, chosen: Sentence) -> list[QWidget]:
        theme, plan, found = self._context.theme, chosen.plan_id, []
        if plan:
            found.append(
                Button(theme, _("Open the plan"), dense=True, on_click=lambda: self._go(("plan", plan)))
            )
        if not self._context.project.read_only:
            found.append(Button(theme, _("Approve"), dense=True, on_click=self.approve))
        return [*found]

    def _on_written(self, path: Path) -> None:
        from ui.widgets.file_dialogs import show_file

        self._context.messages.notice(
            "good", _("The list is written. Fill in the column “Wording”, then read it back."), str(path),
            _("Open it"), lambda: show_file(path),
        )  # fmt: skip

    def _on_read(self, found: "Wordings") -> None:
        self.back = Back(self._context, found)

    def _ask_where(self) -> None:
        from ui.widgets.file_dialogs import ask_for_saving

        ask_for_saving(_("Write the list"), _("Wording of the plans") + ".xlsx", _("Workbooks (*.xlsx)"), "xlsx",
                       self.write_out)  # fmt: skip

    def _ask_which(self) -> None:
        from ui.widgets.file_dialogs import ask_for_table

        ask_for_table(_("Read the list back"), self.read_back)

    def _lay_out(self) -> None:
        theme = self._context.theme
        frame = Scaffold(self, fills=True)
        crumbs = Crumbs(theme, self._go)
        crumbs.show_crumbs([(_("Actions"), ("plans", None)), (_("Wording of all plans"), None)])
        line = body(_("One list for all customers. A plan is made once every sentence in it is written and approved."),
                    tone="text2")  # fmt: skip
        out = Button(theme, _("Write out for a translator"), icon="download", on_click=self._ask_where)
        back = Button(theme, _("Read back"), icon="upload", on_click=self._ask_which)
        back.setEnabled(not self._context.project.read_only)
        self._nothing = EmptyState(
            theme,
            _("No plan yet"),
            _("A plan tells one customer what you heard and what you will do about it."),
            "" if self._context.project.read_only else _("New plan"),
            lambda: make_plan(self._context),
        )
        bar = boxed(row(self.state, self.language, self.source, None, out, back))
        self._some = (bar, self.sides)
        frame.add(column(crumbs, self.title, line, gap=4), self._nothing, bar)
        frame.body.addWidget(self.sides, 1)
        frame.body.addStretch(0)


def _writing(chosen: Sentence) -> Writing:
    name = _("{where}, in {language}").format(where=chosen.where, language=language_word(chosen.language))
    beside = language_name(chosen.source_language) if chosen.source else ""
    return Writing(
        name, chosen.text, is_rtl(chosen.language), beside, chosen.source, is_rtl(chosen.source_language)
    )


def columns() -> list[Column]:
    """What the list shows."""
    words = {
        "missing": (_("missing"), "bad"),
        "waiting": (_("waits"), "warn"),
        "approved": (_("approved"), "good"),
        "optional": (_("may be empty"), "plain"),
    }

    def state(r: Sentence) -> tuple[str, str]:
        return words[r.state]

    def by(r: Sentence) -> str:
        if r.instead_of:
            return _("{name}, in place of {owner}").format(name=r.approved_by, owner=r.instead_of)
        return r.approved_by

    return [
        Column(
            _("Customer"),
            lambda r: r.customer or _("All customers"),
            "strong",
            sub=lambda r: r.where,
            share=3,
        ),
        Column(_("Source sentence"), lambda r: r.source, "muted", share=4),
        Column(_("Language"), lambda r: language_name(r.language), "muted", width=100),
        Column(_("Wording"), lambda r: r.text, share=4),
        Column(_("State"), lambda r: state(r)[0], "tag", state, width=104),
        Column(_("Approved by"), by, "muted", share=2),
    ]
