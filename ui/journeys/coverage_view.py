"""What is missing on a map: lane by lane, in how many steps something is said, and what is to be checked."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import _, language, ngettext, number, percent
from ui.journeys.menus import Reach
from ui.theme import Theme
from ui.widgets.cards import boxed, column
from ui.widgets.tables import Column, Table
from ui.widgets.text import body

if TYPE_CHECKING:
    from cxdesk.journeys.coverage import LaneCoverage


class CoverageView(QWidget):
    """A sentence over a table; nothing is changed here."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._reach: Reach | None = None
        self.told = body("", tone="text2")
        columns = [
            Column(_("Lane"), self._lane, share=3),
            Column(_("Steps that say something"), _steps, "number", sort=lambda c: c.percent, width=210),
            Column(_("Share"), lambda c: percent(c.percent), "number", sort=lambda c: c.percent, width=100),
            Column(_("Cards"), lambda c: number(c.cards), "number", sort=lambda c: c.cards, width=100),
            Column(
                _("To be checked again"),
                lambda c: number(c.stale),
                "number",
                sort=lambda c: c.stale,
                width=170,
            ),
            Column(
                _("Template text"),
                lambda c: number(c.template),
                "number",
                sort=lambda c: c.template,
                width=140,
            ),
        ]
        self.table = Table(theme, columns, name=_("What is missing"), fit=True, key=lambda c: c.id)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(12)
        box.addWidget(self.told)
        box.addWidget(boxed(column(self.table, margins=(12, 4, 12, 8)), "card"))
        box.addStretch(1)

    def show_map(self, reach: Reach) -> None:
        """Count again."""
        from cxdesk.journeys.coverage import coverage

        self._reach = reach
        rows = coverage(reach.journey)
        self.table.set_rows(rows)
        delights = sum(c.cards for c in rows if c.kind == "delight")
        pains = sum(c.cards for c in rows if c.kind == "pain")
        told = [
            ngettext("{n} pain", "{n} pains", pains).format(n=number(pains)),
            ngettext("{n} delight", "{n} delights", delights).format(n=number(delights)),
        ]
        self.told.setText(_("On this map: {pains}, {delights}.").format(pains=told[0], delights=told[1]))

    def _lane(self, row: "LaneCoverage") -> str:
        from cxdesk.journeys.labels import lane_words

        journey = self._reach.journey if self._reach else None
        lane = next((one for one in journey.lanes if one.id == row.id), None) if journey else None
        return (
            lane_words(lane, language(), journey.persona) if lane is not None and journey is not None else ""
        )


def _steps(row: "LaneCoverage") -> str:
    return _("{n} of {all}").format(n=number(row.filled), all=number(row.steps))
