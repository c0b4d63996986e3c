"""All fields of a card."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number, pgettext
from cxdesk.journeys.feeling_words import FEELING_WORDS
from cxdesk.journeys.kinds import CURVES, FEELING_LIMIT, LINES
from ui.journeys.list_part import Form
from ui.journeys.menus import Reach, move
from ui.journeys.moving import spot
from ui.journeys.side import narrow
from ui.journeys.spoken import figure_facts
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import row
from ui.widgets.day_input import DayInput
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.file_dialogs import ask, file_dialog
from ui.widgets.text import caption, start_side

if TYPE_CHECKING:
    from cxdesk.journeys.queries import CardOnMap

PICTURES = "*.png *.jpg *.jpeg"


@dataclass(frozen=True, slots=True)
class Line:
    """One card with the names of where it lies."""

    card: "CardOnMap"
    stage: str
    step: str
    lane: str
    kind: str

    @property
    def id(self) -> int:
        """The number of its card."""
        return self.card.id


class CardForm(Form):
    """What is said, how sure that is and why, what it looks like, where it lies."""

    def __init__(
        self, theme: Theme, show_on_map: Callable[[int], None], show_comments: Callable[[], None]
    ) -> None:
        super().__init__()
        self._theme, self._show_on_map = theme, show_on_map
        self.comments = Button(
            theme, _("Comments"), "plain", icon="message-square-text", dense=True, on_click=show_comments
        )
        self.text, self.quotation = TextInput(lines=3), TextInput(lines=2)
        self.source, self.people, self.speaker = LineInput(), LineInput(), LineInput()
        # Qt would put bare digits at the left in a Persian window too.
        self.people.setAlignment(start_side() | Qt.AlignmentFlag.AlignVCenter)
        self.source_on, self.checked = DayInput(theme), DayInput(theme)
        self.feeling, self.grade, self.touch_point, self.mark = Choice(), Choice(), Choice(), Choice()
        self.step, self.lane = Choice(), Choice()
        for choice in (self.touch_point, self.mark, self.step, self.lane):
            narrow(choice)
        self.truth = QCheckBox(_("Moment of truth"))
        self.where, self.told = caption("", wrap=True), caption("", wrap=True)
        self._feeling_field = Field(theme, _("How it feels"), self.feeling)
        self._people_field = Field(theme, _("How many people are behind it"), self.people)
        self._picture_told = caption("")
        self._take_out = Button(
            theme, _("Take the picture out"), "plain", dense=True, on_click=self._on_no_picture
        )
        self._connect()
        self.add(
            self.where,
            Field(theme, _("Text"), self.text),
            self._feeling_field,
            Field(theme, _("How sure are we"), self.grade),
            Field(theme, _("Touch point"), self.touch_point),
            self.told,
            self.truth,
            Field(theme, _("Colour"), self.mark),
            Field(theme, _("Where it comes from"), self.source),
            self._people_field,
            Field(theme, _("Of which day"), self.source_on),
            Field(theme, _("Quotation"), self.quotation),
            Field(theme, _("Who said it (role)"), self.speaker),
            row(
                Button(theme, _("Choose a picture"), icon="image", dense=True, on_click=self._on_picture),
                None,
            ),
            row(self._picture_told, None, self._take_out),
            Field(theme, _("Last checked"), self.checked),
            Field(theme, _("Step"), self.step),
            Field(theme, _("Lane"), self.lane),
            self._ways(),
            row(self.comments, None),
            self._ends(),
        )

    def fill_in(self, reach: Reach, row: Line) -> None:
        """Put the card's facts into the fields."""
        from cxdesk.personas.kinds import GRADE_WORDS

        card, journey = row.card, reach.journey
        self.where.setText(listed((row.step, row.lane)))
        self.text.show_text(card.text)
        self.text.setPlaceholderText(card.touch_point)
        self.quotation.show_text(card.quotation)
        self.source.show_text(card.source)
        self.speaker.show_text(card.speaker)
        self.people.show_text("" if card.source_n is None else number(card.source_n))
        self._people_field.set_wrong("")
        self.source_on.show_day(card.source_on)
        self.checked.show_day(card.checked_on)
        self.grade.set_options([(key, _(words)) for key, words in GRADE_WORDS.items()], card.grade)
        self._feeling_field.setVisible(row.kind in CURVES)
        nearest = min(FEELING_WORDS, key=lambda f: abs(f[0] - (card.feeling or 0.0)))[0]
        self.feeling.set_options([(value, _(words)) for value, words in FEELING_WORDS], nearest)
        none = (0, pgettext("touch point", "none"))
        self.touch_point.set_options([none, *reach.offered.touch_points], card.touch_point_id or 0)
        figures = figure_facts(card)
        self.told.setText("\n".join(figures))
        self.told.setVisible(bool(figures))
        marks = [(0, pgettext("colour", "none")), *((m.id, m.name) for m in journey.marks)]
        self.mark.set_options(marks, card.mark_id or 0)
        self._picture_told.setText(_("has a picture") if card.picture else _("no picture"))
        self._take_out.setVisible(bool(card.picture))
        self.step.set_options([(s.id, s.name) for s in journey.steps], card.step_id)
        self.lane.set_options(lane_options(reach, row.kind in CURVES), card.lane_id)
        told = ngettext("{n} open comment", "{n} open comments", card.comments)
        told = told.format(n=number(card.comments)) if card.comments else _("Write a comment")
        self.comments.setText(f" {told}")  # with the air that a button keeps behind its icon
        self.comments.setAccessibleName(told)
        with QSignalBlocker(self.truth):
            self.truth.setChecked(card.moment_of_truth)

    def leaving(self) -> None:
        """Write what is being typed."""
        for field in (self.text, self.quotation, self.source, self.speaker, self.people):
            field.commit()

    def _connect(self) -> None:
        do = self.do
        self.text.committed.connect(lambda text: do(lambda r, x: r.card.write(x.id, text)))
        self.grade.chosen.connect(lambda value: do(lambda r, x: r.card.grade(x.id, value)))
        self.feeling.chosen.connect(lambda value: do(lambda r, x: r.card.feel(x.id, value)))
        self.touch_point.chosen.connect(lambda value: do(lambda r, x: r.card.link(x.id, value or None)))
        self.truth.clicked.connect(lambda on: do(lambda r, x: r.card.moment_of_truth(x.id, on)))
        self.mark.chosen.connect(lambda value: do(lambda r, x: r.many.mark([x.id], value or None)))
        self.source.committed.connect(lambda _text: self._write_source())
        self.people.committed.connect(lambda _text: self._write_source())
        self.source_on.chosen.connect(lambda _day: self._write_source())
        self.quotation.committed.connect(lambda _text: self._write_quotation())
        self.speaker.committed.connect(lambda _text: self._write_quotation())
        self.checked.chosen.connect(lambda on: do(lambda r, x: r.facts.checked(x.id, on)))
        self.step.chosen.connect(
            lambda value: do(lambda r, x: r.card.move(x.id, value, x.card.lane_id, 1 << 20))
        )
        self.lane.chosen.connect(
            lambda value: do(lambda r, x: r.card.move(x.id, x.card.step_id, value, 1 << 20))
        )

    def _ways(self) -> QHBoxLayout:
        theme = self._theme
        buttons = [
            IconButton(theme, icon, words, size=16, on_click=lambda way=way: self._on_way(way))  # type: ignore[misc]
            for icon, words, way in (
                ("arrow-left", _("To the step before"), "before"),
                ("arrow-right", _("To the next step"), "after"),
                ("arrow-up", _("Up"), "up"),
                ("arrow-down", _("Down"), "down"),
            )
        ]
        return row(*buttons, None)

    def _ends(self) -> QHBoxLayout:
        show = Button(self._theme, _("Show on the map"), "plain", dense=True, on_click=self.show_on_map)
        delete = Button(
            self._theme,
            _("Delete"),
            "danger",
            icon="trash-2",
            dense=True,
            on_click=self.delete,
        )
        return row(show, None, delete)

    def begin(self) -> None:
        """Write on the card, or say how it feels."""
        on_curve = self.row is not None and self.row.kind in CURVES
        (self.feeling if on_curve else self.text).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def delete(self) -> None:
        """Take the card away."""
        self.do(lambda r, x: r.card.delete(x.id))

    def shift(self, across: int, down: int) -> None:
        """To the step beside it, or up and down as on the map: a feeling gets better or worse."""
        feeling = self.row.card.feeling if self.row is not None else None
        if down and feeling is not None:
            better = max(-float(FEELING_LIMIT), min(float(FEELING_LIMIT), feeling - down))
            self.do(lambda r, x: r.card.feel(x.id, better))
        else:
            way = {(1, 0): "after", (-1, 0): "before", (0, 1): "down", (0, -1): "up"}[across, down]
            self._on_way(way)

    def show_on_map(self) -> None:
        """Go to the card on the map."""
        if self.row is not None:
            self.leaving()
            self._show_on_map(self.row.id)

    def _write_source(self) -> None:
        typed = self.people.text().strip()
        people = whole_number(typed)
        wrong = bool(typed) and people is None
        self._people_field.set_wrong(_("“{text}” is no whole number.").format(text=typed) if wrong else "")
        if not wrong:
            source, on = self.source.text(), self.source_on.value()
            self.do(lambda r, x: r.facts.source(x.id, source, people, on))

    def _write_quotation(self) -> None:
        said, speaker = self.quotation.toPlainText(), self.speaker.text()
        self.do(lambda r, x: r.facts.quotation(x.id, said, speaker))

    def _on_way(self, way: str) -> None:
        def go(reach: Reach, line: Line) -> None:
            if (to := spot(reach.journey, line.card, way)) is not None:
                move(reach, line.id, to)

        self.do(go)

    def _on_picture(self) -> None:
        if self.row is None:
            return
        card = self.row.id
        ask(
            file_dialog(_("Choose a picture"), [_("Pictures ({patterns})").format(patterns=PICTURES)]),
            lambda path: self._take_picture(card, path),
        )

    def _take_picture(self, card_id: int, path: Path) -> None:
        if self.reach is None:
            return
        from exports.photos import read_photo

        try:
            self.reach.facts.picture(card_id, *read_photo(path))
        except UserError as refused:
            self.reach.tell(str(refused))

    def _on_no_picture(self) -> None:
        self.do(lambda r, x: r.facts.picture(x.id, None))


def lane_options(reach: Reach, curves: bool) -> list[tuple[int, str]]:
    """The lanes a card may lie in: those of feelings for a feeling, the others for the rest."""
    from cxdesk.i18n import language
    from cxdesk.journeys.labels import lane_words

    return [
        (lane.id, lane_words(lane, language(), reach.journey.persona))
        for lane in reach.journey.lanes
        if lane.kind not in LINES and (lane.kind in CURVES) == curves
    ]


def whole_number(typed: str) -> int | None:
    """A number of people as somebody writes it, in any digits and with signs between thousands; else None."""
    digits = "".join(c for c in typed if c not in " .,٬\u00a0\u202f’'")
    return int(digits) if digits.isdecimal() and len(digits) <= 9 else None
