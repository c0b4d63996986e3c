"""The inventory's charts: scores of touch points by survey round."""

from cxdesk import i18n
from cxdesk.analysis.round_scores import RoundScores
from exports.charts.data import HeatMap


def round_map(scores: RoundScores, lang: str | None = None) -> HeatMap:
    """Touch points down, rounds across; colours part at the mean of all that is shown."""
    words = i18n.words(lang or i18n.language())
    return HeatMap(
        scores.names,
        scores.rounds,
        scores.cells,
        scores.middle,
        words.gettext("the mean of all"),
        words.gettext("Touch point"),
    )
