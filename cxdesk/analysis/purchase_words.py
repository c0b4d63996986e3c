"""What customers bought, in sentences: the same in the window, on the command line and on paper, in any language."""

from cxdesk.analysis.map_words import amount, quadrant_word
from cxdesk.analysis.purchases import Bought, Less, MapPurchases, Period, QuadrantBought
from cxdesk.analysis.quadrants import GROWTH
from cxdesk.i18n import day, language, listed, number, percent, words


def period_line(period: Period, lang: str | None = None) -> str:
    """Which twelve months; and that the list begins later where it does."""
    translate = words(lang or language()).gettext
    said = translate("Bought in the 12 months from {start} to {end}.").format(
        start=day(period.start, lang), end=day(period.end, lang)
    )
    if period.is_whole:
        return said
    since = translate("The first purchase in the file is of {day}.")
    return f"{said} {since.format(day=day(period.noted_from, lang))}"


def bought_line(found: Bought, lang: str | None = None) -> str:
    """How much in twelve months, in how many purchases, and how much in the twelve before."""
    said = words(lang or language())
    end = day(found.period.end, lang)
    if found.purchases:
        text = said.ngettext(
            "{n} purchase for {amount} in the 12 months to {end}.",
            "{n} purchases for {amount} in the 12 months to {end}.",
            found.purchases,
        )
        first = text.format(
            n=number(found.purchases, lang=lang), amount=amount(found.amount, found.currency, lang), end=end
        )
    else:
        first = said.gettext("Nothing was bought in the 12 months to {end}.").format(end=end)
    return f"{first} {before_line(found, lang)}"


def before_line(found: Bought, lang: str | None = None) -> str:
    """The twelve months before, with the change in percent where both are known in full."""
    said = words(lang or language())
    if not found.period.knows_before:
        since = said.gettext("What was bought before {day} is not in the file.")
        return since.format(day=day(found.period.noted_from, lang))
    before = amount(found.before, found.currency, lang)
    if found.before <= 0:
        return said.gettext("In the 12 months before: {amount}.").format(amount=before)
    change = 100 * (found.amount - found.before) / found.before
    if round(change) == 0:
        return said.gettext("In the 12 months before: {amount}, about the same.").format(amount=before)
    text = (
        said.gettext("In the 12 months before: {amount}, now {share} more.")
        if change > 0
        else said.gettext("In the 12 months before: {amount}, now {share} less.")
    )
    return text.format(amount=before, share=percent(abs(change), lang))


def less_lines(found: MapPurchases, lang: str | None = None) -> list[str]:
    """Whether satisfied customers buy less than the others, with the figures, and what they do not buy."""
    translate = words(lang or language()).gettext
    if not any(q.amount for q in found.quadrants):
        return [translate("No customer on the map bought anything in these months.")]
    if found.less is None:
        return [translate("Satisfied customers buy no less than the others.")]
    lines = [_less_line(found.less, found.currency, lang)]
    if found.less.lack is not None:
        lack = found.less.lack
        lines.append(
            translate(
                "“{product}” was bought by {n} of {all} there, elsewhere by {other} of {others}."
            ).format(
                product=lack.product or translate("no product named"),
                n=number(lack.buyers, lang=lang),
                all=number(lack.customers, lang=lang),
                other=number(lack.buyers_elsewhere, lang=lang),
                others=number(lack.customers_elsewhere, lang=lang),
            )
        )
    if found.less.quadrant == GROWTH:
        lines.append(
            translate(
                "Growth lies below the cut of the revenue, so less is to be expected; what is not bought there tells more."
            )
        )
    return lines


def _less_line(less: Less, currency: str, lang: str | None) -> str:
    text = words(lang or language()).ngettext(
        "The {n} satisfied customer in {quadrant} bought for {mean}, {share} less than the others ({elsewhere} each).",
        "The {n} satisfied customers in {quadrant} bought for {mean} each, {share} less than the others ({elsewhere} each).",
        less.customers,
    )
    return text.format(
        n=number(less.customers, lang=lang),
        quadrant=quadrant_word(less.quadrant, lang),
        mean=amount(less.mean, currency, lang),
        share=percent(less.percent, lang),
        elsewhere=amount(less.elsewhere, currency, lang),
    )


def currency_line(found: MapPurchases, lang: str | None = None) -> str:
    """A warning where amounts are in several currencies."""
    if len(found.currencies) < 2:
        return ""
    return words(lang or language()).gettext(
        "Purchases are in several currencies ({names}) and are not converted: their sums mean little."
    ).format(names=listed([c or "?" for c in found.currencies], lang))  # fmt: skip


def quadrant_cells(found: MapPurchases, quadrant: str, lang: str | None = None) -> tuple[str, str]:
    """What a quadrant bought, and what one customer of it did."""
    one = found.of(quadrant)
    return amount(one.amount, found.currency, lang), amount(one.mean, found.currency, lang)


def buyers_line(one: QuadrantBought, lang: str | None = None) -> str:
    """How many of a quadrant bought anything."""
    text = words(lang or language()).ngettext(
        "{n} of {all} customers bought something.",
        "{n} of {all} customers bought something.",
        one.buyers,
    )
    return text.format(n=number(one.buyers, lang=lang), all=number(one.customers, lang=lang))


def quantity_text(value: float | None, lang: str | None = None) -> str:
    """A quantity; a dash where the list tells none."""
    if value is None:
        return "–"
    return number(value, 0 if value == round(value) else 2, lang)
