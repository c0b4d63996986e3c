"""Rules as a list, and whether the first that fits wins."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.people.model import BusinessFunction, Person
from cxdesk.planning.follow_up_model import Rule
from cxdesk.planning.rules import MODES, RuleRow, RuleSpec, tests_of
from cxdesk.planning.settings import setting

MODE = "rules"


def rule_rows(session: Session) -> list[RuleRow]:
    """All rules in their order."""
    rows = session.execute(
        select(Rule, Person.name, BusinessFunction.name)
        .join(Person, Person.id == Rule.person_id, isouter=True)
        .join(BusinessFunction, BusinessFunction.id == Rule.function_id, isouter=True)
        .order_by(Rule.position, Rule.id)
    )
    return [
        RuleRow(
            r.id,
            place,
            r.switched_on,
            RuleSpec(
                r.name, tests_of(r.tests), r.joined_by, r.survey_id, r.level, r.goes_to, person or "",
                function or "", r.within, r.unit, r.priority, r.note,
            ),
            r.person_id,
            r.function_id,
        )
        for place, (r, person, function) in enumerate(rows)
    ]  # fmt: skip


def rule_row(session: Session, rule_id: int) -> RuleRow:
    """One rule."""
    for row in rule_rows(session):
        if row.id == rule_id:
            return row
    raise UserError(_("That rule is not in the file any more."))


def mode(session: Session) -> str:
    """ "first": the first rule that fits an answer wins; "all": every rule that fits opens a follow-up."""
    found = str(setting(session, MODE).get("mode"))
    return found if found in MODES else "first"
