"""What keeps a plan back, said under its fields: missing words first, then words nobody answers for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cxdesk.i18n import _, language_word, ngettext, number
from ui.messages import Notice

if TYPE_CHECKING:
    from cxdesk.planning.assemble import Gap
    from ui.planning.drawing import Drawn

Goto = Callable[["Gap", str], None]


def notices(drawn: "Drawn", goto: Goto) -> list[Notice]:
    """At most one notice for the language that is shown and one for each other; `goto(gap, language)` writes it."""
    found: list[Notice] = []
    for language, gaps in drawn.gaps.items():
        missing = [g for g in gaps if not g.approved_missing]
        if missing:
            found.append(_missing(missing, language, goto))
        elif gaps and language == drawn.language:
            found.append(_unapproved(len(gaps), language))
    return found


def _missing(gaps: "list[Gap]", language: str, goto: Goto) -> Notice:
    name = language_word(language)
    bold = ngettext(
        "One sentence is missing in {language}", "{n} sentences are missing in {language}", len(gaps)
    ).format(n=number(len(gaps)), language=name)
    line = _("{gap} The plan in {language} is not made until it is there.").format(
        gap=gaps[0].sentence, language=name
    )
    return Notice("info", bold, line, _("Write it"), lambda: goto(gaps[0], language))


def _unapproved(n: int, language: str) -> Notice:
    bold = ngettext(
        "One sentence waits for approval in {language}", "{n} sentences wait for approval in {language}", n
    ).format(n=number(n), language=language_word(language))
    return Notice(
        "info", bold, _("Read the page at the side, then choose “Approve”. Nothing leaves before that.")
    )
