"""The paper twin of a map: the map on one sheet or on many, empty, as cards and as voting sheets."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, listed
from cxdesk.journeys.layout import customer_copy
from cxdesk.journeys.queries import JourneyMap
from exports.journey.continued import TALLEST, shortened
from exports.journey.cut_cards import card_sheets
from exports.journey.lettering import lettering
from exports.journey.long_texts import long_sheets, long_words
from exports.journey.numbered import Numbered, numbered
from exports.journey.papers import MM, PAPERS, SMALL, Paper, paper_named
from exports.journey.pdf import pdf_of
from exports.journey.poster import POINTS, READABLE, Poster, Subject, for_notes, in_scale, on_paper
from exports.journey.press import Press
from exports.journey.safe import bare_copy, refuse_leaks
from exports.journey.sheet import Sheet
from exports.journey.tile_sheets import tile_sheets
from exports.journey.tiles import cut_up, window_size
from exports.journey.votes import vote_sheets
from exports.pdf.batch import safe_name
from exports.writing import write_file

What = Literal["map", "empty", "cards", "votes", "kit"]
WHATS: tuple[What, ...] = ("map", "empty", "cards", "votes", "kit")
# What a kit is made of, and the names of its files.
PARTS: dict[What, str] = {
    "map": N_("map"),
    "empty": N_("empty map"),
    "cards": N_("cards to cut out"),
    "votes": N_("voting sheets"),
}
OVERLAP = 10.0
LEAST_PERCENT, MOST_PERCENT = 10.0, 400.0
MOST_NAMED = 5
# Shorter cards make a poster larger, so that it is cut anew; a few times are enough.
MOST_TRIES = 6


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be printed and how.

    `paper` is the size of the finished map, "" for as large as it is at its scale; `tiles` the paper of the
    sheets it is glued from, "" for one sheet; `overlap` in mm; `percent` None for as large as it fits.
    """

    what: What = "map"
    paper: str = "A3"
    tiles: str = ""
    overlap: float = OVERLAP
    percent: float | None = None
    for_customer: bool = False
    grey: bool = False
    notes: bool = False
    lanes: tuple[int, ...] = ()
    votes: int = 3


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF, the sizes of its pages in points, and sentences about what to know before printing."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    notes: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.sizes)


@dataclass(slots=True)
class _Made:
    sheets: list[Sheet] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def printed(
    journey: JourneyMap, language: str, wish: Wish, pictures: Mapping[str, bytes] | None = None
) -> Printed:
    """One PDF with what was wished; UserError where that can't be, such as a map too large for the paper."""
    parts = tuple(PARTS) if wish.what == "kit" else (wish.what,)
    made = _Made()
    for part in parts:
        one = _sheets_for(journey, language, replace(wish, what=part))
        if not one.sheets and wish.what != "kit":
            raise UserError(_("There is no card on this map yet. Add cards first, or print the empty map."))
        made.sheets += one.sheets
        made.notes += one.notes
    return _pressed(journey, language, wish, made, pictures or {})


def print_folder(
    journey: JourneyMap,
    folder: Path,
    language: str,
    wish: Wish,
    pictures: Mapping[str, bytes] | None = None,
) -> list[tuple[Path, Printed]]:
    """The kit as a folder of PDFs, one of each part."""
    parts = tuple(PARTS) if wish.what == "kit" else (wish.what,)
    finished: list[tuple[Path, Printed]] = []
    for part in parts:
        made = _sheets_for(journey, language, replace(wish, what=part))
        if made.sheets:
            name = f"{safe_name(journey.name)} - {_(PARTS[part])}.pdf"
            finished.append((folder / name, _pressed(journey, language, wish, made, pictures or {})))
    folder.mkdir(parents=True, exist_ok=True)
    for path, one in finished:
        write_file(path, lambda beside, data=one.pdf: beside.write_bytes(data))  # type: ignore[misc]
    return finished


def poster(journey: JourneyMap, language: str, wish: Wish) -> tuple[Sheet, tuple[str, ...]]:
    """The map, filled or empty, as the one sheet that was wished, with what to know of it."""
    made = _sheets_for(journey, language, wish, pages=False)
    return made.sheets[0], tuple(made.notes)


def _sheets_for(journey: JourneyMap, language: str, wish: Wish, *, pages: bool = True) -> _Made:
    """The sheets of one part; where there is no second page, every card is whole on the map."""
    if wish.what in ("cards", "votes"):
        return _listed(journey, language, wish)
    subject = Subject(journey, language, wish.for_customer, wish.what == "empty", wish.notes)
    if pages:
        poster, made, long = _with_long_cards(subject, wish)
    else:
        poster, long = _poster(subject, wish), ()
        made = _Made([poster.sheet])
    if long:
        made.notes.append(long_words(long, language))
        made.sheets += long_sheets(
            subject.shown, long, language, _small_paper(wish), inside=not wish.for_customer
        )
    if poster.smallest < READABLE and wish.what == "map":
        made.notes.insert(0, _too_small(poster))
    return made


