"""What a writer says beside the file: looks that another tool asks in its own nearest way."""

from collections.abc import Iterable, Iterator

from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.formats.hints import has_no_answers
from cxdesk.surveys.looks import LOOKS, look_of

SHOWN = 8


def without_answers(definition: Definition) -> Iterator[str]:
    """A sentence on the questions that have nothing to choose from yet, if there are any."""
    codes = [e.code for e in definition.questions if has_no_answers(e)]
    if codes:
        yield _("Without answers to choose from, so they ask for words there: {codes}.").format(
            codes=_some(codes)
        )


def nearest(definition: Definition, looks: Iterable[str]) -> Iterator[str]:
    """A sentence on the questions with these looks, if there are any."""
    wanted = set(looks)
    found = [(e.code, look_of(e)) for e in definition.elements if e.code and look_of(e) in wanted]
    if not found:
        return
    names = _some([f"{code} ({_(LOOKS[look].words)})" for code, look in found])
    yield _("Asked in the nearest way that the other program has: {names}.").format(names=names)


def _some(all_names: list[str]) -> str:
    names, rest = listed(all_names[:SHOWN]), len(all_names) - SHOWN
    if rest <= 0:
        return names
    more = ngettext("{names} and {n} more", "{names} and {n} more", rest)
    return more.format(names=names, n=number(rest))
