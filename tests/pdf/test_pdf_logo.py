"""Logos come from outside: good ones are drawn, others leave the name alone and harm nothing."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from cxdesk.planning.customer_plan import Brand, CustomerPlan
from exports.brand import contrast_on_white, readable
from exports.pdf.customer_plan import draw
from exports.pdf.preview import page_png
from exports.pdf.svg import read_svg

NS = b'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"'


def png(width: int, height: int) -> bytes:
    """A PNG that claims a size it does not hold."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")


def top_left_colours(plan: CustomerPlan) -> set[tuple[int, ...]]:
    picture = Image.open(BytesIO(page_png(draw(plan), 1, 1))).convert("RGB").crop((50, 40, 130, 85))
    return {colour for _n, colour in picture.getcolors(100_000) or []}  # type: ignore[misc]


def test_a_png_logo_is_drawn(english: CustomerPlan) -> None:
    out = BytesIO()
    Image.new("RGB", (300, 100), (200, 30, 60)).save(out, "PNG")
    assert (200, 30, 60) in top_left_colours(replace(english, brand=Brand("Firm", "#123456", out.getvalue())))


def test_an_svg_logo_is_drawn_as_vectors(english: CustomerPlan) -> None:
    svg = (
        b"<svg "
        + NS
        + b'><g transform="translate(1 1)"><path d="M0 0h8v8H0z" fill="rgb(200,30,60)"/></g></svg>'
    )
    plan = replace(english, brand=Brand("Firm", "#123456", svg))
    assert (200, 30, 60) in top_left_colours(plan)
    assert b"/Subtype /Image" not in draw(plan)


HOSTILE = {
    "an outside picture": b"<svg " + NS + b'><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    "entities": b'<!DOCTYPE s [<!ENTITY a "aaaa">]><svg ' + NS + b"><text>&a;&a;</text></svg>",
    "a script": b"<svg " + NS + b"><script>x</script><rect width='9' height='9'/></svg>",
    "too many shapes": b"<svg " + NS + b">" + b"<rect width='1' height='1'/>" * 5000 + b"</svg>",
    "too deep": b"<svg "
    + NS
    + b">"
    + b"<g>" * 900
    + b"<rect width='1' height='1'/>"
    + b"</g>" * 900
    + b"</svg>",
    "broken": b"<svg " + NS + b"><rect",
    "no size": b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 0'><rect width='1' height='1'/></svg>",
    "endless numbers": b"<svg " + NS + b"><rect width='1e999' height='1'/></svg>",
    "a bad path": b"<svg " + NS + b'><path d="M0 0 L x"/></svg>',
    "a gradient": b"<svg " + NS + b'><rect width="9" height="9" fill="url(#g)"/></svg>',
    "a huge picture": png(60000, 60000),
    "a torn picture": png(40, 40)[:60],
    "not a picture": b"GIF89a" + b"\0" * 100,
    "nothing": b"",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_logo_that_cannot_be_drawn_leaves_the_name_alone(
    what: str, english: CustomerPlan, read: Callable[..., str]
) -> None:
    plan = replace(english, brand=Brand("Firm", "#123456", HOSTILE[what]))
    pdf = draw(plan)
    assert read(pdf, 1).startswith("Firm Agreed on")
    without = draw(replace(plan, brand=Brand("Firm", "#123456")))
    assert abs(len(pdf) - len(without)) < 40


def test_arcs_and_curves_end_where_they_should() -> None:
    svg = b"<svg " + NS + b'><path d="M1 5a4 4 0 118 0A4 4 0 0 1 1 5zm1 1q1 1 2 0t2 0s1 1 2 2"/></svg>'
    drawing = read_svg(svg)
    assert drawing is not None
    ends = [points[-2:] for name, points in drawing.shapes[0].segments if name != "Z"]
    assert ends[2] == pytest.approx((9, 5))
    assert ends[4] == pytest.approx((1, 5))
    assert ends[-1] == pytest.approx((8, 8))


@pytest.mark.parametrize("colour", ["#FFDD00", "#FFFFFF", "#00FFFF", "#2B5A48", "#000000", "not a colour"])
def test_the_brand_colour_reads_on_white(colour: str) -> None:
    assert contrast_on_white(readable(colour)) >= 4.5


def test_a_dark_brand_colour_is_kept() -> None:
    assert readable("#2b5a48") == "#2B5A48"
