"""Taking an issue, an action or a plan away: at once, with a notice that brings it back."""

from cxdesk.i18n import _
from ui.page import PageContext
from ui.planning import deeds


def delete(context: PageContext, kind: str, number: int, name: str) -> bool:
    """Delete the thing of this kind ("issue", "action", "plan") and offer undo; False when it was refused."""
    label = {"issue": _("Delete the issue"), "action": _("Delete the action"), "plan": _("Delete the plan")}[
        kind
    ]
    if context.bridge.run(label, deeds.delete, kind, number) is None:
        return False
    sentences = {
        "issue": _("The issue is gone, with its causes and actions."),
        "action": _("The action is gone. Plans keep the words about it."),
        "plan": _("The plan is gone, with its wordings."),
    }
    context.offer_undo(sentences[kind], name)
    return True
