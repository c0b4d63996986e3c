"""One line typed in a workshop: "text #stage @lane" taken apart, its places found, its ends completed; no file needed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cxdesk.errors import UserError
from cxdesk.i18n import _, folded, listed, number
from cxdesk.journeys.kinds import CURVES, FEELING_LIMIT, LINES
from cxdesk.journeys.labels import lane_words
from cxdesk.journeys.queries import JourneyMap

COLUMN, ROW = "#", "@"
MOST_OFFERED = 6
MOST_NAMED = 8
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'"}
# A sign begins a place only where a word begins, and only before something that can be a name.
_TAG = r"(?<!\S)([#@])(?![#@])(?:" + "|".join(
    rf"{re.escape(a)}(?P<q{i}>[^{re.escape(b)}\n]+){re.escape(b)}" for i, (a, b) in enumerate(_QUOTES.items())
)
_TAG += r"|(?P<bare>[^\s#@\"“„«‘'][^\s]*))"
_AT_END = re.compile(_TAG + r"\s*$")
_AT_START = re.compile(r"^\s*" + _TAG + r"(?=\s|$)")
_DOUBLED = re.compile(r"(?<!\S)([#@])\1")
_OPEN = re.compile(r"(?<!\S)([#@])(?![#@])([^\s#@]*)$")
_PARTS = re.compile(r"[\s\-_\u2010\u2011\u200c]+")
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹−–٫", "0123456789--.")

Kind = Literal["stage", "step", "lane"]


@dataclass(frozen=True, slots=True)
class Name:
    """A stage, step or lane by what it is called; `step_id` is where its cards go, None where it has no step."""

    kind: Kind
    id: int
    words: str
    step_id: int | None = None
    steps: tuple[int, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """All that a line can name on one map, and which lanes hold feelings."""

    columns: tuple[Name, ...]
    lanes: tuple[Name, ...]
    feelings: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where cards go: a step and a lane; None where it was not said yet."""

    step_id: int | None = None
    lane_id: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line taken apart: its words, and what was written behind # and @; None where there is no such sign."""

    words: str
    column: str | None = None
    lane: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A card to be made; in a lane of feelings the words are the number."""

    step_id: int
    lane_id: int
    text: str
    feeling: float | None = None


class UnknownPlaceError(UserError):
    """A stage or step that is not on the map; `name` is what a new one would be called."""

    def __init__(self, sentence: str, name: str) -> None:
        super().__init__(sentence)
        self.name = name


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to end what is being typed: the name, how it is written, and from where on it replaces the text."""

    words: str
    written: str
    start: int


def names_of(journey: JourneyMap, language: str) -> Names:
    """What lines can name on a map, in the words the map shows in a language."""
    columns: list[Name] = []
    for stage in journey.stages:
        steps = tuple(s.id for s in stage.steps)
        columns.append(Name("stage", stage.id, stage.name, steps[0] if steps else None, steps))
    columns += [Name("step", step.id, step.name, step.id, (step.id,)) for step in journey.steps]
    kept = [lane for lane in journey.lanes if lane.kind not in LINES]
    lanes = tuple(Name("lane", x.id, lane_words(x, language), other=x.kind) for x in kept)
    return Names(tuple(columns), lanes, frozenset(x.id for x in kept if x.kind in CURVES))


def taken_apart(text: str) -> Line:
    """The words of a line and its places, which stand at its end or at its start; ## and @@ are the signs themselves."""
    words, found = text, dict[str, str]()
    for pattern in (_AT_END, _AT_START):
        while (hit := pattern.search(words)) is not None and hit[1] not in found:
            found[hit[1]] = _said(hit)
            words = words[: hit.start()] if pattern is _AT_END else words[hit.end() :]
    return Line(_DOUBLED.sub(r"\1", words).strip(), found.get(COLUMN), found.get(ROW))


