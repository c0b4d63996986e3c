"""What a person does with the rules of a survey: conditions, skips, what is accepted, quotas."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.surveys.model import Choice, Item, Question, Section, Survey

Expression = Mapping[str, Any] | None


def set_show(session: Session, question_id: int, expression: Expression) -> None:
    """When a question is shown; nothing: always."""
    row = session.get_one(Question, question_id)
    row.rules = _with(row.rules, "show", expression)


def set_section_show(session: Session, section_id: int, expression: Expression) -> None:
    """When a section is shown; nothing: always."""
    row = session.get_one(Section, section_id)
    row.rules = _with(row.rules, "show", expression)


def set_option_show(session: Session, question_id: int, code: int | str, expression: Expression) -> None:
    """When an answer (by its number) or an item (by its code) of a question is shown; nothing: always."""
    row: Choice | Item | None
    if isinstance(code, int):
        row = session.scalar(select(Choice).where(Choice.question_id == question_id, Choice.code == code))
    else:
        row = session.scalar(select(Item).where(Item.question_id == question_id, Item.code == code))
    if row is None:
        raise UserError(_("That answer is not in the question any more."))
    row.settings = _with(row.settings, "show", expression)


def set_valid(session: Session, question_id: int, expression: Expression) -> None:
    """Which answers a question accepts; nothing: all that fit it."""
    row = session.get_one(Question, question_id)
    row.rules = _with(row.rules, "valid", expression)


def set_skips(session: Session, question_id: int, skips: Sequence[Mapping[str, Any]]) -> None:
    """Where respondents go on after a question; the first that holds counts."""
    row = session.get_one(Question, question_id)
    row.rules = _with(row.rules, "skip", [dict(skip) for skip in skips])


def set_quotas(session: Session, survey_id: int, quotas: Sequence[Mapping[str, Any]]) -> None:
    """How many respondents of each kind are wanted."""
    row = session.get_one(Survey, survey_id)
    row.settings = _with(row.settings, "quotas", [dict(quota) for quota in quotas])


def _with(settings: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    rest = {key: kept for key, kept in settings.items() if key != name}
    return rest | ({name: value} if value else {})
