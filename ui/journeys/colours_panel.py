"""The legend of a map's colours: what each means, changed where it is read."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import N_, _, ngettext, number
from ui.journeys.facts import FactDeeds
from ui.journeys.side import Side
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import boxed, row
from ui.widgets.fields import Choice, LineInput
from ui.widgets.text import body, caption

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap, MarkOnMap

COLOURS = {
    "series_1": N_("blue"),
    "series_2": N_("orange"),
    "series_3": N_("green"),
    "series_4": N_("pink"),
    "series_5": N_("brown"),
    "series_6": N_("light blue"),
    "series_7": N_("olive"),
    "series_8": N_("sand"),
}


class ColoursPanel(Side):
    """One row per colour with its meaning; a colour is told by name too."""

    def __init__(self, theme: Theme, deeds: FactDeeds, close: Callable[[], None]) -> None:
        super().__init__(theme, _("Colours and what they mean"), close)
        self._deeds = deeds
        self.names: dict[int, LineInput] = {}
        self._seen: object = None

    def show_marks(self, journey: "JourneyMap") -> None:
        """Show the legend of a map; a name that is being typed keeps its place."""
        seen = (journey.id, tuple((m.id, m.colour) for m in journey.marks), self.theme.scheme)
        counts = {m.id: sum(1 for c in journey.cards if c.mark_id == m.id) for m in journey.marks}
        if seen == self._seen:
            for mark in journey.marks:
                self.names[mark.id].show_text(mark.name)
            return
        self._seen = seen
        self.names = {}
        rows: list[QWidget] = []
        for mark in journey.marks:
            rows += self._row(mark, counts[mark.id])
        if not rows:
            rows = [body(_("No colour has a meaning yet. Add one, then give it to cards."), tone="text2")]
        free = next((c for c in COLOURS if c not in {m.colour for m in journey.marks}), "series_1")
        add = partial(self._on_add, journey.id, free)
        self.fill(
            *rows,
            row(Button(self.theme, _("Add a colour"), icon="plus", dense=True, on_click=add), None),
            None,
        )

    def leaving(self) -> None:
        """Write what is being typed."""
        for line in self.names.values():
            line.commit()

    def _row(self, mark: "MarkOnMap", cards: int) -> list[QWidget]:
        name = self.names[mark.id] = LineInput(mark.name)
        name.setAccessibleName(_("What this colour means"))
        name.committed.connect(lambda text: self._deeds.change_mark(mark.id, name=text))
        colour = Choice()
        colour.setAccessibleName(_("Colour"))
        colour.set_options([(key, _(words)) for key, words in COLOURS.items()], mark.colour)
        for place, key in enumerate(COLOURS):
            colour.setItemIcon(place, _swatch(self.theme.colour(key)))
        colour.chosen.connect(lambda value: self._deeds.change_mark(mark.id, colour=value))
        delete = IconButton(
            self.theme,
            "trash-2",
            _("Delete the colour “{name}”").format(name=mark.name),
            size=16,
            on_click=partial(self._deeds.delete_mark, mark.id),
        )
        told = ngettext("{n} card", "{n} cards", cards).format(n=number(cards))
        return [boxed(row(colour, None, caption(told), delete)), name]

    def _on_add(self, journey_id: int, colour: str) -> None:
        made = self._deeds.add_mark(journey_id, _("New meaning"), colour)
        if made in self.names:
            self.names[made].setFocus()
            self.names[made].selectAll()


def _swatch(colour: QColor) -> QIcon:
    pixmap = QPixmap(14, 14)
    pixmap.fill(colour)
    return QIcon(pixmap)
