"""The map of customers as a PDF: the chart, counts and revenue together, who moved, and the printed list."""

from pathlib import Path
from typing import Any

from cxdesk.analysis import map_words as said
from cxdesk.analysis import purchase_words as sold
from cxdesk.analysis.account_map import AccountMap, Placed
from cxdesk.analysis.purchases import MapPurchases
from cxdesk.analysis.quadrants import TREATMENTS
from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, number
from cxdesk.planning.account_sheets import MapSheet
from exports.charts.account_map import map_chart
from exports.charts.drawing import draw
from exports.charts.look import PT_PER_PX, Look
from exports.pdf.blocks import Air, AtFoot
from exports.pdf.chart import ChartBlock
from exports.pdf.document import Rendered, body_height
from exports.pdf.document import render as render_document
from exports.pdf.grid import Grid
from exports.pdf.internal_frame import InternalFrame
from exports.pdf.look import WIDTH
from exports.pdf.table import table
from exports.pdf.text import Text
from exports.writing import write_file

MOST_LISTED = 200
_CHART_HEIGHT = 235.0
_GAP = 12.0
# Customer, quadrant, score, revenue, answered; what is left is for the reason.
_LIST = (0.0, 140.0, 196.0, 236.0, 312.0, 366.0)
_BOUGHT = (0.0, 72.0, 124.0, 212.0, 292.0)
_TOTALS = (0.0, 78.0, 138.0, 182.0, 272.0, 316.0, 386.0)


def build(sheet: MapSheet, target: Path) -> Path:
    """Write the PDF; whole or not at all."""
    if target.suffix.lower() != ".pdf":
        raise UserError(_("A page is written as a PDF. Choose a name that ends in .pdf."))
    pdf = render(sheet).pdf
    return write_file(target, lambda part: part.write_bytes(pdf))


def render(sheet: MapSheet) -> Rendered:
    """The PDF, the same bytes for the same map."""
    lang = sheet.frame.language
    parts = _Parts(InternalFrame(sheet.frame, said.headline(sheet.found, lang)), sheet.found, sheet.bought)
    furniture = parts.page.furniture(parts.page.words.gettext("Map of customers"))
    parts.page.tallest = body_height(furniture)
    return render_document(parts.story(), furniture)


