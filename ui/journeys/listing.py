"""The same journey as rows: for the keyboard, for screen readers, and for writing many cards in a row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QWidget

from cxdesk.i18n import _, language, pgettext
from cxdesk.journeys.feeling_words import FEELING_WORDS
from cxdesk.journeys.kinds import CURVES
from ui.journeys.menus import Reach
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row, top
from ui.widgets.fields import Choice, Field, TextInput
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Column, Table
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.journeys.queries import CardOnMap, JourneyMap


@dataclass(frozen=True, slots=True)
class Line:
    """One card with the names of where it lies."""

    card: "CardOnMap"
    stage: str
    step: str
    lane: str
    kind: str


def lines_of(journey: "JourneyMap") -> list[Line]:
    """The cards in the order of steps, then lanes."""
    from cxdesk.journeys.labels import lane_words

    at: dict[tuple[int, int], list[CardOnMap]] = {}
    for card in journey.cards:
        at.setdefault((card.step_id, card.lane_id), []).append(card)
    return [
        Line(card, stage.name, step.name, lane_words(lane, language()), lane.kind)
        for stage in journey.stages
        for step in stage.steps
        for lane in journey.lanes
        for card in at.get((step.id, lane.id), [])
    ]


class Listing(QWidget):
    """Rows at the start, the chosen card with all its fields at the end."""

    def __init__(self, theme: Theme, show_on_map: Callable[[int], None]) -> None:
        super().__init__()
        self._theme, self._show_on_map = theme, show_on_map
        self._reach: Reach | None = None
        self._line: Line | None = None
        columns = [
            Column(_("Stage"), lambda line: line.stage, "muted", width=140),
            Column(_("Step"), lambda line: line.step, width=150),
            Column(_("Lane"), lambda line: line.lane, "muted", width=170),
            Column(_("Text"), _said, share=3),
            Column(_("How sure are we"), _sure, "muted", width=130),
        ]
        self.table = Table(
            theme, columns, name=_("Cards of the journey"), fit=True, key=lambda line: line.card.id
        )
        self.table.current_changed.connect(self._on_current)
        self.text = TextInput(lines=3)
        self.feeling = Choice()
        self.grade = Choice()
        self.touch_point = Choice()
        self.truth = QCheckBox(_("Moment of truth"))
        self._feeling_field = Field(theme, _("How it feels"), self.feeling)
        self.detail = self._panel()
        frame = Scaffold(self, widest=1400)
        across = row(gap=24)
        top(across, boxed(column(self.table, margins=(12, 4, 12, 8)), "card"), 1)
        top(across, self.detail)
        frame.add(across, None)

    def show_map(self, reach: Reach) -> None:
        """Show the cards of a journey, or the same after a change."""
        self._reach = reach
        lines = lines_of(reach.journey)
        chosen = self._line.card.id if self._line else None
        self.table.set_rows(lines)
        self._line = next((line for line in lines if line.card.id == chosen), lines[0] if lines else None)
        self.detail.setVisible(self._line is not None)
        if self._line is not None:
            self.table.choose(self._line.card.id)
            self._fill(self._line)

    def leaving(self) -> None:
        """Write what is being typed."""
        self.text.commit()

    def _panel(self) -> Card:
        theme = self._theme
        self.text.committed.connect(lambda text: self._do(lambda r, c: r.card.write(c.id, text)))
        self.grade.chosen.connect(lambda value: self._do(lambda r, c: r.card.grade(c.id, value)))
        self.feeling.chosen.connect(lambda value: self._do(lambda r, c: r.card.feel(c.id, value)))
        self.touch_point.chosen.connect(lambda value: self._do(lambda r, c: r.card.link(c.id, value or None)))
        self.truth.clicked.connect(lambda on: self._do(lambda r, c: r.card.moment_of_truth(c.id, on)))
        self.where = caption("", wrap=True)
        show = Button(theme, _("Show on the map"), "plain", dense=True, on_click=self._on_show)
        delete = Button(
            theme,
            _("Delete"),
            "danger",
            icon="trash-2",
            dense=True,
            on_click=lambda: self._do(lambda r, c: r.card.delete(c.id)),
        )
        panel = Card(
            self.where,
            Field(theme, _("Text"), self.text),
            self._feeling_field,
            Field(theme, _("How sure are we"), self.grade),
            Field(theme, _("Touch point"), self.touch_point),
            self.truth,
            4,
            row(show, None, delete),
        )
        panel.setFixedWidth(300)
        return panel

    def _fill(self, line: Line) -> None:
        from cxdesk.journeys.queries import GRADE_WORDS

        assert self._reach is not None
        card = line.card
        self.where.setText(f"{line.step}, {line.lane}")
        self.text.show_text(card.text)
        self.text.setPlaceholderText(card.touch_point)
        self.grade.set_options([(key, _(words)) for key, words in GRADE_WORDS.items()], card.grade)
        self._feeling_field.setVisible(line.kind in CURVES)
        nearest = min(FEELING_WORDS, key=lambda f: abs(f[0] - (card.feeling or 0.0)))[0]
        self.feeling.set_options([(value, _(words)) for value, words in FEELING_WORDS], nearest)
        self.touch_point.set_options(
            [(0, pgettext("touch point", "none")), *self._reach.offered.touch_points],
            card.touch_point_id or 0,
        )
        with QSignalBlocker(self.truth):
            self.truth.setChecked(card.moment_of_truth)

    def _do(self, deed: "Callable[[Reach, CardOnMap], object]") -> None:
        if self._reach is not None and self._line is not None:
            deed(self._reach, self._line.card)

    def _on_current(self, line: Line) -> None:
        if self._line is None or line.card.id != self._line.card.id:
            self.leaving()
            self._line = line
            self._fill(line)

    def _on_show(self) -> None:
        if self._line is not None:
            self.leaving()
            self._show_on_map(self._line.card.id)


def _said(line: Line) -> str:
    if line.kind in CURVES and line.card.feeling is not None:
        words = _(min(FEELING_WORDS, key=lambda f: abs(f[0] - (line.card.feeling or 0.0)))[1])
        return _("{feeling}: {text}").format(feeling=words, text=line.card.text) if line.card.text else words
    return line.card.words


def _sure(line: Line) -> str:
    from cxdesk.journeys.queries import GRADE_WORDS

    return _(GRADE_WORDS[line.card.grade])
