"""What a round is about and how long: which release of its survey it asked, whether it takes answers still."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.i18n import _
from cxdesk.responses import folding
from cxdesk.responses.model import Round


def versions_of_rounds(session: Session, survey_id: int) -> dict[int, int | None]:
    """The release by the number of the round; None where nobody said, or none was there yet."""
    rows = session.execute(select(Round.id, Round.version_id).where(Round.survey_id == survey_id))
    return dict(rows.all())


def close_round(project: folding.Runs, round_id: int, on: date) -> int:
    """Close a round as one step: it takes no more answers; gives how many that came in one by one it put together."""
    return folding.fold(project, round_id, label=_("Close a survey round"), close_on=on)


def open_round(session: Session, round_id: int) -> None:
    """Let a closed round take answers again."""
    session.get_one(Round, round_id).closed_on = None
    session.flush()


def is_open(closed_on: date | None, today: date) -> bool:
    """Whether a round with this last day takes answers still."""
    return closed_on is None or closed_on > today
