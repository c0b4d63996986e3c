"""What is said of a journey as a whole: its name, whose it is, and what it teaches."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout

from cxdesk.i18n import _, pgettext
from ui.journeys.deeds import MapDeeds
from ui.journeys.facts import FactDeeds
from ui.journeys.side import narrow
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import boxed, column, row
from ui.widgets.day_input import DayInput
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.named import NameInput
from ui.widgets.text import title

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap
    from ui.journeys.choices import Choices


class About(QFrame):
    """A panel at the end of the page; each field is written on a pause and on leaving it."""

    def __init__(self, theme: Theme, deeds: MapDeeds, facts: FactDeeds, close: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("part", "side")
        self.setFixedWidth(320)
        self._deeds = deeds
        self._journey_id = 0
        self.name, self.persona = LineInput(), LineInput()
        self.about, self.takeaway = TextInput(lines=2), TextInput(lines=3)
        self.state, self.sheet = Choice(), Choice()
        self.segment = NameInput()
        self.checked = DayInput(theme)
        self.ours = TextInput(lines=2)
        self.loop = QCheckBox(_("The end leads back to the beginning"))
        narrow(self.sheet)
        self.name.committed.connect(self._on_named)
        self.persona.committed.connect(lambda text: deeds.describe(self._journey_id, "persona", text))
        self.about.committed.connect(lambda text: deeds.describe(self._journey_id, "about", text))
        self.takeaway.committed.connect(lambda text: deeds.describe(self._journey_id, "takeaway", text))
        self.state.chosen.connect(lambda value: deeds.set_state(self._journey_id, value))
        self.sheet.chosen.connect(self._is_for)
        self.segment.named.connect(lambda name: self._belongs(self.sheet.value() or None, name))
        self.checked.chosen.connect(lambda on: facts.map_checked(self._journey_id, on))
        self.ours.committed.connect(lambda text: facts.ours(self._journey_id, text))
        self.loop.clicked.connect(lambda on: facts.loop(self._journey_id, on))
        self._facts = facts
        self._ours_field = Field(theme, _("What is our own in it"), self.ours, "internal")
        head = row(title(_("About this journey")), None, IconButton(theme, "x", _("Close"), on_click=close))
        delete = Button(
            theme, _("Delete journey"), "danger", icon="trash-2", dense=True, on_click=self._on_delete
        )
        self.fill(
            column(
                head,
                Field(theme, _("Name"), self.name),
                Field(theme, _("Whose journey it is"), self.persona),
                Field(theme, _("Persona"), self.sheet),
                Field(theme, _("Segment"), self.segment),
                Field(theme, _("Who sees it, and where"), self.about),
                Field(theme, _("What the map shows"), self.state),
                self.loop,
                Field(theme, _("What it teaches"), self.takeaway, "internal"),
                self._ours_field,
                Field(theme, _("Last checked as a whole"), self.checked),
                None,
                row(delete, None),
                gap=12,
                margins=(16, 16, 16, 16),
            )
        )

    def fill(self, layout: QVBoxLayout) -> None:
        """Put the fields into a body that scrolls where the window is low."""
        inside = boxed(layout)
        inside.setProperty("part", "body")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.setLayout(column(scroll))

    def show_map(self, journey: "JourneyMap", offered: "Choices") -> None:
        """Show the journey's words; a field that is being typed in keeps its text."""
        from cxdesk.journeys.queries import STATE_WORDS

        if journey.id != self._journey_id:
            self.leaving()
            self._journey_id = journey.id
        self.name.show_text(journey.name)
        self.persona.show_text(journey.persona)
        self.about.show_text(journey.about)
        self.takeaway.show_text(journey.takeaway)
        nobody = (0, pgettext("persona", "none"))
        self.sheet.set_options([nobody, *offered.personas], journey.persona_id or 0)
        if not self.segment.hasFocus():
            self.segment.set_names(offered.segments, journey.segment)
        self.checked.show_day(journey.checked_on)
        self.ours.show_text(journey.ours)
        self._ours_field.setVisible(bool(journey.template))
        with QSignalBlocker(self.loop):
            self.loop.setChecked(journey.is_loop)
        self.state.set_options([(key, _(words)) for key, words in STATE_WORDS.items()], journey.state)

    def leaving(self) -> None:
        """Write what is being typed."""
        for field in (self.name, self.persona, self.about, self.takeaway, self.ours, self.segment):
            field.commit()

    def _is_for(self, persona_id: int) -> None:
        self._facts.is_for(self._journey_id, persona_id or None)

    def _belongs(self, persona_id: int | None, segment: str) -> None:
        self._facts.belongs_to(self._journey_id, persona_id, segment)

    def _on_named(self, text: str) -> None:
        if text.strip():
            self._deeds.rename("journey", self._journey_id, text)

    def _on_delete(self) -> None:
        self._deeds.delete("journey", self._journey_id)
