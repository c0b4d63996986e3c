"""What a person does with rules: write, change, order, switch off and delete them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.people.actions import function_named, person_named
from cxdesk.planning.follow_up_model import Rule
from cxdesk.planning.rule_queries import MODE
from cxdesk.planning.rules import MODES, RuleSpec, as_data, checked
from cxdesk.planning.settings import set_setting


def add_rule(session: Session, spec: RuleSpec) -> int:
    """A new rule at the end; a rule without a name is called by its number."""
    last = session.scalar(select(func.max(Rule.position)))
    row = Rule(position=0 if last is None else last + 1, name="", tests={}, within=0)
    _write(session, row, spec)
    session.add(row)
    session.flush()
    if not row.name:
        row.name = _("Rule {n}").format(n=row.id)
    session.flush()
    return row.id


def change_rule(session: Session, rule_id: int, spec: RuleSpec) -> None:
    """Say a rule in another way; what it opened stays."""
    row = _row(session, rule_id)
    name = row.name
    _write(session, row, spec)
    row.name = row.name or name
    session.flush()


def delete_rule(session: Session, rule_id: int) -> None:
    """Remove a rule; what it opened stays."""
    session.delete(_row(session, rule_id))
    session.flush()


def switch_rule(session: Session, rule_id: int, on: bool) -> None:
    """Let a rule open follow-ups, or not."""
    _row(session, rule_id).switched_on = on


def move_rule(session: Session, rule_id: int, steps: int) -> None:
    """Move a rule up (negative) or down in the order."""
    rows = list(session.scalars(select(Rule).order_by(Rule.position, Rule.id)))
    moved = _row(session, rule_id)
    at = rows.index(moved)
    rows.insert(max(0, min(len(rows) - 1, at + steps)), rows.pop(at))
    for place, row in enumerate(rows):
        if row.position != place:
            row.position = place
    session.flush()


def set_mode(session: Session, mode: str) -> None:
    """Whether the first rule that fits wins ("first") or all that fit open a follow-up ("all")."""
    if mode not in MODES:
        raise TypeError(mode)
    set_setting(session, MODE, {"mode": mode})


def _row(session: Session, rule_id: int) -> Rule:
    row = session.get(Rule, rule_id)
    if row is None:
        raise UserError(_("That rule is not in the file any more."))
    return row


def _write(session: Session, row: Rule, spec: RuleSpec) -> None:
    good = checked(spec)
    row.name, row.tests, row.joined_by, row.survey_id = (
        good.name,
        as_data(good),
        good.joined_by,
        good.survey_id,
    )
    row.level, row.goes_to, row.within, row.unit = good.level, good.goes_to, good.within, good.unit
    row.person_id = person_named(session, good.person) if good.goes_to == "person" else None
    row.function_id = function_named(session, good.function) if good.goes_to == "function" else None
    row.priority, row.note = good.priority, good.note
