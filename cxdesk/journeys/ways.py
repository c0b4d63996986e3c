"""The band below the steps' names: links from step to step, branches with their condition, the way back of a loop."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cxdesk import i18n
from cxdesk.journeys.grid import LABEL_WIDTH, Sight
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.queries import JourneyMap, StepOnMap
from cxdesk.journeys.shapes import Curve, Line, Piece, Shape

WORDS = Style("ui", 12, 16, "text2")
RISE = 8.0
BEND = 8.0
ARROW = 4.0
INK, WIDTH = "line_strong", 1.25
AIR = 6.0
BRANCH_DASH = (4.0, 3.0)
# Where a way leaves and where one arrives, so that two of one step do not lie on each other.
LEAVES, ARRIVES = 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Way:
    """From one column to another, in its track, with its words."""

    start: int
    end: int
    words: Block
    dash: tuple[float, ...]
    track: int = 0

    @property
    def span(self) -> tuple[int, int]:
        """The columns it runs over."""
        return min(self.start, self.end), max(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Band:
    """The links of a map, and how high they are together; 0 where there are none."""

    piece: Piece
    height: float


def band(journey: JourneyMap, sight: Sight, y: float) -> Band:
    """The links in as few tracks as they need; as high on every sheet of a map."""
    ways = _ways(journey, sight)
    if not ways:
        return Band(Piece(), 0.0)
    tracks = 1 + max(way.track for way in ways)
    heights = [RISE + max([0.0, *(w.words.height for w in ways if w.track == t)]) for t in range(tracks)]
    piece = Piece()
    for way in ways:
        floor = y + sum(heights[: way.track + 1])
        # Those that go further down run through this track with their ends.
        crossing = [x for other in ways if other.track > way.track for x in _ends(other, sight)]
        piece += _drawn(way, sight, y, floor, crossing)
    return Band(piece, sum(heights) + AIR)


def ways_from(journey: JourneyMap, step: StepOnMap, language: str) -> list[str]:
    """Where the way goes from a step, in words: links with their conditions, the way back of a loop, the journey inside."""
    said = i18n.words(language)
    names = {one.id: one.name for one in journey.steps}
    told = []
    for link in journey.links:
        if link.from_step_id == step.id and link.to_step_id in names:
            way = said.gettext("From here to “{step}”").format(step=names[link.to_step_id])
            told.append(f"{way}: {link.words}" if link.words else way)
    if journey.is_loop and len(names) > 1 and step.id == journey.steps[-1].id:
        told.append(said.gettext("and again from the beginning"))
    if step.inner_journey:
        told.append(said.gettext("Opens the journey “{name}”").format(name=step.inner_journey))
    return told


def _ways(journey: JourneyMap, sight: Sight) -> list[Way]:
    places = {c.step.id: i for i, c in enumerate(sight.every) if c.step}
    plain: list[Way] = []
    for link in journey.links:
        if link.from_step_id not in places or link.to_step_id not in places:
            continue
        start, end = places[link.from_step_id], places[link.to_step_id]
        room = max(1, abs(end - start)) * sight.column - 24
        dash = BRANCH_DASH if link.kind == "branch" else ()
        plain.append(Way(start, end, block(link.words, WORDS, room, sight.language), dash))
    plain.sort(key=lambda way: (way.span[1] - way.span[0], way.span))
    if journey.is_loop and len(sight.every) > 1:
        again = i18n.words(sight.language).gettext("and again from the beginning")
        plain.append(Way(len(sight.every) - 1, 0, block(again, WORDS, 400, sight.language), ()))
    return _in_tracks(plain)


def _in_tracks(ways: Sequence[Way]) -> list[Way]:
    """Each way in the first track where nothing lies over its columns; short ones nearest to the names."""
    taken: list[list[tuple[int, int]]] = []
    placed: list[Way] = []
    for way in ways:
        low, high = way.span
        track = next(
            (
                t
                for t, spans in enumerate(taken)
                if all(high <= a or low >= b for a, b in spans)
                # A longer way above a shorter one would cut through its ends.
                and not any(low < b and a < high for later in taken[t + 1 :] for a, b in later)
            ),
            len(taken),
        )
        if track == len(taken):
            taken.append([])
        taken[track].append((low, high))
        placed.append(Way(way.start, way.end, way.words, way.dash, track))
    return placed


def _ends(way: Way, sight: Sight) -> tuple[float, float]:
    leave, arrive = (LEAVES, ARRIVES) if way.end > way.start else (ARRIVES, LEAVES)
    wide = sight.card_width
    return sight.left(way.start) + wide * leave, sight.left(way.end) + wide * arrive


def _drawn(way: Way, sight: Sight, top: float, floor: float, crossing: Sequence[float]) -> Piece:
    x0, x1 = _ends(way, sight)
    side = BEND if x1 > x0 else -BEND
    shapes: list[Shape] = []
    if _shown(way.start, sight):
        shapes += [
            Line(x0, top, x0, floor - BEND, INK, WIDTH, way.dash),
            _bend(x0, floor - BEND, x0 + side, floor, way.dash, down=True),
        ]
    if _shown(way.end, sight):
        shapes += [
            _bend(x1 - side, floor, x1, floor - BEND, way.dash, down=False),
            Line(x1, floor - BEND, x1, top + 2, INK, WIDTH, way.dash),
            Line(x1 - ARROW, top + 2 + ARROW, x1, top + 1, INK, WIDTH),
            Line(x1 + ARROW, top + 2 + ARROW, x1, top + 1, INK, WIDTH),
        ]
    low = max(min(x0 + side, x1 - side), LABEL_WIDTH - 4)
    high = min(max(x0 + side, x1 - side), sight.width)
    if high <= low:
        return Piece(keep=tuple(shapes))
    shapes.append(Line(low, floor, high, floor, INK, WIDTH, way.dash))
    middle = _free_middle(low, high, way.words.width, crossing)
    return Piece(keep=tuple(shapes), text=way.words.at(middle, floor - way.words.height - 1, "center"))


def _free_middle(low: float, high: float, width: float, crossing: Sequence[float]) -> float:
    """Where words stand on a way: in its middle, or in the widest part that no other way crosses."""
    middle = (low + high) / 2
    cuts = sorted(x for x in crossing if low < x < high)
    if all(abs(x - middle) > width / 2 + 4 for x in cuts):
        return middle
    edges = [low, *cuts, high]
    start, end = max(pairwise(edges), key=lambda part: part[1] - part[0])
    return (start + end) / 2


def _bend(x0: float, y0: float, x1: float, y1: float, dash: tuple[float, ...], *, down: bool) -> Curve:
    corner = (x0, y1) if down else (x1, y0)
    return Curve(x0, y0, *corner, *corner, x1, y1, INK, WIDTH, dash)


def _shown(column: int, sight: Sight) -> bool:
    return sight.first <= column < sight.last
