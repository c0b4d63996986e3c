"""What a person does with the scale of a question: its points, its ends and their words."""

from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.surveys import actions
from cxdesk.surveys.model import Choice, Question, Scale
from cxdesk.surveys.options import choices_in_order, put_at

WIDEST_SCALE: Final = 101


def set_scale(session: Session, question_id: int, **changes: Any) -> None:
    """Change what is given of low, high, satisfied_from and reversed; labels of points that are gone go too."""
    row = session.get_one(Question, question_id)
    scale = _own_scale(session, row)
    before = (scale.low, scale.high, scale.reversed)
    for name, value in changes.items():
        setattr(scale, name, value)
    if not scale.low < scale.high or scale.high - scale.low >= WIDEST_SCALE or abs(scale.low) > 1000:
        raise UserError(
            _("A scale goes from a smaller number to a larger one, with at most {n} points.").format(
                n=number(WIDEST_SCALE)
            )
        )
    if (scale.low, scale.high, scale.reversed) != before and "satisfied_from" not in changes:
        part = max(1, round((scale.high - scale.low + 1) * 0.4))
        scale.satisfied_from = scale.low + part - 1 if scale.reversed else scale.high - part + 1
    if not scale.low <= scale.satisfied_from <= scale.high:
        raise UserError(_("Choose a point of the scale."))
    for choice in session.scalars(choices_in_order(question_id)):
        if not choice.declared and not scale.low <= choice.code <= scale.high:
            session.delete(choice)
            if any(choice.label.values()):
                actions.mark_own(session, question_id)


def set_scale_end(session: Session, question_id: int, end: str, text: str, language: str) -> None:
    """The words at the "low" or "high" end of a scale in one language."""
    actions.mark_own(session, question_id)
    scale = _own_scale(session, session.get_one(Question, question_id))
    name = "low_label" if end == "low" else "high_label"
    setattr(scale, name, {**getattr(scale, name), language: text})


def word_point(session: Session, question_id: int, code: int, text: str, language: str) -> None:
    """The words of one point of a scale in one language: at the ends those of the end, and of the point where it has any."""
    actions.mark_own(session, question_id)
    scale = _own_scale(session, session.get_one(Question, question_id))
    row = session.scalar(choices_in_order(question_id).where(Choice.code == code))
    at_end = code in (scale.low, scale.high)
    if at_end:
        set_scale_end(session, question_id, "low" if code == scale.low else "high", text, language)
    if row is None and not at_end:
        row = Choice(question_id=question_id, position=0, code=code, label={language: text}, settings={})
        session.add(row)
        session.flush()
        before = select(func.count(Choice.id)).where(Choice.question_id == question_id, Choice.code < code)
        put_at(row, list(session.scalars(choices_in_order(question_id))), session.scalar(before) or 0)
    elif row is not None:
        row.label = {**row.label, language: text}
        if not any(words.strip() for words in row.label.values()):
            session.delete(row)


def _own_scale(session: Session, row: Question) -> Scale:
    if row.scale_id is None:
        raise UserError(_("This question has no scale."))
    return session.get_one(Scale, row.scale_id)
