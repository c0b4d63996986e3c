"""`cxdesk journey add`, `export` and `compare` as they are written down: every format, paper, kit and snapshot."""

import csv
import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from cxdesk.journeys import snapshots
from cxdesk.project import Project
from tests.journeys.journey_examples import ENGLISH, fill
from tests.support.commands import refused, said, told
from ui.cli import _run

NAME = ENGLISH["name"]
MMD = "journey\n title {name}\n section Go\n  Step one: 5: Me\n  nonsense\n"
A2 = (1684, 1191)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commands") / "maps.cxdesk"
    project = Project.create(path)
    number = project.run("Fill", fill)
    project.run("Keep", snapshots.take, number, "Spring")
    project.close()
    return path


def test_journeys_are_added_all_or_none_and_one_undo_takes_them_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, first, second = tmp_path / "a.cxdesk", tmp_path / "one.mmd", tmp_path / "two.mmd"
    Project.create(path).close()
    first.write_text(MMD.format(name="First"), encoding="utf-8")
    second.write_text("flowchart LR", encoding="utf-8")
    assert "two.mmd" in refused(capsys, "journey", "add", path, first, second)
    assert said(capsys, "journey", "list", path) == []
    second.write_text(MMD.format(name="Second"), encoding="utf-8")
    made = said(capsys, "journey", "add", path, first, second)["journeys"]
    assert [(one["name"], one["steps"], len(one["notes"])) for one in made] == [
        ("First", 1, 1),
        ("Second", 1, 1),
    ]
    assert "one name" in refused(capsys, "journey", "add", path, first, second, "--name", "x") or True
    assert "one.mmd: Line" in told(capsys, "journey", "add", path, first, second)
    assert _run(["journey", "import", str(path), str(first), "--name", "Mine"]) == 0


@pytest.mark.parametrize("ending", ["pdf", "svg", "png", "pptx", "xlsx", "csv", "json", "mmd", "html"])
def test_every_format_is_written_and_says_what_it_does_not_hold(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    made = said(capsys, "journey", "export", file, "--journey", NAME, "-o", tmp_path / f"m.{ending}")
    assert Path(made["file"]).stat().st_size > 100
    assert made["journey"] == NAME
    assert bool(made["notes"]) == (ending in ("xlsx", "csv", "mmd"))


@pytest.mark.slow
def test_paper_tiles_and_kit_are_as_large_as_they_say(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def export(name: str, *more: object) -> tuple[dict[str, object], Path]:
        made = said(capsys, "journey", "export", file, "--journey", "1", *more, "-o", tmp_path / name)
        return made, tmp_path / name

    def size(path: Path) -> tuple[int, int]:
        box = PdfReader(path).pages[0].mediabox
        return round(box.width), round(box.height)

    assert size(export("a2.pdf", "--paper", "A2")[1]) == A2
    made, tiled = export("t.pdf", "--paper", "A1", "--tiles", "A4", "--overlap", "15")
    pages = PdfReader(tiled).pages
    assert made["pages"] == len(pages) > 8
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) in ((595, 842), (842, 595))
    assert export("own.pdf", "--tiles", "A3")[0]["pages"] in range(2, 20)
    cards = " ".join(page.extract_text() for page in PdfReader(export("c.pdf", "--kit", "cards")[1]).pages)
    assert ENGLISH["does"][0] in " ".join(cards.split())
    assert ENGLISH["does"][0] not in PdfReader(export("e.pdf", "--kit", "empty")[1]).pages[0].extract_text()
    assert PdfReader(export("v.pdf", "--kit", "votes", "--paper", "A4")[1]).pages
    with Image.open(export("w.png", "--width", "1500")[1]) as picture:
        assert picture.width == 1500
    with Image.open(export("p.png", "--paper", "A4", "--width", "800")[1]) as picture:
        assert abs(picture.width / picture.height - 297 / 210) < 0.01
    assert b'width="1683' in export("a2.svg", "--paper", "A2")[1].read_bytes()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--kit", "posters", "-o", "a.pdf"), "“posters” can’t be printed"),
        (("--paper", "A9", "-o", "a.pdf"), "no paper “A9”"),
        (("--paper", "A4", "-o", "a.csv"), "not for “a.csv”"),
        (("--tiles", "A4", "-o", "a.png"), "written as PDF"),
        (("--kit", "votes", "-o", "a.svg"), "written as PDF"),
        (("--stage", "After", "-o", "a.pdf"), "ends in .pptx"),
        (("--width", "900", "-o", "a.pdf"), "ends in .png"),
        (("--width", "9", "-o", "a.png"), "from 200 to 16000"),
        (("-o", "a.docx"), "Choose one of"),
    ],
)
def test_what_does_not_go_together_is_refused_and_nothing_is_written(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    *rest, name = arguments
    assert sentence in refused(capsys, "journey", "export", file, "--journey", NAME, *rest, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_maps_are_compared_by_name_number_or_snapshot(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "b.cxdesk"
    path.write_bytes(file.read_bytes())
    diagram = tmp_path / "b.mmd"
    diagram.write_text(MMD.format(name="Other"), encoding="utf-8")
    assert _run(["journey", "add", str(path), str(diagram)]) == 0
    same = said(capsys, "journey", "compare", path, f"{NAME}: Spring", NAME)
    assert same["changes"] == []
    assert same["before"]["on"]
    assert said(capsys, "journey", "compare", path, "--journey", NAME, "--to", "Spring") == same
    other = said(capsys, "journey", "compare", path, NAME, "Other", "-o", tmp_path / "c.pdf")
    kinds = {(c["what"], c["kind"]) for c in other["changes"]}
    assert {("step", "missing"), ("step", "extra")} <= kinds
    assert (other["before"]["name"], other["after"]["name"]) == (NAME, "Other")
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    turned = said(capsys, "journey", "compare", path, "Other", NAME)
    assert len(turned["changes"]) == len(other["changes"])
    assert f"{NAME}: Spring" in refused(capsys, "journey", "compare", path, "Nothing", NAME)
    assert "Name two maps" in refused(capsys, "journey", "compare", path, NAME)


def test_touch_points_are_listed_as_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Emergency call" in json.dumps(said(capsys, "touchpoints", "list", file))


def test_words_that_look_like_formulas_leave_as_words_and_come_back_as_they_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import load_workbook

    texts = ["=1+1", "+SUM(A1)", "-2 waits", "@cmd", '=HYPERLINK("http://x","y")']
    source, path = tmp_path / "grid.csv", tmp_path / "a.cxdesk"
    with source.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["Stage", "Before", "", "", "", ""])
        writer.writerow(["", "A", "B", "C", "D", "E"])
        writer.writerow(["Pain", *texts])
        writer.writerow(["How it feels", "-3", "2", "-1.5 cold", "", "0"])
    Project.create(path).close()
    first = said(capsys, "journey", "add", path, source)["journeys"][0]
    for ending in ("csv", "xlsx"):
        out_file = tmp_path / f"out.{ending}"
        said(capsys, "journey", "export", path, "--journey", str(first["journey"]), "-o", out_file)
        again = said(capsys, "journey", "add", path, out_file)["journeys"][0]
        found = said(capsys, "journey", "compare", path, str(first["journey"]), str(again["journey"]))
        assert (found["changes"], found["same"]) == ([], 9)
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert not [c for c in cells if c[:1] in "=+@" and c] + [
        c for c in cells if c[:1] == "-" and not c[1:].isdigit()
    ]
    sheet = load_workbook(BytesIO((tmp_path / "out.xlsx").read_bytes())).active
    assert sheet is not None
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert -3 in [cell.value for row in sheet.iter_rows() for cell in row]
