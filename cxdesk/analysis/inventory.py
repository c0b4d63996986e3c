"""The inventory as a whole: every touch point with its score, where we listen, and where it lies on the maps."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.ages import stale_months
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.live import Live, live
from cxdesk.analysis.stage_figures import places_of, stage_figures, with_stage_figures
from cxdesk.analysis.touch_points import Scored, heard
from cxdesk.i18n import folded
from cxdesk.journeys.queries import JourneyMap, journey_rows
from cxdesk.journeys.score import Beside
from cxdesk.journeys.whole_map import map_of
from cxdesk.people.queries import function_names
from cxdesk.surveys.model import Item, Question
from cxdesk.surveys.queries import shown, survey_rows
from cxdesk.touchpoints.names import by_name
from cxdesk.touchpoints.queries import TouchPointRow, touch_point_rows


@dataclass(frozen=True, slots=True)
class Place:
    """Where a touch point lies on a map."""

    journey_id: int
    journey: str
    stage_id: int
    stage: str
    step_id: int
    step: str
    card_id: int
    felt: bool = False


@dataclass(frozen=True, slots=True)
class Listening:
    """A question that listens at a touch point, with its latest figure if it has one."""

    item_id: int
    survey_id: int
    survey: str
    audience: str
    code: str
    text: str
    asks: str
    figure: Figure | None
    round: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One touch point with all that is known of it; `stale_months` is its age where it should be checked again."""

    row: TouchPointRow
    scored: Scored | None = None
    beside: Beside | None = None
    listening: tuple[Listening, ...] = ()
    places: tuple[Place, ...] = ()
    stale_months: int | None = None

    @property
    def felt(self) -> bool:
        """Whether a map says how it feels at a step where it lies."""
        return any(place.felt for place in self.places)

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages it lies in, each once."""
        return tuple(dict.fromkeys(place.stage for place in self.places))


@dataclass(frozen=True, slots=True)
class Stray:
    """What a map calls a touch point and the inventory does not know."""

    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything that is a touch point, on a map or in the inventory, each counted once."""

    entries: tuple[Entry, ...]
    strays: tuple[Stray, ...]
    journeys: tuple[JourneyMap, ...]
    functions: tuple[str, ...]
    today: date

    @property
    def count(self) -> int:
        """How many there are: the union of maps and inventory."""
        return len(self.entries) + len(self.strays)

    @property
    def on_maps(self) -> int:
        """How many lie on a map."""
        return sum(bool(entry.places) for entry in self.entries) + len(self.strays)

    def entry(self, touch_point_id: int) -> Entry | None:
        """The touch point of that number."""
        return next((e for e in self.entries if e.row.id == touch_point_id), None)


def inventory(
    session: Session, lang: str | None = None, today: date | None = None, round_name: str = ""
) -> Inventory:
    """All of it, in the order of the inventory; scores are of one round, or of each touch point's latest."""
    today = today or date.today()
    rows = touch_point_rows(session)
    now = live(session, "", round_name, lang, today)
    maps = tuple(map_of(session, journey.id, {}, today) for journey in journey_rows(session))
    maps = _with_stages(session, maps, now, round_name, lang)
    places, strays = _placed(maps, rows)
    said = heard(session, today=today) if round_name else now.heard
    listening = _listening(session, rows, said, lang)
    entries = tuple(_entry(row, now, listening[row.id], places[row.id], today) for row in rows)
    return Inventory(entries, strays, maps, tuple(function_names(session)), today)


def _with_stages(
    session: Session, maps: tuple[JourneyMap, ...], now: Live, round_name: str, lang: str | None
) -> tuple[JourneyMap, ...]:
    """The maps with the figures of their stages, each of its own segment, as the map itself shows them."""
    by_segment = {"": now}
    shown = []
    for journey in maps:
        places = places_of(journey)
        if any(points for _stage, points in places):
            if journey.segment not in by_segment:
                by_segment[journey.segment] = live(session, journey.segment, round_name, lang, journey.today)
            counted = by_segment[journey.segment]
            journey = with_stage_figures(journey, stage_figures(session, places, counted, journey.today))
        shown.append(journey)
    return tuple(shown)


def _entry(
    row: TouchPointRow, now: Live, listening: list[Listening], places: list[Place], today: date
) -> Entry:
    return Entry(
        row,
        now.scored.get(row.id),
        now.beside.get(row.id),
        tuple(listening),
        tuple(places),
        stale_months(row.checked_on, today),
    )


def _placed(
    maps: Iterable[JourneyMap], rows: list[TouchPointRow]
) -> tuple[Mapping[int, list[Place]], tuple[Stray, ...]]:
    """Cards by the touch point they are linked to, or whose name or synonym they write; the rest are strays."""
    known = by_name(rows)
    found: dict[int, list[Place]] = defaultdict(list)
    strays: dict[str, tuple[str, list[Place]]] = {}
    for journey in maps:
        lanes = {lane.id: lane.kind for lane in journey.lanes}
        felt = {c.step_id for c in journey.cards if lanes[c.lane_id] == "feeling" and c.feeling is not None}
        at = {step.id: (stage, step) for stage in journey.stages for step in stage.steps}
        order = {step.id: place for place, step in enumerate(journey.steps)}
        for card in sorted(journey.cards, key=lambda c: (order[c.step_id], c.position, c.id)):
            # A link says where it lies in any lane; words do so only where touch points are written.
            if lanes[card.lane_id] != "touch_point" and card.touch_point_id is None:
                continue
            stage, step = at[card.step_id]
            place = Place(
                journey.id, journey.name, stage.id, stage.name, step.id, step.name, card.id,
                card.step_id in felt,
            )  # fmt: skip
            said = folded(card.text)
            if card.touch_point_id is not None:
                found[card.touch_point_id].append(place)
            elif said in known:
                found[known[said].id].append(place)
            elif said:
                strays.setdefault(said, (" ".join(card.text.split()), []))[1].append(place)
    return found, tuple(Stray(name, tuple(where)) for name, where in strays.values())


def _listening(
    session: Session, rows: list[TouchPointRow], said: Iterable[Scored], lang: str | None
) -> Mapping[int, list[Listening]]:
    latest = {(s.touch_point_id, s.item_id): s for s in said}
    surveys = {s.id: s for s in survey_rows(session)}
    items = {
        item.id: (item, question)
        for item, question in session.execute(
            select(Item, Question).join(Question, Question.id == Item.question_id)
        )
    }
    found: dict[int, list[Listening]] = defaultdict(list)
    for row in rows:
        for asks, numbers in (("experience", row.item_ids), ("expectation", row.expectation_ids)):
            for number in numbers:
                item, question = items[number]
                survey, one = surveys[question.survey_id], latest.get((row.id, number))
                text = shown(item.text, lang) or shown(question.text, lang) or item.code
                found[row.id].append(
                    Listening(
                        number, survey.id, survey.name, survey.audience, item.code or question.code, text,
                        asks, one.figure if one else None, one.round if one else "",
                    )
                )  # fmt: skip
    return found
