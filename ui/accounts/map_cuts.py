"""The two cuts that part the quadrants of the map of customers: typed here or drawn on the map, kept with the round."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from ui.accounts.deeds import typed_number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.fields import LineInput
from ui.widgets.text import caption

if TYPE_CHECKING:
    from cxdesk.analysis.account_map import AccountMap

WIDTH = 96


class CutsRow(QWidget):
    """A field for the score, one for the revenue, and the way back to the usual cuts where another was set."""

    def __init__(self, context: PageContext, found: "AccountMap") -> None:
        super().__init__()
        self._context, self._found = context, found
        self.score = self._input(_("Cut of the score, 0 to 100"), "score")
        self.revenue = self._input(_("Cut of the revenue"), "revenue")
        things: list[Any] = [
            caption(_("Score from")),
            self.score,
            8,
            caption(_("Revenue from")),
            self.revenue,
        ]
        if any(found.is_set) and not context.project.read_only:
            usual = Button(context.theme, _("Usual cuts"), "plain", icon="rotate-ccw", dense=True)
            usual.clicked.connect(self._forget)
            things.append(usual)
        self.setLayout(row(*things, None))
        self._show_cuts()

    def set_cut(self, score: float | None = None, revenue: float | None = None) -> None:
        """Keep a cut with the round; one undo takes it back."""
        from cxdesk.analysis.cuts import set_cuts

        self._context.bridge.run(_("Move a cut"), set_cuts, self._found.round.id, score, revenue)
        self._show_cuts()

    def _input(self, name: str, cut: str) -> LineInput:
        made = LineInput()
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setFixedWidth(WIDTH)
        made.setReadOnly(self._context.project.read_only)
        made.committed.connect(partial(self._on_typed, cut))
        return made

    def _show_cuts(self) -> None:
        from cxdesk.analysis.map_words import amount, score_text

        self.score.show_text(score_text(self._found.cuts.score))
        self.revenue.show_text(amount(self._found.cuts.revenue, ""))

    def _on_typed(self, cut: str, text: str) -> None:
        value = typed_number(text)
        if value is not None:
            self.set_cut(**{cut: value})
            return
        self._show_cuts()
        sentence = _("“{text}” is not a number. The cut stays where it was.")
        self._context.messages.notice("warn", sentence.format(text=text))

    def _forget(self) -> None:
        from cxdesk.analysis.cuts import forget_cuts

        self._context.bridge.run(_("Go back to the usual cuts"), forget_cuts, self._found.round.id)
