"""The settings: look, language, and where things lie."""

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import LANGUAGES, NAMES, _, language, pgettext
from ui.page import Page, PageContext
from ui.start import dialogs
from ui.widgets.cards import Card, column, row
from ui.widgets.fields import Choice
from ui.widgets.scaffold import Scaffold
from ui.widgets.tabs import Segmented
from ui.widgets.text import body, caption, label


def make(context: PageContext) -> Page:
    """The page for the shell."""
    return SettingsPage(context)


class SettingsPage(Page):
    """Each choice takes effect at once."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        frame = Scaffold(self, widest=720)
        frame.head(_("Settings"), _("Each choice takes effect at once."))
        looks = [
            ("system", _("As the system")),
            ("light", pgettext("look", "Light")),
            ("dark", pgettext("look", "Dark")),
        ]
        self.look = Segmented(context.theme, looks)
        self.look.setAccessibleName(_("Light or dark"))
        self.look.chosen.connect(lambda choice: dialogs.choose_look(context, choice))
        self.language = Choice([(code, NAMES[code]) for code in LANGUAGES], language())
        self.language.setAccessibleName(_("Language"))
        self.language.setMinimumWidth(200)
        self.language.chosen.connect(lambda code: context.do(f"language.{code}"))
        frame.add(
            Card(
                _line(_("Light or dark"), _("The window can follow your system."), self.look),
                _line(
                    _("Language"), _("Of the window. Each document has a language of its own."), self.language
                ),
                padding=(24, 16),
                gap=16,
            )
        )
        where = caption(str(context.settings.folder), tone="text2", wrap=True)
        frame.add(Card(label(_("Where the settings are kept"), strong=True), where, padding=(24, 16), gap=4))
        context.theme.changed.connect(self.reload)

    def reload(self) -> None:
        """Show what is chosen."""
        self.look.set_current(self.context.theme.choice)
        self.language.set_value(language())


def _line(name: str, words: str, control: QWidget) -> QWidget:
    line = QWidget()
    text = QWidget()
    text.setLayout(column(label(name, strong=True), body(words, tone="text2"), gap=2))
    box = row(gap=16)
    box.addWidget(text, 1)
    box.addWidget(control)
    line.setLayout(box)
    return line
