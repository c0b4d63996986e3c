"""Characters our fonts lack: lent by the computer's fonts where these may be embedded, else named card by card."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import name as unicode_name

from cxdesk import i18n
from cxdesk.i18n import _, listed
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.shapes import Text
from exports.journey.numbered import numbered
from exports.journey.safe import texts_of
from exports.journey.sheet import Sheet
from exports.pdf.faces import Face, chain
from exports.pdf.shaping import not_drawable
from exports.pdf.system_fonts import Lent, lend

MOST_NAMED = 12
FEW_NAMED = 5
MOST_CARDS = 5


@dataclass(frozen=True, slots=True)
class Lettering:
    """The faces that are lent, and sentences about what is printed as a placeholder."""

    faces: tuple[Face, ...] = ()
    notes: tuple[str, ...] = ()


def lettering(sheets: Sequence[Sheet], journey: JourneyMap, language: str) -> Lettering:
    """What the texts of these sheets need beyond our fonts."""
    ours = chain("sans", False)
    texts = {
        shape.words
        for sheet in sheets
        for part in sheet.parts
        for shape in part.shapes
        if isinstance(shape, Text) and not shape.words.isascii()
    }
    wanted = {char for text in texts for char in not_drawable(text, ours)}
    if not wanted:
        return Lettering()
    found = lend(wanted)
    return Lettering(found.faces, tuple(_notes(found, journey, language)))


def beyond_ours(journey: JourneyMap) -> tuple[str, ...]:
    """A sentence about characters that our fonts lack, for files whose text the reader's own fonts draw."""
    ours = chain("sans", False)
    wanted = sorted({char for text in dict.fromkeys(texts_of(journey)) for char in not_drawable(text, ours)})
    if not wanted:
        return ()
    signs = listed(_named(char) for char in wanted[:FEW_NAMED])
    if len(wanted) > FEW_NAMED:
        signs += " …"
    return (
        _(
            "Our fonts lack {signs}. They are kept as text: who opens the file sees them in a font of their "
            "own computer, where it has one."
        ).format(signs=signs),
    )


def _notes(found: Lent, journey: JourneyMap, language: str) -> list[str]:
    if not found.missing:
        return []
    signs = listed(_named(char) for char in found.missing[:MOST_NAMED])
    if len(found.missing) > MOST_NAMED:
        signs += " …"
    notes = [
        _("No font on this computer can print {signs}. A mark stands in their place: {cards}.").format(
            signs=signs, cards=_cards(set(found.missing), journey, language)
        )
    ]
    fonts = sorted({font for _char, font in found.kept_back})
    if fonts:
        notes.append(
            _("These fonts have some of them, but may not be embedded by their licence: {fonts}.").format(
                fonts=listed(fonts)
            )
        )
    return notes


def _named(char: str) -> str:
    """The sign itself with its number, and what it is called where it has a name."""
    called = unicode_name(char, "").capitalize()
    told = f"U+{ord(char):04X}" + (f" {called}" if called and not called.startswith("Cjk") else "")
    return f"“{char}” ({told})"


def _cards(missing: set[str], journey: JourneyMap, language: str) -> str:
    """On which cards, by their beginnings; elsewhere means heads and heading."""
    on = [one for one in numbered(journey, language) if missing & set(one.words)]
    said = [
        _("card “{text}”").format(text=one.words if len(one.words) <= 40 else one.words[:39] + "…")
        for one in on[:MOST_CARDS]
    ]
    if len(on) > MOST_CARDS:
        said.append(
            i18n.ngettext("{n} more card", "{n} more cards", len(on) - MOST_CARDS).format(
                n=i18n.number(len(on) - MOST_CARDS)
            )
        )
    heads = "".join([journey.name, journey.takeaway, journey.about, *(s.name for s in journey.stages)])
    heads += "".join([*(s.name for s in journey.steps), *(lane.title + lane.whose for lane in journey.lanes)])
    if missing & set(heads) or not on:
        said.append(_("names and heading of the map"))
    return listed(said)
