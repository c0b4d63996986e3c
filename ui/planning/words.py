"""The words of this room for states and kinds, and the beads of its chain."""

from typing import TYPE_CHECKING

from cxdesk.i18n import N_, _, pgettext
from cxdesk.planning.state_words import ACTION_STATES
from cxdesk.planning.state_words import CHANGE_TYPES as CHANGE_TYPES
from cxdesk.planning.state_words import PLAN_STATES as PLAN_STATES
from ui.widgets.beads import BeadText

if TYPE_CHECKING:
    from cxdesk.planning.action_queries import ActionRow
    from cxdesk.planning.queries import EvidenceRow

TONES = {"draft": "plain", "active": "info", "done": "accent", "measured": "good", "dropped": "plain"}
PLAN_TONES = {"draft": "warn", "sent": "info", "agreed": "good"}
TREATS = {"cause": N_("a cause"), "symptom": N_("only a symptom")}
NEEDED = {
    "owner_id": N_("Who sees to it? Choose or type a name."),
    "due_on": N_("By which day? Choose one."),
    "why": N_("Say why this helps."),
    "goal": N_("What is it for?"),
    "expected": N_("What will be different when it is done?"),
    "measure": N_("What will show that it worked?"),
    "baseline": N_("Say where it stands now."),
    "target": N_("Say where it should be."),
}


def action_state(state: str) -> tuple[str, str]:
    """The state of an action as a tag's text and tone."""
    text = ACTION_STATES.get(state, state)
    return pgettext("of an action", text), TONES.get(state, "plain")


def plan_state(state: str) -> tuple[str, str]:
    """The state of a plan as a tag's text and tone."""
    text = PLAN_STATES.get(state, state)
    return pgettext("of a plan", text), PLAN_TONES.get(state, "plain")


def chain(evidence: "tuple[EvidenceRow, ...]", action: "ActionRow | None", plan: str) -> list[BeadText]:
    """From finding to outcome: how sure we are of each; `plan` is the state of the plan that tells of it."""
    figures = [e.figure for e in evidence if e.figure is not None]
    finding = "some" if evidence else "opinion"
    if any(not f.few and not f.hidden for f in figures):
        finding = "measured"
    cause = "some" if action is not None and action.cause_id else "opinion"
    state = action.state if action is not None else ""
    doing = {"active": "measured", "done": "measured", "measured": "measured", "draft": "some"}.get(
        state, "opinion"
    )
    told = {"draft": "some", "sent": "measured", "agreed": "measured"}.get(plan, "opinion")
    return [
        BeadText(_("Finding"), grade=finding),
        BeadText(_("Cause"), grade=cause),
        BeadText(_("Action"), grade=doing),
        BeadText(_("Plan"), grade=told),
        BeadText(_("Outcome"), grade={"done": "some", "measured": "measured"}.get(state, "opinion")),
    ]
