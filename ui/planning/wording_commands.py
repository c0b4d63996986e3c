"""`cxdesk plan review`, `approve` and `wordings`: the words that customers read, who approved them, and their translation."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cxdesk.accounts.queries import account_keyed
from cxdesk.errors import UserError
from cxdesk.i18n import _, known_language, language_word, ngettext, number
from cxdesk.planning.approval import approve_plan
from cxdesk.planning.assemble import gaps
from cxdesk.planning.plan_queries import plan_for
from cxdesk.planning.plan_review import Reviewed, approval_words, figures_of, newest_plans, reviewed
from cxdesk.planning.side_by_side import HEADS, Sentence, side_by_side
from cxdesk.project import Project
from ui.console import (
    FileArgument,
    JsonOption,
    opened,
    progress_bar,
    say,
    say_json,
    say_read_back,
    say_table,
)
from ui.planning.commands import AccountOption, LanguageOption

if TYPE_CHECKING:
    from cxdesk.importing.wordings import Wordings

app = typer.Typer()


@app.command()
def review(
    file: FileArgument,
    account: AccountOption = None,
    everybody: Annotated[bool, typer.Option("--all", help="The newest plan of every customer.")] = False,
    language: LanguageOption = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="A workbook, OUT.xlsx.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show exactly what customers will see before anything is made: every text, count and picture, and who approved it."""
    if everybody == bool(account):
        raise UserError(_("Say which customer with --account KEY, or --all for everybody."))
    chosen = known_language(language) if language else None
    with opened(file) as project, progress_bar() as progress:
        plans = project.read(newest_plans) if account is None else [project.read(plan_for, account)]
        found = []
        figures = project.read(figures_of, plans)
        for at, plan in enumerate(plans):
            progress(at, len(plans), plan.account)
            found.append(project.read(reviewed, plan, chosen, figures.get(plan.id)))
    if output is not None:
        from exports.tables.plan_review import write_review

        written = write_review(found, output)
        if as_json:
            say_json({"file": str(written), "plans": len(found)})
        else:
            n = ngettext("{n} plan written to {file}.", "{n} plans written to {file}.", len(found))
            say(n.format(n=number(len(found)), file=written))
    elif as_json:
        say_json([_reviewed_json(one) for one in found])
    else:
        for one in found:
            for line in review_lines(one):
                say(line)


def review_lines(one: Reviewed) -> list[str]:
    """One plan as lines of text: the customer, part by part what will be seen, and who approved it."""
    head = _("{customer}, version {n} ({language})")
    lines = [
        head.format(
            customer=one.plan.account, n=number(one.plan.version), language=language_word(one.language)
        )
    ]
    lines += [f"  ! {line}" for line in one.reason.splitlines()]
    for part in one.parts:
        lines.append(f"  {part.head}")
        lines += [f"    {line.text}  [{approval_words(line)}]" for line in part.lines]
    return lines


def _reviewed_json(one: Reviewed) -> dict[str, object]:
    return {
        "account": one.plan.account_key, "name": one.plan.account, "version": one.plan.version, "language": one.language,
        "reason": one.reason or None,
        "parts": [
            {
                "part": part.head,
                "lines": [
                    {
                        "text": s.text, "kind": s.kind, "approved_by": s.by, "instead_of": s.instead_of,
                        "approved_at": s.at.isoformat(timespec="seconds") if s.at else None,
                    }
                    for s in part.lines
                ],
            }
            for part in one.parts
        ],
    }  # fmt: skip