def _with_long_cards(subject: Subject, wish: Wish) -> tuple[Poster, _Made, tuple[Numbered, ...]]:
    """The poster on one sheet or in tiles, with cards so short and narrow that each is whole on one of them."""
    whole, tallest = subject.shown, TALLEST
    for _try in range(MOST_TRIES):
        journey, long = shortened(whole, subject.language, tallest)
        poster = _poster(replace(subject, journey=journey), wish)
        if not wish.tiles:
            return poster, _Made([poster.sheet]), long
        cutting = cut_up(
            poster.sheet, paper_named(wish.tiles, SMALL), wish.overlap * MM, rtl=i18n.is_rtl(subject.language)
        )
        if not cutting.split:
            break
        wide, high = (side / (poster.percent / 100 * POINTS) - 4 for side in window_size(cutting.paper))
        tallest = min(high, 0.8 * tallest)
        subject = replace(subject, widest=min(subject.widest, wide))
    split = _split(whole, cutting.split, subject.language)
    told = " ".join(filter(None, (long_words(long, subject.language) if long else "", split)))
    sheets = tile_sheets(poster.sheet, cutting, subject.language, whole.name, told)
    return poster, _Made(sheets, [split] if split else []), long


def _poster(subject: Subject, wish: Wish) -> Poster:
    percent = wish.percent
    if percent is not None and not LEAST_PERCENT <= percent <= MOST_PERCENT:
        raise UserError(
            _("The scale can be from {least} to {most}.").format(
                least=i18n.percent(LEAST_PERCENT), most=i18n.percent(MOST_PERCENT)
            )
        )
    if subject.empty and subject.notes:
        percent = for_notes()
    if wish.tiles and (percent is not None or not wish.paper):
        return in_scale(subject, 100.0 if percent is None else percent)
    if not wish.paper:
        return in_scale(subject, 100.0 if percent is None else percent)
    paper = paper_named(wish.paper)
    try:
        return on_paper(subject, paper, percent)
    except UserError:
        if not (subject.empty and subject.notes):
            raise
        raise UserError(_no_room_for_notes(subject, paper)) from None


def _no_room_for_notes(subject: Subject, paper: Paper) -> str:
    needed = in_scale(subject, for_notes()).sheet
    return _(
        "With room for sticky notes the empty map is {wide} × {high} cm: more than {paper}. "
        "Choose a larger paper, or sheets to be put together."
    ).format(
        wide=i18n.number(needed.width / MM / 10),
        high=i18n.number(needed.height / MM / 10),
        paper=paper.name,
    )


def _listed(journey: JourneyMap, language: str, wish: Wish) -> _Made:
    shown = customer_copy(journey) if wish.for_customer else journey
    inside = not wish.for_customer
    paper = _small_paper(wish)
    if wish.what == "cards":
        return _Made(card_sheets(shown, language, paper, lanes=wish.lanes, inside=inside))
    return _Made(vote_sheets(shown, language, paper, lanes=wish.lanes, votes=wish.votes, inside=inside))


def _small_paper(wish: Wish) -> Paper:
    """What an office printer takes of the papers that were wished."""
    return PAPERS[next((name for name in (wish.paper, wish.tiles) if name in SMALL), "A4")]


def _pressed(
    journey: JourneyMap, language: str, wish: Wish, made: _Made, pictures: Mapping[str, bytes]
) -> Printed:
    letters = lettering(made.sheets, journey, language)
    subject = i18n.words(language).gettext("Customer journey")
    press = Press(wish.grey, letters.faces, pictures)
    pdf = pdf_of(made.sheets, journey.name, language, journey.firm, subject, press)
    if wish.for_customer:
        bare = bare_copy(journey)
        refuse_leaks(pdf, ".pdf", journey, lambda: printed(bare, language, wish).pdf)
    return Printed(pdf, tuple((s.width, s.height) for s in made.sheets), (*made.notes, *letters.notes))


def _split(journey: JourneyMap, ids: tuple[int, ...], language: str) -> str:
    """The sentence about cards that are larger than a sheet; empty where there are none."""
    if not ids:
        return ""
    names = {one.card.id: one.words for one in numbered(journey, language)}
    words = i18n.words(language)
    quoted = words.gettext("“{words}”")
    told = [quoted.format(words=names.get(card, "–")[:40]) for card in ids[:MOST_NAMED]]
    return words.ngettext(
        "{n} card is larger than one sheet and is cut: {cards}.",
        "{n} cards are larger than one sheet and are cut: {cards}.",
        len(ids),
    ).format(n=i18n.number(len(ids), lang=language), cards=listed(told, language))


def _too_small(poster: Poster) -> str:
    return _(
        "The smallest text is {points} points high: hard to read. "
        "Choose a larger paper, or sheets to be put together."
    ).format(points=i18n.number(poster.smallest, 1))
