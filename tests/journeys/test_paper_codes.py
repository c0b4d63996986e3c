"""Codes and rings on voting sheets and cut-out cards: a scanner finds them, whatever way the page lies."""

import re
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from cxdesk.journeys.shapes import Bead
from exports.journey.codes import MATRIX_SIDE, QR_SIDE, RING, matrix, page_code, qr, quiet
from exports.journey.kit import Wish, printed
from exports.journey.numbered import numbered
from exports.journey.papers import MM, PAPERS
from exports.journey.votes import vote_sheets
from tests.journeys.journey_examples import ENGLISH, PERSIAN, repair_map

LANGUAGES = pytest.mark.parametrize(("language", "words"), [("en", ENGLISH), ("fa", PERSIAN)])
DPI = 200


def voted(words=ENGLISH, more=60):
    """A map whose voting sheets are several pages."""
    journey = repair_map(words)
    many = tuple(replace(journey.cards[0], id=500 + n, lane_id=5, text=f"Pain {n}") for n in range(more))
    return replace(journey, cards=journey.cards + many)


def pages(pdf, dpi=DPI):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def read(picture):
    """What a real decoder finds, with the middle of each code in parts of the picture."""
    zxing = pytest.importorskip("zxingcpp", reason="zxing-cpp reads printed codes; make lock brings it")
    found = []
    for code in zxing.read_barcodes(picture):
        corners = code.position
        x = (corners.top_left.x + corners.bottom_right.x) / 2 / picture.width
        y = (corners.top_left.y + corners.bottom_right.y) / 2 / picture.height
        found.append((str(code.format).replace(" ", "").lower(), code.text, x, y))
    return found


def dark(picture, x, y):
    """Whether a place of the page, in mm, is black."""
    return picture.getpixel((round(x / 25.4 * DPI), round(y / 25.4 * DPI))) < 128


def stands(picture, modules, left, top, side):
    """Whether each module of a code is where it should be, and nothing in the quiet zone around it; in mm."""
    step = side / len(modules)
    for row, line in enumerate(modules):
        for at, module in enumerate(line):
            if dark(picture, left + (at + 0.5) * step, top + (row + 0.5) * step) != module:
                return False
    zone = [x / 2 for x in range(int(2 * side) + 1)]
    near = (0.5, 4 * step - 0.3)
    return not any(
        dark(picture, *place)
        for along in zone
        for out in near
        for place in (
            (left + along, top - out),
            (left + along, top + side + out),
            (left - out, top + along),
            (left + side + out, top + along),
        )
    )


@LANGUAGES
def test_each_page_of_a_voting_sheet_has_two_codes_in_opposite_corners_and_white_around_them(language, words):
    journey = voted(words)
    made = printed(journey, language, Wish("votes", paper="A4"))
    shown = pages(made.pdf)
    assert len(shown) > 1
    sheet = re.search(r"V-[0-9A-F]{6}", text_of(made.pdf))[0]
    for number, picture in enumerate(shown, 1):
        code = page_code(sheet, number, len(shown))
        at_end, at_start = 210 - 20 - 18, 20.0
        if language == "fa":
            at_end, at_start = 20.0, 210 - 20 - 12
        assert stands(picture, qr(code), at_end, 8, 18)
        assert stands(picture, matrix(code), at_start, 297 - 12 - 12, 12)
        # The test can fail: the code of another page is another picture.
        assert not stands(picture, qr(page_code(sheet, number + 7, len(shown))), at_end, 8, 18)


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@LANGUAGES
def test_a_decoder_reads_both_codes_from_pages_that_were_shuffled_turned_and_blurred(language, words):
    made = printed(voted(words), language, Wish("votes", paper="A4"))
    shown = pages(made.pdf, 150)
    sheet = re.search(r"V-[0-9A-F]{6}", text_of(made.pdf))[0]
    for number, picture in reversed(list(enumerate(shown, 1))):
        said = page_code(sheet, number, len(shown))
        for scanned in (
            picture,
            picture.rotate(180),
            picture.rotate(2.5, fillcolor=230, resample=Image.Resampling.BILINEAR).filter(
                ImageFilter.GaussianBlur(1)
            ),
        ):
            found = read(scanned)
            assert [(kind[:2], text) for kind, text, _x, _y in sorted(found)] == [("da", said), ("qr", said)]
        (_kind, _text, x1, y1), (_kind, _text, x2, y2) = read(picture)
        assert abs(x1 - x2) > 0.6
        assert abs(y1 - y2) > 0.8


@LANGUAGES
def test_each_cut_out_card_says_which_it_is_once_it_is_cut_out(language, words):
    journey = repair_map(words)
    made = printed(journey, language, Wish("cards", paper="A4"))
    found = [text for picture in pages(made.pdf, 150) for _kind, text, _x, _y in read(picture)]
    assert sorted(int(text.rsplit("-", 1)[1]) for text in found) == [
        one.number for one in numbered(journey, language)
    ]
    assert len({text.rsplit("-", 1)[0] for text in found}) == 1


@pytest.mark.parametrize("paper", ["A4", "A3", "Letter"])
def test_six_rings_stand_in_the_corners_and_at_the_sides_and_nothing_lies_under_a_code(paper):
    size = PAPERS[paper]
    for sheet in vote_sheets(voted(), "en", size):
        *parts, marks = sheet.parts
        rings = [shape for shape in marks.shapes if isinstance(shape, Bead)]
        assert sorted({round(ring.x / MM) for ring in rings}) == [10, round(size.width / MM) - 10]
        assert len({ring.y for ring in rings}) == 3
        assert {ring.radius for ring in rings} == {RING / 2}
        corner = size.width - 20 * MM - QR_SIDE - quiet(qr("V-3FA92C-1-2"), QR_SIDE)
        below = 8 * MM + QR_SIDE + quiet(qr("V-3FA92C-1-2"), QR_SIDE)
        side = 20 * MM + MATRIX_SIDE + quiet(matrix("V-3FA92C-1-2"), MATRIX_SIDE)
        above = size.height - 12 * MM - MATRIX_SIDE - quiet(matrix("V-3FA92C-1-2"), MATRIX_SIDE)
        for part in parts:
            for shape in part.shapes:
                x = getattr(shape, "left", getattr(shape, "x", getattr(shape, "x1", 0.0)))
                right = x + getattr(shape, "width", getattr(shape, "w", 0.0))
                y = getattr(shape, "y", getattr(shape, "y1", 0.0))
                assert not (right > corner and y < below), shape
                assert not (x < side and y > above), shape


def test_a_code_names_nothing_but_its_sheet_and_a_page():
    journey = voted()
    code = re.search(r"V-[0-9A-F]{6}", text_of(printed(journey, "en", Wish("votes", paper="A4")).pdf))[0]
    assert re.fullmatch(r"V-[0-9A-F]{6}-2-3", page_code(code, 2, 3))
    assert len(page_code(code, 99, 99)) <= 20
    with pytest.raises(ValueError, match="no code"):
        qr("Alder Lifts, Rotterdam")
    with pytest.raises(ValueError, match="no code"):
        matrix("بازدید")


def test_both_codes_take_every_id_a_sheet_can_have():
    assert {len(qr(f"V-{n:06X}-{a}-{b}")) for n, (a, b) in enumerate(pairwise(range(1, 99)))} == {21}
    assert {len(matrix(f"C-{n:06X}-{n}")) for n in (1, 12, 123, 9999)} <= {14, 16}
