"""The orders that respondents may have where sections or questions are put in a random one."""

from collections.abc import Iterator, Sequence
from itertools import permutations, product
from math import factorial, prod
from typing import TypeVar

from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec
from cxdesk.surveys.logic.path import Order, order_in, order_of

_Thing = TypeVar("_Thing")


def orders_of(survey: Definition, most: int) -> tuple[list[Order], bool]:
    """Every order there is, the written one first; where there are more than `most`, so many of them and False."""
    named = survey.settings.get("randomise_sections")
    codes = {c for c in named if isinstance(c, str)} if isinstance(named, (list, tuple)) else set()
    moving = [s.code in codes for s in survey.sections]
    own = [[bool(s.settings.get("randomise")) and e.is_asked for e in s.elements] for s in survey.sections]
    if prod(factorial(min(20, sum(moves))) for moves in (moving, *own)) > most:
        return [order_of(survey, None), *(order_of(survey, n) for n in range(most - 1))], False
    inside = {
        id(s): list(_mixes(s.elements, moves)) for s, moves in zip(survey.sections, own, strict=True)
    }  # fmt: skip
    found: list[Order] = []
    for sections in _mixes(survey.sections, moving):
        for elements in product(*(inside[id(s)] for s in sections)):
            pairs: list[tuple[SectionSpec, Sequence[QuestionSpec]]] = list(
                zip(sections, elements, strict=True)
            )
            found.append(order_in(survey, pairs))
    return found, True


def _mixes(things: Sequence[_Thing], moves: Sequence[bool]) -> Iterator[list[_Thing]]:
    """The things with those that move in every order over the same places."""
    places = [n for n, moving in enumerate(moves) if moving]
    for order in permutations(places):
        found = list(things)
        for place, source in zip(places, order, strict=True):
            found[place] = things[source]
        yield found
