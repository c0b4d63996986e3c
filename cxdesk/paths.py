"""Where things lie: the product's own data, and the places the person's system gives us."""

import os
from pathlib import Path

import resources


def resource(*parts: str) -> Path:
    """A file or folder under resources/, from a checkout and from the bundle alike."""
    return Path(next(iter(resources.__path__))).joinpath(*parts)


def settings_folder() -> Path:
    """The folder for settings and recent files; CXDESK_SETTINGS names another one."""
    if chosen := os.environ.get("CXDESK_SETTINGS"):
        return Path(chosen)
    import platformdirs  # costs 10 ms at start; not needed where the folder is named

    return Path(platformdirs.user_config_dir("cxdesk", appauthor=False))


def documents_folder() -> Path:
    """Where new files are offered to be kept; the home folder where a fresh system has no folder for documents."""
    import platformdirs

    documents = Path(platformdirs.user_documents_dir())
    return documents if documents.is_dir() else Path.home()
