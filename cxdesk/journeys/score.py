"""What a map needs to know of a score, and of what stands beside it; the analysis' Figure is a score."""

from dataclasses import dataclass
from typing import Protocol


class Score(Protocol):
    """A figure as the map reads it: value, margin, answers, and whether it may be shown."""

    @property
    def metric(self) -> str: ...
    @property
    def value(self) -> float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def n(self) -> int: ...
    @property
    def invited(self) -> int | None: ...
    @property
    def answered(self) -> int | None: ...
    @property
    def scale(self) -> tuple[float, float]: ...
    @property
    def few(self) -> bool: ...
    @property
    def hidden(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Gap:
    """What people met minus what they had expected, of those who said both, in points of their scale.

    `real` says that the margin leaves zero out; `few` that too few said both to conclude anything. A hidden
    gap has no value.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    expected: float | None
    met: float | None
    scale: tuple[float, float]
    real: bool = False
    few: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a score on the map: the round before, what was expected, what employees believe.

    `direction` is 1 for a real rise, -1 for a real fall, 0 where no real difference is shown, None where the
    two must not be compared; `reason` then says why, in words of the reader. Rounds are named as a reader sees them.
    """

    round: str = ""
    before: float | None = None
    before_round: str = ""
    direction: int | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""
    gap: Gap | None = None
    employees: Score | None = None
    employees_round: str = ""
