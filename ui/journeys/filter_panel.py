"""What of the map is shown: ready views, saved ones, and what can be chosen for oneself."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from cxdesk.i18n import _, listed, ngettext, number
from ui.journeys.facts import FactDeeds
from ui.journeys.side import Side, narrow
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import boxed, row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.text import body, caption

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap
    from cxdesk.journeys.views import Shows

Saved = Sequence[tuple[int, str, "Shows"]]


class FilterPanel(Side):
    """`changed(shows)` follows every choice; it keeps none of them itself."""

    changed = Signal(object)

    def __init__(self, theme: Theme, deeds: FactDeeds, close: Callable[[], None]) -> None:
        super().__init__(theme, _("What is shown"), close)
        self._deeds = deeds
        self.checks: dict[tuple[str, object], QCheckBox] = {}
        self.name = LineInput(placeholder=_("Name of this view"))
        self.name.setAccessibleName(_("Name of this view"))
        self.name.returnPressed.connect(self._on_save)
        self._journey: JourneyMap | None = None
        self._shows: Shows | None = None
        self._seen: object = None

    def show_state(self, journey: "JourneyMap", shows: "Shows", saved: Saved) -> None:
        """Show the choices that this map has; nothing is built anew while it stays the same."""
        seen = (
            journey.id, shows, tuple(saved), journey.marks, tuple((s.id, s.name) for s in journey.stages),
            tuple(lane.kind for lane in journey.lanes),
        )  # fmt: skip
        self._journey, self._shows = journey, shows
        if seen == self._seen:
            return
        # What was ticked keeps the focus though the panel is built anew.
        focused = next((key for key, check in self.checks.items() if check.hasFocus()), None)
        self._seen = seen
        self.name.setParent(None)
        self.checks = {}
        self.fill(*self._views(shows, saved), *self._choices(journey, shows), None)
        if focused in self.checks:
            self.checks[focused].setFocus()

    def _views(self, shows: "Shows", saved: Saved) -> list[QWidget]:
        from cxdesk.journeys.views import READY, READY_WORDS

        things: list[QWidget] = [caption(_("Views"))]
        for key, words in READY_WORDS.items():
            things.append(boxed(row(self._view_button(_(words), READY[key], shows), None)))
        for number_, name, kept in saved:
            bin_ = IconButton(
                self.theme,
                "trash-2",
                _("Delete the view “{name}”").format(name=name),
                size=14,
                on_click=partial(self._deeds.delete_view, number_),
            )
            things.append(boxed(row(self._view_button(name, kept, shows), None, bin_)))
        save = Button(self.theme, _("Save"), dense=True, on_click=self._on_save)
        things.append(boxed(row(self.name, save)))
        return things

    def _view_button(self, words: str, view: "Shows", shows: "Shows") -> Button:
        on = view == shows
        icon = "check" if on else ""
        button = Button(
            self.theme, words, "plain", icon=icon, dense=True, on_click=partial(self.changed.emit, view)
        )
        button.setAccessibleDescription(_("shown now") if on else "")
        return button

    def _choices(self, journey: "JourneyMap", shows: "Shows") -> list[QWidget]:
        from cxdesk.journeys.queries import LANE_WORDS
        from cxdesk.journeys.views import kinds_on
        from cxdesk.personas.kinds import GRADE_WORDS

        stages = Choice([(0, _("All stages")), *((s.id, s.name) for s in journey.stages)], shows.stage_id)
        narrow(stages)
        stages.chosen.connect(lambda value: self._change(stage_id=value))
        things: list[QWidget] = [Field(self.theme, _("Stage"), stages), caption(_("Lanes"))]
        kinds = kinds_on(journey)
        for kind in kinds:
            on = not shows.kinds or kind in shows.kinds
            things.append(self._check("kinds", kind, _(LANE_WORDS[kind]), on))
        things.append(caption(_("How sure are we")))
        for grade, words in GRADE_WORDS.items():
            things.append(self._check("grades", grade, _(words), not shows.grades or grade in shows.grades))
        if journey.marks:
            things.append(caption(_("Colours")))
            for mark in journey.marks:
                on = not shows.mark_ids or mark.id in shows.mark_ids
                things.append(self._check("mark_ids", mark.id, mark.name, on))
        things.append(caption(_("Only cards")))
        things.append(self._flag("stale_only", _("to be checked again"), shows.stale_only))
        things.append(self._flag("empty_only", _("without words"), shows.empty_only))
        return things

    def _check(self, field: str, value: object, words: str, on: bool) -> QCheckBox:
        check = QCheckBox(words)
        check.setChecked(on)
        check.clicked.connect(lambda _on: self._on_checked(field))
        self.checks[field, value] = check
        return check

    def _flag(self, field: str, words: str, on: bool) -> QCheckBox:
        check = QCheckBox(words)
        check.setChecked(on)
        check.clicked.connect(lambda ticked: self._change(**{field: ticked}))
        self.checks[field, True] = check
        return check

    def _on_checked(self, field: str) -> None:
        group = {value: check for (name, value), check in self.checks.items() if name == field}
        ticked = tuple(value for value, check in group.items() if check.isChecked())
        # All of them is no filter, so that what is added later is shown too; none would be an empty page.
        self._change(**{field: () if len(ticked) in (0, len(group)) else ticked})

    def _change(self, **fields: object) -> None:
        if self._shows is not None:
            self.changed.emit(replace(self._shows, **fields))  # type: ignore[arg-type]

    def _on_save(self) -> None:
        if self._journey is not None and self._shows is not None and self.name.text().strip():
            name = self.name.text()
            self.name.show_text("")
            self._deeds.save_view(self._journey.id, name, self._shows)


def filter_words(journey: "JourneyMap", shows: "Shows", cards: int) -> str:
    """What is shown, in a sentence: "12 of 60 cards: Pain, Delight; stage Waiting"."""
    from cxdesk.journeys.queries import LANE_WORDS
    from cxdesk.personas.kinds import GRADE_WORDS

    told = [_("as a customer would see it")] if shows.as_customer else []
    told += [s.name for s in journey.stages if s.id == shows.stage_id]
    if shows.kinds:
        told.append(
            listed(_(LANE_WORDS[k]) for k in shows.kinds if any(lane.kind == k for lane in journey.lanes))
        )
    told += [listed(_(GRADE_WORDS[g]) for g in shows.grades)] if shows.grades else []
    told += [listed(m.name for m in journey.marks if m.id in shows.mark_ids)] if shows.mark_ids else []
    told += [_("to be checked again")] if shows.stale_only else []
    told += [_("without words")] if shows.empty_only else []
    whole = len(journey.cards)
    count = ngettext("{n} of {all} card", "{n} of {all} cards", whole).format(
        n=number(cards), all=number(whole)
    )
    return _("{count}: {what}").format(count=count, what="; ".join(told)) if told else count


def filter_strip(theme: Theme, words: str, does: str, work: Callable[[], None]) -> QWidget:
    """The line over the canvas: that not all is shown, or that there is nothing yet, with the button that helps."""
    line = body(words, tone="text2")
    button = Button(theme, does, "plain", dense=True, on_click=work)
    made = boxed(row(line, button, margins=(24, 6, 16, 6)), "head_bar")
    made.layout().setStretch(0, 1)  # type: ignore[union-attr]
    return made
