"""A whole import of a workbook of 50,000 rows beside the reader alone, and how much memory a whole import takes."""

import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from cxdesk.importing import workbook
from cxdesk.project import Project
from tests.bench.bench_whole_import import settings_in, whole_import
from tests.bench.harness import Result, race
from tests.bench.import_stages import make_csv

ROWS, COLUMNS = 50_000, 100
MOST_BYTES = 1_200_000_000
TYPES = "http://schemas.openxmlformats.org"


def run() -> list[Result]:
    """The workbook, then the peaks of memory of a long text and of one five times as long."""
    with TemporaryDirectory() as name, settings_in(Path(name)):
        return [_workbook(Path(name)), *_peaks(Path(name))]


def make_workbook(path: Path, rows: int = ROWS, columns: int = COLUMNS) -> Path:
    """Numbers and shared texts, as a spreadsheet writes them."""
    rng = random.Random(1)
    names = [_letters(n) for n in range(columns)]
    texts = [f"Q{n}" for n in range(columns)] + [f"answer {n}" for n in range(5_000)]
    office = f"{TYPES}/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("_rels/.rels", f'<Relationships xmlns="{TYPES}/package/2006/relationships"><Relationship Id="r1" '
                      f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')  # fmt: skip
        made.writestr("xl/workbook.xml", f'<workbook xmlns="{TYPES}/spreadsheetml/2006/main" xmlns:r="{office}">'
                      '<sheets><sheet name="Answers" sheetId="1" r:id="r1"/></sheets></workbook>')  # fmt: skip
        made.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{TYPES}/package/2006/relationships">'
                      f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
                      f'<Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')  # fmt: skip
        made.writestr("xl/sharedStrings.xml", f'<sst xmlns="{TYPES}/spreadsheetml/2006/main">'
                      + "".join(f"<si><t>{t}</t></si>" for t in texts) + "</sst>")  # fmt: skip
        with made.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{TYPES}/spreadsheetml/2006/main"><sheetData>'.encode())
            for row in range(1, rows + 2):
                cells = "".join(
                    f'<c r="{names[n]}{row}" t="s"><v>{n if row == 1 else rng.randrange(columns, len(texts))}</v></c>'
                    if row == 1 or n % 5 == 0
                    else f'<c r="{names[n]}{row}"><v>{rng.randrange(11)}</v></c>'
                    for n in range(columns)
                )
                sheet.write(f'<row r="{row}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
    return path


def _letters(n: int) -> str:
    found = ""
    while n >= 0:
        found, n = chr(65 + n % 26) + found, n // 26 - 1
    return found


def _workbook(folder: Path) -> Result:
    import fastexcel

    source = make_workbook(folder / "answers.xlsx")
    files = iter([Project.create(folder / f"book-{turn}.cxdesk") for turn in range(4)])

    def ours() -> None:
        workbook._kept.clear()
        project = next(files)
        imported, _seconds = whole_import(project, source)
        project.close()
        if imported.stored != ROWS:
            raise AssertionError(f"{imported.stored} of {ROWS} rows were stored")

    def peer() -> None:
        fastexcel.read_excel(source).load_sheet(0, header_row=None, skip_rows=0, dtypes="string").to_polars()

    return race(f"whole import, XLSX {ROWS:,} x {COLUMNS}", ours, peer, 2.0, times=3)


def _peaks(folder: Path) -> list[Result]:
    once = make_csv(folder / "once.csv", 1_000_000)
    five = folder / "five.csv"
    data = once.read_bytes()
    body = data.index(b"\n") + 1
    with five.open("wb") as out:
        out.write(data)
        for n in range(1, 5):
            out.write(data[body:].replace(b"R_0", b"R_%d" % n))
    return [
        _peak("memory, 1,000,000 x 22", once, MOST_BYTES),
        _peak("memory, 5,000,000 x 22", five, 2 * MOST_BYTES),
    ]


def _peak(name: str, source: Path, most: int) -> Result:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "tests.bench.import_peak", str(source)]
    peak = int(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()[-1])
    note = f"{peak / 1e6:,.0f} of {most / 1e6:,.0f} MB"
    return Result(name, peak / most, 1.0, time.perf_counter() - begun, None, note)
