"""Sheets of personas and the page on how well we know them: one page each, in every language."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from cxdesk.i18n import LANGUAGES
from cxdesk.journeys.understanding import Known, Part, understanding
from cxdesk.journeys.understanding_words import newest_words
from cxdesk.personas.queries import persona_rows
from cxdesk.planning.studio_sheets import persona_sheets, understanding_sheet
from cxdesk.project import Project
from exports.pdf import persona_sheet
from exports.pdf import understanding_sheet as understanding_paper
from tests.support.commands import refused, said, told

DAY = date(2026, 6, 15)


@pytest.fixture
def sample(example_file):
    project = Project.open(example_file)
    yield project
    project.close()


def test_every_persona_and_the_page_on_what_we_know_are_one_page_in_every_language(sample):
    rows = sample.read(persona_rows, DAY)
    found = sample.read(understanding, DAY)
    assert len(rows) > 2
    for lang in LANGUAGES:
        papers = [persona_sheet.render(sheet) for sheet in sample.read(persona_sheets, rows, lang, DAY)]
        papers.append(understanding_paper.render(sample.read(understanding_sheet, found, lang, DAY)))
        assert [len(PdfReader(BytesIO(paper.pdf)).pages) for paper in papers] == [1] * len(papers), lang


def test_the_page_on_what_we_know_is_printed_from_the_command_line(example_file, tmp_path, capsys):
    target = tmp_path / "known.pdf"
    assert "How well we know them" in told(
        capsys, "personas", "known", example_file, "--today", "2026-06-15", "-o", target
    )
    text = " ".join(PdfReader(target).pages[0].extract_text().split())
    for words in ("Asked", "Described", "Walked through", "Building manager", "Segments nobody described"):
        assert words in text
    assert "check again" in text
    found = said(capsys, "personas", "known", example_file)
    assert {"asked", "characterised", "empathised"} <= set(found)
    assert "ends in .pdf" in refused(capsys, "personas", "known", example_file, "-o", tmp_path / "known.docx")


def test_in_persian_the_newest_day_comes_before_how_long_ago_it_is():
    part = Part("asked", (Known("survey", 1, "x", date(2026, 3, 19), 3, False),))
    # Isolated words alone would make the line run from the left inside of its sentence.
    assert "\u2068\u200f" in newest_words(part, "fa")
