"""Sheets to be glued: put together they are the poster, every card is whole on one of them, the plan says how."""

import random
import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter
from pypdf import PdfReader

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.journeys.metrics import runs_rtl
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, StageOnMap, StepOnMap
from exports.journey.continued import shortened
from exports.journey.cut_text import cut_text
from exports.journey.extent import Rect, extent, placed
from exports.journey.kit import Wish, printed
from exports.journey.papers import MM, PAPERS, paper_named
from exports.journey.pdf import pdf_of
from exports.journey.poster import Subject, in_scale, on_paper
from exports.journey.sheet import Sheet
from exports.journey.tile_sheets import tile_label, tile_sheets
from exports.journey.tiles import AIR, EDGE, TOP, Cutting, cut_up, cuts
from tests.journeys.journey_examples import ENGLISH, PERSIAN, repair_map

KINDS = ("does", "touch_point", "thinking", "feeling", "pain", "behind", "opportunity", "systems")
WORDS = ["waits", "for the fitter", "who calls back", "منتظر می‌ماند", "Alder Lifts", "021-5555", "Ж", "漢"]


def made_map(steps: int, lanes: int, seed: int, long: bool = False) -> JourneyMap:
    """A map of any size; some cards are long, some steps and lanes have none."""
    chance = random.Random(seed)
    columns = tuple(StepOnMap(n, f"Step {n}") for n in range(1, steps + 1))
    half = max(1, steps // 2)
    stages = (
        StageOnMap(1, "First", "2 days", steps=columns[:half]),
        StageOnMap(2, "Then", steps=columns[half:]),
    )
    rows = tuple(LaneOnMap(n, KINDS[n % len(KINDS)]) for n in range(1, lanes + 1))
    cards = []
    for lane in rows:
        for step in columns:
            if chance.random() < 0.2:
                continue
            count = chance.randint(1, 12) * (30 if long and chance.random() < 0.1 else 1)
            text = " ".join(chance.choice(WORDS) for _ in range(count))
            feeling = chance.uniform(-5, 5) if lane.kind == "feeling" else None
            cards.append(CardOnMap(len(cards) + 1, step.id, lane.id, text, "some", feeling))
    return JourneyMap(1, "Made up", stages=stages, lanes=rows, cards=tuple(cards), firm="Alder Lifts")


def boxes(sheet: Sheet) -> dict[int, Rect]:
    return {
        card.card_id: placed(
            Rect(card.x, card.y, card.x + card.w, card.y + card.h), part.x, part.y, part.scale
        )
        for part in sheet.parts
        if part.drawing
        for card in part.drawing.cards
    }


def drawn_on(sheet: Sheet) -> Rect:
    found = [
        placed(extent(shape), part.x, part.y, part.scale) for part in sheet.parts for shape in part.shapes
    ]
    return Rect(
        min(box.left for box in found), min(box.top for box in found),
        max(box.right for box in found), max(box.bottom for box in found),
    )  # fmt: skip


def page_picture(pdf: bytes, page: int, per_mm: float) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=per_mm / MM).to_pil().convert("L")
    finally:
        document.close()


def put_together(pdf: bytes, cutting: Cutting, size: tuple[int, int], per_mm: float) -> Image.Image:
    """The windows of all sheets, laid on each other in the order of gluing."""
    whole = Image.new("L", size, 255)
    for page, tile in enumerate(cutting.tiles, 1):
        picture = page_picture(pdf, page, per_mm)
        at = per_mm / MM
        # A pixel on the very edge of a window is cut in two; the neighbour has it whole.
        edge = 2
        left, top = round(EDGE * at) + edge, round(TOP * at) + edge
        right, foot = round((EDGE + tile.window.width) * at), round((TOP + tile.window.height) * at)
        window = picture.crop((left, top, right - edge, foot - edge))
        whole.paste(window, (round(tile.window.left * at) + edge, round(tile.window.top * at) + edge))
    return whole


