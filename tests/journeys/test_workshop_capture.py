"""One line of a workshop taken apart: places, quotes, hashes inside words, both directions, many lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.errors import UserError
from cxdesk.journeys.capture import (
    Line,
    Note,
    Place,
    names_of,
    notes_of,
    offers,
    place_of,
    taken_apart,
    written,
)
from cxdesk.journeys.queries import JourneyMap, StageOnMap, StepOnMap
from tests.journeys.journey_examples import PERSIAN, repair_map

ENGLISH_NAMES = names_of(repair_map(), "en")
PERSIAN_NAMES = names_of(repair_map(PERSIAN), "fa")
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=60)


def made(text: str, kept: Place = Place(1, 1), names=ENGLISH_NAMES) -> list[Note]:
    return notes_of(text, names, kept)[0]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Tenant poster #waiting @opp", Line("Tenant poster", "waiting", "opp")),
        ("Tenant poster @opp #waiting", Line("Tenant poster", "waiting", "opp")),
        ("#waiting @opp Tenant poster", Line("Tenant poster", "waiting", "opp")),
        ('Poster #"Hears when we come" @pain', Line("Poster", "Hears when we come", "pain")),
        ("Poster #«زمان آمدن» @pain", Line("Poster", "زمان آمدن", "pain")),
        ("Ticket #4711 gets lost", Line("Ticket #4711 gets lost")),
        ("Knows C# and mails a@b.nl @thinking", Line("Knows C# and mails a@b.nl", None, "thinking")),
        ("Order ##4711 @pain", Line("Order #4711", None, "pain")),
        ("Number # 5 is late", Line("Number # 5 is late")),
        ("پوستر برای ساکنان #انتظار @فرصت‌ها", Line("پوستر برای ساکنان", "انتظار", "فرصت‌ها")),
        ("#waiting", Line("", "waiting")),
        ("", Line("")),
    ],
)  # fmt: skip
def test_a_line_is_taken_apart(text, line):
    assert taken_apart(text) == line


def test_a_step_and_a_lane_are_found_by_their_beginning_and_by_a_word_in_them():
    assert made("Poster #hears @opp") == [Note(3, 8, "Poster")]
    assert made("Poster #fitter-arrives @behind") == [Note(5, 7, "Poster")]
    assert made("Poster #waiting @opportunity") == [Note(3, 8, "Poster")]


def test_a_stage_alone_keeps_the_step_when_it_is_in_it():
    assert made("A #waiting @pain", Place(4, 1)) == [Note(4, 5, "A")]
    assert made("A #waiting @pain", Place(7, 1)) == [Note(3, 5, "A")]


def test_what_can_be_two_things_is_asked_for_and_a_whole_name_is_not():
    with pytest.raises(UserError, match="Waiting, Waits for the fitter"):
        made("A #wait @pain")
    assert made("A #waiting @pain")[0].step_id == 3


def test_a_wrong_place_is_one_sentence_that_names_what_there_is():
    with pytest.raises(UserError, match=r"There is no lane “opps”\. There are: What the customer does"):
        made("Poster #waiting @opps")
    with pytest.raises(UserError, match="There is no stage or step “4711”"):
        made("Ticket #4711")
    with pytest.raises(UserError, match="add @ and the lane, as in @what-the-customer-does"):
        made("Poster #waiting", Place())


def test_the_place_stays_for_the_next_line_and_goes_along_in_many():
    notes, kept = notes_of("A #waiting @pain\nB\n\nC @thinking\nD", ENGLISH_NAMES, Place())
    assert [(n.text, n.lane_id) for n in notes] == [("A", 5), ("B", 5), ("C", 4), ("D", 4)]
    assert kept == Place(3, 4)


def test_of_many_lines_the_wrong_one_is_named_by_its_number():
    with pytest.raises(UserError, match=r"^Line 2: There is no lane “nowhere”"):
        made("A @pain\nB @nowhere")


def test_a_lane_of_feelings_takes_a_number_in_any_digits():
    assert made("-3 #hears @how-the")[0] == Note(3, 3, "", -3)
    assert made("−۲٫۵ #hears @how-the")[0].feeling == -2.5
    with pytest.raises(UserError, match="from −5"):
        made("terrible #hears @how-the")
    with pytest.raises(UserError, match="from −5"):
        made("nan #hears @how-the")


def test_what_is_typed_can_be_completed_in_the_language_of_the_map():
    assert [o.words for o in offers("Poster @o", 9, ENGLISH_NAMES)] == ["Opportunities"]
    offer = offers("Poster #hea and more", 11, ENGLISH_NAMES)[0]
    assert (offer.written, offer.start) == ("#hears-when-we-come", 7)
    assert offers("mail a@b", 8, ENGLISH_NAMES) == []
    assert next(o.written for o in offers("پوستر #انت", 10, PERSIAN_NAMES)) == "#انتظار"


@pytest.mark.parametrize("names", [ENGLISH_NAMES, PERSIAN_NAMES])
def test_every_completion_names_what_it_says(names):
    for name in (*names.columns, *names.lanes):
        sign = "@" if name.kind == "lane" else "#"
        place = place_of(taken_apart(f"x {sign}{written(name.words)}"), names, Place(1, 1))
        found = place.lane_id if name.kind == "lane" else place.step_id
        assert found == (name.id if name.kind == "lane" else name.step_id)


@given(WORDS)
def test_whatever_is_typed_no_letter_is_lost(text):
    apart = taken_apart(text)
    rest = "".join(filter(None, (apart.words, apart.column, apart.lane)))
    signs = " \t\u3000#@\"“”„«»‘’'"

    def bare(value: str) -> str:
        return "".join(sorted(c for c in value if not c.isspace() and c not in signs))

    assert bare(rest) == bare(text)


@given(WORDS.filter(lambda t: t.strip() and not t.strip().startswith(("#", "@"))), st.sampled_from([1, 3, 8]))
def test_words_before_a_right_place_come_through_whole(text, lane):
    lane_words = {1: "what-the", 3: "how-the", 8: "opp"}[lane]
    apart = taken_apart(f"{text} #waiting @{lane_words}")
    assert (apart.column, apart.lane) == ("waiting", lane_words)
    assert apart.words == text.replace("##", "#").replace("@@", "@").strip() or "##" in text or "@@" in text


@given(WORDS, st.integers(0, 60))
def test_completion_never_breaks(text, cursor):
    for offer in offers(text, cursor, ENGLISH_NAMES):
        assert text[offer.start] in "#@"


def test_a_step_whose_name_begins_with_a_sign_is_completed_and_found():
    step = StepOnMap(7, "#1 call")
    names = names_of(
        JourneyMap(1, "M", stages=(StageOnMap(1, "@ the desk", steps=(step,)),), lanes=repair_map().lanes),
        "en",
    )
    assert [offer.written for offer in offers("x #1", 4, names)] == ["#1-call"]
    assert made("x #1-call @pain", names=names)[0].step_id == 7
    assert made("x #the-desk @pain", names=names)[0].step_id == 7
