"""From insight to action, and whom to thank, in words, for window and command line alike."""

from cxdesk.i18n import _, ngettext, number, percent
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.tracking import Conversion, thanks


def conversion_sentence(found: Conversion) -> str:
    """How many issues led to an action, and how quickly."""
    if not found.insights:
        return _("No issues yet")
    text = ngettext(
        "{n} of {all} issue led to an action ({share}).",
        "{n} of {all} issues led to an action ({share}).",
        found.insights,
    ).format(n=number(found.acted), all=number(found.insights), share=percent(found.percent))
    if found.median_days is None:
        return text
    days = ngettext("Half of them within {n} day.", "Half of them within {n} days.", round(found.median_days))
    decimals = 0 if found.median_days == round(found.median_days) else 1
    return text + " " + days.format(n=number(found.median_days, decimals))


def thanks_sentence(rows: list[ActionRow]) -> str:
    """Whom to thank, each with what they brought about; empty while nothing is finished."""
    names = thanks(rows)
    if not names:
        return ""
    said = [_("{name} ({actions})").format(name=name, actions=", ".join(titles)) for name, titles in names]
    return _("Thanks are due to: {names}.").format(names="; ".join(said))
