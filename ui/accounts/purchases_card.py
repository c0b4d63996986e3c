"""What one customer bought, on its page: two years in a chart, twelve months product by product."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, day, number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row
from ui.widgets.charts import ChartView
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.analysis.purchases import Bought, ProductLine
    from exports.charts.data import Bars


def purchases_card(context: PageContext, bought: "Bought | None") -> list[QWidget]:
    """Total and number in twelve months beside the twelve before, the chart, and the products."""
    from cxdesk.analysis.purchase_words import bought_line

    head = title(_("Purchases"))
    if bought is None:
        none = body(_("No purchase is in this file yet."), tone="text2")
        bring = Button(
            context.theme, _("Import purchases"), "plain", dense=True,
            on_click=lambda: context.do("import.purchases"),
        )  # fmt: skip
        return [head, Card(row(none, None, bring))]
    said = body(bought_line(bought))
    if not bought.products:
        return [head, Card(said)]
    chart = ChartView(context.theme)
    source = bought_line(bought)
    chart.show_chart(bars_of(bought), _("Bought in every three months"), source=source)
    table = _products(context, bought)
    table.note = source
    parts: list[QWidget] = [Card(said, caption(_("Bought in every three months")), chart)]
    if len(bought.currencies) > 1:
        parts.append(caption(_("Amounts in several currencies are added up and not converted."), wrap=True))
    return [head, *parts, boxed(column(table, margins=(12, 4, 12, 8)), "card")]


def bars_of(bought: "Bought") -> "Bars":
    """Two years in parts of three months; those that the list does not reach are left out."""
    from cxdesk.analysis.map_words import amount
    from exports.charts.data import Bar, Bars

    known = [p for p in bought.parts if p.end >= bought.period.noted_from]
    return Bars(
        tuple(
            Bar(_("to {day}").format(day=day(p.end)), p.amount, amount(p.amount, bought.currency))
            for p in known
        ),
        _("Three months"),
        _("Sales amount"),
    )


def _products(context: PageContext, bought: "Bought") -> Table:
    from cxdesk.analysis.map_words import amount
    from cxdesk.analysis.purchase_words import quantity_text

    def before(p: "ProductLine") -> str:
        return amount(p.before, bought.currency) if bought.period.knows_before else "–"

    columns = [
        Column(_("Product or service"), lambda p: p.product or "–", "strong", share=3),
        Column(_("Purchases"), lambda p: number(p.purchases), "number", width=88),
        Column(_("Quantity"), lambda p: quantity_text(p.quantity), "number", width=80),
        Column(_("Sales amount"), lambda p: amount(p.amount, bought.currency), "number", width=112),
        Column(_("The 12 months before"), before, "number", width=144),
    ]
    return Table(context.theme, columns, bought.products, name=_("Purchases by product"), fit=True)
