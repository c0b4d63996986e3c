"""Whether an installation works: make the example, draw a page, read a workbook, write a PDF, within a time limit."""

import os
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

SECONDS = 120.0


def run() -> int:
    """0 when everything worked; the first failure is named on stderr. A hang ends the process with 3."""
    if not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in ("win32", "darwin")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # A bug in a slot does not end a program without a console, so the clock does.
    clock = threading.Timer(SECONDS, os._exit, (3,))
    clock.daemon = True
    clock.start()
    try:
        with tempfile.TemporaryDirectory(prefix="cxdesk-self-test-") as folder:
            os.environ["CXDESK_SETTINGS"] = str(Path(folder) / "settings")
            for name, step in _STEPS:
                try:
                    step(Path(folder))
                except Exception as error:  # noqa: BLE001 - the self-test names whatever went wrong
                    sys.stderr.write(f"self-test: {name}: {type(error).__name__}: {error}\n")
                    return 1
                sys.stdout.write(f"self-test: {name}: ok\n")
    finally:
        clock.cancel()
    return 0


def _make_example(folder: Path) -> None:
    from cxdesk.project import Project
    from resources.sample.build import build

    project = Project.create(folder / "example.cxdesk")
    build(project)
    project.close()


def _write_plan(folder: Path) -> None:
    from cxdesk.planning.plan_queries import plan_rows
    from cxdesk.project import Project
    from exports.pdf.hand_out import hand_out

    project = Project.open(folder / "example.cxdesk")
    try:
        agreed = next(p for p in project.read(plan_rows) if p.state == "agreed")
        path = hand_out(project, agreed.id, agreed.language, folder / "plan.pdf")
    finally:
        project.close()
    if not path.read_bytes().startswith(b"%PDF"):
        raise RuntimeError("no PDF was written")


def _draw_window(folder: Path) -> None:
    from cxdesk import settings
    from ui.app import application, make_window, open_file

    app = application(["cxdesk"])
    window = make_window(app, settings.load(), dialogs=False)
    window.show()
    open_file(window, folder / "example.cxdesk")
    window.go("journeys")
    app.processEvents()
    picture = window.grab().toImage()
    colours = {
        picture.pixel(x, y) for x in range(0, picture.width(), 40) for y in range(0, picture.height(), 40)
    }
    bugs = list(window.failures.bugs)
    window.close()
    if bugs:
        raise bugs[0]
    if len(colours) < 4:
        raise RuntimeError("the window is blank")


def _read_text(folder: Path) -> None:
    from cxdesk.importing import detect

    path = folder / "answers.csv"
    path.write_text("Account key;Would you recommend us?\n" + "AL-1;9\nAL-2;4\n" * 20, encoding="utf-8")
    if detect.sniff(path).delimiter != ";":
        raise RuntimeError("a simple file was not understood")


def _read_workbook(folder: Path) -> None:
    """A workbook is unpacked in a child process, which a bundle has to start in its own way."""
    from cxdesk.importing import detect

    path = folder / "answers.xlsx"
    write_workbook(path, [("Account key", "Would you recommend us?"), *[("AL-1", 9), ("AL-2", 4)] * 20])
    found = detect.sniff(path)
    if (found.container, found.rows) != ("xlsx", 40):
        raise RuntimeError(f"a workbook was read as {found.container} of {found.rows} rows")


def write_workbook(path: Path, rows: Sequence[Sequence[str | int]]) -> None:
    """The least of a workbook: one sheet of texts and whole numbers."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}">'
        f'<Relationship Id="r1" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}">'
        '<sheets><sheet name="Answers" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}">'
        f'<Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>'
        + "".join(f"<row>{''.join(map(_workbook_cell, row))}</row>" for row in rows)
        + "</sheetData></worksheet>",
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as workbook:
        for name, text in parts.items():
            workbook.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')


def _workbook_cell(value: str | int) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


_STEPS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("make the example", _make_example),
    ("write a plan", _write_plan),
    ("read a file", _read_text),
    ("read a workbook", _read_workbook),
    ("draw the window", _draw_window),
)
