"""What customers will see of their plans as a workbook: a row for each line, with who approved it and when."""

from collections.abc import Sequence
from pathlib import Path

from cxdesk.i18n import _, language_name
from cxdesk.planning.plan_review import KINDS, Reviewed
from exports.tables.cells import Cell
from exports.tables.sheet import write_xlsx


def write_review(found: Sequence[Reviewed], path: Path) -> Path:
    """Write the list; a plan that is held back is one row with the reason. No cell can be run as a formula."""
    heads = [
        _("Customer"), _("Language"), _("Version"), _("Part"), _("What will be seen"), _("What it is"),
        _("Approved by"), _("Approved on"), _("In place of"), _("What holds it back"),
    ]  # fmt: skip
    return write_xlsx([row for one in found for row in _rows(one)], heads, path, _("What customers will see"))


def _rows(one: Reviewed) -> list[tuple[Cell, ...]]:
    whose = (one.plan.account, language_name(one.language), one.plan.version)
    if one.reason:
        return [(*whose, "", "", "", "", "", "", one.reason)]
    return [
        (*whose, part.head, line.text, _(KINDS[line.kind]), line.by, line.at.date() if line.at else "", line.instead_of, "")
        for part in one.parts
        for line in part.lines
    ]  # fmt: skip
