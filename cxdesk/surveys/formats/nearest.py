"""What a writer says beside the file: looks that another tool asks in its own nearest way."""

from collections.abc import Iterable, Iterator

from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.looks import LOOKS, look_of

SHOWN = 8


def nearest(definition: Definition, looks: Iterable[str]) -> Iterator[str]:
    """A sentence on the questions with these looks, if there are any."""
    wanted = set(looks)
    found = [(e.code, look_of(e)) for e in definition.elements if e.code and look_of(e) in wanted]
    if not found:
        return
    names = listed(f"{code} ({_(LOOKS[look].words)})" for code, look in found[:SHOWN])
    rest = len(found) - SHOWN
    if rest > 0:
        names = ngettext("{names} and {n} more", "{names} and {n} more", rest).format(
            names=names, n=number(rest)
        )
    yield _("Asked in the nearest way that the other program has: {names}.").format(names=names)
