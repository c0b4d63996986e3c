"""The map of customers in sentences: the same in the window, on the command line and on paper, in any language."""

from collections.abc import Sequence

from cxdesk.analysis.account_map import AccountMap, Move, Placed, Total
from cxdesk.analysis.account_standings import ABSENT
from cxdesk.analysis.quadrants import AT_RISK, GROWTH, NAMES
from cxdesk.i18n import language, listed, number, percent, words

MOST_NAMES = 8


def amount(value: float | None, currency: str, lang: str | None = None) -> str:
    """An amount of money in whole units with its currency; nothing when it is not known."""
    return f"{number(value, 0, lang)} {currency}".strip() if value is not None else ""


def score_text(value: float, lang: str | None = None) -> str:
    """A score of 0..100; a cut such as 62.5 keeps its decimal."""
    return number(value, 0 if value == round(value) else 1, lang)


def quadrant_word(quadrant: str, lang: str | None = None) -> str:
    """What a quadrant is called."""
    return words(lang or language()).gettext(NAMES[quadrant])


def doubt_sentence(why: str, answered: int, invited: int | None, lang: str | None = None) -> str:
    """A doubt of `quadrants.doubts` as a sentence."""
    translate = words(lang or language()).gettext
    if why == "alone":
        return translate("One person gave all the answers.")
    if why == "one_less":
        return translate("Without one person’s answers it would be on the other side of the cut.")
    if why == "one_more":
        return translate("One more person in the middle would move it over the cut.")
    return translate("Fewer than half of those invited answered: {n} of {all}.").format(
        n=number(answered, lang=lang), all=number(invited or 0, lang=lang)
    )


def reason(placed: Placed, lang: str | None = None) -> str:
    """Why a customer may be on either side, in sentences; nothing when it stands for sure."""
    s = placed.standing
    return " ".join(doubt_sentence(why, s.answered, s.invited, lang) for why in placed.doubts)


def short_reason(placed: Placed, lang: str | None = None) -> str:
    """The same in a few words, for a list that says how many answered beside it."""
    translate = words(lang or language()).gettext
    said = {
        "alone": translate("one person alone"),
        "one_less": translate("one answer less"),
        "one_more": translate("one more in the middle"),
        "silent_half": translate("fewer than half answered"),
    }
    return listed((said[why] for why in placed.doubts), lang)


def answered_sentence(answered: int, invited: int | None, lang: str | None = None) -> str:
    """How many people spoke for a customer, and that it is no statistic."""
    said = words(lang or language())
    if invited:
        return said.gettext("{n} of {all} answered, not a statistic").format(
            n=number(answered, lang=lang), all=number(invited, lang=lang)
        )
    text = said.ngettext(
        "{n} person answered, not a statistic", "{n} people answered, not a statistic", answered
    )
    return text.format(n=number(answered, lang=lang))


def headline(found: AccountMap, lang: str | None = None) -> str:
    """The largest customer at risk; or how many are; or that nobody is."""
    said = words(lang or language())
    risky = [p for p in found.placed if p.quadrant == AT_RISK]
    if not found.placed:
        return said.gettext("Nobody can be placed yet")
    if not risky:
        return said.gettext("No customer is at risk")
    if len(risky) == 1:
        return said.gettext("{customer} is at risk").format(customer=risky[0].standing.name)
    text = said.ngettext(
        "{customer} and {n} more customer are at risk",
        "{customer} and {n} more customers are at risk",
        len(risky) - 1,
    )
    return text.format(customer=risky[0].standing.name, n=number(len(risky) - 1, lang=lang))


def nobody_line(found: AccountMap, lang: str | None = None) -> str:
    """Why nobody has a place on the map, and what to do; nothing when somebody has one."""
    translate = words(lang or language()).gettext
    if found.placed:
        return ""
    if not found.standings:
        return translate(
            "Nobody can be placed: no customer is in the file. Import the list of customers with their revenue."
        )
    absent = {why for why, _rows in found.absent}
    if absent == {"no_revenue"}:
        return translate(
            "Nobody can be placed: no revenue is known. Import the list of customers with their revenue."
        )
    if "no_score" in absent:
        return translate(
            "Nobody can be placed: no answer belongs to a customer whose revenue is known. Match the keys in the answers to customers, and import their revenue."
        )
    return translate("Nobody can be placed in this round. Choose another round or segment.")


