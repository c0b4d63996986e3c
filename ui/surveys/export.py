"""“Export the questionnaire”: for which program, in which languages, and what the file can't carry, before it is saved."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cxdesk.errors import UserError
from cxdesk.i18n import _, endonym
from ui.page import PageContext
from ui.surveys.formats import FORMATS, Format, save, written
from ui.widgets.buttons import Button
from ui.widgets.cards import column, row
from ui.widgets.fields import Field
from ui.widgets.file_dialogs import ask, file_dialog, show_file
from ui.widgets.named import NameInput
from ui.widgets.notes_list import note_lines, scrolled
from ui.widgets.over import window_over
from ui.widgets.text import body, caption, label, title
from ui.widgets.window_size import resize_within_screen

if TYPE_CHECKING:
    from cxdesk.surveys.formats.carried import Written

SIZE = (980, 740)
LIST_WIDTH = 400


def export_here(context: PageContext) -> None:
    """Export the survey that is shown, or the first there is."""
    from cxdesk.surveys.queries import survey_rows

    shown = getattr(context.page(), "survey_id", None)
    rows = context.project.read(survey_rows)
    if not rows:
        context.messages.notice("info", _("No survey yet"))
        return
    open_export(context, shown if shown in {r.id for r in rows} else rows[0].id)


def open_export(context: PageContext, survey_id: int) -> "ExportDialog":
    """The dialog for one survey."""
    dialog = ExportDialog(context, survey_id)
    dialog.open()
    return dialog


def open_web_page(context: PageContext, survey_id: int) -> "ExportDialog":
    """The dialog for one survey, at the page for a browser."""
    dialog = open_export(context, survey_id)
    dialog.choices.button(next(n for n, f in enumerate(FORMATS) if f.key == "html")).setChecked(True)
    return dialog


class ExportDialog(QDialog):
    """Makes the file behind the window as soon as something is chosen, and saves exactly that one."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        super().__init__(window_over())
        from cxdesk.surveys.queries import survey_rows

        self._context = context
        self._row = next(r for r in context.project.read(survey_rows) if r.id == survey_id)
        self.made: Written | None = None
        self.save_dialog: QFileDialog | None = None
        self._job: Any = None
        self.setWindowTitle(_("Export the questionnaire"))
        self.choices = QButtonGroup(self)
        self.languages: dict[str, QCheckBox] = {}
        self.save = Button(
            context.theme, _("Save the file"), "filled", icon="download", on_click=self.ask_where
        )
        self.save.setAutoDefault(True)
        self._notes = QVBoxLayout()
        self._accounts = self._known_accounts()
        self.customer = NameInput([name for _key, name in self._accounts], "", _("For everybody"))
        self.customer.named.connect(lambda _name: self.make())
        hint = _("The answers of this page count for that customer.")
        self._customer = Field(context.theme, _("For one customer"), self.customer, hint=hint)
        self._lay_out()
        self.finished.connect(self._on_finished)
        self.choices.button(0).setChecked(True)
        self.choices.button(0).setFocus()
        self.choices.idToggled.connect(lambda _id, on: self.make() if on else None)
        self.make()

    @property
    def format(self) -> Format:
        """The format that is chosen."""
        return FORMATS[max(0, self.choices.checkedId())]

    def wanted(self) -> list[str]:
        """The languages that are ticked, the survey's own first; where only one can be, the first of them."""
        found = [code for code, box in self.languages.items() if box.isChecked()]
        return found[:1] if self.format.alone else found

    def make(self) -> None:
        """Write the survey in the chosen format, to see what it can't carry."""
        self._drop()
        self.made = None
        self.save.setEnabled(False)
        self._customer.setVisible(self.format.stored and bool(self._accounts))
        account = self._account()
        chosen, wanted, project, survey = self.format, self.wanted(), self._context.project, self._row.id
        if not wanted:
            self._tell([_("Tick at least one language.")])
            return
        self._job = self._context.jobs.run(
            lambda: written(project, survey, chosen, wanted, account),
            self._on_made,
            on_error=self._on_error,
            what=_("Making the file"),
        )

    def _account(self) -> str:
        """The customer the page is for, as it was typed."""
        return self.customer.currentText().strip() if self.format.stored and self._accounts else ""

    def ask_where(self) -> None:
        """Ask for the file's name, then write what was made."""
        dialog = file_dialog(
            _("Export the questionnaire"), [f"{_(self.format.words)} (*{self.format.suffix})"]
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self.format.suffix.removeprefix("."))
        # A page for one customer is told from that of another by its name.
        name = " ".join(filter(None, (self._row.name, self._account())))
        dialog.selectFile("".join(c if c not in '\\/:*?"<>|' else " " for c in name))
        self.save_dialog = dialog
        ask(dialog, self.save_to)

    def save_to(self, path: Path) -> None:
        """Write the file and say where it is."""
        made, messages = self.made, self._context.messages
        if made is None:
            return

        # Who sends a page has to know what to do with what comes back.
        back = _("Drop the answer files that people send you on this window.") if self.format.stored else ""

        def told(where: Path) -> None:
            sentence = _("The questionnaire is in {file}.").format(file=where.name)
            messages.notice("good", sentence, back, _("Open it"), lambda: show_file(where))

        self._context.jobs.run(lambda: save(made, path), told, what=_("Writing the file"))
        self.accept()

    def _on_made(self, made: "Written") -> None:
        self._job, self.made = None, made
        self.save.setEnabled(True)
        one = self.wanted()[:1] if self.format.alone and len(self._row.languages) > 1 else []
        told = [_("The file holds one language: {language}.").format(language=endonym(c)) for c in one]
        self._tell([*told, *made.notes])

    def _on_error(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, UserError):
            self._tell([str(error)])
            return
        self.reject()

        def again() -> None:
            raise error

        self._context.bridge.act(again)

    def _tell(self, notes: list[str]) -> None:
        """What the file can't carry, on the right."""
        while (item := self._notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        if notes:
            self._notes.addWidget(scrolled(note_lines(self._context.theme, notes)), 1)
        else:
            self._notes.addWidget(body(_("Everything in the survey goes into the file.")))
            self._notes.addStretch(1)

    def _known_accounts(self) -> list[tuple[str, str]]:
        """Keys and names; none where the survey promises that nobody can see who answers."""
        from cxdesk.accounts.queries import account_rows

        if self._row.promise == "anonymous":
            return []
        return [(a.key, a.name) for a in self._context.project.read(account_rows)]

    def _drop(self) -> None:
        if self._job is not None:
            self._job.drop()
            self._job = None

    def _on_finished(self) -> None:
        self._drop()
        self.deleteLater()

    def _lay_out(self) -> None:
        rows: list[Any] = [label(_("For which program"), strong=True)]
        for at, row_ in enumerate(FORMATS):
            button = QRadioButton(_(row_.words))
            button.setAccessibleDescription(_(row_.purpose))
            self.choices.addButton(button, at)
            purpose = caption(_(row_.purpose), wrap=True)
            rows += [button, row(24, purpose, gap=0), 4]
        ticks: list[QWidget] = []
        for code in self._row.languages:
            box = QCheckBox(endonym(code))
            box.setChecked(True)
            box.toggled.connect(self.make)
            self.languages[code] = box
            ticks.append(box)
        rows.append(None)
        left = QWidget()
        left.setLayout(column(*rows, gap=4, margins=(0, 0, 12, 0)))
        area = scrolled(left)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedWidth(LIST_WIDTH)
        right = QFrame()
        right.setProperty("part", "side")
        inside = QVBoxLayout(right)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.setSpacing(12)
        inside.addWidget(label(_("What the file can’t carry"), strong=True))
        inside.addLayout(self._notes, 1)
        asked = column(
            label(_("Languages"), strong=True), row(*ticks, None, gap=16), 8, self._customer, gap=4
        )
        beside = QVBoxLayout()
        beside.setSpacing(12)
        beside.addLayout(asked)
        beside.addWidget(right, 1)
        middle = row(area, gap=24)
        middle.addLayout(beside)
        middle.setStretch(1, 1)
        close = Button(self._context.theme, _("Cancel"), on_click=self.reject)
        close.setAutoDefault(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.setSpacing(12)
        outer.addWidget(title(_("Export the questionnaire"), wrap=False))
        outer.addWidget(body(self._row.name, tone="text2"))
        outer.addLayout(middle, 1)
        outer.addLayout(row(None, close, self.save))
        resize_within_screen(self, *SIZE)
