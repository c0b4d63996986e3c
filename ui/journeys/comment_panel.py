"""What we say among ourselves of the map and its cards; it never leaves the house."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from cxdesk.i18n import _, day, listed
from ui.journeys.facts import FactDeeds
from ui.journeys.side import Side, narrow
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, row
from ui.widgets.fields import Choice, Field, LineInput, TextInput
from ui.widgets.text import body, caption

if TYPE_CHECKING:
    from cxdesk.journeys.comments import CommentRow
    from cxdesk.journeys.queries import JourneyMap


class CommentPanel(Side):
    """Comments of the chosen card, or of all; a new one below."""

    def __init__(
        self, theme: Theme, deeds: FactDeeds, close: Callable[[], None] | None, go_to: Callable[[int], None]
    ) -> None:
        super().__init__(theme, _("Comments"), close)
        self._deeds, self._go_to = deeds, go_to
        self.about = Choice()
        narrow(self.about)
        self.about.chosen.connect(lambda _value: self._show())
        self.text = TextInput(lines=3)
        self.author = LineInput()
        self.settled = QCheckBox(_("Show those that are settled"))
        self.settled.clicked.connect(lambda _on: self._show())
        self._about_field = Field(theme, _("About"), self.about)
        self._text_field = Field(theme, _("New comment"), self.text, "internal")
        self._author_field = Field(theme, _("Your name"), self.author)
        self._add = Button(theme, _("Add the comment"), dense=True, icon="plus", on_click=self._on_add)
        self._kept = (self._about_field, self._text_field, self._author_field, self._add, self.settled)
        self._journey: JourneyMap | None = None
        self._rows: Sequence[CommentRow] = ()
        self._card_id: int | None = None

    def show_comments(self, journey: "JourneyMap", rows: "Sequence[CommentRow]", card_id: int | None) -> None:
        """Show what was said; `card_id` is the card where the keyboard is."""
        self._journey, self._rows = journey, rows
        card = next((c for c in journey.cards if c.id == card_id), None)
        options: list[tuple[object, str]] = [("all", _("All comments")), ("map", _("The map as a whole"))]
        chosen = self.about.value() or "all"
        if card is not None:
            options.append(("card", _("This card: {text}").format(text=_short(card.words))))
            if card.id != self._card_id:
                chosen = "card"
        elif chosen == "card":
            chosen = "all"
        self._card_id = card.id if card else None
        self.about.set_options(options, chosen)
        self._show()

    def leaving(self) -> None:
        """What was typed stays until it is added."""

    def _show(self) -> None:
        if self._journey is None:
            return
        about = self.about.value()
        rows = [
            r
            for r in self._rows
            if (self.settled.isChecked() or not r.settled)
            and (about == "all" or (about == "map" and r.card_id is None) or r.card_id == self._card_id)
        ]
        for widget in self._kept:
            widget.setParent(None)
        cards = {c.id: c for c in self._journey.cards}
        said: list[QWidget] = [
            self._said(r, _short(cards[r.card_id].words) if r.card_id in cards else "") for r in rows
        ]
        if not said:
            said = [body(_("Nothing was said yet."), tone="text2")]
        self.fill(
            self._about_field, *said, 8, self._text_field, self._author_field, row(self._add, None),
            self.settled, None,
        )  # fmt: skip

    def _said(self, comment: "CommentRow", about: str) -> QWidget:
        who = listed(filter(None, (comment.author, day(comment.made_at.date()))))
        card = Card(
            caption(who), body(comment.text, tone="text2" if comment.settled else "text"), padding=(12, 10)
        )
        if about and comment.card_id is not None:
            there = Button(
                self.theme, about, "plain", dense=True, on_click=partial(self._go_to, comment.card_id)
            )
            card.add(row(there, None))
        settle = Button(
            self.theme,
            _("Open again") if comment.settled else _("Settle"),
            "plain",
            icon="rotate-ccw" if comment.settled else "check",
            dense=True,
            on_click=partial(self._deeds.settle, comment.id, not comment.settled),
        )
        delete = Button(
            self.theme,
            _("Delete"),
            "danger",
            dense=True,
            on_click=partial(self._deeds.delete_comment, comment.id),
        )
        card.add(row(settle, None, delete))
        return card

    def _on_add(self) -> None:
        if self._journey is None or not self.text.toPlainText().strip():
            self._text_field.set_wrong(_("Write something first."))
            return
        self._text_field.set_wrong("")
        text = self.text.toPlainText()
        card = self._card_id if self.about.value() != "map" else None
        self.text.show_text("")
        self._deeds.comment(self._journey.id, text, self.author.text(), card)


def _short(text: str) -> str:
    return text if len(text) <= 28 else text[:27].rstrip() + "…"
