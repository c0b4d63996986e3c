"""The tables of the map of customers: who is on it, what the quadrants bring, who moved and who left."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QBoxLayout, QLabel, QLayout, QWidget

from cxdesk.i18n import _, listed
from ui.theme import Theme
from ui.widgets.cards import boxed, column, row
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.analysis.account_map import AccountMap, Placed, Total
    from cxdesk.analysis.purchases import MapPurchases
    from cxdesk.analysis.who_left import WhoLeft


def customers_table(theme: Theme, found: "AccountMap", source: str) -> Table:
    """The customers on the map, each with its quadrant, score and revenue."""
    from cxdesk.analysis.map_words import amount, quadrant_word, score_text, short_reason

    def sub(p: "Placed") -> str:
        return listed(filter(None, (quadrant_word(p.quadrant), short_reason(p))))

    columns = [
        Column(_("Customer"), lambda p: p.standing.name, "strong", sub=sub, share=3),
        Column(_("Score"), lambda p: score_text(round(p.score)), "number", sort=lambda p: p.score, width=60),
        Column(_("Revenue"), lambda p: amount(p.revenue, ""), "number", sort=lambda p: p.revenue, width=84),
    ]
    table = Table(
        theme, columns, found.placed, name=_("Customers on the map"),
        key=lambda p: p.standing.key, sortable=True,
    )  # fmt: skip
    table.note = source
    table.setToolTip("")
    table.setMinimumHeight(420)
    return table


def below_map(
    theme: Theme,
    found: "AccountMap",
    bought: "MapPurchases | None",
    narrow: bool,
    on_quadrant: Callable[[str], None],
) -> QWidget:
    """The quadrants with what they bring and bought, and who moved; `on_quadrant` is told which one is opened."""
    from cxdesk.analysis import map_words as words
    from cxdesk.analysis.quadrants import TREATMENTS

    def cell(place: int) -> Any:
        return lambda t: words.total_cells(t, found)[place]

    def named(t: "Total") -> str:
        return words.quadrant_word(t.quadrant)

    columns = [
        Column(_("Quadrant"), named, "strong", sub=lambda t: _(TREATMENTS[t.quadrant]), share=2),
        Column(_("Customers"), cell(0), "number", width=84),
        Column(_("Share"), cell(1), "number", width=56),
        Column(_("Revenue"), cell(2), "number", width=124),
        Column(_("Share"), cell(3), "number", width=56),
        *_bought_columns(bought),
        Column(_("Could be either"), cell(4), "number", width=108),
    ]
    totals = Table(theme, columns, found.totals, name=_("Quadrants"), fit=True)
    totals.opened.connect(lambda t: on_quadrant(t.quadrant))
    left = column(
        title(_("How many, and what they bring")),
        boxed(column(totals, margins=(12, 4, 12, 8)), "card"),
        *(caption(t, wrap=True) for t in (words.growth_line(found),) if t),
        *_bought_lines(bought),
        None,
    )
    right = column(title(_("Who moved")), *_moved(found), None)
    if bought is not None:  # two more columns want the whole width
        return boxed(column(left, right, gap=16))
    return boxed(_beside(left, right, narrow))


def who_left_parts(theme: Theme, left: "WhoLeft | None", narrow: bool) -> list[QWidget]:
    """Defections by segment and retention by quadrant; nothing while nobody is noted as having left."""
    from cxdesk.analysis import who_left

    if left is None:
        return []

    def cell(place: int) -> Any:
        return lambda d: who_left.defection_cells(d)[place]

    heads = (_("Left before"), _("Left after"), _("Points"), _("Percent"))
    columns = [Column(_("Segment"), lambda d: d.segment or "–", "strong")]
    columns += [Column(head, cell(n), "number", width=104) for n, head in enumerate(heads)]
    table = Table(theme, columns, left.segments, name=_("Who left"), fit=True)
    lines = [who_left.mean_line(left), *(who_left.cohort_line(c) for c in left.cohorts)]
    card = boxed(column(table, margins=(12, 4, 12, 8)), "card")
    said = column(*(body(line) for line in lines if line), None)
    across = _beside(column(card, None), said, narrow)
    return [title(_("Who left")), caption(who_left.periods_line(left), wrap=True), boxed(across)]


def _bought_columns(bought: "MapPurchases | None") -> list[Column]:
    """What each quadrant bought and what one of its customers did; nothing while no purchase is noted."""
    from cxdesk.analysis.purchase_words import quadrant_cells

    if bought is None:
        return []

    def cell(place: int) -> Any:
        return lambda t: quadrant_cells(bought, t.quadrant)[place]

    return [
        Column(head, cell(n), "number", width=124)
        for n, head in enumerate((_("Purchases"), _("Per customer")))
    ]


def _bought_lines(bought: "MapPurchases | None") -> list[QWidget]:
    from cxdesk.analysis import purchase_words as words

    if bought is None:
        return []
    said = [*words.less_lines(bought), words.currency_line(bought)]
    hint = _("A click or Enter on a quadrant lists who bought how much of what.")
    quiet = f"{words.period_line(bought.period)} {hint}"
    return [body(" ".join(filter(None, said))), caption(quiet, wrap=True)]


def _moved(found: "AccountMap") -> list[QLabel]:
    from cxdesk.analysis import map_words as words

    lines = [caption(words.moves_head(found), wrap=True)] if found.previous else []
    lines += [body(words.move_line(m)) for m in found.moves]
    if not found.moves:
        none = _("This is the first round; the next one will show who moved.")
        lines = [body(_("Nobody changed the quadrant.") if found.previous else none, tone="text2")]
    for why, rows in found.absent:
        lines.append(caption(words.absent_line(why, [s.name for s in rows]), wrap=True))
    return lines


def _beside(left: QLayout, right: QLayout, narrow: bool) -> QBoxLayout:
    """Two parts side by side, or below each other where the window is narrow."""
    if narrow:
        return column(left, right, gap=16)
    across = row(gap=24)
    across.addLayout(left, 5)
    across.addLayout(right, 3)
    return across