@pytest.mark.slow
@pytest.mark.parametrize(
    ("texts", "language", "paper", "overlap"),
    [
        # The first and the third are taken at every run: one of each direction.
        (ENGLISH, "en", "A4", 10),
        (ENGLISH, "en", "A3", 5),
        (PERSIAN, "fa", "A4", 10),
        (PERSIAN, "fa", "Letter", 20),
    ],
)
def test_the_sheets_put_together_are_the_poster_within_half_a_millimetre(texts, language, paper, overlap):
    poster = on_paper(Subject(repair_map(texts), language), PAPERS["A0"]).sheet
    cutting = cut_up(poster, paper_named(paper), overlap * MM, rtl=i18n.is_rtl(language))
    whole = pdf_of([poster], "A0", language)
    tiles = pdf_of(tile_sheets(poster, cutting, language, "A0"), "A0", language)
    # Four pixels to the millimetre: two pixels around each are half a millimetre.
    per_mm = 4.0
    expected = page_picture(whole, 0, per_mm)
    glued = put_together(tiles, cutting, expected.size, per_mm)
    darkest, lightest = expected.filter(ImageFilter.MinFilter(5)), expected.filter(ImageFilter.MaxFilter(5))
    over = ImageChops.subtract(glued, lightest)
    under = ImageChops.subtract(darkest, glued)
    assert over.getextrema()[1] <= 40
    assert under.getextrema()[1] <= 40
    # The test can fail: moved by two millimetres it is another picture.
    moved = ImageChops.offset(glued, 8, 0)
    assert ImageChops.subtract(moved, lightest).getextrema()[1] > 100


@pytest.mark.parametrize("language", ["fa", "en"])
def test_each_letter_stands_where_the_poster_has_it(language):
    texts = PERSIAN if language == "fa" else ENGLISH
    poster = on_paper(Subject(repair_map(texts), language), PAPERS["A0"]).sheet
    cutting = cut_up(poster, PAPERS["A4"], 10 * MM, rtl=language == "fa")
    whole: dict[str, list[tuple[float, float]]] = {}
    for char, x, y in letters(pdf_of([poster], "A0", language), 0, 0, 0, poster.height):
        whole.setdefault(char, []).append((x, y))
    pdf = pdf_of(tile_sheets(poster, cutting, language, "A0"), "A0", language)
    seen = set()
    for page, tile in enumerate(cutting.tiles, 1):
        dx, dy = tile.window.left - EDGE, tile.window.top - TOP
        for char, x, y in letters(pdf, page, dx, dy, cutting.paper.height, tile.window):
            near = [(a, b) for a, b in whole.get(char, ()) if abs(a - x) < 0.1 * MM and abs(b - y) < 0.1 * MM]
            assert near, (char, x, y)
            seen.update((char, *one) for one in near)
    assert seen == {(char, *place) for char, places in whole.items() for place in places}


def letters(
    pdf: bytes, page: int, dx: float, dy: float, height: float, within: Rect | None = None
) -> list[tuple[str, float, float]]:
    """Each drawn letter with its left and top on the poster; of a tile those that begin inside its window."""
    document = pypdfium2.PdfDocument(pdf)
    shown = document[page].get_textpage()
    found = []
    for at in range(shown.count_chars()):
        char = shown.get_text_range(at, 1)
        left, _bottom, right, top = shown.get_charbox(at)
        x, y = left + dx, height - top + dy
        if char.strip() and right - left > 0.01 and (within is None or within.holds(Rect(x, y, x, y))):
            found.append((char, x, y))
    document.close()
    return found


