"""The journey's canvas: frames, fit-all, opening, one edit, and the new layout while a card is dragged."""

import os
import statistics
import sys
import tempfile
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from time import process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPointF, QRectF, QTimer
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from cxdesk.journeys.formats import document
from cxdesk.journeys.known_rows import KnownRows
from cxdesk.journeys.layout import lay_out
from cxdesk.journeys.metrics import block
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, MarkOnMap, StageOnMap, StepOnMap
from cxdesk.journeys.rearrange import card_moves, with_head_moved, with_moves
from cxdesk.journeys.shapes import Box, Text
from cxdesk.project import Project
from cxdesk.settings import Settings
from tests.bench.harness import Result, race, within
from ui.app import Window, make_window
from ui.idle_collection import IDLE_MS
from ui.theme import Theme
from ui.widgets.canvas.view import MapView

SIZE = (1600, 900)
EDITS, WARM, OPENED = 30, 3, 10
TODAY = date(2026, 5, 20)
KINDS = (
    "does", "touch_point", "sees", "thinking", "feels", "need", "pain", "delight", "observation", "behind",
    "support", "opportunity",
)  # fmt: skip


def run() -> list[Result]:
    """Every card carries all its small marks, so that none of them is free."""
    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    theme = Theme(app, "light")
    try:
        return [
            *_frames(theme, 2_000),
            *_frames(theme, 10_000),
            _open(theme, 2_000),
            *_edit(app, 2_000),
            _drag(480),
            _column(theme, 480),
        ]
    finally:
        theme.deleteLater()


def big_map(cards: int) -> JourneyMap:
    """As many cards on twelve lanes, a stage every five steps, each card with all its marks."""
    count = -(-cards // len(KINDS))
    steps = [StepOnMap(i, f"Step {i} of the way") for i in range(1, count + 1)]
    lanes = tuple(LaneOnMap(i, kind, internal=i > 4) for i, kind in enumerate(KINDS, 1))
    stages = tuple(
        StageOnMap(i, f"Stage {i}", f"{i} days", steps=tuple(steps[at : at + 5]))
        for i, at in enumerate(range(0, count, 5), 1)
    )
    made = [
        CardOnMap(
            s.id * 100 + lane.id, s.id, lane.id, f"Waits, answers tenants, calls again after {s.id} hours",
            grade=("opinion", "some", "measured")[(s.id + lane.id) % 3], stale_months=14 if s.id % 7 == 0 else None,
            source="interviews", source_n=14, source_on=TODAY, mark_id=1 if s.id % 2 else None, votes=s.id % 8,
            comments=s.id % 3, quotation="Nobody told me anything" if lane.kind == "observation" else "",
        )
        for s in steps
        for lane in lanes
    ]  # fmt: skip
    marks = (MarkOnMap(1, "Costs us customers", "series_2"),)
    return JourneyMap(
        1, "Big", stages=stages, lanes=lanes, cards=tuple(made[:cards]), marks=marks, today=TODAY
    )


def _frames(theme: Theme, cards: int) -> list[Result]:
    view = MapView(theme)
    view.resize(*SIZE)
    drawing = lay_out(big_map(cards))
    view.show_drawing(drawing)
    view.show()
    image = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    place = [0]

    def frame() -> None:
        painter = QPainter(image)
        view.render(painter)
        painter.end()

    def pan() -> None:
        place[0] = (place[0] + 170) % 4000
        view.horizontalScrollBar().setValue(place[0])
        frame()

    def fit() -> None:
        view.fit()
        frame()

    few = cards <= 2_000
    results = []
    if few:
        view.zoom_to(1.0)
        plain = partial(_plainly, view, image)
        name = f"a frame at 100 % while moving, {cards:,} cards"
        found = race(name, pan, plain, 1.5, times=15, note="peer: the same texts and boxes by QPainter alone")
        results += [found, replace(found, name=f"{name}, in time", ratio=found.seconds / 0.016, limit=1.0,
                                   peer_seconds=None, note="at most 0.016 s")]  # fmt: skip
    results.append(
        within(f"the whole map in one frame, {cards:,} cards", fit, 0.05 if few else 0.15, times=7)
    )
    view.close()
    view.deleteLater()
    return results


def _plainly(view: MapView, image: QImage) -> None:
    """The texts and boxes that are in sight, with one font and no clipping: what any canvas must do at least."""
    assert view.drawing is not None
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(image.rect(), QColor("white"))
    painter.translate(-seen.topLeft())
    font = QFont("Noto Sans")
    font.setPixelSize(13)
    painter.setFont(font)
    for card in view.drawing.cards:
        if not seen.intersects(QRectF(card.x, card.y, card.w, card.h)):
            continue
        for shape in card.piece.shapes:
            if isinstance(shape, Text):
                painter.drawText(QPointF(shape.left, shape.y), shape.words)
            elif isinstance(shape, Box):
                painter.drawRoundedRect(
                    QRectF(shape.x, shape.y, shape.w, shape.h), shape.radius, shape.radius
                )
    painter.end()


def _open(theme: Theme, cards: int) -> Result:
    """From a map that was read to its first picture, with words that were never measured before."""
    image = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)

    def open_map() -> None:
        block.cache_clear()
        view = MapView(theme)
        view.resize(*SIZE)
        view.show_drawing(lay_out(journey))
        painter = QPainter(image)
        view.render(painter)
        painter.end()
        view.deleteLater()

    journey = big_map(cards)
    return within(f"a map is opened, {cards:,} cards", open_map, 0.5, times=5)


