"""The paper twin: papers and scales, the empty map, cards to cut out, voting sheets, and nothing for customers that stays inside."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from cxdesk.errors import UserError
from cxdesk.journeys import shapes
from cxdesk.journeys.layout import customer_copy
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import (
    Bead,
    Box,
    Curve,
    Diamond,
    Icon,
    Line,
    Picture,
    Piece,
    Shape,
    Text,
    mirror,
    moved,
)
from exports.journey.cut_cards import card_sheets
from exports.journey.extent import Rect, extent, placed
from exports.journey.kit import PARTS, Wish, print_folder, printed
from exports.journey.numbered import numbered
from exports.journey.papers import MM, PAPERS, SMALL
from exports.journey.pdf import pdf_of
from exports.journey.poster import Subject, for_notes, on_paper
from exports.journey.press import Press
from exports.journey.safe import refuse_leaks, secrets_of
from exports.journey.sheet import Part, Sheet, heading_of
from exports.journey.svg import svg_of
from exports.journey.votes import vote_sheets
from exports.pdf.leaks import leaks
from exports.photos import MOST_PIXELS, photo_jpeg, photo_size
from tests.journeys.journey_examples import ENGLISH, PERSIAN, figure, repair_map
from tests.journeys.test_paper_tiles import made_map
from tests.support.pdf_structure import outline, problems, tree


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    found = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    return found


def size(pdf: bytes, page: int = 0) -> tuple[int, int]:
    box = PdfReader(BytesIO(pdf)).pages[page].mediabox
    return round(float(box.width) / MM), round(float(box.height) / MM)


@pytest.mark.parametrize(
    ("paper", "expected"),
    [("A4", (297, 210)), ("a3", (420, 297)), ("A2", (594, 420)), ("A1", (841, 594)), ("A0", (1189, 841)),
     ("Letter", (279, 216)), ("Ledger", (432, 279))],
)  # fmt: skip
def test_the_map_fits_on_one_page_of_every_paper(paper, expected):
    made = printed(repair_map(), "en", Wish(paper=paper))
    assert (made.pages, size(made.pdf)) == (1, expected)
    [page] = texts(made.pdf)
    for said in (ENGLISH["name"], ENGLISH["takeaway"], "Emergency call", "Van stock"):
        assert said in page


def test_in_real_size_a_column_is_as_wide_as_it_was_measured():
    made = printed(repair_map(), "en", Wish(paper="A2", percent=100))
    document = pypdfium2.PdfDocument(made.pdf)
    shown = document[0].get_textpage()
    found = shown.search("Lift stops").get_next()
    other = shown.search("Calls us").get_next()
    assert found is not None
    assert other is not None
    lefts = [shown.get_charbox(at[0])[0] for at in (found, other)]
    document.close()
    # 170 map pixels at 96 to the inch.
    assert lefts[1] - lefts[0] == pytest.approx(170 * 0.75, abs=1.0)


def test_a_scale_that_does_not_fit_is_refused_with_what_would():
    with pytest.raises(UserError, match=r"At 300% the map is larger than A4\. .* at most \d+%"):
        printed(repair_map(), "en", Wish(paper="A4", percent=300))
    with pytest.raises(UserError, match="from 10% to 400%"):
        printed(repair_map(), "en", Wish(percent=5000))


def test_text_too_small_to_read_is_said():
    journey = repair_map()
    assert not printed(journey, "en", Wish(paper="A4")).notes
    long = replace(journey, cards=tuple(replace(c, text=c.text * 20) for c in journey.cards))
    note, said = printed(long, "en", Wish(paper="A4")).notes
    assert "too long for the map" in said
    assert "smallest text is" in note


@pytest.mark.parametrize(("source", "language"), [(ENGLISH, "en"), (PERSIAN, "fa")])
@pytest.mark.parametrize("what", ["map", "empty", "cards", "votes", "kit"])
@pytest.mark.parametrize("tiles", ["", "A4"])
def test_every_part_is_tagged_and_its_fonts_are_embedded(source, language, what, tiles):
    made = printed(repair_map(source), language, Wish(what, paper="A2", tiles=tiles))
    assert problems(made.pdf) == []
    reader = PdfReader(BytesIO(made.pdf))
    assert reader.trailer["/Root"]["/Lang"] == language
    for page in reader.pages:
        fonts = page["/Resources"].get("/Font", {})
        assert all("+" in str(fonts[name]["/BaseFont"]) for name in fonts)


def test_tiles_are_read_once_as_one_table_over_all_sheets():
    whole = tree(printed(repair_map(), "en", Wish(paper="A1")).pdf)
    tiles = tree(printed(repair_map(), "en", Wish(paper="A1", tiles="A4")).pdf)
    [one], [many] = whole.of("Table"), tiles.of("Table")
    for role in ("TR", "TH", "TD", "P", "Figure"):
        assert len(one.of(role)) == len(many.of(role)), role
    assert len({page for node in many.walk() for page, _mark in node.marks}) > 4


def test_the_empty_map_has_heads_and_lanes_and_room_but_no_card():
    known = repair_map()
    stages = tuple(replace(stage, score=figure(0.59, 0.54, 0.64, 377)) for stage in known.stages)
    known = replace(known, stages=stages, answers=1204)
    [page] = texts(printed(known, "en", Wish("empty", paper="A2")).pdf)
    assert "54 to 64" in texts(printed(known, "en", Wish("map", paper="A2")).pdf)[0]
    for said in ("Something breaks", "Waits for the fitter", "Behind the scenes", "Opportunities"):
        assert said in page
    for card in ("Emergency call", "Van stock", "54 to 64", "lowest point", "1,204", ENGLISH["takeaway"]):
        assert card not in page


def test_what_is_counted_stands_beside_who_is_looked_at_or_in_a_line_of_its_own():
    known = replace(repair_map(), answers=1204)
    stages = tuple(replace(stage, score=figure(0.59, 0.54, 0.64, 377)) for stage in known.stages)
    long = "Below a stage: all answers to its touch points together, each counting once."
    parts, _height = heading_of(replace(known, stages=stages), "en", 1100, False)
    lines = [[s.words for s in piece.shapes if isinstance(s, Text)] for _role, piece in parts]
    assert [f"{known.about} 1,204 answers counted."] in lines
    assert [long] in lines
    parts, _height = heading_of(replace(known, stages=stages, about="", takeaway=""), "en", 1100, False)
    assert [f"1,204 answers counted. {long}"] in [
        [s.words for s in piece.shapes if isinstance(s, Text)] for _role, piece in parts
    ]


@pytest.mark.parametrize(
    ("kinds", "said"), [("feeling", "Customer journey"), ("employee", "Employee journey")]
)
def test_a_map_of_employees_feelings_is_no_customer_journey(kinds, said):
    known = repair_map()
    lanes = tuple(replace(lane, kind=kinds) if lane.kind == "feeling" else lane for lane in known.lanes)
    [page] = texts(printed(replace(known, lanes=lanes), "en", Wish("map", paper="A2")).pdf)
    assert page.startswith(said)


def test_sticky_notes_of_76_mm_fit_on_the_empty_map():
    made = printed(repair_map(), "en", Wish("empty", paper="A0", notes=True))
    # Eight columns and seven lanes of notes are too high for A0 laid across.
    assert size(made.pdf) == (841, 1189)
    sheet = on_paper(Subject(repair_map(), "en", empty=True, notes=True), PAPERS["A0"], for_notes()).sheet
    cells = [s for p in sheet.parts for s in p.shapes if isinstance(s, Box) and s.dash == (2, 3)]
    scale = next(p.scale for p in sheet.parts if p.drawing)
    assert len(cells) == 8 * 6
    [part] = [p for p in sheet.parts if p.drawing]
    assert part.drawing is not None
    assert part.x + part.drawing.width * scale <= sheet.width
    assert part.y + part.drawing.height * scale <= sheet.height
    assert all(min(cell.w, cell.h) * scale >= 76 * MM for cell in cells)
    with pytest.raises(UserError, match=r"With room for sticky notes .* more than A3"):
        printed(repair_map(), "en", Wish("empty", paper="A3", notes=True))
    tiles = printed(repair_map(), "en", Wish("empty", paper="A3", tiles="A3", notes=True))
    assert tiles.pages > 4


def test_cards_to_cut_out_are_eight_a_page_with_one_for_each_card_and_empty_ones():
    journey = repair_map()
    made = printed(journey, "en", Wish("cards", paper="A4"))
    pages = texts(made.pdf)
    cards = numbered(journey, "en")
    assert made.pages == -(-(len(cards) + 7) // 8)
    said = " ".join(pages)
    for one in cards:
        assert one.words in said
    assert "Waiting · Waits for the fitter" in said
    assert pages[-1].count("opinion") == pages[-1].count("measured") >= 7
    entries = tree(made.pdf).of("LI")
    assert len(entries) == made.pages * 8
    assert {f.alt for f in tree(made.pdf).of("Figure")} == {"opinion", "some answers", "measured"}


def test_a_card_of_5000_characters_goes_on_over_more_cut_outs_and_loses_nothing():
    journey = repair_map()
    words = " ".join(f"word{n}" for n in range(700))
    journey = replace(journey, cards=(replace(journey.cards[0], text=words), *journey.cards[1:]))
    said = " ".join(texts(printed(journey, "en", Wish("cards", paper="A4")).pdf))
    assert all(re.search(rf"\bword{n}\b", said) for n in range(700))
    assert re.search(r"1 \(2/\d+\)", said)


def test_voting_sheets_have_black_boxes_of_5_mm_and_an_id_on_every_page():
    journey = repair_map()
    many = tuple(replace(journey.cards[0], id=500 + n, lane_id=5, text=f"Pain number {n}") for n in range(60))
    journey = replace(journey, cards=journey.cards + many)
    made = printed(journey, "en", Wish("votes", paper="A4", votes=3))
    pages = texts(made.pdf)
    assert len(pages) > 1
    codes = {re.search(r"sheet (V-[0-9A-F]{6}), page (\d)", page).groups() for page in pages}  # type: ignore[union-attr]
    assert len({code for code, _page in codes}) == 1
    assert len(codes) == len(pages)
    assert "You have 3 votes" in pages[0]
    data = "\n".join(
        p.get_contents().get_data().decode("latin-1") for p in PdfReader(BytesIO(made.pdf)).pages
    )
    boxes = [
        tuple(map(float, found))
        for found in re.findall(r"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re s", data)
    ]
    inner = 5 * MM - 0.7
    drawn = [b for b in boxes if abs(b[2] - inner) < 0.02 and abs(b[3] - inner) < 0.02]
    on_list = [c for c in numbered(journey, "en") if c.lane.kind in ("pain", "opportunity")]
    assert len(drawn) == 3 * len(on_list)
    lefts = sorted({round(b[0], 1) for b in drawn})
    assert all(b - a - 5 * MM >= 3 * MM for a, b in pairwise(lefts))
    other = printed(replace(journey, cards=journey.cards[:-1]), "en", Wish("votes", paper="A4"))
    assert codes.isdisjoint(
        {re.search(r"sheet (V-[0-9A-F]{6}), page (\d)", p).groups() for p in texts(other.pdf)}
    )  # type: ignore[union-attr]


def test_only_chosen_lanes_are_on_cards_and_voting_sheets():
    said = " ".join(texts(printed(repair_map(), "en", Wish("votes", lanes=(8,))).pdf))
    assert "Van stock" in said
    assert "No time is promised" not in said
    said = " ".join(texts(printed(repair_map(), "en", Wish("cards", lanes=(5,))).pdf))
    assert "No time is promised" in said
    assert "Van stock" not in said


def test_a_map_without_cards_is_printed_empty_and_refused_as_votes():
    bare = replace(repair_map(), cards=())
    with pytest.raises(UserError, match="no card on this map"):
        printed(bare, "en", Wish("votes"))
    assert printed(bare, "en", Wish("kit")).pages >= 3


@pytest.mark.slow
@given(
    steps=st.integers(1, 24),
    lanes=st.integers(1, 12),
    seed=st.integers(0, 10_000),
    paper=st.sampled_from(list(PAPERS)),
    language=st.sampled_from(["en", "fa", "hu"]),
)
@settings(max_examples=25, deadline=None)
def test_nothing_leaves_its_page_whatever_the_map(steps, lanes, seed, paper, language):
    journey = made_map(steps, lanes, seed, long=seed % 2 == 0)
    sheets = [
        on_paper(Subject(journey, language, empty=empty), PAPERS[paper]).sheet for empty in (False, True)
    ]
    small = PAPERS[paper if paper in SMALL else "A4"]
    sheets += card_sheets(journey, language, small)
    sheets += vote_sheets(journey, language, small)
    for sheet in sheets:
        page = Rect(0, 0, sheet.width, sheet.height)
        for part in sheet.parts:
            for shape in part.shapes:
                # A letter's own height: its box for windows has air for marks above and below.
                box = extent(shape)
                if isinstance(shape, Text):
                    box = Rect(box.left, shape.y - shape.size, box.right, shape.y + shape.size * 0.3)
                assert page.holds(placed(box, part.x, part.y, part.scale), 0.5), shape


@pytest.mark.slow
@given(seed=st.integers(0, 10_000), language=st.sampled_from(["en", "fa"]), paper=st.sampled_from(SMALL))
@settings(max_examples=25, deadline=None)
def test_words_keep_inside_their_cut_outs_and_never_lie_on_each_other(seed, language, paper):
    journey = made_map(6, 6, seed, long=True)
    journey = replace(journey, cards=tuple(replace(c, moment_of_truth=c.id % 5 == 0) for c in journey.cards))
    for sheet in card_sheets(journey, language, PAPERS[paper]):
        bodies = [s for p in sheet.parts for s in p.shapes if isinstance(s, Box)]
        lines = [s for p in sheet.parts if p.reading for s in p.shapes if isinstance(s, Text)]
        for body in bodies:
            room = Rect(body.x, body.y, body.x + body.w, body.y + body.h)
            inside = [
                Rect(s.left, s.y - s.size * 0.8, s.left + s.width, s.y + s.size * 0.2)
                for s in lines
                if room.left <= s.left + s.width / 2 <= room.right and room.top <= s.y <= room.bottom
            ]
            assert all(room.holds(line) for line in inside)
            for at, one in enumerate(inside):
                for other in inside[at + 1 :]:
                    across = min(one.right, other.right) - max(one.left, other.left)
                    down = min(one.bottom, other.bottom) - max(one.top, other.top)
                    assert across <= 0.5 or down <= 0.5, (one, other)


def test_the_kit_is_one_pdf_or_a_folder_of_them(tmp_path):
    made = printed(repair_map(), "en", Wish("kit", paper="A3"))
    parts = [printed(repair_map(), "en", Wish(part, paper="A3")) for part in PARTS]
    assert made.pages == sum(one.pages for one in parts)
    assert len([entry for entry in outline(made.pdf) if entry[0] == 0]) == len(PARTS)
    files = print_folder(repair_map(), tmp_path / "kit", "en", Wish("kit", paper="A3"))
    assert sorted(path.name for path, _one in files) == sorted(p.name for p in (tmp_path / "kit").iterdir())
    assert [one.pages for _path, one in files] == [one.pages for one in parts]


@pytest.mark.parametrize("what", ["map", "empty", "cards", "votes", "kit"])
@pytest.mark.parametrize(("source", "language"), [(ENGLISH, "en"), (PERSIAN, "fa")])
def test_a_customers_paper_holds_nothing_internal_on_or_behind_its_pages(what, source, language):
    journey = replace(repair_map(source), segment="Hospitals in trouble", ours="Internal remark of ours")
    secrets = secrets_of(journey)
    assert len(secrets) > 12
    assert leaks(printed(journey, language, Wish("kit")).pdf, secrets)
    made = printed(journey, language, Wish(what, tiles="A4" if what == "map" else "", for_customer=True))
    assert leaks(made.pdf, secrets) == []
    assert "Internal" not in " ".join(texts(made.pdf))
    shown = customer_copy(journey)
    assert {one.lane.id for one in numbered(shown, language)} <= {lane.id for lane in shown.lanes}


def test_a_copy_that_would_leak_is_not_handed_out():
    journey = repair_map()
    with pytest.raises(UserError, match="would show a customer what is internal"):
        refuse_leaks(printed(journey, "en", Wish()).pdf, ".pdf", journey)


def test_grey_paper_has_no_colour():
    pages = [
        pypdfium2.PdfDocument(printed(repair_map(), "en", Wish(grey=grey)).pdf)[0]
        .render()
        .to_pil()
        .convert("RGB")
        for grey in (False, True)
    ]
    coloured = [max(max(p) - min(p) for _n, p in page.getcolors(1 << 24) or []) for page in pages]
    assert coloured[0] > 60
    assert coloured[1] == 0


SAMPLES: dict[type, Shape] = {
    Box: Box(10, 10, 40, 20, "accent_soft", "accent", 2, 6, (4, 3)),
    Line: Line(10, 40, 80, 44, "text", 2, (2, 2)),
    Text: Text(10, 70, "Words", "NotoSans_400Regular.ttf", 12, "text", 40),
    Icon: Icon("phone", 60, 10, 20, "text2"),
    Bead: Bead(100, 20, 8, "some", "accent", "surface", 1.6, 2),
    Diamond: Diamond(130, 20, 8, "accent"),
    Curve: Curve(10, 90, 30, 60, 60, 120, 90, 90, "accent", 2, (5, 5)),
    Picture: Picture(110, 40, 60, 60, "digest", "A lift that stands still"),
}


def photograph(wide: int = 80, high: int = 40) -> bytes:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at 12 Secret Street"
    Image.new("RGB", (wide, high), (200, 30, 30)).save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", shapes.Shape.__args__)  # type: ignore[attr-defined]
def test_every_kind_of_shape_is_drawn_in_pdf_and_svg_and_mirrored_and_moved(kind):
    shape = SAMPLES[kind]
    pictures = {"digest": photograph()}
    sheet = Sheet(200, 130, (Part(0, 0, 1, (shape,)),))
    pdf = pdf_of([sheet], "One", "en", press=Press(pictures=pictures))
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("L")
    assert page.getextrema()[0] < 255
    assert len(svg_of(sheet, "One", "en", pictures)) > len(svg_of(Sheet(200, 130, ()), "One", "en")) + 60
    assert mirror(mirror(shape, 200), 200) == shape
    assert moved(Piece(keep=(shape,)), 5, 5).keep[0] != shape


def test_a_photograph_is_whole_in_its_box_and_without_what_the_camera_wrote():
    data = photograph()
    sheet = Sheet(200, 130, (Part(0, 0, 1, (SAMPLES[Picture],)),))
    for written in (
        pdf_of([sheet], "P", "en", press=Press(pictures={"digest": data})),
        svg_of(sheet, "P", "en", {"digest": data}),
    ):
        assert b"Secret Street" not in written
    assert b"Secret Street" in data
    page = pypdfium2.PdfDocument(pdf_of([sheet], "P", "en", press=Press(pictures={"digest": data})))[0]
    picture = page.render(scale=1).to_pil().convert("RGB")
    red = [
        (x, y)
        for x in range(200)
        for y in range(130)
        if picture.getpixel((x, y))[0] > 150 > picture.getpixel((x, y))[1]
    ]
    assert 58 <= max(x for x, _y in red) - min(x for x, _y in red) <= 60
    assert 28 <= max(y for _x, y in red) - min(y for _x, y in red) <= 30


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"\xff\xd8\xff" + b"0" * 100, b"\x89PNG\r\n\x1a\n" + b"\0" * 40]
)
def test_what_is_no_picture_leaves_an_empty_box(data):
    assert photo_size(data) is None
    assert photo_jpeg(data) == b""
    sheet = Sheet(200, 130, (Part(0, 0, 1, (SAMPLES[Picture],)),))
    assert pdf_of([sheet], "P", "en", press=Press(pictures={"digest": data}))
    assert b"<image" not in svg_of(sheet, "P", "en", {"digest": data})


def test_a_picture_that_lies_about_its_size_is_not_unpacked():
    out = BytesIO()
    Image.new("L", (10, 10)).save(out, "PNG")
    data = bytearray(out.getvalue())
    side = int(MOST_PIXELS**0.5) + 10
    data[16:24] = side.to_bytes(4, "big") * 2
    assert photo_size(bytes(data)) is None


def test_papers_are_as_large_as_their_names_say():
    assert round(PAPERS["A0"].width / MM) == 841
    assert round(PAPERS["Letter"].height / MM * 10) == 2794
    assert isinstance(repair_map(), JourneyMap)