@given(
    steps=st.integers(1, 30),
    lanes=st.integers(1, 12),
    seed=st.integers(0, 10_000),
    percent=st.sampled_from([30, 60, 100, 140, 220]),
    paper=st.sampled_from(["A4", "A3", "Letter", "Tabloid"]),
    overlap=st.integers(0, 40),
    rtl=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_every_card_is_whole_on_a_sheet_and_neighbours_overlap(
    steps, lanes, seed, percent, paper, overlap, rtl
):
    journey = made_map(steps, lanes, seed, long=seed % 3 == 0)
    sheet = in_scale(Subject(journey, "fa" if rtl else "en"), percent).sheet
    try:
        cutting = cut_up(sheet, PAPERS[paper], overlap * MM, rtl=rtl)
    except UserError:
        # More than 400 sheets: another test says so.
        assume(False)
    tiles = cutting.tiles
    assert len(tiles) == cutting.columns * cutting.rows
    for key, box in boxes(sheet).items():
        whole = any(tile.window.holds(box) for tile in tiles)
        too_large = (
            box.width + 2 * AIR > tiles[0].window.width or box.height + 2 * AIR > tiles[0].window.height
        )
        assert whole or too_large
        assert (key in cutting.split) == (not whole)
    for one in tiles:
        for other in tiles:
            if other.row == one.row and other.column == one.column + 1:
                first, second = (other, one) if rtl else (one, other)
                assert first.window.right - second.window.left >= overlap * MM - 0.01
            if other.column == one.column and other.row == one.row + 1:
                assert one.window.bottom - other.window.top >= overlap * MM - 0.01
    assert cutting.glued.holds(drawn_on(sheet))


@given(
    length=st.floats(1, 5000),
    window=st.floats(50, 900),
    spans=st.lists(st.tuples(st.floats(0, 4900), st.floats(1, 950)), max_size=40),
)
@settings(max_examples=300, deadline=None)
def test_cuts_cover_all_and_leave_each_span_whole(length, window, spans):
    placed_spans = [(a, a + b) for a, b in spans if a + b <= length]
    starts = cuts(length, window, 10, placed_spans)
    assert starts == sorted(starts)
    assert starts[0] == 0
    assert starts[-1] + window >= length - 0.01
    assert all(b - a <= window - 10 + 0.01 for a, b in pairwise(starts))
    for a, b in placed_spans:
        if b - a <= window:
            assert any(s <= a + 0.01 and b <= s + window + 0.01 for s in starts), (a, b, starts)


def test_without_regard_for_cards_a_card_would_be_cut():
    """What the rule is good for: windows at even distances cut cards of the same map."""
    sheet = in_scale(Subject(repair_map(), "en"), 140).sheet
    wide = PAPERS["A4"].height - 2 * EDGE
    even = cuts(sheet.width, wide, 10 * MM, [])
    cut = [b for b in boxes(sheet).values() if not any(s <= b.left and b.right <= s + wide for s in even)]
    assert cut
    cutting = cut_up(sheet, PAPERS["A4"], 10 * MM, rtl=False)
    assert not cutting.split


def test_from_right_to_left_the_first_sheet_to_glue_is_at_the_right():
    poster = on_paper(Subject(repair_map(PERSIAN), "fa"), PAPERS["A0"]).sheet
    cutting = cut_up(poster, PAPERS["A3"], 10 * MM, rtl=True)
    first_row = [tile for tile in cutting.tiles if tile.row == 0]
    assert [tile.column for tile in first_row] == list(range(cutting.columns))
    lefts = [tile.window.left for tile in first_row]
    assert lefts == sorted(lefts, reverse=True)
    assert first_row[0].window.right == pytest.approx(drawn_on(poster).right + AIR)
    assert tile_label(first_row[0], cutting, "fa").lstrip("\u2068").startswith("A۱")
    # Its Latin letter stands first, and the line runs from right to left all the same.
    assert runs_rtl(tile_label(first_row[0], cutting, "fa"), "fa")


@pytest.mark.parametrize("rtl", [False, True])
def test_the_white_around_a_map_takes_no_sheets(rtl):
    """A0 on A3 had columns and rows of which only the edge was drawn on."""
    texts, language = (PERSIAN, "fa") if rtl else (ENGLISH, "en")
    poster = on_paper(Subject(repair_map(texts), language), PAPERS["A1"]).sheet
    cutting = cut_up(poster, PAPERS["A3"], 10 * MM, rtl=rtl)
    drawn = drawn_on(poster)
    assert drawn.left > 20 * MM
    assert drawn.right < poster.width - 20 * MM
    assert cutting.columns * cutting.rows == 6
    # What was drawn begins at the edge of the first sheet.
    first = cutting.tiles[0].window
    beside = first.right - drawn.right if rtl else drawn.left - first.left
    assert beside == pytest.approx(AIR)
    assert drawn.top - first.top == pytest.approx(AIR)
    assert cutting.glued.holds(drawn)


def test_from_left_to_right_the_first_sheet_to_glue_is_at_the_left():
    poster = on_paper(Subject(repair_map(), "en"), PAPERS["A0"]).sheet
    cutting = cut_up(poster, PAPERS["A3"], 10 * MM, rtl=False)
    lefts = [tile.window.left for tile in cutting.tiles if tile.row == 0]
    assert lefts == sorted(lefts)
    columns, rows = cutting.columns, cutting.rows
    last = f"{'ABCDEF'[rows - 1]}{columns} of {columns} × {rows}"
    assert tile_label(cutting.tiles[-1], cutting, "en") == last


def test_the_first_page_says_how_and_has_a_line_of_exactly_100_mm():
    journey = repair_map()
    made = printed(journey, "en", Wish(paper="A1", tiles="A4"))
    reader = PdfReader(BytesIO(made.pdf))
    text = reader.pages[0].extract_text()
    for said in (
        "without fitting",
        "its left and at its top",
        "from the left",
        "each row on the one above",
        "100 mm",
    ):
        assert said in " ".join(text.split()), said
    for name in ("A1", "B2"):
        assert name in text
    content = reader.pages[0].get_contents().get_data().decode("latin-1")
    number = r"([-\d.]+)"
    lines = [
        tuple(map(float, found))
        for found in re.findall(f"{number} {number} m {number} {number} l S", content)
    ]
    assert any(abs(abs(x2 - x1) - 100 * MM) < 0.02 and y1 == y2 for x1, y1, x2, y2 in lines)


def test_a_tile_holds_no_text_that_lies_outside_of_it():
    made = printed(repair_map(), "en", Wish(paper="A0", tiles="A4"))
    pages = [page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages]
    assert sum("Emergency call" in page for page in pages) < 4
    assert "Invoice" not in pages[1]


SENTENCE = "the lift has stopped again and "


def with_a_long_card(journey: JourneyMap, times: int = 160) -> JourneyMap:
    long = replace(journey.cards[0], text="Sees that " + SENTENCE * times)
    return replace(journey, cards=(long, *journey.cards[1:]))


def words_of_page(pdf: bytes, page: int) -> str:
    return " ".join(PdfReader(BytesIO(pdf)).pages[page].extract_text().split())


@pytest.mark.parametrize("wish", [Wish(paper="A0", tiles="A4"), Wish(paper="", tiles="A4", percent=400)])
def test_a_card_longer_than_a_sheet_is_whole_on_one_and_on_sheets_of_its_own(wish):
    made = printed(with_a_long_card(repair_map()), "en", wish)
    [note] = made.notes
    assert "1 card is too long for the map: “Sees that the lift" in note
    assert "too long for the map" in words_of_page(made.pdf, 0)
    pages = [words_of_page(made.pdf, page) for page in range(made.pages)]
    last = [page for page in pages if page.startswith("Long texts: Repair")]
    assert pages[-len(last) :] == last
    assert sum(page.count("stopped") for page in last) == 160
    assert "No. 1 What the customer does" in last[0]
    # Every card is whole on one of the tiles: the short one too, which says where the rest is.
    assert any("“Long texts”, no. 1" in page for page in pages[1 : -len(last)])


def test_one_sheet_with_a_long_card_is_as_readable_as_without(tmp_path):
    plain, long = (on_paper(Subject(j, "en"), PAPERS["A3"]) for j in long_and_plain())
    assert long.smallest > 0.7 * plain.smallest
    made = printed(with_a_long_card(repair_map()), "en", Wish(paper="A3"))
    assert made.pages == 2
    assert words_of_page(made.pdf, 1).count(SENTENCE.split(" and")[0]) == 160
    assert not printed(repair_map(), "en", Wish(paper="A3")).notes


def test_a_customers_copy_says_too_where_the_whole_of_a_long_card_is():
    made = printed(with_a_long_card(repair_map()), "en", Wish(paper="A3", for_customer=True))
    assert "“Long texts”, no. 1" in words_of_page(made.pdf, 0)
    assert words_of_page(made.pdf, 1).count("stopped") == 160
    assert "Internal" not in words_of_page(made.pdf, 1)


def long_and_plain() -> tuple[JourneyMap, JourneyMap]:
    return repair_map(), shortened(with_a_long_card(repair_map()), "en")[0]


def test_a_text_is_shortened_between_words_and_never_inside_a_letter():
    assert cut_text("a short one", 40) == "a short one"
    assert cut_text("one two three, four", 15) == "one two three…"
    assert cut_text("e\u0301" * 40, 21) == "e\u0301" * 10 + "…"
    assert cut_text("👩\u200d👧" * 9, 7) == "👩\u200d👧" * 2 + "…"


def test_too_many_sheets_and_too_much_overlap_are_refused_in_words():
    with pytest.raises(UserError, match="more than 400 sheets"):
        printed(made_map(60, 12, 1), "en", Wish(paper="", tiles="A4", percent=400))
    with pytest.raises(UserError, match="from 0 to"):
        printed(repair_map(), "en", Wish(paper="A0", tiles="A4", overlap=90))
    with pytest.raises(UserError, match="no paper “A9” here"):
        printed(repair_map(), "en", Wish(paper="A9"))
    with pytest.raises(UserError, match=r"no paper “A0” here\. There are: A4"):
        printed(repair_map(), "en", Wish(paper="A0", tiles="A0"))
