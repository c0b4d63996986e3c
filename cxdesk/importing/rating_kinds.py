"""Columns of ratings: 0 to 10, a scale of numbers, numbers with words, the rungs of a ladder."""

import re
from itertools import islice
from typing import Final

from cxdesk.importing import names, scales
from cxdesk.importing.no_answer import (
    DECLARED_CODES,
    SEEN_UNANSWERED,
    answers_among,
    declined_words,
    seen_blanks,
)
from cxdesk.importing.plan import ChoicePlan, Fields, ScalePlan, SourceColumn
from cxdesk.importing.profile import Profile

MOST_RUNGS: Final = 10
# So much of a column must be on the scale of a question that asks whether they would recommend us.
MOSTLY: Final = 0.9
_ZERO_TO_TEN: Final = re.compile(r"(10|[0-9])(\.0+)?$", re.ASCII)


def rating(column: SourceColumn, profile: Profile) -> Fields | None:
    """A rating, told by what is asked and by the cells that answer it."""
    words = f"{column.header} {column.text} {column.group_text}"
    if names.asks_to_recommend(words) and _share_of_0_to_10(profile) >= MOSTLY:
        # A few stray words or numbers must not take the question out of the scores; they are reported.
        return nps(column, profile)
    numbers_here = profile.whole_numbers
    if numbers_here is None:
        return _numbered_words(column, profile) or _labelled(column, profile)
    if names.squeezed(column.header) in ("id", "no", "nr", "number", "row", "index", "age", "year"):
        return None
    kept = answers_among(numbers_here)
    if not kept or kept[0] < 0 or kept[-1] > 11:
        return None
    top = kept[-1]
    if names.asks_to_rank(words) and kept[0] >= 1:
        return scale_of(column, profile) | {"scale": ScalePlan(1, max(2, top), reversed=True)}
    if names.asks_to_rate(words) and top >= 2:
        return scale_of(column, profile)
    likely = top in (5, 7, 10) and len(kept) >= 3 and not names.asks_who(column.header)
    return scale_of(column, profile) if likely else None


def nps(column: SourceColumn, profile: Profile) -> Fields:
    """The question whether they would recommend us: 0 to 10, with words beside the numbers or without."""
    return (
        (_numbered_words(column, profile) or {})
        | {"kind": "nps", "scale": ScalePlan(0, 10)}
        | seen_blanks(profile)
    )


def scale_of(column: SourceColumn, profile: Profile) -> Fields:
    """A scale that holds the numbers or the words of the cells."""
    whole = profile.whole_numbers
    if whole is None:
        worded = _numbered_words(column, profile) or _labelled(column, profile)
        return worded | {"kind": "scale"} if worded else {"kind": "scale", "scale": ScalePlan(1, 5)}
    kept = answers_among(whole) or [1, 5]
    high = next((h for h in (5, 7, 10) if kept[-1] <= h and kept[-1] >= h - 1), max(kept[-1], 2))
    low = 0 if kept[0] == 0 else 1 if kept[0] > 0 else kept[0]
    declared = tuple(
        ChoicePlan(n, str(n), str(n), True) for n in whole if n in DECLARED_CODES and n not in kept
    )
    return {"kind": "scale", "scale": ScalePlan(low, high), "choices": declared} | seen_blanks(profile)


def _share_of_0_to_10(profile: Profile) -> float:
    on_scale = sum(n for value, n in profile.values.items() if _ZERO_TO_TEN.match(value.strip()))
    return on_scale / max(1, sum(n for value, n in profile.values.items() if value != SEEN_UNANSWERED))


def _numbered_words(column: SourceColumn, profile: Profile) -> Fields | None:
    """Cells such as "10 - Extremely likely" among plain numbers."""
    pairs: dict[str, tuple[int, str]] = {}
    for value in profile.values:
        if value.isdecimal():
            continue
        pair = scales.number_with_words(value)
        if scales.declines(value):
            continue
        if pair is None:
            return None  # most columns end at their first cell: words are no numbers with words
        pairs[value] = pair
    plain = [int(v) for v in profile.values if v.isdecimal() and len(v) < 12]
    read = list(pairs.values())
    if not read or len(read) + len(plain) < 3:
        return None
    high, low = max([n for n, _w in read] + plain), min([n for n, _w in read] + plain)
    if high > 11 or len({n for n, _w in read}) < len(read):
        return None
    labels = dict(read)
    nps = names.asks_to_recommend(f"{column.header} {column.text}") and high <= 10
    scale = ScalePlan(0, 10) if nps else ScalePlan(0 if low == 0 else 1, high)
    scale = ScalePlan(scale.low, scale.high, False, labels.get(scale.low, ""), labels.get(scale.high, ""))
    choices = [ChoicePlan(p[0], v, p[1]) for v, p in pairs.items()]
    choices += [ChoicePlan(n, str(n), str(n)) for n in range(scale.low, scale.high + 1)]
    return {
        "kind": "nps" if nps else "scale",
        "scale": scale,
        "choices": tuple(choices) + declined_words(profile),
    }


def _labelled(column: SourceColumn, profile: Profile) -> Fields | None:
    answers = list(islice((v for v in profile.values if not scales.declines(v)), MOST_RUNGS + 1))
    ladder = scales.ladder_of(answers) if profile.complete and len(answers) <= MOST_RUNGS else None
    if ladder is None:
        return None
    high = scales.rungs(answers)
    label = {number: value for value, number in ladder.items()}
    choices = tuple(ChoicePlan(n, v, v) for v, n in sorted(ladder.items(), key=lambda item: item[1]))
    scale = ScalePlan(1, high, False, label.get(1, ""), label.get(high, ""))
    return {"kind": "scale", "scale": scale, "choices": choices + declined_words(profile)}
