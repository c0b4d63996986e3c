"""The differences between two maps in words, for window, paper and spreadsheet alike."""

import re
from collections.abc import Sequence
from datetime import datetime

from cxdesk.i18n import day, digits, directed, number, words
from cxdesk.journeys.compare import KIND_WORDS, Change, Comparison
from cxdesk.journeys.feeling_words import feeling_word
from cxdesk.journeys.kinds import CURVES
from cxdesk.journeys.queries import LANE_WORDS, STATE_WORDS
from cxdesk.personas.kinds import GRADE_WORDS
from cxdesk.touchpoints.words import channel_word

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def side_words(name: str, state: str, on: datetime | None, lang: str) -> str:
    """A map's name with its state, or with the day of its snapshot; it stands inside other sentences.

    Both are somebody's words in their own direction, so the line itself has to say which way it runs.
    """
    translate = words(lang).gettext
    if on is not None:
        told = translate("{name}, {day}").format(name=name, day=day(on.date(), lang))
    else:
        told = translate("{name}, {state}").format(name=name, state=translate(STATE_WORDS[state]))
    return directed(told, lang)


def headline(found: Comparison, lang: str) -> str:
    """How many differences there are, and of what."""
    translate = words(lang)
    if not found.changes:
        return translate.gettext("Both maps are the same")
    count = len(found.changes)
    return translate.ngettext(
        "{n} difference between the maps", "{n} differences between the maps", count
    ).format(n=number(count, lang=lang))


def summary(found: Comparison, lang: str) -> str:
    """How many of each kind, steps and cards apart, in one line."""
    translate = words(lang).gettext
    between = "، " if lang == "fa" else ", "
    parts = []
    for what, head in (("step", translate("Steps")), ("card", translate("Cards"))):
        counts = [
            translate("{n} {difference}").format(n=number(n, lang=lang), difference=kind_word(kind, lang))
            for kind in KIND_WORDS
            if (n := found.count(kind, what))
        ]
        if counts:
            parts.append(translate("{head}: {parts}.").format(head=head, parts=between.join(counts)))
    same = words(lang).ngettext("{n} card is as it was.", "{n} cards are as they were.", found.same)
    return " ".join([*parts, same.format(n=number(found.same, lang=lang))])


def kind_word(kind: str, lang: str) -> str:
    """How something differs; a step that is missing is gone, a text that is missing elsewhere was never written."""
    if kind == "missing":
        return words(lang).pgettext("difference between maps", "missing")
    return words(lang).gettext(KIND_WORDS[kind])


def change_cells(change: Change, lang: str) -> tuple[str, str, str, str, str]:
    """Where, what, how it differs, before, after."""
    translate = words(lang).gettext
    what = translate(LANE_WORDS[change.lane]) if change.lane else translate("Step")
    bare = change.lane in CURVES and _NUMBER.fullmatch(change.said)
    if change.said and not bare and change.kind not in ("text", "step"):
        what = translate("{head}: {text}").format(head=what, text=change.said)
    values = [_value(change, text, lang) for text in (change.before, change.after)]
    return change.where, what, kind_word(change.kind, lang), values[0], values[1]


def heads(lang: str) -> Sequence[str]:
    """The heads over `change_cells`."""
    translate = words(lang).gettext
    return [
        translate("Where"),
        words(lang).pgettext("difference between maps", "What"),
        translate("Difference"),
        translate("Before"),
        words(lang).pgettext("difference between maps", "After"),
    ]


def _value(change: Change, text: str, lang: str) -> str:
    catalogue = words(lang)
    if not text:
        return "–"
    if change.kind == "channel":
        return channel_word(text, lang)
    if change.kind == "lane":
        return catalogue.gettext(LANE_WORDS[text])
    if change.kind in ("surer", "less_sure"):
        return catalogue.gettext(GRADE_WORDS[text])
    if change.kind == "order" and change.what == "step":
        return catalogue.gettext("place {n}").format(n=digits(text, lang))
    if change.kind == "feeling" or (change.lane in CURVES and _NUMBER.fullmatch(text)):
        return _felt(change, float(text), lang)
    return text


def _felt(change: Change, felt: float, lang: str) -> str:
    """A feeling as the list of a map says it; with its number where both sides have the same words."""
    word = feeling_word(felt)
    said = words(lang).gettext(word)
    both = (change.before, change.after)
    if not all(_NUMBER.fullmatch(side) for side in both) or len({feeling_word(float(s)) for s in both}) > 1:
        return said
    return f"{said} ({number(felt, 0 if felt.is_integer() else 1, lang=lang)})"
