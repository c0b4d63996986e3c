"""`cxdesk accounts show`: one customer, without a window."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.analysis import map_words as said
from cxdesk.analysis.purchase_words import (
    bought_line,
)
from cxdesk.analysis.quadrants import TREATMENTS
from cxdesk.i18n import _, day, known_language, language, listed, number, written_day
from cxdesk.planning.account_review import (
    AccountReview,
    account_review,
    counted_words,
    renewal_words,
    silence_sentences,
)
from cxdesk.planning.follow_up_words import due_words
from cxdesk.responses.about_data import data_line
from ui.accounts.map_commands import LanguageOption, RoundOption, TodayOption
from ui.accounts.purchase_commands import bought_json, print_products
from ui.console import FileArgument, JsonOption, opened, say, say_json, say_table

app = typer.Typer()


@app.command()
def show(
    file: FileArgument,
    account: Annotated[str, typer.Option("--account", metavar="KEY", help="Key or name of the customer.")],
    round_name: RoundOption = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write its page to OUT.pdf.")] = None,
    lang: LanguageOption = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one customer: scores by touch point, trend, silence, open issues and actions, renewal."""
    on = written_day(today) if today else None
    lang = known_language(lang) if lang is not None else language()
    with opened(file) as project:
        found = project.read(account_review, account, round_name, on)
        if output is not None:
            from cxdesk.planning.account_sheets import account_sheet
            from exports.pdf.account_page import build

            output = build(project.read(account_sheet, account, round_name, lang, on), output)
    if as_json:
        say_json({**_review_json(found), "file": str(output) if output else None})
        return
    _print_review(found)
    if output is not None:
        say(_("Wrote the internal page: {file}").format(file=output))


def _print_review(found: AccountReview) -> None:
    row = found.account
    say(listed(x for x in (row.name, row.key, row.segment, row.region) if x))
    if found.placed is not None:
        place = found.placed.quadrant
        say(f"{said.quadrant_word(place)}: {_(TREATMENTS[place])}. {said.reason(found.placed)}".strip())
    elif found.standing is not None and found.standing.absent:
        say(said.absent_line(found.standing.absent, [row.name]))
    if found.standing is not None:
        say(said.answered_sentence(found.standing.answered, found.standing.invited))
    if row.renewal_on and found.days_to_go is not None:
        left = renewal_words(found.days_to_go)
        say(_("Renewal date: {day}, {left}").format(day=day(row.renewal_on), left=left))
    if found.total is not None:
        header = [_("Touch point"), _("Satisfied"), _("Score"), _("Answers")]
        rows = [
            [t.name, counted_words(t.satisfied, t.answers), number(t.score), number(t.answers)]
            for t in found.touch_points
        ]
        total = found.total
        words = counted_words(total.satisfied, total.answers)
        rows.append([_("All answers"), words, number(total.score), number(total.answers)])
        say_table(header, rows, frozenset({1, 2, 3}))
    for sentence in silence_sentences(found):
        say(sentence)
    if found.bought is not None:
        say(bought_line(found.bought))
        print_products(found.bought)
    for follow_up in found.follow_ups:
        due = due_words(follow_up, found.now)[0]
        whom = follow_up.for_whom or _("nobody yet")
        say(_("Follow-up: {title}").format(title=listed((follow_up.rule, whom, due))))
    for issue in found.issues:
        say(_("Issue: {title}").format(title=issue.title))
    for action in found.actions:
        due = day(action.due_on) if action.due_on else ""
        say(_("Action: {title}").format(title=listed(x for x in (action.title, action.owner, due) if x)))
    if found.about is not None:
        say(data_line(found.about, language()))


def _review_json(found: AccountReview) -> dict[str, Any]:
    row, placed, standing = found.account, found.placed, found.standing
    return {
        "key": row.key,
        "name": row.name,
        "segment": row.segment,
        "round": found.round.name if found.round else None,
        "quadrant": placed.quadrant if placed else None,
        "doubts": list(placed.doubts) if placed else [],
        "score": found.total.score if found.total else None,
        "answers": found.total.answers if found.total else 0,
        "answered": standing.answered if standing else 0,
        "invited": standing.invited if standing else None,
        "revenue": row.revenue,
        "potential_revenue": row.potential_revenue,
        "currency": row.currency,
        "renewal_on": row.renewal_on,
        "days_to_renewal": found.days_to_go,
        "touch_points": [
            {"name": t.name, "satisfied": t.satisfied, "answers": t.answers, "score": t.score}
            for t in found.touch_points
        ],
        "trend": [{"round": p.round.name, "score": p.figure.value, "n": p.figure.n} for p in found.trend],
        "silent_rounds": [r.name for r in found.silent_rounds],
        "unmentioned": list(found.unmentioned),
        "issues": [{"id": i.id, "title": i.title, "state": i.state} for i in found.issues],
        "actions": [
            {"id": a.id, "title": a.title, "owner": a.owner, "due_on": a.due_on, "state": a.state}
            for a in found.actions
        ],
        "contacts": [
            {"key": c.key, "name": c.name, "role": c.role, "answered": c.answered} for c in found.contacts
        ],
        "plans": [p.id for p in found.plans],
        "purchases": bought_json(found.bought),
        "follow_ups": [
            {
                "id": f.id,
                "rule": f.rule,
                "for": f.for_whom,
                "state": f.state,
                "due_at": f.due_at.isoformat(),
                "overdue": f.overdue(found.now),
            }
            for f in found.follow_ups
        ],
    }
