"""The cuts of the account quadrants, kept with the survey round they were set for."""

from math import isfinite

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cxdesk.analysis.model import QuadrantCuts
from cxdesk.analysis.quadrants import SCALE, Cuts
from cxdesk.errors import UserError
from cxdesk.i18n import _, number


def saved_cuts(session: Session, round_id: int) -> tuple[float | None, float | None]:
    """The score's and the revenue's cut as a person set them; None where the default holds."""
    row = session.scalars(select(QuadrantCuts).where(QuadrantCuts.round_id == round_id)).first()
    return (row.score, row.revenue) if row else (None, None)


def set_cuts(
    session: Session, round_id: int, score: float | None = None, revenue: float | None = None
) -> None:
    """Keep what is given with the round; the other cut stays as it was."""
    if score is not None:
        refuse_score(score)
    if revenue is not None:
        refuse_revenue(revenue)
    row = session.scalars(select(QuadrantCuts).where(QuadrantCuts.round_id == round_id)).first()
    if row is None:
        row = QuadrantCuts(round_id=round_id)
        session.add(row)
    row.score = score if score is not None else row.score
    row.revenue = revenue if revenue is not None else row.revenue
    session.flush()


def forget_cuts(session: Session, round_id: int) -> None:
    """Go back to the defaults."""
    session.execute(delete(QuadrantCuts).where(QuadrantCuts.round_id == round_id))


def with_saved(default: Cuts, saved: tuple[float | None, float | None]) -> Cuts:
    """The defaults with what a person set in their place."""
    score, revenue = saved
    return Cuts(default.score if score is None else score, default.revenue if revenue is None else revenue)


def refuse_score(cut: float) -> None:
    """A cut beyond the ends of the scale would part nothing."""
    if not (isfinite(cut) and SCALE[0] <= cut <= SCALE[1]):
        raise UserError(
            _("The cut of the score lies between {low} and {high}.").format(
                low=number(SCALE[0]), high=number(SCALE[1])
            )
        )


def refuse_revenue(cut: float) -> None:
    """A revenue's cut is an amount."""
    if not (isfinite(cut) and 0 <= cut <= 1e15):
        raise UserError(_("The cut of the revenue is an amount of 0 or more."))
