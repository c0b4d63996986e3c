"""`cxdesk plan export`, `leak-check` and `brand`: what leaves for customers, how it looks, and that nothing internal is in it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cxdesk.accounts.queries import account_keyed
from cxdesk.errors import UserError
from cxdesk.i18n import _, known_language, ngettext, number
from cxdesk.planning.assemble import branded
from cxdesk.planning.plan_queries import plan_for
from ui.console import (
    FileArgument,
    JsonOption,
    opened,
    progress_bar,
    say,
    say_json,
)
from ui.planning.commands import AccountOption, LanguageOption

if TYPE_CHECKING:
    pass

app = typer.Typer()


@app.command()
def export(
    file: FileArgument,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write; with --all the folder.")],
    account: AccountOption = None,
    everybody: Annotated[bool, typer.Option("--all", help="The newest plan of every customer.")] = False,
    language: LanguageOption = None,
    kind: Annotated[str | None, typer.Option("--format", help="pdf, xlsx or html.")] = None,
    processes: Annotated[
        int | None, typer.Option("--processes", min=1, max=8, help="How many make plans at once.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the plan of one customer, or of all, in the customer's language unless another is named."""
    if everybody == bool(account):
        raise UserError(_("Say which customer with --account KEY, or --all for everybody."))
    if kind not in (None, "pdf", "xlsx", "html"):
        raise UserError(_("A plan is written as pdf, xlsx or html."))
    chosen = known_language(language) if language else None
    if account is None:
        _export_all(file, output, chosen, f".{kind or 'pdf'}", processes, as_json)
        return
    from exports.pdf.hand_out import hand_out

    target = output.with_suffix(f".{kind}") if kind and output.suffix.lower() != f".{kind}" else output
    with opened(file) as project:
        row = project.read(account_keyed, account)
        plan = project.read(plan_for, row.key)
        written = hand_out(project, plan.id, chosen or row.language, target)
    if as_json:
        say_json({"file": str(written), "account": row.key, "language": chosen or row.language})
    else:
        say(_("Wrote the plan for {name}: {file}").format(name=row.name, file=written))


def _export_all(
    file: Path, folder: Path, language: str | None, kind: str, processes: int | None, as_json: bool
) -> None:
    from exports.pdf.batch import make_all, orders

    with opened(file) as project, progress_bar() as progress:
        found = make_all(project, orders(project, folder, language, kind), progress, processes=processes)
    made = [o for o in found if o.file is not None]
    rest = [o for o in found if o.file is None]
    if as_json:
        say_json(
            {
                "made": [{"account": o.order.account_key, "file": str(o.file)} for o in made],
                "not_made": [{"account": o.order.account_key, "reason": o.reason} for o in rest],
            }
        )
    else:
        n = ngettext("{n} plan made in {folder}.", "{n} plans made in {folder}.", len(made))
        say(n.format(n=number(len(made)), folder=folder))
    if rest:
        lines = [f"{o.order.account} ({o.order.account_key}): {o.reason.partition(chr(10))[0]}" for o in rest]
        n = ngettext("{n} plan was not made:", "{n} plans were not made:", len(rest))
        raise UserError("\n".join([n.format(n=number(len(rest))), *lines]))


@app.command("leak-check")
def leak_check(
    file: FileArgument,
    document: Annotated[Path, typer.Argument(metavar="OUT", help="The plan as PDF, XLSX or HTML.")],
    account: AccountOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look for internal texts and other customers' names in a document that is to go to a customer."""
    from exports.pdf.leak_check import look_over

    with opened(file) as project:
        result = look_over(project, document, account)
    if as_json:
        say_json(
            {"account": result.account_key, "looked_for": result.looked_for, "found": list(result.found)}
        )
    elif not result.found:
        n = ngettext(
            "Nothing internal found. {n} text was looked for.",
            "Nothing internal found. {n} texts were looked for.",
            result.looked_for,
        )
        say(n.format(n=number(result.looked_for)))
    if result.found:
        n = ngettext(
            "{n} internal text is in “{name}”:", "{n} internal texts are in “{name}”:", len(result.found)
        ).format(n=number(len(result.found)), name=document.name)
        raise UserError("\n".join([n, *(" ".join(text.split())[:200] for text in result.found)]))


@app.command()
def brand(
    file: FileArgument,
    logo: Annotated[Path | None, typer.Option("--logo", help="PNG, JPEG or plain SVG.")] = None,
    colour: Annotated[str | None, typer.Option("--colour", help="As #2B5A48.")] = None,
    paper: Annotated[str | None, typer.Option("--paper", help="a4 or letter.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show or set how our documents for customers look."""
    from exports.pdf.brand_kit import set_kit

    with opened(file) as project:
        now = project.read(branded, "")
        if logo or colour or paper:
            set_kit(project, colour or now.accent, logo or now.logo, paper or now.paper)
            now = project.read(branded, "")
    if as_json:
        say_json({"colour": now.accent, "paper": now.paper, "logo": len(now.logo or b"")})
        return
    say(_("Colour {colour}, paper {paper}.").format(colour=now.accent, paper=now.paper))
