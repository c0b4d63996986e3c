"""`cxdesk followups`: customers to be called back."""

from datetime import datetime, time
from typing import Annotated, Any

import typer

from cxdesk.i18n import _, day, pgettext, written_day
from cxdesk.planning.follow_up_queries import FollowUpRow, follow_up_rows, times
from cxdesk.planning.follow_up_words import due_words, head_words, state_word, times_words
from ui.console import FileArgument, JsonOption, opened, say, say_json, say_table

app = typer.Typer(help="Customers to be called back: what is open, and what is late.")


@app.callback()
def group() -> None:
    """Customers to be called back."""


@app.command("list")
def list_follow_ups(
    file: FileArgument,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="As of the end of this day, as 2026-03-31.")
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those that are late.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List the follow-ups, the most urgent first, and how long they took."""
    now = _as_of(today)
    with opened(file) as project:
        # Without a day it is as it is now, and nothing said ahead of the clock is left out.
        everything = project.read(follow_up_rows, as_of=now if today is not None else None)
    rows = [r for r in everything if not overdue or r.overdue(now)]
    told = times(everything, now)
    if as_json:
        say_json(
            {
                "follow_ups": [_json(r, now) for r in rows],
                "first_contact_hours": told.first_contact,
                "close_hours": told.close,
                "within_deadline": told.within,
                "counted": told.counted,
                "closed": told.closed,
                "closed_with_both_sides": told.two_ways,
            }
        )
        return
    say(head_words(everything, now) + ".")
    if line := times_words(told):
        say(line)
    header = [
        pgettext("heading of a column", "No."), _("Customer"), _("Rule"), _("For whom"), _("State"),
        _("First contact"), _("Opened on"),
    ]  # fmt: skip
    if rows:
        say_table(header, [_line(r, now) for r in rows], frozenset({0}))


def _as_of(today: str | None) -> datetime:
    if today is None:
        return datetime.now()
    return datetime.combine(written_day(today), time(23, 59, 59))


def _line(r: FollowUpRow, now: datetime) -> list[str]:
    whom = r.for_whom or _("nobody yet")
    return [
        str(r.id),
        r.account or "–",
        r.rule,
        whom,
        state_word(r.state)[0],
        due_words(r, now)[0],
        day(r.opened_at),
    ]


def _json(r: FollowUpRow, now: datetime) -> dict[str, Any]:
    return {
        "id": r.id,
        "rule": r.rule,
        "account": r.account_key,
        "customer": r.account,
        "survey": r.survey,
        "answer": r.response_id,
        "answer_gone": r.answer_gone,
        "level": r.level,
        "person": r.person,
        "function": r.function,
        "priority": r.priority,
        "state": r.state,
        "opened_at": r.opened_at.isoformat(),
        "due_at": r.due_at.isoformat(),
        "first_contact": r.first_contact.isoformat() if r.first_contact else None,
        "closed_at": r.closed_at.isoformat() if r.closed_at else None,
        "overdue": r.overdue(now),
        "from_us": r.from_us,
        "from_them": r.from_them,
        "root_cause": r.root_cause,
        "action_taken": r.action_taken,
        "customer_word": r.customer_word,
        "issue": r.issue_id,
    }
