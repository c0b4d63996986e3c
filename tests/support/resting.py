"""Waiting until a window has nothing left to do."""

import time
from typing import Any

from PySide6.QtCore import QCoreApplication


def rest(window: Any, turns: int = 8, longest: float = 60.0) -> None:
    """Let it work until so many turns passed without work behind it."""
    end, still = time.monotonic() + longest, 0
    while still < turns and time.monotonic() < end:
        QCoreApplication.processEvents()
        still = 0 if window.context.jobs.busy else still + 1
        time.sleep(0.002)
