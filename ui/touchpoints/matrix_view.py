"""Stages down, channels across: which touch points a customer meets where, and what only a map knows."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from cxdesk.i18n import _, listed, ngettext, number
from ui.page import PageContext
from ui.touchpoints import deeds
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, empty, row, rule
from ui.widgets.fields import Choice
from ui.widgets.figures import range_text, value_text
from ui.widgets.links import Link
from ui.widgets.score_glyph import ScoreCell, ScoreGlyph
from ui.widgets.text import body, caption, joined, label, title

if TYPE_CHECKING:
    from cxdesk.analysis.inventory import Inventory
    from cxdesk.analysis.stage_matrix import MatrixRow, StageMatrix

FIGURE_WIDTH = 176


class MatrixView(QWidget):
    """`choose(number)` shows the record of a touch point."""

    def __init__(self, context: PageContext, choose: Callable[[int], None]) -> None:
        super().__init__()
        self._context, self._choose = context, choose
        self._found: Inventory | None = None
        self.journey = Choice()
        self.journey.setAccessibleName(_("Journey"))
        self.journey.chosen.connect(lambda _value: self._fill())
        self.matrix: StageMatrix | None = None
        self.links: list[Link] = []
        self._told = caption("")
        self._body = column(gap=16)
        bar = row(caption(_("Journey")), self.journey, 16, self._told, None)
        self.setLayout(column(bar, self._body, gap=12))

    def show_inventory(self, found: "Inventory", _chosen: int | None) -> None:
        """Show the matrix of the chosen journey, or of all."""
        kept = self.journey.value()
        self._found = found
        options = [(0, _("all journeys")), *((j.id, j.name) for j in found.journeys)]
        self.journey.set_options(options, kept if kept in {key for key, _name in options} else 0)
        self._fill()

    def _fill(self) -> None:
        from cxdesk.analysis.stage_matrix import stage_matrix

        found = self._found
        if found is None:
            return
        empty(self._body)
        self.links = []
        self.matrix = stage_matrix(found, self.journey.value() or None)
        filled = sum(r.filled for r in self.matrix.rows if r.stage)
        cells = ngettext("{n} cell is filled", "{n} cells are filled", filled).format(n=number(filled))
        self._told.setText(cells)
        card = Card(padding=(16, 12))
        card.box.addLayout(self._grid(self.matrix))
        self._body.addWidget(card)
        if any(r.customers or r.employees for r in self.matrix.rows):
            from cxdesk.analysis.pooled_words import pooled_note

            self._body.addWidget(caption(pooled_note(), wrap=True))
        if found.strays:
            self._body.addWidget(self._strays(found))

    def _grid(self, matrix: "StageMatrix") -> QGridLayout:
        from cxdesk.touchpoints.words import channel_word

        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 130)
        first = 1
        if any(r.customers or r.employees for r in matrix.rows):
            first = 2
            grid.addWidget(caption(_("The whole stage")), 0, 1, Qt.AlignmentFlag.AlignTop)
            grid.setColumnMinimumWidth(1, FIGURE_WIDTH)
        for at, channel in enumerate(matrix.channels, first):
            grid.addWidget(caption(channel_word(channel)), 0, at, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at, 1)
        line = 1
        before = ""
        for row_ in matrix.rows:
            grid.addWidget(rule(strong=line == 1), line, 0, 1, len(matrix.channels) + first)
            grid.addWidget(self._head(row_, before), line + 1, 0, Qt.AlignmentFlag.AlignTop)
            before = row_.journey or before
            if first == 2:
                grid.addWidget(self._figures(row_), line + 1, 1, Qt.AlignmentFlag.AlignTop)
            for at, cell in enumerate(row_.cells, first):
                if cell:
                    grid.addWidget(self._cell(row_, cell), line + 1, at, Qt.AlignmentFlag.AlignTop)
            line += 2
        return grid

    def _head(self, row_: "MatrixRow", before: str) -> QWidget:
        name = body(row_.stage or _("On no map"), strong=True, tone="text" if row_.stage else "text2")
        shows = row_.journey and row_.journey != before and not self.journey.value()
        above = [caption(row_.journey, wrap=True)] if shows else []
        below = [caption(_("Segment {name}").format(name=row_.segment), wrap=True)] if row_.segment else []
        return boxed(column(*above, name, *below, gap=0))

    def _figures(self, row_: "MatrixRow") -> QWidget:
        """What customers say of the whole stage, and below it what employees say."""
        from cxdesk.analysis.figure import Figure
        from cxdesk.analysis.pooled_words import base_words, people_words

        made = column(gap=2)
        for figure, who in ((row_.customers, ""), (row_.employees, _("Employees"))):
            if not isinstance(figure, Figure):
                continue
            value = label(value_text(figure), strong=True)
            value.setMinimumWidth(38)
            value.setToolTip(base_words(figure))
            if who:
                made.addWidget(caption(who))
            made.addLayout(row(value, ScoreGlyph(self._context.theme, ScoreCell(figure), 0.75)))
            n, people = _("n {n}").format(n=number(figure.n)), people_words(figure)
            made.addWidget(caption(joined(range_text(figure), n, people), wrap=True))
        return boxed(made)

    def _cell(self, row_: "MatrixRow", cell: tuple[Any, ...]) -> QWidget:
        made = column(gap=4)
        for entry in cell:
            link = Link(entry.row.name, f"{row_.stage}: {entry.row.name}", role="caption")
            link.clicked.connect(lambda at=entry.row.id: self._choose(at))
            self.links.append(link)
            made.addWidget(link)
        return boxed(made)

    def _strays(self, found: "Inventory") -> QWidget:
        """What a map names and the inventory does not know, each with a way in."""
        theme = self._context.theme
        card = Card(title(_("On a map, but not in the inventory")))
        for stray in found.strays:
            place = stray.places[0]
            take = Button(
                theme, _("Add to the inventory"), dense=True,
                on_click=partial(deeds.take_in, self._context, stray),
            )  # fmt: skip
            where = f"{place.journey}: {listed((place.stage, place.step))}"
            card.add(row(column(body(stray.name, strong=True), caption(where), gap=0), None, take))
        return card
