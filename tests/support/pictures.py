"""Remake docs/pictures from the finished example: `make pictures`, or with words of the names wanted."""

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent

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
    path = FOLDER / f"{shot.name}.png"
    saved = window.grab().save(str(path))
    bugs = list(window.failures.bugs)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if bugs:
        raise bugs[0]
    if not saved:
        raise OSError(f"{path} could not be written")
    return path


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
                made[plan.language].write_bytes(page_png(pdf.read_bytes(), 1, 1.6))
    finally:
        project.close()
    return list(made.values())


def _say(path: Path) -> None:
    sys.stdout.write(f"docs/pictures/{path.name}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
