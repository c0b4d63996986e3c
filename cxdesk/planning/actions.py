"""What a person does from finding to plan: issues, evidence, causes, actions, plans."""

import re
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.analysis.figure import Figure
from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, listed
from cxdesk.planning import wording
from cxdesk.planning.model import (
    CHANGE_TYPES,
    LINE_KINDS,
    PLAN_STATES,
    Action,
    Cause,
    Evidence,
    Issue,
    Plan,
    PlanLine,
    PlanSetting,
)
from cxdesk.storage.assets import keep

# What an action must say before it is active, with the word on screen for each.
NEEDED_TO_START = {
    "owner_id": N_("owner"),
    "due_on": N_("date"),
    "why": N_("why"),
    "measure": N_("success measure"),
    "baseline": N_("where we are now"),
    "target": N_("target"),
}
MOST_TOLD = 3
PAPERS = ("a4", "letter")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ACTION_FIELDS = frozenset(
    {"title", "why", "owner_id", "due_on", "change_type", "measure", "baseline", "target", "cause_id"}
)


def raise_issue(
    session: Session,
    title: str,
    statement: str = "",
    touch_point_id: int | None = None,
    goal_id: int | None = None,
    today: date | None = None,
) -> int:
    """A new issue."""
    if not title.strip():
        raise UserError(_("An issue needs a title."))
    row = Issue(
        title=title.strip(),
        statement=statement,
        touch_point_id=touch_point_id,
        goal_id=goal_id,
        raised_on=today or date.today(),
    )
    session.add(row)
    session.flush()
    return row.id


def make_issue(
    session: Session,
    title: str,
    figure: Figure,
    touch_point_id: int | None = None,
    statement: str = "",
    today: date | None = None,
) -> int:
    """A new issue with the figure it was found by as its first evidence."""
    issue_id = raise_issue(session, title, statement, touch_point_id, today=today)
    add_figure(session, issue_id, figure, touch_point_id, today)
    return issue_id


def change_issue(
    session: Session, issue_id: int, title: str | None = None, statement: str | None = None
) -> None:
    """Change the words of an issue."""
    row = session.get_one(Issue, issue_id)
    if title is not None and title.strip():
        row.title = title.strip()
    if statement is not None:
        row.statement = statement


def delete_issue(session: Session, issue_id: int) -> None:
    """Remove an issue with its evidence, causes and actions; plan lines keep their words."""
    session.delete(session.get_one(Issue, issue_id))


def add_figure(
    session: Session,
    issue_id: int,
    figure: Figure,
    touch_point_id: int | None = None,
    today: date | None = None,
) -> int:
    """Keep a figure as it is now, and the filter to compute it again."""
    row = Evidence(
        issue_id=issue_id,
        kind="figure",
        figure=figure.to_json(),
        filter=figure.filter.to_json(),
        touch_point_id=touch_point_id,
        item_id=figure.item_ids[0] if figure.item_ids else None,
        kept_on=today or date.today(),
    )
    session.add(row)
    session.flush()
    return row.id


def add_quotation(
    session: Session, issue_id: int, response_id: int, item_id: int, text: str, today: date | None = None
) -> int:
    """Keep what one respondent said; whether it may be printed is asked of the answer each time."""
    row = Evidence(
        issue_id=issue_id,
        kind="quotation",
        response_id=response_id,
        item_id=item_id,
        quotation=text.strip(),
        kept_on=today or date.today(),
    )
    session.add(row)
    session.flush()
    return row.id


def add_cause(session: Session, issue_id: int, text: str, deeper_than_id: int | None = None) -> int:
    """Say why it happens."""
    if not text.strip():
        raise UserError(_("Say what causes it, in a few words."))
    row = Cause(issue_id=issue_id, text=text.strip(), deeper_than_id=deeper_than_id)
    session.add(row)
    session.flush()
    return row.id


def change_cause(session: Session, cause_id: int, text: str) -> None:
    """Change the words of a cause."""
    session.get_one(Cause, cause_id).text = text


def add_action(
    session: Session, /, issue_id: int, title: str, cause_id: int | None = None, **fields: Any
) -> int:
    """A new action in draft; `fields` as in `change_action`."""
    if not title.strip():
        raise UserError(_("An action needs a title: what changes?"))
    row = Action(issue_id=issue_id, cause_id=cause_id, title=title.strip())
    session.add(row)
    session.flush()
    change_action(session, row.id, **fields)
    return row.id


def change_action(session: Session, /, action_id: int, **fields: Any) -> None:
    """Change fields of an action; on an active one a later date remembers the one that was promised."""
    row = session.get_one(Action, action_id)
    unknown = set(fields) - _ACTION_FIELDS
    if unknown:
        raise TypeError(f"unknown fields: {sorted(unknown)}")
    if fields.get("change_type") and fields["change_type"] not in CHANGE_TYPES:
        raise UserError(_("Choose what kind of change it is."))
    due = fields.get("due_on")
    if row.state == "active" and due and row.due_on and due > row.due_on:
        row.slipped_from = row.slipped_from or row.due_on
    for name, value in fields.items():
        setattr(row, name, value)
    if row.state == "active" and missing_to_start(row):
        raise UserError(_not_ready(row))
    session.flush()


