"""Pages as pictures for the window."""

from io import BytesIO

import pytest
from PIL import Image

from cxdesk.planning.customer_plan import CustomerPlan
from exports.pdf.customer_plan import draw
from exports.pdf.preview import MOST_PIXELS, page_count, page_png, page_rgba


def test_a_page_is_a_picture_of_its_size(english: CustomerPlan) -> None:
    pdf = draw(english)
    picture = Image.open(BytesIO(page_png(pdf, 1, 1.5)))
    assert picture.size == (893, 1263)
    assert page_count(pdf) == 2
    wide, high, pixels = page_rgba(pdf, 2, 1)
    assert (wide, high) == (596, 842)
    assert len(pixels) == wide * high * 4
    assert pixels[:4] == b"\xff\xff\xff\xff"


def test_the_accent_shows_in_the_preview(english: CustomerPlan) -> None:
    picture = Image.open(BytesIO(page_png(draw(english), 1, 1))).convert("RGB")
    assert picture.getcolors(1_000_000) is not None
    assert (0x2B, 0x5A, 0x48) in {colour for _n, colour in picture.getcolors(1_000_000) or []}


def test_an_absurd_zoom_is_bounded(english: CustomerPlan) -> None:
    wide, high, _pixels = page_rgba(draw(english), 1, 1000)
    assert wide * high <= MOST_PIXELS * 1.01


def test_a_page_that_is_not_there_is_refused(english: CustomerPlan) -> None:
    with pytest.raises(IndexError):
        page_png(draw(english), 3, 1)
