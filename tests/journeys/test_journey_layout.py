"""The layout never cuts a text nor lets cards meet, mirrors exactly, and says what is sure and what is not."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.journeys import cards
from cxdesk.journeys.grid import CARD_WIDTH, LABEL_WIDTH
from cxdesk.journeys.layout import lay_out
from cxdesk.journeys.metrics import break_lines, face_for, width_of, words_of
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, StageOnMap, StepOnMap
from cxdesk.journeys.shapes import (
    Bead,
    Box,
    CardShape,
    Curve,
    Diamond,
    Icon,
    Line,
    MapDrawing,
    Text,
    mirrored,
)
from tests.journeys.journey_examples import ENGLISH, PERSIAN, figure, repair_map

LETTERS = st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Z"), max_codepoint=0x06FF)
TEXTS = st.one_of(
    st.text(LETTERS, max_size=120),
    st.text("ab \u200c\n", max_size=90),
    st.lists(st.sampled_from(["آسانسور", "می‌ماند", "lift", "021-5555", "W" * 60, "é", "—"]), max_size=14).map(
        " ".join
    ),
)
KINDS = ["does", "touch_point", "feeling", "thinking", "pain", "behind", "opportunity"]


def small_map(texts: list[str], kind: str, **more: object) -> JourneyMap:
    """One lane with the texts spread over two steps, the second with what is left."""
    found = tuple(CardOnMap(i + 1, 1 + i % 2, 1, text, **more) for i, text in enumerate(texts))
    stages = (StageOnMap(1, "One", "", False, (StepOnMap(1, "a"), StepOnMap(2, "b"))),)
    return JourneyMap(1, "Map", stages=stages, lanes=(LaneOnMap(1, kind),), cards=found)


def texts_of(drawing: MapDrawing) -> list[str]:
    return [s.words for s in drawing.shapes if isinstance(s, Text)]


def beads(card: CardShape) -> list[Bead]:
    return [s for s in card.piece.keep if isinstance(s, Bead)]


@settings(deadline=None, max_examples=150)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=4),
    kind=st.sampled_from([k for k in KINDS if k != "feeling"]),
    stale=st.sampled_from([None, 14]),
    truth=st.booleans(),
    language=st.sampled_from(["en", "fa", "uk"]),
)
def test_every_line_stays_inside_its_card_and_no_letter_is_lost(texts, kind, stale, truth, language):
    journey = small_map(texts, kind, stale_months=stale, moment_of_truth=truth)
    drawing = lay_out(journey, language)
    for card, source in zip(
        drawing.cards, sorted(journey.cards, key=lambda c: (c.step_id, c.id)), strict=True
    ):
        lines = [s for s in card.piece.text if isinstance(s, Text)]
        for line in lines:
            inner = CARD_WIDTH - 2 * cards.PAD_X
            assert width_of(line.words, line.face, line.size) <= inner + 0.01 or len(line.words) <= 2
            assert card.y <= line.y - line.size * 0.6
            assert line.y + line.size * 0.3 <= card.y + card.h
            assert line.left >= card.x
            assert line.left + line.width <= card.x + card.w + 0.01 or len(line.words) <= 2
        said = "".join("".join(words_of(line.words)) for line in lines)
        assert "".join(words_of(source.words)) in said.replace("\u200e", "") or "\u200e" in source.words


@settings(deadline=None, max_examples=60)
@given(texts=st.lists(TEXTS, max_size=9), kind=st.sampled_from(KINDS[:2] + KINDS[3:]))
def test_cards_never_overlap_and_share_their_height(texts, kind):
    drawing = lay_out(small_map(texts, kind))
    for a, b in combinations(drawing.cards, 2):
        apart = a.x + a.w <= b.x or b.x + b.w <= a.x or a.y + a.h <= b.y or b.y + b.h <= a.y
        assert apart
    assert len({card.h for card in drawing.cards}) <= 1
    assert all(card.y + card.h <= drawing.height for card in drawing.cards)


def test_the_first_line_leaves_room_for_the_bead():
    drawing = lay_out(small_map(["Second dispatcher at peak hours and at night"], "opportunity"))
    card = drawing.cards[0]
    bead, line = beads(card)[0], next(s for s in card.piece.text if isinstance(s, Text))
    assert line.left + line.width <= bead.x - bead.radius


@pytest.mark.parametrize("language", ["en", "fa"])
def test_names_beside_each_other_keep_their_distance(language):
    words = ["Waits", "for", "the", "fitter", "who", "comes", "late", "again", "and", "i"]
    names = [" ".join(words[at:] + words[:at])[:long] for at in range(4) for long in range(4, 44)]
    feelings = tuple(CardOnMap(i, i, 1, name, feeling=i % 3) for i, name in enumerate(names, 1))
    stages = tuple(StageOnMap(i, name, "", False, (StepOnMap(i, name),)) for i, name in enumerate(names, 1))
    journey = JourneyMap(1, "Map", stages=stages, lanes=(LaneOnMap(1, "feeling"),), cards=feelings)
    lines: dict[tuple[float, float], list[Text]] = {}
    for text in (
        s for s in lay_out(journey, language).shapes if isinstance(s, Text) and s.left >= LABEL_WIDTH
    ):
        lines.setdefault((text.y, text.size), []).append(text)
    for line in lines.values():
        line.sort(key=lambda text: text.left)
        assert all(b.left - (a.left + a.width) >= 20 - 0.01 for a, b in pairwise(line))


def test_a_word_longer_than_a_line_is_broken_and_keeps_its_letters():
    word = "Donaudampfschifffahrtsgesellschaftskapitän"
    face = face_for("ui", word, "de")
    lines = break_lines(f"Der {word} kommt", face, 13, 120, 90)
    assert "".join(lines).replace(" ", "") == f"Der{word}kommt"
    assert all(width_of(line, face, 13) <= 120 for line in lines)


def test_a_combining_accent_is_never_parted_from_its_letter():
    face = face_for("ui", "e", "en")
    for line in break_lines("e\u0301" * 60, face, 13, 100, 100):
        assert not line.startswith("\u0301")


@pytest.mark.parametrize(("texts", "language"), [(ENGLISH, "en"), (PERSIAN, "fa")])
def test_the_map_from_right_to_left_is_the_exact_mirror_image(texts, language):
    there = lay_out(repair_map(texts), language, rtl=False)
    back = lay_out(repair_map(texts), language, rtl=True)
    assert back == mirrored(there)
    for a, b, again in zip(there.shapes, back.shapes, mirrored(back).shapes, strict=True):
        assert left_of(a) == pytest.approx(there.width - right_of(b))
        assert left_of(a) == pytest.approx(left_of(again))


def test_a_persian_map_runs_from_right_to_left_with_its_own_digits():
    drawing = lay_out(repair_map(PERSIAN), "fa")
    first, last = drawing.cards[0], max(drawing.cards, key=lambda c: c.step_id)
    assert drawing.rtl
    assert first.x > last.x
    assert "\u061c۵۹٪" in texts_of(drawing)
    lines = [s for card in drawing.cards for s in card.piece.text if isinstance(s, Text)]
    assert {line.align for line in lines} == {"right", "center"}


def test_a_persian_phone_number_keeps_its_groups_in_order():
    drawing = lay_out(small_map(["تلفن 021-5555 را بگیرید"], "does"), "fa")
    assert any("\u200e021-5555" in words for words in texts_of(drawing))


def test_no_dot_stands_between_persian_digits():
    assert not any("·" in words for words in texts_of(lay_out(repair_map(PERSIAN), "fa")))


def test_a_customer_copy_has_no_internal_lane_and_nothing_below_the_line():
    said = " ".join(texts_of(lay_out(repair_map(), for_customer=True)))
    for secret in (
        "dispatcher",
        "depot",
        "No time is promised",
        "Van stock",
        "internal",
        "checked",
        "Behind",
    ):
        assert secret not in said
    assert "stopped, puts up a" in said


def test_an_internal_lane_above_the_line_stays_inside_too():
    journey = replace(
        repair_map(), lanes=tuple(replace(x, internal=x.kind == "does") for x in repair_map().lanes)
    )
    assert "puts up" not in " ".join(texts_of(lay_out(journey, for_customer=True)))


def test_each_grade_of_evidence_has_its_bead():
    drawing = lay_out(repair_map())
    grades = {bead.grade for card in drawing.cards for bead in beads(card)}
    assert grades == {"opinion", "some", "measured"}


def test_a_stale_card_says_how_old_it_is_on_a_dashed_edge():
    drawing = lay_out(repair_map())
    said = " ".join(texts_of(drawing))
    assert "checked 14 months ago" in said
    stale = [
        c for c in drawing.cards if any(isinstance(s, Icon) and s.name == "hourglass" for s in c.piece.keep)
    ]
    assert len(stale) == 2
    assert all(isinstance(c.piece.keep[0], Box) and c.piece.keep[0].dash for c in stale)


def test_a_moment_of_truth_has_diamond_words_and_a_strong_edge():
    drawing = lay_out(repair_map())
    [card] = [c for c in drawing.cards if any(isinstance(s, Diamond) for s in c.piece.keep)]
    edge = card.piece.keep[0]
    assert isinstance(edge, Box)
    assert (edge.stroke, edge.stroke_width) == ("accent", 2)
    assert "Moment of truth" in texts_of(drawing)


def test_few_answers_make_a_hollow_bead_and_a_hidden_score_shows_no_value():
    few = replace(figure(63, 41, 81, 17), metric="top2")
    hidden = replace(few, invited=5, answered=3).suppressed("promise")
    drawing = lay_out(small_map(["Call"], "touch_point", score=few))
    hollow = [s for s in drawing.cards[0].piece.glyph if isinstance(s, Bead)]
    assert [b.grade for b in hollow] == ["opinion"]
    said = texts_of(lay_out(small_map(["Call"], "touch_point", score=hidden)))
    assert "3 of 5 answered" in said
    assert not any("63" in words for words in said)


def test_a_touch_point_nobody_asks_about_says_so():
    assert "not asked yet" in texts_of(lay_out(small_map(["Visit report"], "touch_point")))


def test_a_journey_without_steps_or_stages_still_has_a_drawing():
    assert lay_out(JourneyMap(1, "Empty")).width > 0
    bare = lay_out(JourneyMap(1, "Bare", stages=(StageOnMap(1, "Only"),), lanes=(LaneOnMap(1, "does"),)))
    assert "Only" in texts_of(bare)
    assert [h.kind for h in bare.heads] == ["stage", "lane"]


def test_sheets_show_each_column_once_and_name_a_divided_stage_again():
    first, second = (lay_out(repair_map(), columns=cut) for cut in ((0, 3), (3, 8)))
    assert "Waiting" in texts_of(first)
    assert "Waiting" in texts_of(second)
    ids = [c.card_id for c in first.cards] + [c.card_id for c in second.cards]
    assert sorted(ids) == sorted(c.card_id for c in lay_out(repair_map()).cards)
    assert {c.h for c in first.cards} <= {c.h for c in lay_out(repair_map()).cards}


def left_of(shape: object) -> float:
    match shape:
        case Text():
            return shape.left
        case Box() | Icon():
            return shape.x
        case Line():
            return min(shape.x1, shape.x2)
        case Curve():
            return min(shape.x0, shape.x1)
        case Bead() | Diamond():
            return shape.x - shape.radius
    raise TypeError(shape)


def right_of(shape: object) -> float:
    match shape:
        case Text():
            return shape.left + shape.width
        case Box():
            return shape.x + shape.w
        case Icon():
            return shape.x + shape.size
        case Line():
            return max(shape.x1, shape.x2)
        case Curve():
            return max(shape.x0, shape.x1)
        case Bead() | Diamond():
            return shape.x + shape.radius
    raise TypeError(shape)
