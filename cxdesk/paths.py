"""Where things lie: the product's own data, and the places the person's system gives us."""

import os
from pathlib import Path

import resources
from cxdesk.errors import UserError


def resource(*parts: str) -> Path:
    """A file or folder under resources/, from a checkout and from the bundle alike."""
    return Path(next(iter(resources.__path__))).joinpath(*parts)


def settings_folder() -> Path:
    """The folder for settings and recent files; CXDESK_SETTINGS names another one."""
    if chosen := os.environ.get("CXDESK_SETTINGS"):
        return Path(chosen)
    import platformdirs  # costs 10 ms at start; not needed where the folder is named

    return Path(platformdirs.user_config_dir("cxdesk", appauthor=False))


def refuse_missing(path: Path) -> None:
    """UserError where a path is no file, or one that may not be read: whether one was ever there nobody knows, so only what is true now is said."""
    from cxdesk.i18n import _  # which finds its catalogues through this module

    try:
        if path.is_file():
            path.open("rb").close()
            return
        is_folder = path.is_dir()
    except PermissionError:
        raise UserError(
            _(
                "“{name}” may not be read here. Ask whoever owns it, or copy it to a folder of your own."
            ).format(name=path.name)
        ) from None
    except (OSError, ValueError):  # too long a name, a byte that no name has
        is_folder = False
    if is_folder:
        raise UserError(_("“{name}” is a folder. Name a file in it.").format(name=path.name or path))
    raise UserError(_("There is no file “{name}” at that place.").format(name=path.name))


def documents_folder() -> Path:
    """Where new files are offered to be kept; the home folder where a fresh system has no folder for documents."""
    import platformdirs

    documents = Path(platformdirs.user_documents_dir())
    return documents if documents.is_dir() else Path.home()
