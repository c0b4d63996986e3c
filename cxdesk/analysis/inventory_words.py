"""The inventory in sentences: the same in the window, on the command line and on paper, in any language."""

from cxdesk.analysis.coverage import busy_unheard
from cxdesk.analysis.inventory import Entry, Inventory
from cxdesk.i18n import isolated, language, listed, number, percent, signed, words


def headline(found: Inventory, lang: str | None = None) -> str:
    """How many there are, and how many nobody asks about."""
    lang = lang or language()
    said = words(lang)
    points = said.ngettext("{n} touch point", "{n} touch points", found.count).format(
        n=number(found.count, lang=lang)
    )
    silent = sum(1 for entry in found.entries if not entry.listening) + len(found.strays)
    if not silent:
        if not found.count:
            return points
        return said.gettext("{points}, and every one has a question").format(points=points)
    unasked = said.ngettext("{n} has no question", "{n} have no question", silent).format(
        n=number(silent, lang=lang)
    )
    return said.gettext("{points}; {unasked}").format(points=points, unasked=unasked)


def maps_line(found: Inventory, lang: str | None = None) -> str:
    """How the inventory and the maps meet; nothing while there is no map."""
    if not found.journeys:
        return ""
    lang = lang or language()
    said = words(lang)
    text = said.ngettext("{n} of them lies on a map.", "{n} of them lie on a map.", found.on_maps)
    parts = [text.format(n=number(found.on_maps, lang=lang))]
    if found.strays:
        n = len(found.strays)
        stray = said.ngettext(
            "{n} is on a map only and not in the inventory.",
            "{n} are on a map only and not in the inventory.",
            n,
        )
        parts.append(stray.format(n=number(n, lang=lang)))
    return " ".join(parts)


def unheard_line(found: Inventory, lang: str | None = None) -> str:
    """Where many contacts are and nobody is asked, the three busiest by name; nothing where there is none."""
    rows = busy_unheard(found)
    if not rows:
        return ""
    lang = lang or language()
    said = words(lang)
    named = []
    for row in rows[:3]:
        told = said.ngettext("{n} contact a year", "{n} contacts a year", row.volume or 0)
        named.append(f"{isolated(row.name, lang)} ({told.format(n=number(row.volume or 0, lang=lang))})")
    if len(rows) > 3:
        named.append(f"+{number(len(rows) - 3, lang=lang)}")
    return said.gettext("Many contacts, and nobody is asked: {names}.").format(names=listed(named, lang))


def score_cell(entry: Entry, lang: str | None = None) -> str:
    """48% (43 to 53, n 412), that it is hidden, or that nobody is asked."""
    lang = lang or language()
    translate = words(lang).gettext
    if entry.scored is None:
        return translate("not asked yet")
    figure = entry.scored.figure
    if figure.hidden:
        return translate(figure.suppressed_reason or "")
    if figure.value is None:
        return translate("no answers yet")
    decimals = 1 if figure.metric == "mean" else 0
    value = number(figure.value, decimals, lang)
    if figure.metric == "top2":
        value = percent(figure.value, lang)
    elif figure.metric == "nps":
        value = signed(figure.value, lang=lang)
    n = translate("n {n}").format(n=number(figure.n, lang=lang))
    if figure.low is None or figure.high is None:
        return f"{value} ({n})"
    margin = translate("{low} to {high}").format(
        low=number(figure.low, decimals, lang), high=number(figure.high, decimals, lang)
    )
    return f"{value} ({margin}{'، ' if lang == 'fa' else ', '}{n})"


def roles_cell(entry: Entry, lang: str | None = None) -> str:
    """Service RA, Sales I."""
    between = "، " if (lang or language()) == "fa" else ", "
    return between.join(f"{function} {letters}" for function, letters in entry.row.roles)
