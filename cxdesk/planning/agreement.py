"""How far two people agree who gave the same things a code: the share, Cohen's kappa, and what that is called."""

from collections.abc import Collection
from dataclasses import dataclass
from math import sqrt

from cxdesk.i18n import NP_, _, ngettext, number, percent, pgettext

_Z = 1.959964
# Landis & Koch, "The measurement of observer agreement for categorical data", Biometrics 33 (1977), 159-174.
BANDS = (
    (0.0, NP_("agreement of two coders", "poor")),
    (0.2, NP_("agreement of two coders", "slight")),
    (0.4, NP_("agreement of two coders", "fair")),
    (0.6, NP_("agreement of two coders", "moderate")),
    (0.8, NP_("agreement of two coders", "substantial")),
    (1.0, NP_("agreement of two coders", "almost perfect")),
)
SOURCE = "Landis & Koch 1977"


@dataclass(frozen=True, slots=True)
class Agreement:
    """`same` of `n` things have one code; kappa takes out what agrees by chance, with its ends at 95 %.

    Kappa is None where both always chose one and the same: then nothing could have differed.
    """

    n: int
    same: int
    kappa: float | None
    low: float | None = None
    high: float | None = None

    @property
    def share(self) -> float:
        """0..100."""
        return 100 * self.same / self.n


def agreement_of(first: Collection[str], second: Collection[str]) -> Agreement:
    """Agreement of two people on the same things; its margin is Cohen's own (1960).

    ValueError where nothing was coded, or not the same number of things.
    """
    pairs = list(zip(first, second, strict=True))
    if not pairs:
        raise ValueError("nothing was coded")
    n, same = len(pairs), sum(a == b for a, b in pairs)
    codes = {code for pair in pairs for code in pair}
    chance = (
        sum(sum(a == code for a, _b in pairs) * sum(b == code for _a, b in pairs) for code in codes) / n**2
    )
    if chance == 1:
        return Agreement(n, same, None)
    share = same / n
    kappa = (share - chance) / (1 - chance)
    margin = _Z * sqrt(share * (1 - share) / n) / (1 - chance)
    return Agreement(n, same, kappa, max(-1.0, kappa - margin), min(1.0, kappa + margin))


def band(kappa: float) -> str:
    """What an agreement of this size is called; the upper end of a band belongs to it, below 0 is poor."""
    if kappa < 0:
        return BANDS[0][1]
    return next((word for most, word in BANDS[1:] if round(kappa, 2) <= most), BANDS[-1][1])


def band_word(kappa: float) -> str:
    """The same on screen."""
    word = band(kappa)
    return pgettext("agreement of two coders", word)


def kappa_words(found: Agreement) -> str:
    """Kappa with its margin of error and n."""
    if found.kappa is None or found.low is None or found.high is None:
        return _("Kappa can’t be told: both chose one and the same for every comment.")
    return _("Kappa {kappa}, margin of error {low} to {high}, n = {n}").format(
        kappa=number(found.kappa, 2), low=number(found.low, 2), high=number(found.high, 2), n=number(found.n)
    )


def share_words(found: Agreement) -> str:
    """How many comments have one code of both."""
    said = ngettext(
        "Both said the same of {same} of {n} comment: {share}", "Both said the same of {same} of {n} comments: {share}",
        found.n,
    )  # fmt: skip
    return said.format(same=number(found.same), n=number(found.n), share=percent(found.share))


def meaning(found: Agreement) -> str:
    """What this kappa means, with where the word comes from."""
    if found.kappa is None:
        return _("Code comments that differ more from each other, so that agreement can show.")
    said = _(
        "That is called {band} agreement ({source}). Kappa is 1 where both always agree and 0 where they agree no more "
        "often than by chance."
    )
    return said.format(band=band_word(found.kappa), source=SOURCE)
