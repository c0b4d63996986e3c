"""Which release of its survey each round asked."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.responses.model import Round


def versions_of_rounds(session: Session, survey_id: int) -> dict[int, int | None]:
    """The release by the number of the round; None where nobody said, or none was there yet."""
    rows = session.execute(select(Round.id, Round.version_id).where(Round.survey_id == survey_id))
    return dict(rows.all())
