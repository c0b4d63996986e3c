"""The photographs of the wall: pinned, shown beside the map, taken away."""

from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk.i18n import _
from ui.widgets.text import keys_text

if TYPE_CHECKING:
    from cxdesk.journeys.workshop import PhotoRow
    from ui.journeys.workshop_window import RoomWindow


class Wall:
    """The photographs of one room."""

    def __init__(self, room: "RoomWindow") -> None:
        self.room = room
        self.photo_place = 0
        self._photo_key: tuple[str, int, int] = ("", -1, 0)

    def show_photo(self) -> None:
        """The photograph beside the map, or away with it."""
        if self.room.panel is self.room.photo:
            self.room.panels.show(None)
            return
        self.room.panels.show(self.room.photo, keep_line=bool(self.photos()))

    def ask_photo(self) -> None:
        """Ask for a picture of the wall."""
        from ui.widgets.file_dialogs import ask, file_dialog

        dialog = file_dialog(_("Pin a photograph of the wall"), [_("Pictures (*.jpg *.jpeg *.png *.webp)")])
        self.room.dialog = dialog
        ask(dialog, self.pin)

    def pin(self, path: Path) -> None:
        """Make a picture safe behind the window and pin it."""

        def work() -> tuple[bytes, str]:
            from exports.photos import read_photo

            return read_photo(path)

        def pinned(read: tuple[bytes, str]) -> None:
            if self.room.deeds.pin(*read, path.stem) is not None:
                self.photo_place = len(self.photos()) - 1
                self.room.panels.show(self.room.photo, keep_line=True)

        self.room.context.jobs.run(work, pinned, what=_("Reading the photograph"))

    def photos(self) -> "list[PhotoRow]":
        """The photographs that are pinned."""
        from cxdesk.journeys.workshop import photo_rows

        return list(self.room.context.bridge.read(photo_rows, self.room.journey_id))

    def fill(self) -> None:
        """Show the chosen photograph; the same one keeps its zoom and place."""
        from cxdesk.storage.assets import load

        rows = self.photos()
        self.photo_place = min(max(self.photo_place, 0), max(0, len(rows) - 1))
        shown = rows[self.photo_place] if rows else None
        key = (shown.picture if shown else "", self.photo_place, len(rows))
        # A card more is no reason to lose the place on the photograph.
        if key != self._photo_key:
            self._photo_key = key
            data = self.room.context.bridge.read(load, shown.picture) if shown else None
            self.room.photo.show_picture(data, self.photo_place, len(rows))

    def bytes_of(self, digest: str) -> bytes | None:
        """The picture of a card on the map, by its hash."""
        from cxdesk.storage.assets import load

        data: bytes | None = self.room.context.bridge.read(load, digest)
        return data

    def turn(self, by: int) -> None:
        """Another photograph."""
        self.photo_place += by
        self.fill()

    def unpin(self) -> None:
        """Take the shown photograph away."""
        rows = self.photos()
        if rows and self.room.deeds.unpin(rows[self.photo_place].id):
            self.room.say(
                _("The photograph is gone. {keys} brings it back.").format(keys=keys_text("Ctrl+Z")), "text2"
            )
