"""What is drawn on a map beside its words: sources, quotations, marks, votes, links, loops, ages, locks."""

from dataclasses import replace
from datetime import date

import pytest

from cxdesk.journeys.grid import CARD_WIDTH
from cxdesk.journeys.kinds import CURVES, LANE_KINDS, LINES
from cxdesk.journeys.known_rows import KnownRows
from cxdesk.journeys.layout import customer_copy, lay_out
from cxdesk.journeys.legend import legend
from cxdesk.journeys.metrics import Style
from cxdesk.journeys.queries import (
    CardOnMap,
    JourneyMap,
    LaneOnMap,
    LinkOnMap,
    MarkOnMap,
    StageOnMap,
    StepOnMap,
)
from cxdesk.journeys.shapes import Bead, Box, Curve, Icon, Line, MapDrawing, Picture, Text, mirrored
from tests.journeys.journey_examples import repair_map

SECRETS = ("costs us millions", "interviews", "he swore", "Finance", "only we know")


def words_of(drawing: MapDrawing) -> str:
    return " ".join(s.words for s in drawing.shapes if isinstance(s, Text))


def one_step_map(card: CardOnMap, kind: str = "observation", **more: object) -> JourneyMap:
    stage = StageOnMap(1, "Waiting", steps=(StepOnMap(1, "Waits"),))
    return JourneyMap(
        1, "x", stages=(stage,), lanes=(LaneOnMap(1, kind),), cards=(card,), today=date(2026, 5, 20), **more
    )


@pytest.mark.parametrize("kind", [k for k in LANE_KINDS if k not in LINES])
def test_every_kind_of_lane_is_drawn_with_icon_words_and_card(kind):
    feeling = 1.0 if kind in CURVES else None
    drawing = lay_out(one_step_map(CardOnMap(1, 1, 1, "Something", feeling=feeling), kind))
    assert "Something" in words_of(drawing)
    icons = [s for s in drawing.frame.shapes if isinstance(s, Icon)]
    assert len(icons) == 1
    assert drawing.cards[0].kind == kind


def test_a_curve_always_says_whose_feelings_it_shows():
    def name_of(lane: LaneOnMap, persona: str = "") -> str:
        stage = StageOnMap(1, "Waiting", steps=(StepOnMap(1, "Waits"),))
        return words_of(lay_out(JourneyMap(1, "x", persona, stages=(stage,), lanes=(lane,))))

    assert "How customers feel" in name_of(LaneOnMap(1, "feeling"))
    assert "How it feels: Tenant" in name_of(LaneOnMap(1, "feeling"), "Tenant")
    assert "How it feels: fitters" in name_of(LaneOnMap(1, "employee", whose="fitters"), "Tenant")
    assert "How employees feel" in name_of(LaneOnMap(1, "employee"), "Tenant")
    assert "fitters" in name_of(LaneOnMap(1, "employee", "Their day", whose="fitters"))


def test_the_curve_of_employees_has_another_colour_than_that_of_customers():
    lanes = (LaneOnMap(1, "feeling"), LaneOnMap(2, "employee", whose="fitters"))
    stage = StageOnMap(1, "s", steps=(StepOnMap(1, "a"),))
    cards = (CardOnMap(1, 1, 1, feeling=2.0), CardOnMap(2, 1, 2, feeling=2.0))
    drawing = lay_out(JourneyMap(1, "x", stages=(stage,), lanes=lanes, cards=cards))
    beads = [next(s for s in card.piece.shapes if isinstance(s, Bead)) for card in drawing.cards]
    assert [bead.colour for bead in beads] == ["accent", "data"]


def test_the_curve_of_customers_lies_pale_behind_that_of_employees_and_is_named():
    steps = (StepOnMap(1, "a"), StepOnMap(2, "b"))
    lanes = (LaneOnMap(1, "feeling", whose="tenants"), LaneOnMap(2, "employee", whose="fitters"))
    cards = tuple(CardOnMap(10 * n + s, s, n, feeling=float(s)) for n in (1, 2) for s in (1, 2))
    journey = JourneyMap(1, "x", stages=(StageOnMap(1, "s", steps=steps),), lanes=lanes, cards=cards)
    drawing = lay_out(journey)
    assert [s.colour for s in drawing.frame.shapes if isinstance(s, Curve)] == [
        "accent",
        "accent_line",
        "data",
    ]
    told = [s.words for s in drawing.frame.shapes if isinstance(s, Text)]
    # Once in the name of their own lane, once beside the sample of the pale line.
    assert told.count("tenants") == 2
    assert "accent_line" not in repr(lay_out(journey, for_customer=True))


