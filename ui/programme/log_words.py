"""The lines of the log in words, for window and command line alike; loads no Qt."""

from typing import TYPE_CHECKING

from cxdesk.i18n import _, day, isolated, listed
from cxdesk.planning.sending import how_word
from cxdesk.programme.report import TITLES
from cxdesk.sentences import ended

if TYPE_CHECKING:
    from cxdesk.programme.given import Giving, MadeRow, Said


def giving_line(giving: "Giving") -> str:
    """Who, on which day, how and by whom, with the note."""
    parts = [isolated(giving.recipient), day(giving.on), how_word(giving.how)]
    if giving.by:
        parts.append(_("by {name}").format(name=isolated(giving.by)))
    line = listed(p for p in parts if p)
    return f"{ended(line)} {isolated(giving.note)}" if giving.note else line


def answer_line(said: "Said") -> str:
    """“Leila Rahimi, 4 May 2026: partly. The chart was too small.”"""
    from cxdesk.programme.given import ANSWERS

    who = isolated(said.reader) or _("a reader")
    line = _("{who}, {day}: {answer}").format(who=who, day=day(said.on), answer=_(ANSWERS[said.answer]))
    return f"{ended(line)} {isolated(said.note)}" if said.note else line


def document_word(made: "MadeRow") -> str:
    """What a document is called."""
    if made.audience in TITLES:
        return f"{_(TITLES[made.audience])} {made.function}".strip()
    return _("Customer’s plan")


def made_as(made: "MadeRow") -> str:
    """As what it was made: PDF, or printed; nothing where an older file does not say."""
    return _("printed") if made.format == "print" else made.format.upper()
