"""`cxdesk report`: documents for people inside the company, who gets them, what is due, and the gate before a round."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, day, known_language, listed, ngettext, number, written_day
from cxdesk.programme import gate as gates
from cxdesk.programme import routing
from cxdesk.programme.report import AUDIENCES, TITLES
from cxdesk.programme.reports import report
from cxdesk.responses.filter_text import parse
from cxdesk.surveys.queries import survey_named
from ui.console import FileArgument, JsonOption, SurveyOption, opened, progress_bar, say, say_json, say_table

app = typer.Typer(help="Documents for people inside the company, who gets them and when.")

_AUDIENCES = ", ".join(AUDIENCES)
AudienceOption = Annotated[str, typer.Option("--audience", help=f"{_AUDIENCES}.")]
FunctionOption = Annotated[str, typer.Option("--function", help="Whose scorecard, for --audience function.")]
LanguageOption = Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")]
TodayOption = Annotated[str | None, typer.Option("--today", help="As of this day, like 2026-03-31.")]


@app.command()
def export(
    file: FileArgument,
    audience: AudienceOption,
    output: Annotated[Path, typer.Option("-o", "--output", help="OUT.pdf, or OUT.pptx for slides.")],
    survey: SurveyOption = None,
    where: Annotated[str | None, typer.Option(help='For example: segment = "Hospitals"')] = None,
    lang: LanguageOption = None,
    function: FunctionOption = "",
    focus: Annotated[str, typer.Option("--focus", help="The focus note, in place of the one made.")] = "",
    to: Annotated[str, typer.Option("--to", help="Who gets it; the log remembers it for good.")] = "",
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the document of one audience. Not for customers."""
    from exports.report_pack import write

    lang = known_language(lang) if lang is not None else None
    with opened(file) as project:
        row = project.read(survey_named, survey) if survey else None
        made = project.read(
            report,
            audience,
            row.id if row is not None else None,
            parse(where or ""),
            lang,
            _day(today),
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
    now = _day(today)
    if as_json:
        say_json({"today": now.isoformat(), "routes": [_route_json(r, now) for r in rows]})
        return
    if not rows:
        say(_("Nobody gets a document by rhythm yet. Add one with “report route”."))
        return
    heads = [_("Number"), _("Document"), _("For"), _("How often"), _("Last given"), _("Next due")]
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
    form: Annotated[str, typer.Option("--format", help="pdf, or pptx for the executive.")] = "pdf",
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
            _day(first),
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

    now = _day(today)
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
    """What was given to whom, which version, from which data; nothing takes a line out again."""
    with opened(file) as project:
        rows = project.read(routing.given_rows)
    if as_json:
        say_json(
            {
                "given": [
                    {
                        "id": r.id, "kind": r.kind, "audience": r.audience, "function": r.function, "title": r.title,
                        "recipient": r.recipient, "language": r.language, "version": r.version, "data": r.data,
                        "sha256": r.sha256, "given_at": r.made_at.isoformat(timespec="seconds"), "answer": r.answer,
                    }
                    for r in rows
                ]
            }
        )  # fmt: skip
        return
    if not rows:
        say(_("Nothing was given out yet."))
        return
    heads = [_("Number"), _("Given on"), _("Document"), _("For"), _("Version"), _("Of use?")]
    say_table(
        heads,
        [
            [
                number(r.id),
                day(r.made_at),
                _document(r.audience, r.function) if r.audience else r.title,
                r.recipient or r.title,
                number(r.version),
                _(routing.ANSWERS[r.answer]) if r.answer else "–",
            ]
            for r in rows
        ],
    )


@app.command("answer")
def note_answer(
    file: FileArgument,
    number_: Annotated[int, typer.Argument(metavar="NUMBER", help="As `report log` counts them.")],
    said: Annotated[str, typer.Argument(help="yes, partly or no.")],
    note: Annotated[str, typer.Option("--note", help="What the reader said more.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Note what a reader answered to “Was this page of use to you?”."""
    with opened(file) as project:
        project.run(_("Note a reader’s answer"), routing.answer, number_, said, None, note)
    say_json({"number": number_, "answer": said}) if as_json else say(_("Noted."))


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


def _day(text: str | None) -> date:
    return written_day(text) if text else date.today()


def _moment(today: str | None) -> datetime:
    return datetime.combine(_day(today), datetime.now().time()) if today else datetime.now()
