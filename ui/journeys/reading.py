"""One journey with its scores and all that its heading says, for window and command line alike."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cxdesk.journeys.queries import JourneyMap


def journey_map(
    session: "Session", journey_id: int, language: str, round_name: str = "", today: date | None = None
) -> "JourneyMap":
    """The map with the scores of one round, or with the latest of each touch point."""
    from cxdesk.analysis.touch_points import scored_touch_points
    from cxdesk.journeys.queries import map_of
    from cxdesk.planning.wording import FIRM, written
    from cxdesk.responses.aggregate import people
    from cxdesk.responses.filter import Filter
    from cxdesk.responses.queries import round_rows

    where = Filter(rounds=(round_name,)) if round_name else Filter()
    scored = [s for s in scored_touch_points(session, where) if s.touch_point_id]
    figures = {s.touch_point_id or 0: s.figure for s in scored}
    shown = map_of(session, journey_id, figures, today or date.today())
    on_map = {card.touch_point_id for card in shown.cards}
    heard = {(s.survey_id, s.round) for s in scored if s.touch_point_id in on_map and s.figure.n}
    answers = sum(int(people(session, survey, where=Filter(rounds=(r,)))["n"][0]) for survey, r in heard)
    rounds = {round_name} if round_name else {r for _survey, r in heard}
    labels = {row.name: row.label_in(language) for row in round_rows(session)}
    firm = written(session, "firm", FIRM, language) or written(session, "firm", FIRM, "en")
    return map_of(
        session,
        journey_id,
        figures,
        shown.today,
        round_name=labels.get(name := rounds.pop(), name) if len(rounds) == 1 else "",
        answers=answers or None,
        firm=firm["name"].text if "name" in firm else "",
    )


def round_names(session: "Session") -> list[str]:
    """The names of all rounds, newest first."""
    from cxdesk.responses.queries import round_rows

    return list(dict.fromkeys(row.name for row in reversed(round_rows(session)) if row.name))


def journey_pictures(session: "Session", journey: "JourneyMap") -> dict[str, bytes]:
    """The photographs on a map's cards, by their digest."""
    from cxdesk.storage.assets import load

    wanted = {card.picture for card in journey.cards if card.picture}
    return {digest: data for digest in sorted(wanted) if (data := load(session, digest)) is not None}
