"""Follow-ups in words: states, channels, the customer's word, times, and what a run did or would do."""

from datetime import datetime

from cxdesk.i18n import NP_, _, clock, day, listed, ngettext, number, percent, pgettext, short_day
from cxdesk.planning.follow_up_queries import FollowUpRow, Times
from cxdesk.planning.rule_runs import DryRun, RuleOutcome

STATE_WORDS = {
    "open": (NP_("of a follow-up", "open"), "warn"),
    "in_progress": (NP_("of a follow-up", "in progress"), "info"),
    "waiting": (NP_("of a follow-up", "waiting for the customer"), "plain"),
    "closed": (NP_("of a follow-up", "closed"), "good"),
    "reopened": (NP_("of a follow-up", "reopened"), "bad"),
}
CHANNEL_WORDS = {
    "phone": NP_("channel", "phone"),
    "mail": NP_("channel", "mail"),
    "visit": NP_("channel", "visit"),
    "chat": NP_("channel", "chat"),
    "letter": NP_("channel", "letter"),
    "other": NP_("channel", "other"),
}
CUSTOMER_WORDS = {
    "satisfied": NP_("the customer’s word", "satisfied"),
    "unhappy": NP_("the customer’s word", "not satisfied"),
    "not_reached": NP_("the customer’s word", "not reached"),
}
DIRECTION_WORDS = {
    "us": NP_("who speaks", "from us"),
    "them": NP_("who speaks", "from the customer"),
}


def state_word(state: str) -> tuple[str, str]:
    """The state as a tag's text and tone."""
    text, tone = STATE_WORDS.get(state, (state, "plain"))
    return pgettext("of a follow-up", text), tone


def channel_word(channel: str) -> str:
    """How it was said."""
    return pgettext("channel", CHANNEL_WORDS[channel]) if channel in CHANNEL_WORDS else channel


def customer_word(word: str) -> str:
    """What the customer said in the end."""
    return pgettext("the customer’s word", CUSTOMER_WORDS[word]) if word in CUSTOMER_WORDS else word


def direction_word(direction: str) -> str:
    """Who spoke."""
    return pgettext("who speaks", DIRECTION_WORDS[direction]) if direction in DIRECTION_WORDS else direction


def moment(at: datetime, short: bool = False) -> str:
    """A day with its time."""
    return _("{day}, {time}").format(day=short_day(at) if short else day(at), time=clock(at))


def due_words(row: FollowUpRow, now: datetime, short: bool = False) -> tuple[str, str]:
    """The deadline of the first contact, or that it was met; with its tone. `short` is for a narrow column."""
    days = short_day if short else day
    if row.state == "closed":
        return (_("closed on {day}").format(day=days(row.closed_at)) if row.closed_at else ""), "text2"
    if row.contact_since is not None:
        late = row.contact_since > row.due_at
        return (_("contacted, but late") if late else _("contacted in time")), ("bad" if late else "good")
    if row.overdue(now):
        return _("late since {day}").format(day=days(row.due_at)), "bad"
    return _("call by {moment}").format(moment=moment(row.due_at, short)), "text2"


def hours_words(hours: float) -> str:
    """A length of time in hours, or in days from three days on."""
    if hours >= 72:
        days = round(hours / 24)
        return ngettext("{n} day", "{n} days", days).format(n=number(days))
    whole = round(hours)
    return ngettext("{n} hour", "{n} hours", whole).format(n=number(whole))


def times_words(times: Times) -> str:
    """How long it took, in one line; nothing while nothing is known."""
    parts = []
    if times.first_contact is not None:
        told = _("Half of the customers heard of us within {time}.")
        parts.append(told.format(time=hours_words(times.first_contact)))
    if times.within is not None:
        told = _("{share} within their deadline ({n} of {counted}).")
        share = percent(100 * times.within)
        parts.append(told.format(share=share, n=number(times.in_time), counted=number(times.counted)))
    if times.close is not None:
        parts.append(_("Half were closed within {time}.").format(time=hours_words(times.close)))
    return " ".join(parts)


def head_words(rows: list[FollowUpRow], now: datetime) -> str:
    """The sentence over the list."""
    # Two follow-ups of one customer are one customer; an answer without one stands for itself.
    late = len({r.account_id or f"follow-up {r.id}" for r in rows if r.overdue(now)})
    waiting = sum(1 for r in rows if r.is_open)
    if late:
        told = ngettext(
            "{n} customer should have heard of us by now",
            "{n} customers should have heard of us by now",
            late,
        )
        return told.format(n=number(late))
    if waiting:
        told = ngettext(
            "{n} follow-up is open, none is late", "{n} follow-ups are open, none is late", waiting
        )
        return told.format(n=number(waiting))
    return _("Every loop is closed") if rows else _("Follow-ups")


def opened_words(n: int) -> str:
    """What a run or an import opened."""
    return ngettext("{n} follow-up opened.", "{n} follow-ups opened.", n).format(n=number(n))


def waiting_words(n: int) -> str:
    """That more would open than an import may open by itself."""
    told = ngettext(
        "{n} follow-up would open: too many to open without asking.",
        "{n} follow-ups would open: too many to open without asking.",
        n,
    )
    return told.format(n=number(n))


def would_words(outcome: RuleOutcome) -> str:
    """How many of the answers that are there a rule means."""
    told = _("would have opened {n} of {all}")
    words = told.format(n=number(outcome.fitting), all=number(outcome.looked_at))
    if outcome.opening in (0, outcome.fitting):
        return words
    rest = ngettext("{n} of them is not open yet", "{n} of them are not open yet", outcome.opening)
    return _("{words}; {rest}").format(words=words, rest=rest.format(n=number(outcome.opening)))


def left_out_words(found: DryRun) -> str:
    """The surveys that promised not to look who answered; nothing where there are none."""
    if not found.left_out:
        return ""
    told = _("Not looked at, because those who answered were promised not to be named: {names}.")
    return told.format(names=listed(found.left_out))