def test_a_card_of_five_thousand_letters_with_every_kind_of_letter_is_whole():
    text = "Waits 👩‍🔧 é سلام и ждёт " * 200
    shape = lay_out(one_step_map(CardOnMap(1, 1, 1, text))).cards[0]
    lines = [s for s in shape.piece.shapes if isinstance(s, Text)]
    assert " ".join(s.words for s in lines).split() == text.split()
    assert all(shape.y < s.y < shape.y + shape.h for s in lines)
    assert all(shape.x < s.left and s.left + s.width <= shape.x + shape.w + 0.5 for s in lines)


def test_a_card_shows_photograph_quotation_with_speaker_and_source():
    card = CardOnMap(
        1, 1, 1, "Stands in the hall", grade="some", picture="abc", quotation="Nobody told me",
        speaker="building manager", source="interviews", source_n=14, source_on=date(2026, 3, 4),
    )  # fmt: skip
    drawing = lay_out(one_step_map(card))
    assert "“Nobody told me”" in words_of(drawing)
    assert "building manager" in words_of(drawing)
    assert "n 14, March 2026, interviews" in words_of(drawing)
    picture = next(s for s in drawing.shapes if isinstance(s, Picture))
    assert picture.digest == "abc"
    shape = drawing.cards[0]
    assert shape.x < picture.x
    assert picture.x + picture.w < shape.x + CARD_WIDTH
    voice = [s for s in drawing.shapes if isinstance(s, Text) and "Nobody" in s.words]
    assert voice[0].face.startswith("SourceSerif")


def test_nothing_on_a_card_lies_outside_of_it():
    card = CardOnMap(
        1, 1, 1, "Word " * 60, grade="some", picture="abc", quotation="Said " * 40, speaker="Manager " * 9,
        source="a long source of many words, " * 4, source_n=1400, source_on=date(2026, 3, 4),
        stale_months=14, votes=12, comments=3, is_template=True, moment_of_truth=True,
    )  # fmt: skip
    shape = lay_out(one_step_map(card)).cards[0]
    for part in shape.piece.shapes:
        if isinstance(part, Text):
            assert shape.x < part.left
            assert part.left + part.width <= shape.x + shape.w + 0.5, part.words
            assert shape.y < part.y < shape.y + shape.h


def test_votes_are_dots_up_to_five_and_then_a_number():
    few = lay_out(one_step_map(CardOnMap(1, 1, 1, "x", votes=3))).cards[0].piece
    many = lay_out(one_step_map(CardOnMap(1, 1, 1, "x", votes=12))).cards[0].piece
    assert sum(isinstance(s, Bead) and s.colour == "accent" for s in few.keep) == 3
    assert sum(isinstance(s, Bead) and s.colour == "accent" for s in many.keep) == 1
    assert any(isinstance(s, Text) and s.words == "12" for s in many.text)


def test_a_mark_is_an_edge_of_its_colour_and_stands_in_the_legend():
    marks = (MarkOnMap(7, "Costs us customers", "series_2"),)
    journey = one_step_map(CardOnMap(1, 1, 1, "x", mark_id=7), marks=marks)
    edges = [s for s in lay_out(journey).shapes if isinstance(s, Box) and s.fill == "series_2"]
    assert [edge.w for edge in edges] == [3.0]
    told = [s.words for s in legend(journey, "en", Style("ui", 12, 16, "text2")).piece.text]
    assert "Costs us customers" in told


def test_text_of_a_template_locks_and_ages_are_seen():
    step = StepOnMap(1, "Waits", is_template=True, checked_on=date(2025, 1, 2), inner_journey_id=4)
    stage = StageOnMap(1, "Waiting", steps=(step,), locked=True, is_template=True)
    lane = LaneOnMap(1, "pain", locked=True)
    card = CardOnMap(1, 1, 1, "Nobody calls", is_template=True, stale_months=14)
    drawing = lay_out(
        JourneyMap(1, "x", stages=(stage,), lanes=(lane,), cards=(card,), today=date(2026, 5, 20))
    )
    words = words_of(drawing)
    assert words.count("template text") == 2
    assert "locked" in words
    assert "checked 16 months ago" in words
    icons = [s.name for s in drawing.shapes if isinstance(s, Icon)]
    assert icons.count("lock") == 2
    assert icons.count("hourglass") == 3  # the card, the step, and the stage whose oldest step it is
    assert "external-link" in icons


