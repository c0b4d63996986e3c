"""What is said of a journey as a whole: its name, whose it is, and what it teaches."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from cxdesk.i18n import _
from ui.journeys.deeds import MapDeeds
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import column, row
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.text import title

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap


class About(QFrame):
    """A panel at the end of the page; each field is written on a pause and on leaving it."""

    def __init__(self, theme: Theme, deeds: MapDeeds, close: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("part", "side")
        self.setFixedWidth(320)
        self._deeds = deeds
        self._journey_id = 0
        self.name, self.persona = LineInput(), LineInput()
        self.about, self.takeaway = TextInput(lines=2), TextInput(lines=3)
        self.state = Choice()
        self.name.committed.connect(self._on_named)
        self.persona.committed.connect(lambda text: deeds.describe(self._journey_id, "persona", text))
        self.about.committed.connect(lambda text: deeds.describe(self._journey_id, "about", text))
        self.takeaway.committed.connect(lambda text: deeds.describe(self._journey_id, "takeaway", text))
        self.state.chosen.connect(lambda value: deeds.set_state(self._journey_id, value))
        head = row(title(_("About this journey")), None, IconButton(theme, "x", _("Close"), on_click=close))
        delete = Button(
            theme, _("Delete journey"), "danger", icon="trash-2", dense=True, on_click=self._on_delete
        )
        self.setLayout(
            column(
                head,
                Field(theme, _("Name"), self.name),
                Field(theme, _("Whose journey it is"), self.persona),
                Field(theme, _("Who sees it, and where"), self.about),
                Field(theme, _("What the map shows"), self.state),
                Field(theme, _("What it teaches"), self.takeaway, "internal"),
                None,
                row(delete, None),
                gap=12,
                margins=(16, 16, 16, 16),
            )
        )

    def show_map(self, journey: "JourneyMap") -> None:
        """Show the journey's words; a field that is being typed in keeps its text."""
        from cxdesk.journeys.queries import STATE_WORDS

        if journey.id != self._journey_id:
            self.leaving()
            self._journey_id = journey.id
        self.name.show_text(journey.name)
        self.persona.show_text(journey.persona)
        self.about.show_text(journey.about)
        self.takeaway.show_text(journey.takeaway)
        self.state.set_options([(key, _(words)) for key, words in STATE_WORDS.items()], journey.state)

    def leaving(self) -> None:
        """Write what is being typed."""
        for field in (self.name, self.persona, self.about, self.takeaway):
            field.commit()

    def _on_named(self, text: str) -> None:
        if text.strip():
            self._deeds.rename("journey", self._journey_id, text)

    def _on_delete(self) -> None:
        self._deeds.delete("journey", self._journey_id)
