"""What lies on all maps: patterns and systems in window, command line and tables; moments of truth on paper."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pypdf import PdfReader

from cxdesk.analysis.across_maps import patterns, systems
from cxdesk.journeys import actions as journeys
from cxdesk.journeys import details
from cxdesk.journeys.queries import journey_rows
from cxdesk.journeys.whole_map import map_of
from cxdesk.planning.moments_sheet import moments_sheet
from cxdesk.planning.touch_point_uses import uses_of
from cxdesk.project import Project
from cxdesk.touchpoints.queries import touch_point_rows
from exports.pdf.moments_page import render
from tests.support.commands import refused, said, told
from tests.touchpoints.inventory_examples import TODAY, built, mapped
from ui.app import open_file


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two maps: the same behaviour on both, a need on one, a system at three steps and one at one."""
    project = built(tmp_path_factory.mktemp("maps") / "Alder.cxdesk")
    first = mapped(project)
    second = project.run("Draw", journeys.create, "Installation", today=TODAY)

    def fill(session: Any) -> None:
        stage = journeys.add_stage(session, second, "Building")
        step = journeys.add_step(session, stage, "Works begin")
        for number, steps in ((first, None), (second, [step])):
            here = map_of(session, number, {}, TODAY)
            kinds = {lane.kind: lane.id for lane in here.lanes}
            for kind in ("unexpected", "latent_need", "systems"):
                if kind not in kinds:
                    kinds[kind] = journeys.add_lane(session, number, kind)
            places = steps or [s.id for s in here.steps]
            journeys.add_card(
                session, places[0], kinds["unexpected"], "Calls the fitter's own phone", grade="some"
            )
            cards = [journeys.add_card(session, place, kinds["systems"], "Dispatch") for place in places[:2]]
            for card in cards:
                journeys.set_checked(
                    session, card, date(2025, 1, 10) if number == first else date(2026, 4, 1)
                )
        journeys.add_card(session, step, kinds["latent_need"], "To know who is coming")
        crm = journeys.add_card(session, step, kinds["systems"], "CRM")
        journeys.set_checked(session, crm, date(2026, 4, 2))

    project.run("Fill", fill)
    steps = project.read(map_of, first, {}, TODAY).steps
    project.run("Cut", details.set_cuts, first, customer_cut=8.0)
    project.run(
        "Judge", details.set_step_scores, steps[0].id, customer_score=9, employee_score=8, business_score=7.5
    )
    project.run(
        "Judge", details.set_step_scores, steps[1].id, customer_score=7, employee_score=9, business_score=9
    )
    project.close()
    return project.path