class _Parts:
    def __init__(self, page: InternalFrame, found: AccountMap, bought: MapPurchases | None) -> None:
        self.page, self.found, self.bought, self.lang = page, found, bought, page.lang

    def story(self) -> list[Any]:
        page, found, lang, translate = self.page, self.found, self.lang, self.page.words.gettext
        about = [found.round.label_in(lang), found.segment]
        lines = (
            listed(filter(None, about), lang) + ".",
            said.risk_line(found, lang),
            said.cuts_line(found, lang),
        )
        subtitle = " ".join(filter(None, lines))
        look = Look("paper", lang, WIDTH / PT_PER_PX, _CHART_HEIGHT / PT_PER_PX)
        if not found.placed:
            # Empty axes say nothing; why they are empty, and what to do, does.
            nobody = [Air(8), Text(said.nobody_line(found, lang), page.body, most=4)]
            parts = [*page.banner(_GAP), *page.head(subtitle), *nobody, *self._moved()]
            return [*parts, AtFoot((Air(0),), page.foot(), 12, page.tallest)]
        chart = ChartBlock(draw(map_chart(found, lang), look), page.rtl)
        notes = [said.currency_line(found, lang), said.growth_line(found, lang)]
        quiet = [Text(t, page.small, most=3) for t in notes if t]
        parts = [
            *page.banner(_GAP),
            *page.head(subtitle),
            Air(8),
            chart,
            page.section(translate("How many, and what they bring"), [self._totals(), *quiet], _GAP),
            *self._bought(),
            *self._moved(),
        ]
        listed_part = self._list()
        return [*parts, *listed_part[:-1], AtFoot(tuple(listed_part[-1:]), page.foot(), 12, page.tallest)]

    def _totals(self) -> Grid:
        translate = self.page.words.gettext
        heads = ["", translate("Customers"), translate("Share"), translate("Revenue"), translate("Share")]
        heads += [translate("Could be either"), ""]
        rows = [
            self._row(
                [said.quadrant_word(t.quadrant, self.lang), *said.total_cells(t, self.found, self.lang)],
                translate(TREATMENTS[t.quadrant]),
            )
            for t in self.found.totals
        ]
        return table(self.page, _TOTALS, heads, rows, numbers=(1, 2, 3, 4, 5))

    def _bought(self) -> list[Any]:
        """What each quadrant bought; nothing while no purchase is noted."""
        page, bought, lang, translate = self.page, self.bought, self.lang, self.page.words.gettext
        if bought is None:
            return []
        heads = ["", translate("Customers"), translate("Purchases"), translate("Per customer"), ""]
        rows = [
            self._row(
                [
                    said.quadrant_word(q.quadrant, lang),
                    number(q.customers, lang=lang),
                    *sold.quadrant_cells(bought, q.quadrant, lang),
                ],
                sold.buyers_line(q, lang) if q.customers else "",
            )
            for q in bought.quadrants
        ]
        by_quadrant = table(self.page, _BOUGHT, heads, rows, numbers=(1, 2, 3))
        lines = [*sold.less_lines(bought, lang), sold.currency_line(bought, lang)]
        body = [
            Text(sold.period_line(bought.period, lang), page.small, most=2),
            by_quadrant,
            Text(" ".join(filter(None, lines)), page.body, most=5),
        ]
        return [page.section(translate("What they bought"), body, _GAP)]

    def _moved(self) -> list[Any]:
        found, page = self.found, self.page
        lines = [said.move_line(m, self.lang) for m in found.moves]
        away = [said.absent_line(why, [s.name for s in rows], self.lang) for why, rows in found.absent]
        if found.previous is None and not away:
            return []
        body: list[Any] = (
            [Text(said.moves_head(found, self.lang), page.small, most=2)] if found.previous else []
        )
        body += [Text(t, page.body, most=2) for t in lines]
        if found.previous and not lines:
            body.append(Text(page.words.gettext("Nobody changed the quadrant."), page.body))
        body += [Text(t, page.small, most=2) for t in away]
        return [page.section(page.words.gettext("Who moved"), body, _GAP)]

    def _list(self) -> list[Any]:
        """The customers, largest first; the last part stands over the data card."""
        page, translate = self.page, self.page.words.gettext
        shown = self.found.placed[:MOST_LISTED]
        if not shown:
            return [Text(translate("Nobody can be placed yet"), page.body)]
        heads = [
            translate("Customer"), translate("Quadrant"), translate("Score"), translate("Revenue"),
            translate("Answered"), translate("Why it could be either"),
        ]  # fmt: skip
        rows = [self._row(self._cells(p), said.short_reason(p, self.lang)) for p in shown]
        customers = table(self.page, _LIST, heads, rows, numbers=(2, 3, 4))
        made: list[Any] = [page.section(translate("The customers, largest first"), [customers], _GAP)]
        if len(self.found.placed) > len(shown):
            more = translate("  and {n} more.").strip().format(
                n=number(len(self.found.placed) - len(shown), lang=self.lang)
            )  # fmt: skip
            made.append(Text(more, page.small))
        else:
            made.append(Air(0))
        return made

    def _cells(self, p: Placed) -> list[str]:
        s, lang = p.standing, self.lang
        answered = number(s.answered, lang=lang)
        if s.invited:
            answered = self.page.words.gettext("{n} of {all}").format(
                n=answered, all=number(s.invited, lang=lang)
            )  # fmt: skip
        return [
            s.name,
            said.quadrant_word(p.quadrant, lang),
            said.score_text(round(p.score), lang),
            said.amount(p.revenue, s.currency, lang),
            answered,
        ]

    def _row(self, cells: list[str], last: str) -> list[str]:
        return [*cells, last]