def _column(theme: Theme, cards: int) -> Result:
    """A step with all its cards comes over another place, as far as the new picture in the scene."""
    view = MapView(theme)
    view.resize(*SIZE)
    journey, known = big_map(cards), KnownRows()
    view.show_drawing(lay_out(journey, known=known))
    view.show()
    turn = [0]

    def over() -> None:
        turn[0] += 1
        stage = journey.stages[1 + turn[0] % 4]
        moved = with_head_moved(journey, "step", journey.steps[0].id, stage.id, turn[0] % 3)
        assert moved is not None
        view.show_preview(lay_out(moved, known=known))

    result = within(f"a dragged column comes over another place, {cards:,} cards", over, 0.016, times=15)
    view.close()
    view.deleteLater()
    return result


def _edit(app: QApplication, cards: int) -> list[Result]:
    """Words that were typed over a card, in the whole window: written, read again, laid out, painted.

    The limit is on processor time, for a machine with other work makes no edit dearer.
    """

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "big.cxdesk"
        project = Project.create(file)
        number = project.run("Big", document.create_from, document.document_of_copy(big_map(cards)))
        project.close()
        window = make_window(app, Settings(language="en", theme="light", window=SIZE), dialogs=False)
        window.show()
        window.context.bridge.open(file)
        window.go("journeys", number)
        page = window.page
        _quiet_moment()
        card = page.journey.cards[0].id
        spent = []
        for turn in range(EDITS + WARM):
            page.board.edit("card", card)
            page.board.editor.setPlainText(f"Other words, time {turn}")
            before = process_time()
            page.board.leaving()
            app.processEvents()
            spent.append(process_time() - before)
            read = next(c for c in page.journey.cards if c.id == card)
            assert read.text.endswith(f"time {turn}"), "the words did not come back from the file"
            if turn % 3 == 0:
                _quiet_moment()
        memory = _reopened(window, file, number)
        window.close()
        window.deleteLater()
        app.processEvents()
    usual = sorted(spent[WARM:])
    middle, dearest = usual[EDITS // 2], usual[-1]
    return [
        Result(
            f"one edit in the whole window, processor time, {cards:,} cards",
            middle / 0.05, 1.0, middle, note=f"at most 0.05 s; middle of {EDITS}",
        ),
        Result(
            f"the dearest of {EDITS} such edits", dearest / 0.1, 1.0, dearest, note="at most 0.1 s; none collects waste"
        ),
        memory,
    ]  # fmt: skip


def _reopened(window: Window, file: Path, number: int) -> Result:
    """The map is closed and opened ten times; what stays then is waste that nobody collects."""
    taken, spent = [], []
    for _turn in range(OPENED):
        window.context.bridge.close()
        _quiet_moment()
        taken.append(_memory())
        before = process_time()
        window.context.bridge.open(file)
        window.go("journeys", number)
        _quiet_moment()
        spent.append(process_time() - before)
    # The first turns fill caches that stay.
    grown = (taken[-1] - taken[2]) / 2**20
    note = f"at most 8 MB more; {grown:.1f} MB, of {taken[-1] / 2**20:.0f} MB"
    name = f"memory after the map was closed and opened {OPENED} times"
    return Result(name, max(grown, 0.0) / 8, 1.0, statistics.median(spent), note=note)


def _memory() -> int:
    """What the process holds, in bytes; where the system does not say so, what it held at most."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) * 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _quiet_moment() -> None:
    """Nobody does anything, so that waste may be collected."""
    loop = QEventLoop()
    QTimer.singleShot(2 * IDLE_MS, loop.quit)
    loop.exec()


def _drag(cards: int) -> Result:
    """A card comes over another cell: the map is laid out as it would be."""
    journey, known = big_map(cards), KnownRows()
    lay_out(journey, known=known)
    steps = [s.id for s in journey.steps]
    turn = [0]

    def over() -> None:
        turn[0] += 1
        first = journey.cards[0]
        moves = card_moves(journey, {first.id}, first.id, steps[1 + turn[0] % 30], first.lane_id, 0)
        lay_out(with_moves(journey, moves), known=known)

    return within(f"a dragged card comes over another cell, {cards:,} cards", over, 0.016, times=15)
