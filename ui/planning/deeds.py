"""Steps of this room that join several actions of the product into one undo step."""

import re
from datetime import date
from typing import TYPE_CHECKING

from cxdesk.errors import UserError
from cxdesk.goals.actions import goal_named
from cxdesk.i18n import _
from cxdesk.people.actions import person_named
from cxdesk.planning import actions as planning
from cxdesk.planning import wording
from cxdesk.planning.model import LINE_KINDS, PlanLine

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def set_owner(session: "Session", action_id: int, name: str) -> None:
    """Give an action to a person, who is made when new; no name takes the owner away."""
    owner = person_named(session, name) if name.strip() else None
    planning.change_action(session, action_id, owner_id=owner)


def set_field(session: "Session", action_id: int, field: str, text: str) -> None:
    """One text of an action."""
    planning.change_action(session, action_id, **{field: text.strip()})


def set_value(session: "Session", action_id: int, field: str, value: object) -> None:
    """The cause, day or kind of change of an action."""
    planning.change_action(session, action_id, **{field: value})


def set_sponsor(session: "Session", action_id: int, name: str) -> None:
    """The executive sponsor of an action, who is made when new."""
    sponsor = person_named(session, name) if name.strip() else None
    planning.change_action(session, action_id, sponsor_id=sponsor)


def set_strategy(session: "Session", action_id: int, name: str) -> None:
    """The goal of the business that an action serves, which is made when new."""
    goal = goal_named(session, name) if name.strip() else None
    planning.change_action(session, action_id, strategy_id=goal)


def set_functions(session: "Session", action_id: int, text: str) -> None:
    """The functions that take part, parted by commas."""
    planning.set_functions(session, action_id, parted(text))


def set_champions(session: "Session", action_id: int, text: str) -> None:
    """The champions of an action, parted by commas."""
    planning.set_champions(session, action_id, parted(text))


def set_effort(session: "Session", action_id: int, text: str) -> None:
    """The effort a month as a number; an empty text takes it away."""
    if not text.strip():
        planning.change_action(session, action_id, effort=None)
        return
    value = planning.leading_number(text)
    if value is None:
        raise UserError(_("Effort is a number of hours or days a month, 0 or more."))
    planning.change_action(session, action_id, effort=value)


def parted(text: str) -> list[str]:
    """Names that stand in one line, parted by commas or semicolons."""
    return [name.strip() for name in re.split("[,;،؛\n]", text) if name.strip()]


def set_action_title(session: "Session", action_id: int, text: str) -> None:
    """The title of an action, which is never empty."""
    if not text.strip():
        raise UserError(_("An action needs a title: what changes?"))
    planning.change_action(session, action_id, title=text.strip())


def set_title(session: "Session", issue_id: int, text: str) -> None:
    """The title of an issue, which is never empty."""
    if not text.strip():
        raise UserError(_("An issue needs a title."))
    planning.change_issue(session, issue_id, title=text)


def set_statement(session: "Session", issue_id: int, text: str) -> None:
    """The statement of an issue."""
    planning.change_issue(session, issue_id, statement=text)


def set_cause(session: "Session", cause_id: int, text: str) -> None:
    """The words of a cause, which are never empty."""
    if not text.strip():
        raise UserError(_("Say what causes it, in a few words."))
    planning.change_cause(session, cause_id, text.strip())


def tell(
    session: "Session",
    plan_id: int | None,
    account_id: int,
    issue_id: int,
    action_ids: tuple[int, ...] = (),
    touch_point_id: int | None = None,
) -> int:
    """Tell a customer of an issue and what is done about it, in a plan or in a new one; empty wordings.

    What the plan tells already is not told twice.
    """
    plan_id = plan_id or planning.create_plan(session, account_id)
    here = [_behind(r) for r in session.query(PlanLine).filter(PlanLine.plan_id == plan_id)]
    if ("told", issue_id, None) not in here:
        planning.add_line(session, plan_id, "told", issue_id=issue_id, touch_point_id=touch_point_id)
    for action_id in action_ids:
        if ("do", None, action_id) not in here:
            planning.add_line(session, plan_id, "do", action_id=action_id)
    return plan_id


def add_line(session: "Session", plan_id: int, kind: str, parts: dict[str, int]) -> int:
    """One more line of a plan; `parts` name what stands behind it."""
    return planning.add_line(session, plan_id, kind, **parts)


def agree(session: "Session", plan_id: int, on: date, language: str, with_whom: str) -> None:
    """The customer agreed on a day; with whom is a wording the customer reads."""
    planning.set_plan_state(session, plan_id, "agreed", on)
    wording.write(session, "plan", plan_id, "agreed_with", language, with_whom)


def delete(session: "Session", kind: str, number: int) -> int:
    """Take an issue, an action or a plan away; gives its number."""
    {"issue": planning.delete_issue, "action": planning.delete_action, "plan": planning.delete_plan}[kind](
        session, number
    )
    return number


def _behind(row: PlanLine) -> tuple[str, int | None, int | None]:
    assert row.kind in LINE_KINDS
    return (row.kind, row.issue_id if row.kind == "told" else None, row.action_id)


def log_decision(
    session: "Session",
    decision_id: int | None,
    issue_ids: list[int],
    title: str,
    by: str,
    on: date | None,
    **fields: object,
) -> int:
    """Log a decision, or change one that is there, with the issues it rests on."""
    from cxdesk.programme import actions as programme

    if decision_id is None:
        decision_id = programme.decide(session, title, by, on, **fields)
        programme.rest_on(session, decision_id, issue_ids)
        return decision_id
    if on is not None:
        fields["on"] = on
    programme.change_decision(session, decision_id, title=title, by=by, **fields)
    before = programme.issues_of(session, decision_id)
    if set(before) != set(issue_ids):
        programme.rest_on(session, decision_id, issue_ids)
    return decision_id
