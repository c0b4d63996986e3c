"""Round ends and steps for axes."""

from math import ceil, floor

_STEPS = tuple(factor * 10.0**power for power in range(-3, 10) for factor in (1, 2, 5))


def ticks(low: float, high: float, least_span: float = 0.0, most: int = 4) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, at most `most` steps apart."""
    for step in _STEPS:
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        while (last - first) * step < least_span or last == first:
            last += 1
            if (last - first) * step < least_span:
                first -= 1
        if last - first <= most:
            return [round(i * step, 10) for i in range(first, last + 1)]
    return [low, high]


def inside(found: list[float], low: float, high: float) -> list[float]:
    """The ticks moved as a whole so that none lies beyond the ends of the scale."""
    if not found or high <= low:
        return found
    shift = min(0.0, high - found[-1]) or max(0.0, low - found[0])
    moved = [t + shift for t in found]
    return [t for t in moved if low <= t <= high] or [low, high]
