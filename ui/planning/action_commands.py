"""`cxdesk actions`: what we do, what is late, and what came of it."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.analysis.figure import Figure
from cxdesk.i18n import _, day, known_language, listed, ngettext, number, pgettext
from cxdesk.planning import tracking
from cxdesk.planning.action_queries import ActionRow, action_rows
from cxdesk.planning.actions import value_said
from cxdesk.planning.conversion_words import conversion_sentence, thanks_sentence
from cxdesk.planning.outcomes import STANDINGS, Outcome, outcomes
from cxdesk.planning.state_words import ACTION_STATES
from ui.console import FileArgument, JsonOption, day_of, opened, say, say_json, say_table

app = typer.Typer(help="What we do, what is late, and what came of it.")


@app.command("list")
def list_actions(
    file: FileArgument,
    today: Annotated[str, typer.Option("--today", help="The day to judge by, as 2026-06-15.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is late.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List the actions with owner, day and state; --overdue shows what is late on a day."""
    on = day_of(today)
    with opened(file) as project:
        rows = project.read(action_rows)
        standstill = project.read(tracking.stall, on)
    shown = tracking.overdue(rows, on) if overdue else rows
    if as_json:
        say_json([_as_json(r, on) for r in shown])
        return
    if not shown:
        say(_("Nothing is late.") if overdue else _("No action yet"))
        return
    header = [_("Action"), _("Owner"), _("By when"), _("State"), _("Days late")]
    lines = [
        [
            r.title,
            r.owner or _("nobody yet"),
            day(r.due_on) if r.due_on else _("no day yet"),
            pgettext("of an action", ACTION_STATES[r.state]),
            number(late) if (late := tracking.days_late(r, on)) else "",
        ]
        for r in shown
    ]
    say_table(header, lines, frozenset({4}))
    for key, sentence in tracking.WARNINGS.items():
        titles = [r.title for r in shown if r.state != "dropped" and key in tracking.warnings(r)]
        if titles and not overdue:
            say(_(sentence) + " " + listed(titles))
    if standstill is not None:
        say(tracking.stall_sentence(standstill))


@app.command("outcome")
def show_outcome(
    file: FileArgument,
    account: Annotated[str | None, typer.Option("--account", help="The key of one customer.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Say what came of the actions: each measure before and now, and measures that nobody acts on."""
    with opened(file) as project:
        customer = None
        if account is not None:
            from cxdesk.accounts.queries import account_keyed

            customer = project.read(account_keyed, account)
        found = project.read(outcomes, customer.key if customer else None)
        idle = [w for w in project.read(tracking.watched_measures) if w.is_idle]
        conversion = project.read(tracking.conversion)
        rows = project.read(action_rows)
    if customer is not None:
        # How fast we act, whom to thank and what is watched are facts about us, not about one customer.
        if as_json:
            say_json({"account": customer.key, "outcomes": [_outcome_json(o) for o in found]})
            return
        say(_("Only what the people of {customer} answered.").format(customer=customer.name))
        _print(found)
        return
    if as_json:
        say_json(
            {
                "outcomes": [_outcome_json(o) for o in found],
                "insights": conversion.insights,
                "acted": conversion.acted,
                "median_days": conversion.median_days,
                "thanks": dict(tracking.thanks(rows)),
                "measures_without_action": [
                    {"item": w.measure.item_id, "survey": w.measure.survey, "question": w.measure.question}
                    for w in idle
                ],
            }
        )
        return
    _print(found)
    say(conversion_sentence(conversion))
    if thanked := thanks_sentence(rows):
        say(thanked)
    if idle:
        text = ngettext(
            "{n} measure has no action and is not marked “watch only”: {names}.",
            "{n} measures have no action and are not marked “watch only”: {names}.",
            len(idle),
        )
        say(text.format(n=number(len(idle)), names=listed(_by_survey(idle))))


@app.command("export")
def export_actions(
    file: FileArgument,
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF to write.")],
    language: Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")] = None,
    today: Annotated[str, typer.Option("--today", help="The day to judge by, as 2026-06-15.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Write the actions as an internal document: timeline, each action, what came of it, thanks."""
    from cxdesk.planning.action_book import action_book
    from exports.pdf.action_book import build

    lang = known_language(language) if language else None
    with opened(file) as project:
        book = project.read(action_book, lang, day_of(today))
    written = build(book, output)
    if as_json:
        say_json({"file": str(written), "actions": len(book.actions), "language": book.language})
    else:
        say(_("Wrote the actions: {file}").format(file=written))


def _by_survey(idle: list[tracking.Watched]) -> list[str]:
    """The measures survey by survey: two surveys may ask the same."""
    found: dict[str, list[str]] = {}
    for one in idle:
        found.setdefault(one.measure.survey, []).append(one.measure.question)
    return [f"{survey} ({listed(questions)})" for survey, questions in found.items()]


def _print(found: list[Outcome]) -> None:
    if not found:
        say(_("No action was started yet."))
        return
    header = [_("Action"), _("Success measure"), _("Before"), _("Now"), _("Change"), _("Standing")]
    lines = []
    for o in found:
        change = o.change.sentence if o.change is not None else ""
        lines.append(
            [
                o.title,
                f"{o.question} ({o.survey})" if o.survey else o.question,
                _said(o.before, o.before_round),
                _said(o.now, o.now_round),
                change or o.not_measured,
                _(STANDINGS[o.standing]),
            ]
        )
    say_table(header, lines)


def _said(figure: Figure | None, round_label: str) -> str:
    if figure is None:
        return ""
    said = _(figure.suppressed_reason) if figure.suppressed_reason else value_said(figure)
    return _("{value} in {round}").format(value=said, round=round_label)


def _as_json(row: ActionRow, on: date) -> dict[str, Any]:
    fields = ("title", "issue", "owner", "due_on", "slipped_from", "state", "change_type", "goal", "expected")
    more = ("sponsor", "functions", "champions", "strategy", "effort", "effort_unit", "missing")
    return {
        "id": row.id,
        **{name: getattr(row, name) for name in (*fields, *more)},
        "days_late": tracking.days_late(row, on),
        "warnings": tracking.warnings(row),
    }


def _outcome_json(o: Outcome) -> dict[str, Any]:
    def figure(f: Figure | None) -> dict[str, Any] | None:
        if f is None:
            return None
        return {
            "metric": f.metric,
            "value": f.value,
            "low": f.low,
            "high": f.high,
            "n": f.n,
            "hidden": f.suppressed_reason,
        }

    return {
        "id": o.action_id,
        "title": o.title,
        "state": o.state,
        "standing": o.standing,
        "survey": o.survey,
        "question": o.question,
        "before": figure(o.before),
        "before_round": o.before_round,
        "now": figure(o.now),
        "now_round": o.now_round,
        "change": {k: v for k, v in asdict(o.change).items() if k != "sentence"} if o.change else None,
        "target": o.target,
        "reached": o.reached,
        "result": o.result,
        "not_measured": o.not_measured,
    }
