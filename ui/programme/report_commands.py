"""`cxdesk report`: documents for people inside the company, who gets them, what is due, and the gate before a round."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, known_language, listed, ngettext, number
from cxdesk.planning.sending import HOW
from cxdesk.programme import gate as gates
from cxdesk.programme import given, routing
from cxdesk.programme.given import MadeRow, answers_words, given_words
from cxdesk.programme.report import AUDIENCES, FORMATS, TITLES
from cxdesk.programme.reports import report
from cxdesk.responses.filter_text import parse
from cxdesk.surveys.queries import survey_named
from ui.console import (
    FileArgument,
    JsonOption,
    SurveyOption,
    day_of,
    opened,
    progress_bar,
    say,
    say_json,
    say_table,
)
from ui.programme.log_words import answer_line, document_word, giving_line, made_as

app = typer.Typer(help="Documents for people inside the company, who gets them and when.")

_AUDIENCES = ", ".join(AUDIENCES)
_WITH_SLIDES = ", ".join(a for a in AUDIENCES if "pptx" in FORMATS[a])
AudienceOption = Annotated[str, typer.Option("--audience", help=f"{_AUDIENCES}.")]
FunctionOption = Annotated[str, typer.Option("--function", help="Whose scorecard, for --audience function.")]
LanguageOption = Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")]
TodayOption = Annotated[str | None, typer.Option("--today", help="As of this day, like 2026-03-31.")]


@app.command()
def export(
    file: FileArgument,
    audience: AudienceOption,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=f"OUT.pdf; OUT.pptx only for: {_WITH_SLIDES}.")
    ],
    survey: SurveyOption = None,
    where: Annotated[str | None, typer.Option(help='For example: segment = "Hospitals"')] = None,
    lang: LanguageOption = None,
    function: FunctionOption = "",
    focus: Annotated[str, typer.Option("--focus", help="The focus note, in place of the one made.")] = "",
    to: Annotated[
        str, typer.Option("--to", help="For whom it is made; that they got it says `report give`.")
    ] = "",
    form: Annotated[
        str, typer.Option("--format", help=f"pdf for every audience; pptx only for: {_WITH_SLIDES}.")
    ] = "",
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the document of one audience, and log that it was made. Not for customers."""
    from exports.report_pack import write

    output = output.with_suffix(f".{form.lower()}") if form else output

    lang = known_language(lang) if lang is not None else None
    with opened(file) as project:
        row = project.read(survey_named, survey) if survey else None
        made = project.read(
            report,
            audience,
            row.id if row is not None else None,
            parse(where or ""),
            lang,
            day_of(today),
            function,
            focus,
        )
        written = write(project, made, output, to, function, now=_moment(today))
    if as_json:
        told = {"file": str(written), "audience": audience, "language": made.language, "title": made.title}
        say_json({**told, "figures": len(made.figures), "focus": made.focus})
    else:
        say(_("Wrote the document: {file}").format(file=written))


@app.command("routes")
def list_routes(file: FileArgument, today: TodayOption = None, as_json: JsonOption = False) -> None:
    """Who gets which document, how often, and when it is next due."""
    with opened(file) as project:
        rows = project.read(routing.route_rows)
    now = day_of(today)
    if as_json:
        say_json({"today": now.isoformat(), "routes": [_route_json(r, now) for r in rows]})
        return
    if not rows:
        say(_("Nobody gets a document by rhythm yet. Add one with “report route”."))
        return
    heads = [_("Number"), _("Document"), _("For"), _("How often"), _("Last made"), _("Next due")]
    say_table(
        heads,
        [
            [
                number(r.id),
                _document(r.audience, r.function),
                r.recipient,
                _(routing.RHYTHMS[r.rhythm]),
                day(r.last_on) if r.last_on else "–",
                (("! " if r.is_due(now) else "") + day(r.due_on)) if r.due_on else "–",
            ]
            for r in rows
        ],
    )


@app.command("route")
def add_route(
    file: FileArgument,
    audience: AudienceOption,
    to: Annotated[str, typer.Option("--to", help="A person or a group.")],
    every: Annotated[str, typer.Option("--every", help="weekly, monthly, quarterly or each-round.")],
    first: Annotated[str | None, typer.Option("--from", help="The first day, like 2026-03-31.")] = None,
    lang: LanguageOption = None,
    function: FunctionOption = "",
    form: Annotated[str, typer.Option("--format", help=f"pdf; pptx only for: {_WITH_SLIDES}.")] = "pdf",
    as_json: JsonOption = False,
) -> None:
    """Let somebody get a document again and again."""
    with opened(file) as project:
        number_ = project.run(
            _("Add who gets a document"),
            routing.add_route,
            audience,
            to,
            every,
            day_of(first),
            known_language(lang or "en"),
            function,
            form,
        )
    say_json({"route": number_}) if as_json else say(_("Added as number {n}.").format(n=number(number_)))


