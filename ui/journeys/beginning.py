"""How a journey begins: from nothing, from a template, from a file of another tool; and a copy of one that is there."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout

from cxdesk.i18n import LANGUAGES, NAMES, _, language, ngettext, number
from ui.journeys.carried import tell
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.fields import Choice, Field
from ui.widgets.file_dialogs import ask, file_dialog
from ui.widgets.over import window_over
from ui.widgets.text import body, title

if TYPE_CHECKING:
    from cxdesk.journeys.formats.draft import Read

# What a journey can be read from, as a file dialog asks for it and a drop is known by.
ENDINGS = (".json", ".csv", ".xlsx", ".xls", ".ods", ".mmd", ".md", ".drawio", ".xml", ".js")
# Of these, the ones that nothing else in the product reads: dropped on the room they are journeys.
OURS_ALONE = (".json", ".mmd", ".md", ".drawio", ".js")


class TemplateDialog(QDialog):
    """The templates with what each is for; Enter begins with the one that is marked."""

    def __init__(self, context: PageContext, opened: Callable[[int], object]) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Begin from a template"))
        self.setMinimumSize(560, 520)
        self._context, self._opened = context, opened
        self.list = QListWidget()
        self.list.setAccessibleName(_("Templates"))
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(lambda _item: self.begin())
        self.language = Choice([(code, NAMES[code]) for code in LANGUAGES], language())
        self.language.chosen.connect(lambda _code: self._fill())
        self.start = Button(context.theme, _("Begin with it"), "filled", on_click=self.begin)
        self.start.setDefault(True)
        cancel = Button(context.theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(_("Begin from a template")))
        box.addWidget(
            body(
                _("A template is a starting point: its words are marked until they are your own."),
                tone="text2",
            )
        )
        box.addWidget(self.list, 1)
        box.addWidget(Field(context.theme, _("Language of the template"), self.language))
        box.addLayout(row(None, cancel, self.start))
        self._fill()
        self.open()

    def begin(self) -> None:
        """Make the journey and show it."""
        from cxdesk.journeys import templates

        item = self.list.currentItem()
        if item is None:
            return
        key, code = item.data(Qt.ItemDataRole.UserRole), self.language.value()
        made = self._context.bridge.run(_("Begin from a template"), templates.begin, key, code)
        if made is not None:
            self.accept()
            self._opened(made)

    def _fill(self) -> None:
        from cxdesk.journeys.templates import templates

        chosen = max(0, self.list.currentRow())
        self.list.clear()
        for one in templates(self.language.value()):
            steps = ngettext("{n} step", "{n} steps", one.steps).format(n=number(one.steps))
            item = QListWidgetItem(f"{one.name} ({steps})\n{one.about}")
            item.setData(Qt.ItemDataRole.UserRole, one.key)
            self.list.addItem(item)
        self.list.setCurrentRow(chosen)


def ask_for_file(context: PageContext, opened: Callable[[int], object]) -> None:
    """Ask for a file that holds a journey, and take it in."""
    patterns = " ".join(f"*{ending}" for ending in ENDINGS)
    kinds = [
        _("Journeys ({patterns})").format(patterns=patterns),
        _("All files ({patterns})").format(patterns="*"),
    ]
    ask(file_dialog(_("Take a journey in"), kinds), lambda path: take_in(context, path, opened))


def take_in(context: PageContext, path: Path, opened: Callable[[int], object]) -> None:
    """Read a journey behind the window, store it as one step, and name what could not be taken."""
    from cxdesk.importing.journeys import read_journey

    def store(read: "Read") -> None:
        from cxdesk.journeys.formats.around import missing_here
        from cxdesk.journeys.formats.document import create_from

        made = context.bridge.run(_("Take a journey in"), create_from, read.document)
        if made is None:
            return
        opened(made)
        if notes := (*read.notes, *context.bridge.read(missing_here, [read.document])):
            more = ngettext("{n} thing was left out:", "{n} things were left out:", len(notes))
            told = more.format(n=number(len(notes)))
            tell(context, "warn", told, _("What was not taken from the file"), notes)

    context.jobs.run(lambda: read_journey(path), store, what=_("Reading the journey"))


def copy_as(
    context: PageContext, journey_id: int, name: str, state: str, opened: Callable[[int], object]
) -> None:
    """The same map once more in another state, to be changed and compared."""
    from cxdesk.journeys.formats import document
    from cxdesk.journeys.queries import STATE_WORDS

    label = _("{name}, {state}").format(name=name, state=_(STATE_WORDS[state]))
    made = context.bridge.run(_("Copy the journey"), document.copy, journey_id, label, state)
    if made is not None:
        opened(made)
