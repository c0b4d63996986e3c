"""The improvement cycle of an action: its states, none of which is skipped silently, its dates, and how it closes."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import N_, _, day, listed
from cxdesk.planning.model import ACTION_STATES, CYCLE, Action, ActionSlip, ActionStep
from cxdesk.planning.outcomes import outcome_of

# What an action must say before it is active, with the word on screen for each.
NEEDED_TO_START = {
    "owner_id": N_("owner"),
    "due_on": N_("date"),
    "why": N_("why"),
    "goal": N_("goal"),
    "expected": N_("expected result"),
    "measure": N_("success measure"),
    "baseline": N_("where we are now"),
    "target": N_("target"),
}


def missing_to_start(row: Action) -> list[str]:
    """Fields that must be filled before the action is active."""
    return [name for name in NEEDED_TO_START if not getattr(row, name)]


def refuse_unready(row: Action) -> None:
    """UserError that names what is missing before the action is active."""
    if missing := missing_to_start(row):
        fields = listed(_(NEEDED_TO_START[name]) for name in missing)
        raise UserError(
            _("“{title}” can’t start yet. Still missing: {missing}.").format(title=row.title, missing=fields)
        )


def needs_note(was: str, state: str) -> bool:
    """Whether this change of state is not the next step: one is skipped, taken back, or the action is dropped."""
    if state == "dropped" or was == "dropped":
        return True
    return CYCLE.index(state) != CYCLE.index(was) + 1


def skipped(was: str, state: str) -> tuple[str, ...]:
    """The states that lie between, which the action never had."""
    if "dropped" in (was, state):
        return ()
    return CYCLE[CYCLE.index(was) + 1 : CYCLE.index(state)]


def start_action(session: Session, action_id: int, today: date | None = None, note: str = "") -> None:
    """Make an action active; refused while it does not say who, when, why, what for and how we will know."""
    move_action(session, action_id, "active", note, today)


def close_action(
    session: Session, action_id: int, state: str, today: date | None = None, note: str = ""
) -> None:
    """The work is done, or the action is dropped, for which a note says why."""
    if state not in ("done", "dropped"):
        raise UserError(_("An action ends as done or dropped."))
    move_action(session, action_id, state, note, today)


def move_action(
    session: Session, action_id: int, state: str, note: str = "", today: date | None = None
) -> None:
    """Bring an action into a state; a step that is not the next one needs a note, which is kept.

    "measured" is reached through `measure_action`, which asks what came of it.
    """
    row = session.get_one(Action, action_id)
    if state not in ACTION_STATES:
        raise TypeError(state)
    if state == row.state:
        return
    if state == "measured":
        measure_action(session, action_id, row.result, row.not_measured, note, today)
        return
    _step(session, row, state, note, today or date.today())
    row.closed_on = (today or date.today()) if state in ("done", "dropped") else None
    session.flush()


def measure_action(
    session: Session,
    action_id: int,
    result: str,
    not_measured: str = "",
    note: str = "",
    today: date | None = None,
) -> None:
    """Close an action: what came of it, and the change measured again or why that could not be measured.

    The two figures are kept as they are now; where there is nothing to compare, `not_measured` is needed.
    """
    row = session.get_one(Action, action_id)
    on = today or date.today()
    if not result.strip():
        raise UserError(_("Say what came of “{title}” before it is closed.").format(title=row.title))
    found = outcome_of(session, action_id, on)
    known = found is not None and found.compared
    if not known and not not_measured.strip():
        raise UserError(
            _("“{title}” was not measured again yet. Say why it could not be measured.").format(
                title=row.title
            )
        )
    _step(session, row, "measured", note, on)
    row.result, row.not_measured = result.strip(), "" if known else not_measured.strip()
    row.closed_on = row.closed_on or on
    if found is not None and known:
        row.measured_before = found.before.to_json() if found.before else None
        row.measured_now = found.now.to_json() if found.now else None
    session.flush()


def move_due(
    session: Session, action_id: int, due_on: date | None, reason: str = "", today: date | None = None
) -> None:
    """Another day; on an active action a later one is kept as a slip, with the promise before it and the reason."""
    row = session.get_one(Action, action_id)
    before = row.due_on
    row.due_on = due_on
    if row.state == "active" and due_on and before and due_on > before:
        row.slipped_from = row.slipped_from or before
        on = today or date.today()
        session.add(ActionSlip(action_id=row.id, was_due=before, due_on=due_on, on=on, reason=reason.strip()))
    session.flush()


def give_reason(session: Session, slip_id: int, reason: str) -> None:
    """Say afterwards why a day moved."""
    session.get_one(ActionSlip, slip_id).reason = reason.strip()


def _step(session: Session, row: Action, state: str, note: str, on: date) -> None:
    note = note.strip()
    if needs_note(row.state, state) and not note:
        raise UserError(_unsaid(row, state))
    last = session.scalar(select(func.max(ActionStep.on)).where(ActionStep.action_id == row.id))
    if last is not None and on < last:
        raise UserError(
            _("The last change of this action is of {day}. Choose a later day.").format(day=day(last))
        )
    if state in ("active", "done", "measured"):
        refuse_unready(row)
    session.add(ActionStep(action_id=row.id, was=row.state, state=state, on=on, note=note))
    row.state = state


def _unsaid(row: Action, state: str) -> str:
    if state == "dropped":
        return _("Say why “{title}” is dropped.").format(title=row.title)
    if skipped(row.state, state):
        return _("“{title}” skips a state. Say why.").format(title=row.title)
    return _("“{title}” goes back to an earlier state. Say why.").format(title=row.title)
