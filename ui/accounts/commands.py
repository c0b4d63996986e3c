"""`cxdesk accounts`: the list of customers."""

from pathlib import Path
from typing import Annotated

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.importing.people import import_accounts_file, import_invited_file
from cxdesk.responses.queries import round_rows
from ui.console import FileArgument, JsonOption, opened, problem_line, progress_bar, say, say_json

app = typer.Typer(help="Customers and those who were invited.")

SourceArgument = Annotated[Path, typer.Argument(metavar="SOURCE", help="A CSV or XLSX file.")]


@app.command("import")
def import_accounts(file: FileArgument, source: SourceArgument, as_json: JsonOption = False) -> None:
    """Add and update customers from a list, and join them to the answers by their key."""
    with opened(file) as project, progress_bar() as progress:
        done = import_accounts_file(project, source, progress)
    match = done.match
    if as_json:
        say_json(
            {
                "rows_in": done.rows_in,
                "added": done.stored.added,
                "updated": done.stored.updated,
                "matched_keys": match.matched_keys,
                "matched_answers": match.matched_answers,
                "unmatched": [{"key": u.key, "answers": u.answers} for u in match.unmatched],
                "silent": list(match.silent),
                "problems": [problem_line(p) for p in done.problems],
            }
        )
        return
    added, updated = number(done.stored.added), number(done.stored.updated)
    words = ngettext(
        "{added} customer added, {updated} updated.",
        "{added} customers added, {updated} updated.",
        done.stored.added,
    )
    say(words.format(added=added, updated=updated))
    for problem in done.problems[:20]:
        say("  " + problem_line(problem))
    n = match.matched_answers
    words = ngettext("{n} answer belongs to them.", "{n} answers belong to them.", n)
    say(words.format(n=number(n)))
    if match.unmatched:
        say(
            _("Did not match: {keys}").format(
                keys=listed(f"{u.key} ({u.answers})" for u in match.unmatched[:20])
            )
        )


@app.command()
def invited(
    file: FileArgument,
    source: SourceArgument,
    round_name: Annotated[str, typer.Option("--round", help="Name of the survey round.")],
    as_json: JsonOption = False,
) -> None:
    """Note who was invited to a survey round, so that scores can say "5 of 9 answered"."""
    with opened(file) as project, progress_bar() as progress:
        found = next((r for r in project.read(round_rows) if r.name == round_name), None)
        if found is None:
            raise UserError(_("There is no survey round “{name}” in this file.").format(name=round_name))
        done = import_invited_file(project, source, found.id, progress)
    if as_json:
        problems = [problem_line(p) for p in done.problems]
        say_json(
            {
                "rows_in": done.rows_in,
                "invited": done.invited,
                "unknown": list(done.unknown),
                "problems": problems,
            }
        )
        return
    words = ngettext("{n} person noted as invited.", "{n} people noted as invited.", done.invited)
    say(words.format(n=number(done.invited)))
    for problem in done.problems[:20]:
        say("  " + problem_line(problem))
    if done.unknown:
        say(_("Keys that no customer has: {keys}").format(keys=listed(done.unknown[:20])))