def test_links_branches_and_the_loop_are_drawn_with_their_words_below_the_names():
    links = (
        LinkOnMap(1, 2, 5, "branch", "if somebody is stuck"),
        LinkOnMap(2, 6, 4, words="if it stops again"),
    )
    plain, linked = lay_out(repair_map()), lay_out(replace(repair_map(), links=links, is_loop=True))
    words = words_of(linked)
    assert "if somebody is stuck" in words
    assert "if it stops again" in words
    assert "and again from the beginning" in words
    assert linked.height > plain.height
    dashed = [
        s for s in linked.frame.shapes if isinstance(s, Line) and s.dash and s.y1 == s.y2 and s.y1 < 200
    ]
    assert dashed
    first_lane = next(h for h in linked.heads if h.kind == "lane")
    for text in (s for s in linked.frame.text if isinstance(s, Text) and "stuck" in s.words):
        assert text.y < first_lane.y


def test_words_of_links_do_not_lie_on_each_other():
    links = tuple(LinkOnMap(i, i, i + 2, words=f"when it is case number {i}") for i in range(1, 6))
    drawing = lay_out(replace(repair_map(), links=links, is_loop=True))
    told = [
        s for s in drawing.frame.text if isinstance(s, Text) and ("case" in s.words or "number" in s.words)
    ]
    for one in told:
        for other in told:
            apart = one.left + one.width <= other.left or other.left + other.width <= one.left
            assert one is other or apart or abs(one.y - other.y) >= 12


def test_a_link_is_as_high_on_every_sheet():
    journey = replace(repair_map(), links=(LinkOnMap(1, 1, 8, words="at once"),))
    first, second = (lay_out(journey, columns=part) for part in ((0, 4), (4, 8)))
    assert first.height == second.height == lay_out(journey).height


def test_everything_is_mirrored_and_mirroring_twice_gives_it_back():
    card = CardOnMap(1, 1, 1, "x", picture="abc", quotation="said", votes=3, mark_id=7, source_n=3)
    journey = one_step_map(card, marks=(MarkOnMap(7, "m", "series_2"),), is_loop=True)
    drawing = lay_out(journey)
    assert mirrored(mirrored(drawing)) == drawing
    assert lay_out(journey, rtl=True) == mirrored(drawing)


def test_only_what_changed_is_laid_out_again_and_it_is_the_same_as_laying_out_all():
    journey, known = repair_map(), KnownRows()
    before = lay_out(journey, known=known)
    first = journey.cards[0]
    other = replace(first, text="Another text that is much longer than the one before and takes more lines")
    changed = replace(journey, cards=tuple(other if c.id == first.id else c for c in journey.cards))
    after = lay_out(changed, known=known)
    assert after == lay_out(changed)
    assert lay_out(journey, known=known) == before == lay_out(journey)
    same = lay_out(journey, known=known)
    assert all(a is b for a, b in zip(same.cards, lay_out(journey, known=known).cards, strict=True))


def secret_map() -> JourneyMap:
    step = StepOnMap(
        1, "Waits", inner_journey_id=3, inner_journey="only we know", function="Finance", customer_score=9.0,
        checked_on=date(2024, 1, 1), is_template=True,
    )  # fmt: skip
    stage = StageOnMap(1, "Waiting", "an hour", True, (step, StepOnMap(2, "Goes")), True, True)
    card = CardOnMap(
        1, 1, 1, "Waits", source="interviews", source_n=3, source_on=date(2026, 1, 1), quotation="he swore",
        speaker="boss", picture="abc", mark_id=7, is_template=True, origin="card 3", votes=9, comments=2,
        checked_on=date(2024, 1, 1), stale_months=20,
    )  # fmt: skip
    return JourneyMap(
        1, "x", "persona", "about", takeaway="secret", stages=(stage,), lanes=(LaneOnMap(1, "does", locked=True),),
        cards=(card,), marks=(MarkOnMap(7, "costs us millions", "series_2"),), segment="Key accounts",
        links=(LinkOnMap(1, 1, 2, words="only we know"),), checked_on=date(2024, 1, 1), ours="only we know",
        template="seven stages", persona_id=4,
    )  # fmt: skip


def test_a_customers_copy_holds_none_of_what_is_ours():
    copy = customer_copy(secret_map())
    told = repr(copy)
    for secret in (*SECRETS, "abc", "card 3", "Key accounts", "seven stages", "boss", "2024"):
        assert secret not in told, secret
    card = copy.cards[0]
    assert (card.text, card.votes, card.comments, card.mark_id, card.is_template) == (
        "Waits",
        0,
        0,
        None,
        False,
    )
    assert not copy.stages[0].locked
    assert not copy.lanes[0].locked


def test_a_customers_map_is_drawn_without_marks_locks_and_links():
    drawing = lay_out(secret_map(), for_customer=True)
    words = words_of(drawing)
    for secret in (*SECRETS, "template text", "locked"):
        assert secret not in words
    assert not any(isinstance(s, Picture) for s in drawing.shapes)
    assert not any(
        isinstance(s, Icon) and s.name in ("lock", "hourglass", "external-link") for s in drawing.shapes
    )
