"""What is said while the keyboard walks over a map: where the way goes from a step, what a colour means."""

from dataclasses import replace

from cxdesk.journeys.queries import LinkOnMap, MarkOnMap
from exports.journey.page import page_of
from tests.journeys.journey_examples import repair_map
from ui.journeys.spoken import place_words


def test_who_hears_the_map_is_told_of_branches_loops_inner_journeys_and_marks():
    plain = repair_map()
    first, last = plain.stages[0].steps[0], plain.stages[-1].steps[-1]
    inner = replace(first, inner_journey_id=9, inner_journey="The visit")
    stages = (replace(plain.stages[0], steps=(inner, *plain.stages[0].steps[1:])), *plain.stages[1:])
    card = next(c for c in plain.cards if c.step_id == first.id)
    drawn = replace(
        plain,
        stages=stages,
        is_loop=True,
        marks=(MarkOnMap(4, "Quick win", "series_3"),),
        cards=tuple(replace(c, mark_id=4) if c.id == card.id else c for c in plain.cards),
        links=(LinkOnMap(1, first.id, last.id, "branch", "if the part is missing"),),
    )
    said = place_words(drawn, first.id, card.lane_id, card.id)
    assert f"From here to “{last.name}”: if the part is missing." in said
    assert "Opens the journey “The visit”." in said
    assert "Marked: Quick win." in said
    assert "and again from the beginning." in place_words(drawn, last.id, card.lane_id, None)
    before = place_words(plain, first.id, card.lane_id, card.id)
    assert not [words for words in ("From here", "Opens", "Marked", "again") if words in before]
    # The drawing of the page is one picture to who hears it, so its list says the same; a customer's holds none of it.
    page = page_of(drawn, "en")
    assert f"<bdi>From here to “{last.name}”: if the part is missing</bdi>" in page
    assert "Opens the journey “The visit”" in page
    assert "From here" not in page_of(drawn, "en", for_customer=True)
