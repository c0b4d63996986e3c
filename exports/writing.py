"""Files that leave the house: whole or not at all, and never in the way of a viewer that holds the target."""

import errno
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cxdesk.errors import UserError
from cxdesk.i18n import _


class DiskFull(UserError):
    """There was no room on the disk: the next file will not fit either."""


# The first bytes of every SQLite file, and the number that ours carry (storage.engine.APPLICATION_ID).
_SQLITE = b"SQLite format 3\0"
_OURS = b"CXDS"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write_file(path: Path, produce: Callable[[Path], object]) -> Path:
    """Let `produce` write a file beside the target, then put it in the target's place."""
    if path.is_dir():
        raise UserError(_("“{path}” is a folder. Choose a name for the file.").format(path=path))
    if _is_project(path):
        sentence = _(
            "“{name}” is a cxdesk file with everything in it. Choose another name for what is written."
        )
        raise UserError(sentence.format(name=path.name))
    if not path.parent.is_dir():
        raise UserError(_("There is no folder “{folder}”. Choose another place.").format(folder=path.parent))
    beside = _written_beside(path, produce)
    try:
        _refuse_read_only(path)
        os.replace(beside, path)
    except OSError as error:
        kept = _keep(beside, path)
        if kept is None:
            raise _refused(path, error) from error
        sentence = _("“{name}” is open elsewhere or may not be changed. The new file is kept as {kept}.")
        raise UserError(sentence.format(name=path.name, kept=kept)) from error
    _flush_folder(path.parent)
    return path


def _is_project(path: Path) -> bool:
    """Whether a file that is there is one of ours, however it is called."""
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError:
        return False
    return head.startswith(_SQLITE) and head[68:] == _OURS


def _refuse_read_only(path: Path) -> None:
    """Some systems would replace a file that its owner has locked against changes."""
    if path.exists() and not path.stat().st_mode & 0o222:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def _written_beside(path: Path, produce: Callable[[Path], object]) -> Path:
    beside = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(4)}{path.suffix}")
    try:
        beside.touch(exist_ok=False)
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777 | 0o200)
        produce(beside)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _refused(path, error) from error
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _refused(path: Path, error: OSError) -> UserError:
    if error.errno in _FULL:
        return DiskFull(
            _("There was no room on the disk for “{name}”. Nothing was written.").format(name=path.name)
        )
    return UserError(
        _("“{name}” could not be written to {folder}. Choose another place.").format(
            name=path.name, folder=path.parent
        )
    )


def _keep(beside: Path, path: Path) -> Path | None:
    """Give the new file a name a person can find, beside the one that could not be replaced; None where that fails too."""
    stamp = datetime.now().strftime("%Y-%m-%d %H%M%S")
    for count in range(1, 100):
        extra = f" {count}" if count > 1 else ""
        kept = path.with_name(f"{path.stem} {stamp}{extra}{path.suffix}")
        if kept.exists():
            continue
        with suppress(OSError):
            os.rename(beside, kept)
            return kept
    with suppress(OSError):
        beside.unlink(missing_ok=True)
    return None


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut where the system offers that."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
