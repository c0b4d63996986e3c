"""Remake docs/pictures from the finished example: `make pictures`, or with words of the names wanted."""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from cxdesk import i18n
from cxdesk.planning.plan_queries import plan_rows
from cxdesk.project import Project
from cxdesk.settings import Settings
from exports.pdf.hand_out import hand_out
from exports.pdf.preview import page_png
from resources.sample.export import write_export
from ui.app import Window, application, make_window
from ui.start.dialogs import build_example

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
SIZE = (1280, 832)
LONGEST_WAIT = 60.0
EXPORT = "the survey export"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of the window; without `file` it is the start page."""

    name: str
    room: str
    theme: str = "light"
    language: str = "en"
    file: bool = True
    target: Any = None
    size: tuple[int, int] = SIZE
    # What is opened from the room and pictured in its place.
    opened: Callable[[Window], QWidget] | None = None


def _list(window: Window) -> QWidget:
    page = window.page
    page.segments.set_current("list")
    page._on_view_chosen("list")
    page.listing.cards.choose(next(c.id for c in page.journey.cards if c.beside))
    return window


def _workshop(window: Window) -> QWidget:
    from ui.journeys.workshop_screens import Screen
    from ui.journeys.workshop_window import RoomWindow

    room = RoomWindow(window.context, 1, screens=lambda: [Screen((0, 0, 1920, 1080), True)])
    room.resize(1920, 1080)
    room.show()
    room.line.set_text("Tenant poster that says when we come #waiting @opp")
    return room


def _preview(window: Window) -> QWidget:
    from ui.surveys.preview import Preview

    preview = Preview(window.context, 1)
    preview.resize(1280, 832)
    preview.show()
    return preview


def _kiosk(window: Window) -> QWidget:
    from cxdesk.surveys.described import described
    from ui.surveys.kiosk_window import KioskPlan, KioskWindow

    kiosk = KioskWindow(window.context, KioskPlan(1, window.context.project.read(described, 1)))
    kiosk.resize(1280, 800)
    kiosk.show()
    kiosk.begin()
    return kiosk


SHOTS = (
    Shot("start", "start", file=False),
    Shot("start_with_file", "start"),
    Shot("insights", "analysis"),
    Shot("insights_dark", "analysis", theme="dark"),
    Shot("insights_fa", "analysis", language="fa"),
    Shot("surveys", "surveys"),
    Shot("responses", "responses"),
    Shot("import_wizard", "importing", target=EXPORT),
    Shot("journey", "journeys", target=1, size=(1600, 900)),
    Shot("journey_dark", "journeys", theme="dark", target=1, size=(1600, 900)),
    Shot("journey_fa", "journeys", language="fa", target=1, size=(1600, 900)),
    Shot("journey_list", "journeys", target=1, size=(1600, 900), opened=_list),
    Shot("workshop", "journeys", target=1, opened=_workshop),
    Shot("survey_editor", "surveys", target=1, size=(1440, 900)),
    Shot("survey_preview", "surveys", target=1, opened=_preview),
    Shot("kiosk", "surveys", target=1, opened=_kiosk),
    Shot("touch_points", "touchpoints"),
    Shot("actions", "planning"),
    Shot("issue", "planning", target=("issue", 1)),
    Shot("plan_editor", "planning", target=("plan", 2), size=(1440, 900)),
    Shot("accounts", "accounts"),
    Shot("account_map", "account_map"),
    Shot("account", "account", target="AL-0108"),
    Shot("follow_ups", "followups"),
    Shot("priorities", "planning", target=("priorities", None)),
    Shot("fishbone", "planning", target=("causes", 1)),
    Shot("documents", "reports"),
)


def main(wanted: Sequence[str]) -> None:
    """Make the example once, then every picture of it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CXDESK_SETTINGS"] = str(Path(folder) / "settings")
        example = Path(folder) / "Alder Lifts 2026.cxdesk"
        build_example(example, lambda done, total, what: None)
        for shot in SHOTS:
            if not wanted or any(word in shot.name for word in wanted):
                _say(_window_picture(shot, example))
        if not wanted or "plan" in wanted:
            for path in _plan_pictures(example, Path(folder)):
                _say(path)
        if not wanted or "paper" in wanted:
            _say(_paper_picture(example))


def _window_picture(shot: Shot, example: Path) -> Path:
    app = application(["cxdesk"])
    i18n.set_language(shot.language)
    window = make_window(
        app, Settings(theme=shot.theme, language=shot.language, window=shot.size), dialogs=False
    )
    window.show()
    if shot.file:
        window.context.bridge.open(example)
        window.go(
            shot.room,
            write_export(example.with_name("Survey export.csv")) if shot.target is EXPORT else shot.target,
        )
    _settle(window)
    shown: QWidget = window
    if shot.opened is not None:
        shown = shot.opened(window)
        _settle(window)
    path = FOLDER / f"{shot.name}.png"
    path.write_bytes(_small(shown.grab()))
    if shown is not window:
        # A kiosk is left by its PIN alone.
        getattr(shown, "unlock", shown.close)()
    bugs = list(window.failures.bugs)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if bugs:
        raise bugs[0]
    return path


def _small(grabbed: QPixmap) -> bytes:
    """A picture of a window as a PNG of 256 colours, a third of the size; nobody sees the difference."""
    data = QBuffer()
    data.open(QBuffer.OpenModeFlag.WriteOnly)
    if not grabbed.save(data, "PNG"):
        raise OSError("a window could not be pictured")
    return _fewer_colours(bytes(data.data().data()))


def _fewer_colours(png: bytes) -> bytes:
    out = io.BytesIO()
    plain = Image.open(io.BytesIO(png)).convert("RGB")
    plain.quantize(256, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _settle(window: Window, quiet: int = 40) -> None:
    """Let the window work until nothing has gone on for so many turns; a slow import in one turn is no quiet."""
    end = time.monotonic() + LONGEST_WAIT
    still = 0
    while still < quiet:
        QCoreApplication.processEvents()
        still = 0 if window.context.jobs.busy else still + 1
        if time.monotonic() > end:
            raise TimeoutError(f"{window.room} is still busy")
        time.sleep(0.01)


def _plan_pictures(example: Path, folder: Path) -> list[Path]:
    """Page one of a plan in each language that the example has an agreed plan in."""
    made: dict[str, Path] = {}
    project = Project.open(example)
    try:
        for plan in project.read(plan_rows):
            if plan.state == "agreed" and plan.language not in made:
                pdf = hand_out(project, plan.id, plan.language, folder / f"plan_{plan.language}.pdf")
                made[plan.language] = FOLDER / f"customer_plan_{plan.language}.png"
                made[plan.language].write_bytes(_fewer_colours(page_png(pdf.read_bytes(), 1, 1.6)))
    finally:
        project.close()
    return list(made.values())


def _paper_picture(example: Path) -> Path:
    """The first sheet of the example's questionnaire on paper."""
    from cxdesk.surveys.described import described
    from exports.questionnaire.pdf import questionnaire_pdf

    project = Project.open(example)
    try:
        pdf = questionnaire_pdf(project.read(described, 1), "en")
    finally:
        project.close()
    path = FOLDER / "questionnaire.png"
    path.write_bytes(_fewer_colours(page_png(pdf, 1, 1.6)))
    return path


def _say(path: Path) -> None:
    sys.stdout.write(f"docs/pictures/{path.name}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
