"""The bar under the canvas: its note is whole in every language, on a line of its own where one is too short."""

from typing import Any

import pytest

from cxdesk.i18n import set_language
from cxdesk.journeys.legend import AIR, Legend, legend
from cxdesk.journeys.metrics import Style
from cxdesk.journeys.queries import CardOnMap, JourneyMap
from cxdesk.journeys.score import Beside
from cxdesk.journeys.shapes import Text
from ui.theme import Theme
from ui.widgets.canvas.legend_bar import LegendBar

NOTE = "Pontszámok: % elégedett, hibahatárral. Vonás: 2025. szeptember. Utoljára ellenőrizve: 2026. május 12."


def marks(language: str) -> Legend:
    card = CardOnMap(1, 1, 1, moment_of_truth=True, stale_months=20, beside=Beside())
    return legend(JourneyMap(1, "Repair", cards=(card,)), language, Style("ui", 12, 16, "text2"))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_note_has_a_line_of_its_own_where_one_has_no_room_for_both(
    qapp: Any, qtbot: Any, language: str
) -> None:
    set_language(language)
    bar = LegendBar(Theme(qapp, "light"), *[lambda: None] * 4)
    qtbot.addWidget(bar)
    bar.show_told(marks(language), "marks", NOTE)
    bar.show()
    needed = bar.note.fontMetrics().horizontalAdvance(NOTE)
    heights = []
    for width in (800, 1600, 800):
        bar.resize(width, bar.height())
        qtbot.waitUntil(lambda: bar.note.width() >= needed)
        bar.grab()
        assert bar.note.toolTip() == ""  # nothing is left to it
        heights.append(bar.height())
    assert heights[0] == heights[2] > heights[1]
    bar.show_told(marks(language), "marks", "")
    assert bar.height() == heights[1]


def test_marks_lie_nearer_before_one_of_them_is_left_out() -> None:
    whole = marks("nl")
    assert len(whole.entries) == 5
    near = whole.within(whole.width - 4 * AIR / 2)
    words = [s.words for s in near.piece.text if isinstance(s, Text)]
    assert words == [s.words for s in whole.piece.text if isinstance(s, Text)]
    assert near.width == whole.width - 4 * AIR / 2
    assert len(whole.within(near.width - 1).piece.text) == 4
