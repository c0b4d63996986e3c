"""The grid, read from finished pages: parts 8 points apart, lines and what is inside a part 4, from the top margin."""

import ctypes
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pypdfium2
import pytest
from pypdfium2 import raw

from cxdesk.planning.customer_plan import CustomerPlan
from exports.pdf.customer_plan import draw
from exports.pdf.look import GRID, INSIDE, TOP, size, tokens
from tests.pdf.five_plans import LANGUAGES, plan_in
from tests.pdf.test_pdf_ua import page_pdf

PAPERS = ("a4", "letter")
# A line of a size stands with its letters in the middle, so each size has a place of its own on the grid.
_SAME = 0.05


class Letters(NamedTuple):
    """A piece of text: its size, and its baseline in points below the top margin."""

    points: float
    down: float


class Edge(NamedTuple):
    """A straight line over a column or the page: its middle below the top margin, its length and thickness."""

    down: float
    length: float
    thick: float


class Page(NamedTuple):
    """What stands on a page."""

    letters: tuple[Letters, ...]
    edges: tuple[Edge, ...]


@cache
def pages(language: str, paper: str, kind: str = "plan") -> tuple[Page, ...]:
    plan = _plan(language, kind)
    return _all(draw(replace(plan, brand=replace(plan.brand, paper=paper))))


def _all(pdf: bytes) -> tuple[Page, ...]:
    doc = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_read(page) for page in doc)
    finally:
        doc.close()


def _plan(language: str, kind: str) -> CustomerPlan:
    """The plan of a language; more promises than fit are set in closer rows, then in one line each, then in columns."""
    plan, most = plan_in(language), {"plan": 0, "some promises": 8, "many promises": 24}[kind]
    told = tuple(replace(plan.will_do[n % len(plan.will_do)], line_id=n + 1) for n in range(most))
    return replace(plan, will_do=told or plan.will_do)


def _read(page: pypdfium2.PdfPage) -> Page:
    top = page.get_height() - TOP
    letters, edges = [], []
    for thing in page.get_objects(max_depth=6):
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            matrix, points = thing.get_matrix(), ctypes.c_float()
            raw.FPDFTextObj_GetFontSize(thing, points)
            letters.append(Letters(round(points.value * matrix.d, 2), top - matrix.f))
        elif thing.type == raw.FPDF_PAGEOBJ_PATH:
            left, bottom, right, above = thing.get_bounds()
            if right - left > 60 and above - bottom < 3:
                thick = ctypes.c_float()
                raw.FPDFPageObj_GetStrokeWidth(thing, thick)
                edges.append(Edge(top - (bottom + above) / 2, right - left, round(thick.value, 2)))
    return Page(tuple(letters), tuple(edges))


def off(value: float, step: float = INSIDE) -> float:
    """How far a height is from the grid."""
    return min(value % step, -value % step)


def test_the_grid_is_the_one_the_look_names() -> None:
    assert float(tokens()["paper_mm"]["baseline_pt"]) == INSIDE
    assert GRID == 2 * INSIDE
    assert all(size(name)[1] % INSIDE == 0 for name in ("small", "body", "title"))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "fa"])
@pytest.mark.parametrize("kind", ["plan", "some promises", "many promises"])
def test_all_lines_of_a_size_stand_on_the_grid(language: str, paper: str, kind: str) -> None:
    places: dict[float, set[float]] = {}
    for page in pages(language, paper, kind):
        for piece in page.letters:
            places.setdefault(piece.points, set()).add(round(piece.down % INSIDE, 1))
    assert len(places) == 3
    assert {points: found for points, found in places.items() if max(found) - min(found) > 0.11} == {}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["plan", "some promises", "many promises"])
def test_rules_and_rows_stand_on_the_grid(language: str, paper: str, kind: str) -> None:
    for page in pages(language, paper, kind):
        assert len(page.edges) >= 3
        # A rule of a section hangs from its line of the grid; a hairline lies on it.
        astray = [
            edge for edge in page.edges if off(edge.down - (edge.thick / 2 if _hangs(edge) else 0)) > _SAME
        ]
        assert astray == []


def _hangs(edge: Edge) -> bool:
    return edge.thick == 1.0 or (edge.thick == 0.5 and off(edge.down - 0.25) <= _SAME)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_begin_a_whole_step_of_the_grid_below_the_top_margin(language: str, paper: str) -> None:
    for page in pages(language, paper):
        heads = [edge.down - edge.thick / 2 for edge in page.edges if edge.thick == 1.0]
        assert heads
        assert [round(at, 2) for at in heads if off(at, GRID) > _SAME] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_the_first_line_below_each_persian_rule_stands_on_the_grid(paper: str) -> None:
    """Persian lines are 18 and 14 points high, so that only what begins a row or a part is on the grid."""
    places: dict[float, set[float]] = {}
    for page in pages("fa", paper):
        for edge in page.edges:
            below = [piece for piece in page.letters if piece.down > edge.down]
            if below:
                first = min(below, key=lambda piece: piece.down)
                places.setdefault(first.points, set()).add(round(first.down % INSIDE, 1))
    assert places
    assert {points: found for points, found in places.items() if max(found) - min(found) > 0.11} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_and_rows_of_an_internal_page_stand_on_the_grid(language: str) -> None:
    """Its parts are 4 points apart or a multiple of that: it holds more than a plan."""
    for page in _all(page_pdf(language)):
        across = [edge for edge in page.edges if edge.length > 400]
        assert len(across) >= 4
        assert [
            edge for edge in across if off(edge.down - (edge.thick / 2 if _hangs(edge) else 0)) > _SAME
        ] == []
