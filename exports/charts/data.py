"""What each chart shows: figures and labels, nothing drawn and nothing counted here.

Labels are in the reader's language already; numbers, margins and changes are put into words by
the builders. A figure carries its own margin, answers and what hides it.
"""

from dataclasses import dataclass
from datetime import date

from cxdesk.analysis.figure import Figure


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One touch point or question; `before` draws last round's tick, `target` the triangle."""

    label: str
    figure: Figure
    before: Figure | None = None
    detail: str = ""
    target: float | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ScoreRows:
    """Scores under each other, in the order given; an empty head leaves its column out."""

    rows: tuple[ScoreRow, ...]
    label_head: str = ""
    detail_head: str = ""
    value_head: str = ""
    change_head: str = ""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A survey round: its day places it, its label (else month and year) names it.

    Where a round has no day, all are placed at equal steps in the order given, and events are left out.
    """

    when: date | None
    figure: Figure
    label: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened between rounds."""

    when: date
    label: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One score over the rounds, oldest first."""

    points: tuple[TrendPoint, ...]
    events: tuple[Event, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class NpsDistribution:
    """Answers to 0, 1, ... 10: eleven counts. Internal only: it says critics and promoters."""

    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.counts) != 11 or min(self.counts) < 0:
            raise ValueError("a distribution of 0 to 10 has eleven counts")


@dataclass(frozen=True, slots=True)
class BeforeAfterRow:
    """One score now and before."""

    label: str
    now: Figure
    before: Figure | None


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """What changed, on one common scale."""

    rows: tuple[BeforeAfterRow, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount; `shown` is its text with the unit, else the number itself."""

    label: str
    value: float
    shown: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Amounts from zero, never scores."""

    bars: tuple[Bar, ...]
    label_head: str = ""
    value_head: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Scores by row and column around a middle; a cell is None where nobody was asked."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Figure | None, ...], ...]
    middle: float
    middle_label: str = ""
    row_head: str = ""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One account: where it stands, what it brings, whether one answer could move it over a cut.

    `quiet`: fewer than half of those invited answered. `promising`: it could buy as much as those over the
    cut. `was` is where it stood a round ago, when that was in another quadrant.
    """

    label: str
    x: float
    y: float
    size: float
    movable: bool = False
    chosen: bool = False
    quiet: bool = False
    promising: bool = False
    was: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Quadrant:
    """Accounts on two scales with a cut on each. Corners: top start, top end, bottom start, bottom end.

    `x_range` are the ends of the lower scale, where it has any. With `y_log` equal steps upwards are equal
    factors, as amounts of money want it. `since` names the round from which arrows come; `named` is how many
    of the largest are named where there is room. `nobody` says why there is no account, and what to do.
    """

    bubbles: tuple[Bubble, ...]
    x_label: str
    y_label: str
    x_cut: float
    y_cut: float
    corners: tuple[str, str, str, str] = ("", "", "", "")
    size_label: str = ""
    x_range: tuple[float, float] | None = None
    y_log: bool = False
    since: str = ""
    named: int = 5
    nobody: str = ""


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """One action from its start to its day; `promised` is the first day it was promised for, before it moved.

    look: "planned" (outline), "going" (filled), "late" (what is over the day is hatched), "done".
    """

    label: str
    detail: str
    start: date
    end: date
    standing: str
    look: str = "going"
    promised: date | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Actions under each other on one axis of months, with today as a line; `span` keeps the axis of several alike."""

    bars: tuple[TimelineBar, ...]
    today: date
    label_head: str = ""
    detail_head: str = ""
    span: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class StepGrid:
    """Things by their numbers in the cells of two scales of steps; rows from the largest step down.

    `shades` colours each cell, 0 none to 4; with `cuts`, how many rows and columns lie before the cut, the four
    `corners` (top start, top end, bottom start, bottom end) are named instead. `names` say what a number is, `rest`
    what has no place.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[tuple[str, ...], ...], ...]
    names: dict[str, str]
    row_head: str
    column_head: str
    shades: tuple[tuple[int, ...], ...] = ()
    cuts: tuple[int, int] | None = None
    corners: tuple[str, str, str, str] = ("", "", "", "")
    rest: str = ""


Chart = StepGrid | Timeline | ScoreRows | Trend | NpsDistribution | BeforeAfter | Bars | HeatMap | Quadrant
