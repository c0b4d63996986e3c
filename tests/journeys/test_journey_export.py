"""A map on paper holds its texts as text, in both directions, and a customer's copy holds no secret."""

import re
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from cxdesk.errors import UserError
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, StageOnMap, StepOnMap
from exports.journey import export
from exports.journey.icon_paths import strokes
from tests.journeys.journey_examples import ENGLISH, PERSIAN, repair_map
from tests.support.pdf_structure import tree

SECRETS = [
    *filter(None, (*ENGLISH["pain"], *ENGLISH["behind"], *ENGLISH["opportunity"])),
    ENGLISH["takeaway"],
]


def pages_of(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    pages = [unicodedata.normalize("NFKC", page.get_textpage().get_text_bounded()) for page in document]
    document.close()
    return pages


def plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("\u200e", "")


def wide_map(columns: int) -> JourneyMap:
    steps = tuple(StepOnMap(i, f"Step {i}") for i in range(1, columns + 1))
    stages = (StageOnMap(1, "Everything", "1 year", steps=steps),)
    found = tuple(CardOnMap(i, i, 1, f"Card number {i}") for i in range(1, columns + 1))
    feelings = tuple(
        CardOnMap(1000 + i, i, 2, feeling=i % 5 - 2, grade="measured") for i in range(1, columns + 1)
    )
    lanes = (LaneOnMap(1, "does"), LaneOnMap(2, "feeling"))
    return JourneyMap(1, "Wide", stages=stages, lanes=lanes, cards=found + feelings)


def test_the_pdf_holds_every_text_on_one_a3_sheet(tmp_path):
    path = export(repair_map(), tmp_path / "map.pdf", "en")
    [page] = [page.extract_text() for page in PdfReader(path).pages]
    assert len(pages_of(path)) == 1
    for said in [ENGLISH["name"], ENGLISH["takeaway"], "sheet 1 of 1", "54 to 64", *SECRETS]:
        assert plain(said) in plain(page), said
    box = PdfReader(path).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (1191, 842)


def test_the_pdf_names_its_title_and_language_and_embeds_every_font(tmp_path):
    reader = PdfReader(export(repair_map(), tmp_path / "map.pdf", "en"))
    assert reader.metadata is not None
    assert reader.metadata.title == ENGLISH["name"]
    assert reader.trailer["/Root"]["/Lang"] == "en"
    fonts = reader.pages[0]["/Resources"]["/Font"]
    names = {str(fonts[name]["/BaseFont"]) for name in fonts}
    assert names
    assert all("+" in name for name in names)


def test_the_persian_pdf_copies_as_normal_letters(tmp_path):
    path = export(repair_map(PERSIAN), tmp_path / "map.pdf", "fa")
    [page] = pages_of(path)
    for word in ("تعمیر", "آسانسور", "انتظار", "مبلغ"):
        assert word in page
    assert not re.search("[\ufb50-\ufdff\ufe70-\ufeff]", page)


@pytest.mark.parametrize("kind", ["pdf", "svg"])
def test_a_customer_copy_holds_no_internal_text(tmp_path, kind):
    path = export(repair_map(), tmp_path / f"map.{kind}", "en", for_customer=True)
    said = plain(" ".join(pages_of(path)) if kind == "pdf" else " ".join(svg_texts(path)))
    for secret in [*SECRETS, "internal", "checked", "check again", "Behind the scenes"]:
        assert plain(secret) not in said, secret
    assert plain("Emergency call") in said
    assert "Emergency" in (path.read_text("utf-8") if kind == "svg" else "Emergency")


def test_a_wide_map_goes_on_over_more_sheets_with_its_stage_named_on_each(tmp_path):
    pages = pages_of(export(wide_map(25), tmp_path / "map.pdf", "en"))
    assert len(pages) == 3
    assert all("Everything" in page for page in pages)
    assert "sheet 2 of 3" in pages[1]
    for i in range(1, 26):
        assert sum(bool(re.search(rf"Card number\s+{i}\b", page)) for page in pages) == 1


def test_the_svg_is_well_formed_with_its_texts_as_text(tmp_path):
    odd = replace(repair_map(), name="A <b> & \x0bC", takeaway="“x” > y")
    path = export(odd, tmp_path / "map.svg", "en")
    said = svg_texts(path)
    assert "A <b> & C" in said
    assert "Emergency call" in said
    assert not [
        e for e in ElementTree.parse(path).iter() if e.tag.endswith(("script", "image", "foreignObject"))
    ]


def test_the_png_is_a_picture_of_the_whole_map(tmp_path):
    with Image.open(BytesIO(export(repair_map(), tmp_path / "map.png", "en").read_bytes())) as picture:
        assert picture.width > 3000
        assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 50


def test_another_ending_is_refused_in_words(tmp_path):
    with pytest.raises(UserError, match="not as “map"):
        export(repair_map(), tmp_path / "map.docx", "en")
    assert not list(tmp_path.iterdir())


def test_icons_are_lines_and_curves_inside_their_square():
    for name in ("phone", "cog", "mail", "globe", "hourglass", "smile"):
        numbers = [n for stroke in strokes(name) for n in stroke[1:]]
        assert numbers
        assert all(0 <= float(n) <= 24.01 for n in numbers), name


def svg_texts(path: Path) -> list[str]:
    return [e.text or "" for e in ElementTree.parse(path).iter() if e.tag.endswith("}text")]


def test_a_map_is_read_as_a_table_of_steps_and_lanes(tmp_path):
    top = tree(export(repair_map(), tmp_path / "map.pdf", "en").read_bytes())
    [table] = top.of("Table")
    journey = repair_map()
    stages, steps, *lanes = table.kids
    assert [cell.entry["/A"].get("/ColSpan", 1) for cell in stages.kids[1:]] == [
        len(stage.steps) for stage in journey.stages
    ]
    assert len(steps.of("TH")) == len(journey.steps)
    assert len(lanes) == len(journey.lanes)
    assert all(row.kids[0].role == "TH" and row.kids[0].marks for row in lanes)
    with_words = [card for card in journey.cards if card.words]
    assert len(table.of("P")) >= len(with_words)
    feelings = [
        figure.alt for figure in lanes[[lane.kind for lane in journey.lanes].index("feeling")].of("Figure")
    ]
    assert len(feelings) == sum(card.feeling is not None for card in journey.cards)
    assert set(feelings) <= {
        f"{feeling}, {sure}"
        for feeling in ("very good", "good", "neither good nor bad", "bad", "very bad")
        for sure in ("measured", "some answers", "opinion")
    }


def test_each_sheet_of_a_wide_map_is_a_table_and_the_title_is_read_once(tmp_path):
    top = tree(export(wide_map(25), tmp_path / "map.pdf", "en").read_bytes())
    assert len(top.of("H1")) == 1
    assert [len(table.kids[1].of("TH")) for table in top.of("Table")] == [9, 9, 7]
    assert [len(table.kids[2].of("P")) for table in top.of("Table")] == [9, 9, 7]
