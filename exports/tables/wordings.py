"""The wordings of all plans as a workbook for a translator: one row a sentence, one column to fill in."""

from collections.abc import Sequence
from pathlib import Path

from cxdesk.i18n import _, language_name
from cxdesk.planning.side_by_side import HEADS, Sentence
from exports.tables.sheet import write_xlsx


def write_wordings(rows: Sequence[Sentence], path: Path) -> Path:
    """Write the list; of what stays inside only names of customers and touch points are in it, and no cell can be run as a formula."""
    table = [
        (r.key, r.customer, r.where, r.source, language_name(r.language), r.text, r.approved_by) for r in rows
    ]
    if not table:
        # The key stays empty, so that the workbook can still be read back.
        none = _("There is nothing to write or translate yet. Make a plan for a customer first.")
        table = [("", none, "", "", "", "", "")]
    return write_xlsx(table, [_(head) for head in HEADS.values()], path, _("Wording of the plans"))
