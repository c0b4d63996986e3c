"""Views of a map that a person keeps under a name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys.model import SavedView
from cxdesk.journeys.views import Shows, as_data, from_data


def save_view(session: Session, journey_id: int, name: str, shows: Shows) -> int:
    """Keep a view under a name; the same name again changes it."""
    name = name.strip()
    if not name:
        raise UserError(_("Give it a name."))
    here = select(SavedView).where(SavedView.journey_id == journey_id, SavedView.name == name)
    row = session.scalar(here)
    if row is None:
        row = SavedView(journey_id=journey_id, name=name, shows={})
        session.add(row)
    row.shows = as_data(shows)
    session.flush()
    return row.id


def delete_view(session: Session, view_id: int) -> None:
    """Let go of a kept view."""
    session.delete(session.get_one(SavedView, view_id))


def saved_views(session: Session, journey_id: int) -> list[tuple[int, str, Shows]]:
    """Number, name and what it shows, by name."""
    rows = session.scalars(select(SavedView).where(SavedView.journey_id == journey_id))
    return [(r.id, r.name, from_data(r.shows)) for r in sorted(rows, key=lambda r: r.name.casefold())]