def risk_line(found: AccountMap, lang: str | None = None) -> str:
    """What those at risk bring, as a share of all."""
    total = next(t for t in found.totals if t.quadrant == AT_RISK)
    if not total.customers:
        return ""
    said = words(lang or language()).ngettext(
        "{n} customer at risk brings {amount}, {share} of the revenue on the map.",
        "{n} customers at risk bring {amount}, {share} of the revenue on the map.",
        total.customers,
    )
    return said.format(
        n=number(total.customers, lang=lang),
        amount=amount(total.revenue, found.currency, lang),
        share=percent(total.revenue_share, lang),
    )


def cuts_line(found: AccountMap, lang: str | None = None) -> str:
    """Where the cuts lie, and who said so."""
    translate = words(lang or language()).gettext
    own_score, own_revenue = found.is_set
    by_hand = translate("set by a person")
    return translate("Score from {score} on ({why}), revenue from {revenue} on ({because}).").format(
        score=score_text(found.cuts.score, lang),
        why=by_hand if own_score else translate("the middle of the scale"),
        revenue=amount(found.cuts.revenue, found.currency, lang),
        because=by_hand if own_revenue else translate("the median"),
    )


def growth_line(found: AccountMap, lang: str | None = None) -> str:
    """How many of Growth could really grow; nothing where nobody is in it."""
    said = words(lang or language())
    growth = next(t for t in found.totals if t.quadrant == GROWTH)
    if not growth.customers:
        return ""
    inside = [p for p in found.placed if p.quadrant == GROWTH]
    if all(p.standing.potential is None for p in inside):
        return said.gettext(
            "Nobody’s potential revenue is known, so who in Growth can grow is not known either."
        )
    text = said.ngettext(
        "In Growth, {n} of {all} could buy enough for Model: {amount} in all.",
        "In Growth, {n} of {all} could buy enough for Model: {amount} in all.",
        growth.with_potential,
    )
    return text.format(
        n=number(growth.with_potential, lang=lang),
        all=number(growth.customers, lang=lang),
        amount=amount(growth.potential, found.currency, lang),
    )


def move_line(move: Move, lang: str | None = None) -> str:
    """From At-Risk to Model: 3 (names)."""
    shown = names([p.standing.name for p in move.customers], 3, lang)
    return words(lang or language()).gettext("From {before} to {now}: {n} ({names})").format(
        before=quadrant_word(move.before, lang),
        now=quadrant_word(move.now, lang),
        n=number(len(move.customers), lang=lang),
        names=shown,
    )  # fmt: skip


def moves_head(found: AccountMap, lang: str | None = None) -> str:
    """Since which round, and how its cuts lay where they were others."""
    if found.previous is None:
        return ""
    translate = words(lang or language()).gettext
    round_name = found.previous.label_in(lang or language())
    before = found.cuts_before
    if before is None or before == found.cuts:
        return translate("Since {round}").format(round=round_name)
    return translate("Since {round}, when the cuts were {score} and {revenue}").format(
        round=round_name,
        score=score_text(before.score, lang),
        revenue=amount(before.revenue, found.currency, lang),
    )


def absent_line(why: str, shown: Sequence[str], lang: str | None = None) -> str:
    """Who has no place on the map, and why."""
    translate = words(lang or language()).gettext
    return translate("Not on the map, {why}: {n} ({names})").format(
        why=translate(ABSENT[why]),
        n=number(len(shown), lang=lang),
        names=names(shown, MOST_NAMES, lang),
    )


def currency_line(found: AccountMap, lang: str | None = None) -> str:
    """A warning where amounts are in several currencies."""
    if len(found.currencies) < 2:
        return ""
    named = [c or "?" for c in found.currencies]
    return words(lang or language()).gettext(
        "Revenues are in several currencies ({names}) and are not converted: sums and the median mean little."
    ).format(names=listed(named, lang))  # fmt: skip


def total_cells(total: Total, found: AccountMap, lang: str | None = None) -> tuple[str, ...]:
    """Count, share, revenue, its share, how many could be either: both totals side by side."""
    return (
        number(total.customers, lang=lang),
        percent(total.share, lang),
        amount(total.revenue, found.currency, lang),
        percent(total.revenue_share, lang),
        number(total.hollow, lang=lang),
    )


def names(all_of: Sequence[str], most: int, lang: str | None = None) -> str:
    """The first names, and that there are more."""
    return listed(all_of[:most], lang) + ("…" if len(all_of) > most else "")
