"""What is done about a customer from the list, the map and its page alike."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxdesk.i18n import _, language
from ui.page import PageContext

if TYPE_CHECKING:
    from cxdesk.planning.account_review import AccountReview, TouchPointLine

ISSUE_KEY = "F7"
PLAN_KEY = "F8"


@dataclass(frozen=True, slots=True)
class Opened:
    """A customer to show, those it is walked among, and where “Back” leads."""

    key: str
    among: tuple[str, ...] = ()
    back: str = "accounts"
    round_name: str | None = None


def open_plan(context: PageContext, account_id: int) -> None:
    """Show the newest plan of a customer; make one when there is none."""
    from cxdesk.planning import actions
    from cxdesk.planning.plan_queries import plan_rows

    plan = next((p.id for p in context.project.read(plan_rows) if p.account_id == account_id), None)
    if plan is None:
        plan = context.bridge.run(_("Make a plan"), actions.create_plan, account_id)
    if plan is not None:
        context.go("planning", ("plan", plan))


def make_issue(context: PageContext, key: str, round_name: str | None) -> None:
    """Make an issue of the lowest touch point of a customer."""
    from cxdesk.planning.account_review import account_review

    make_issue_of(context, context.project.read(account_review, key, round_name))


def make_issue_of(
    context: PageContext, review: "AccountReview", line: "TouchPointLine | None" = None
) -> None:
    """Make an issue of one touch point, the lowest when none is named, with its figure as evidence."""
    from cxdesk.planning import actions
    from cxdesk.planning.account_review import issue_title, worst

    line = line or worst(review.touch_points)
    if line is None:
        sentence = _("Nobody of this customer answered, so there is nothing to make an issue of.")
        context.messages.notice("info", sentence)
        return
    issue = context.bridge.run(
        _("Make an issue"),
        actions.make_issue,
        issue_title(line, review.account.name),
        line.figure,
        line.touch_point_id,
    )
    if issue is not None:
        context.go("planning", ("issue", issue))


def typed_number(text: str) -> float | None:
    """A number as people of the language type it."""
    from cxdesk.importing.numbers import read

    return read(text, "," if language() in ("nl", "hu", "uk") else ".")
