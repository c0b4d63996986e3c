"""What a writer says beside the file: looks that another tool asks in its own nearest way."""

from collections.abc import Iterable, Iterator

from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.looks import LOOKS, look_of


def nearest(definition: Definition, looks: Iterable[str]) -> Iterator[str]:
    """A sentence for each look that is asked in another way there, with the questions."""
    for look in looks:
        codes = [e.code for e in definition.elements if look_of(e) == look and e.code]
        if codes:
            shown = listed(codes[:8])
            rest = len(codes) - 8
            if rest > 0:
                shown = ngettext("{names} and {n} more", "{names} and {n} more", rest).format(
                    names=shown, n=number(rest)
                )
            sentence = _("“{look}” is asked in the nearest way the other program has: {codes}.")
            yield sentence.format(look=_(LOOKS[look].words), codes=shown)
