"""Last time you said, we did, you now say: words for "since last time" from the plan before and what is counted now."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, words
from cxdesk.planning import wording
from cxdesk.planning.model import Action, Plan, PlanLine
from cxdesk.planning.plan_figures import plan_figures
from cxdesk.planning.plan_words import satisfied


def words_from_last_time(session: Session, line_id: int, language: str) -> str:
    """A proposal for a line of "since last time", made of what the customer read last time and of counted people.

    Nothing internal is in it; whoever answers for the plan changes and approves it. UserError where nothing is known.
    """
    line = session.get_one(PlanLine, line_id)
    before = _plan_before(session, session.get_one(Plan, line.plan_id))
    if before is None:
        raise UserError(_("This is the first plan for this customer: there is no last time."))
    lines = list(
        session.scalars(select(PlanLine).where(PlanLine.plan_id == before.id).order_by(PlanLine.position))
    )
    told = _first([r for r in lines if r.kind == "told"], line.touch_point_id)
    done = [r for r in lines if r.kind == "do" and _is_done(session, r)]
    say = words(language)
    parts = []
    if told is not None and (said := _read(session, told, language)):
        parts.append(say.gettext("Last time you said: {text}").format(text=said))
    if done and (did := _read(session, done[0], language)):
        parts.append(say.gettext("What we did: {text}").format(text=did))
    rounds = plan_figures(session, line.plan_id).rounds_of(line.touch_point_id)
    if len(rounds) > 1:
        old, new = (satisfied(r.satisfied, r.answered, language) for r in rounds[-2:])
        parts.append(say.gettext("Now {now}; last time {before}.").format(now=new, before=old))
    if not parts:
        raise UserError(_("Nothing of the plan before is written in this language."))
    return " ".join(parts)


def propose_since(session: Session, line_id: int, language: str) -> None:
    """Write the proposal into the line; it waits for approval."""
    wording.write(
        session, "plan_line", line_id, "text", language, words_from_last_time(session, line_id, language)
    )


def _plan_before(session: Session, plan: Plan) -> Plan | None:
    query = select(Plan).where(Plan.account_id == plan.account_id, Plan.version < plan.version)
    return session.scalars(query.order_by(Plan.version.desc())).first()


def _first(lines: list[PlanLine], touch_point_id: int | None) -> PlanLine | None:
    """The line about the same touch point, else the first."""
    same = [r for r in lines if touch_point_id is not None and r.touch_point_id == touch_point_id]
    return next(iter(same or lines), None)


def _is_done(session: Session, line: PlanLine) -> bool:
    action = session.get(Action, line.action_id) if line.action_id else None
    return action is not None and action.state in ("done", "measured")


def _read(session: Session, line: PlanLine, language: str) -> str:
    """What the customer read in this line, where somebody answered for it."""
    here = wording.written(session, "plan_line", line.id, language).get("text")
    return here.text if here is not None and here.approved else ""
