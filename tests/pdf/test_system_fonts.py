"""Characters our fonts lack: lent by the computer's fonts where their licence allows it, else marked and named."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pypdf import PdfReader

from cxdesk.journeys.metrics import width_of
from exports.journey import rendered
from exports.journey.kit import Wish, printed
from exports.pdf import system_fonts
from exports.pdf.system_fonts import lend, may_be_embedded
from tests.journeys.journey_examples import repair_map

HAN = "漢"
FACE = "\U0001f600"


def tiny_font(path: Path, chars: str, bits: int = 0, *, kind: str = "glyf", empty: bool = False) -> Path:
    """A font that draws each of these characters as a black square, with a licence."""
    names = [f"u{ord(char):04X}" for char in chars]
    builder = FontBuilder(1000, isTTF=kind == "glyf")
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap({ord(char): name for char, name in zip(chars, names, strict=True)})
    if kind == "glyf":
        pens = {}
        for name in [".notdef", *names]:
            pen = TTGlyphPen(None)
            if name != ".notdef" and not empty:
                _square(pen)
            pens[name] = pen.glyph()
        builder.setupGlyf(pens)
    else:
        shapes = {}
        for name in [".notdef", *names]:
            pen = T2CharStringPen(1000, None)
            if name != ".notdef":
                _square(pen)
            shapes[name] = pen.getCharString()
        builder.setupCFF("Tiny", {}, shapes, {})
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names], (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": path.stem, "styleName": "Regular"})
    builder.setupOS2(fsType=bits, sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


def _square(pen) -> None:
    pen.moveTo((100, 0))
    pen.lineTo((100, 800))
    pen.lineTo((900, 800))
    pen.lineTo((900, 0))
    pen.closePath()


def map_with(text: str):
    journey = repair_map()
    return replace(journey, cards=(replace(journey.cards[0], text=text), *journey.cards[1:]))


@pytest.fixture
def fonts(tmp_path, monkeypatch):
    """The only folder of fonts on this computer."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    monkeypatch.setattr(system_fonts, "folders", lambda: [folder])
    return folder


def embedded(pdf: bytes) -> set[str]:
    found = PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    return {str(found[name]["/BaseFont"]).partition("+")[2] for name in found}


def shown_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    return text


@pytest.mark.parametrize("kind", ["glyf", "cff"])
@pytest.mark.parametrize("bits", [0x0000, 0x0004, 0x0008, 0x000A])
def test_a_font_that_may_be_embedded_lends_its_characters(fonts, kind, bits):
    tiny_font(fonts / "Tiny.ttf", HAN, bits, kind=kind)
    made = printed(map_with(f"Sees {HAN} on the sign"), "en", Wish())
    assert not made.notes
    assert "Tiny" in embedded(made.pdf)
    assert HAN in shown_text(made.pdf)
    assert "on the sign" in shown_text(made.pdf)


@pytest.mark.parametrize("bits", [0x0002, 0x0100, 0x0200, 0x0102])
def test_a_font_that_may_not_be_embedded_is_named_and_a_mark_stands_in_its_place(fonts, bits):
    tiny_font(fonts / "Strict.ttf", HAN, bits)
    made = printed(map_with(f"Sees {HAN} on the sign"), "en", Wish())
    assert "Strict" not in embedded(made.pdf)
    assert HAN not in shown_text(made.pdf)
    assert "\ufffd" in shown_text(made.pdf)
    told, licence = made.notes
    assert f"“{HAN}” (U+6F22" in told
    assert "Sees 漢 on the sign" in told
    assert "Strict.ttf" in licence


def test_without_any_font_the_characters_and_their_cards_are_named(fonts):
    made = printed(map_with(f"Sees {HAN} and {FACE}"), "en", Wish())
    [told] = made.notes
    assert f"“{FACE}” (U+1F600 Grinning face)" in told
    assert HAN in told
    assert "card “Sees" in told
    assert "names and heading" not in told


def test_a_font_of_coloured_pictures_has_nothing_to_print(fonts):
    tiny_font(fonts / "Pictures.ttf", FACE, empty=True)
    made = printed(map_with(FACE), "en", Wish())
    assert "Pictures" not in embedded(made.pdf)
    assert made.notes


def test_our_own_fonts_come_first(fonts):
    tiny_font(fonts / "Tiny.ttf", HAN + "abcdeS0123", 0)
    made = printed(map_with(f"{HAN}a0 Sees"), "en", Wish())
    reader = PdfReader(BytesIO(made.pdf))
    found = reader.pages[0]["/Resources"]["/Font"]
    [tiny] = [found[name] for name in found if "Tiny" in str(found[name]["/BaseFont"])]
    mapped = tiny["/ToUnicode"].get_data().decode()
    assert "6F22" in mapped
    assert "<0061>" not in mapped
    assert "<0030>" not in mapped


def test_broken_fonts_are_passed_over(fonts):
    (fonts / "a.ttf").write_bytes(b"\0\1\0\0" + b"\xff" * 400)
    (fonts / "b.ttc").write_bytes(b"ttcf\0\1\0\0\xff\xff\xff\xff")
    (fonts / "c.otf").write_bytes(b"")
    whole = tiny_font(fonts / "z.ttf", HAN).read_bytes()
    (fonts / "d.ttf").write_bytes(whole[: len(whole) // 2])
    assert "z" in embedded(printed(map_with(HAN), "en", Wish()).pdf)


def test_the_map_that_is_exported_is_lent_them_too(fonts):
    tiny_font(fonts / "Tiny.ttf", HAN)
    assert "Tiny" in embedded(rendered(map_with(HAN), ".pdf", "en"))


def test_what_a_licence_says():
    def os2(bits: int) -> bytes:
        return b"\0" * 8 + bits.to_bytes(2, "big") + b"\0" * 80

    assert may_be_embedded(os2(0))
    assert may_be_embedded(os2(0x0004))
    assert may_be_embedded(b"")
    assert not may_be_embedded(os2(0x0002))
    assert not may_be_embedded(os2(0x0108))


def test_nothing_is_read_where_nothing_is_wanted(monkeypatch):
    monkeypatch.setattr(system_fonts, "_fonts", lambda where: pytest.fail("fonts were read"))
    assert lend([]).faces == ()
    assert not printed(repair_map(), "en", Wish()).notes


def test_a_wide_character_has_room_on_the_canvas():
    plain = width_of("a", "NotoSans_400Regular.ttf", 10)
    assert width_of(f"a{HAN}", "NotoSans_400Regular.ttf", 10) == pytest.approx(plain + 10)
