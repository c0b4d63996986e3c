"""One door to all charts: the builder is chosen by what the data is."""

from matplotlib.figure import Figure as Sheet

from exports.charts.bars import bars
from exports.charts.before_after import before_after
from exports.charts.data import (
    Bars,
    BeforeAfter,
    Chart,
    HeatMap,
    NpsDistribution,
    Quadrant,
    ScoreRows,
    StepGrid,
    Timeline,
    Trend,
)
from exports.charts.heat_map import heat_map
from exports.charts.look import Look
from exports.charts.nps_distribution import nps_distribution
from exports.charts.quadrant import quadrant
from exports.charts.score_rows import score_rows
from exports.charts.step_grid import step_grid
from exports.charts.timeline import timeline
from exports.charts.trend import trend


def draw(data: Chart, look: Look) -> Sheet:
    """The chart of this data, drawn but not rendered."""
    match data:
        case ScoreRows():
            return score_rows(data, look)
        case Trend():
            return trend(data, look)
        case NpsDistribution():
            return nps_distribution(data, look)
        case BeforeAfter():
            return before_after(data, look)
        case Bars():
            return bars(data, look)
        case HeatMap():
            return heat_map(data, look)
        case Timeline():
            return timeline(data, look)
        case Quadrant():
            return quadrant(data, look)
        case StepGrid():
            return step_grid(data, look)
