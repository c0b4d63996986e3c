"""A file in which there is nothing says why and what to do, as the window does."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from cxdesk.analysis.account_map import account_map
from cxdesk.importing.wordings import read_wordings
from cxdesk.planning.account_sheets import map_sheet
from cxdesk.project import Project
from exports.charts.account_map import map_chart
from exports.charts.drawing import draw
from exports.charts.look import Look
from exports.pdf.account_map_page import render
from exports.pdf.leaks import leaks
from exports.tables.account_map import write_map
from exports.tables.decisions import write_decisions
from exports.tables.wordings import write_wordings
from tests.charts.test_charts import texts
from ui.cli import _run

NOBODY = "Nobody can be placed: no customer is in the file. Import the list of customers with their revenue."


def cells(path: Path) -> list[str]:
    if path.suffix == ".csv":
        return path.read_text("utf-8-sig").replace('"', "").splitlines()
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return [",".join(str(c) for c in row if c is not None) for row in sheet.iter_rows(values_only=True)]


@pytest.fixture
def answered(tmp_path: Path) -> Iterator[Project]:
    """Answers with a key that no customer has, and no customer."""
    rows = "".join(f"ZZ,{n % 11},2026-03-02\n" for n in range(40))
    source, file = tmp_path / "answers.csv", tmp_path / "a.cxdesk"
    source.write_text("Account key,Would you recommend us?,Date\n" + rows, encoding="utf-8")
    assert _run(["new", str(file)]) == 0
    assert _run(["responses", "import", str(file), str(source), "--yes"]) == 0
    project = Project.open(file)
    yield project
    project.close()


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_log_without_a_decision_says_how_one_is_made(tmp_path: Path, ending: str) -> None:
    written = cells(write_decisions([], tmp_path / f"d{ending}"))
    assert len(written) == 2
    assert written[1].startswith("No decision is written down yet. Log one from an issue.")


def test_a_list_of_no_wordings_says_so_and_can_be_read_back(tmp_path: Path) -> None:
    path = write_wordings([], tmp_path / "w.xlsx")
    assert "Make a plan for a customer first." in cells(path)[1]
    project = Project.create(tmp_path / "a.cxdesk")
    found = read_wordings(project, path)
    project.close()
    assert (found.changes, found.problems, found.unchanged) == ((), (), 0)


def test_a_map_of_nobody_says_why_in_every_form(answered: Project, tmp_path: Path) -> None:
    found = answered.read(account_map)
    assert found is not None
    for ending in (".csv", ".xlsx"):
        assert cells(write_map(found, None, tmp_path / f"m{ending}"))[1].strip(",") == NOBODY
    drawn = " ".join(texts(draw(map_chart(found), Look("light", "en", 640, 470))))
    assert NOBODY in " ".join(drawn.split())
    pdf = render(answered.read(map_sheet, found, "en")).pdf
    assert leaks(pdf, [NOBODY]) == [NOBODY]
