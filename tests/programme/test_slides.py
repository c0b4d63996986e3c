"""The executive's slides: titles, texts, tables and pictures as a program reads them, and as LibreOffice draws them."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pptx import Presentation

from cxdesk.i18n import LANGUAGES
from cxdesk.programme.report import EXECUTIVE, Report
from cxdesk.programme.reports import report
from cxdesk.project import Project
from exports.slides.report import build

CULTURES = {"en": "en-GB", "nl": "nl-NL", "hu": "hu-HU", "uk": "uk-UA", "fa": "fa-IR"}
PICTURE, TABLE = 13, 19


@pytest.fixture(params=LANGUAGES)
def deck(request: pytest.FixtureRequest, example: Project, tmp_path: Path) -> tuple[Report, Any, Path]:
    made = example.read(report, EXECUTIVE, lang=request.param)
    path = build(made, tmp_path / "board.pptx")
    return made, Presentation(str(path)), path


def paragraphs(deck: Any) -> list[Any]:
    found = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found += shape.text_frame.paragraphs
            elif shape.shape_type == TABLE:
                found += [
                    p for row in shape.table.rows for cell in row.cells for p in cell.text_frame.paragraphs
                ]
        if slide.has_notes_slide:
            found += slide.notes_slide.notes_text_frame.paragraphs
    return [p for p in found if p.text.strip()]


def test_every_slide_has_a_title_of_its_own_and_says_whose_it_is(deck: tuple[Report, Any, Path]) -> None:
    made, slides, _path = deck
    titles = [slide.shapes.title.text_frame.text for slide in slides.slides]
    assert titles[0] == made.title
    assert titles[1:-1] == [part.head for part in made.parts]
    assert len(set(titles)) == len(titles)
    for slide in slides.slides:
        texts = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
        assert made.brand.name in texts


def test_pictures_and_tables_say_what_they_show(deck: tuple[Report, Any, Path]) -> None:
    made, slides, _path = deck
    shapes = [s for slide in slides.slides for s in slide.shapes]
    pictures = [s for s in shapes if s.shape_type == PICTURE]
    tables = [s for s in shapes if s.shape_type == TABLE]
    assert len(pictures) == 2
    assert len(tables) == 2
    assert all(len(s._element.nvPicPr.cNvPr.get("descr")) > 20 for s in pictures)
    assert all(s._element.nvGraphicFramePr.cNvPr.get("descr") for s in tables)
    heads = [cell.text_frame.text for cell in tables[0].table.rows[0].cells]
    wanted = [h for h in made.parts[1].heads if h]  # type: ignore[union-attr]
    assert heads == (wanted[::-1] if made.language == "fa" else wanted)


def test_every_text_says_its_language_and_runs_its_way(deck: tuple[Report, Any, Path]) -> None:
    made, slides, _path = deck
    assert slides.core_properties.language == CULTURES[made.language]
    for paragraph in paragraphs(slides):
        properties = paragraph._p.pPr
        persian = any("\u0600" <= c <= "\u06ff" for c in paragraph.text)
        rtl = properties is not None and properties.get("rtl") == "1"
        assert rtl == (made.language == "fa" and (persian or not any(c.isalpha() for c in paragraph.text)))
        for run in paragraph.runs:
            assert run._r.rPr.get("lang") == CULTURES[made.language]
            faces = [e.get("typeface") for e in run._r.rPr.findall("{*}cs")]
            assert faces == (["Vazirmatn"] if made.language == "fa" else [])


def test_libreoffice_draws_every_slide_with_nothing_beyond_its_edges(
    deck: tuple[Report, Any, Path], tmp_path: Path
) -> None:
    made, slides, path = deck
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not on this machine: THE SLIDES WERE NOT DRAWN")
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path / 'office'}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=180
    )
    drawn = pypdfium2.PdfDocument(tmp_path / "board.pdf")
    try:
        assert len(drawn) == len(slides.slides)
        for page in drawn:
            wide, high = page.get_size()
            text = page.get_textpage()
            for n in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(n)
                assert -1 <= left <= right <= wide + 1
                assert -1 <= bottom <= top <= high + 1
        first = " ".join(drawn[0].get_textpage().get_text_range().split())
        if made.language != "fa":  # Persian comes back in the order it is drawn
            assert made.title.split()[0] in first
    finally:
        drawn.close()
