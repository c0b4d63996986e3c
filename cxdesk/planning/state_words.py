"""The words for the states of an action and of a plan and the kinds of change, for window, paper and command line alike."""

from cxdesk.i18n import N_, NP_

ACTION_STATES = {
    "draft": NP_("of an action", "not started"),
    "active": NP_("of an action", "on its way"),
    "done": NP_("of an action", "done"),
    "measured": NP_("of an action", "measured"),
    "dropped": NP_("of an action", "dropped"),
}
CHANGE_TYPES = {
    "process": N_("how we work"),
    "system": N_("a system or tool"),
    "structure": N_("who is responsible"),
    "skill": N_("what people can do"),
    "message": N_("what we tell customers"),
}
PLAN_STATES = {
    "draft": NP_("of a plan", "Draft"),
    "sent": NP_("of a plan", "Sent"),
    "agreed": NP_("of a plan", "Agreed"),
}
