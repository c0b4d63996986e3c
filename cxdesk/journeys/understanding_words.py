"""How well we know our customers, in words for window and paper alike."""

from datetime import date
from typing import TYPE_CHECKING

from cxdesk.i18n import N_, day, directed, listed, number, percent, words

if TYPE_CHECKING:
    from cxdesk.journeys.understanding import Known, Part, Understanding

HEADS = {
    "asked": (N_("Asked"), N_("Do we listen to them, and when did we last?")),
    "characterised": (N_("Described"), N_("Do we know who they are and what they take for granted?")),
    "empathised": (N_("Walked through"), N_("Have we gone their way, step by step?")),
}
GAPS = {
    "asked": N_("Never answered: {names}"),
    "characterised": N_("Segments nobody described: {names}"),
    "empathised": N_("Nobody drew a journey for: {names}"),
}
NOTHING = {
    "asked": N_("Nobody was asked yet."),
    "characterised": N_("Nobody is described yet."),
    "empathised": N_("No journey is drawn yet."),
}


def age_words(thing: "Known", lang: str) -> str:
    """The day something is of and how long ago that is; it stands inside other sentences.

    It holds nothing but what was put in, so the line itself has to say which way it runs.
    """
    told = words(lang)
    if thing.on is None or thing.months is None:
        return told.gettext("Nobody has checked this yet.")
    if thing.months < 1:
        return told.gettext("{day}, this month").format(day=day(thing.on, lang))
    ago = told.ngettext("{n} month ago", "{n} months ago", thing.months)
    ago = ago.format(n=number(thing.months, lang=lang))
    return directed(told.gettext("{day}, {ago}").format(day=day(thing.on, lang), ago=ago), lang)


def newest_of(part: "Part") -> "Known | None":
    """The thing a part is as old as; None where none has a day."""
    return max((t for t in part.things if t.on), key=lambda t: t.on or date.min, default=None)


def newest_words(part: "Part", lang: str) -> str:
    """How old a part is, or that there is nothing in it."""
    translate = words(lang).gettext
    if not part.things:
        return translate(NOTHING[part.key])
    newest = newest_of(part)
    if newest is None:
        return translate("Of no day that we know.")
    return translate("Newest: {age}").format(age=age_words(newest, lang))


def gap_words(part: "Part", lang: str) -> str:
    """What is missing, by name; nothing where nothing is."""
    if not part.gaps:
        return ""
    return words(lang).gettext(GAPS[part.key]).format(names=listed(part.gaps, lang))


def headline(found: "Understanding", lang: str) -> str:
    """What is missing or old, as one sentence."""
    told = words(lang)
    gaps = sum(len(part.gaps) for part in found.parts)
    stale = sum(len(part.stale) for part in found.parts)
    if not any(part.things for part in found.parts):
        return told.gettext("We know nothing of our customers yet")
    if not gaps and not stale:
        return told.gettext("Everything we know of our customers is of this year")
    said = []
    if stale:
        old = told.ngettext("{n} thing is older than a year", "{n} things are older than a year", stale)
        said.append(old.format(n=number(stale, lang=lang)))
    if gaps:
        said.append(
            told.ngettext("{n} is missing", "{n} are missing", gaps).format(n=number(gaps, lang=lang))
        )
    return listed(said, lang)


def sure_line(found: "Understanding", lang: str) -> str:
    """How sure the maps are: cards by grade, and steps where somebody watched."""
    told, total = words(lang), sum(found.grades.values())
    if not total:
        return told.gettext("No cards on any map yet.")
    share, some, opinion = (
        percent(100 * found.grades[grade] / total, lang) for grade in ("measured", "some", "opinion")
    )
    cards = told.gettext(
        "{share} of all cards on our maps are measured, {some} rest on some answers, {opinion} are opinion."
    ).format(share=share, some=some, opinion=opinion)
    watched = told.ngettext(
        "{n} of {all} step holds an observation.", "{n} of {all} steps hold an observation.", found.steps
    )
    return (
        f"{cards} {watched.format(n=number(found.observed, lang=lang), all=number(found.steps, lang=lang))}"
    )