@app.command("unroute")
def delete_route(
    file: FileArgument,
    number_: Annotated[int, typer.Argument(metavar="NUMBER", help="As `report routes` counts them.")],
    as_json: JsonOption = False,
) -> None:
    """Let somebody get a document no longer."""
    with opened(file) as project:
        if number_ not in {r.id for r in project.read(routing.route_rows)}:
            raise UserError(_("There is no number {n} among them.").format(n=number_))
        project.run(_("Remove who gets a document"), routing.delete_route, number_)
    say_json({"removed": number_}) if as_json else say(_("Removed."))


@app.command("due")
def list_due(
    file: FileArgument,
    today: TodayOption = None,
    folder: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write all of it into this folder and log it.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """What is due today; with a folder, make all of it in one go."""
    from exports.report_pack import write_due

    now = day_of(today)
    with opened(file) as project:
        rows = project.read(routing.due, now)
        made = None
        if folder is not None and rows:
            if not folder.is_dir():
                if not folder.parent.is_dir() or folder.exists():
                    sentence = _("There is no folder “{folder}”. Choose another place.")
                    raise UserError(sentence.format(folder=folder))
                folder.mkdir()
            with progress_bar() as progress:
                made = write_due(project, folder, now, rows, progress, _moment(today))
    if as_json:
        told: dict[str, Any] = {"today": now.isoformat(), "due": [_route_json(r, now) for r in rows]}
        if made is not None:
            told["files"] = [str(f) for f in made.files]
            told["failed"] = [{"recipient": who, "why": why} for who, why in made.failed]
        say_json(told)
        return
    if not rows:
        say(_("Nothing is due."))
    for row in rows:
        say(f"{_document(row.audience, row.function)}: {row.recipient}, {day(row.due_on or now)}")
    if made is not None:
        n = len(made.files)
        say(ngettext("{n} document written.", "{n} documents written.", n).format(n=number(n)))
        for who, why in made.failed:
            say(f"! {who}: {why}")
    if made is not None and made.failed:
        raise typer.Exit(1)


@app.command("log")
def show_log(file: FileArgument, as_json: JsonOption = False) -> None:
    """What was made, as what and from which data; who was given it, how and when; nothing takes a line out again."""
    with opened(file) as project:
        rows = project.read(given.log_rows)
    if as_json:
        say_json({"made": [_made_json(r) for r in rows]})
        return
    if not rows:
        say(_("Nothing was made yet."))
        return
    heads = [
        _("Number"), _("Made on"), _("Document"), _("For"), _("As"), _("Version"), _("Given to"), _("Of use?"),
    ]  # fmt: skip
    say_table(heads, [_made_cells(r) for r in rows])
    for row in rows:
        for line in (*map(giving_line, row.givings), *map(answer_line, row.answers)):
            say(f"{number(row.id)}: {line}")


@app.command("give")
def note_given(
    file: FileArgument,
    number_: Annotated[int, typer.Argument(metavar="NUMBER", help="As `report log` counts them.")],
    to: Annotated[str, typer.Option("--to", help="Who got it: a person or a group.")],
    how: Annotated[str, typer.Option("--how", help=f"{', '.join(HOW)}.")],
    on: Annotated[
        str | None, typer.Option("--on", help="The day, like 2026-03-31; today unless named.")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Who gave it; needed for a customer's plan.")] = "",
    note: Annotated[str, typer.Option("--note", help="What else is to be known.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Log that somebody got a document that was made; a customer's plan is “sent” then. It can't be taken back."""
    with opened(file) as project:
        line = project.run(
            _("Note who got a document"), given.give, number_, to, how, day_of(on) if on else None, by, note
        )
    say_json({"number": number_, "line": line, "to": to, "how": how}) if as_json else say(_("Noted."))


@app.command("mistake")
def note_mistake(
    file: FileArgument,
    line: Annotated[
        int, typer.Argument(metavar="LINE", help="The line, as `report log --json` counts them.")
    ],
    why: Annotated[str, typer.Option("--why", help="What was wrong with it.")],
    as_json: JsonOption = False,
) -> None:
    """Say that a line of the log was noted by mistake: it stays there and counts no more."""
    with opened(file) as project:
        project.run(_("Note a mistake in the log"), given.mistaken, line, why)
    say_json({"line": line, "mistake": why}) if as_json else say(_("Noted."))


@app.command("answer")
def note_answer(
    file: FileArgument,
    number_: Annotated[int, typer.Argument(metavar="NUMBER", help="As `report log` counts them.")],
    said: Annotated[str, typer.Argument(help="yes, partly or no.")],
    by: Annotated[str, typer.Option("--by", help="Which reader; each keeps their own answer.")] = "",
    note: Annotated[str, typer.Option("--note", help="What the reader said more.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Note what a reader answered to “Was this page of use to you?”."""
    with opened(file) as project:
        project.run(_("Note a reader’s answer"), given.answer, number_, said, None, note, by)
    say_json({"number": number_, "answer": said, "by": by}) if as_json else say(_("Noted."))


def _made_json(r: MadeRow) -> dict[str, Any]:
    return {
        "id": r.id, "kind": r.kind, "audience": r.audience, "function": r.function, "title": r.title,
        "account": r.account_key, "recipient": r.recipient, "language": r.language, "version": r.version,
        "data": r.data, "sha256": r.sha256, "format": r.format, "file": r.file,
        "made_at": r.made_at.isoformat(timespec="seconds"),
        "given": [
            {
                "line": g.id, "to": g.recipient, "how": g.how, "on": g.on.isoformat(), "by": g.by, "note": g.note,
                "mistake": g.mistake,
            }
            for g in r.givings
        ],
        "answers": [
            {"answer": a.answer, "on": a.on.isoformat(), "reader": a.reader, "note": a.note} for a in r.answers
        ],
    }  # fmt: skip


def _made_cells(r: MadeRow) -> list[str]:
    return [
        number(r.id), day(r.made_at), document_word(r), r.title if r.kind == "plan" else r.recipient or "–",
        made_as(r) or "–", number(r.version), given_words(r), answers_words(r.answers) or "–",
    ]  # fmt: skip


@app.command("gate")
def show_gate(
    file: FileArgument,
    survey: SurveyOption = None,
    name: Annotated[str, typer.Option("--open", help="Begin the next survey round under this name.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why something was skipped; recorded.")] = "",
    who: Annotated[str, typer.Option("--by", help="Who decided to skip it.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Before the next round: were the findings shared, and was a plan made?"""
    with opened(file) as project:
        row = project.read(survey_named, survey)
        found = project.read(gates.gate, row.id)
        opened_round = None
        if name:
            opened_round = project.run(_("Begin a survey round"), gates.open_round, row.id, name, reason, who)
        past = project.read(gates.override_rows, row.id)
    if as_json:
        say_json(
            {
                "survey": row.code, "round": found.round.name if found.round else None, "documents": found.documents,
                "plans": found.plans, "actions": found.actions, "missing": list(found.missing), "opened": opened_round,
                "skipped_before": [
                    {"round": o.round, "skipped": list(o.skipped), "reason": o.reason, "by": o.who, "on": o.on.isoformat()}
                    for o in past
                ],
            }
        )  # fmt: skip
        return
    say(gate_sentence(found))
    if opened_round is not None:
        say(_("The survey round “{name}” has begun.").format(name=name))


def gate_sentence(found: gates.Gate) -> str:
    """What was done with the findings of the latest round, or what was not."""
    if found.round is None:
        return _("There is no survey round yet, so nothing has to be shared.")
    if not found.missing:
        return _("The findings of {round} were shared and a plan was made.").format(round=found.round.label)
    steps = listed(_(gates.STEPS[step]) for step in found.missing)
    return _("Since {round} nobody did this: {steps}.").format(round=found.round.label, steps=steps)


def _route_json(row: routing.RouteRow, now: date) -> dict[str, Any]:
    return {
        "id": row.id, "audience": row.audience, "function": row.function, "recipient": row.recipient,
        "rhythm": row.rhythm, "language": row.language, "format": row.format,
        "last_on": row.last_on.isoformat() if row.last_on else None,
        "due_on": row.due_on.isoformat() if row.due_on else None, "is_due": row.is_due(now),
    }  # fmt: skip


def _document(audience: str, function: str) -> str:
    return f"{_(TITLES[audience])} {function}".strip() if audience in TITLES else audience


def _moment(today: str | None) -> datetime:
    return datetime.combine(day_of(today), datetime.now().time()) if today else datetime.now()
