"""`cxdesk plan`: the customer's printed plan."""

from pathlib import Path
from typing import Annotated

import typer

from cxdesk.accounts.queries import account_keyed
from cxdesk.i18n import _, day, known_language, pgettext
from cxdesk.planning.queries import plan_for, plan_rows
from ui.console import FileArgument, JsonOption, opened, say, say_json, say_table

app = typer.Typer(help="Plans that customers hold in hand.")


@app.command("list")
def list_plans(file: FileArgument, as_json: JsonOption = False) -> None:
    """List the plans in a file."""
    with opened(file) as project:
        rows = project.read(plan_rows)
    if as_json:
        say_json(
            [
                {"account": r.account_key, "name": r.account, "version": r.version, "state": r.state}
                for r in rows
            ]
        )
        return
    header = [pgettext("of a customer", "Key"), _("Customer"), _("Version"), _("State"), _("Made on")]
    say_table(header, [[r.account_key, r.account, str(r.version), r.state, day(r.made_on)] for r in rows])


@app.command()
def export(
    file: FileArgument,
    account: Annotated[str, typer.Option("--account", help="The customer's key.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF to write.")],
    language: Annotated[str | None, typer.Option("--language", help="en, nl, hu, uk or fa.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the plan of one customer as a PDF, in the customer's language unless another is named."""
    from exports.pdf.hand_out import hand_out

    chosen = known_language(language) if language else None
    with opened(file) as project:
        row = project.read(account_keyed, account)
        plan = project.read(plan_for, row.key)
        written = hand_out(project, plan.id, chosen or row.language, output)
    if as_json:
        say_json({"file": str(written), "account": row.key, "language": chosen or row.language})
    else:
        say(_("Wrote the plan for {name}: {file}").format(name=row.name, file=written))
