"""A workshop on a map of 2,000 cards: a note and a dot, from Enter to what the room sees."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from cxdesk.journeys.formats import document
from cxdesk.project import Project
from cxdesk.settings import Settings
from tests.bench.bench_canvas import big_map
from tests.bench.harness import Result
from ui.app import make_window
from ui.journeys.workshop_entry import start_workshop
from ui.journeys.workshop_window import RoomWindow

CARDS, TURNS, WARM = 2_000, 20, 3
LIMIT = 0.05


def run() -> list[Result]:
    """Through the real windows, one over the other; by processor time, which other work does not lengthen."""
    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "big.cxdesk"
        project = Project.create(file)
        number = project.run("Big", document.create_from, document.document_of_copy(big_map(CARDS)))
        project.close()
        window = make_window(app, Settings(language="en", theme="light", window=(1600, 900)), dialogs=False)
        window.show()
        window.context.bridge.open(file)
        window.go("journeys", number)
        room = start_workshop(window.context)
        assert room is not None
        room.resize(1920, 1080)
        app.processEvents()
        results = [
            _measured(app, room, whole, name) for whole, name in ((False, "one stage"), (True, "all stages"))
        ]
        results.append(_dots(app, room))
        room.close()
        app.processEvents()
        window.close()
        window.deleteLater()
        app.processEvents()
    return results


def _measured(app: QApplication, room: RoomWindow, whole: bool, name: str) -> Result:
    room.whole = whole
    room.show_head()
    room.show_map()
    app.processEvents()

    def note(turn: int) -> None:
        before = len(room.journey.cards) if room.journey else 0
        room.line.set_text(f"Nobody says when, time {turn} #step-{turn + 1}-of-the-way @pain")
        room.notes.enter(room.line.text)
        assert room.journey is not None
        assert len(room.journey.cards) == before + 1

    return _middle(app, note, f"a note in a workshop, {name} shown, {CARDS:,} cards")


def _dots(app: QApplication, room: RoomWindow) -> Result:
    assert room.journey is not None
    cards = [card.id for card in room.journey.cards]
    return _middle(app, lambda turn: room.deeds.dots(cards[turn], 1), f"a dot in a workshop, {CARDS:,} cards")


def _middle(app: QApplication, deed: Callable[[int], object], name: str) -> Result:
    spent = []
    for turn in range(TURNS + WARM):
        before = process_time()
        deed(turn)
        app.processEvents()
        spent.append(process_time() - before)
    middle = sorted(spent[WARM:])[TURNS // 2]
    return Result(
        name, middle / LIMIT, 1.0, middle, note=f"at most {LIMIT} s; middle of {TURNS}, processor time"
    )
