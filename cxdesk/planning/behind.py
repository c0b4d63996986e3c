"""The answers that stand behind a sentence of a plan, or behind words that were kept."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.planning.model import Action, Evidence, Plan, PlanLine
from cxdesk.planning.plan_tally import Tally
from cxdesk.planning.queries import evidence_rows
from cxdesk.responses.aggregate import counted
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import AccountKeyLink, Round
from cxdesk.surveys.model import Item, Question


@dataclass(frozen=True, slots=True)
class Behind:
    """The answers that stand behind a sentence: which survey, which questions, which responses."""

    survey_id: int
    item_ids: tuple[int, ...]
    where: Filter


def behind_line(session: Session, line_id: int) -> Behind | None:
    """The account's answers behind a sentence of its plan."""
    line = session.get(PlanLine, line_id)
    if line is None:
        return None
    plan = session.get_one(Plan, line.plan_id)
    account = session.get_one(Account, plan.account_id)
    action = session.get(Action, line.action_id) if line.action_id else None
    issue_id = line.issue_id or (action.issue_id if action else None)
    found = [e for e in evidence_rows(session, issue_id) if e.survey_id] if issue_id else []
    if line.evidence_id:
        found = [e for e in found if e.id == line.evidence_id] or found
    if not found:
        return _behind_touch_point(session, line, account.key)
    survey_id = found[0].survey_id or 0
    items = tuple(dict.fromkeys(e.item_id for e in found if e.item_id and e.survey_id == survey_id))
    base = found[0].figure.filter if found[0].figure else Filter()
    return Behind(survey_id, items, replace(base, accounts=(account.key,), segments=()))


def behind_plan(session: Session, plan_id: int) -> Behind | None:
    """All answers of the customer that the plan says it rests on."""
    plan = session.get_one(Plan, plan_id)
    key = session.get_one(Account, plan.account_id).key
    row = Tally(session, (key,)).round_of(plan.round_id, key, plan.made_on)
    return Behind(row.survey_id, (), Filter(accounts=(key,), rounds=(row.name,))) if row else None


def behind_words(session: Session, evidence_id: int) -> Behind | None:
    """The answer that words were taken from, as near as a filter comes: its customer's in its round."""
    row = session.get(Evidence, evidence_id)
    if row is None or row.response_id is None or row.item_id is None:
        return None
    survey_id = session.scalar(
        select(Question.survey_id)
        .join(Item, Item.question_id == Question.id)
        .where(Item.id == row.item_id)
    )  # fmt: skip
    if survey_id is None:
        return None
    frame = counted(session, survey_id, (), facts=("account_key",))
    here = frame.filter(frame["response_id"] == row.response_id)
    if not here.height:
        return Behind(survey_id, (row.item_id,), Filter())
    round_name = session.scalar(select(Round.name).where(Round.id == here["round_id"][0])) or ""
    key = session.scalar(
        select(Account.key)
        .join(AccountKeyLink, AccountKeyLink.account_id == Account.id)
        .where(AccountKeyLink.key == (here["account_key"][0] or ""))
    )  # fmt: skip
    where = Filter(accounts=(key,) if key else (), rounds=(round_name,) if round_name else ())
    return Behind(survey_id, (row.item_id,), where)


def _behind_touch_point(session: Session, line: PlanLine, account_key: str) -> Behind | None:
    from cxdesk.analysis.touch_points import scored_touch_points

    where = Filter(accounts=(account_key,))
    for scored in scored_touch_points(session, where):
        if scored.touch_point_id is not None and scored.touch_point_id == line.touch_point_id:
            return Behind(scored.survey_id, (scored.item_id,), where)
    return None
