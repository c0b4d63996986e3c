"""One key, wherever a person stands: what is looked at becomes an issue, or evidence of one that is there."""

from typing import TYPE_CHECKING

from cxdesk.i18n import _
from cxdesk.planning import clues
from ui.page import PageContext

if TYPE_CHECKING:
    from cxdesk.planning.clues import Clue


def make_issue_here(context: PageContext) -> None:
    """A new issue of the finding, card, answer or follow-up that is chosen, and open it."""
    page = context.page()
    if page is not None and page.make_issue_here():
        return
    clue = _clue(context)
    if clue is None:
        return
    made = context.bridge.run(_("Make an issue"), clues.raise_clue, clue)
    if made is not None:
        context.go("planning", ("issue", made))


def add_evidence_here(context: PageContext) -> None:
    """Ask which issue the finding, card or answer that is chosen is evidence of."""
    from cxdesk.planning.queries import issue_rows
    from ui.planning.dialogs import Ask
    from ui.widgets.fields import Choice, Field

    clue = _clue(context)
    if clue is None:
        return
    if clue.figure is None and clue.response_id is None:
        context.messages.notice("info", _("Nobody was asked about this, so it shows nothing yet."))
        return
    issues = context.project.read(issue_rows)
    if not issues:
        make_issue_here(context)
        return
    # Issues of the same touch point come first.
    issues.sort(key=lambda r: r.touch_point_id != clue.touch_point_id or clue.touch_point_id is None)
    choice = Choice([(r.id, r.title) for r in issues])

    def make() -> str:
        if context.bridge.run(_("Add evidence"), clues.add_clue, choice.value(), clue) is not None:
            context.go("planning", ("issue", choice.value()))
        return ""

    field = Field(context.theme, _("Which issue does it show?"), choice)
    Ask(context, _("Add as evidence"), clue.title, [field], _("Add it"), make)


def _clue(context: PageContext) -> "Clue | None":
    page = context.page()
    clue = page.clue_here() if page is not None else None
    if clue is None:
        context.messages.notice(
            "info",
            _("Nothing is chosen that an issue can be made of."),
            _("Choose a finding in Insights, a card of a journey, or an answer in Responses."),
        )
    return clue
