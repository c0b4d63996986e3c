"""The start page with no file, from nothing to its first paint and out, against the barest window Qt can show."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.harness import Result, race

ROOT = Path(__file__).resolve().parents[2]

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)

app = QApplication(sys.argv)
window = Window()
window.setCentralWidget(QLabel("cxdesk"))
window.resize(1280, 800)
window.show()
app.exec()
"""
# Both leave as soon as the window has been painted once.
OURS = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.app import main
from ui.main_window import MainWindow

def painted(window, event):
    QTimer.singleShot(0, QApplication.quit)

MainWindow.paintEvent = painted
raise SystemExit(main(["cxdesk"]))
"""


def run() -> list[Result]:
    """Whole processes, interpreter's start included."""
    with tempfile.TemporaryDirectory() as settings:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "CXDESK_SETTINGS": settings}
        # Set-up compiles everything; the first turn does so here for what has changed since.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def start(code: str) -> None:
            command = [sys.executable, "-c", code]
            done = subprocess.run(
                command, env=environment, timeout=60, cwd=ROOT, stderr=subprocess.PIPE, text=True
            )
            if done.returncode:
                raise RuntimeError(done.stderr)

        return [
            race("start page, whole process", lambda: start(OURS), lambda: start(BARE), limit=2.0, times=9)
        ]
