"""A copy of the file for a consultant: written beside its place, checked, then put there; never over another file."""

import os
from pathlib import Path

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.paths import refuse_missing
from cxdesk.privacy.package import Packed, write
from cxdesk.storage import migrate
from cxdesk.storage.engine import failures_in_words
from exports.writing import write_file

ENDING = ".cxdesk"


def write_package(source: Path, target: Path) -> Packed:
    """Write the package; whole or not at all.

    Raises UserError for a source that is no file of ours or of an older version, and for a target that is there.
    """
    refuse_missing(source)
    if migrate.version_of(source) < len(migrate.REVISIONS):
        raise UserError(
            _("“{name}” is from an older cxdesk. Open it once, then make the package.").format(
                name=source.name
            )
        )
    if target.suffix.lower() != ENDING:
        raise UserError(_("A package is a file that ends in .cxdesk. Choose such a name."))
    if os.path.lexists(target):
        raise UserError(_("“{name}” is there already. Choose another name.").format(name=target.name))
    if not target.parent.is_dir():
        raise UserError(
            _("There is no folder “{folder}”. Choose another place.").format(folder=target.parent)
        )
    packed: list[Packed] = []

    def produce(part: Path) -> None:
        part.unlink()  # the copy is made to a name that is free
        with failures_in_words(_("No file was made.")):
            packed.append(write(source, part))

    write_file(target, produce)
    return packed[0]
