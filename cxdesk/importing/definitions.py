"""Files that hold a questionnaire and no answers, recognised by what is in them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.importing import forms, lime
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.formats import own, qsf

START: Final = 4_000


@dataclass(frozen=True, slots=True)
class Kind:
    """One format of questionnaires: whether a file is one, and how it is read.

    `is_one` gets the path and the first bytes; `read` raises UserError in words when the file is damaged.
    """

    format: str
    is_one: Callable[[Path, bytes], bool]
    read: Callable[[Path], Definition]


def _read_own(path: Path) -> Definition:
    return own.from_json(path.read_bytes().decode("utf-8-sig", "replace"), path.name).definition


# A row per format, asked in this order.
KINDS: Final[tuple[Kind, ...]] = (
    Kind("cxdesk", lambda _path, start: own.is_one(start), _read_own),
    Kind(qsf.FORMAT, lambda _path, start: qsf.is_one(start), lambda path: qsf.parse(_bytes(path), path.name)),
    Kind("limesurvey", lime.is_questionnaire, lime.read_questionnaire),
    Kind("xlsform", forms.is_form, forms.read),
)


def kind_of(path: Path) -> Kind | None:
    """The format of questionnaires that a file is in, or None when it is something else."""
    # A pipe or a folder is no questionnaire, and opening a pipe would wait for ever.
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            start = file.read(START)
    except OSError:
        return None
    return next((k for k in KINDS if k.is_one(path, start)), None)


def read(path: Path) -> Definition | None:
    """The questionnaire in a file, or None when it holds none."""
    kind = kind_of(path)
    return kind.read(path) if kind is not None else None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(_("“{name}” could not be read: {why}").format(name=path.name, why=error)) from error
