"""The bar above the survey page: which survey, in which language, and what else can be done with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QMenu

from cxdesk.i18n import LANGUAGES, _, endonym
from ui.page import PageContext
from ui.surveys.entries import ENTRIES, Entry, opener
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import row
from ui.widgets.fields import Choice
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.surveys.queries import SurveyRow, SurveyWhole


@dataclass(frozen=True, slots=True)
class TopDeeds:
    """What the bar lets a person do."""

    choose: Callable[[int], None]
    speak: Callable[[str], None]
    new: Callable[[], None]
    delete: Callable[[], None]
    survey_id: Callable[[], int | None]


class Top(QFrame):
    """The bar; its choices follow the file."""

    def __init__(self, context: PageContext, deeds: TopDeeds) -> None:
        super().__init__()
        self._context, self._deeds = context, deeds
        self.setProperty("part", "head_bar")
        self.setFixedHeight(48)
        theme = context.theme
        self.surveys = Choice()
        self.surveys.setAccessibleName(_("Survey"))
        self.surveys.setMinimumWidth(160)
        self.surveys.setMaximumWidth(420)
        self.surveys.chosen.connect(deeds.choose)
        self.tongue = Choice()
        self.tongue.setAccessibleName(_("Language of the questions"))
        self.tongue.chosen.connect(deeds.speak)
        gone = IconButton(theme, "trash-2", _("Delete the survey"), size=16, on_click=deeds.delete)
        new = Button(theme, _("New survey"), icon="plus", dense=True, on_click=deeds.new)
        self.more = Button(theme, _("More"), dense=True)
        self.more.setMenu(self._menu())
        said = caption(_("Language of the questions"))
        self.setLayout(
            row(self.surveys, gone, None, said, self.tongue, self.more, new, margins=(16, 0, 16, 0))
        )

    def show_surveys(self, rows: "Sequence[SurveyRow]", survey: "SurveyWhole", language: str) -> None:
        """Offer what is there."""
        options: list[tuple[Any, str]] = [(r.id, r.name) for r in rows]
        if options != [
            (self.surveys.itemData(i), self.surveys.itemText(i)) for i in range(self.surveys.count())
        ]:
            self.surveys.set_options(options, survey.id)
        self.surveys.set_value(survey.id)
        codes = list(dict.fromkeys([*survey.languages, *LANGUAGES]))
        if codes != [self.tongue.itemData(i) for i in range(self.tongue.count())]:
            self.tongue.set_options([(code, endonym(code)) for code in codes], language)
        self.tongue.set_value(language)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for entry in ENTRIES:
            action = menu.addAction(self._context.theme.icon(entry[1], "text2", 16), _(entry[0]))
            action.triggered.connect(partial(self._open, entry))
        return menu

    def _open(self, entry: Entry, _checked: bool = False) -> None:
        survey_id = self._deeds.survey_id()
        if survey_id is not None:
            opener(entry)(self._context, survey_id)
