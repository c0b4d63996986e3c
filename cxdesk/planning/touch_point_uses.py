"""What hangs on a touch point in every room: said before it is deleted, moved when two are one."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, folded, listed, ngettext, number
from cxdesk.journeys.model import Card
from cxdesk.planning.model import Evidence, Issue, PlanLine, Wording
from cxdesk.responses.filter import Filter
from cxdesk.touchpoints import actions as touch_points
from cxdesk.touchpoints.model import TouchPoint, TouchPointItem, TouchPointRole, TouchPointSynonym


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a touch point is used, by what uses it."""

    questions: int = 0
    cards: int = 0
    issues: int = 0
    evidence: int = 0
    plan_lines: int = 0
    wordings: int = 0

    @property
    def any(self) -> bool:
        """Whether anything uses it."""
        return bool(
            self.questions + self.cards + self.issues + self.evidence + self.plan_lines + self.wordings
        )


def uses_of(session: Session, touch_point_id: int) -> Uses:
    """Count what would be without its touch point."""

    def many(table: Any) -> int:
        query = select(func.count(table.id)).where(table.touch_point_id == touch_point_id)
        return session.scalar(query) or 0

    wordings = session.scalar(select(func.count(Wording.id)).where(*_spoken_for(touch_point_id))) or 0
    return Uses(many(TouchPointItem), many(Card), many(Issue), many(Evidence), many(PlanLine), wordings)


def uses_words(uses: Uses) -> str:
    """“2 questions, 3 cards”; nothing where nothing uses it."""
    counts = (
        (uses.questions, ngettext("{n} question", "{n} questions", uses.questions)),
        (uses.cards, ngettext("{n} card on a map", "{n} cards on maps", uses.cards)),
        (uses.issues, ngettext("{n} issue", "{n} issues", uses.issues)),
        (uses.evidence, ngettext("{n} piece of evidence", "{n} pieces of evidence", uses.evidence)),
        (uses.plan_lines, ngettext("{n} sentence of a plan", "{n} sentences of plans", uses.plan_lines)),
        (uses.wordings, ngettext("{n} wording", "{n} wordings", uses.wordings)),
    )
    return listed(text.format(n=number(n)) for n, text in counts if n)


def merge(session: Session, kept_id: int, gone_id: int) -> None:
    """Make two touch points one: the kept one gets links, cards, synonyms, parts and whatever it lacked.

    The other's name becomes a synonym, so that headings and colleagues are still understood.
    """
    if kept_id == gone_id:
        raise UserError(_("Choose two different touch points."))
    kept, gone = session.get_one(TouchPoint, kept_id), session.get_one(TouchPoint, gone_id)
    _move_links(session, kept_id, gone_id)
    for table in (Card, Issue, Evidence, PlanLine):
        rows: Any = session.scalars(select(table).where(table.touch_point_id == gone_id))
        for row in rows:
            row.touch_point_id = kept_id
    _move_filters(session, kept_id, gone_id)
    _move_roles(session, kept_id, gone_id)
    _move_wordings(session, kept_id, gone_id)
    _fill_blanks(kept, gone)
    names = [*_synonyms(session, kept_id), gone.name, *_synonyms(session, gone_id)]
    session.flush()
    session.delete(gone)
    session.flush()
    touch_points.set_synonyms(session, kept_id, list({folded(name): name for name in names}.values()))


def _move_links(session: Session, kept_id: int, gone_id: int) -> None:
    mine = set(session.scalars(select(TouchPointItem.item_id).filter_by(touch_point_id=kept_id)))
    for row in session.scalars(select(TouchPointItem).filter_by(touch_point_id=gone_id)):
        if row.item_id not in mine:
            row.touch_point_id = kept_id


def _move_roles(session: Session, kept_id: int, gone_id: int) -> None:
    """The parts of the other, but never a second A."""
    rows = list(session.scalars(select(TouchPointRole).filter_by(touch_point_id=kept_id)))
    mine = {(row.function_id, row.role) for row in rows}
    answered = any(row.role == "A" for row in rows)
    for row in session.scalars(select(TouchPointRole).filter_by(touch_point_id=gone_id)):
        if (row.function_id, row.role) not in mine and not (row.role == "A" and answered):
            row.touch_point_id = kept_id


def _move_wordings(session: Session, kept_id: int, gone_id: int) -> None:
    """What customers call it, in the languages the kept one has no words for; the rest goes with the other."""
    mine = {(w.field, w.language) for w in session.scalars(select(Wording).where(*_spoken_for(kept_id)))}
    for row in session.scalars(select(Wording).where(*_spoken_for(gone_id))):
        if (row.field, row.language) in mine:
            session.delete(row)
        else:
            row.owner_id = kept_id


def _move_filters(session: Session, kept_id: int, gone_id: int) -> None:
    """Evidence asks for the answers of the kept one from now on; the figure as it was stays."""
    for row in session.scalars(select(Evidence).where(Evidence.filter.contains("touch_points"))):
        where = Filter.from_json(row.filter)
        if gone_id in where.touch_points:
            points = dict.fromkeys(kept_id if n == gone_id else n for n in where.touch_points)
            row.filter = replace(where, touch_points=tuple(points)).to_json()


def _fill_blanks(kept: TouchPoint, gone: TouchPoint) -> None:
    for name in ("about", "expectation", "process", "skill", "practice"):
        if not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
    for name in ("function_id", "owner_id", "is_digital", "checked_on"):
        if getattr(kept, name) is None:
            setattr(kept, name, getattr(gone, name))
    volumes = [v for v in (kept.volume, gone.volume) if v is not None]
    kept.volume = sum(volumes) if volumes else None


def _synonyms(session: Session, touch_point_id: int) -> list[str]:
    query = select(TouchPointSynonym.name).filter_by(touch_point_id=touch_point_id)
    return list(session.scalars(query.order_by(TouchPointSynonym.id)))


def _spoken_for(touch_point_id: int) -> tuple[Any, Any]:
    return Wording.owner_kind == "touch_point", Wording.owner_id == touch_point_id


def remove(session: Session, touch_point_id: int) -> int:
    """Take a touch point out of the inventory with its wordings; all else stays, without it. Returns its number."""
    for row in session.scalars(select(Wording).where(*_spoken_for(touch_point_id))):
        session.delete(row)
    touch_points.delete(session, touch_point_id)
    return touch_point_id
