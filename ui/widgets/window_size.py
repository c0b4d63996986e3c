"""How large a window opens: as large as it would like, never larger than the screen it is on."""

from PySide6.QtWidgets import QDialog

BESIDE, ABOVE = 40, 60  # what a desktop may keep for itself, px


def resize_within_screen(dialog: QDialog, width: int, height: int) -> None:
    """As large as this, or as the screen allows."""
    room = dialog.screen().availableSize()
    dialog.resize(min(width, room.width() - BESIDE), min(height, room.height() - ABOVE))
