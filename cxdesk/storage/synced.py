"""Whether a file lies in a folder that a sync service copies behind our back."""

from pathlib import Path

_SIGNS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "nextcloud": "Nextcloud",
}


def service_of(path: Path) -> str | None:
    """The name of the sync service whose folder holds the path, told from the folders' names."""
    for part in path.resolve().parts[:-1]:
        low = part.lower()
        for sign, name in _SIGNS.items():
            if low.startswith(sign):
                return name
    return None
