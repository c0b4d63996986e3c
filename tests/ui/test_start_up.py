"""What is loaded and shown before a file is open."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "sqlalchemy",
    "alembic",
    "polars",
    "matplotlib",
    "reportlab",
    "babel",
    "numpy",
    "fastexcel",
    "uharfbuzz",
)

SCRIPT = """
import sys
from cxdesk import settings
from ui.app import application, make_window
app = application(["cxdesk"])
window = make_window(app, settings.load())
window.show()
app.processEvents()
assert window.room == "start" and window.page.isVisible()
print(",".join(sorted(name for name in sys.modules if "." not in name)))
window.close()
"""


def test_the_start_page_loads_only_the_window(own_settings: Path) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.strip().splitlines()[-1].split(","))
    assert "PySide6" in loaded
    assert not loaded & set(HEAVY), f"loaded too early: {sorted(loaded & set(HEAVY))}"


@pytest.mark.slow
def test_a_file_named_on_the_command_line_is_opened(own_settings: Path, new_file: Path) -> None:
    script = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "import ui.app\n"
        "def look():\n"
        "    windows = [w for w in app.topLevelWidgets() if isinstance(w, ui.app.Window)]\n"
        "    if not windows or not windows[0].context.bridge.is_open:\n"
        "        return QTimer.singleShot(100, look)\n"
        "    print(windows[0].windowTitle())\n"
        "    windows[0].close()\n"
        "app = ui.app.application(['cxdesk'])\n"
        "QTimer.singleShot(600, look)\n"
        "raise SystemExit(ui.app.main(sys.argv))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(new_file)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "Alder Lifts – cxdesk" in done.stdout


def test_the_window_is_painted_before_the_words_of_qts_own_dialogs_are_read(own_settings: Path) -> None:
    script = (
        "import ui.app\n"
        "from PySide6.QtCore import QTimer\n"
        "said = []\n"
        "def painted(window, event):\n"
        "    said.append('painted')\n"
        "read = ui.app.load_qt_words\n"
        "def words(app):\n"
        "    said.append('words')\n"
        "    read(app)\n"
        "    print(said[0], said.count('words'))\n"
        "    QTimer.singleShot(0, app.quit)\n"
        "ui.app.MainWindow.paintEvent = painted\n"
        "ui.app.load_qt_words = words\n"
        "raise SystemExit(ui.app.main(['cxdesk']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["painted", "1"]
