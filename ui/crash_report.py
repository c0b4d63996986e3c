"""Write down a bug of ours for the people who mend it; nothing is sent anywhere."""

import platform
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cxdesk import __version__
from cxdesk.paths import settings_folder


def write_report(error: BaseException) -> Path | None:
    """The report's path, or None when it could not be written; it holds no answers, only our own lines."""
    folder = settings_folder() / "crashes"
    path = folder / f"{datetime.now():%Y-%m-%d %H.%M.%S}.txt"
    frames = "".join(traceback.format_tb(error.__traceback__))
    text = f"cxdesk {__version__}, {platform.platform()}, Python {platform.python_version()}\n"
    text += f"{frames}{type(error).__name__}: {error}\n"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path
    return None
