"""The texts of a survey for a translator: one row a text, one column to fill in."""

from collections.abc import Sequence
from pathlib import Path

from cxdesk.i18n import _, listed
from cxdesk.surveys.translations import HEADS, Line
from exports.tables.table_file import write_table


def write_translations(rows: Sequence[Line], path: Path) -> Path:
    """Write the list as XLSX or CSV by the ending of the name; no cell can be run as a formula."""
    table = [(r.key, r.where, r.source, r.text, state_words(r)) for r in rows]
    return write_table(table, [_(head) for head in HEADS.values()], path, _("Translations"))


def state_words(line: Line) -> str:
    """What is to be said of a text: missing, stale, too long, or done."""
    return flag_words(line.flags or ("done",))


def flag_words(flags: Sequence[str]) -> str:
    """Flags in words, one after the other."""
    words = {
        "missing": _("missing"),
        "stale": _("source changed"),
        "long": _("too long"),
        "done": _("done"),
    }
    return listed([words[flag] for flag in flags])
