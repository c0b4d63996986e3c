"""What a person does with plans: lines, notes, what the customer agreed to, and how our firm looks on paper."""

import re
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.planning import wording
from cxdesk.planning.model import LINE_KINDS, PLAN_STATES, Plan, PlanLine
from cxdesk.planning.plan_rounds import newest_round
from cxdesk.planning.settings import set_setting
from cxdesk.storage.assets import keep

MOST_TOLD = 3
PAPERS = ("a4", "letter")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def create_plan(
    session: Session, account_id: int, round_id: int | None = None, today: date | None = None
) -> int:
    """A new plan for an account; a second one is its next version. Its figures are of `round_id`, or of the newest round
    that the customer answered; answers that come later wait until somebody takes them over."""
    on = today or date.today()
    version = session.scalar(select(func.max(Plan.version)).where(Plan.account_id == account_id)) or 0
    round_id = round_id or newest_round(session, account_id, on)
    row = Plan(account_id=account_id, round_id=round_id, version=version + 1, made_on=on)
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
    if state == "sent":
        row.sent_on = on
    elif state == "draft":
        row.sent_on, row.sent_to, row.sent_by = None, "", ""


def set_brand(session: Session, accent: str, logo: bytes | None = None, paper: str = "a4") -> None:
    """Our colour on paper, as #rrggbb, our logo as SVG or PNG bytes, and the paper: a4 or letter."""
    if not _COLOUR.fullmatch(accent):
        raise UserError(_("“{text}” is no colour. Write it as #2B5A48.").format(text=accent[:40]))
    if paper not in PAPERS:
        raise UserError(_("The paper is a4 or letter."))
    value = {
        "accent": accent,
        "logo": keep(session, logo, _media_type(logo)) if logo else None,
        "paper": paper,
    }
    set_setting(session, "brand", value)


def _media_type(logo: bytes) -> str:
    return "image/svg+xml" if b"<svg" in logo[:4096] else "image/png"
