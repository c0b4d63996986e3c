"""The narrow side of a customer's page: facts and renewal, silence, open work, people."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, day, language_name, listed, ngettext, number
from ui.page import PageContext
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, row
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.planning.account_review import AccountReview, ContactLine
    from cxdesk.planning.action_queries import ActionRow

SHOWN = 8
SOON = 120
LINK_WIDTH = 262


def facts_card(theme: Theme, review: "AccountReview") -> Card:
    """What is known of the customer, the renewal with its days to go first."""
    from cxdesk.accounts.words import field_word, relation_word, value_word
    from cxdesk.analysis.map_words import amount
    from cxdesk.planning.account_review import renewal_words

    account = review.account
    card = Card(gap=6)
    if account.renewal_on is not None and review.days_to_go is not None:
        days = review.days_to_go
        card.add(caption(field_word("renewal_on")), body(day(account.renewal_on), strong=True))
        card.add(caption(renewal_words(days), tone="warn" if 0 <= days <= SOON else "text2"), 4)
    facts = [
        (field_word("relation"), relation_word(account.relation)),
        (field_word("left_on"), value_word("left_on", account.left_on)),
        (field_word("revenue"), amount(account.revenue, account.currency)),
        (field_word("potential_revenue"), amount(account.potential_revenue, account.currency)),
        (field_word("owner"), account.owner),
        (field_word("language"), language_name(account.language)),
    ]
    standing = review.standing
    if standing is not None and standing.invited:
        said = _("{n} of {all} answered").format(n=number(standing.answered), all=number(standing.invited))
        facts.append((_("Response rate"), said))
    for head, text in facts:
        if text:
            card.add(row(caption(head), None, caption(text, tone="text")))
    return card


def silence_card(theme: Theme, review: "AccountReview") -> list[QWidget]:
    """Rounds without an answer, touch points without a word; nothing where nobody is silent."""
    from cxdesk.planning.account_review import silence_sentences

    said = silence_sentences(review)
    if not said:
        return []
    return [Card(title(_("Silence")), *(body(s) for s in said), gap=6)]


def follow_ups_card(context: PageContext, review: "AccountReview") -> list[QWidget]:
    """Open follow-ups with their deadline, the most urgent first; a click leads there. Nothing where there is none."""
    from cxdesk.planning.follow_up_words import due_words

    if not review.follow_ups:
        return []
    n = len(review.follow_ups)
    head = ngettext("{n} open follow-up", "{n} open follow-ups", n).format(n=number(n))
    card = Card(title(head), gap=2)
    for one in review.follow_ups[:SHOWN]:
        due, tone = due_words(one, review.now)
        card.add(_link(context, one.rule, ("follow_up", one.id), room="followups"))
        card.add(caption(listed((one.for_whom or _("nobody yet"), due)), tone=tone, wrap=True), 4)
    if (more := n - SHOWN) > 0:
        card.add(caption(ngettext("and {n} more", "and {n} more", more).format(n=number(more))))
    return [card]


def work_card(context: PageContext, review: "AccountReview") -> list[QWidget]:
    """Open issues and actions that concern the customer; a click leads there."""
    card = Card(title(_("Open issues and actions")), gap=4)
    for issue in review.issues[:SHOWN]:
        card.add(_link(context, issue.title, ("issue", issue.id)))
    for action in review.actions[:SHOWN]:
        card.add(body(action.title), caption(_due(action, review), tone=_tone(action, review), wrap=True))
    more = max(0, len(review.issues) - SHOWN) + max(0, len(review.actions) - SHOWN)
    if more:
        card.add(caption(ngettext("and {n} more", "and {n} more", more).format(n=number(more))))
    if not (review.issues or review.actions):
        card.add(caption(_("Nothing is open for this customer."), wrap=True))
    return [card]


def people_card(theme: Theme, review: "AccountReview") -> list[QWidget]:
    """The people there; those who were asked and kept silent first."""
    if not review.contacts:
        return []
    card = Card(gap=4)
    for one in review.contacts[:SHOWN]:
        name, said = body(one.name, wrap=False), caption(_said_of(one))
        # A name in another script keeps to the side where lines begin.
        side = Qt.AlignmentFlag.AlignRight if theme.rtl else Qt.AlignmentFlag.AlignLeft
        name.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        card.add(row(name, None, said, gap=16))
    if (more := len(review.contacts) - SHOWN) > 0:
        card.add(caption(ngettext("and {n} more", "and {n} more", more).format(n=number(more))))
    return [title(_("People")), card]


def _link(context: PageContext, text: str, target: tuple[str, int], *, room: str = "planning") -> QWidget:
    metrics = QFontMetrics(context.theme.font(strong=True))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, LINK_WIDTH)
    made = Button(context.theme, shown, "plain", dense=True, on_click=partial(context.go, room, target))
    made.setAccessibleName(text)
    made.setToolTip(text)
    return boxed(row(made, None))


def _due(action: "ActionRow", review: "AccountReview") -> str:
    due = day(action.due_on) if action.due_on else _("no day yet")
    late = _("overdue") if _is_late(action, review) else ""
    return listed(x for x in (action.owner, due, late) if x)


def _tone(action: "ActionRow", review: "AccountReview") -> str:
    return "bad" if _is_late(action, review) else "text2"


def _is_late(action: "ActionRow", review: "AccountReview") -> bool:
    return action.due_on is not None and action.due_on < review.today


def _said_of(one: "ContactLine") -> str:
    if one.answered:
        answer = _("answered")
    elif one.invited and one.answered is not None:
        answer = _("invited, did not answer")
    else:
        answer = _("invited") if one.invited else ""
    return listed(x for x in (one.role, answer) if x)
