"""What the survey page's “More” menu offers: openers of other parts, each `open_x(context, survey_id)`.

A row is (words, icon, opener) with the opener as "module:function", imported when it is chosen. To add one: a line
in ENTRIES.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from cxdesk.i18n import N_
from ui.page import PageContext

Entry = tuple[str, str, str]

# In the order of the work; the words are shown through _().
ENTRIES: tuple[Entry, ...] = (
    (N_("What it is for"), "target", "ui.surveys.purpose:open_purpose"),
    (N_("Question bank"), "layers", "ui.surveys.bank:open_bank"),
    (
        N_("Paste questions from a document"),
        "clipboard-paste",
        "ui.surveys.paste_questions:open_paste_at_end",
    ),
    (N_("Check the logic"), "list-checks", "ui.surveys.rules_checks:open_logic"),
    (N_("Quotas"), "scale", "ui.surveys.rules_quotas:open_quotas"),
    (N_("Review the questions"), "list-checks", "ui.surveys.review_page:open_review"),
    (N_("What is our own in it"), "sparkles", "ui.surveys.ours:open_ours"),
    (N_("Translations side by side"), "languages", "ui.surveys.side_by_side:open_side_by_side"),
    (N_("Preview"), "eye", "ui.surveys.preview:open_preview"),
    (N_("Release and versions"), "history", "ui.surveys.release:open_release"),
    (N_("Print the questionnaire"), "printer", "ui.surveys.print_questionnaire:open_print"),
    (N_("Kiosk"), "monitor", "ui.surveys.kiosk:open_kiosk"),
    (N_("Make a web page"), "globe", "ui.surveys.export:open_web_page"),
    (N_("Type in paper forms"), "pencil", "ui.surveys.desk:open_desk"),
    (N_("Export the questionnaire"), "download", "ui.surveys.export:open_export"),
)


def opener(entry: Entry) -> Callable[[PageContext, int], Any]:
    """The function a row names."""
    module, _colon, name = entry[2].partition(":")
    found: Callable[[PageContext, int], Any] = getattr(import_module(module), name)
    return found
