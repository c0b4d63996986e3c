"""The map of customers as the data of a chart: the same in the window, on paper and as a picture."""

from dataclasses import replace

from cxdesk import i18n
from cxdesk.analysis.account_map import AccountMap, Placed
from cxdesk.analysis.map_words import nobody_line
from cxdesk.analysis.quadrants import AT_RISK, DANGLING, GROWTH, MODEL, NAMES, SCALE, moves_on_one
from exports.charts.data import Bubble, Quadrant

NAMED = 7
# From this factor between the smallest and the largest amount on, equal steps would crowd most of them.
CROWDED = 20.0


def map_chart(found: AccountMap, lang: str | None = None, chosen: str = "") -> Quadrant:
    """The chart of a map, in the order of its customers; the one of the key `chosen` stands out."""
    words = i18n.words(lang or i18n.language())
    amounts = [p.revenue for p in found.placed if p.revenue > 0]
    revenue = words.gettext("revenue")
    if found.currency:
        revenue = words.gettext("revenue in {currency}").format(currency=found.currency)
    names = {name: words.gettext(text) for name, text in NAMES.items()}
    counts = {t.quadrant: t.customers for t in found.totals}
    corners = tuple(
        f"{names[q]} ({i18n.number(counts.get(q, 0), lang=lang)})" for q in (AT_RISK, MODEL, DANGLING, GROWTH)
    )
    return Quadrant(
        tuple(replace(bubble(p), chosen=bool(chosen) and p.standing.key == chosen) for p in found.placed),
        words.gettext("satisfaction, 0 to 100"),
        revenue,
        found.cuts.score,
        found.cuts.revenue,
        (corners[0], corners[1], corners[2], corners[3]),
        revenue,
        SCALE,
        bool(amounts) and max(amounts) > CROWDED * min(amounts),
        found.previous.label_in(lang or i18n.language()) if found.previous else "",
        NAMED,
        nobody_line(found, lang),
    )


def bubble(placed: Placed) -> Bubble:
    """One customer."""
    return Bubble(
        placed.standing.name,
        placed.score,
        placed.revenue,
        placed.revenue,
        movable=moves_on_one(placed.doubts),
        quiet="silent_half" in placed.doubts,
        promising=placed.potential,
        was=placed.was if placed.moved else None,
    )
