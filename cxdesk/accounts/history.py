"""What customers were: values with the day until which they held, so that a round keeps its own segments."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import AccountHistory
from cxdesk.errors import UserError
from cxdesk.i18n import _, day

KEPT: Final = ("segment", "region", "revenue", "relation", "owner")


def as_text(value: Any) -> str:
    """A value as the history keeps it; nothing for a blank."""
    if value is None:
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def keep(session: Session, before: Iterable[tuple[int, str, Any]], on: date) -> None:
    """Note (account, field, value) as what held until `on`.

    A blank is no fact and is not kept: what is learnt about a customer holds for the rounds before it too.
    Of several changes on one day the value of the morning is the one that held before.
    """
    wanted = [(account, field, text) for account, field, old in before if (text := as_text(old))]
    if not wanted:
        return
    same_day = select(AccountHistory.account_id, AccountHistory.field).where(AccountHistory.until == on)
    here = {tuple(row) for row in session.execute(same_day)}
    new = [
        {"account_id": account, "field": field, "value": text, "until": on}
        for account, field, text in wanted
        if (account, field) not in here
    ]
    if new:
        session.execute(insert(AccountHistory), new)


def refuse_older(session: Session, on: date) -> None:
    """A list may not be older than the last change that is noted: it would turn time around."""
    last = session.scalar(select(func.max(AccountHistory.until)))
    if last is not None and on < last:
        sentence = _(
            "The list is of {day}, but a later change of {last} is noted already. Import the lists in their order."
        )
        raise UserError(sentence.format(day=day(on), last=day(last)))


def differing(session: Session, field: str, days: Iterable[date | None]) -> dict[date, dict[int, str]]:
    """For each day the accounts whose value was another than today's, with that value; a day like today is left out."""
    wanted = {d for d in days if d is not None}
    if not wanted:
        return {}
    rows = session.execute(
        select(AccountHistory.account_id, AccountHistory.value, AccountHistory.until)
        .where(AccountHistory.field == field, AccountHistory.until > min(wanted))
        .order_by(AccountHistory.until.desc())
    ).all()
    found: dict[date, dict[int, str]] = {}
    for one in wanted:
        # The latest first, so that the change next after the day has the last word.
        then = {account: value for account, value, until in rows if until > one}
        if then:
            found[one] = then
    return found
