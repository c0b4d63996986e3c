"""What the survey page's “More” menu offers: openers of other parts, each `open_x(context, survey_id)`.

A row is (words, icon, opener) with the opener as "module:function", imported when it is chosen; a row whose module is
not there is left out. To add one: a line in ENTRIES.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from cxdesk.i18n import N_
from ui.page import PageContext

Entry = tuple[str, str, str]

# The words are shown through _().
ENTRIES: tuple[Entry, ...] = (
    (N_("Check the logic"), "list-checks", "ui.surveys.rules_checks:open_logic"),
    (N_("Type in paper forms"), "pencil", "ui.surveys.desk:open_desk"),
    (N_("Export the questionnaire"), "download", "ui.surveys.export:open_export"),
)


def entries() -> list[Entry]:
    """The rows whose part is there."""
    return [entry for entry in ENTRIES if find_spec(entry[2].partition(":")[0]) is not None]


def opener(entry: Entry) -> Callable[[PageContext, int], Any]:
    """The function a row names."""
    module, _colon, name = entry[2].partition(":")
    found: Callable[[PageContext, int], Any] = getattr(import_module(module), name)
    return found