def notes_of(text: str, names: Names, kept: Place) -> tuple[list[Note], Place]:
    """The cards that lines make, and the place the next line has; a UserError says in one sentence what is wrong.

    A line without a place goes where the line before went. Of many lines the first wrong one is named by its
    number, and none makes a card.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    notes: list[Note] = []
    for at, line in enumerate(lines, start=1):
        try:
            apart = taken_apart(line)
            kept = place_of(apart, names, kept)
            if apart.words:
                notes.append(_note(apart.words, names, kept))
        except UserError as error:
            if len(lines) == 1:
                raise
            sentence = _("Line {n}: {sentence}").format(n=number(at), sentence=error)
            raise UserError(sentence) from error
    return notes, kept


def place_of(line: Line, names: Names, kept: Place) -> Place:
    """The place a line names, what it leaves out taken from the place before; a wrong one is a UserError."""
    step_id, lane_id = kept.step_id, kept.lane_id
    if line.column is not None:
        column = _found(line.column, names.columns)
        if column is None:
            sentence = _("There is no stage or step “{name}”. There are: {names}.")
            raise UnknownPlaceError(
                sentence.format(name=line.column, names=_named(names.columns)), spoken(line.column)
            )
        if column.step_id is None:
            raise UserError(
                _("The stage “{name}” has no step yet. Add one to the map first.").format(name=column.words)
            )
        # The stage alone does not move the place inside it.
        step_id = step_id if step_id in column.steps else column.step_id
    if line.lane is not None:
        lane = _found(line.lane, names.lanes)
        if lane is None:
            sentence = _("There is no lane “{name}”. There are: {names}.")
            raise UserError(sentence.format(name=line.lane, names=_named(names.lanes)))
        lane_id = lane.id
    return Place(step_id, lane_id)


def offers(text: str, cursor: int, names: Names) -> list[Offer]:
    """How the place that is being typed before the cursor can end; empty where no place is typed."""
    hit = _OPEN.search(text[:cursor])
    if hit is None:
        return []
    every = names.columns if hit[1] == COLUMN else names.lanes
    wanted = _folded(hit[2])
    ranked = [(rank, n) for n in every if (rank := _rank(wanted, n)) is not None]
    ranked.sort(key=lambda pair: pair[0])
    found = [Offer(n.words, hit[1] + written(n.words), hit.start()) for _rank_, n in ranked]
    return list({offer.written: offer for offer in found}.values())[:MOST_OFFERED]


def spoken(written_name: str) -> str:
    """A name from how it stands in a line: gaps for hyphens between letters, and a large letter at its start."""
    words = re.sub(r"(?<=\w)-(?=\w)", " ", written_name).strip()
    return words[:1].upper() + words[1:]


def written(name: str) -> str:
    """A name as it stands in a line: one word, in small letters, without a sign that means a place at its start."""
    return "-".join(name.split()).lower().lstrip(COLUMN + ROW) or name


def _note(words: str, names: Names, place: Place) -> Note:
    if place.step_id is None:
        raise UserError(
            _("Say where: add # and the stage or step, as in #{example}.").format(
                example=written(names.columns[0].words) if names.columns else "…"
            )
        )
    if place.lane_id is None:
        raise UserError(
            _("Say where: add @ and the lane, as in @{example}.").format(
                example=written(names.lanes[0].words) if names.lanes else "…"
            )
        )
    if place.lane_id not in names.feelings:
        return Note(place.step_id, place.lane_id, words)
    try:
        feeling = float(words.translate(_DIGITS))
    except ValueError:
        feeling = FEELING_LIMIT + 1
    if not -FEELING_LIMIT <= feeling <= FEELING_LIMIT:
        raise UserError(_("This lane takes a feeling: a number from −5 (bad) to 5 (good)."))
    return Note(place.step_id, place.lane_id, "", feeling)


def _said(hit: re.Match[str]) -> str:
    """What stands behind the sign, without its quotation marks."""
    return next(value for value in hit.groupdict().values() if value is not None).strip()


def _found(said: str, names: Iterable[Name]) -> Name | None:
    """The one name that is meant: the whole name, else the only beginning of a name, else of a word in it."""
    wanted = _folded(said)
    ranked: dict[int, list[Name]] = {}
    for name in names:
        if (rank := _rank(wanted, name)) is not None:
            ranked.setdefault(rank, []).append(name)
    if not ranked or not wanted:
        return None
    best = ranked[min(ranked)]
    # A stage comes before a step of the same name; two of one kind and name are told apart by nothing.
    if len(best) == 1 or min(ranked) == 0:
        return best[0]
    raise UserError(
        _("“{name}” can be: {names}. Type some more of it.").format(
            name=said, names=listed(n.words for n in best[:MOST_NAMED])
        )
    )


def _rank(wanted: str, name: Name) -> int | None:
    whole = _folded(name.words)
    if whole == wanted:
        return 0
    if whole.startswith(wanted):
        return 1
    if any(whole.startswith(wanted, at + 1) for at, sign in enumerate(whole) if sign == "-"):
        return 2
    # The kinds' own words are what files and the command line call a lane.
    return 3 if name.other and name.other.replace("_", "-").startswith(wanted) else None


def _folded(text: str) -> str:
    """As names are compared: letters of any size and form alike, every gap a hyphen."""
    return _PARTS.sub("-", folded(text)).strip("-" + COLUMN + ROW)


def _named(names: tuple[Name, ...]) -> str:
    told = listed(n.words for n in names[:MOST_NAMED])
    return f"{told} …" if len(names) > MOST_NAMED else told or "–"
