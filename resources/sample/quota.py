"""Give exactly as many good answers as planted, to those who are kindest disposed."""

from collections.abc import Mapping, Sequence

# Of those satisfied, how many say 5; of the others, how many say 3, and how many of the rest 2.
VERY_SATISFIED, MIDDLE, POOR = 0.45, 0.58, 0.86


def spread(total: int, sizes: Mapping[str, int], shares: Mapping[str, float]) -> dict[str, int]:
    """Cut a total into groups of these sizes, as near to these shares (percent) as the total allows."""
    people = sum(sizes.values())
    if not people:
        return dict.fromkeys(sizes, 0)
    usual = sum(sizes[g] * shares.get(g, 50.0) for g in sizes) / people
    shift = 100.0 * total / people - usual
    found = {g: min(n, max(0, round(n * (shares.get(g, 50.0) + shift) / 100.0))) for g, n in sizes.items()}
    # The largest groups take what rounding left, where one answer more or less shows least.
    order = sorted(sizes, key=lambda g: -sizes[g])
    while (left := total - sum(found.values())) != 0:
        step = 1 if left > 0 else -1
        for group in order:
            if total != sum(found.values()) and 0 <= found[group] + step <= sizes[group]:
                found[group] += step
    return found


def codes_by_rank(rows: Sequence[int], kindness: Mapping[int, float], satisfied: int) -> dict[int, int]:
    """Answers 1 to 5 for these rows: the kindest `satisfied` of them say 4 or 5."""
    order = sorted(rows, key=lambda row: -kindness[row])
    others = len(order) - satisfied
    found = {}
    for place, row in enumerate(order):
        if place < satisfied:
            found[row] = 5 if place < satisfied * VERY_SATISFIED else 4
        else:
            depth = (place - satisfied) / others
            found[row] = 3 if depth < MIDDLE else 2 if depth < POOR else 1
    return found


def dealt(rows: Sequence[int], kindness: Mapping[int, float], tally: Mapping[int, int]) -> dict[int, int]:
    """Exactly these answers, the highest to the kindest."""
    order = sorted(rows, key=lambda row: -kindness[row])
    codes = [code for code in sorted(tally, reverse=True) for _n in range(tally[code])]
    return dict(zip(order, codes, strict=True))