@app.command()
def approve(
    file: FileArgument,
    account: Annotated[str, typer.Option("--account", help="The customer's key.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who answers for the wording.")],
    language: LanguageOption = None,
    instead: Annotated[
        bool, typer.Option("--instead", help="In the place of the person who answers for the customer.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Answer for every sentence the customer reads in one language."""
    chosen = known_language(language) if language else None
    with opened(file) as project:
        row = project.read(account_keyed, account)
        plan = project.read(plan_for, row.key)
        n = project.run(
            _("Approve the wording"), approve_plan, plan.id, chosen or row.language, by, datetime.now(),
            instead=instead,
        )  # fmt: skip
        left = project.read(gaps, plan.id, chosen or row.language)
    if as_json:
        say_json({"account": row.key, "approved": n, "missing": [g.sentence for g in left]})
        return
    said = ngettext("{n} sentence approved by {name}.", "{n} sentences approved by {name}.", n)
    say(said.format(n=number(n), name=by))
    for gap in left:
        say("  " + gap.sentence)


@app.command()
def wordings(
    file: FileArgument,
    language: LanguageOption = None,
    missing: Annotated[bool, typer.Option("--missing", help="Only what is missing or not approved.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="A workbook for a translator.")
    ] = None,
    filled: Annotated[
        Path | None, typer.Option("--read", metavar="XLSX", help="A workbook that was filled in.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write the changes without asking.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List every sentence of all plans beside its source; write them out for a translator and read them back."""
    chosen = known_language(language) if language else None
    with opened(file) as project:
        if filled is not None:
            _read_wordings(project, filled, yes, as_json)
            return
        rows = project.read(side_by_side, chosen)
    if missing:
        rows = [r for r in rows if r.state in ("missing", "waiting")]
    if output is not None:
        from exports.tables.wordings import write_wordings

        written = write_wordings(rows, output)
        said = ngettext("{n} sentence written to {file}.", "{n} sentences written to {file}.", len(rows))
        say_json({"file": str(written), "sentences": len(rows)}) if as_json else say(
            said.format(n=number(len(rows)), file=written)
        )
    elif as_json:
        say_json([_sentence_json(r) for r in rows])
    else:
        header = [
            _(HEADS[name]) for name in ("customer", "where", "source", "language", "wording", "approved")
        ]
        body = [[r.customer, r.where, r.source, r.language, r.text, r.approved_by] for r in rows]
        say_table(header, body)


def _read_wordings(project: Project, filled: Path, yes: bool, as_json: bool) -> None:
    from cxdesk.importing.wordings import read_wordings, store_wordings

    with progress_bar() as progress:
        found = read_wordings(project, filled, progress)
    changes = [_sentence_json(c.sentence) | {"new": c.new, "row": c.row} for c in found.changes]
    say_read_back(found, changes, change_lines(found), yes, as_json)
    if not found.changes:
        return
    if yes or (not as_json and typer.confirm(_("Write these changes?"), default=False)):
        n = project.run(_("Read wordings"), store_wordings, found.changes)
        if not as_json:
            said = ngettext("{n} wording changed. It waits for approval.",
                            "{n} wordings changed. They wait for approval.", n)  # fmt: skip
            say(said.format(n=number(n)))
    elif not as_json:
        say(_("Nothing was written."))


def change_lines(found: "Wordings") -> list[str]:
    """What a spreadsheet would change, and the rows that can't be used, a line each."""
    lines = []
    for c in found.changes:
        old = c.sentence.text or _("nothing yet")
        words = _("{customer}, {where} ({language}): “{old}” becomes “{new}”")
        customer = c.sentence.customer or _("All customers")
        line = words.format(customer=customer, where=c.sentence.where, new=c.new, old=old,
                            language=language_word(c.sentence.language))  # fmt: skip
        if c.loses_approval:
            line += " " + _("The approval by {name} is lost.").format(name=c.sentence.approved_by)
        lines.append(line)
    return [*lines, *(p.sentence for p in (*found.problems, *found.left_out))]


def _sentence_json(r: Sentence) -> dict[str, object]:
    return {
        "key": r.key, "customer": r.customer, "where": r.where, "language": r.language, "text": r.text,
        "source_language": r.source_language, "source": r.source, "state": r.state,
        "approved_by": r.approved_by, "instead_of": r.instead_of,
    }  # fmt: skip
