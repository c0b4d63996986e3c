"""`cxdesk personas`: sheets of personas and segments, and how well we know our customers."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cxdesk.i18n import _, day, known_language, language, listed, number, percent
from cxdesk.journeys.understanding import Known, Part, understanding
from cxdesk.personas.kinds import KIND_WORDS, LIST_WORDS
from cxdesk.personas.queries import PersonaRow, persona_named, persona_rows
from cxdesk.personas.said import share_words, sure_words
from ui.console import FileArgument, JsonOption, day_of, opened, say, say_json, say_table

app = typer.Typer(help="Personas and segments.")


@app.command("list")
def list_personas(file: FileArgument, as_json: JsonOption = False) -> None:
    """List the sheets with their share of the customers and the day they were checked."""
    with opened(file) as project:
        rows = project.read(persona_rows)
    if as_json:
        say_json([_as_json(r) for r in rows])
        return
    if not rows:
        say(_("No personas yet"))
        return
    header = [_("Name"), _("Kind"), _("Segment"), _("Of our customers"), _("Checked on")]
    lines = [
        [
            r.name,
            _(KIND_WORDS[r.kind]),
            r.segment or "–",
            percent(r.share.of_accounts) if r.share and r.share.of_accounts is not None else "–",
            day(r.checked_on) if r.checked_on else _("never"),
        ]
        for r in rows
    ]
    say_table(header, lines, frozenset({3}))


@app.command()
def show(
    file: FileArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name or number of the sheet.")],
    as_json: JsonOption = False,
) -> None:
    """Print one sheet."""
    with opened(file) as project:
        row = project.read(persona_named, name)
    if as_json:
        say_json(_as_json(row))
        return
    say(listed(filter(None, (row.name, _(KIND_WORDS[row.kind]), row.role))))
    for sentence in (share_words(row, language()), row.about):
        if sentence:
            say(sentence)
    for key, head in LIST_WORDS.items():
        if lines := getattr(row, key):
            say(_("{head}: {text}").format(head=_(head), text="; ".join(lines)))
    for text, speaker in row.quotes:
        say(f"“{text}” {speaker}".rstrip())
    say(sure_words(row, language()))


@app.command()
def export(
    file: FileArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name or number of the sheet.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF to write.")],
    language_: Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Write one sheet as a PDF."""
    from cxdesk.planning.studio_sheets import persona_sheets
    from exports.pdf.persona_sheet import build

    lang = known_language(language_) if language_ else language()
    with opened(file) as project:
        row = project.read(persona_named, name)
        sheet = project.read(persona_sheets, [row], lang)[0]
    written = build(sheet, output)
    if as_json:
        say_json({"file": str(written), "persona": row.name})
    else:
        say(_("Wrote the sheet “{name}”: {file}").format(name=row.name, file=written))


@app.command()
def known(
    file: FileArgument,
    today: Annotated[str, typer.Option("--today", help="The day to judge by, as 2026-06-15.")] = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Print it as a page: the PDF to write.")
    ] = None,
    language_: Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Say how well we know our customers: asked, described, walked through, and how old each is."""
    from cxdesk.planning.studio_sheets import understanding_sheet
    from exports.pdf.understanding_sheet import build

    lang = known_language(language_) if language_ else language()
    with opened(file) as project:
        found = project.read(understanding, day_of(today))
        sheet = project.read(understanding_sheet, found, lang, day_of(today))
    if output is not None:
        build(sheet, output)
    if as_json:
        say_json(
            {
                **{p.key: _part_json(p) for p in found.parts},
                "cards": found.grades,
                "steps": found.steps,
                "observed": found.observed,
            }
        )
        return
    heads = {"asked": _("Asked"), "characterised": _("Described"), "empathised": _("Walked through")}
    for part in found.parts:
        say(_("{head}: {text}").format(head=heads[part.key], text=number(len(part.things))))
        lines = [[t.name, day(t.on) if t.on else _("never"), _months(t)] for t in part.things]
        if lines:
            say_table([_("Name"), _("Day"), _("Months ago")], lines, frozenset({2}))
        if part.gaps:
            say(_("Missing: {names}").format(names=listed(part.gaps)))
    if output is not None:
        say(_("Wrote the sheet “{name}”: {file}").format(name=_("How well we know them"), file=output))


def _months(thing: Known) -> str:
    return number(thing.months) if thing.months is not None else "–"


def _part_json(part: Part) -> dict[str, object]:
    return {"things": [asdict(t) for t in part.things], "gaps": list(part.gaps)}


def _as_json(row: PersonaRow) -> dict[str, object]:
    found = asdict(row)
    if row.share is not None:
        found["share"] |= {"of_accounts": row.share.of_accounts, "of_revenue": row.share.of_revenue}
    return found
