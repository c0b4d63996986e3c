"""The inventory on paper and as a table: tagged, on A4 and Letter, hostile words and all, read back by others."""

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from cxdesk import i18n
from cxdesk.analysis.inventory import inventory
from cxdesk.errors import UserError
from cxdesk.planning import plan_actions
from cxdesk.planning.touch_point_sheet import inventory_sheet
from cxdesk.project import Project
from cxdesk.touchpoints import actions, roles
from exports.pdf import touch_points_page
from exports.tables.touch_points import write_touch_points
from tests.support.pdf_structure import problems
from tests.touchpoints.inventory_examples import TODAY, built, mapped, point

HOSTILE = "<b>&amp; =1+1 \u202eevil\u202c " + "long " * 60


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = built(tmp_path / "a.cxdesk")
    mapped(made)
    made.run("Parts", roles.set_letters, point(made, "Waiting").id, "Service", "RA")
    made.run("Describe", actions.describe, point(made, "Waiting").id, process="missing", volume=4300)
    yield made
    made.close()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_paper_is_tagged_and_internal_in_every_language(project: Project, language: str) -> None:
    pdf = touch_points_page.render(project.read(inventory_sheet, language, TODAY)).pdf
    assert problems(pdf) == []


def test_the_paper_says_what_the_window_says(project: Project, tmp_path: Path) -> None:
    path = touch_points_page.build(project.read(inventory_sheet, "en", TODAY), tmp_path / "out.pdf")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
    for words in (
        "3 touch points; 1 has no question", "2 of 3: 67%", "45% (36 to 55, n 100)", "Nobody answers for: Visit, Invoice.",
        "Internal. Not for customers.", "% satisfied in each survey round", "no owning function, no feeling",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_it_is_printed_on_the_paper_of_the_house(
    project: Project, paper: str, size: tuple[int, int], tmp_path: Path
) -> None:
    project.run("Look", plan_actions.set_brand, "#2B5A48", None, paper)
    path = touch_points_page.build(project.read(inventory_sheet, "en", TODAY), tmp_path / "out.pdf")
    box = PdfReader(path).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_hostile_words_and_an_empty_file_are_printed_too(project: Project, tmp_path: Path) -> None:
    project.run("Change", actions.change, point(project, "Invoice").id, name=HOSTILE)
    project.run("Describe", actions.describe, point(project, "Visit").id, expectation=HOSTILE)
    assert problems(touch_points_page.render(project.read(inventory_sheet, "fa", TODAY)).pdf) == []
    empty = Project.create(tmp_path / "empty.cxdesk")
    assert problems(touch_points_page.render(empty.read(inventory_sheet, "en", TODAY)).pdf) == []
    empty.close()


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_table_is_read_back_by_a_spreadsheet(project: Project, tmp_path: Path, ending: str) -> None:
    project.run("Change", actions.change, point(project, "Invoice").id, name="=1+1")
    path = write_touch_points(project.read(inventory, "en", TODAY), tmp_path / f"out{ending}")
    if ending == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    else:
        sheet = openpyxl.load_workbook(path).active
        rows = [
            ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)
        ]
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["Touch point"], first["Answers for it"], first["Part of Service"]) == (
        "Waiting",
        "Service",
        "RA",
    )
    assert (first["Score"], first["Answers counted"], first["Contacts a year"]) == ("45", "100", "4300")
    assert (first["Change"], first["Employees"], first["Process"]) == ("-25", "75", "missing")
    assert rows[3][0] == "'=1+1"


def test_another_ending_is_refused_in_words(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="should end in"):
        write_touch_points(project.read(inventory, "en", TODAY), tmp_path / "out.doc")
    with pytest.raises(UserError, match=r"ends in \.pdf"):
        touch_points_page.build(project.read(inventory_sheet, "en", TODAY), tmp_path / "out.doc")
