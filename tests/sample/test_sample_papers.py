"""The example's own papers are tagged through and through, and pass PDF/UA-1 where veraPDF runs."""

from datetime import date
from pathlib import Path

import pytest

from cxdesk.analysis.touch_points import figures_by_touch_point
from cxdesk.journeys.queries import journey_rows
from cxdesk.journeys.whole_map import map_of
from cxdesk.planning import assemble
from cxdesk.planning.assemble_page import internal_page
from cxdesk.planning.plan_queries import plan_for
from cxdesk.programme.report import ANALYST, GENERAL_MANAGER, RESULTS
from cxdesk.programme.reports import report
from cxdesk.project import Project
from cxdesk.responses.filter import Filter
from cxdesk.surveys.queries import survey_rows
from exports.journey import rendered
from exports.pdf.customer_plan import draw
from exports.pdf.internal_page import render
from exports.pdf.report import render as draw_report
from tests.support.pdf_structure import outline, problems
from tests.support.verapdf import missing, verdicts

HEROES = (("Harbour Square", "en"), ("Niloufar Towers", "fa"))


@pytest.fixture(scope="module")
def papers(sample: Project) -> dict[str, bytes]:
    """Every kind of document made of the example."""
    made = {}
    for account, language in HEROES:
        plan = sample.read(assemble.customer_plan, sample.read(plan_for, account).id, language)
        made[f"plan {language}"] = draw(plan)
    survey = sample.read(survey_rows)[0].id
    for language in ("en", "nl", "hu", "uk", "fa"):
        made[f"page {language}"] = render(sample.read(internal_page, survey, Filter(), language)).pdf
    figures = sample.read(figures_by_touch_point)
    journey = sample.read(map_of, sample.read(journey_rows)[0].id, figures, date(2026, 5, 12))
    made["map"] = rendered(journey, ".pdf", "en")
    # Together these have every part that a document may have.
    for audience in (GENERAL_MANAGER, ANALYST, RESULTS):
        for language in ("en", "fa"):
            made[f"{audience} {language}"] = draw_report(sample.read(report, audience, lang=language)).pdf
    return made


@pytest.mark.slow
def test_every_paper_of_the_example_has_a_whole_structure(papers: dict[str, bytes]) -> None:
    assert {name: found for name, pdf in papers.items() if (found := problems(pdf))} == {}
    assert all(outline(pdf) for pdf in papers.values())


@pytest.mark.slow
def test_every_paper_of_the_example_passes_pdf_ua_1(papers: dict[str, bytes], tmp_path: Path) -> None:
    if why := missing():
        pytest.skip(f"PDF/UA-1 WAS NOT CHECKED: {why}.")
    files = {tmp_path / f"{name}.pdf": name for name in papers}
    for path, name in files.items():
        path.write_bytes(papers[name])
    assert {files[path]: broken for path, broken in verdicts(files).items() if broken} == {}
