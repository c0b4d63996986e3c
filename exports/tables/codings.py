"""The comments of a sample for one coder: a row each, one column to fill in, and nothing of what the other said."""

from collections.abc import Sequence
from pathlib import Path

from cxdesk.i18n import _
from cxdesk.planning.coding_queries import Comment
from cxdesk.planning.coding_words import HEADS, choices_line, code_word, head
from exports.tables.table_file import write_table


def write_sample(coding_id: int, comments: Sequence[Comment], path: Path) -> Path:
    """Write the sample as .csv or .xlsx; no cell can be run as a formula."""
    heads = [head(name) for name in HEADS]
    choices = choices_line()
    # A key that a spreadsheet would take for a time or a day comes back as another one.
    rows = [
        (f"C{coding_id}-{c.id}", c.text, code_word(c.code) if c.code else "", choices) for c in comments
    ]  # fmt: skip
    return write_table(rows, heads, path, _("Comments to code"))
