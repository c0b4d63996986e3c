"""One journey with its live numbers and all that its heading says, for window, paper and command line alike."""

from datetime import date

from sqlalchemy.orm import Session

from cxdesk.analysis.live import live
from cxdesk.journeys.model import Journey
from cxdesk.journeys.queries import JourneyMap, map_of
from cxdesk.planning.wording import FIRM, written
from cxdesk.responses.aggregate import people
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import round_rows


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
    chosen = session.get_one(Journey, journey_id).segment if segment is None else segment
    now = live(session, chosen, round_name, language, today)
    shown = map_of(session, journey_id, now.figures, today)
    on_map = {card.touch_point_id for card in shown.cards}
    heard = {(s.survey_id, s.round) for n, s in now.scored.items() if n in on_map and s.figure.n}
    segments = (chosen,) if chosen else ()
    answers = sum(
        int(people(session, survey, where=Filter(rounds=(r,), segments=segments))["n"][0])
        for survey, r in heard
    )
    rounds = {round_name} if round_name else {r for _survey, r in heard}
    labels = {row.name: row.label_in(language) for row in round_rows(session)}
    firm = written(session, "firm", FIRM, language) or written(session, "firm", FIRM, "en")
    return map_of(
        session,
        journey_id,
        now.figures,
        today,
        round_name=labels.get(name := rounds.pop(), name) if len(rounds) == 1 else "",
        answers=answers or None,
        firm=firm["name"].text if "name" in firm else "",
        beside=now.beside,
    )


def round_names(session: Session) -> list[str]:
    """The names of all rounds, newest first."""
    return list(dict.fromkeys(row.name for row in reversed(round_rows(session)) if row.name))
