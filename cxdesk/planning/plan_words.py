"""What a customer's plan says, part by part in the plan's language: for a screen, a sheet or a page of HTML."""

from dataclasses import dataclass
from datetime import date

from cxdesk.i18n import day, digits, is_rtl, month_or_day, short_day, words
from cxdesk.planning.customer_plan import CustomerPlan, WillDo


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: its head and its rows, each row a few cells; `heads` name the cells of a table."""

    key: str
    head: str
    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = ()


def parts(plan: CustomerPlan) -> tuple[Part, ...]:
    """Everything the customer reads between the head and the foot of the page, in the order of the page."""
    say = words(plan.language)
    call = plan.who_to_call
    found = [
        Part("told", say.gettext("What you told us"), tuple((t.text,) for t in plan.told if t.text.strip())),
        Part("quote", "", ((plan.quotation.text, plan.quotation.role),) if plan.quotation else ()),
        Part(
            "do",
            say.gettext("What we will do"),
            tuple((w.what, w.who, by_when(w, plan.language)) for w in plan.will_do),
            (say.gettext("What"), say.gettext("Who"), say.gettext("By when")),
        ),
        Part("since", say.gettext("Since last time"), _since(plan)),
        Part("call", say.gettext("Who to call"), _filled(call.title, call.phone, call.mail, call.hours)),
        Part("ask", say.gettext("What we ask of you"), _filled(plan.ask)),
        Part(
            "annex",
            annex_head(plan),
            tuple((r.name, satisfied(r.satisfied, r.answered, plan.language)) for r in plan.annex),
            (say.gettext("Touch point"), say.gettext("People satisfied")),
        ),
    ]
    return tuple(part for part in found if part.rows)


def around(plan: CustomerPlan) -> tuple[str, ...]:
    """What stands around the text: sender, title, status, version, day, address, and whom it is for."""
    say = words(plan.language)
    return tuple(
        text
        for text in (
            plan.brand.name,
            title(plan),
            based_on(plan),
            status(plan),
            say.gettext("Version {n}").format(n=digits(str(plan.version), plan.language)),
            say.gettext("Action plan for {account}").format(account=plan.account_full or plan.account),
            day(plan.made_on, plan.language),
            plan.brand.address,
            plan.brand.contact,
        )
        if text.strip()
    )


def title(plan: CustomerPlan) -> str:
    """The title of the page."""
    return words(plan.language).gettext("What we will do for {account}").format(account=plan.account)


# Stands where a line's number stands: the sentence that says how many answers a plan rests on.
BASIS = -1


def annex_head(plan: CustomerPlan) -> str:
    """The head of the annex, with the month that its people answered in."""
    said = words(plan.language).gettext("Annex: how satisfied your colleagues are, {month}")
    return said.format(month=when(plan, plan.answers_month))


def when(plan: CustomerPlan, on: date) -> str:
    """The month of a round; its day where the page or the survey has another round in that month."""
    rows = plan.since.rows if plan.since else ()
    return month_or_day(on, (*plan.round_days, *(r.month for r in rows)), plan.language)


def based_on(plan: CustomerPlan) -> str:
    """How many answers the plan rests on; nothing where nobody answered."""
    if plan.answers <= 0:
        return ""
    said = words(plan.language).ngettext(
        "Based on {n} answer from your colleagues, {month}",
        "Based on {n} answers from your colleagues, {month}",
        plan.answers,
    )
    n = digits(str(plan.answers), plan.language)
    return said.format(n=n, month=when(plan, plan.answers_month))


def status(plan: CustomerPlan) -> str:
    """Draft, sent (to whom, by whom) or agreed (with whom), with the day."""
    say = words(plan.language)
    when = day(plan.status_day, plan.language) if plan.status_day else ""
    if plan.status == "agreed" and when and plan.agreed_with:
        return say.gettext("Agreed on {day} with {who}").format(day=when, who=plan.agreed_with)
    if plan.status == "agreed":
        return say.gettext("Agreed on {day}").format(day=when) if when else say.gettext("Agreed")
    if plan.status == "sent" and when:
        return _sent(plan, when)
    if plan.status == "sent":
        return say.gettext("Sent")
    return say.gettext("Draft")


def _sent(plan: CustomerPlan, when: str) -> str:
    """The day it was sent, to whom and by whom, as far as the customer reads it."""
    say = words(plan.language)
    if plan.sent_to and plan.sent_by:
        said = say.gettext("Sent on {day} to {to} by {by}")
    elif plan.sent_to:
        said = say.gettext("Sent on {day} to {to}")
    elif plan.sent_by:
        said = say.gettext("Sent on {day} by {by}")
    else:
        said = say.gettext("Sent on {day}")
    return said.format(day=when, to=plan.sent_to, by=plan.sent_by)


def by_when(promise: WillDo, lang: str) -> str:
    """The day of a promise, and the one it was before."""
    now = day(promise.by_when, lang)
    return f"{now}; {slip(promise, lang)}" if promise.slipped_from else now


def slip(promise: WillDo, lang: str, *, with_reason: bool = True) -> str:
    """The day that slipped, without its year where that is the new one's, and why."""
    if promise.slipped_from is None:
        return ""
    same = promise.slipped_from.year == promise.by_when.year
    before = short_day(promise.slipped_from, lang) if same else day(promise.slipped_from, lang)
    say = words(lang)
    if promise.slip_reason and with_reason:
        return say.gettext("was {day}; {reason}").format(day=before, reason=promise.slip_reason)
    return say.gettext("was {day}").format(day=before)


def satisfied(n: int, of: int, lang: str) -> str:
    """People satisfied of those who answered."""
    said = words(lang).gettext("{satisfied} of {answered} satisfied")
    return said.format(satisfied=digits(str(n), lang), answered=digits(str(of), lang))


def between(lang: str) -> str:
    """What stands between two short facts in one line; a dot would read as zero between Persian digits."""
    return "، " if is_rtl(lang) else " · "


def _since(plan: CustomerPlan) -> tuple[tuple[str, ...], ...]:
    if plan.since is None:
        return ()
    rows = [(plan.since.text,)] if plan.since.text.strip() else []
    rows += [
        (f"{when(plan, r.month)}: {satisfied(r.satisfied, r.answered, plan.language)}",)
        for r in plan.since.rows
    ]
    return tuple(rows)


def _filled(*texts: str) -> tuple[tuple[str, ...], ...]:
    return tuple((text,) for text in texts if text.strip())
