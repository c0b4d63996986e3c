"""One journey with its live numbers and all that its heading says, for window, paper and command line alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.live import Live, filter_of, live
from cxdesk.analysis.stage_figures import (
    Places,
    StageFigure,
    places_of,
    stage_figures,
    with_stage_figures,
)
from cxdesk.i18n import listed
from cxdesk.journeys.known_map import KnownMap
from cxdesk.journeys.model import Journey
from cxdesk.journeys.queries import JourneyMap
from cxdesk.journeys.whole_map import map_of
from cxdesk.planning.wording import FIRM, written
from cxdesk.responses.aggregate import people
from cxdesk.responses.round_names import round_words
from cxdesk.storage.assets import load

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a map says of answers: figures and what stands beside them, people by (survey, round), rounds by name.

    `stages` keeps the pooled figures of stages by the touch points that lie on them, once they were counted.
    """

    live: Live
    answered: Mapping[tuple[int, str], int]
    labels: Mapping[str, str]
    round_name: str
    firm: str
    language: str
    stages: dict[Places, dict[int, StageFigure]] = field(default_factory=dict, compare=False)


def journey_map(
    session: Session,
    journey_id: int,
    language: str,
    round_name: str = "",
    today: date | None = None,
    segment: str | None = None,
) -> JourneyMap:
    """The map with the scores of one round, or with the latest of each touch point.

    Its figures are of the journey's own segment, unless another one is asked for; an empty one is everybody.
    """
    today = today or date.today()
    chosen = segment_of(session, journey_id) if segment is None else segment
    return with_numbers(session, journey_id, numbers(session, chosen, round_name, language, today), today)


def segment_of(session: Session, journey_id: int) -> str:
    """Whose figures a journey shows; nothing is everybody's."""
    return session.scalar(select(Journey.segment).where(Journey.id == journey_id)) or ""


def numbers(
    session: Session, segment: str, round_name: str, language: str, today: date | None = None
) -> Numbers:
    """All that is counted for a map; it holds for every journey of the same segment and round."""
    now = live(session, segment, round_name, language, today)
    heard = {(s.survey_id, s.round) for s in now.scored.values() if s.figure.n}
    firm = written(session, "firm", FIRM, language) or written(session, "firm", FIRM, "en")
    return Numbers(
        now,
        {
            (survey, name): int(people(session, survey, where=filter_of(segment, name))["n"][0])
            for survey, name in heard
        },
        round_words(session, language),
        round_name,
        firm["name"].text if "name" in firm else "",
        language,
    )


def with_numbers(
    session: Session,
    journey_id: int,
    counted: Numbers,
    today: date | None = None,
    known: KnownMap | None = None,
) -> JourneyMap:
    """The map as it is now, with numbers that were counted before; what is `known` of it is not read again."""
    today, now = today or date.today(), counted.live
    scored = now.scored
    if known is None:
        shown = map_of(session, journey_id, now.figures, today, firm=counted.firm, beside=now.beside)
    else:
        shown = known.read(session, now.figures, today, firm=counted.firm, beside=now.beside)
    on_map = {card.touch_point_id for card in shown.cards}
    heard = {(s.survey_id, s.round) for number, s in scored.items() if number in on_map and s.figure.n}
    found = {counted.round_name} if counted.round_name else {name for _survey, name in heard}
    rounds = list(dict.fromkeys(label for name, label in counted.labels.items() if name in found))
    places = places_of(shown)
    if places not in counted.stages:
        counted.stages[places] = stage_figures(session, places, counted.live, today)
    return replace(
        with_stage_figures(shown, counted.stages[places]),
        round_name=rounds[0] if len(rounds) == 1 else "",
        rounds=_several(rounds, counted.language) if len(rounds) > 1 else "",
        answers=sum(counted.answered[place] for place in heard) or None,
    )


def _several(rounds: list[str], language: str) -> str:
    """Rounds in words, newest first; of many the first and the last."""
    if len(rounds) > MOST_NAMED:
        return f"{rounds[0]} – {rounds[-1]}"
    return listed(reversed(rounds), language)


def round_choices(session: Session) -> list[tuple[str, str]]:
    """The names of all rounds, newest first, each with the words that a reader sees for it."""
    return list(reversed(round_words(session).items()))


def journey_pictures(session: Session, journey: JourneyMap) -> dict[str, bytes]:
    """The photographs on a map's cards, by their digest."""
    wanted = {card.picture for card in journey.cards if card.picture}
    return {digest: data for digest in sorted(wanted) if (data := load(session, digest)) is not None}
