"""Over which window a new one opens."""

from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QWidget


def window_over() -> QWidget | None:
    """The active window, or the one below a file dialog: that tells its answer before it closes, and takes its own with it."""
    found: QWidget | None = QApplication.activeWindow() or QApplication.activeModalWidget()
    while isinstance(found, QFileDialog):
        below = found.parentWidget()
        found = below.window() if below is not None else None
    if found is not None:
        return found
    # Nobody has the keyboard: long work ended while another program was in front.
    return next(
        (w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow) and w.isVisible()), None
    )
