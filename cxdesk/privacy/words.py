"""What an erasure says before and after, for the window and the command line alike."""

from cxdesk.i18n import _, day, language_word, ngettext, number
from cxdesk.privacy.actions import Erased
from cxdesk.privacy.places import OF_THE_FILE, PLACES


def cant_be_undone() -> str:
    """The first thing to be said."""
    return _("This can’t be undone. What goes:")


def what_goes(told: Erased) -> list[str]:
    """A line for each place that holds something of the person, then those of the file as a whole."""
    lines = [
        _("{place}: {n}").format(place=_(place.words), n=number(told.places[place.id]))
        for place in PLACES
        if told.places.get(place.id)
    ]
    return [*lines, *(_(words) for words in OF_THE_FILE)]


def documents_to_recall(told: Erased) -> list[str]:
    """The documents that were handed out to the customer, which only a person can recall."""
    if not told.documents:
        return []
    n = len(told.documents)
    words = ngettext(
        "{n} document was handed out to this customer. Recall it, if it speaks of this person:",
        "{n} documents were handed out to this customer. Recall them, if they speak of this person:",
        n,
    )
    line = _("“{title}”, version {version}, {language}, {day}")
    return [
        words.format(n=number(n)),
        *(
            line.format(
                title=d.title,
                version=number(d.version),
                language=language_word(d.language),
                day=day(d.made_at),
            )
            for d in told.documents
        ),
    ]


def what_stays() -> list[str]:
    """What no program can do for the person who erases."""
    return [
        _("Copies of the file that you made yourself, and the survey tool, still hold this person."),
        _(
            "Of each erased answer a mark stays that names nobody, so that its own file does not bring it back."
        ),
        _("Lists of customers, contacts and purchases that hold this person do bring them back."),
    ]


def erased_sentence(done: Erased) -> str:
    """What was done."""
    if not done.responses:
        return _("Everything of this person was erased; there was no answer of theirs.")
    return ngettext(
        "{n} answer was erased, and everything else of this person.",
        "{n} answers were erased, and everything else of this person.",
        done.responses,
    ).format(n=number(done.responses))
