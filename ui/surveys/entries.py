"""What the survey page's “More” menu offers: openers of other parts, each `open_x(context, survey_id)`.

A row is (words, icon, opener) with the opener as "module:function", imported when it is chosen. To add one: a line
in ENTRIES.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from cxdesk.i18n import N_, _
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


def deeds_here(context: PageContext) -> list[tuple[str, str, str, Callable[[], None]]]:
    """The rows for the survey on view, or the one that the page would show: words, icon, its name, what does it."""
    from cxdesk.surveys.queries import survey_rows

    rows = context.project.read(survey_rows)
    shown = getattr(context.page(), "survey_id", None)
    survey = next((r for r in rows if r.id == shown), rows[0] if rows else None)
    if survey is None:
        return []
    return [(_(e[0]), e[1], survey.name, partial(_open_at, context, survey.id, e)) for e in ENTRIES]


def _open_at(context: PageContext, survey_id: int, entry: Entry) -> None:
    """Over the survey it is about."""
    context.go("surveys", survey_id)
    opener(entry)(context, survey_id)
