"""A random order that Python and the small interpreter in JavaScript agree on, from the same seed.

A text is hashed over its code points to 32 bits (the way of xmur3), which begin a row of numbers (mulberry32); the
order is a Fisher-Yates shuffle from the end. Fine for orders, not for secrets.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

_Thing = TypeVar("_Thing")
_ALL: Final = 0xFFFFFFFF


def numbers(seed: str) -> Callable[[], float]:
    """A row of numbers from 0 up to 1, the same for the same seed."""
    state = _hash(seed)

    def following() -> float:
        nonlocal state
        state = (state + 0x6D2B79F5) & _ALL
        t = ((state ^ (state >> 15)) * (state | 1)) & _ALL
        t ^= (t + (((t ^ (t >> 7)) * (t | 61)) & _ALL)) & _ALL
        return (t ^ (t >> 14)) / 4294967296

    return following


def mixed(things: Sequence[_Thing], moves: Sequence[bool], seed: str) -> list[_Thing]:
    """The things that may move in another order, over the same places."""
    found = list(things)
    places = [n for n, moving in enumerate(moves) if moving]
    order = places[:]
    following = numbers(seed)
    for last in range(len(order) - 1, 0, -1):
        other = int(following() * (last + 1))
        order[last], order[other] = order[other], order[last]
    for place, source in zip(places, order, strict=True):
        found[place] = things[source]
    return found


def _hash(text: str) -> int:
    h = (1779033703 ^ len(text)) & _ALL
    for letter in text:
        h = ((h ^ ord(letter)) * 3432918353) & _ALL
        h = ((h << 13) | (h >> 19)) & _ALL
    h = ((h ^ (h >> 16)) * 2246822507) & _ALL
    h = ((h ^ (h >> 13)) * 3266489909) & _ALL
    return h ^ (h >> 16)