def missing_to_start(row: Action) -> list[str]:
    """Fields that must be filled before the action is active."""
    return [name for name in NEEDED_TO_START if not getattr(row, name)]


def start_action(session: Session, action_id: int) -> None:
    """Make an action active; refused while it does not say who, when, why and how we will know."""
    row = session.get_one(Action, action_id)
    if missing_to_start(row):
        raise UserError(_not_ready(row))
    row.state = "active"


def close_action(session: Session, action_id: int, state: str, today: date | None = None) -> None:
    """The action is done, or dropped."""
    if state not in ("done", "dropped"):
        raise UserError(_("An action ends as done or dropped."))
    row = session.get_one(Action, action_id)
    row.state, row.closed_on = state, today or date.today()


def delete_action(session: Session, action_id: int) -> None:
    """Remove an action; plan lines keep their words."""
    session.delete(session.get_one(Action, action_id))


def create_plan(
    session: Session, account_id: int, round_id: int | None = None, today: date | None = None
) -> int:
    """A new plan for an account; a second one is its next version."""
    version = session.scalar(select(func.max(Plan.version)).where(Plan.account_id == account_id)) or 0
    row = Plan(account_id=account_id, round_id=round_id, version=version + 1, made_on=today or date.today())
    session.add(row)
    session.flush()
    return row.id


def add_line(
    session: Session,
    plan_id: int,
    kind: str,
    issue_id: int | None = None,
    action_id: int | None = None,
    evidence_id: int | None = None,
    touch_point_id: int | None = None,
) -> int:
    """One more line at the end of its part of the plan."""
    if kind not in LINE_KINDS:
        raise TypeError(kind)
    _refuse_one_more(session, plan_id, kind)
    last = session.scalar(
        select(func.max(PlanLine.position)).where(PlanLine.plan_id == plan_id, PlanLine.kind == kind)
    )
    row = PlanLine(
        plan_id=plan_id,
        kind=kind,
        position=0 if last is None else last + 1,
        issue_id=issue_id,
        action_id=action_id,
        evidence_id=evidence_id,
        touch_point_id=touch_point_id,
    )
    session.add(row)
    session.flush()
    return row.id


def _refuse_one_more(session: Session, plan_id: int, kind: str) -> None:
    """Page one tells three things and asks one."""
    here = session.scalar(
        select(func.count(PlanLine.id)).where(PlanLine.plan_id == plan_id, PlanLine.kind == kind)
    )
    if kind == "told" and (here or 0) >= MOST_TOLD:
        raise UserError(_("A plan tells three things at most. Take one out first."))
    if kind == "ask" and here:
        raise UserError(_("A plan asks for one thing. Change the words of the one that is there."))


def agree_to_ask(session: Session, line_id: int, agreed: bool) -> None:
    """The customer has agreed to what we ask, or not yet; before that it is not printed."""
    row = session.get_one(PlanLine, line_id)
    if row.kind != "ask":
        raise TypeError(row.kind)
    row.agreed = agreed


def set_notes(session: Session, plan_id: int, notes: str) -> None:
    """Our own notes on a plan; no document takes them."""
    session.get_one(Plan, plan_id).notes = notes


def delete_line(session: Session, line_id: int) -> None:
    """Take a line out of a plan, with its wordings."""
    wording.forget(session, "plan_line", [line_id])
    session.delete(session.get_one(PlanLine, line_id))


def delete_plan(session: Session, plan_id: int) -> None:
    """Remove a plan with its lines and wordings."""
    lines = list(session.scalars(select(PlanLine.id).where(PlanLine.plan_id == plan_id)))
    wording.forget(session, "plan_line", lines)
    wording.forget(session, "plan", [plan_id])
    session.delete(session.get_one(Plan, plan_id))


def set_plan_state(session: Session, plan_id: int, state: str, on: date | None = None) -> None:
    """Draft, sent, or agreed on a day."""
    if state not in PLAN_STATES:
        raise TypeError(state)
    row = session.get_one(Plan, plan_id)
    row.state, row.state_on = state, on


def set_brand(session: Session, accent: str, logo: bytes | None = None, paper: str = "a4") -> None:
    """Our colour on paper, as #rrggbb, our logo as SVG or PNG bytes, and the paper: a4 or letter."""
    if not _COLOUR.fullmatch(accent):
        raise UserError(_("“{text}” is no colour. Write it as #2B5A48.").format(text=accent[:40]))
    if paper not in PAPERS:
        raise UserError(_("The paper is a4 or letter."))
    row = session.scalars(select(PlanSetting).where(PlanSetting.name == "brand")).first()
    value = {
        "accent": accent,
        "logo": keep(session, logo, _media_type(logo)) if logo else None,
        "paper": paper,
    }
    if row is None:
        session.add(PlanSetting(name="brand", value=value))
    else:
        row.value = value
    session.flush()


def _media_type(logo: bytes) -> str:
    return "image/svg+xml" if b"<svg" in logo[:4096] else "image/png"


def _not_ready(row: Action) -> str:
    missing = listed(_(NEEDED_TO_START[name]) for name in missing_to_start(row))
    return _("“{title}” can't start yet. Still missing: {missing}.").format(title=row.title, missing=missing)
