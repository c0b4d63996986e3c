"""Documents for the audiences inside the company: the same figures in all, each within its pages, none for customers."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.planning.assemble import customer_plan
from cxdesk.planning.plan_queries import plan_rows
from cxdesk.programme.report import (
    ANALYST,
    AUDIENCES,
    EXECUTIVE,
    FUNCTION,
    GENERAL_MANAGER,
    LINE_MANAGER,
    MOST_PAGES,
    OPERATIONS,
    RESULTS,
    STAFF,
    Changed,
    Lines,
    Report,
    Scores,
    Things,
)
from cxdesk.programme.reports import functions_of, report, set_focus
from cxdesk.project import Project
from exports.pdf.customer_plan import render as render_plan
from exports.pdf.report import build, render
from exports.slides.report import build as build_slides
from tests.support.pdf_structure import problems

MAY = date(2026, 5, 20)


def made(project: Project, audience: str, **asked: object) -> Report:
    function = project.read(functions_of)[0] if audience == FUNCTION else ""
    return project.read(report, audience, today=MAY, function=function, **asked)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_document_carries_goal_focus_data_and_one_question_within_its_pages(
    example: Project, audience: str
) -> None:
    document = made(example, audience)
    drawn = render(document)
    text = text_of(drawn.pdf)
    assert not MOST_PAGES[audience] or drawn.pages <= MOST_PAGES[audience]
    assert "Internal. Not for customers." in text
    assert "Our goal: Keep 9 in 10 service contracts" in text
    assert f"Focus: {document.focus}" in text
    assert "The data behind this page. Relationship survey, March 2026; 1,204 of 3,410 answered" in text
    assert text.count("Was this page of use to you?") == 1
    assert problems(drawn.pdf) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_documents_keep_to_their_pages_in_every_language_whatever_the_window_speaks(
    example: Project, language: str
) -> None:
    # The one with the least room for its words, the longest one, and the one for the wall.
    for audience in (EXECUTIVE, GENERAL_MANAGER, STAFF):
        document = made(example, audience, lang=language)
        drawn = render(document)
        assert document.language == language
        assert not MOST_PAGES[audience] or drawn.pages <= MOST_PAGES[audience], audience
    assert i18n.language() == "en"


def test_one_figure_is_the_same_in_every_document(example: Project) -> None:
    wanted = made(example, LINE_MANAGER).figures[0]
    assert round(wanted.value or 0) == 48
    for audience in (LINE_MANAGER, GENERAL_MANAGER, EXECUTIVE, ANALYST, OPERATIONS):
        assert wanted in made(example, audience).figures, audience
    assert "48%" in text_of(render(made(example, ANALYST)).pdf)


@pytest.mark.slow
def test_the_line_manager_gets_one_page_and_three_things_of_fifty(example: Project) -> None:
    for n in range(50):
        example.run("Issue", planning.raise_issue, f"Issue number {n}", "It hurts.")
    document = made(example, LINE_MANAGER)
    things = [part for part in document.parts if isinstance(part, Things)]
    assert [len(part.rows) for part in things] == [3]
    assert render(document).pages == 1
    for audience in (GENERAL_MANAGER, EXECUTIVE, STAFF):
        assert render(made(example, audience)).pages <= MOST_PAGES[audience]


def test_the_general_manager_always_has_opportunities_even_when_none_was_found(example: Project) -> None:
    document = made(example, GENERAL_MANAGER)
    part = next(p for p in document.parts if isinstance(p, Lines) and p.head == "Opportunities")
    without = replace(part, rows=())
    parts = tuple(without if p is part else p for p in document.parts)
    text = text_of(render(replace(document, parts=parts)).pdf)
    assert "Opportunities" in text
    assert "None found in 1,204 answers." in text


def test_the_operations_review_speaks_of_experience_before_the_financials(example: Project) -> None:
    text = text_of(render(made(example, OPERATIONS)).pdf)
    heads = [
        "1. What customers told us",
        "2. Issues",
        "3. Actions",
        "4. To be decided today",
        "5. The financials",
    ]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


def test_the_results_board_tells_what_was_measured_again_and_thanks_by_name(example: Project) -> None:
    document = made(example, RESULTS)
    changed = next(p for p in document.parts if isinstance(p, Changed))
    assert [name for name, _now, _before, _said in changed.rows] == [
        "New invoice layout: one line for each visit"
    ]
    text = text_of(render(document).pdf)
    assert "Thank you" in text
    assert "Pieter Hoekstra" in text


def test_a_function_sees_its_own_touch_points_only(example: Project) -> None:
    names = example.read(functions_of)
    seen = []
    for name in names:
        document = example.read(report, FUNCTION, today=MAY, function=name)
        scores = next(p for p in document.parts if isinstance(p, Scores))
        seen += [row.name for row in scores.rows]
    assert len(seen) == len(set(seen)) > 5
    with pytest.raises(UserError, match="No touch point belongs to “Legal”"):
        example.read(report, FUNCTION, today=MAY, function="Legal")


def test_a_focus_note_that_a_person_wrote_takes_the_place_of_the_one_made(example: Project) -> None:
    assert made(example, EXECUTIVE).focus.startswith("Look at “Waiting for the fitter” first.")
    example.run("Focus", set_focus, EXECUTIVE, "Decide on the second dispatcher.")
    assert made(example, EXECUTIVE).focus == "Decide on the second dispatcher."
    assert made(example, STAFF).focus != "Decide on the second dispatcher."
    example.undo()
    assert made(example, EXECUTIVE).focus.startswith("Look at")


def test_a_customers_plan_carries_none_of_what_internal_documents_carry(example: Project) -> None:
    plan = next(p for p in example.read(plan_rows) if p.state == "agreed" and p.language == "en")
    text = text_of(render_plan(example.read(customer_plan, plan.id, "en")).pdf)
    for words in ("Internal", "Our goal", "Focus:", "The data behind", "Was this page of use", "At stake"):
        assert words not in text, words


@pytest.mark.slow
def test_hostile_words_stay_words_and_do_not_push_a_page_over(example: Project) -> None:
    long = "<b>=cmd|' /C calc'!A0</b> & \u202e " + "word " * 4000
    example.run("Issue", planning.raise_issue, "=1+1 <script>", long)
    for audience in (GENERAL_MANAGER, EXECUTIVE, OPERATIONS):
        assert render(made(example, audience)).pages <= MOST_PAGES[audience]


def test_the_executive_page_is_made_as_slides_with_texts_that_can_be_read(
    example: Project, tmp_path: Path
) -> None:
    document = made(example, EXECUTIVE)
    path = build_slides(document, tmp_path / "board.pptx")
    deck = Presentation(str(path))
    assert deck.core_properties.title == document.title
    slides = [[s.text_frame.text for s in slide.shapes if s.has_text_frame] for slide in deck.slides]
    assert slides[0][0] == document.title
    assert all("Internal. Not for customers" in " ".join(texts) for texts in slides)
    pictures = [s for slide in deck.slides for s in slide.shapes if s.shape_type == 13]
    assert pictures
    assert all(s._element.nvPicPr.cNvPr.get("descr") for s in pictures)
    notes = " ".join(s.notes_slide.notes_text_frame.text for s in deck.slides if s.has_notes_slide)
    assert "Waiting for the fitter: 48%, 43 to 53, n = 412" in notes
    with pytest.raises(UserError, match=r"ends in \.pptx"):
        build_slides(document, tmp_path / "board.ppt")
    with pytest.raises(UserError, match=r"ends in \.pdf"):
        build(document, tmp_path / "board.doc")


def test_an_unknown_audience_and_a_file_without_answers_are_refused_in_words(
    example: Project, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="There is no document for “board”"):
        example.read(report, "board")
    empty = Project.create(tmp_path / "empty.cxdesk")
    with pytest.raises(UserError, match="There are no answers to make a page of"):
        empty.read(report, EXECUTIVE)
    empty.close()