@pytest.fixture
def file(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / made.name
    copy.write_bytes(made.read_bytes())
    return copy


@pytest.fixture
def project(file: Path) -> Iterator[Project]:
    opened = Project.open(file)
    yield opened
    opened.close()


def maps(project: Project) -> list[Any]:
    return [project.read(map_of, row.id, {}, TODAY) for row in project.read(journey_rows)]


def test_the_same_words_on_two_maps_are_one_pattern_with_every_step_it_occurs_at(project: Project) -> None:
    rows = patterns(maps(project))
    assert [(p.kind, p.text, p.steps, p.grade) for p in rows] == [
        ("unexpected", "Calls the fitter's own phone", 2, "some"),
        ("latent_need", "To know who is coming", 1, "opinion"),
    ]
    assert {(s.journey, s.stage, s.step) for s in rows[0].spots} == {
        ("Installation", "Building", "Works begin"), ("Repair", "Waiting", "Step 1"),
    }  # fmt: skip


def test_a_system_is_as_old_as_its_oldest_review_and_stale_ones_come_first(project: Project) -> None:
    rows = systems(maps(project), TODAY)
    assert [(s.name, s.steps, s.stale_months, s.to_review) for s in rows] == [
        ("Dispatch", 3, 15, True), ("CRM", 1, None, False),
    ]  # fmt: skip
    project.run("Check", journeys.set_checked, rows[0].spots[0].card_id, None)
    assert (systems(maps(project), TODAY)[0].checked_on, systems(maps(project), TODAY)[0].to_review) == (
        None,
        True,
    )


def test_the_command_line_lists_and_writes_them(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = said(capsys, "touchpoints", "findings", file)
    assert (found[0]["text"], found[0]["steps"]) == ("Calls the fitter's own phone", 2)
    assert "Need nobody named" in told(capsys, "touchpoints", "findings", file)
    used = said(capsys, "touchpoints", "systems", file, "--today", "2026-05-01")
    assert [(s["system"], s["to_review"]) for s in used] == [("Dispatch", True), ("CRM", False)]
    assert "1 to review" in told(capsys, "touchpoints", "systems", file, "--today", "2026-05-01")
    out = tmp_path / "systems.csv"
    said(capsys, "touchpoints", "systems", file, "-o", out)
    assert pl.read_csv(out)["System"].to_list()[0] == "Dispatch"
    said(capsys, "touchpoints", "findings", file, "-o", tmp_path / "f.xlsx")
    assert (tmp_path / "f.xlsx").stat().st_size > 1000
    assert "should end in" in refused(capsys, "touchpoints", "findings", file, "-o", tmp_path / "f.doc")


def test_moments_of_truth_are_told_with_their_cuts_and_printed_on_the_paper_of_the_house(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = said(capsys, "touchpoints", "moments", file, "--journey", "repair")["journeys"][0]
    assert found["cuts"] == {"customer": 8.0, "employee": 7.0, "business": 7.0}
    assert [s["moment_of_truth"] for s in found["steps"]] == [True, False, False, False]
    assert found["steps"][1]["over"] == {"customer": False, "employee": True, "business": True}
    assert "customer from 8" in told(capsys, "touchpoints", "moments", file)
    out = tmp_path / "m.pdf"
    said(capsys, "touchpoints", "moments", file, "-o", out)
    page = PdfReader(out).pages[0]
    text = " ".join(page.extract_text().split())
    for words in ("1 moment of truth", "customer from 8", "Step 2", "below a cut", "not judged yet"):
        assert words in text
    assert float(page.mediabox.width) == pytest.approx(595.3, abs=0.5)
    assert said(capsys, "touchpoints", "moments", file, "-o", tmp_path / "m.csv")["file"]
    assert pl.read_csv(tmp_path / "m.csv")["Customer from"].to_list()[-1] == 8
    assert "There is no journey “x”" in refused(capsys, "touchpoints", "moments", file, "--journey", "x")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_moments_are_printed_on_letter_too(project: Project, tmp_path: Path, language: str) -> None:
    from dataclasses import replace

    sheet = project.read(moments_sheet, language, (), TODAY)
    letter = replace(sheet, frame=replace(sheet.frame, brand=replace(sheet.frame.brand, paper="letter")))
    out = tmp_path / "m.pdf"
    out.write_bytes(render(letter).pdf)
    assert float(PdfReader(out).pages[0].mediabox.width) == 612.0
    assert render(letter).pdf == out.read_bytes()
    empty = replace(sheet, maps=())
    assert render(empty).pdf.startswith(b"%PDF")


def test_deleting_on_the_command_line_names_the_uses_and_needs_a_yes(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = refused(capsys, "touchpoints", "delete", file, "Waiting", "--json")
    assert "3 questions" in sentence
    assert "1 card" in sentence
    project = Project.open(file)
    waiting = next(r for r in project.read(touch_point_rows) if r.name == "Waiting")
    assert project.read(uses_of, waiting.id).any
    project.close()
    gone = said(capsys, "touchpoints", "delete", file, "Waiting", "--yes")
    assert gone["deleted"] == "Waiting"
    assert "3 questions" in gone["was_used_by"]
    names = [t["name"] for t in said(capsys, "touchpoints", "list", file)["touch_points"]]
    assert names == ["Visit", "Invoice"]
    assert said(capsys, "touchpoints", "delete", file, "Invoice")["was_used_by"] is None


def test_the_window_lists_both_and_a_review_is_one_step(window: Any, file: Path, qtbot: Any) -> None:
    def quiet() -> None:
        qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=15_000)

    open_file(window, file)
    qtbot.waitUntil(lambda: window.context.bridge.is_open)
    window.go("touchpoints", "across")
    quiet()
    view = window.page.views["across"]
    assert "Calls the fitter's own phone" in view.patterns.as_text()
    assert "check again" in view.systems.as_text()
    view.systems.setCurrentIndex(view.systems.model().index(0, 0))
    view.reviewed.click()
    quiet()
    assert "check again" not in view.systems.as_text()
    window.do("undo")
    quiet()
    assert "check again" in view.systems.as_text()
    view.patterns.opened.emit(view.patterns.model().rows[0])
    quiet()
    assert window.room == "journeys"
