"""The inventory as a list at the start, the record of the chosen touch point at the end."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, number
from ui.page import PageContext
from ui.touchpoints.record import Record
from ui.widgets.cards import boxed, column, row, top
from ui.widgets.figures import score_text, value_text
from ui.widgets.score_glyph import ScoreCell
from ui.widgets.tables import Column, Table
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.analysis.inventory import Entry, Inventory


class ListView(QWidget):
    """`on_chosen(number)` follows the person's choice of a row."""

    def __init__(self, context: PageContext, on_chosen: Callable[[int], None]) -> None:
        super().__init__()
        self._context, self._on_chosen = context, on_chosen
        self._found: Inventory | None = None
        theme = context.theme
        columns = [
            Column(_("Touch point"), lambda e: e.row.name, "strong", sub=_other_names),
            Column(_("Channel"), _channel, "muted", sub=_how, width=96),
            Column(_("Function"), lambda e: e.row.function, "muted", sub=lambda e: e.row.owner, width=112),
            Column(_("% satisfied"), _score_text, "score", value=_score, sub=_before, width=164),
            Column(
                _("Answers"), lambda e: number(e.scored.figure.n) if e.scored else "–", "number", width=72
            ),
        ]
        self.table = Table(theme, columns, name=_("Touch points"), fit=True, key=lambda e: e.row.id)
        self.table.current_changed.connect(self._on_current)
        self.record = Record(context)
        self._source = caption("", wrap=True)
        across = row(gap=16)
        left = column(boxed(column(self.table, margins=(12, 4, 12, 8)), "card"), self._source, gap=12)
        top(across, boxed(left), 1)
        top(across, self.record)
        self.setLayout(across)

    def show_inventory(self, found: "Inventory", chosen: int | None) -> None:
        """Show all of it, and one record."""
        from cxdesk.analysis.touch_points import data_behind
        from cxdesk.i18n import language

        self._found = found
        scored = [e.scored for e in found.entries if e.scored is not None]
        source = "\n".join(self._context.project.read(data_behind, scored, language()))
        self.table.note = source
        self._source.setText(source)
        self._source.setVisible(bool(source))
        with QSignalBlocker(self.table):  # the table keeps the row it had, which is not a person's choice
            self.table.set_rows(found.entries)
            if chosen is not None:
                self.table.choose(chosen)
        entry = found.entry(chosen) if chosen is not None else None
        self.record.setVisible(entry is not None)
        if entry is not None:
            self.record.show_entry(found, entry)

    def leaving(self) -> None:
        """Write what is being typed."""
        self.record.leaving()

    def name_it(self) -> None:
        """Put the keyboard on the name, to be typed over."""
        name = self.record.inputs["name"]
        name.setFocus()
        name.selectAll()

    def _on_current(self, entry: "Entry") -> None:
        if self._found is not None and entry.row.id != self.record.touch_point_id:
            self.record.leaving()
            self._on_chosen(entry.row.id)
            self.record.show_entry(self._found, entry)


def _other_names(entry: "Entry") -> str:
    from cxdesk.i18n import listed

    return listed(entry.row.synonyms)


def _channel(entry: "Entry") -> str:
    from cxdesk.touchpoints.words import channel_word

    return channel_word(entry.row.channel)


def _how(entry: "Entry") -> str:
    return _("digital") if entry.row.digital else _("not digital")


def _score(entry: "Entry") -> ScoreCell | None:
    if entry.scored is None:
        return None
    before = entry.scored.previous
    return ScoreCell(
        entry.scored.figure, before.value if before else None, before_round=entry.scored.previous_label
    )


def _before(entry: "Entry") -> str:
    """What the tick on the track is: the score of the round before, and in which round that was."""
    scored = entry.scored
    if scored is None or scored.previous is None or scored.previous.value is None or scored.figure.hidden:
        return ""
    value = score_text(scored.figure, scored.previous.value)
    if not scored.previous_label:
        return _("before {value}").format(value=value)
    return _("{value} in {round}").format(value=value, round=scored.previous_label)


def _score_text(entry: "Entry") -> str:
    return value_text(entry.scored.figure) if entry.scored else _("not asked yet")
