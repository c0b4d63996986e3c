"""What the window remembers between two starts: recent files, look, language and size."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cxdesk.paths import settings_folder

RECENT_KEPT = 8


@dataclass(frozen=True, slots=True)
class RecentFile:
    """One file the person had open: where, when last, and how much was in it."""

    path: str
    opened_at: str = ""
    answers: int = 0
    journeys: int = 0

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return Path(self.path).stem

    @property
    def opened(self) -> datetime | None:
        """When it was last open, if that is known."""
        with suppress(ValueError):
            return datetime.fromisoformat(self.opened_at)
        return None


@dataclass(slots=True)
class Settings:
    """The person's choices; `save` writes them at once and whole."""

    theme: str = "system"
    language: str = ""
    person: str = ""
    window: tuple[int, int] = (1280, 800)
    maximised: bool = False
    recent: list[RecentFile] = field(default_factory=list)
    folder: Path = field(default_factory=settings_folder)

    def remember(self, path: Path, now: datetime | None = None) -> None:
        """Put a file on top of the recent ones."""
        known = next((r for r in self.recent if r.path == str(path)), RecentFile(str(path)))
        entry = replace(known, opened_at=(now or datetime.now()).isoformat(timespec="minutes"))
        self.recent = [entry, *(r for r in self.recent if r.path != str(path))][:RECENT_KEPT]
        self.save()

    def note_size(self, path: Path, answers: int, journeys: int) -> None:
        """Keep how much a recent file holds, for the line under its name."""
        self.recent = [
            replace(r, answers=answers, journeys=journeys) if r.path == str(path) else r for r in self.recent
        ]
        self.save()

    def forget(self, path: str) -> None:
        """Take a file off the list."""
        self.recent = [r for r in self.recent if r.path != path]
        self.save()

    def save(self) -> None:
        """Write the settings beside the old ones and replace them; without room or right the old ones stay."""
        data = asdict(self)
        del data["folder"]
        partial = self.folder / "settings.json.new"
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(partial, self.folder / "settings.json")


def load(folder: Path | None = None) -> Settings:
    """The settings as they were left; whatever is missing or broken takes its usual value."""
    settings = Settings(folder=folder or settings_folder())
    try:
        data = json.loads((settings.folder / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return settings
    if isinstance(data, dict):
        for name, read in _READERS.items():
            with suppress(KeyError, TypeError, ValueError):
                setattr(settings, name, read(data[name]))
    return settings


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _size(value: Any) -> tuple[int, int]:
    width, height = value
    return max(640, int(width)), max(480, int(height))


def _recent(value: Any) -> list[RecentFile]:
    entries = [_recent_file(entry) for entry in value if isinstance(entry, dict) and entry.get("path")]
    return entries[:RECENT_KEPT]


def _recent_file(entry: dict[str, Any]) -> RecentFile:
    answers, journeys = (int(entry.get(name) or 0) for name in ("answers", "journeys"))
    return RecentFile(str(entry["path"]), str(entry.get("opened_at") or ""), answers, journeys)


_READERS: dict[str, Callable[[Any], Any]] = {
    "theme": _text,
    "language": _text,
    "person": _text,
    "window": _size,
    "maximised": bool,
    "recent": _recent,
}
