"""The whole record of one touch point: each field is written on a pause and on leaving it."""

import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, number
from ui.page import PageContext
from ui.touchpoints import deeds
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, empty, put, row
from ui.widgets.chips import tag
from ui.widgets.day_input import DayInput
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.figures import answers_text, range_text, value_text
from ui.widgets.lines_input import Lines
from ui.widgets.links import Link
from ui.widgets.text import caption, joined

if TYPE_CHECKING:
    from cxdesk.analysis.inventory import Entry, Inventory, Listening

WIDTH = 336
READY_WIDTH = 176
_DIGITAL = (None, True, False)


class Record(Card):
    """Shows one touch point. A field that is being typed in keeps its text when the file changes."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.touch_point_id = 0
        self.dialog: Any = None
        self._context = context
        self._found: Inventory | None = None
        self._shown: tuple[object, ...] = ()
        self.inputs: dict[str, LineInput] = {
            name: LineInput() for name in ("name", "synonyms", "function", "owner", "volume")
        }
        self.expectation = Lines(lines=2)
        self.channel, self.digital = Choice(), Choice()
        self.ready = {name: Choice() for name in ("process", "skill", "practice")}
        self.checked = DayInput(context.theme)
        self._stale = tag("", "warn")
        self._listening = column(gap=6)
        self._places = column(gap=4)
        self._connect()
        self._lay_out()

    def show_entry(self, found: "Inventory", entry: "Entry") -> None:
        """Show a touch point, or the same after a change."""
        from cxdesk.touchpoints.words import CHANNEL_WORDS, READINESS_WORDS, channel_word, readiness_word

        if entry.row.id != self.touch_point_id:
            self.leaving()
        row_ = entry.row
        self._found, self.touch_point_id = found, row_.id
        texts = {
            "name": row_.name,
            "synonyms": listed(row_.synonyms),
            "function": row_.function,
            "owner": row_.owner,
            "volume": "" if row_.volume is None else number(row_.volume),
        }
        for name, text in texts.items():
            self.inputs[name].show_text(text)
            if not self.inputs[name].hasFocus():
                self.inputs[name].setCursorPosition(0)  # a long text shows how it begins
        self.expectation.show_text(row_.expectation)
        self.channel.set_options([(key, channel_word(key)) for key in CHANNEL_WORDS], row_.channel)
        as_channel = (
            _("as its channel: digital") if _follows(row_.channel) else _("as its channel: not digital")
        )
        words = {None: as_channel, True: _("digital"), False: _("not digital")}
        self.digital.set_options([(_key(value), words[value]) for value in _DIGITAL], _key(row_.is_digital))
        for name, choice in self.ready.items():
            choice.set_options([(key, readiness_word(key)) for key in READINESS_WORDS], getattr(row_, name))
        self.checked.show_day(row_.checked_on)
        self._stale.setVisible(entry.stale_months is not None)
        self._stale.setText(_("check again"))
        self._show_lists(entry)

    def leaving(self) -> None:
        """Write what is being typed."""
        for line in self.inputs.values():
            line.commit()
        self.expectation.commit()

    def _connect(self) -> None:
        context = self._context
        for name in ("name", "function", "owner"):
            self.inputs[name].committed.connect(
                lambda text, name=name: self._unless(
                    deeds.change(context, self.touch_point_id, **{name: text})
                )
            )
        self.inputs["synonyms"].committed.connect(self._on_synonyms)
        self.inputs["volume"].committed.connect(self._on_volume)
        self.expectation.committed.connect(lambda text: self._describe(expectation=text))
        self.channel.chosen.connect(lambda value: deeds.change(context, self.touch_point_id, channel=value))
        self.digital.chosen.connect(lambda value: self._describe(is_digital=_value(value)))
        for name, choice in self.ready.items():
            choice.chosen.connect(lambda value, name=name: self._describe(**{name: value}))
        self.checked.chosen.connect(lambda day: self._describe(checked_on=day))

    def _lay_out(self) -> None:
        from cxdesk.touchpoints.words import part_word

        theme = self._context.theme
        for name, choice in self.ready.items():
            choice.setAccessibleName(part_word(name))
            choice.setFixedWidth(READY_WIDTH)
        three = column(
            *(row(caption(part_word(name)), None, choice) for name, choice in self.ready.items()), gap=4
        )
        today = Button(theme, _("Checked today"), dense=True, on_click=self._on_checked)
        same = Button(theme, _("Same as another"), "plain", dense=True, on_click=self._on_merge)
        delete = Button(theme, _("Delete"), "danger", icon="trash-2", dense=True, on_click=self._on_delete)
        self.add(
            Field(theme, _("Touch point"), self.inputs["name"]),
            Field(theme, _("Other names, parted by commas"), self.inputs["synonyms"]),
            row(
                Field(theme, _("Channel"), self.channel),
                Field(theme, _("Contacts a year"), self.inputs["volume"]),
            ),
            Field(theme, _("Digital or not"), self.digital),
            row(
                Field(theme, _("Function"), self.inputs["function"]),
                Field(theme, _("Owner"), self.inputs["owner"]),
            ),
            Field(theme, _("What customers expect"), self.expectation, "internal"),
            three,
            4,
            caption(_("Where we listen")),
            self._listening,
            4,
            caption(_("Where it lies")),
            self._places,
            4,
            row(Field(theme, _("Last checked"), self.checked), boxed(column(16, row(self._stale, today)))),
            8,
            row(same, None, delete),
        )

    def _show_lists(self, entry: "Entry") -> None:
        """The questions with their figures and the places on maps; built anew only where they changed."""
        key = (entry.row.id, entry.listening, entry.places, entry.row.item_ids, entry.row.expectation_ids)
        if key == self._shown:
            return
        self._shown = key
        empty(self._listening)
        empty(self._places)
        for one in entry.listening:
            put(self._listening, self._question(one))
        if not entry.listening:
            text = _("Nobody is asked. Link a question under Surveys.")
            put(self._listening, caption(text, tone="warn", wrap=True))
            begin = Button(self._context.theme, _("Begin a survey here"), dense=True, icon="plus")
            begin.clicked.connect(
                lambda _checked=False, at=entry.row.id: self._context.go("surveys", ("begin", at))
            )
            put(self._listening, row(begin, None))
        for journey_id, words in dict.fromkeys(
            (p.journey_id, f"{p.journey}: {listed((p.stage, p.step))}") for p in entry.places
        ):
            link = Link(words, role="caption")
            link.clicked.connect(lambda at=journey_id: self._context.go("journeys", at))
            put(self._places, link)
        if not entry.places:
            put(self._places, caption(_("On no map yet."), tone="text2", wrap=True))

    def _question(self, one: "Listening") -> QWidget:
        from cxdesk.touchpoints.words import ASK_WORDS

        told = [caption(f"{one.survey}: {one.text}", tone="text", wrap=True)]
        if one.figure is not None:
            said = joined(value_text(one.figure), range_text(one.figure), answers_text(one.figure), one.round)
            told.append(caption(said, wrap=True))
        asks = Choice([(key, _(words)) for key, words in ASK_WORDS.items()], one.asks)
        asks.setAccessibleName(_("What “{question}” asks").format(question=one.text))
        asks.chosen.connect(
            lambda value: deeds.set_asks(self._context, self.touch_point_id, one.item_id, value)
        )
        return boxed(column(*told, row(caption(_("It asks")), asks, None), gap=2))

    def _describe(self, **fields: Any) -> None:
        self._unless(deeds.describe(self._context, self.touch_point_id, **fields))

    def _unless(self, done: bool) -> None:
        """Show what the file says again where what was typed is refused."""
        if not done and self._found is not None:
            entry = self._found.entry(self.touch_point_id)
            if entry is not None:
                self.show_entry(self._found, entry)

    def _on_synonyms(self, text: str) -> None:
        names = [
            name for part in text.replace("،", ",").replace(";", ",").split(",") if (name := part.strip())
        ]
        self._unless(deeds.set_synonyms(self._context, self.touch_point_id, names))

    def _on_volume(self, text: str) -> None:
        volume = self._context.bridge.act(lambda: whole_number(text))
        if volume is None and text.strip():
            self._unless(False)
        else:
            self._describe(volume=volume)

    def _on_checked(self) -> None:
        self._describe(checked_on=date.today())

    def _on_merge(self) -> None:
        if self._found is not None:
            self.dialog = deeds.merge(self._context, self._found, self.touch_point_id)

    def _on_delete(self) -> None:
        self.dialog = deeds.delete(self._context, self.touch_point_id, self.inputs["name"].text())


def whole_number(text: str) -> int | None:
    """A count as a person types it: 5400, 5,400, 5 400 or ۵٬۴۰۰; nothing is None, words are refused."""
    if any(c.isalpha() for c in text) or "-" in text:
        raise UserError(_("Contacts a year are a number from 0 on."))
    digits = "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())
    return int(digits) if digits else None


def _follows(channel: str) -> bool:
    from cxdesk.touchpoints.model import DIGITAL

    return channel in DIGITAL


def _key(value: bool | None) -> str:
    """A combo box knows no None."""
    return {None: "channel", True: "yes", False: "no"}[value]


def _value(key: str) -> bool | None:
    return {"channel": None, "yes": True, "no": False}[key]
