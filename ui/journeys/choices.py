"""What menus and fields of a map offer to choose from, read in one go."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cxdesk.journeys.comments import CommentRow
    from cxdesk.journeys.views import Shows

Named = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Names with their numbers, and what is kept beside the map."""

    touch_points: Named
    journeys: Named
    personas: Named
    functions: tuple[str, ...]
    segments: tuple[str, ...]
    saved_views: "tuple[tuple[int, str, Shows], ...]"
    comments: "tuple[CommentRow, ...]"


def choices(session: "Session", journey_id: int) -> Choices:
    """All there is for one map."""
    from sqlalchemy import select

    from cxdesk.accounts.model import Account
    from cxdesk.journeys.comments import comment_rows
    from cxdesk.journeys.model import Journey
    from cxdesk.journeys.saved_views import saved_views
    from cxdesk.people.queries import function_names
    from cxdesk.personas.model import Persona
    from cxdesk.touchpoints.queries import touch_point_rows

    journeys = session.execute(select(Journey.id, Journey.name).order_by(Journey.name, Journey.id))
    personas = session.execute(select(Persona.id, Persona.name).order_by(Persona.name, Persona.id))
    segments = session.scalars(select(Account.segment).distinct().order_by(Account.segment))
    return Choices(
        touch_points=tuple((p.id, p.name) for p in touch_point_rows(session)),
        journeys=tuple((number, name) for number, name in journeys),
        personas=tuple((number, name) for number, name in personas),
        functions=tuple(function_names(session)),
        segments=tuple(segment for segment in segments if segment),
        saved_views=tuple(saved_views(session, journey_id)),
        comments=tuple(comment_rows(session, journey_id)),
    )
