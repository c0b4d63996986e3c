"""What lists propose, in sentences for the window and the command line."""

from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.touchpoints.proposals import Noted, Proposal


def noted_words(noted: Noted, headings: tuple[str, ...]) -> str:
    """How many are new, known and dismissed, and in which columns they were found."""
    new, known = len(noted.proposed), len(noted.known)
    parts = [
        ngettext("{n} kind of contact is proposed", "{n} kinds of contact are proposed", new).format(
            n=number(new)
        ),
        ngettext("{n} is known", "{n} are known", known).format(n=number(known)),
    ]
    if gone := len(noted.dismissed):
        parts.append(
            ngettext("{n} was dismissed before", "{n} were dismissed before", gone).format(n=number(gone))
        )
    return _("In {columns}: {told}.").format(columns=listed(headings) or "–", told=listed(parts))


def sources_words(proposal: Proposal) -> str:
    """“CRM.csv, Contact type; …”."""
    return "; ".join(f"{source}, {heading}" for source, heading, _n, _on in proposal.sources)


def proposed_words(noted: Noted) -> str:
    """“3 kinds of contact are not in the inventory: Call back, Chat, …”; nothing where all are known."""
    n = len(noted.proposed)
    if not n:
        return ""
    text = ngettext(
        "{n} kind of contact is not in the inventory: {names}",
        "{n} kinds of contact are not in the inventory: {names}",
        n,
    )
    return text.format(n=number(n), names=listed(noted.proposed[:5]) + ("…" if n > 5 else ""))
