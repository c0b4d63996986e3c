"""When Python looks for objects that nobody holds any more: while nobody does anything, and not inside an edit.

A whole look takes as long as there are objects, 0.1 s and more with a large map, and Python begins one whenever enough
were made, so mostly in the midst of what somebody does. Here it waits until the window has nothing to do. What lives
long, such as the map that is open, is set aside after a look, so that the next one costs next to nothing.
"""

import gc
import time

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer, Slot

from ui.bridge import Bridge

IDLE_MS = 200
# Looks at the middle generation since the last whole one: from DUE on a quiet moment is waited for, from PRESSING on
# any moment between two events will do, and at LAST Python does it by itself, wherever it is.
DUE, PRESSING, LAST = 10, 50, 100
# A look that takes longer sets more aside at the next; so does one in so many, for what was set aside may be waste by
# then.
DEAR_SECONDS, ROUNDS = 0.02, 40
_AS_PYTHON_HAS_IT = gc.get_threshold()


class IdleCollection(QObject):
    """Collects on the window's thread, which alone may take widgets apart, until `stop`."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._timer.timeout.connect(self._on_idle)
        self._asked, self._whole, self._rounds, self._is_over = False, True, 0, False
        bridge.file_changed.connect(self._on_file_changed)
        self._dispatcher = QAbstractEventDispatcher.instance()
        self._dispatcher.aboutToBlock.connect(self._on_about_to_block)
        gc.set_threshold(*_AS_PYTHON_HAS_IT[:2], LAST)

    @property
    def is_asked(self) -> bool:
        """Whether a file was opened or closed and nothing was collected since."""
        return self._asked

    def stop(self) -> None:
        """Leave it to Python again, with nothing set aside; a window may be closed twice."""
        if self._is_over:
            return
        self._is_over = True
        self._timer.stop()
        self._dispatcher.aboutToBlock.disconnect(self._on_about_to_block)
        gc.set_threshold(*_AS_PYTHON_HAS_IT)
        gc.unfreeze()

    @Slot()
    def _on_file_changed(self) -> None:
        """The pages of the old file go away."""
        gc.unfreeze()
        self._asked = self._whole = True

    @Slot()
    def _on_about_to_block(self) -> None:
        looks = gc.get_count()[2]
        # While there is work behind the window it is off: see ui/jobs.py.
        if not gc.isenabled() or not (self._asked or looks >= DUE):
            return
        if looks < PRESSING or not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _on_idle(self) -> None:
        if not gc.isenabled():
            return
        begun = time.perf_counter()
        if self._whole:
            gc.unfreeze()
        gc.collect()
        if self._whole:
            gc.freeze()
            self._asked, self._whole, self._rounds = False, False, 0
            return
        self._rounds += 1
        self._whole = self._rounds >= ROUNDS or time.perf_counter() - begun > DEAR_SECONDS
