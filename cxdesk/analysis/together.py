"""Groups that stand beside each other, or beside the whole: which are hidden so that a small one can't be worked out.

A group under the survey's minimum is hidden. Where it is the only one, whoever knows the whole takes the others off
and has it; so the next smallest is hidden as well, until the hidden ones are two at least and reach the minimum
together (Hundepool, A. et al. (2012), "Statistical Disclosure Control", section 5: secondary suppression). Rounds are
no parts of a whole that is shown, so one round hides no other.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from cxdesk.i18n import N_, folded

PARTS: Final = ("segment", "account", "language", "channel")
HIDDEN_BESIDE = N_("hidden, so that a smaller group can’t be worked out from it")


def beside(sizes: Mapping[str, int], least: int) -> frozenset[str]:
    """The groups to be hidden beside those that are too small; by name, with the answers each has."""
    there = {name: n for name, n in sizes.items() if n}
    small = {name for name, n in there.items() if n < least}
    hidden = set(small)
    rest = sorted(there.keys() - small, key=lambda name: (there[name], name))
    while small and rest and (len(hidden) < 2 or sum(there[name] for name in hidden) < least):
        hidden.add(rest.pop(0))
    return frozenset(hidden - small)


def tells_of_another(chosen: Iterable[str], sizes: Mapping[str, int], least: int) -> bool:
    """Whether some of the groups taken together tell, with the others and the whole, what a small one said."""
    wanted = {folded(name) for name in chosen}
    hidden = {name for name, n in sizes.items() if 0 < n < least} | beside(sizes, least)
    inside = {name for name in hidden if folded(name) in wanted}
    return bool(inside) and inside != hidden
