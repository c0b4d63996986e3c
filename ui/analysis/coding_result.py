"""How far two coders agree: kappa with n and what it means, where they differ, and what comments say once that is settled."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, ngettext, number
from cxdesk.planning.agreement import band_word, kappa_words, meaning, share_words
from cxdesk.planning.coding_model import CODES
from cxdesk.planning.coding_queries import Difference, Result
from cxdesk.planning.coding_words import code_of_key, code_word, key_of
from ui.analysis.coding_page import coder_name
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, column, row
from ui.widgets.charts import ChartView
from ui.widgets.fields import Choice
from ui.widgets.flow import FlowLayout
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, display, label, title

if TYPE_CHECKING:
    from ui.analysis.coding_page import CodingPage


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class _Settling(Table):
    """A table that leaves the keys which settle a row to the page; it would search its rows for them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and Backspace are the page's."""
        if event.text().isdecimal() or event.key() == Qt.Key.Key_Backspace:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ResultView(QWidget):
    """The agreement, the counts with their base, and a row for each comment that was read differently."""

    def __init__(self, page: "CodingPage") -> None:
        super().__init__()
        self._page = page
        self.found: Result | None = None
        self.chosen: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme = page.context.theme
        frame = Scaffold(self, widest=1360)
        self.sentence = display("")
        self.share, self.kappa = body(""), body("", strong=True)
        self.meaning = body("", tone="text2")
        self.which = Choice()
        self.which.setAccessibleName(_("Which sample"))
        self.which.chosen.connect(page.choose_coding)
        gone = IconButton(theme, "trash-2", _("Delete the coding"), on_click=page.delete)
        self._gone = gone
        self.which.setMinimumWidth(240)
        across = row(gap=8)
        across.addWidget(self.sentence, 1)
        across.addWidget(self.which)
        across.addWidget(gone)
        frame.add(across)
        agreed = Card(self.kappa, self.share, self.meaning)
        self.chart = ChartView(theme)
        self.base = caption("", wrap=True)
        counts = Card(title(_("What customers mean to do")), self.chart, self.base)
        frame.add(column(agreed, counts, gap=16))
        self._head = title("")
        self.table = _Settling(
            theme, self._columns(), name=_("Where they differ"), key=lambda d: d.id, fit=True
        )
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(self._choose)
        self.text = label("", "voice", wrap=True)
        self.buttons: dict[str, Button] = {}
        flow = FlowLayout(gap=6)
        for code in CODES:
            words = f"{number(int(key_of(code)))}  {code_word(code)}"
            made = Button(theme, words, dense=True, on_click=partial(self.settle, code))
            self.buttons[code] = made
            flow.addWidget(made)
        holder = QWidget()
        holder.setLayout(flow)
        self._settling = Card(
            self.text,
            caption(_("Talk it over, then settle it: a number key, or Backspace to open it again.")),
            holder,
        )
        self._differences = QWidget()
        self._differences.setLayout(
            column(self._head, self._settling, Card(self.table, padding=(12, 4)), gap=12)
        )
        frame.add(self._differences)

    def show_result(self, found: Result) -> None:
        """Show one result; the difference that was chosen stays so."""
        self.found = found
        agreed = found.agreement
        if agreed.kappa is None:
            self.sentence.setText(_("Both always said the same"))
        else:
            self.sentence.setText(
                _("{band} agreement: kappa {kappa}").format(
                    band=_capital(band_word(agreed.kappa)), kappa=number(agreed.kappa, 2)
                )
            )
        self.kappa.setText(kappa_words(agreed) + ".")
        self.share.setText(share_words(agreed) + ".")
        self.meaning.setText(meaning(agreed))
        self._show_counts(found)
        self.which.set_options(
            [*((r.id, r.question[:60]) for r in self._page.rows), (None, _("A new sample"))], found.row.id
        )
        self._gone.setEnabled(not self._page.context.project.read_only)
        self._differences.setVisible(bool(found.differences))
        if not found.differences:
            return
        left = sum(1 for d in found.differences if not d.settled)
        said = ngettext(
            "{n} comment was read differently", "{n} comments were read differently", len(found.differences)
        )
        settled = ngettext("{n} still to settle", "{n} still to settle", left) if left else _("all settled")
        self._head.setText(
            f"{said.format(n=number(len(found.differences)))}: {settled.format(n=number(left))}"
        )
        chosen = self.chosen
        self.table.set_rows(found.differences)  # walks the table's own current row along
        self.chosen = chosen
        if not any(d.id == self.chosen for d in found.differences):
            self.chosen = next((d.id for d in found.differences if not d.settled), found.differences[0].id)
        self.table.choose(self.chosen)
        self._fill()

    def settle(self, code: str) -> None:
        """Write what both agreed on for the row that is chosen, and go on to the next one that is open."""
        one = self._one()
        if one is None or self._page.context.project.read_only:
            return
        if code:
            self.chosen = self._next_open(one.id)
        self._page.settle(one.id, code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits of any script settle the chosen comment; Backspace opens it again."""
        text = event.text()
        if len(text) == 1 and text.isdecimal() and (code := code_of_key(str(int(text)))):
            self.settle(code)
        elif event.key() == Qt.Key.Key_Backspace:
            self.settle("")
        else:
            super().keyPressEvent(event)

    def _show_counts(self, found: Result) -> None:
        from exports.charts.data import Bar, Bars

        bars = tuple(Bar(code_word(c), n, number(n)) for c, n in found.counts)
        data = Bars(bars, _("What the customer means to do"), _("Comments"))
        self.chart.show_chart(data, _("What customers mean to do"), source=self._base(found))
        self.base.setText(self._base(found))

    def _base(self, found: Result) -> str:
        base = _("Base: {n} of {all} comments with one code.")
        of = _("A sample of comments from {survey}.").format(survey=found.row.survey)
        return f"{base.format(n=number(found.base), all=number(found.row.size))} {of}"

    def _one(self) -> Difference | None:
        found = self.found.differences if self.found else ()
        return next((d for d in found if d.id == self.chosen), None)

    def _next_open(self, after: int) -> int:
        assert self.found is not None
        ids = [d.id for d in self.found.differences]
        at = ids.index(after)
        order = self.found.differences[at + 1 :] + self.found.differences[:at]
        return next((d.id for d in order if not d.settled), after)

    def _choose(self, difference: Difference) -> None:
        self.chosen = difference.id
        self._fill()

    def _fill(self) -> None:
        one = self._one()
        if one is None:
            return
        self.text.setText(one.text or _("This comment is not there any more."))
        own = not self._page.context.project.read_only
        for code, button in self.buttons.items():
            button.set_kind("filled" if code == one.settled else "outline")
            button.setEnabled(own)

    def _columns(self) -> list[Column]:
        def name(coder: int) -> str:
            return coder_name(self.found.row, coder) if self.found else ""

        return [
            Column("#", lambda d: number(d.position + 1), "number", width=56),
            Column(_("Comment"), lambda d: d.text, "strong", share=5),
            Column(_("First coder"), lambda d: code_word(d.first), "text", sub=lambda _d: name(1), share=2),
            Column(_("Second coder"), lambda d: code_word(d.second), "text", sub=lambda _d: name(2), share=2),
            Column(
                _("Settled"), lambda d: code_word(d.settled) if d.settled else _("not yet"), "tag",
                lambda d: (code_word(d.settled), "good") if d.settled else (_("not yet"), "warn"), width=150,
            ),
        ]  # fmt: skip
